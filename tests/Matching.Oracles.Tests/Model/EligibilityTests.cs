using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;
using Matching.Oracles.Model;

namespace Matching.Oracles.Tests.Model;

public sealed class EligibilityTests
{
    private static readonly DateOnly AsOf = new(2026, 11, 22);

    /// <summary>Blankets for commune A (province P1, district D1, zone III, tier 1), age group 0-5, urgency high, needed by 15 December.</summary>
    private static readonly NeedLine Line = Tiny.Need("n1", Tiny.A, Tiny.Blanket, 10) with
    {
        AgeGroup = "0-5", Urgency = Urgency.High, NeededBy = new DateOnly(2026, 12, 15),
    };

    public static TheoryData<string, PledgeConditions> Holding => new()
    {
        { "nothing stated", PledgeConditions.None },
        { "category of the item", new() { Categories = ["warm"] } },
        { "union of items and categories", new() { Items = [Tiny.Blanket.Id], Categories = ["food"] } },
        { "union of province, district and commune", new() { Provinces = [new("P2")], Districts = [new("D1")], Communes = [new("C")] } },
        { "its province", new() { Provinces = [new("P1")] } },
        { "its zone", new() { Zones = [Zone.III] } },
        { "its tier", new() { Tiers = [1, 2] } },
        { "its urgency", new() { Urgencies = [Urgency.High] } },
        { "its age group", new() { AgeGroups = ["0-5"] } },
        { "others excluded", new() { ExcludeCommunes = [new("B")], ExcludeProvinces = [new("P2")], ExcludeItems = [Tiny.Meal.Id] } },
        { "there on the day it is needed", new() { AvailableFrom = new DateOnly(2026, 12, 15) } },
        { "last day is the day of the round", new() { AvailableUntil = AsOf } },
    };

    public static TheoryData<string, PledgeConditions> Failing => new()
    {
        { "items", new() { Items = [Tiny.Meal.Id], Categories = ["wash"] } },
        { "provinces", new() { Provinces = [new("P2")], Districts = [new("D2")], Communes = [new("B")] } },
        { "zones", new() { Zones = [Zone.II, Zone.I] } },
        { "tiers", new() { Tiers = [3] } },
        { "urgencies", new() { Urgencies = [Urgency.Critical] } },
        { "age_groups", new() { AgeGroups = ["6-11"] } },
        { "exclude_provinces", new() { Communes = [new("A")], ExcludeProvinces = [new("P1")] } },
        { "exclude_communes", new() { Provinces = [new("P1")], ExcludeCommunes = [new("A")] } },
        { "exclude_items", new() { Categories = ["warm"], ExcludeItems = [Tiny.Blanket.Id] } },
        { "available_from", new() { AvailableFrom = new DateOnly(2026, 12, 16) } },
        { "available_until", new() { AvailableUntil = new DateOnly(2026, 11, 21) } },
    };

    [Fact]
    public void Used_goods_do_not_serve_a_line_that_asks_for_new_ones()
    {
        var used = Tiny.Goods("g1", Tiny.Blanket, 10) with { Conditions = new() { Quality = GoodsQuality.Used } };

        Assert.Equal("quality", Obstacle(used, Line with { Quality = AcceptedQuality.New }));
        Assert.Null(Obstacle(used, Line with { Quality = AcceptedQuality.UsedOk }));
        var apart = Tiny.Money("m1", 10) with { Conditions = new() { NoOutsideAid = true } };
        Assert.Equal("no_outside_aid", Obstacle(apart, Line with { HasOutsideAid = true }));
        Assert.Null(Obstacle(apart, Line));
        Assert.Null(Obstacle(used, Line));
    }

    [Theory, MemberData(nameof(Holding))]
    public void A_pledge_may_serve_when_every_condition_holds(string why, PledgeConditions conditions)
    {
        Assert.True(Obstacle(Tiny.Money("g1", 10, conditions), Line) is null, why);
    }

    [Theory, MemberData(nameof(Failing))]
    public void One_condition_that_fails_is_named(string condition, PledgeConditions conditions)
    {
        Assert.Equal(condition, Obstacle(Tiny.Money("g1", 10, conditions), Line));
    }

    [Fact]
    public void Goods_serve_their_own_item_only()
    {
        Assert.Null(Obstacle(Tiny.Goods("g1", Tiny.Blanket, 10), Line));
        Assert.Equal("item_code", Obstacle(Tiny.Goods("g1", Tiny.Meal, 10), Line));
    }

    [Fact]
    public void A_line_without_a_day_or_an_age_group_waits_for_any_day_and_is_in_no_age_group()
    {
        var open = Line with { NeededBy = null, AgeGroup = null };

        Assert.Null(Obstacle(Tiny.Money("g1", 10, new() { AvailableFrom = new DateOnly(2027, 6, 1) }), open));
        Assert.Equal("age_groups", Obstacle(Tiny.Money("g1", 10, new() { AgeGroups = ["0-5"] }), open));
    }

    [Fact]
    public void Rejected_lines_take_no_part_and_reported_ones_only_where_the_planner_allows()
    {
        var onlyVerified = new RoundPolicy { OnlyVerified = true };

        Assert.False(Eligibility.TakesPart(Line with { Status = NeedStatus.Rejected }, new RoundPolicy()));
        Assert.True(Eligibility.TakesPart(Line with { Status = NeedStatus.Reported }, new RoundPolicy()));
        Assert.False(Eligibility.TakesPart(Line with { Status = NeedStatus.Reported }, onlyVerified));
        Assert.True(Eligibility.TakesPart(Line, onlyVerified));
    }

    [Fact]
    public void A_share_of_a_line_is_cut_to_whole_dong_or_units_and_only_projects_have_prices_of_their_own()
    {
        var third = new PledgeConditions { MaxSharePercent = 33 };
        var line = Line with { OwnUnitCost = new Vnd(999) };

        Assert.Equal(10, Eligibility.UnitCostVnd(line, Tiny.Blanket));
        Assert.Equal(999, Eligibility.UnitCostVnd(line, Tiny.Toilet));
        Assert.Equal(3, Eligibility.ShareLimit(Tiny.Goods("g1", Tiny.Blanket, 9, third), Line, 10));
        Assert.Equal(33, Eligibility.ShareLimit(Tiny.Money("g1", 9, third), Line, 10));
        Assert.Null(Eligibility.ShareLimit(Tiny.Money("g1", 9), Line, 10));
    }

    [Fact]
    public void Classes_go_by_urgency_then_tier_then_kind_unless_the_planner_reorders()
    {
        var round = Tiny.Round(
            [
                Tiny.Need("n1", Tiny.A, Tiny.Toilet, 1),
                Tiny.Need("n2", Tiny.A, Tiny.Blanket, 1),
                Tiny.Need("n3", Tiny.A, Tiny.Toilet, 1) with { Urgency = Urgency.Critical },
                Tiny.Need("n4", Tiny.A, Tiny.Blanket, 1) with { Status = NeedStatus.Rejected },
            ],
            []);
        var byKind = round with { Policy = new RoundPolicy { ClassOrder = [ClassKey.Kind] } };

        Assert.Equal([3, 2, 1, 0], ClassOrder.NumberLines(round).AsEnumerable());
        Assert.Equal([3, 1, 2, 0], ClassOrder.NumberLines(byKind).AsEnumerable());
    }

    private static string? Obstacle(Pledge pledge, NeedLine line) => Eligibility.FirstObstacle(pledge, line, Tiny.Blanket, Tiny.A, AsOf);
}
