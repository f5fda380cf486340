using System.Runtime.InteropServices;
using Matching.Engine.Allocation;
using Matching.Solvers.Integers;

namespace Matching.Solvers.Choices;

/// <summary>Lets a solver of integer programs choose communes for the allocator.</summary>
/// <param name="solver">Any back end.</param>
/// <param name="limits">For each program; a round asks at most once a class. A work limit keeps equal rounds equal.</param>
public sealed class ChoiceBySolver(IIntegerSolver solver, SolverLimits limits) : IChoiceSolver
{
    /// <summary>What one program may cost unless stated: some seconds of search, and never more than a minute.</summary>
    public static SolverLimits Usual { get; } = new() { Work = 4, Time = TimeSpan.FromMinutes(1), RelativeGap = 1e-4 };

    /// <inheritdoc />
    public string Name => solver.Name;

    /// <summary>What the solver said last; for reports.</summary>
    public SolverOutcome? Last { get; private set; }

    /// <inheritdoc />
    public long[]? Solve(ChoiceProgram program, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(program);
        var outcome = solver.SolveAsync(Model(program), limits, progress: null, cancel).GetAwaiter().GetResult();
        cancel.ThrowIfCancellationRequested();
        Last = outcome;
        return outcome.HasSolution ? ImmutableCollectionsMarshal.AsArray(outcome.Values) : null;
    }

    private static IntegerModel Model(ChoiceProgram program)
    {
        var model = new IntegerModelBuilder(maximise: true);
        for (var j = 0; j < program.Upper.Length; j++)
        {
            model.AddVariable(0, program.Upper[j], program.Objective[j]);
        }

        for (var i = 0; i < program.RowLower.Length; i++)
        {
            var (from, to) = (program.RowStart[i], program.RowStart[i + 1]);
            model.AddRow(program.Columns.AsSpan()[from..to], program.Factors.AsSpan()[from..to], program.RowLower[i], program.RowUpper[i]);
        }

        foreach (var (variable, value) in program.Hint)
        {
            model.Hint(variable, value);
        }

        return model.Build();
    }
}
