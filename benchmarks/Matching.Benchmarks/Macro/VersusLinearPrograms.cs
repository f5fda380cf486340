using System.Diagnostics;
using Matching.Benchmarks.Engines;
using Matching.Engine.Rounds;
using Matching.Oracles.Compact;
using Matching.Oracles.Linear;
using Matching.Oracles.Model;

namespace Matching.Benchmarks.Macro;

/// <summary>Fair shares beside what others compute them with: a series of linear programs.</summary>
/// <remarks>Theirs is the time inside the solver alone, ours the time from the round to the shares: the comparison favours them.</remarks>
internal static class VersusLinearPrograms
{
    private static readonly Case[] Cases =
    [
        new("lp-150", 10, 150, 75, 1, Plain: true),
        new("lp-500", 33, 500, 250, 1, Plain: true),
        new("lp-1500", 100, 1_500, 500, 1, Plain: true),
    ];

    public static void Run(Arguments arguments)
    {
        var budget = TimeSpan.FromSeconds(arguments.Number("budget-seconds", 900));
        var most = arguments.Number("lp-lines", 1_500);
        var table = new Table("ours faster by", "lines × pledges", "method", "in the solver", "in all", "programs", "columns × rows", "largest difference");
        var least = arguments.Number("lp-least-lines", 1);
        foreach (var which in Cases.Where(which => which.Lines >= least && which.Lines <= most))
        {
            var round = which.Create(arguments.Number("seed", 1));
            var (oursMs, ours) = Ours(round, arguments.Number("runs", 5));
            table.Add("", which.Size, "our fair shares", "", Figures.Time(oursMs), "", "", "");
            foreach (var (method, program, solver) in Contenders(round))
            {
                using (solver)
                {
                    Console.Error.WriteLine($"{which.Name}, {method} ...");
                    var began = Stopwatch.GetTimestamp();
                    LpLeximinResult result;
                    try
                    {
                        result = LpLeximin.Solve(program(), solver, budget);
                    }
                    catch (InvalidOperationException failed)
                    {
                        // Rounding errors pile up from program to program; some series end in one that the solver takes to have no solution.
                        table.Add("", which.Size, method, "", "> " + Figures.Time(Stopwatch.GetElapsedTime(began).TotalMilliseconds), "", "", failed.Message);
                        continue;
                    }

                    var ms = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
                    var inSolverMs = result.SolverTime.TotalMilliseconds;
                    var shape = program();
                    table.Add(
                        (result.Finished ? "" : "> ") + Figures.Times(inSolverMs / oursMs),
                        which.Size,
                        method,
                        Figures.Time(inSolverMs),
                        (result.Finished ? "" : "> ") + Figures.Time(ms),
                        Figures.Count(result.Programs),
                        $"{Figures.Count(shape.Base.Columns)} × {Figures.Count(shape.Base.Rows + shape.Demand.Length)}",
                        result.Finished ? LargestDifference(round, ours, result.SharesVnd) : "not finished");
                }
            }
        }

        Console.Out.WriteLine("Fair shares: ours and leximin by a series of linear programs (same round, same process, same shares)");
        Console.Out.WriteLine();
        table.Print(Console.Out);
    }

    private static IEnumerable<(string Method, Func<LeximinProgram> Program, ILinearSolver Solver)> Contenders(Round round)
    {
        LeximinProgram Pairs() => LeximinProgram.OfPairs(PairModel.Of(round));
        LeximinProgram Compact() => CompactPrograms.Leximin(CompactNetwork.Of(round));
        yield return ("CLP, pairs", Pairs, new ClpSolver());
        yield return ("CLP, pairs, warm start", Pairs, new ClpSolver(warmStart: true));
        yield return ("CLP, compact, warm start", Compact, new ClpSolver(warmStart: true));
        if (GlopSolver.IsPresent)
        {
            yield return ("OR-Tools GLOP, pairs", Pairs, new GlopSolver());
            yield return ("OR-Tools GLOP, compact", Compact, new GlopSolver());
        }
    }

    private static (double Milliseconds, double[] SharesVnd) Ours(Round round, int runs)
    {
        var engine = new FairShareEngine();
        var shares = engine.Run(round).FairVnd;
        var times = new List<double>();
        for (var run = 0; run < runs; run++)
        {
            var began = Stopwatch.GetTimestamp();
            _ = engine.Run(round);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return (Figures.Median(times), shares);
    }

    private static string LargestDifference(Round round, double[] ours, double[] theirs)
    {
        var items = round.Items.ToDictionary(item => item.Id);
        var largest = round.Needs
            .Select((need, n) => Math.Abs(ours[n] - theirs[n]) / ((double)need.Quantity * Eligibility.UnitCostVnd(need, items[need.Item]))).Max();
        return largest.ToString("0.0e0", System.Globalization.CultureInfo.InvariantCulture);
    }
}
