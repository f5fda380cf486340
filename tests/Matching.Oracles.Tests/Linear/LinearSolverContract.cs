using Matching.Oracles.Linear;

namespace Matching.Oracles.Tests.Linear;

/// <summary>What we count on, whichever solver answers. Known answers, worked out by hand.</summary>
internal static class LinearSolverContract
{
    private const double Tolerance = 1e-7;

    /// <summary>max 3x + 2y with x + y ≤ 4, x + 3y ≤ 6, x ≤ 3: x = 3, y = 1, value 11; the second row is not tight by value 0 of its price.</summary>
    public static void FindsTheOptimumAndItsPrices(ILinearSolver solver)
    {
        var builder = new LinearProgramBuilder();
        var x = builder.AddColumn(0, 3, 3);
        var y = builder.AddColumn(0, double.PositiveInfinity, 2);
        var sum = builder.AddRow(double.NegativeInfinity, 4);
        var other = builder.AddRow(double.NegativeInfinity, 7);
        builder.Add(sum, x, 1);
        builder.Add(sum, y, 1);
        builder.Add(other, x, 1);
        builder.Add(other, y, 3);

        var solution = solver.Solve(builder.Build(maximise: true));

        Assert.Equal(LinearStatus.Optimal, solution.Status);
        Assert.Equal(11, solution.Objective, Tolerance);
        Assert.Equal([3, 1], solution.Columns.Select(value => Math.Round(value, 6)));
        Assert.Equal([2, 0], solution.RowDuals.Select(value => Math.Round(value, 6)));
    }

    /// <summary>min 2x + 3y with x + y ≥ 10, x ≤ 4: x = 4, y = 6, value 26; one more asked for costs 3.</summary>
    public static void Minimises(ILinearSolver solver)
    {
        var builder = new LinearProgramBuilder();
        var x = builder.AddColumn(0, 4, 2);
        var y = builder.AddColumn(0, double.PositiveInfinity, 3);
        var row = builder.AddRow(10, double.PositiveInfinity);
        builder.Add(row, x, 1);
        builder.Add(row, y, 1);

        var solution = solver.Solve(builder.Build(maximise: false));

        Assert.Equal(26, solution.Objective, Tolerance);
        Assert.Equal(3, Assert.Single(solution.RowDuals), Tolerance);
    }

    public static void SaysWhenNothingKeepsTheRows(ILinearSolver solver)
    {
        var builder = new LinearProgramBuilder();
        builder.Add(builder.AddRow(5, double.PositiveInfinity), builder.AddColumn(0, 1, 1), 1);

        Assert.True(solver.Solve(builder.Build(maximise: true)).Status is LinearStatus.Infeasible or LinearStatus.InfeasibleOrUnbounded);
    }

    public static void SaysWhenThereIsNoBest(ILinearSolver solver)
    {
        var builder = new LinearProgramBuilder();
        builder.Add(builder.AddRow(1, double.PositiveInfinity), builder.AddColumn(0, double.PositiveInfinity, 1), 1);

        Assert.True(solver.Solve(builder.Build(maximise: true)).Status is LinearStatus.Unbounded or LinearStatus.InfeasibleOrUnbounded);
    }
}

public sealed class ClpSolverTests
{
    private static ClpSolver Solver => new();

    [ClpFact]
    public void Finds_the_optimum_and_its_prices() => LinearSolverContract.FindsTheOptimumAndItsPrices(Solver);

    [ClpFact]
    public void Minimises() => LinearSolverContract.Minimises(Solver);

    [ClpFact]
    public void Says_when_nothing_keeps_the_rows() => LinearSolverContract.SaysWhenNothingKeepsTheRows(Solver);

    [ClpFact]
    public void Says_when_there_is_no_best() => LinearSolverContract.SaysWhenThereIsNoBest(Solver);

    [ClpFact]
    public void A_warm_start_gives_the_same_optimum()
    {
        using var solver = new ClpSolver(warmStart: true);

        LinearSolverContract.FindsTheOptimumAndItsPrices(solver);
        LinearSolverContract.FindsTheOptimumAndItsPrices(solver);
    }
}

public sealed class GlopSolverTests : IDisposable
{
    private readonly GlopSolver _solver = new();

    [WorkerFact]
    public void Finds_the_optimum_and_its_prices() => LinearSolverContract.FindsTheOptimumAndItsPrices(_solver);

    [WorkerFact]
    public void Minimises() => LinearSolverContract.Minimises(_solver);

    [WorkerFact]
    public void Says_when_nothing_keeps_the_rows() => LinearSolverContract.SaysWhenNothingKeepsTheRows(_solver);

    [WorkerFact]
    public void Says_when_there_is_no_best() => LinearSolverContract.SaysWhenThereIsNoBest(_solver);

    public void Dispose() => _solver.Dispose();
}
