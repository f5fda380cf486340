using System.Collections.Immutable;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Plans;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;
using Matching.Samples;

namespace Matching.Engine.Tests.Allocation;

// Section 2: which pledge may serve which line. Money is plenty, so a line is served exactly when it is eligible.
public abstract partial class AllocatorContract
{
    private static readonly ImmutableArray<NeedLine> Everywhere =
    [
        Sets("a-warm", Tiny.A, 2) with { AgeGroup = "3-5", Urgency = Urgency.Critical },
        Tiny.Line("a-lunch", Tiny.A, Tiny.Lunch, 2) with { Urgency = Urgency.High },
        Sets("b-warm", Tiny.B, 2) with { AgeGroup = "6-10" },
        Tiny.Line("b-lunch", Tiny.B, Tiny.Lunch, 2),
        Toilets("c-toilet", C),
    ];

    /// <summary>A: zone III, tier 1. B: zone II, tier 2. C: no zone, so tier 4, unless stated.</summary>
    private static Round WideRound(params ImmutableArray<Pledge> pledges)
    {
        var round = Round(Everywhere, pledges);
        return round with
        {
            Communes = [round.Communes[0], round.Communes[1] with { Zone = Zone.II }, round.Communes[2] with { Zone = Zone.None }],
        };
    }

    private string[] ServedOn(PledgeConditions conditions) => Solve(WideRound(Money("p", Plenty, conditions))).Served;

    [Fact]
    public void Money_that_states_nothing_serves_every_line() =>
        Assert.Equal(["a-lunch", "a-warm", "b-lunch", "b-warm", "c-toilet"], ServedOn(new()));

    [Fact]
    public void Money_for_an_item_serves_that_item_only() =>
        Assert.Equal(["a-warm", "b-warm"], ServedOn(new() { Items = [Tiny.WarmSet.Id] }));

    [Fact]
    public void Money_for_a_category_serves_its_items_only() =>
        Assert.Equal(["a-lunch", "b-lunch"], ServedOn(new() { Categories = ["meal"] }));

    [Fact]
    public void Items_and_categories_are_one_list() =>
        Assert.Equal(["a-lunch", "b-lunch", "c-toilet"], ServedOn(new() { Categories = ["meal"], Items = [Tiny.Toilet.Id] }));

    [Fact]
    public void Goods_serve_their_own_item_only() =>
        Assert.Equal(["a-warm", "b-warm"], Solve(WideRound(GivenSets("p", 100))).Served);

    [Fact]
    public void Goods_serve_their_own_item_only_though_a_wider_category_is_listed() =>
        Assert.Equal(["a-warm", "b-warm"], Solve(WideRound(GivenSets("p", 100, new() { Categories = ["warm", "meal"] }))).Served);

    [Fact]
    public void Money_for_a_province_stays_in_it() =>
        Assert.Equal(["c-toilet"], ServedOn(new() { Provinces = [OtherProvince] }));

    [Fact]
    public void Money_for_a_district_stays_in_it() =>
        Assert.Equal(["b-lunch", "b-warm"], ServedOn(new() { Districts = [new("D2")] }));

    [Fact]
    public void Money_for_a_commune_stays_in_it() =>
        Assert.Equal(["a-lunch", "a-warm"], ServedOn(new() { Communes = [Tiny.A] }));

    [Fact]
    public void Provinces_districts_and_communes_are_one_list() =>
        Assert.Equal(["a-lunch", "a-warm", "c-toilet"], ServedOn(new() { Provinces = [OtherProvince], Districts = [new("D1")], Communes = [Tiny.A] }));

    [Fact]
    public void A_commune_of_no_district_is_in_no_list_of_districts() =>
        Assert.Equal([], Solve(WideRound(Money("p", Plenty, new() { Districts = [new("D3")] })) with { Needs = [Everywhere[4]] }).Served);

    [Fact]
    public void Money_for_zones_serves_communes_of_these_zones() =>
        Assert.Equal(["b-lunch", "b-warm"], ServedOn(new() { Zones = [Zone.II, Zone.I] }));

    [Fact]
    public void No_zone_can_be_listed_like_a_zone() =>
        Assert.Equal(["c-toilet"], ServedOn(new() { Zones = [Zone.None] }));

    [Fact]
    public void Tiers_follow_the_zone_where_none_is_stated() =>
        Assert.Equal(["a-lunch", "a-warm", "c-toilet"], ServedOn(new() { Tiers = [1, 4] }));

    [Fact]
    public void A_stated_tier_beats_the_zone()
    {
        var round = WideRound(Money("p", Plenty, new() { Tiers = [1] }));
        round = round with { Communes = [round.Communes[0] with { PriorityTier = 3 }, round.Communes[1] with { PriorityTier = 1 }, round.Communes[2]] };

        Assert.Equal(["b-lunch", "b-warm"], Solve(round).Served);
    }

    [Fact]
    public void Money_for_urgencies_serves_these_only() =>
        Assert.Equal(["a-lunch", "a-warm"], ServedOn(new() { Urgencies = [Urgency.Critical, Urgency.High] }));

    [Fact]
    public void Money_for_age_groups_serves_these_and_no_line_without_one() =>
        Assert.Equal(["b-warm"], ServedOn(new() { AgeGroups = ["6-10", "11-14"] }));

    [Fact]
    public void Used_goods_serve_no_line_that_asks_for_new_ones_and_money_does()
    {
        var round = Round(
            [Sets("new", Tiny.A, 10) with { Quality = AcceptedQuality.New }, Sets("used", Tiny.A, 10) with { Quality = AcceptedQuality.UsedOk }, Sets("any", Tiny.B, 10)],
            [GivenSets("worn", 30, new() { Quality = GoodsQuality.Used }), GivenSets("fresh", 2, new() { Quality = GoodsQuality.New }), GivenSets("silent", 1), Money("money", 3 * Set)]);

        var plan = Solve(round);

        Assert.Equal((0, 10, 10), (plan.Given("worn", "new"), plan.Given("worn", "used"), plan.Given("worn", "any")));
        Assert.Equal((2, 1, 3 * Set), (plan.Given("fresh", "new"), plan.Given("silent", "new"), plan.Given("money", "new")));
        Assert.Equal(PledgeReason.EligibleNeedsMet, plan.Pledge("worn").Reason);
    }

    [Fact]
    public void Excluded_provinces_communes_and_items_get_nothing()
    {
        Assert.Equal(["c-toilet"], ServedOn(new() { ExcludeProvinces = [Tiny.Province] }));
        Assert.Equal(["b-lunch", "b-warm", "c-toilet"], ServedOn(new() { ExcludeCommunes = [Tiny.A] }));
        Assert.Equal(["a-warm", "b-warm", "c-toilet"], ServedOn(new() { ExcludeItems = [Tiny.Lunch.Id] }));
    }

    [Fact]
    public void An_exclusion_beats_an_inclusion()
    {
        Assert.Equal(["b-lunch", "b-warm"], ServedOn(new() { Provinces = [Tiny.Province], ExcludeCommunes = [Tiny.A] }));
        Assert.Equal(["a-warm", "b-warm"], ServedOn(new() { Categories = ["warm", "meal"], ExcludeItems = [Tiny.Lunch.Id] }));
        Assert.Equal(["c-toilet"], ServedOn(new() { Communes = [Tiny.A, C], ExcludeProvinces = [Tiny.Province] }));
    }

    [Fact]
    public void Every_stated_condition_must_hold() =>
        Assert.Equal(["a-warm"], ServedOn(new() { Zones = [Zone.III], Items = [Tiny.WarmSet.Id], Urgencies = [Urgency.Critical], AgeGroups = ["3-5"], Districts = [new("D1")] }));

    [Fact]
    public void Money_comes_in_time_on_the_day_of_need_and_too_late_a_day_after()
    {
        var day = new DateOnly(2026, 12, 15);
        var round = Round(
            [Sets("before", Tiny.A, 1) with { NeededBy = day.AddDays(-1) }, Sets("on-the-day", Tiny.A, 1) with { NeededBy = day }, Sets("any-day", Tiny.B, 1)],
            [Money("p", Plenty, new() { AvailableFrom = day })]);

        Assert.Equal(["any-day", "on-the-day"], Solve(round).Served);
    }

    [Fact]
    public void A_pledge_takes_part_on_its_last_day_and_not_after()
    {
        var round = Round([Sets("a", Tiny.A, 4)], [Money("today", 2 * Set, new() { AvailableUntil = new(2026, 11, 22) }), Money("yesterday", 2 * Set, new() { AvailableUntil = new(2026, 11, 21) })]);

        var plan = Solve(round);

        Assert.Equal(2 * Set, plan.Given("today", "a"));
        Assert.Equal(new PledgeOutcome(0, 0, 2 * Set, PledgeReason.Expired), plan.Pledge("yesterday"));
    }

    [Fact]
    public void A_rejected_line_takes_no_part()
    {
        var round = Round([Sets("a", Tiny.A, 4) with { Status = NeedStatus.Rejected }, Sets("b", Tiny.B, 4) with { Status = NeedStatus.Reported }], [Money("p", Plenty)]);

        var plan = Solve(round);

        Assert.Equal(["b"], plan.Served);
        Assert.Equal((0, LineReason.TakesNoPart), (plan.Line("a").Class, plan.Line("a").Reason));
    }

    [Fact]
    public void A_round_of_verified_needs_leaves_reported_ones_out()
    {
        var round = Round(
            [Sets("a", Tiny.A, 4) with { Status = NeedStatus.Verified }, Sets("b", Tiny.B, 4) with { Status = NeedStatus.Reported }], [Money("p", Plenty)]);

        Assert.Equal(["a", "b"], Solve(round).Served);
        Assert.Equal(["a"], Solve(round with { Policy = new() { OnlyVerified = true } }).Served);
    }
}
