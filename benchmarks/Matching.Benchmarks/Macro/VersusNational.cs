using System.Diagnostics;
using Matching.Benchmarks.Engines;
using Matching.Engine.Rounds;
using Matching.Oracles.Compact;
using Matching.Oracles.Linear;
using Matching.Oracles.Workers;
using Matching.Samples;

namespace Matching.Benchmarks.Macro;

/// <summary>At national size: one linear program for the largest coverage, and OR-Tools' maximum flow on our own network.</summary>
internal static class VersusNational
{
    public static void Run(Arguments arguments)
    {
        var which = new Case(
            "national-plain", arguments.Number("communes", NationalOptions.AllCommunes), arguments.Number("lines", 50_000), arguments.Number("pledges", 5_000), 1, Plain: true);
        var round = which.Create(arguments.Number("seed", 1));
        var runs = arguments.Number("runs", 5);
        LargestCoverage(which, round, runs, TimeSpan.FromSeconds(arguments.Number("budget-seconds", 900)));
        FirstFlow(which, round, runs);
    }

    private static void LargestCoverage(Case which, Round round, int runs, TimeSpan budget)
    {
        var oursMs = Time(() => new FairShareEngine().Run(round), runs, out var ours);
        Console.Error.WriteLine($"{which.Name}, CLP ...");
        var network = CompactNetwork.Of(round);
        var (program, scaleVnd) = CompactPrograms.MaxCoverage(network);
        using var solver = new ClpSolver();
        var began = Stopwatch.GetTimestamp();
        var solution = solver.Solve(program, budget);
        var ms = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        var table = new Table("ours faster by", "lines × pledges", "method", "time", "columns × rows", "value placed, bn ₫");
        table.Add("", which.Size, "our fair shares, every level", Figures.Time(oursMs), "", Figures.BillionVnd(ours.FairVnd.Sum()));
        table.Add(
            (solution.Status == LinearStatus.Optimal ? "" : "> ") + Figures.Times(ms / oursMs), which.Size, "CLP, largest coverage, one program", Figures.Time(ms),
            $"{Figures.Count(program.Columns)} × {Figures.Count(program.Rows)}",
            solution.Status == LinearStatus.Optimal ? Figures.BillionVnd(solution.Objective * scaleVnd) : solution.Status.ToString());
        Console.Out.WriteLine("One program for the largest covered value, no fairness asked (projects may be covered in part there, which is why it may place more)");
        Console.Out.WriteLine();
        table.Print(Console.Out);
    }

    private static void FirstFlow(Case which, Round round, int runs)
    {
        var network = FirstFlowNetwork.Of(round);
        var arcs = new NetworkArcs();
        for (var node = 0; node < network.Nodes; node++)
        {
            arcs.AddNode();
        }

        for (var arc = 0; arc < network.Tails.Length; arc++)
        {
            arcs.AddArc(network.Tails[arc], network.Heads[arc], network.Capacities[arc]);
        }

        var shares = Time(() => new FairShareEngine().Run(round), runs, out _);
        var plain = Time(() => PlainMaxFlow.Solve(arcs, FirstFlowNetwork.Source, FirstFlowNetwork.Sink), runs, out var flow);
        var table = new Table("ours faster by", "nodes / arcs", "method", "time", "value, bn ₫");
        var size = $"{Figures.Count(network.Nodes)} / {Figures.Count(network.Tails.Length)}";
        table.Add("", size, "our fair shares, every level, network included", Figures.Time(shares), "");
        table.Add(Figures.Times(plain / shares), size, "textbook Dinic in C#, one flow", Figures.Time(plain), Figures.BillionVnd(flow));
        if (OrToolsWorker.IsPresent)
        {
            Console.Error.WriteLine($"{which.Name}, OR-Tools MaxFlow ...");
            using var worker = new OrToolsWorker();
            var times = new List<double>();
            NetworkFlowAnswer? answer = null;
            for (var run = 0; run < runs; run++)
            {
                answer = OrToolsNetworkFlow.MaxFlow(
                    worker, network.Tails, network.Heads, network.Capacities, FirstFlowNetwork.Source, FirstFlowNetwork.Sink, TimeSpan.FromMinutes(10));
                times.Add(answer.SolverTime.TotalMilliseconds);
            }

            var ms = Figures.Median(times);
            table.Add(Figures.Times(ms / shares), size, "OR-Tools MaxFlow (WebAssembly, solver time), one flow", Figures.Time(ms), Figures.BillionVnd(answer!.Flow));
        }

        Console.Out.WriteLine("One maximum flow on our network, all classes as one");
        Console.Out.WriteLine();
        table.Print(Console.Out);
    }

    private static double Time<T>(Func<T> run, int runs, out T result)
    {
        result = run();
        var times = new List<double>();
        for (var i = 0; i < runs; i++)
        {
            var began = Stopwatch.GetTimestamp();
            result = run();
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return Figures.Median(times);
    }
}
