using Matching.Engine.Rounds;
using Matching.Oracles.Model;

namespace Matching.Oracles.Linear;

/// <param name="SharesVnd">By the round's needs; what was not reached in time is zero.</param>
/// <param name="Programs">How many linear programs it took.</param>
/// <param name="Finished">False when the time budget ended it.</param>
/// <param name="SolverTime">Time inside the solver; building the programs and reading the answers come on top.</param>
public sealed record LpLeximinResult(double[] SharesVnd, int Programs, bool Finished, TimeSpan SolverTime);

/// <summary>Leximin by a series of linear programs, as the literature and every implementation found do it: raise all, fix what is held, repeat.</summary>
/// <remarks>
/// A line is held when its row has a price (dual value) at the optimum: no optimum gives it more. Every program fixes at least one line.
/// Sources: Nace and Pióro, "Max-min fairness and its applications to routing and load-balancing" (2008); Radunović and Le Boudec (2007).
/// </remarks>
public sealed class LpLeximin
{
    private const double PriceTolerance = 1e-7;
    private const double LevelTolerance = 1e-9;

    /// <summary>A share that is fixed may be missed by so much (scaled): solvers keep rows to 1e-7, and what they reached must stay reachable.</summary>
    private const double RowTolerance = 2e-7;

    private readonly LeximinProgram _program;
    private readonly ILinearSolver _solver;
    private readonly TimeProvider _clock;
    private readonly TimeSpan? _budget;
    private readonly long _began;
    private readonly double?[] _shares;
    private int _programs;
    private TimeSpan _solverTime;

    private LpLeximin(LeximinProgram program, ILinearSolver solver, TimeSpan? budget, TimeProvider? clock)
    {
        _program = program;
        _solver = solver;
        _budget = budget;
        _clock = clock ?? TimeProvider.System;
        _began = _clock.GetTimestamp();
        _shares = new double?[program.Demand.Length];
    }

    public static LpLeximinResult Solve(Round round, ILinearSolver solver) => Solve(LeximinProgram.OfPairs(PairModel.Of(round)), solver);

    /// <param name="budget">Wall-clock budget of the whole series; null for none.</param>
    /// <exception cref="InvalidOperationException">The solver failed on a program that has an optimum.</exception>
    public static LpLeximinResult Solve(LeximinProgram program, ILinearSolver solver, TimeSpan? budget = null, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(solver);
        return new LpLeximin(program, solver, budget, clock).Solve();
    }

    private LpLeximinResult Solve()
    {
        var finished = true;
        foreach (var lines in _program.Classes)
        {
            finished = finished && (_program.IsProject[lines[0]] ? Grant(lines) : Raise([.. lines]));
        }

        var shares = new double[_program.Needs];
        for (var n = 0; n < _shares.Length; n++)
        {
            shares[_program.Need[n]] = (_shares[n] ?? 0) * _program.ScaleVnd;
        }

        return new LpLeximinResult(shares, _programs, finished, _solverTime);
    }

    private bool Grant(IReadOnlyList<int> queue)
    {
        foreach (var line in queue)
        {
            var (program, _, _) = Build([], mostOf: line);
            if (Run(program) is not { } solution)
            {
                return false;
            }

            var most = Math.Min(_program.Demand[line], solution.Objective + _program.Pinned[line]);
            var units = Math.Floor((most / _program.UnitCost[line]) + 1e-6);
            _shares[line] = Math.Max(_program.Pinned[line], units * _program.UnitCost[line]);
        }

        return true;
    }

    private bool Raise(SortedSet<int> open)
    {
        while (open.Count > 0)
        {
            var (program, rows, level) = Build(open, mostOf: null);
            if (Run(program) is not { } solution)
            {
                return false;
            }

            var common = Math.Min(1, solution.Columns[level]);
            var held = common >= 1 - LevelTolerance
                ? open.ToList()
                : open.Where(n => Math.Abs(solution.RowDuals[rows[n]]) * _program.Demand[n] > PriceTolerance).ToList();
            if (held.Count == 0)
            {
                throw new InvalidOperationException($"{_solver.Name} gave no line a price at level {common:R}.");
            }

            foreach (var n in held)
            {
                _shares[n] = Math.Max(_program.Pinned[n], common * _program.Demand[n]);
                open.Remove(n);
            }
        }

        return true;
    }

    /// <summary>The program with the shares that are fixed; on top the common level of the open lines, or the inflow of one line.</summary>
    private (LinearProgram Program, Dictionary<int, int> Rows, int Level) Build(SortedSet<int> open, int? mostOf)
    {
        var program = _program.Base.Copy();
        var level = program.AddColumn(0, 1, mostOf is null ? 1 : 0);
        var rows = new Dictionary<int, int>();
        for (var n = 0; n < _shares.Length; n++)
        {
            // Every line has its row from the start, so that the programs of a series have one shape.
            var atLeast = open.Contains(n) ? -_program.Pinned[n]
                : _shares[n] is { } share ? share - _program.Pinned[n] - RowTolerance
                : double.NegativeInfinity;
            var row = program.AddRow(atLeast, double.PositiveInfinity);
            rows.Add(n, row);
            foreach (var (column, value) in _program.Inflow[n])
            {
                program.Add(row, column, value);
                if (mostOf == n)
                {
                    program.SetObjective(column, value);
                }
            }

            if (open.Contains(n))
            {
                program.Add(row, level, -_program.Demand[n]);
            }
        }

        return (program.Build(maximise: true), rows, level);
    }

    private LinearSolution? Run(LinearProgram program)
    {
        var left = _budget - _clock.GetElapsedTime(_began);
        if (left < TimeSpan.Zero)
        {
            return null;
        }

        _programs++;
        var solution = _solver.Solve(program, left);
        _solverTime += _solver.LastSolverTime;
        return solution.Status switch
        {
            LinearStatus.Optimal => solution,
            LinearStatus.TimeLimit => null,
            _ => throw new InvalidOperationException($"{_solver.Name} ended program {_programs} with {solution.Status}."),
        };
    }
}
