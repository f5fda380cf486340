using Matching.Engine.Allocation;
using Matching.Engine.Needs;
using Matching.Engine.Plans;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;
using Matching.Samples;

namespace Matching.Engine.Tests.Allocation;

// Section 2: spreads over communes, equal parts, fixed amounts per commune or child.
public abstract partial class AllocatorContract
{
    private static NeedLine SetsFor(string id, Geography.CommuneId commune, long quantity, long children) => Sets(id, commune, quantity) with { Beneficiaries = children };

    [Fact]
    public void A_pledge_that_is_to_be_spread_reaches_so_many_communes()
    {
        var round = Round([Sets("a", Tiny.A, 10), Sets("b", Tiny.B, 1), Sets("c", C, 1)], [Money("p", 4 * Set, new() { MinCommunes = 3 }), Money("q", Plenty, new() { Communes = [Tiny.B, C] })]);

        var plan = Solve(round);

        Assert.Equal(["A", "B", "C"], plan.Communes("p"));
        Assert.Equal((4 * Set, PledgeReason.FullyUsed), (plan.Pledge("p").Used, plan.Pledge("p").Reason));
    }

    [Fact]
    public void A_pledge_that_cannot_reach_so_many_communes_is_unused()
    {
        var round = Round([Sets("a", Tiny.A, 10), Sets("b", Tiny.B, 10)], [Money("p", 4 * Set, new() { MinCommunes = 3 })]);

        Assert.Equal((0, PledgeReason.SpreadNotReachable), (Solve(round).Pledge("p").Used, Solve(round).Pledge("p").Reason));
    }

    [Fact]
    public void A_spread_keeps_the_minimum_of_each_commune()
    {
        var round = Round([Sets("a", Tiny.A, 10), Sets("b", Tiny.B, 2), Sets("c", C, 3)], [Money("p", 9 * Set, new() { MinCommunes = 2, MinPerCommune = 3 * Set })]);

        var plan = Solve(round);

        Assert.Equal(["A", "C"], plan.Communes("p"));
        Assert.Equal((6 * Set, 3 * Set), (plan.Given("p", "a"), plan.Given("p", "c")));
    }

    [Theory]
    [InlineData(6, 2)]
    [InlineData(12, 4)]
    public void A_spread_is_used_whole_or_not_at_all(long sets, long each)
    {
        var round = Round(
            [Sets("a", Tiny.A, 4), Sets("b", Tiny.B, 4), Sets("c", C, 4)],
            [Money("p", sets * Set, new() { MinCommunes = 3, AllOrNothing = true })]);

        var plan = Solve(round);

        Assert.Equal((sets * Set, each, each, each), (plan.Pledge("p").Used, plan.Units("a"), plan.Units("b"), plan.Units("c")));
        Assert.Equal(0, Solve(round with { Needs = round.Needs.RemoveAt(2) }).Pledge("p").Used);
    }

    [Fact]
    public void A_commune_gets_the_fixed_amount_or_nothing()
    {
        var round = Round([Sets("a", Tiny.A, 10), Sets("b", Tiny.B, 3), Sets("c", C, 10)], [Money("p", 13 * Set, new() { FixedPerCommune = 4 * Set })]);

        var plan = Solve(round);

        Assert.Equal((4 * Set, 0, 4 * Set), (plan.Given("p", "a"), plan.Given("p", "b"), plan.Given("p", "c")));
        Assert.Equal((5 * Set, PledgeReason.FixedAmounts), (plan.Pledge("p").Left, plan.Pledge("p").Reason));
    }

    [Fact]
    public void A_fixed_amount_is_made_up_of_dear_and_cheap_units()
    {
        var round = Round([Sets("a1", Tiny.A, 10), Tiny.Line("a2", Tiny.A, Tiny.Lunch, 30)], [Money("p", 5_000_000, new() { FixedPerCommune = 1_100_000 })]);

        var plan = Solve(round);

        Assert.Equal((500_000, 600_000), (plan.Given("p", "a1"), plan.Given("p", "a2")));
    }

    [Fact]
    public void A_fixed_amount_that_whole_units_do_not_make_is_completed_by_others_or_not_given()
    {
        var round = Round([Sets("a", Tiny.A, 10)], [Money("p", 5 * Set, new() { FixedPerCommune = 600_000 }), Money("q", 400_000)]);

        Assert.Equal((600_000, 2), (Solve(round).Given("p", "a"), Solve(round).Units("a")));
        Assert.Equal(0, Solve(round with { Pledges = round.Pledges.RemoveAt(1) }).Pledge("p").Used);
    }

    [Fact]
    public void A_fixed_amount_goes_to_as_many_communes_as_are_asked_for_and_no_more()
    {
        var needs = new[] { Sets("a", Tiny.A, 10), Sets("b", Tiny.B, 10), Sets("c", C, 10) };

        Assert.Equal(2, Solve(Round([.. needs], [Money("p", 20 * Set, new() { FixedPerCommune = 4 * Set, MaxCommunes = 2 })])).Communes("p").Length);
        Assert.Empty(Solve(Round([.. needs], [Money("p", 8 * Set, new() { FixedPerCommune = 4 * Set, MinCommunes = 3 })])).Communes("p"));
        Assert.Empty(Solve(Round([.. needs], [Money("p", 9 * Set, new() { FixedPerCommune = 4 * Set, AllOrNothing = true })])).Communes("p"));
    }

    [Fact]
    public void A_line_gets_so_much_for_each_of_its_children_or_nothing()
    {
        var round = Round(
            [SetsFor("a", Tiny.A, 10, 10), SetsFor("b", Tiny.B, 10, 6), SetsFor("c", C, 10, 4), Sets("unknown", C, 10)],
            [GivenSets("p", 15, new() { FixedPerChild = 1 })]);

        var plan = Solve(round);

        Assert.Equal((10, 0, 4, 0), (plan.Given("p", "a"), plan.Given("p", "b"), plan.Given("p", "c"), plan.Given("p", "unknown")));
        Assert.Equal(PledgeReason.FixedAmounts, plan.Pledge("p").Reason);
    }

    [Fact]
    public void An_amount_per_child_above_what_a_line_asks_for_passes_it_by()
    {
        var round = Round([SetsFor("a", Tiny.A, 10, 10), SetsFor("b", Tiny.B, 10, 5)], [Money("p", 20 * Set, new() { FixedPerChild = 2 * Set })]);

        Assert.Equal((0, 10), (Solve(round).Units("a"), Solve(round).Units("b")));
    }

    [Fact]
    public void An_amount_per_child_is_used_whole_where_lines_add_up_to_it()
    {
        var round = Round(
            [SetsFor("a", Tiny.A, 10, 7), SetsFor("b", Tiny.B, 10, 5), SetsFor("c", C, 10, 4)],
            [Money("p", 9 * Set, new() { FixedPerChild = Set, AllOrNothing = true })]);

        Assert.Equal((0, 5, 4), (Solve(round).Units("a"), Solve(round).Units("b"), Solve(round).Units("c")));
    }

    [Theory]
    [InlineData(SplitPlace.Commune)]
    [InlineData(SplitPlace.District)]
    [InlineData(SplitPlace.Province)]
    public void A_pledge_is_split_equally_among_so_many_places(SplitPlace split)
    {
        // C has no district; A and B are one province.
        var round = Round([Sets("a", Tiny.A, 10), Sets("b", Tiny.B, 3), Sets("c", C, 9)], [Money("p", 10 * Set, new() { EqualSplit = split, EqualParts = 2 })]);

        var plan = Solve(round);
        var inProvince = plan.Given("p", "a") + plan.Given("p", "b");

        Assert.Equal(
            split switch { SplitPlace.Commune => (5 * Set, 5 * Set), SplitPlace.District => (6 * Set, 0), _ => (5 * Set, 5 * Set) },
            (inProvince, plan.Given("p", "c")));
        Assert.Equal(split == SplitPlace.District ? 3 * Set : 0, split == SplitPlace.District ? plan.Given("p", "b") : 0);
    }

    [Fact]
    public void Goods_that_do_not_divide_evenly_differ_by_one()
    {
        var round = Round([Sets("a", Tiny.A, 10), Sets("b", Tiny.B, 10), Sets("c", C, 3)], [GivenSets("p", 11, new() { EqualSplit = SplitPlace.Commune, EqualParts = 3 })]);

        Assert.Equal([3, 4, 4], new[] { "a", "b", "c" }.Select(line => Solve(round).Given("p", line)).Order());
    }

    [Fact]
    public void A_pledge_for_more_places_than_can_be_served_is_unused()
    {
        var round = Round([Sets("a", Tiny.A, 10), Sets("b", Tiny.B, 10)], [Money("p", 10 * Set, new() { EqualSplit = SplitPlace.Commune, EqualParts = 3 })]);

        Assert.Equal((0, PledgeReason.FixedAmounts), (Solve(round).Pledge("p").Used, Solve(round).Pledge("p").Reason));
    }

    [Fact]
    public void An_equal_split_is_used_whole_with_what_the_division_leaves_over()
    {
        var round = Round(
            [Sets("a", Tiny.A, 10), Sets("b", Tiny.B, 10), Sets("c", C, 10)],
            [GivenSets("p", 8, new() { EqualSplit = SplitPlace.Commune, EqualParts = 3, AllOrNothing = true })]);

        Assert.Equal([2, 3, 3], new[] { "a", "b", "c" }.Select(line => Solve(round).Given("p", line)).Order());
    }

    [Fact]
    public void A_pledge_that_fixes_its_amounts_takes_none_from_pins()
    {
        var round = Round([Sets("a", Tiny.A, 10)], [Money("p", 10 * Set, new() { FixedPerCommune = 4 * Set })], Pin("p", "a", PinRule.AtLeast, Set));

        AssertConflict(new(PinConflictKind.Shaped, [0], "fixed_per_commune", Set, 0), Conflict(round));
        Assert.Equal(0, Solve(round with { Pins = [Pin("p", "a", PinRule.Forbid)] }).Pledge("p").Used);
    }

    [Theory]
    [InlineData("equal_split", "exclusive")]
    [InlineData("fixed_per_commune", "fixed_per_child")]
    [InlineData("equal_split", "max_communes")]
    [InlineData("tier1_percent", "min_communes")]
    [InlineData("match_percent", "min_communes")]
    public void Conditions_that_fix_the_same_amounts_twice_are_refused(string first, string second)
    {
        PledgeConditions asks = (first, second) switch
        {
            (_, "exclusive") => new() { EqualSplit = SplitPlace.Commune, EqualParts = 2, Exclusive = Exclusivity.Line },
            (_, "fixed_per_child") => new() { FixedPerCommune = Set, FixedPerChild = Set },
            (_, "max_communes") => new() { EqualSplit = SplitPlace.Province, EqualParts = 2, MaxCommunes = 3 },
            ("tier1_percent", _) => new() { Tier1Percent = 50, MinCommunes = 2 },
            _ => new() { MatchPercent = 100, MinCommunes = 2 },
        };

        var refusal = Assert.Throws<ArgumentException>(() => Solve(Round([Sets("a", Tiny.A, 10)], [Money("p", 10 * Set, asks)])));
        Assert.Contains($"states {first} beside {second}", refusal.Message, StringComparison.Ordinal);
    }
}
