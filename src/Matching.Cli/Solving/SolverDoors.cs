using Matching.Cli.Terminal;
using Matching.Engine.Explain.Sentences;
using Matching.Solvers;
using Matching.Solvers.Cbc;
using Matching.Solvers.Choices;
using Matching.Solvers.CpSat;

namespace Matching.Cli.Solving;

/// <summary>Who helps to choose communes, in the order of <see cref="SolverDoors.Words"/>.</summary>
internal enum SolverDoor
{
    None,

    /// <summary>The first that is there.</summary>
    Auto,
    Cbc,
    CpSat,
}

/// <summary>Opens the door to a solver that a person named.</summary>
internal static class SolverDoors
{
    public static readonly string[] Words = ["none", "auto", "cbc", "cp-sat"];

    /// <returns><see langword="null"/> for none.</returns>
    /// <exception cref="RefusedException">The one that was named is not on this machine.</exception>
    public static OpenDoor? Open(SolverDoor door, Shell shell)
    {
        SolverNotice? why = null;
        Func<IIntegerSolver>[] doors = door switch
        {
            SolverDoor.Cbc => [static () => new CbcSolver()],
            SolverDoor.CpSat => [static () => new CpSatWasmSolver()],
            SolverDoor.Auto => [static () => new CbcSolver(), static () => new CpSatWasmSolver()],
            _ => [],
        };
        foreach (var open in doors)
        {
            var solver = open();
            if (solver.WhyUnavailable is null)
            {
                return new OpenDoor(solver);
            }

            (solver as IDisposable)?.Dispose();
            why = solver.WhyUnavailable;
        }

        return why is null || door == SolverDoor.Auto ? null : throw new RefusedException(shell.Language == Language.Vietnamese ? why.Vi : why.En);
    }
}

/// <summary>A solver at work for one command.</summary>
internal sealed class OpenDoor(IIntegerSolver solver) : IDisposable
{
    public ChoiceBySolver Chooser { get; } = new(solver, ChoiceBySolver.Usual);

    public void Dispose() => (solver as IDisposable)?.Dispose();
}
