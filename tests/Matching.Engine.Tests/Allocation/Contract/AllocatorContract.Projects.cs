using Matching.Engine.Needs;
using Matching.Engine.Plans;
using Matching.Engine.Quantities;
using Matching.Samples;

namespace Matching.Engine.Tests.Allocation;

// Section 3: projects are ranked, and a unit is granted only when it can be fully funded.
public abstract partial class AllocatorContract
{
    private const string Earlier = "z-earlier";
    private const string Later = "a-later";

    [Fact]
    public void A_lower_rank_comes_first() =>
        AssertOneToiletGoesTo(Earlier, Toilets(Earlier, Tiny.A) with { Rank = 1 }, Toilets(Later, Tiny.B) with { Rank = 2 });

    [Fact]
    public void A_line_without_a_rank_comes_after_any_rank() =>
        AssertOneToiletGoesTo(Earlier, Toilets(Earlier, Tiny.A) with { Rank = 1_000 }, Toilets(Later, Tiny.B));

    [Fact]
    public void Of_equal_ranks_the_poorer_commune_comes_first() =>
        AssertOneToiletGoesTo(Earlier, Toilets(Earlier, Tiny.A), Toilets(Later, Tiny.B), poorOfA: 40.5m, poorOfB: 40m, childrenOfB: 900);

    [Fact]
    public void An_unknown_share_of_poor_households_counts_as_none() =>
        AssertOneToiletGoesTo(Earlier, Toilets(Earlier, Tiny.A), Toilets(Later, Tiny.B), poorOfA: 0.5m, poorOfB: null);

    [Fact]
    public void Of_equally_poor_communes_the_one_with_more_children_comes_first() =>
        AssertOneToiletGoesTo(Earlier, Toilets(Earlier, Tiny.A), Toilets(Later, Tiny.B), poorOfA: null, poorOfB: 0m, childrenOfA: 100, childrenOfB: 99);

    [Fact]
    public void Where_all_ties_the_need_id_decides() =>
        AssertOneToiletGoesTo(Later, Toilets(Earlier, Tiny.A), Toilets(Later, Tiny.B));

    [Fact]
    public void The_order_of_ids_is_that_of_their_characters_not_of_a_language() =>
        AssertOneToiletGoesTo("B", Toilets("B", Tiny.A), Toilets("a", Tiny.B));

    private void AssertOneToiletGoesTo(
        string expected, NeedLine inA, NeedLine inB, decimal? poorOfA = null, decimal? poorOfB = null, long? childrenOfA = null, long? childrenOfB = null)
    {
        var round = Round([inB, inA], [Money("p", Toilet)]);
        round = round with
        {
            Communes =
            [
                round.Communes[0] with { PoorHouseholdPercent = poorOfA, Children = childrenOfA },
                round.Communes[1] with { PoorHouseholdPercent = poorOfB, Children = childrenOfB },
            ],
        };

        Assert.Equal([expected], Solve(round).Served);
    }

    [Fact]
    public void A_project_that_cannot_be_paid_in_full_is_passed_over_for_the_next()
    {
        var round = Round(
            [Toilets("dear", Tiny.A) with { Rank = 1, OwnUnitCost = new Vnd(2 * Toilet) }, Toilets("cheap", Tiny.B) with { Rank = 2 }], [Money("p", Toilet + Set)]);

        var plan = Solve(round);

        Assert.Equal(["cheap"], plan.Served);
        Assert.Equal((LineReason.ProjectPassedOver, new FairShare(0)), (plan.Line("dear").Reason, plan.Line("dear").Fair));
    }

    [Fact]
    public void The_fair_share_of_a_project_is_the_units_granted()
    {
        var plan = Solve(Round([Toilets("a", Tiny.A, 3)], [Money("p", (2 * Toilet) + 1)]));

        Assert.Equal((2, new FairShare(2 * Toilet)), (plan.Units("a"), plan.Line("a").Fair));
        Assert.Equal(1, plan.Pledge("p").Left);
    }

    [Fact]
    public void A_unit_may_be_paid_by_several_donors_together()
    {
        var plan = Solve(Round([Toilets("a", Tiny.A)], [Money("p", Toilet / 3), Money("q", Toilet / 3), Money("r", Toilet / 3)]));

        Assert.Equal(1, plan.Units("a"));
    }

    [Fact]
    public void A_line_is_served_to_its_end_before_the_next_in_the_queue()
    {
        var plan = Solve(Round([Toilets("a", Tiny.A, 3) with { Rank = 1 }, Toilets("b", Tiny.B, 3) with { Rank = 2 }], [Money("p", 4 * Toilet)]));

        Assert.Equal((3, 1), (plan.Units("a"), plan.Units("b")));
    }

    [Fact]
    public void A_project_never_lowers_what_was_granted_before()
    {
        // The first in the queue may use either pledge; it must leave the second its only one, and neither loses to the third.
        var round = Round(
            [Toilets("a", Tiny.A) with { Rank = 1 }, Toilets("b", Tiny.B) with { Rank = 2 }, Toilets("c", C) with { Rank = 3 }],
            [Money("anywhere", Toilet), Money("only-a-or-c", Toilet, new() { Communes = [Tiny.A, C] })]);

        Assert.Equal(["a", "b"], Solve(round).Served);
    }

    [Fact]
    public void A_line_pays_its_own_unit_cost_where_it_states_one()
    {
        var plan = Solve(Round([Toilets("a", Tiny.A, 2) with { OwnUnitCost = new Vnd(Toilet / 2) }], [Money("p", Toilet)]));

        Assert.Equal((2, Toilet), (plan.Units("a"), plan.Given("p", "a")));
    }

    [Fact]
    public void A_given_unit_covers_one_unit_whatever_the_line_would_pay()
    {
        var round = Round(
            [Toilets("dear", Tiny.A) with { OwnUnitCost = new Vnd(2 * Toilet) }, Toilets("cheap", Tiny.B) with { OwnUnitCost = new Vnd(Toilet / 2) }],
            [Tiny.Goods("p", Tiny.Toilet, 2)]);

        var plan = Solve(round);

        Assert.Equal((1, 1), (plan.Units("dear"), plan.Units("cheap")));
        Assert.All(plan.Plan.Shipments, shipment => Assert.Equal(Toilet, shipment.ValueVnd));
    }

    [Fact]
    public void Goods_go_where_money_cannot_pay_though_an_earlier_line_could_have_had_them()
    {
        var round = Round(
            [Toilets("cheap", Tiny.A) with { Rank = 1, OwnUnitCost = new Vnd(Toilet / 2) }, Toilets("dear", Tiny.B) with { Rank = 2, OwnUnitCost = new Vnd(2 * Toilet) }],
            [Tiny.Goods("g", Tiny.Toilet, 1), Money("m", Toilet / 2)]);

        var plan = Solve(round);

        Assert.Equal((1, 1), (plan.Units("cheap"), plan.Units("dear")));
        Assert.Equal(Toilet / 2, plan.Given("m", "cheap"));
    }

    [Fact]
    public void An_earlier_line_keeps_its_goods_when_nothing_can_take_their_place()
    {
        var round = Round(
            [Toilets("cheap", Tiny.A) with { Rank = 1, OwnUnitCost = new Vnd(Toilet / 2) }, Toilets("dear", Tiny.B) with { Rank = 2, OwnUnitCost = new Vnd(2 * Toilet) }],
            [Tiny.Goods("g", Tiny.Toilet, 1), Money("m", (Toilet / 2) - 1)]);

        var plan = Solve(round);

        Assert.Equal((1, 0), (plan.Units("cheap"), plan.Units("dear")));
    }
}
