using Matching.Engine.Rounds;
using Matching.Oracles.Compact;
using Matching.Oracles.Exact;
using Matching.Oracles.Linear;
using Matching.Oracles.Model;
using Matching.Oracles.Workers;
using Matching.Samples;

namespace Matching.Oracles.Tests.Compact;

/// <summary>The network without pairs carries what the pairs carry.</summary>
public sealed class CompactNetworkTests
{
    private static readonly RandomOptions Networks = new() { OwnUnitCosts = false, ProvinceCap = false, Pins = false, MaxLines = 16, MaxPledges = 12 };

    [Fact]
    public void Its_largest_flow_is_the_largest_coverage()
    {
        foreach (var seed in Enumerable.Range(0, 400))
        {
            AssertSameCoverage(RandomRound.Create(seed, Networks));
        }
    }

    [Fact]
    public void A_realistic_round_flows_the_same_with_fewer_arcs_than_pairs()
    {
        var round = NationalRound.Create(new NationalOptions { Communes = 60, Lines = 600, Pledges = 300 });

        var network = CompactNetwork.Of(round);

        Assert.True(network.Arcs.Count * 2 < PairModel.Of(round).Pairs.Length, $"{network.Arcs.Count} arcs");
        AssertSameCoverage(round);
    }

    [Fact]
    public void It_can_be_built_for_the_lines_of_one_class_alone()
    {
        var round = RandomRound.Create(7, Networks);
        var first = ClassOrder.NumberLines(round);

        var network = CompactNetwork.Of(round, need => first[need] == 1);

        Assert.Equal(first.Count(number => number == 1), network.LineArcs.Length);
    }

    [Fact]
    public void A_round_that_is_no_plain_network_is_refused()
    {
        var round = RandomRound.Create(1, Networks);

        Assert.Throws<NotSupportedException>(() => CompactNetwork.Of(round with { Policy = round.Policy with { ProvinceCapPercent = 40 } }));
    }

    [ClpFact]
    public void The_linear_program_over_it_finds_the_largest_coverage()
    {
        using var solver = new ClpSolver();
        foreach (var seed in Enumerable.Range(400, 40))
        {
            var round = RandomRound.Create(seed, Networks);
            var (program, scaleVnd) = CompactPrograms.MaxCoverage(CompactNetwork.Of(round));

            var most = ExactLeximin.LargestCoverage(PairModel.Of(round)).ToDouble();

            Assert.Equal(most, solver.Solve(program).Objective * scaleVnd, 1e-6 * Math.Max(1, most));
        }
    }

    [ClpFact]
    public void Leximin_over_it_finds_the_exact_fair_shares()
    {
        using var solver = new ClpSolver(warmStart: true);
        foreach (var seed in Enumerable.Range(500, 40))
        {
            var round = RandomRound.Create(seed, Networks);
            var model = PairModel.Of(round);
            var exact = ExactLeximin.Solve(model);

            var result = LpLeximin.Solve(CompactPrograms.Leximin(CompactNetwork.Of(round)), solver);

            Assert.All(model.Lines, line =>
                Assert.Equal(exact.Vnd[line.Need].ToDouble(), result.SharesVnd[line.Need], 1e-6 * (double)line.DemandVnd));
        }
    }

    [WorkerFact]
    public void OrTools_finds_the_same_largest_flow()
    {
        using var worker = new OrToolsWorker();
        foreach (var seed in Enumerable.Range(600, 20))
        {
            var arcs = CompactNetwork.Of(RandomRound.Create(seed, Networks)).Arcs;

            var answer = OrToolsNetworkFlow.MaxFlow(
                worker, [.. arcs.Tails], [.. arcs.Heads], [.. arcs.Capacities], CompactNetwork.Source, CompactNetwork.Sink, TimeSpan.FromMinutes(1));

            Assert.Equal(PlainMaxFlow.Solve(arcs, CompactNetwork.Source, CompactNetwork.Sink), answer.Flow);
        }
    }

    private static void AssertSameCoverage(Round round)
    {
        var flow = PlainMaxFlow.Solve(CompactNetwork.Of(round).Arcs, CompactNetwork.Source, CompactNetwork.Sink);

        Assert.True(ExactLeximin.LargestCoverage(PairModel.Of(round)) == flow, $"{round.Id}: {flow}");
    }
}
