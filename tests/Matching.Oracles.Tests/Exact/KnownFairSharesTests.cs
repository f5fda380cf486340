using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;
using Matching.Oracles.Exact;

namespace Matching.Oracles.Tests.Exact;

/// <summary>Fair shares that a person can work out with pencil and paper, by flows and by linear programs.</summary>
public sealed class KnownFairSharesTests
{
    [Fact]
    public void Free_money_lifts_all_lines_to_one_coverage()
    {
        var round = Tiny.Round(
            [Tiny.Need("n1", Tiny.A, Tiny.Blanket, 10), Tiny.Need("n2", Tiny.B, Tiny.Meal, 10)], // 100 ₫ and 50 ₫
            [Tiny.Money("g1", 50)]);

        AssertShares(round, new(100, 3), new(50, 3));
    }

    [Fact]
    public void Free_money_fills_the_poorer_side_first()
    {
        // 60 ₫ only for A lift it to 60 %; 40 ₫ of free money go to B alone, which stays below.
        var round = Tiny.Round(
            [Tiny.Need("n1", Tiny.A, Tiny.Blanket, 10), Tiny.Need("n2", Tiny.B, Tiny.Blanket, 10)],
            [Tiny.Money("g1", 60, Tiny.In(Tiny.A)), Tiny.Money("g2", 40)]);

        AssertShares(round, 60, 40);
    }

    [Fact]
    public void Three_levels_come_out_of_three_nested_pledges()
    {
        // A alone: 10 of 100. A and B: 60 more, to B first, up to 35 each... A has 10 + x, B 60 - x: both 35. C and all: 90, C alone takes 90.
        var round = Tiny.Round(
            [Tiny.Need("n1", Tiny.A, Tiny.Blanket, 10), Tiny.Need("n2", Tiny.B, Tiny.Blanket, 10), Tiny.Need("n3", Tiny.C, Tiny.Blanket, 10)],
            [Tiny.Money("g1", 10, Tiny.In(Tiny.A)), Tiny.Money("g2", 60, Tiny.In(Tiny.A, Tiny.B)), Tiny.Money("g3", 90, Tiny.In(Tiny.C))]);

        AssertShares(round, 35, 35, 90);
    }

    [Fact]
    public void Goods_make_room_for_money_elsewhere()
    {
        var round = Tiny.Round(
            [Tiny.Need("n1", Tiny.A, Tiny.Blanket, 10), Tiny.Need("n2", Tiny.A, Tiny.Meal, 20)], // 100 ₫ each
            [Tiny.Goods("g1", Tiny.Blanket, 8), Tiny.Money("g2", 40)]);

        AssertShares(round, 80, 40);
    }

    [Fact]
    public void An_earlier_class_keeps_what_it_has_and_gives_way_in_whose_money_it_is()
    {
        var round = Tiny.Round(
            [Tiny.Need("n1", Tiny.A, Tiny.Blanket, 5) with { Urgency = Urgency.Critical }, Tiny.Need("n2", Tiny.B, Tiny.Blanket, 10)],
            [Tiny.Money("g1", 60), Tiny.Money("g2", 30, Tiny.In(Tiny.A))]);

        AssertShares(round, 50, 40);
    }

    [Fact]
    public void A_ceiling_per_commune_and_a_share_of_a_line_bind()
    {
        var round = Tiny.Round(
            [Tiny.Need("n1", Tiny.A, Tiny.Blanket, 10), Tiny.Need("n2", Tiny.A, Tiny.Meal, 20), Tiny.Need("n3", Tiny.B, Tiny.Blanket, 10)],
            [Tiny.Money("g1", 300, new PledgeConditions { MaxPerCommune = 90, MaxSharePercent = 70 })]);

        AssertShares(round, 45, 45, 70);
    }

    [Fact]
    public void The_reserve_is_taken_from_unconditional_money_only()
    {
        var round = Tiny.Round(
            [Tiny.Need("n1", Tiny.A, Tiny.Blanket, 10), Tiny.Need("n2", Tiny.B, Tiny.Blanket, 10)],
            [Tiny.Money("g1", 55, Tiny.In(Tiny.A)), Tiny.Money("g2", 55, Tiny.In(Tiny.B)), Tiny.Money("g3", 55)]);

        AssertShares(round with { Policy = new RoundPolicy { ReservePercent = 50 } }, new(137, 2), new(137, 2));
    }

    [Fact]
    public void A_province_cap_holds_its_lines_down_and_lets_the_others_rise()
    {
        // Cap: 40 % of 150 = 60 ₫ for A and B together; C takes the rest.
        var round = Tiny.Round(
            [Tiny.Need("n1", Tiny.A, Tiny.Blanket, 10), Tiny.Need("n2", Tiny.B, Tiny.Blanket, 10), Tiny.Need("n3", Tiny.C, Tiny.Blanket, 10)],
            [Tiny.Money("g1", 150)]);

        AssertShares(round with { Policy = new RoundPolicy { ProvinceCapPercent = 40 } }, 30, 30, 60);
    }

    [Fact]
    public void A_pinned_amount_counts_and_the_others_catch_up()
    {
        var round = Tiny.Round(
            [Tiny.Need("n1", Tiny.A, Tiny.Blanket, 10), Tiny.Need("n2", Tiny.B, Tiny.Blanket, 10)],
            [Tiny.Money("g1", 100)],
            new Pin(new PledgeId("g1"), new NeedId("n1"), PinRule.AtLeast, 70));

        AssertShares(round, 70, 30);
        AssertShares(round with { Pins = [round.Pins[0] with { Amount = 20 }] }, 50, 50);
        AssertShares(round with { Pins = [round.Pins[0] with { Amount = 20, Rule = PinRule.Fix }] }, 20, 80);
        AssertShares(round with { Pins = [round.Pins[0] with { Rule = PinRule.Forbid }] }, 0, 100);
    }

    [Fact]
    public void Projects_are_granted_whole_down_the_queue_and_passed_over_where_the_money_does_not_reach()
    {
        var round = Tiny.Round(
            [
                Tiny.Need("n1", Tiny.A, Tiny.Toilet, 2) with { Rank = 2 },
                Tiny.Need("n2", Tiny.B, Tiny.Toilet, 1) with { Rank = 1, OwnUnitCost = new Vnd(150) },
                Tiny.Need("n3", Tiny.C, Tiny.Toilet, 1) with { OwnUnitCost = new Vnd(80) },
            ],
            [Tiny.Money("g1", 340)]);

        AssertShares(round, 100, 150, 80);
    }

    [Fact]
    public void A_goods_unit_of_a_project_covers_one_unit_at_whatever_price()
    {
        var round = Tiny.Round(
            [Tiny.Need("n1", Tiny.A, Tiny.Toilet, 1) with { Rank = 1, OwnUnitCost = new Vnd(400) }, Tiny.Need("n2", Tiny.B, Tiny.Toilet, 1) with { Rank = 2 }],
            [Tiny.Goods("g1", Tiny.Toilet, 1), Tiny.Money("g2", 100, Tiny.In(Tiny.B))]);

        Assert.Equal([400, 100], ExactLeximin.Solve(round).Vnd);
    }

    [Fact]
    public void Consumables_come_before_projects_unless_the_planner_says_otherwise()
    {
        var round = Tiny.Round(
            [Tiny.Need("n1", Tiny.A, Tiny.Toilet, 1), Tiny.Need("n2", Tiny.A, Tiny.Blanket, 10)], [Tiny.Money("g1", 150)]);

        AssertShares(round, 0, 100);
        AssertShares(round with { Policy = new RoundPolicy { Projects = ProjectsPlace.Before } }, 100, 50);
    }

    [Fact]
    public void Pins_that_cannot_be_kept_are_refused()
    {
        var round = Tiny.Round(
            [Tiny.Need("n1", Tiny.A, Tiny.Blanket, 10)], [Tiny.Money("g1", 50)], new Pin(new PledgeId("g1"), new NeedId("n1"), PinRule.Fix, 60));

        Assert.Throws<ArgumentException>(() => ExactLeximin.Solve(round));
    }

    private static void AssertShares(Round round, params BigRational[] expectedVnd)
    {
        Assert.Equal(expectedVnd, ExactLeximin.Solve(round).Vnd);
        Assert.Equal(expectedVnd, ExactLpLeximin.Solve(round).Vnd);
    }
}
