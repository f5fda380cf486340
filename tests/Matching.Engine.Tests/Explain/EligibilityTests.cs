using Matching.Engine.Explain;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;
using Xunit;

namespace Matching.Engine.Tests.Explain;

public sealed class EligibilityTests
{
    private static readonly NeedLine Line = Tiny.Need("n", Tiny.A, Tiny.Jacket, 10) with { AgeGroup = "3-5", NeededBy = new(2026, 12, 1) };

    public static TheoryData<string, PledgeConditions, bool> Conditions => new()
    {
        { "items", new() { Items = [Tiny.Jacket] }, true },
        { "items", new() { Items = [Tiny.Lunch] }, false },
        { "categories", new() { Categories = ["clothes"] }, true },
        { "categories", new() { Categories = ["food"] }, false },
        { "categories, items", new() { Categories = ["clothes"], Items = [Tiny.Lunch] }, true },
        { "categories, items", new() { Categories = ["food"], Items = [Tiny.Jacket] }, true },
        { "categories, items", new() { Categories = ["food"], Items = [Tiny.Lunch] }, false },
        { "provinces", new() { Provinces = [new("11")] }, true },
        { "provinces", new() { Provinces = [new("12")] }, false },
        { "districts", new() { Districts = [new("101")] }, true },
        { "districts", new() { Districts = [new("102")] }, false },
        { "communes", new() { Communes = [Tiny.A] }, true },
        { "communes", new() { Communes = [Tiny.B, Tiny.C] }, false },
        { "provinces, districts, communes", new() { Provinces = [new("12")], Districts = [new("102")], Communes = [Tiny.A] }, true },
        { "provinces, communes", new() { Provinces = [new("12")], Communes = [Tiny.B] }, false },
        { "zones", new() { Zones = [Zone.III] }, true },
        { "zones", new() { Zones = [Zone.I, Zone.II] }, false },
        { "tiers", new() { Tiers = [1] }, true },
        { "tiers", new() { Tiers = [2, 3] }, false },
        { "urgencies", new() { Urgencies = [Urgency.Critical] }, true },
        { "urgencies", new() { Urgencies = [Urgency.Normal] }, false },
        { "age_groups", new() { AgeGroups = ["3-5"] }, true },
        { "age_groups", new() { AgeGroups = ["6-8"] }, false },
        { "exclude_provinces", new() { ExcludeProvinces = [new("12")] }, true },
        { "exclude_provinces", new() { ExcludeProvinces = [new("11")] }, false },
        { "exclude_communes", new() { ExcludeCommunes = [Tiny.B] }, true },
        { "exclude_communes", new() { ExcludeCommunes = [Tiny.A] }, false },
        { "exclude_items", new() { ExcludeItems = [Tiny.Lunch] }, true },
        { "exclude_items", new() { ExcludeItems = [Tiny.Jacket] }, false },
        { "available_from", new() { AvailableFrom = new(2026, 12, 1) }, true },
        { "available_from", new() { AvailableFrom = new(2026, 12, 2) }, false },
        { "available_until", new() { AvailableUntil = Tiny.Day }, true },
        { "available_until", new() { AvailableUntil = Tiny.Day.AddDays(-1) }, false },
    };

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void A_donor_who_gives_nothing_beside_outside_aid_is_kept_from_aided_lines_by_name(bool aided, bool holds)
    {
        var answer = Check(Line with { HasOutsideAid = aided }, Tiny.Money("p", 1_000).On(new() { NoOutsideAid = true }));

        Assert.Equal(("no_outside_aid", holds), (answer.Checks[^1].Columns, answer.Checks[^1].Holds));
    }

    [Theory]
    [InlineData(AcceptedQuality.New, false)]
    [InlineData(AcceptedQuality.UsedOk, true)]
    [InlineData(null, true)]
    public void Used_goods_are_kept_from_a_line_of_new_ones_by_name(AcceptedQuality? accepted, bool holds)
    {
        var answer = Check(Line with { Quality = accepted }, Tiny.Goods("p", Tiny.Jacket, 1).On(new() { Quality = GoodsQuality.Used }));

        Assert.Equal(("quality", holds), (answer.Checks[^1].Columns, answer.Checks[^1].Holds));
    }

    [Theory]
    [MemberData(nameof(Conditions))]
    public void Each_condition_holds_or_blocks_by_its_own_name(string columns, PledgeConditions conditions, bool holds)
    {
        var answer = Check(Line, Tiny.Money("p", 1).On(conditions));

        var check = Assert.Single(answer.Checks);
        Assert.Equal((columns, holds), (check.Columns, check.Holds));
        Assert.Equal(holds, answer.IsEligible);
    }

    [Fact]
    public void A_pledge_that_states_nothing_may_serve_any_line() => Assert.Empty(Check(Line, Tiny.Money("p", 1)).Checks);

    [Fact]
    public void An_exclusion_beats_an_inclusion()
    {
        var answer = Check(Line, Tiny.Money("p", 1).On(new() { Communes = [Tiny.A], ExcludeCommunes = [Tiny.A] }));

        Assert.Equal("exclude_communes", Assert.Single(answer.Blocking).Columns);
    }

    [Fact]
    public void A_line_without_a_day_is_served_by_money_of_any_day()
    {
        var late = Tiny.Money("p", 1).On(new() { AvailableFrom = new(2030, 1, 1) });

        Assert.True(Check(Line with { NeededBy = null }, late).IsEligible);
    }

    [Fact]
    public void A_line_without_an_age_group_is_in_no_list_of_age_groups() =>
        Assert.False(Check(Line with { AgeGroup = null }, Tiny.Money("p", 1).On(new() { AgeGroups = ["3-5"] })).IsEligible);

    [Fact]
    public void Goods_serve_their_own_item_only()
    {
        Assert.True(Check(Line, Tiny.Goods("g", Tiny.Jacket, 1)).IsEligible);
        Assert.Equal("item_code", Assert.Single(Check(Line, Tiny.Goods("g", Tiny.Lunch, 1)).Blocking).Columns);
    }

    [Fact]
    public void A_rejected_line_takes_no_part() =>
        Assert.Equal("status", Assert.Single(Check(Line with { Status = NeedStatus.Rejected }, Tiny.Money("p", 1)).Blocking).Columns);

    [Theory]
    [InlineData(NeedStatus.Reported, false)]
    [InlineData(NeedStatus.Verified, true)]
    public void A_round_of_verified_needs_takes_verified_lines_only(NeedStatus status, bool eligible)
    {
        var round = Tiny.Round([Line with { Status = status }], [Tiny.Money("p", 1)]) with { Policy = new() { OnlyVerified = true } };

        var answer = Eligibility.Check(new RoundLookup(round), round.Pledges[0], 0);

        Assert.Equal(("only_verified", eligible), (Assert.Single(answer.Checks).Columns, answer.IsEligible));
    }

    [Fact]
    public void All_conditions_that_block_are_named()
    {
        var answer = Check(Line, Tiny.Money("p", 1).On(new() { Zones = [Zone.I], Tiers = [4], Urgencies = [Urgency.Critical], Items = [Tiny.Lunch] }));

        Assert.Equal(["items", "zones", "tiers"], answer.Blocking.Select(c => c.Columns));
    }

    [Theory]
    [MemberData(nameof(RandomRounds.Seeds), MemberType = typeof(RandomRounds))]
    public void The_quick_answer_is_the_answer_of_all_checks(int seed)
    {
        var round = RandomRounds.Create(seed);
        var lookup = new RoundLookup(round);
        foreach (var pledge in round.Pledges)
        {
            for (var n = 0; n < round.Needs.Length; n++)
            {
                Assert.Equal(Eligibility.Check(lookup, pledge, n).IsEligible, Eligibility.MayServe(lookup, pledge, n));
            }
        }
    }

    private static EligibilityAnswer Check(NeedLine line, Pledge pledge)
    {
        var round = Tiny.Round([line], [pledge]);
        return Eligibility.Check(new RoundLookup(round), pledge, 0);
    }
}
