using Matching.Engine.Allocation;
using Matching.Engine.Plans;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;
using Matching.Samples;

namespace Matching.Engine.Tests.Allocation;

// Section 2: how much of a pledge one province may get.
public abstract partial class AllocatorContract
{
    [Fact]
    public void A_ceiling_per_province_holds_for_all_communes_of_the_province_together()
    {
        var round = Round(
            [Sets("a", Tiny.A, 10), Sets("b", Tiny.B, 10), Sets("c", C, 10)], [Money("p", Plenty, new() { MaxPerProvince = 6 * Set })]);

        var plan = Solve(round);

        Assert.Equal((6, 6), (plan.Units("a") + plan.Units("b"), plan.Units("c")));
        Assert.Equal(PledgeReason.CeilingReached, plan.Pledge("p").Reason);
    }

    [Fact]
    public void A_ceiling_per_province_counts_goods_in_units()
    {
        var plan = Solve(Round([Sets("a", Tiny.A, 10), Sets("c", C, 2)], [GivenSets("p", 9, new() { MaxPerProvince = 3 })]));

        Assert.Equal((3, 2), (plan.Given("p", "a"), plan.Given("p", "c")));
    }

    [Fact]
    public void A_ceiling_per_province_leaves_the_rest_of_the_province_to_others()
    {
        var round = Round(
            [Sets("a", Tiny.A, 10), Sets("c", C, 10)], [Money("p", 9 * Set, new() { MaxPerProvince = 7 * Set }), Money("q", 3 * Set, new() { Communes = [Tiny.A] })]);

        var plan = Solve(round);

        Assert.Equal((6, 6), (plan.Units("a"), plan.Units("c")));

        var narrow = Solve(round with { Pledges = round.Pledges.SetItem(0, round.Pledges[0] with { Conditions = new() { MaxPerProvince = 2 * Set } }) });

        Assert.Equal((5, 2), (narrow.Units("a"), narrow.Units("c")));
        Assert.Equal(new FairShare(5 * Set), narrow.Line("a").Fair);
    }

    [Fact]
    public void Ceilings_per_commune_and_per_province_and_a_share_of_a_line_hold_together()
    {
        // Each line at most 3 of its 10, each commune at most 5, the province at most 7: two lines in A reach 5, B's only 2 or 3.
        var round = Round(
            [Sets("a1", Tiny.A, 10), Sets("a2", Tiny.A, 10), Sets("b", Tiny.B, 10), Sets("c", C, 10)],
            [Money("p", Plenty, new() { MaxSharePercent = 30, MaxPerCommune = 5 * Set, MaxPerProvince = 7 * Set })]);

        var plan = Solve(round);

        Assert.Equal((7, 3), (plan.Units("a1") + plan.Units("a2") + plan.Units("b"), plan.Units("c")));
        Assert.Equal(FairShare.Of(10 * Set, new Ratio(7, 30)), plan.Line("b").Fair);
    }

    [Fact]
    public void A_pin_takes_room_under_the_ceiling_of_its_province()
    {
        var round = Round(
            [Sets("a", Tiny.A, 10), Sets("b", Tiny.B, 10), Sets("c", C, 10)], [Money("p", Plenty, new() { MaxPerProvince = 6 * Set })],
            Pin("p", "a", PinRule.Fix, 5 * Set));

        var plan = Solve(round);

        Assert.Equal((5, 1, 6), (plan.Units("a"), plan.Units("b"), plan.Units("c")));
    }

    [Fact]
    public void Pins_above_a_ceiling_per_province_are_refused()
    {
        var round = Round(
            [Sets("a", Tiny.A, 10), Sets("b", Tiny.B, 10)], [Money("p", 10 * Set, new() { MaxPerProvince = 3 * Set })],
            Pin("p", "a", PinRule.Fix, 2 * Set), Pin("p", "b", PinRule.Fix, 2 * Set));

        AssertConflict(new(PinConflictKind.MoreThanPerProvince, [0, 1], "max_per_province", 4 * Set, 3 * Set), Conflict(round));
    }

    [Fact]
    public void A_part_of_the_pledge_is_the_most_of_one_province_or_commune()
    {
        var round = Round(
            [Sets("a", Tiny.A, 10), Sets("b", Tiny.B, 10), Sets("c", C, 10)],
            [Money("p", 10 * Set, new() { MaxProvinceSharePercent = 60, MaxCommuneSharePercent = 40 })]);

        var plan = Solve(round);

        Assert.Equal((6, 4), (plan.Units("a") + plan.Units("b"), plan.Units("c")));
        Assert.Equal(new FairShare(3 * Set), plan.Line("a").Fair);
        Assert.Equal(PledgeReason.FullyUsed, plan.Pledge("p").Reason);
    }

    [Fact]
    public void A_part_of_the_pledge_is_cut_to_whole_units_of_goods_and_the_smaller_ceiling_holds()
    {
        // 35 % of 7 sets is 2.45: two sets to a commune. The stated amount would allow four.
        var round = Round([Sets("a", Tiny.A, 10), Sets("c", C, 10)], [GivenSets("p", 7, new() { MaxCommuneSharePercent = 35, MaxPerCommune = 4 })]);

        var plan = Solve(round);

        Assert.Equal((2, 2), (plan.Given("p", "a"), plan.Given("p", "c")));
        Assert.Equal(PledgeReason.CeilingReached, plan.Pledge("p").Reason);
    }

    [Fact]
    public void Pins_above_a_part_of_the_pledge_are_refused_by_the_name_of_that_condition()
    {
        var round = Round(
            [Sets("a", Tiny.A, 10), Sets("b", Tiny.B, 10)], [Money("p", 10 * Set, new() { MaxPerProvince = 9 * Set, MaxProvinceSharePercent = 30, MaxCommuneSharePercent = 20 })],
            Pin("p", "a", PinRule.Fix, 3 * Set), Pin("p", "b", PinRule.Fix, 2 * Set));

        Assert.Equal(
            [(PinConflictKind.MoreThanPerCommune, "max_commune_share_percent", 2 * Set), (PinConflictKind.MoreThanPerProvince, "max_province_share_percent", 3 * Set)],
            Allocator.Solve(round, new SolveOptions(), TimeProvider.System, CancellationToken.None).Conflicts.Select(found => (found.Kind, found.Condition!, found.Allowed)));
    }

    [Fact]
    public void A_yes_or_no_pledge_keeps_its_ceiling_per_province()
    {
        // At least 4 to a commune and at most 7 to a province: one commune of A and B, and C.
        var round = Round(
            [Sets("a", Tiny.A, 10), Sets("b", Tiny.B, 10), Sets("c", C, 10)],
            [Money("p", 12 * Set, new() { MinPerCommune = 4 * Set, MaxPerProvince = 7 * Set })]);

        var plan = Solve(round);

        Assert.InRange(plan.Units("a") + plan.Units("b"), 4, 7);
        Assert.InRange(plan.Units("c"), 4, 7);
    }

    [Fact]
    public void A_ceiling_per_province_beside_lists_and_exclusions_counts_only_where_the_pledge_may_go()
    {
        var round = Round(
            [Sets("a", Tiny.A, 10), Sets("b", Tiny.B, 10), Sets("c", C, 10)],
            [Money("p", Plenty, new() { Provinces = [Tiny.Province], ExcludeCommunes = [Tiny.A], MaxPerProvince = 6 * Set })]);

        var plan = Solve(round);

        Assert.Equal((0, 6, 0), (plan.Units("a"), plan.Units("b"), plan.Units("c")));
    }

    [Fact]
    public void Given_toilets_with_prices_of_their_own_keep_the_ceiling_per_province()
    {
        var round = Round(
            [Toilets("a", Tiny.A, 2) with { OwnUnitCost = new Vnd(Toilet / 2) }, Toilets("b", Tiny.B, 2), Toilets("c", C, 2)],
            [Tiny.Goods("p", Tiny.Toilet, 6, new() { MaxPerProvince = 1 })]);

        var plan = Solve(round);

        Assert.Equal((1, 1), (plan.Units("a") + plan.Units("b"), plan.Units("c")));
    }
}
