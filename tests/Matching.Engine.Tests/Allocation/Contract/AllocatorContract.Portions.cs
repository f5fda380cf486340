using System.Collections.Immutable;
using Matching.Engine.Allocation;
using Matching.Engine.Needs;
using Matching.Engine.Plans;
using Matching.Engine.Pledges;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;
using Matching.Samples;

namespace Matching.Engine.Tests.Allocation;

// Section 2: parts of a pledge that are kept for some lines or come later. A is of tier 1, B of tier 2, C of tier 4.
public abstract partial class AllocatorContract
{
    private static readonly DateOnly December = new(2026, 12, 1);

    private static readonly DateOnly January = new(2027, 1, 1);

    [Fact]
    public void A_part_kept_for_tier_1_goes_to_no_other_tier()
    {
        var round = Tiered([Sets("a", Tiny.A, 2), Sets("b", Tiny.B, 10), Sets("c", C, 10)], [Money("p", 10 * Set, new() { Tier1Percent = 60 })]);

        var plan = Solve(round);

        Assert.Equal((2, 4), (plan.Units("a"), plan.Units("b") + plan.Units("c")));
        Assert.Equal(PledgeReason.CeilingReached, plan.Pledge("p").Reason);
    }

    [Fact]
    public void Tier_1_may_get_more_than_the_part_that_is_kept_for_it()
    {
        var round = Tiered([Sets("a", Tiny.A, 20), Sets("b", Tiny.B, 20)], [Money("p", 10 * Set, new() { Tier1Percent = 60 }), Money("q", 3 * Set, new() { Communes = [Tiny.B] })]);

        var plan = Solve(round);

        Assert.Equal((10 * Set, 0, 3), (plan.Given("p", "a"), plan.Given("p", "b"), plan.Units("b")));
    }

    [Fact]
    public void What_is_kept_for_tier_1_is_rounded_up_to_whole_units_of_goods()
    {
        var plan = Solve(Tiered([Sets("b", Tiny.B, 10)], [GivenSets("p", 7, new() { Tier1Percent = 50 })]));

        Assert.Equal(3, plan.Given("p", "b"));
    }

    [Fact]
    public void A_part_kept_for_tier_1_holds_beside_ceilings_per_commune_and_line()
    {
        // Other tiers get at most 5 sets, a commune at most 4, a line at most 30 % of its 10.
        var round = Tiered(
            [Sets("a1", Tiny.A, 10), Sets("a2", Tiny.A, 10), Sets("b1", Tiny.B, 10), Sets("b2", Tiny.B, 10), Sets("c", C, 10)],
            [Money("p", 10 * Set, new() { Tier1Percent = 50, MaxPerCommune = 4 * Set, MaxSharePercent = 30 })]);

        var plan = Solve(round);

        Assert.Equal((4, 4, 1), (plan.Units("a1") + plan.Units("a2"), plan.Units("b1") + plan.Units("b2"), plan.Units("c")));
    }

    [Fact]
    public void A_pin_takes_room_in_the_part_for_other_tiers()
    {
        var round = Tiered(
            [Sets("b", Tiny.B, 10), Sets("c", C, 10)], [Money("p", 10 * Set, new() { Tier1Percent = 50 })], Pin("p", "c", PinRule.Fix, 2 * Set));

        Assert.Equal(3, Solve(round).Units("b"));
        AssertConflict(
            new(PinConflictKind.MoreThanThePortion, [0], "tier1_percent", 6 * Set, 5 * Set),
            Conflict(round with { Pins = [Pin("p", "c", PinRule.AtLeast, 6 * Set)] }));
    }

    [Fact]
    public void A_line_gets_only_instalments_that_come_before_it_is_needed()
    {
        var round = Round(
            [Sets("early", Tiny.A, 10) with { NeededBy = December.AddDays(-1) }, Sets("first", Tiny.A, 10) with { NeededBy = December }, Sets("second", Tiny.A, 10) with { NeededBy = January }],
            [Money("p", 20 * Set, new() { Instalments = [new(December, 4 * Set), new(January, 16 * Set)] })]);

        var plan = Solve(round);

        Assert.Equal((0, 4, 10), (plan.Units("early"), plan.Units("first"), plan.Units("second")));
        Assert.Equal((LineReason.NoEligiblePledge, PledgeReason.CeilingReached), (plan.Line("early").Reason, plan.Pledge("p").Reason));
    }

    [Fact]
    public void Later_lines_use_later_instalments_first_where_earlier_ones_are_wanted()
    {
        var round = Round(
            [Sets("now", Tiny.A, 10) with { NeededBy = December }, Sets("later", Tiny.B, 10) with { NeededBy = January }, Sets("open", C, 10)],
            [Money("p", 12 * Set, new() { Instalments = [new(December, 4 * Set), new(January, 8 * Set)] })]);

        var plan = Solve(round);

        Assert.Equal((4, 4, 4), (plan.Units("now"), plan.Units("later"), plan.Units("open")));
    }

    [Fact]
    public void Three_instalments_hold_one_within_the_other_beside_a_share_of_each_line()
    {
        var round = Round(
            [Sets("a", Tiny.A, 10) with { NeededBy = December }, Sets("b", Tiny.A, 10) with { NeededBy = December }, Sets("c", Tiny.A, 10) with { NeededBy = January }, Sets("d", Tiny.A, 10)],
            [GivenSets("p", 20, new() { MaxSharePercent = 60, Instalments = [new(December, 5), new(January, 2), new(January.AddDays(31), 13)] })],
            Pin("p", "a", PinRule.AtLeast, 3));

        var plan = Solve(round);

        Assert.Equal(7, plan.Units("a") + plan.Units("b") + plan.Units("c"));
        Assert.Equal((6, 3), (plan.Units("d"), plan.Given("p", "a")));
        AssertConflict(
            new(PinConflictKind.MoreThanThePortion, [0], "instalments", 6, 5), Conflict(round with { Pins = [Pin("p", "a", PinRule.AtLeast, 6)] }));
    }

    [Fact]
    public void Delivery_is_paid_from_the_pledge_itself()
    {
        var plan = Solve(Round([Sets("a", Tiny.A, 20)], [Money("p", 11 * Set, new() { DeliveryPercent = 10 })]));

        Assert.Equal((10, 10 * Set, Set, PledgeReason.Delivery), (plan.Units("a"), plan.Pledge("p").Available, plan.Pledge("p").Left, plan.Pledge("p").Reason));
    }

    [Fact]
    public void A_pledge_that_pays_delivery_is_whole_when_all_but_that_is_used()
    {
        var round = Round([Sets("a", Tiny.A, 10)], [Money("p", 11 * Set, new() { DeliveryPercent = 10, AllOrNothing = true }), Money("q", 11 * Set, new() { AllOrNothing = true })]);

        var plan = Solve(round);

        Assert.Equal((10 * Set, 0), (plan.Given("p", "a"), plan.Given("q", "a")));
    }

    [Fact]
    public void Parts_of_a_pledge_are_parts_of_what_delivery_leaves()
    {
        var round = Tiered(
            [Sets("b", Tiny.B, 20), Sets("c", C, 20) with { NeededBy = December }],
            [Money("kept", 11 * Set, new() { DeliveryPercent = 10, Tier1Percent = 50, Communes = [Tiny.B] }),
                Money("parts", 11 * Set, new() { DeliveryPercent = 10, Communes = [C], Instalments = [new(December, 22 * Set / 10), new(January, 88 * Set / 10)] })]);

        var plan = Solve(round);

        Assert.Equal((5, 2), (plan.Units("b"), plan.Units("c")));
    }

    [Fact]
    public void A_pledge_whose_conditions_cross_is_refused()
    {
        var round = Round([Sets("a", Tiny.A, 10)], [Money("p", Set, new() { Tier1Percent = 50, MaxPerProvince = 1 })]);

        var refusal = Assert.Throws<ArgumentException>(() => Allocator.Solve(round, new SolveOptions(), StillClock.Instance, CancellationToken.None));

        Assert.Contains("Pledge p states tier1_percent beside max_per_province", refusal.Message, StringComparison.Ordinal);
    }

    private static Round Tiered(ImmutableArray<NeedLine> needs, ImmutableArray<Pledge> pledges, params ReadOnlySpan<Pin> pins)
    {
        var round = Round(needs, pledges, pins);
        return round with { Communes = [round.Communes[0], round.Communes[1] with { PriorityTier = 2 }, round.Communes[2] with { PriorityTier = 4 }] };
    }
}
