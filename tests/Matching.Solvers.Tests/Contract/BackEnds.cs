using Matching.Solvers.Cbc;
using Matching.Solvers.CpSat;
using Matching.Solvers.Workers;

namespace Matching.Solvers.Tests.Contract;

/// <summary>The back ends of this machine. eng/setup.sh installs them, and test.sh insists on them.</summary>
internal static class BackEnds
{
    public const string CpSat = "CP-SAT (WebAssembly)";
    public const string Cbc = "CBC";
    public const string Native = "CP-SAT (in process)";

    public static WorkerSettings Settings { get; } = new() { Workers = 2, Grace = TimeSpan.FromSeconds(20), StartLimit = TimeSpan.FromMinutes(3) };

    /// <summary>Why it is off, or null when it is on.</summary>
    public static string? WhyOff(string backEnd)
    {
        using var solver = Make(backEnd) as IDisposable;
        return (solver as IIntegerSolver)?.WhyUnavailable?.En;
    }

    /// <summary>The Node that CP-SAT runs under.</summary>
    public static string Node()
    {
        using var solver = new CpSatWasmSolver();
        return solver.Command!.Program;
    }

    public static IIntegerSolver Make(string backEnd) => backEnd switch
    {
        CpSat => new CpSatWasmSolver(Settings),
        Cbc => new CbcSolver(Settings),
#if WITH_ORTOOLS
        Native => new CpSatNativeSolver(),
#endif
        _ => throw new ArgumentOutOfRangeException(nameof(backEnd), backEnd, "No such back end."),
    };
}

/// <summary>Keeps one solver, with its warm processes, for all tests of a class.</summary>
public abstract class SolverFixture(string backEnd) : IDisposable
{
    private readonly Lazy<IIntegerSolver> _solver = new(() => BackEnds.Make(backEnd));

    public IIntegerSolver Solver => _solver.Value;

    public void Dispose()
    {
        if (_solver.IsValueCreated)
        {
            (_solver.Value as IDisposable)?.Dispose();
        }

        GC.SuppressFinalize(this);
    }
}

public sealed class CpSatFixture() : SolverFixture(BackEnds.CpSat);

public sealed class CbcFixture() : SolverFixture(BackEnds.Cbc);
