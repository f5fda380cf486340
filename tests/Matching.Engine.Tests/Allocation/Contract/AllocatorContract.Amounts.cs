using Matching.Engine.Plans;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;
using Matching.Samples;

namespace Matching.Engine.Tests.Allocation;

// Section 2: how much a pledge may give, the planner's reserve and the planner's cap.
public abstract partial class AllocatorContract
{
    [Fact]
    public void A_ceiling_per_commune_holds_for_all_lines_of_the_commune_together()
    {
        var round = Round(
            [Sets("a1", Tiny.A, 10), Sets("a2", Tiny.A, 10), Sets("b", Tiny.B, 10)], [Money("p", Plenty, new() { MaxPerCommune = 4 * Set })]);

        var plan = Solve(round);

        Assert.Equal((2, 2, 4), (plan.Units("a1"), plan.Units("a2"), plan.Units("b")));
        Assert.Equal(PledgeReason.CeilingReached, plan.Pledge("p").Reason);
    }

    [Fact]
    public void A_ceiling_per_commune_counts_goods_in_units()
    {
        var plan = Solve(Round([Sets("a", Tiny.A, 10), Sets("b", Tiny.B, 2)], [GivenSets("p", 9, new() { MaxPerCommune = 3 })]));

        Assert.Equal((3, 2), (plan.Given("p", "a"), plan.Given("p", "b")));
    }

    [Fact]
    public void A_ceiling_of_nothing_gives_nothing()
    {
        var plan = Solve(Round([Sets("a", Tiny.A, 10)], [Money("p", Plenty, new() { MaxPerCommune = 0 }), Money("q", Set)]));

        Assert.Equal((0, Set), (plan.Pledge("p").Used, plan.Pledge("q").Used));
    }

    [Fact]
    public void A_share_of_a_line_leaves_the_rest_to_others()
    {
        var round = Round([Sets("a", Tiny.A, 10)], [Money("half", Plenty, new() { MaxSharePercent = 50 }), Money("other", 2 * Set)]);

        var plan = Solve(round);

        Assert.Equal((5 * Set, 2 * Set), (plan.Given("half", "a"), plan.Given("other", "a")));
    }

    [Fact]
    public void A_share_is_cut_to_whole_dong()
    {
        // 33 % of 7 child-months at 150,000 ₫ is 346,500 ₫: two child-months, and a fair share of just that.
        var plan = Solve(Round([Tiny.Line("a", Tiny.A, Tiny.Lunch, 7)], [Money("p", Plenty, new() { MaxSharePercent = 33 })]));

        Assert.Equal(new FairShare(346_500), plan.Line("a").Fair);
        Assert.Equal(2, plan.Units("a"));
    }

    [Fact]
    public void A_share_of_goods_is_cut_to_whole_units()
    {
        var plan = Solve(Round([Sets("a", Tiny.A, 7)], [GivenSets("p", 7, new() { MaxSharePercent = 50 })]));

        Assert.Equal(new FairShare(3 * Set), plan.Line("a").Fair);
        Assert.Equal(3, plan.Units("a"));
    }

    [Fact]
    public void The_reserve_keeps_back_its_part_of_unconditional_money_cut_to_whole_dong()
    {
        var plan = Solve(Round([Sets("a", Tiny.A, 10)], [Money("p", 1_000_001)]) with { Policy = new() { ReservePercent = 10 } });

        Assert.Equal(new PledgeOutcome(900_000, Set, 500_001, PledgeReason.LessThanOneUnit), plan.Pledge("p"));
        Assert.Equal(new FairShare(900_000), plan.Line("a").Fair);
    }

    [Fact]
    public void The_reserve_touches_no_money_that_states_a_condition_and_no_goods()
    {
        var round = Round([Sets("a", Tiny.A, 10)], [Money("tied", 2 * Set, new() { Communes = [Tiny.A] }), GivenSets("goods", 2), Money("free", 2 * Set)]);

        var plan = Solve(round with { Policy = new() { ReservePercent = 100 } });

        Assert.Equal((2 * Set, 2, 0), (plan.Pledge("tied").Available, plan.Pledge("goods").Available, plan.Pledge("free").Available));
        Assert.Equal(PledgeReason.Reserve, plan.Pledge("free").Reason);
        Assert.Equal(4, plan.Units("a"));
    }

    [Fact]
    public void A_province_gets_at_most_the_planners_share_of_all_available_value()
    {
        // 10,000,000 ₫ in all, 30 % of it for one province: six sets for A's, though A alone asks for more.
        var round = Round([Sets("a", Tiny.A, 20), Sets("c", C, 2)], [Money("p", 20 * Set)]) with { Policy = new() { ProvinceCapPercent = 30 } };

        var plan = Solve(round);

        Assert.Equal((6, 2), (plan.Units("a"), plan.Units("c")));
        Assert.Equal(LineReason.HeldByProvinceCap, plan.Line("a").Reason);
        Assert.Equal(PledgeReason.ProvinceCap, plan.Pledge("p").Reason);
    }

    [Fact]
    public void The_cap_is_shared_by_all_lines_of_the_province()
    {
        var round = Round([Sets("a", Tiny.A, 20), Sets("b", Tiny.B, 10)], [Money("p", 30 * Set)]) with { Policy = new() { ProvinceCapPercent = 50 } };

        var plan = Solve(round);

        Assert.Equal((10, 5), (plan.Units("a"), plan.Units("b")));
        Assert.All(plan.Plan.Bottlenecks, bottleneck => Assert.Equal(BottleneckKind.ProvinceCap, bottleneck.Kind));
    }

    [Fact]
    public void The_cap_is_a_share_of_what_is_left_after_the_reserve_and_the_expired()
    {
        var round = Round([Sets("a", Tiny.A, 20)], [Money("p", 20 * Set), Money("old", 20 * Set, new() { AvailableUntil = new(2026, 1, 1) })]);

        Assert.Equal(3, Solve(round with { Policy = new() { ReservePercent = 50, ProvinceCapPercent = 30 } }).Units("a"));
    }

    [Fact]
    public void The_cap_counts_goods_at_their_items_unit_cost()
    {
        // Ten sets worth 5,000,000 ₫ and as much money: 40 % is eight sets, whoever gives them.
        var round = Round([Sets("a", Tiny.A, 20), Sets("c", C, 1)], [GivenSets("goods", 10), Money("money", 10 * Set)]);

        Assert.Equal(8, Solve(round with { Policy = new() { ProvinceCapPercent = 40 } }).Units("a"));
    }

    [Fact]
    public void A_cap_of_nothing_lets_nothing_through() =>
        Assert.Empty(Solve(Round([Sets("a", Tiny.A, 20)], [Money("p", Plenty)]) with { Policy = new() { ProvinceCapPercent = 0 } }).Served);
}
