using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Plans;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;
using Xunit;

namespace Matching.Verify.Tests;

/// <summary>One line of ten jackets for ages 3-5 in A (province 11, district 111, zone III, so tier 1), needed by the first of December.</summary>
public sealed class EligibilityTests
{
    private static readonly DateOnly December = new(2026, 12, 1);

    private static readonly Dictionary<string, (PledgeConditions Holds, PledgeConditions Fails)> Conditions = new(StringComparer.Ordinal)
    {
        ["items, categories"] = (
            new() { Items = [new("toilet")], Categories = ["clothes"] },
            new() { Items = [new("toilet")], Categories = ["works", "unheard of"] }),
        ["provinces, districts, communes"] = (
            new() { Provinces = [new("12")], Districts = [new("111")], Communes = [new("C")] },
            new() { Provinces = [new("12")], Districts = [new("112"), new("unheard of")], Communes = [new("C")] }),
        ["zones"] = (new() { Zones = [Zone.I, Zone.III] }, new() { Zones = [Zone.None, Zone.I, Zone.II] }),
        ["tiers"] = (new() { Tiers = [1] }, new() { Tiers = [2, 3, 4] }),
        ["urgencies"] = (new() { Urgencies = [Urgency.High] }, new() { Urgencies = [Urgency.Critical, Urgency.Normal] }),
        ["age_groups"] = (new() { AgeGroups = ["6-8", "3-5"] }, new() { AgeGroups = ["6-8"] }),
        ["exclude_provinces"] = (new() { ExcludeProvinces = [new("12")] }, new() { Provinces = [new("11")], ExcludeProvinces = [new("11")] }),
        ["exclude_communes"] = (new() { ExcludeCommunes = [new("B")] }, new() { Communes = [new("A")], ExcludeCommunes = [new("A")] }),
        ["exclude_items"] = (new() { ExcludeItems = [new("toilet")] }, new() { Categories = ["clothes"], ExcludeItems = [new("jacket")] }),
        ["available_from"] = (new() { AvailableFrom = December }, new() { AvailableFrom = December.AddDays(1) }),
        ["instalments"] = (new() { Instalments = [new(December, 900), new(December.AddDays(1), 100)] }, new() { Instalments = [new(December.AddDays(1), 1_000)] }),
        ["available_until"] = (new() { AvailableUntil = new(2026, 11, 22) }, new() { AvailableUntil = new(2026, 11, 21) }),
    };

    private static readonly Dictionary<string, PledgeConditions> Amounts = new(StringComparer.Ordinal)
    {
        ["max_per_commune"] = new() { MaxPerCommune = 2_000 },
        ["max_per_province"] = new() { MaxPerProvince = 2_000 },
        ["max_commune_share_percent"] = new() { MaxCommuneSharePercent = 100 },
        ["max_province_share_percent"] = new() { MaxProvinceSharePercent = 100 },
        ["max_share_percent"] = new() { MaxSharePercent = 100 },
        ["delivery_percent"] = new() { DeliveryPercent = 0 },
        ["exclusive"] = new() { Exclusive = Exclusivity.Line },
        ["not_with_donors"] = new() { NotWithDonors = [new("unheard of")] },
        ["only_full_lines"] = new() { OnlyFullLines = true },
        ["cofund_min_percent"] = new() { CofundMinPercent = 0 },
        ["match_percent"] = new() { MatchPercent = 100 },
        ["tier1_percent"] = new() { Tier1Percent = 0 },
        ["min_per_commune"] = new() { MinPerCommune = 0 },
        ["max_communes"] = new() { MaxCommunes = 9 },
        ["all_or_nothing"] = new() { AllOrNothing = true },
    };

    public static TheoryData<string> Names => [.. Conditions.Keys];

    public static TheoryData<string> EveryName => [.. Conditions.Keys, .. Amounts.Keys];

    [Theory, MemberData(nameof(Names))]
    public void A_pledge_serves_a_line_when_the_condition_holds(string condition) =>
        Assert.DoesNotContain(Audit(Conditions[condition].Holds), found => found.Kind == ViolationKind.NotEligible);

    [Theory, MemberData(nameof(Names))]
    public void A_pledge_that_serves_a_line_against_its_condition_is_named_with_it(string condition)
    {
        var found = Assert.Single(Audit(Conditions[condition].Fails), found => found.Kind == ViolationKind.NotEligible);

        Assert.Equal((condition, "m", "a"), (found.What, found.Pledge?.Value, found.Need?.Value));
    }

    [Theory, MemberData(nameof(EveryName))]
    public void Money_that_states_any_condition_at_all_feeds_no_reserve(string condition)
    {
        var conditions = Amounts.TryGetValue(condition, out var amount) ? amount : Conditions[condition].Holds;

        Assert.Contains(Audit(PledgeConditions.None, reserve: 50), found => found.Kind == ViolationKind.OverAvailable);
        Assert.DoesNotContain(Audit(conditions, reserve: 50), found => found.Kind == ViolationKind.OverAvailable);
    }

    [Fact]
    public void A_day_from_which_a_pledge_is_there_means_nothing_to_a_line_that_names_none()
    {
        var found = Audit(new() { AvailableFrom = December.AddDays(1) }, line => line with { NeededBy = null });

        Assert.DoesNotContain(found, violation => violation.Kind == ViolationKind.NotEligible);
    }

    [Fact]
    public void A_line_without_an_age_group_is_not_among_the_listed_ones()
    {
        var found = Audit(new() { AgeGroups = ["3-5"] }, line => line with { AgeGroup = null });

        Assert.Contains(found, violation => violation is { Kind: ViolationKind.NotEligible, What: "age_groups" });
    }

    [Theory]
    [InlineData(Zone.III, null, 1)]
    [InlineData(Zone.II, null, 2)]
    [InlineData(Zone.I, null, 3)]
    [InlineData(Zone.None, null, 4)]
    [InlineData(Zone.III, 7, 7)]
    public void The_tier_is_as_stated_or_follows_the_zone(Zone zone, int? stated, int tier)
    {
        var round = Tiny.Round([Tiny.Jackets("a", 10)], [Tiny.Money("m", 1_000, new() { Tiers = [tier] })]);
        round = round with { Communes = round.Communes.SetItem(0, round.Communes[0] with { Zone = zone, PriorityTier = stated }) };

        Assert.Empty(PlanAudit.Violations(round, Served(round, tier), Fairness.Leximin));
    }

    [Fact]
    public void Goods_serve_lines_of_their_own_item_only()
    {
        var round = Tiny.Round([Tiny.Jackets("a", 10)], [Tiny.Goods("m", "toilet", 10)]);

        Assert.Contains(PlanAudit.Violations(round, Served(round), Fairness.Leximin), found => found is { Kind: ViolationKind.NotEligible, What: "item_code" });
    }

    [Theory]
    [InlineData(AcceptedQuality.New, GoodsQuality.Used, false)]
    [InlineData(AcceptedQuality.New, GoodsQuality.New, true)]
    [InlineData(AcceptedQuality.New, null, true)]
    [InlineData(AcceptedQuality.UsedOk, GoodsQuality.Used, true)]
    [InlineData(null, GoodsQuality.Used, true)]
    public void Used_goods_do_not_serve_a_line_that_asks_for_new_ones(AcceptedQuality? accepted, GoodsQuality? given, bool holds)
    {
        var round = Tiny.Round(
            [Tiny.Jackets("a", 10) with { Quality = accepted }], [Tiny.Goods("m", "jacket", 10, new() { Quality = given })]);

        var found = PlanAudit.Violations(round, Served(round) with { Threads = [] }, Fairness.MaxCoverage);

        Assert.Equal(!holds, found.Any(violation => violation is { Kind: ViolationKind.NotEligible, What: "quality" }));
    }

    [Theory]
    [InlineData("A", "jacket", false)]
    [InlineData("A", "toilet", true)]
    [InlineData("B", "jacket", true)]
    public void A_donor_who_gives_nothing_beside_outside_aid_serves_no_line_of_that_commune_and_item(string commune, string item, bool holds)
    {
        var aid = new ExternalAid { Commune = new(commune), Item = new(item), Quantity = 1, Source = "S", Date = December, Need = new("other") };
        var round = Tiny.Round([Tiny.Jackets("a", 10)], [Tiny.Money("m", 1_000, new() { NoOutsideAid = true })]) with { ExternalAid = [aid] };

        var found = PlanAudit.Violations(round, Served(round) with { Threads = [] }, Fairness.MaxCoverage);

        Assert.Equal(!holds, found.Any(violation => violation is { Kind: ViolationKind.NotEligible, What: "no_outside_aid" }));
    }

    [Fact]
    public void A_round_that_names_a_commune_it_does_not_hold_is_refused()
    {
        var round = Tiny.Round([Tiny.Jackets("a", 10), Tiny.Jackets("x", 10)], []);

        Assert.Throws<ArgumentException>(() => PlanAudit.Violations(round, Served(Tiny.Round([Tiny.Jackets("a", 10)], [Tiny.Money("m", 1_000)])), Fairness.Leximin));
    }

    [Theory]
    [InlineData(ProjectsPlace.After, new ClassKey[0], "critical 1 Consumable, critical 1 Project, high 1 Consumable, high 4 Consumable")]
    [InlineData(ProjectsPlace.Before, new ClassKey[0], "critical 1 Project, critical 1 Consumable, high 1 Consumable, high 4 Consumable")]
    [InlineData(ProjectsPlace.After, new[] { ClassKey.Kind }, "critical 1 Consumable, high 1 Consumable, high 4 Consumable, critical 1 Project")]
    [InlineData(ProjectsPlace.After, new[] { ClassKey.Tier, ClassKey.Kind }, "critical 1 Consumable, high 1 Consumable, critical 1 Project, high 4 Consumable")]
    public void Classes_follow_the_planners_keys_and_the_default_ones_behind_them(ProjectsPlace projects, ClassKey[] keys, string order)
    {
        var round = Tiny.Round(
            [Tiny.Jackets("a", 1), Tiny.Jackets("b", 1), Tiny.Jackets("c", 1, Urgency.Critical), Tiny.Jackets("d", 1, Urgency.Critical) with { Commune = new("C"), Item = new("toilet") }],
            [],
            new RoundPolicy { ClassOrder = [.. keys], Projects = projects });
        round = round with { Communes = round.Communes.SetItem(1, round.Communes[1] with { Zone = Zone.None }) };
        PriorityClass[] classes = [.. order.Split(", ").Select((text, i) => text.Split(' ') is var part
            ? new PriorityClass(i + 1, Enum.Parse<Urgency>(part[0], ignoreCase: true), int.Parse(part[1], System.Globalization.CultureInfo.InvariantCulture), Enum.Parse<ItemKind>(part[2]))
            : throw new InvalidOperationException())];
        var draft = new Draft(round) { Classes = [.. classes], Fair = Known.Shares(("a", 0), ("b", 0), ("c", 0), ("d", 0)) };

        Assert.DoesNotContain(PlanAudit.Violations(round, draft, Fairness.MaxCoverage), found => found.Kind is ViolationKind.WrongClass or ViolationKind.ClassAccount);
    }

    private static Draft Served(Round round, int tier = 1) => new(round)
    {
        Classes = [new(1, Urgency.High, tier, ItemKind.Consumable)],
        Shipments = [("m", "a", round.Pledges[0].Amount)],
        Threads = [("m", "a", 1_000)],
    };

    private static IEnumerable<Violation> Audit(PledgeConditions conditions, Func<NeedLine, NeedLine>? edit = null, int reserve = 0)
    {
        var line = Tiny.Jackets("a", 10) with { AgeGroup = "3-5", NeededBy = December };
        var round = Tiny.Round([edit?.Invoke(line) ?? line], [Tiny.Money("m", 1_000, conditions)], new RoundPolicy { ReservePercent = reserve });
        return PlanAudit.Violations(round, Served(round) with { Threads = [] }, Fairness.MaxCoverage);
    }
}
