using Matching.Engine.Plans;
using Matching.Engine.Quantities;
using Matching.Samples;

namespace Matching.Engine.Tests.Allocation;

// Section 3: conditions that only whole plans can keep hold exactly, and the fair shares are computed without them.
public abstract partial class AllocatorContract
{
    [Fact]
    public void A_commune_gets_nothing_or_at_least_the_pledges_minimum()
    {
        // Fair would be five sets each; the donor gives a commune eight or none.
        var plan = Solve(Round([Sets("a", Tiny.A, 10), Sets("b", Tiny.B, 10)], [Money("p", 10 * Set, new() { MinPerCommune = 8 * Set })]));

        var given = new[] { plan.Given("p", "a"), plan.Given("p", "b") }.Order().ToArray();
        Assert.Equal([0, 10 * Set], given);
        Assert.Equal((new FairShare(5 * Set), new FairShare(5 * Set)), (plan.Line("a").Fair, plan.Line("b").Fair));
    }

    [Fact]
    public void A_minimum_per_commune_may_be_reached_by_several_lines_of_the_commune()
    {
        var plan = Solve(Round([Sets("a1", Tiny.A, 2), Sets("a2", Tiny.A, 2)], [GivenSets("p", 4, new() { MinPerCommune = 4 })]));

        Assert.Equal((2, 2), (plan.Units("a1"), plan.Units("a2")));
    }

    [Fact]
    public void A_minimum_per_commune_that_no_commune_can_take_gives_nothing()
    {
        var plan = Solve(Round([Sets("a", Tiny.A, 3), Sets("b", Tiny.B, 3)], [Money("p", 6 * Set, new() { MinPerCommune = 4 * Set })]));

        Assert.Empty(plan.Served);
        Assert.Equal(PledgeReason.MinimumNotReachable, plan.Pledge("p").Reason);
    }

    [Fact]
    public void A_donor_who_adopts_one_commune_serves_one()
    {
        var plan = Solve(Round([Sets("a", Tiny.A, 4), Sets("b", Tiny.B, 4), Sets("c", C, 4)], [Money("p", 12 * Set, new() { MaxCommunes = 1 })]));

        Assert.Single(plan.Communes("p"));
        Assert.Equal(4 * Set, plan.Pledge("p").Used);
        Assert.Equal(PledgeReason.CommuneLimitReached, plan.Pledge("p").Reason);
    }

    [Fact]
    public void A_limit_of_two_communes_lets_two_be_served_on_all_their_lines()
    {
        var plan = Solve(Round(
            [Sets("a1", Tiny.A, 4), Sets("a2", Tiny.A, 4), Sets("b", Tiny.B, 4), Sets("c", C, 4)], [Money("p", 16 * Set, new() { MaxCommunes = 2 })]));

        Assert.Equal(2, plan.Communes("p").Length);
        Assert.Equal(12 * Set, plan.Pledge("p").Used);
    }

    [Fact]
    public void A_limit_of_no_commune_serves_none() =>
        Assert.Empty(Solve(Round([Sets("a", Tiny.A, 4)], [Money("p", 4 * Set, new() { MaxCommunes = 0 })])).Served);

    [Fact]
    public void An_all_or_nothing_pledge_is_used_to_its_last_unit_where_it_fits()
    {
        var plan = Solve(Round([Sets("a", Tiny.A, 10), Sets("b", Tiny.B, 10)], [GivenSets("p", 7, new() { AllOrNothing = true })]));

        Assert.Equal(7, plan.Given("p", "a") + plan.Given("p", "b"));
    }

    [Fact]
    public void An_all_or_nothing_pledge_that_cannot_be_used_whole_stays_untouched()
    {
        var plan = Solve(Round([Sets("a", Tiny.A, 10)], [Money("p", 12 * Set, new() { AllOrNothing = true })]));

        Assert.Empty(plan.Served);
        Assert.Equal(new PledgeOutcome(12 * Set, 0, 12 * Set, PledgeReason.NotPlaceableWhole), plan.Pledge("p"));
    }

    [Fact]
    public void A_line_gets_nothing_or_at_least_its_minimum_quantity()
    {
        var line = Sets("a", Tiny.A, 10) with { MinQuantity = 5 };

        Assert.Equal(0, Solve(Round([line], [Money("p", 4 * Set)])).Units("a"));
        Assert.Equal(5, Solve(Round([line], [Money("p", 5 * Set)])).Units("a"));
    }

    [Fact]
    public void A_line_below_its_minimum_says_so()
    {
        var plan = Solve(Round([Sets("a", Tiny.A, 10) with { MinQuantity = 5 }], [Money("p", 4 * Set)]));

        Assert.Equal(LineReason.BelowMinimumQuantity, plan.Line("a").Reason);
        Assert.Equal(new FairShare(4 * Set), plan.Line("a").Fair);
    }

    [Fact]
    public void What_yes_or_no_conditions_cost_is_reported_class_by_class()
    {
        // Fair shares of four sets each; the adopted commune gets its ten, the other falls short by four.
        var plan = Solve(Round([Sets("a", Tiny.A, 10), Sets("b", Tiny.B, 10)], [Money("p", 8 * Set, new() { MaxCommunes = 1 })]));

        var outcome = Assert.Single(plan.Plan.Classes);
        Assert.Equal((new Vnd(8 * Set), new Vnd(8 * Set), new Vnd(4 * Set)), (outcome.Fair, outcome.Allocated, outcome.PriceOfConditions));
    }

    [Fact]
    public void Donors_who_each_adopt_one_commune_adopt_different_ones()
    {
        // Both are free to take either commune; together they can give both all they ask for.
        var plan = Solve(Round(
            [Sets("a", Tiny.A, 6), Sets("b", Tiny.B, 6)], [Money("p", 6 * Set, new() { MaxCommunes = 1 }), Money("q", 6 * Set, new() { MaxCommunes = 1 })]));

        Assert.Equal((6, 6), (plan.Units("a"), plan.Units("b")));
    }

    [Fact]
    public void Free_money_goes_where_an_adopter_may_not()
    {
        var plan = Solve(Round(
            [Sets("a", Tiny.A, 6), Sets("b", Tiny.B, 6)], [Money("p", 6 * Set, new() { MaxCommunes = 1, Communes = [Tiny.A, Tiny.B] }), Money("q", 6 * Set)]));

        Assert.Equal((6, 6), (plan.Units("a"), plan.Units("b")));
    }

    [Fact]
    public void Donors_with_conditions_complete_a_unit_together()
    {
        // Neither buys a set alone: three fifths and two fifths of each of five.
        var plan = Solve(Round(
            [Sets("a", Tiny.A, 5)], [Money("p", Set * 3 / 5, new() { MaxCommunes = 1 }), Money("q", Set * 2 / 5, new() { MinPerCommune = Set / 5 })]));

        Assert.Equal((1, Set * 3 / 5, Set * 2 / 5), (plan.Units("a"), plan.Given("p", "a"), plan.Given("q", "a")));
    }

    [Fact]
    public void The_bound_says_how_much_of_the_fair_shares_conditions_allow_at_most()
    {
        // Fair shares of five each, but one commune only: five of ten, whichever it is.
        var plan = Solve(Round([Sets("a", Tiny.A, 6), Sets("b", Tiny.B, 6)], [Money("p", 10 * Set, new() { MaxCommunes = 1 })]));

        var outcome = Assert.Single(plan.Plan.Classes);
        Assert.Equal((new Vnd(10 * Set), new Vnd(5 * Set), new Vnd(5 * Set)), (outcome.WholeFair, outcome.Reached, outcome.Bound));
    }

    [Fact]
    public void What_a_minimum_spends_above_the_fair_shares_is_not_in_the_bound()
    {
        // Fair shares of four each; a commune gets six or none, so two of the eight go above the first share and two are too few for the second.
        var plan = Solve(Round([Sets("a", Tiny.A, 10), Sets("b", Tiny.B, 10)], [Money("p", 8 * Set, new() { MinPerCommune = 6 * Set })]));

        var outcome = Assert.Single(plan.Plan.Classes);
        Assert.Equal((new Vnd(8 * Set), new Vnd(4 * Set), new Vnd(4 * Set)), (outcome.WholeFair, outcome.Reached, outcome.Bound));
    }

    [Fact]
    public void The_bound_sees_that_adopters_cannot_all_have_the_commune_that_asks_most()
    {
        // Each could use all it has in the first commune; together they reach eight and four of fourteen.
        var plan = Solve(Round(
            [Sets("a", Tiny.A, 10), Sets("b", Tiny.B, 4)], [Money("p", 8 * Set, new() { MaxCommunes = 1 }), Money("q", 6 * Set, new() { MaxCommunes = 1 })]));

        var outcome = Assert.Single(plan.Plan.Classes);
        Assert.Equal((new Vnd(14 * Set), new Vnd(12 * Set)), (outcome.WholeFair, outcome.Reached));
        Assert.InRange(outcome.Bound.Dong, 12 * Set, 13 * Set);
    }

    [Fact]
    public void A_commune_is_not_cut_for_one_that_others_serve()
    {
        // Five and five would keep the minimum, and five of q's sets would have no place.
        var plan = Solve(Round(
            [Sets("a", Tiny.A, 8), Sets("b", Tiny.B, 10)], [Money("p", 10 * Set, new() { MinPerCommune = 5 * Set }), Money("q", 10 * Set, new() { Communes = [Tiny.B] })]));

        Assert.Equal((8, 10), (plan.Units("a"), plan.Units("b")));
    }

    [Fact]
    public void A_minimum_that_is_no_whole_number_of_units_is_kept_with_one_unit_more()
    {
        // Two and a half sets each at least; two sets are too few, three are enough.
        var plan = Solve(Round([Sets("a", Tiny.A, 10), Sets("b", Tiny.B, 10)], [Money("p", 5 * Set, new() { MinPerCommune = 5 * Set / 2 })]));

        Assert.Equal(5, plan.Units("a") + plan.Units("b"));
    }

    [Fact]
    public void An_adopter_of_a_share_leaves_the_commune_that_others_must_serve()
    {
        var plan = Solve(Round(
            [Sets("a", Tiny.A, 6), Sets("b", Tiny.B, 6)],
            [Money("p", 3 * Set, new() { MaxCommunes = 1, MaxSharePercent = 50 }), Money("q", 6 * Set, new() { Communes = [Tiny.A] })]));

        Assert.Equal((6, 3), (plan.Units("a"), plan.Units("b")));
    }

    [Fact]
    public void Lines_nearest_to_their_minimum_are_served_with_what_the_others_cannot_use()
    {
        // Four sets each would help nobody; six help one of them.
        var plan = Solve(Round(
            [Sets("a", Tiny.A, 10) with { MinQuantity = 6 }, Sets("b", Tiny.B, 10) with { MinQuantity = 8 }], [Money("p", 8 * Set)]));

        Assert.Equal((8, 0), (plan.Units("a"), plan.Units("b")));
    }

    [Fact]
    public void A_minimum_of_nothing_asks_for_nothing()
    {
        var plan = Solve(Round([Sets("a", Tiny.A, 2), Sets("b", Tiny.B, 6)], [Money("p", 5 * Set, new() { MinPerCommune = 0, MaxCommunes = 1 })]));

        Assert.Equal((0, 5), (plan.Units("a"), plan.Units("b")));
    }
}
