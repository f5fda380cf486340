using Matching.Engine.Allocation;
using Matching.Engine.Needs;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;
using Matching.Samples;

namespace Matching.Engine.Tests.Allocation;

// Section 3, pins: part of what is feasible, before the order of classes.
public abstract partial class AllocatorContract
{
    [Fact]
    public void A_fixed_amount_is_given_and_no_more()
    {
        var round = Round([Sets("a", Tiny.A, 10), Sets("b", Tiny.B, 10)], [Money("p", 20 * Set)], Pin("p", "a", PinRule.Fix, 3 * Set));

        var plan = Solve(round);

        Assert.Equal((3 * Set, 10 * Set), (plan.Given("p", "a"), plan.Given("p", "b")));
    }

    [Fact]
    public void A_forbidden_pair_carries_nothing()
    {
        var round = Round([Sets("a", Tiny.A, 10), Sets("b", Tiny.B, 10)], [Money("p", 20 * Set)], Pin("p", "a", PinRule.Forbid));

        var plan = Solve(round);

        Assert.Equal(["b"], plan.Served);
        Assert.Equal(10 * Set, plan.Given("p", "b"));
    }

    [Fact]
    public void A_pair_pinned_at_least_may_carry_more()
    {
        var round = Round([Sets("a", Tiny.A, 10), Sets("b", Tiny.B, 10)], [GivenSets("p", 12)], Pin("p", "a", PinRule.AtLeast, 2));

        Assert.Equal((6, 6), (Solve(round).Given("p", "a"), Solve(round).Given("p", "b")));
    }

    [Fact]
    public void A_pin_lifts_a_line_above_the_others_and_counts_towards_its_coverage()
    {
        var round = Round([Sets("a", Tiny.A, 10), Sets("b", Tiny.B, 10)], [Money("p", 10 * Set)], Pin("p", "a", PinRule.AtLeast, 8 * Set));

        var plan = Solve(round);

        Assert.Equal((new FairShare(8 * Set), new FairShare(2 * Set)), (plan.Line("a").Fair, plan.Line("b").Fair));
        Assert.Equal((8, 2), (plan.Units("a"), plan.Units("b")));
    }

    [Fact]
    public void A_pin_beats_the_order_of_classes()
    {
        var round = Round(
            [Sets("urgent", Tiny.A, 10) with { Urgency = Urgency.Critical }, Sets("pinned", Tiny.B, 10)], [Money("p", 10 * Set)], Pin("p", "pinned", PinRule.Fix, 4 * Set));

        var plan = Solve(round);

        Assert.Equal((6, 4), (plan.Units("urgent"), plan.Units("pinned")));
    }

    [Fact]
    public void A_fixed_amount_of_nothing_closes_the_pair()
    {
        var plan = Solve(Round([Sets("a", Tiny.A, 10)], [Money("p", 10 * Set), Money("q", Set)], Pin("p", "a", PinRule.Fix, 0)));

        Assert.Equal((0, Set), (plan.Pledge("p").Used, plan.Pledge("q").Used));
    }

    [Fact]
    public void Pinned_money_that_buys_no_whole_unit_is_completed_by_others()
    {
        var round = Round([Sets("a", Tiny.A, 10)], [Money("p", Set), Money("q", Set)], Pin("p", "a", PinRule.Fix, 200_000));

        var plan = Solve(round);

        Assert.Equal((1, 200_000, 300_000), (plan.Units("a"), plan.Given("p", "a"), plan.Given("q", "a")));
    }

    [Fact]
    public void A_pin_between_a_pledge_and_a_line_that_it_may_not_serve_is_refused_with_the_condition()
    {
        var round = Round([Sets("a", Tiny.A, 10)], [Money("p", 10 * Set, new() { ExcludeCommunes = [Tiny.A] })], Pin("p", "a", PinRule.AtLeast, Set));

        AssertConflict(new(PinConflictKind.NotEligible, [0], "exclude_communes", Set, 0), Conflict(round));
    }

    [Fact]
    public void A_pin_on_a_rejected_line_is_refused()
    {
        var round = Round([Sets("a", Tiny.A, 10) with { Status = NeedStatus.Rejected }], [Money("p", 10 * Set)], Pin("p", "a", PinRule.Fix, Set));

        AssertConflict(new(PinConflictKind.NotEligible, [0], "status", Set, 0), Conflict(round));
    }

    [Fact]
    public void A_pin_on_an_expired_pledge_is_refused()
    {
        var round = Round([Sets("a", Tiny.A, 10)], [Money("p", 10 * Set, new() { AvailableUntil = new(2026, 11, 21) })], Pin("p", "a", PinRule.Fix, Set));

        AssertConflict(new(PinConflictKind.NotEligible, [0], "available_until", Set, 0), Conflict(round));
    }

    [Fact]
    public void Two_pins_on_one_pair_are_refused()
    {
        var round = Round(
            [Sets("a", Tiny.A, 10)], [Money("p", 10 * Set)], Pin("p", "a", PinRule.AtLeast, Set), Pin("p", "a", PinRule.Forbid));

        AssertConflict(new(PinConflictKind.TwoPinsOnOnePair, [0, 1], null, 2, 1), Conflict(round));
    }

    [Fact]
    public void Pins_of_more_than_the_pledge_are_refused()
    {
        var round = Round(
            [Sets("a", Tiny.A, 10), Sets("b", Tiny.B, 10)], [GivenSets("p", 5)], Pin("p", "a", PinRule.Fix, 3), Pin("p", "b", PinRule.AtLeast, 3));

        AssertConflict(new(PinConflictKind.MoreThanThePledge, [0, 1], null, 6, 5), Conflict(round));
    }

    [Fact]
    public void A_pin_into_the_planners_reserve_is_refused()
    {
        var round = Round([Sets("a", Tiny.A, 10)], [Money("p", 10 * Set)], Pin("p", "a", PinRule.Fix, 6 * Set)) with { Policy = new() { ReservePercent = 50 } };

        AssertConflict(new(PinConflictKind.MoreThanThePledge, [0], null, 6 * Set, 5 * Set), Conflict(round));
    }

    [Fact]
    public void Pins_of_more_than_the_line_asks_for_are_refused()
    {
        var round = Round(
            [Sets("a", Tiny.A, 10)], [Money("p", 10 * Set), GivenSets("q", 10)], Pin("p", "a", PinRule.Fix, 6 * Set), Pin("q", "a", PinRule.Fix, 5));

        AssertConflict(new(PinConflictKind.MoreThanTheLine, [0, 1], null, 11 * Set, 10 * Set), Conflict(round));
    }

    [Fact]
    public void Pins_above_a_ceiling_per_commune_are_refused()
    {
        var round = Round(
            [Sets("a1", Tiny.A, 10), Sets("a2", Tiny.A, 10)], [Money("p", 10 * Set, new() { MaxPerCommune = 3 * Set })],
            Pin("p", "a1", PinRule.Fix, 2 * Set), Pin("p", "a2", PinRule.Fix, 2 * Set));

        AssertConflict(new(PinConflictKind.MoreThanPerCommune, [0, 1], "max_per_commune", 4 * Set, 3 * Set), Conflict(round));
    }

    [Fact]
    public void A_pin_above_the_share_of_a_line_is_refused()
    {
        var round = Round([Sets("a", Tiny.A, 10)], [Money("p", 10 * Set, new() { MaxSharePercent = 40 })], Pin("p", "a", PinRule.AtLeast, 5 * Set));

        AssertConflict(new(PinConflictKind.MoreThanTheShare, [0], "max_share_percent", 5 * Set, 4 * Set), Conflict(round));
    }

    [Fact]
    public void Pins_above_the_province_cap_are_refused()
    {
        var round = Round([Sets("a", Tiny.A, 10), Sets("b", Tiny.B, 10)], [Money("p", 10 * Set)], Pin("p", "a", PinRule.Fix, 2 * Set), Pin("p", "b", PinRule.Fix, 2 * Set));

        AssertConflict(
            new(PinConflictKind.MoreThanTheProvinceCap, [0, 1], "province_cap_percent", 4 * Set, 3 * Set),
            Conflict(round with { Policy = new() { ProvinceCapPercent = 30 } }));
    }

    [Fact]
    public void Pins_in_more_communes_than_the_pledge_allows_are_refused()
    {
        var round = Round(
            [Sets("a", Tiny.A, 10), Sets("b", Tiny.B, 10)], [Money("p", 10 * Set, new() { MaxCommunes = 1 })],
            Pin("p", "a", PinRule.Fix, Set), Pin("p", "b", PinRule.Fix, Set));

        AssertConflict(new(PinConflictKind.TooManyCommunes, [0, 1], "max_communes", 2, 1), Conflict(round));
    }

    [Fact]
    public void A_pin_below_the_minimum_per_commune_that_nothing_can_be_added_to_is_refused()
    {
        var round = Round([Sets("a", Tiny.A, 10)], [Money("p", 10 * Set, new() { MinPerCommune = 5 * Set })], Pin("p", "a", PinRule.Fix, 2 * Set));

        AssertConflict(new(PinConflictKind.BelowMinimumPerCommune, [0], "min_per_commune", 2 * Set, 5 * Set), Conflict(round));
    }

    [Fact]
    public void A_pin_below_the_minimum_per_commune_is_kept_where_more_can_be_added()
    {
        var round = Round([Sets("a", Tiny.A, 10)], [Money("p", 10 * Set, new() { MinPerCommune = 5 * Set })], Pin("p", "a", PinRule.AtLeast, 2 * Set));

        Assert.Equal(10, Solve(round).Units("a"));
    }

    [Fact]
    public void A_pin_on_part_of_an_all_or_nothing_pledge_whose_rest_nobody_can_take_is_refused()
    {
        var round = Round([Sets("a", Tiny.A, 10)], [Money("p", 4 * Set, new() { AllOrNothing = true })], Pin("p", "a", PinRule.Fix, 2 * Set));

        AssertConflict(new(PinConflictKind.NotPlaceableWhole, [0], "all_or_nothing", 2 * Set, 4 * Set), Conflict(round));
    }

    [Fact]
    public void A_pin_on_part_of_an_all_or_nothing_pledge_is_kept_where_the_rest_can_be_placed()
    {
        var round = Round(
            [Sets("a", Tiny.A, 10), Sets("b", Tiny.B, 10)], [Money("p", 4 * Set, new() { AllOrNothing = true })], Pin("p", "a", PinRule.Fix, 2 * Set));

        Assert.Equal((2 * Set, 2 * Set), (Solve(round).Given("p", "a"), Solve(round).Given("p", "b")));
    }

    [Fact]
    public void Pinned_money_that_buys_no_whole_unit_and_that_nobody_completes_is_refused()
    {
        var round = Round([Sets("a", Tiny.A, 10)], [Money("p", 10 * Set)], Pin("p", "a", PinRule.Fix, Set + 200_000));

        AssertConflict(new(PinConflictKind.NoWholeUnit, [0], null, Set + 200_000, Set), Conflict(round));
    }

    [Fact]
    public void A_pin_below_the_lines_minimum_quantity_that_nobody_completes_is_refused()
    {
        var round = Round([Sets("a", Tiny.A, 10) with { MinQuantity = 5 }], [Money("p", 10 * Set)], Pin("p", "a", PinRule.Fix, 2 * Set));

        AssertConflict(new(PinConflictKind.BelowMinimumQuantity, [0], "min_quantity", 2, 5), Conflict(round));
    }

    [Fact]
    public void A_pin_below_the_lines_minimum_quantity_is_completed_by_others()
    {
        var round = Round([Sets("a", Tiny.A, 10) with { MinQuantity = 5 }], [Money("p", 2 * Set), Money("q", 3 * Set)], Pin("p", "a", PinRule.Fix, 2 * Set));

        Assert.Equal(5, Solve(round).Units("a"));
    }

    [Fact]
    public void A_pin_that_names_nothing_of_the_round_is_the_callers_mistake() =>
        Assert.Throws<ArgumentException>(() => Allocator.Solve(
            Round([Sets("a", Tiny.A, 10)], [Money("p", Set)], Pin("p", "nowhere", PinRule.Forbid)), new SolveOptions(), StillClock.Instance, CancellationToken.None));

    private static void AssertConflict(PinConflict expected, PinConflict actual)
    {
        Assert.Equal(expected.Pins.AsEnumerable(), actual.Pins);
        Assert.Equal(expected with { Pins = actual.Pins }, actual);
    }
}
