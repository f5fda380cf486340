using System.Collections.Immutable;
using Matching.Engine.Allocation;
using Matching.Engine.Allocation.Discrete;
using Matching.Engine.Allocation.FairShares;
using Matching.Engine.Allocation.Network;
using Matching.Engine.Allocation.Pins;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;
using Matching.Samples;

namespace Matching.Engine.Tests.Allocation.Discrete;

/// <summary>Lines that a part does no good: projects and minimum quantities, in the flow in which communes are chosen and in the fair shares around choices.</summary>
public sealed class WholeLinesTests
{
    private const long Set = 500_000;
    private const long Toilet = 60_000_000;

    [Fact]
    public void A_project_that_cannot_be_paid_in_full_gets_nothing()
    {
        var given = Flow([Tiny.Line("t", Tiny.A, Tiny.Toilet, 1), Sets("a", 10)], [Tiny.Money("p", 40_000_000)]);

        Assert.Equal(0, given["t"]);
        Assert.Equal(10 * Set, given["a"]);
    }

    [Fact]
    public void Of_two_units_of_a_project_one_is_paid_in_full()
    {
        var given = Flow([Tiny.Line("t", Tiny.A, Tiny.Toilet, 2), Sets("a", 80)], [Tiny.Money("p", 110_000_000)]);

        Assert.Equal(80 * Set, given["a"]);
        Assert.Equal(Toilet, given["t"]);
    }

    [Fact]
    public void Lines_have_their_minimum_quantity_before_others_of_their_class_have_a_part()
    {
        var given = Flow(
            [Sets("a", 10) with { MinQuantity = 10 }, Sets("b", 10) with { MinQuantity = 10 }, Sets("c", 20)], [Tiny.Money("p", 26 * Set)]);

        Assert.Equal((10 * Set, 10 * Set, 6 * Set), (given["a"], given["b"], given["c"]));
    }

    [Fact]
    public void Lines_given_up_are_told_so_that_nobody_places_anything_there()
    {
        var flow = Filled([Sets("a", 10) with { MinQuantity = 10 }, Sets("b", 10) with { MinQuantity = 10 }], [Tiny.Money("p", 15 * Set)], out var whole, out var index);

        Assert.Equal([0, 10 * Set], Given(flow, index).Values.Order());
        Assert.Equal(Given(flow, index).Single(static x => x.Value == 0).Key, index.NeedAt(Assert.Single(whole.GivenUp())).Id.Value);
    }

    [Fact]
    public void In_the_fair_shares_a_line_to_be_whole_comes_before_those_that_take_any_part()
    {
        var shares = Shares([Sets("a", 10), Sets("b", 10)], [Tiny.Money("p", 12 * Set)], ("a", 10 * Set));

        Assert.Equal((10 * Set, 2 * Set), (shares["a"], shares["b"]));
    }

    [Fact]
    public void In_the_fair_shares_a_line_that_cannot_be_whole_gets_nothing()
    {
        var shares = Shares([Sets("a", 10), Sets("b", 10), Sets("c", 2)], [Tiny.Money("p", 14 * Set)], ("a", 10 * Set), ("b", 10 * Set));

        Assert.Equal([0, 2 * Set, 10 * Set], shares.Values.Order());
        Assert.Equal(2 * Set, shares["c"]);
    }

    private static NeedLine Sets(string id, long quantity) => Tiny.Line(id, Tiny.A, Tiny.WarmSet, quantity);

    private static Dictionary<string, long> Flow(ImmutableArray<NeedLine> needs, ImmutableArray<Pledge> pledges) => Given(Filled(needs, pledges, out _, out var index), index);

    private static TargetFlow Filled(ImmutableArray<NeedLine> needs, ImmutableArray<Pledge> pledges, out WholeLines whole, out RoundIndex index)
    {
        index = RoundIndex.Of(Round(needs, pledges));
        var pins = PinBoard.Read(index, out _);
        var flow = new TargetFlow(index, NetworkBuilder.Build(index, pins), pins, [.. index.DemandVnd]);
        whole = flow.Wholes();
        flow.Fill(CancellationToken.None);
        flow.Refill(CancellationToken.None, whole);
        return flow;
    }

    private static Dictionary<string, long> Given(TargetFlow flow, RoundIndex index) =>
        Enumerable.Range(0, index.LineCount).ToDictionary(l => index.NeedAt(l).Id.Value, l => InSets(flow.State.Got[flow.State.Network.AtomOfLine[l]]));

    /// <summary>Without the donors of one đồng.</summary>
    private static long InSets(long amountVnd) => amountVnd / Set * Set;

    private static Dictionary<string, long> Shares(ImmutableArray<NeedLine> needs, ImmutableArray<Pledge> pledges, params (string Need, long Vnd)[] whole)
    {
        var index = RoundIndex.Of(Round(needs, pledges));
        var pins = PinBoard.Read(index, out _);
        var wholeVnd = new long[index.LineCount];
        for (var l = 0; l < wholeVnd.Length; l++)
        {
            wholeVnd[l] = whole.FirstOrDefault(x => x.Need == index.NeedAt(l).Id.Value).Vnd;
        }

        var state = new FlowState(index, NetworkBuilder.Build(index, pins), pins, [.. index.DemandVnd], [.. index.DemandVnd], wholeVnd);
        var plan = FairPlan.Of(state, FairShareSolver.Solve(state, pins, Fairness.Leximin, 1, null, CancellationToken.None));
        return Enumerable.Range(0, index.LineCount).ToDictionary(l => index.NeedAt(l).Id.Value, l => InSets(plan.Share[l].WholeVnd));
    }

    /// <summary>Every line in a commune of its own with a donor of one đồng of its own, so that no two lines are alike to all donors.</summary>
    private static Round Round(ImmutableArray<NeedLine> needs, ImmutableArray<Pledge> pledges) => new()
    {
        Id = "whole",
        AsOf = new DateOnly(2026, 11, 22),
        Communes = [.. needs.Select((_, i) => Tiny.Commune(new Geography.CommuneId($"X{i}"), $"Xã {i}"))],
        Items = [Tiny.WarmSet, Tiny.Toilet],
        Needs = [.. needs.Select((need, i) => need with { Commune = new Geography.CommuneId($"X{i}") })],
        Pledges = [.. pledges, .. needs.Select((_, i) => Tiny.Money($"own{i}", 1, new() { Communes = [new Geography.CommuneId($"X{i}")] }))],
    };
}
