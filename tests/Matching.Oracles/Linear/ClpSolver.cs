using System.Diagnostics;

namespace Matching.Oracles.Linear;

/// <summary>How CLP goes about it.</summary>
public enum ClpMethod
{
    /// <summary>Presolve, then what CLP thinks best.</summary>
    Own,

    Primal,
    Dual,
}

/// <summary>COIN-OR CLP through its C interface.</summary>
/// <param name="method">How to solve from scratch.</param>
/// <param name="warmStart">Start from the basis of the program before, when the shape is the same: what a careful user would do in a series.</param>
public sealed class ClpSolver(ClpMethod method = ClpMethod.Own, bool warmStart = false) : ILinearSolver
{
    private byte[]? _basis;
    private (int Columns, int Rows) _basisShape;

    /// <summary>Whether libClp is on this machine.</summary>
    public static bool IsPresent => Clp.IsPresent;

    public string Name => warmStart ? "CLP (warm)" : method == ClpMethod.Own ? "CLP" : $"CLP {method}";

    public TimeSpan LastSolverTime { get; private set; }

    public LinearSolution Solve(LinearProgram program, TimeSpan? timeLimit = null)
    {
        ArgumentNullException.ThrowIfNull(program);
        var wasWarm = _basis is not null;
        var solution = SolveOnce(program, timeLimit);
        if (wasWarm && solution.Status is not (LinearStatus.Optimal or LinearStatus.TimeLimit))
        {
            // An old basis can lead CLP astray; its verdict counts only from scratch.
            _basis = null;
            solution = SolveOnce(program, timeLimit);
        }

        return solution;
    }

    public void Dispose() => _basis = null;

    private LinearSolution SolveOnce(LinearProgram program, TimeSpan? timeLimit)
    {
        var model = Clp.New();
        try
        {
            Clp.SetLogLevel(model, 0);
            Clp.Load(
                model, program.Columns, program.Rows, program.Start, program.Index, program.Value,
                Finite(program.ColumnLower), Finite(program.ColumnUpper), program.Objective, Finite(program.RowLower), Finite(program.RowUpper));
            Clp.SetDirection(model, program.Maximise ? -1 : 1);
            if (timeLimit is { } limit)
            {
                Clp.SetMaximumSeconds(model, limit.TotalSeconds);
            }

            var began = Stopwatch.GetTimestamp();
            Run(model, program);
            LastSolverTime = Stopwatch.GetElapsedTime(began);
            return Read(model, program);
        }
        finally
        {
            Clp.Delete(model);
        }
    }

    private void Run(nint model, LinearProgram program)
    {
        if (warmStart && _basis is not null && _basisShape == (program.Columns, program.Rows))
        {
            Clp.CopyInStatus(model, _basis);
            _ = Clp.Primal(model, 0);
        }
        else
        {
            _ = method switch
            {
                ClpMethod.Primal => Clp.Primal(model, 0),
                ClpMethod.Dual => Clp.Dual(model, 0),
                _ => Clp.InitialSolve(model),
            };
        }

        if (warmStart)
        {
            _basis = Clp.BasisStatus(model, program.Columns + program.Rows);
            _basisShape = (program.Columns, program.Rows);
        }
    }

    private static LinearSolution Read(nint model, LinearProgram program) => Clp.Status(model) switch
    {
        0 => new LinearSolution(
            LinearStatus.Optimal, Clp.ObjectiveValue(model), Clp.Columns(model, program.Columns), Clp.RowDuals(model, program.Rows)),
        1 => LinearSolution.Without(LinearStatus.Infeasible),
        2 => LinearSolution.Without(LinearStatus.Unbounded),
        3 => LinearSolution.Without(LinearStatus.TimeLimit),
        _ => LinearSolution.Without(LinearStatus.Failed),
    };

    // CLP knows no infinity of its own; its largest double means none.
    private static double[] Finite(double[] bounds) => Array.ConvertAll(bounds, bound => Math.Clamp(bound, -double.MaxValue, double.MaxValue));
}
