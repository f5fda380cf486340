namespace Matching.Oracles.Linear;

public enum LinearStatus
{
    Optimal,
    Infeasible,
    Unbounded,

    /// <summary>No point keeps the rows, or there is no best one; the solver did not say which.</summary>
    InfeasibleOrUnbounded,

    TimeLimit,

    /// <summary>The solver gave up for a reason of its own.</summary>
    Failed,
}

/// <param name="Columns">Empty unless optimal.</param>
/// <param name="RowDuals">Change of the objective per unit of each row's right-hand side; empty unless optimal.</param>
public sealed record LinearSolution(LinearStatus Status, double Objective, double[] Columns, double[] RowDuals)
{
    public static LinearSolution Without(LinearStatus status) => new(status, double.NaN, [], []);
}

/// <summary>A solver of linear programs made by others, asked for a second opinion. Answers are right to about seven digits.</summary>
public interface ILinearSolver : IDisposable
{
    string Name { get; }

    /// <summary>Time that the last program took inside the solver, without building the model and reading the answer.</summary>
    TimeSpan LastSolverTime { get; }

    /// <param name="timeLimit">Wall-clock budget of this program; null for none.</param>
    LinearSolution Solve(LinearProgram program, TimeSpan? timeLimit = null);
}
