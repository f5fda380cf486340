using Matching.Cli.Terminal;
using Matching.Engine.Allocation;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;
using Matching.Files;
using Matching.Samples;

namespace Matching.Cli.Tests;

public sealed class BatchTests : IDisposable
{
    private readonly Desk _desk = new() { Allocator = new LeximinAllocator() };

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task Every_sub_folder_with_a_round_is_a_row()
    {
        _desk.WriteRound("rounds/north");
        _desk.WriteRound("rounds/south", Tiny.TwoCommunes() with { Policy = new RoundPolicy { OnlyVerified = true } });
        _desk.WriteFile("rounds/notes/readme.txt", "no round");

        Assert.Equal(ExitCode.Done, await _desk.RunAsync("batch", _desk.At("rounds"), "--lang", "en"));

        Assert.Matches(@"north +3 +7\.6 +7\.6 +100 % +40 % .* 60 % +0/3", _desk.Out);
        Assert.Matches(@"south +0 +7\.6 +0\.0 ", _desk.Out);
        Assert.DoesNotContain("notes", _desk.Out, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_desk.At("out")));
    }

    [Fact]
    public async Task What_ifs_stand_beside_the_unchanged_round()
    {
        _desk.WriteRound("case/base");
        _desk.WriteFile("case/what-if.json", """
            { "round": "base", "variants": [
              { "name": "widest", "policy": { "fairness": "max_coverage" } },
              { "name": "without the company", "drop_pledges": ["for-a"] },
              { "name": "twice the sets", "extra_amounts": { "sets-for-b": 1 } },
              { "name": "a gift for B", "new_money": [ { "pledge_id": "gift", "amount_vnd": 3000000, "communes": ["B"], "items": ["warm_set"] } ] }
            ] }
            """);

        Assert.Equal(ExitCode.Done, await _desk.RunAsync("batch", _desk.At("case"), "--lang", "en", "--out", _desk.At("plans")));

        Assert.Matches(@"base +3 +7\.6 +7\.6 ", _desk.Out);
        Assert.Matches(@"widest +3 +7\.6 ", _desk.Out);
        Assert.Matches(@"without the company +3 +2\.0 +2\.0 ", _desk.Out);
        Assert.Matches(@"twice the sets +3 +8\.1 +8\.1 +100 % +50 % ", _desk.Out);
        Assert.Matches(@"a gift for B +3 +10\.6 +10\.5 +99\.5 % +80 % ", _desk.Out);
    }

    [Fact]
    public async Task Conditions_pledges_prices_and_tiers_can_be_other_than_they_are()
    {
        var cap = new PledgeConditions { Communes = [Tiny.A], MaxPerCommune = 5_000_000, MaxSharePercent = 60 };
        _desk.WriteRound("case/base", Tiny.TwoCommunes() with
        {
            Pledges = [Tiny.Money("for-a", 5_600_000, cap) with { DonorName = "Quỹ \"A\"\n" }, .. Tiny.TwoCommunes().Pledges.Skip(1)],
        });
        _desk.WriteFile("case/what-if.json", """
            { "round": "base", "variants": [
              { "name": "v1", "drop_conditions": { "for-a": ["max_share_percent", "communes"] } },
              { "name": "v2", "set_conditions": { "for-a": { "max_per_commune": 5600000, "communes": ["A", "B"], "all_or_nothing": true } } },
              { "name": "v3", "new_pledges": [
                { "pledge_id": "g", "donor_id": "d", "donor_name": "Hội", "kind": "goods", "item_code": "warm_set", "quantity": 3, "communes": "B", "tiers": [1, 2], "available_until": "2026-12-31" },
                { "pledge_id": "m", "donor_id": "d", "kind": "money", "amount_vnd": 1000000, "min_per_commune": 500000 } ] },
              { "name": "v4", "prices": { "warm_set": 400000 }, "tiers": { "B": 2 } }
            ] }
            """);

        Assert.Equal(ExitCode.Done, await _desk.RunAsync("batch", _desk.At("case"), "--out", _desk.At("plans"), "--lang", "en"));

        Round Made(string name) => RoundFolder.Read(_desk.At($"plans/{name}/round")).Round!;
        var dropped = Made("v1").Pledges[0];
        Assert.Equal((5_000_000L, null, "Quỹ \"A\"\n"), (dropped.Conditions.MaxPerCommune, dropped.Conditions.MaxSharePercent, dropped.DonorName));
        Assert.Empty(dropped.Conditions.Communes);
        var set = Made("v2").Pledges[0].Conditions;
        Assert.Equal((5_600_000L, 60, true), (set.MaxPerCommune, set.MaxSharePercent, set.AllOrNothing));
        Assert.Equal(["A", "B"], set.Communes.Select(c => c.Code));
        var goods = Made("v3").Pledges[3];
        Assert.Equal(("g", PledgeKind.Goods, 3L, "warm_set"), (goods.Id.Value, goods.Kind, goods.Amount, goods.Item!.Value.Code));
        Assert.Equal([1, 2], goods.Conditions.Tiers.AsEnumerable());
        Assert.Equal(500_000, Made("v3").Pledges[4].Conditions.MinPerCommune);
        Assert.Equal((400_000L, 2), (Made("v4").Items[0].UnitCost.Dong, Made("v4").Communes[1].Tier));
        foreach (var name in (string[])["v1", "v2", "v3", "v4"])
        {
            Assert.Equal(ExitCode.Done, await _desk.RunAsync("verify", _desk.At($"plans/{name}/round"), _desk.At($"plans/{name}/plan")));
        }
    }

    [Fact]
    public async Task A_what_if_is_told_against_the_base_class_by_class_and_line_by_line()
    {
        _desk.Width = 140;
        _desk.WriteRound("case/base");
        _desk.WriteFile("case/what-if.json", """
            { "round": "base", "variants": [
              { "name": "gift", "extra_amounts": { "sets-for-b": 1 } }, { "name": "B later", "tiers": { "B": 2 } } ] }
            """);

        Assert.Equal(ExitCode.Done, await _desk.RunAsync("batch", _desk.At("case"), "--out", _desk.At("plans"), "--lang", "en"));

        Assert.Matches(@"gift, against base", _desk.Out);
        Assert.Matches(@"normal · tier 1 · consumables +7\.6 → 8\.1 +40 % → 50 % +60 % → 63\.3 % +7\.6 → 8\.1 +\+0\.5", _desk.Out);
        Assert.Matches(@"All of it +\+0\.5", _desk.Out);
        Assert.Matches(@"normal · tier 2 · consumables +– → ", _desk.Out);
        Assert.Equal(
            [
                "need_id,class_before,class_after,open_before,open_after,fair_share_before,fair_share_after,allocated_before,allocated_after,"
                    + "coverage_before,coverage_after,value_before_vnd,value_after_vnd,reason_before,reason_after",
                "a-lunch,1,1,20,20,14.000000,14.000000,14,14,0.700000,0.700000,2100000,2100000,held_by_bottleneck,held_by_bottleneck",
                "a-warm,1,1,10,10,7.000000,7.000000,7,7,0.700000,0.700000,3500000,3500000,held_by_bottleneck,held_by_bottleneck",
                "b-warm,1,1,10,10,4.000000,5.000000,4,5,0.400000,0.500000,2000000,2500000,held_by_bottleneck,held_by_bottleneck",
            ],
            await File.ReadAllLinesAsync(_desk.At("plans/gift/difference.csv")));
        Assert.Equal(["difference.csv", "plan", "round"], Directory.GetFileSystemEntries(_desk.At("plans/gift")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_plan_of_a_what_if_can_be_verified_against_its_own_round()
    {
        _desk.WriteRound("case/base");
        _desk.WriteFile("case/what-if.json", """{ "round": "base", "variants": [ { "name": "gift", "extra_amounts": { "for-a": 1000000 } } ] }""");
        await _desk.RunAsync("batch", _desk.At("case"), "--out", _desk.At("plans"));

        Assert.Equal(ExitCode.Done, await _desk.RunAsync("verify", _desk.At("plans/gift/round"), _desk.At("plans/gift/plan")));
        Assert.Equal("", _desk.Error);
        Assert.Equal(ExitCode.Done, await _desk.RunAsync("verify", _desk.At("case/base"), _desk.At("plans/base/plan")));
        Assert.Equal("", _desk.Error);
    }

    [Fact]
    public async Task A_policy_is_overridden_member_by_member()
    {
        _desk.WriteRound("case/base", Tiny.TwoCommunes() with { Policy = new RoundPolicy { ReservePercent = 10, ProvinceCapPercent = 90 } });
        _desk.WriteFile("case/what-if.json", """
            { "round": "base", "variants": [ { "name": "v", "policy": {
              "fairness": "max_coverage", "province_cap_percent": null, "class_order": ["kind", "tier"], "projects": "before", "only_verified": false } } ] }
            """);

        await _desk.RunAsync("batch", _desk.At("case"), "--out", _desk.At("plans"));

        var policy = RoundFolder.Read(_desk.At("plans/v/round")).Round!.Policy;
        Assert.Equal(Fairness.MaxCoverage, policy.Fairness);
        Assert.Null(policy.ProvinceCapPercent);
        Assert.Equal([ClassKey.Kind, ClassKey.Tier], policy.ClassOrder.Take(2));
        Assert.Equal(ProjectsPlace.Before, policy.Projects);
        Assert.Equal(10, policy.ReservePercent);
    }

    [Theory]
    [InlineData("""{ "variants": [] }""", "round", "the member \"round\"")]
    [InlineData("""{ "round": "base", "variants": {} }""", "variants", "a list")]
    [InlineData("""{ "round": "base", "variants": [ { "name": "a/b" } ] }""", "variants[0].name", "without / and")]
    [InlineData("""{ "round": "base", "variants": [ { "name": "a" }, { "name": "A" } ] }""", "variants[1].name", "a name of its own")]
    [InlineData("""{ "round": "base", "variants": [ { "name": "a", "polcy": {} } ] }""", "variants[0].polcy", "one of name, policy")]
    [InlineData("""{ "round": "base", "variants": [ { "name": "a", "policy": { "reserve_percent": 1e1 } } ] }""", "policy.reserve_percent", "from 0 to 100")]
    [InlineData("""{ "round": "base", "variants": [ { "name": "a", "policy": { "fairness": "fair" } } ] }""", "policy.fairness", "leximin, max_coverage")]
    [InlineData("""{ "round": "base", "variants": [ { "name": "a", "policy": { "class_order": ["tier", "tier"] } } ] }""", "class_order[1]", "each key once")]
    [InlineData("""{ "round": "base", "variants": [ { "name": "a", "drop_pledges": ["nobody"] } ] }""", "nobody", "pledge_id of pledges.csv")]
    [InlineData("""{ "round": "base", "variants": [ { "name": "a", "extra_amounts": { "for-a": 0 } } ] }""", "extra_amounts.for-a", "from 1 to")]
    [InlineData("""{ "round": "base", "variants": [ { "name": "a", "new_money": [ { "pledge_id": "for-a", "amount_vnd": 5 } ] } ] }""", "for-a", "does not use")]
    [InlineData("""{ "round": "base", "variants": [ { "name": "a", "new_money": [ { "pledge_id": "x", "amount_vnd": 5, "items": ["hat"] } ] } ] }""", "hat", "item_code of items.csv")]
    [InlineData("""{ "round": "base", "variants": [ { "name": "base" } ] }""", "base", "no round of the folder")]
    [InlineData("""{ "round": "base", "variants": [ { "name": "a", "extra_amounts": { "for-a": 1, "for-a": 2 } } ] }""", "extra_amounts.for-a", "each member once")]
    [InlineData("""{ "round": "base", "variants": [ { "name": "a", "drop_conditions": { "nobody": ["zones"] } } ] }""", "variants[0].drop_conditions.nobody", "pledge_id of pledges.csv")]
    [InlineData("""{ "round": "base", "variants": [ { "name": "a", "drop_conditions": { "for-a": ["zone"] } } ] }""", "variants[0].drop_conditions.for-a[0]", "one of available_from")]
    [InlineData("""{ "round": "base", "variants": [ { "name": "a", "drop_conditions": { "for-a": ["zones"] } } ] }""", "drop_conditions.for-a", "a condition that for-a states")]
    [InlineData("""{ "round": "base", "variants": [ { "name": "a", "drop_conditions": { "for-a": "zones" } } ] }""", "drop_conditions.for-a", "a list")]
    [InlineData("""{ "round": "base", "variants": [ { "name": "a", "drop_conditions": { "for-a": ["communes"] }, "set_conditions": { "for-a": { "communes": "B" } } } ] }""", "for-a", "dropped or set, once")]
    [InlineData("""{ "round": "base", "variants": [ { "name": "a", "drop_pledges": ["for-a"], "drop_conditions": { "for-a": ["communes"] } } ] }""", "for-a", "drop_pledges does not take away")]
    [InlineData("""{ "round": "base", "variants": [ { "name": "a", "set_conditions": { "for-a": { "amount_vnd": 5 } } } ] }""", "set_conditions.for-a.amount_vnd", "one of available_from")]
    [InlineData("""{ "round": "base", "variants": [ { "name": "a", "set_conditions": { "for-a": { "max_share_percent": 101 } } } ] }""", "set_conditions.for-a.max_share_percent", "from 0 to 100")]
    [InlineData("""{ "round": "base", "variants": [ { "name": "a", "set_conditions": { "for-a": { "communes": ["A", "C"] } } } ] }""", "set_conditions.for-a.communes", "commune_code of communes.csv")]
    [InlineData("""{ "round": "base", "variants": [ { "name": "a", "set_conditions": { "for-a": { "communes": ["A;B"] } } } ] }""", "set_conditions.for-a.communes[0]", "no semicolon")]
    [InlineData("""{ "round": "base", "variants": [ { "name": "a", "set_conditions": { "for-a": { "communes": null } } } ] }""", "set_conditions.for-a.communes", "or a list")]
    [InlineData("""{ "round": "base", "variants": [ { "name": "a", "set_conditions": { "for-a": { "communes": [] } } } ] }""", "set_conditions.for-a.communes", "at least one entry")]
    [InlineData("""{ "round": "base", "variants": [ { "name": "a", "set_conditions": { "for-a": { "min_per_commune": 5600001 } } } ] }""", "set_conditions.for-a.min_per_commune", "at most what the pledge holds")]
    [InlineData("""{ "round": "base", "variants": [ { "name": "a", "set_conditions": { "sets-for-b": { "items": "lunch" } } } ] }""", "set_conditions.sets-for-b.items", "the pledge's own item")]
    [InlineData("""{ "round": "base", "variants": [ { "name": "a", "new_pledges": [ { "donor_id": "d" } ] } ] }""", "new_pledges[0].pledge_id", "the member")]
    [InlineData("""{ "round": "base", "variants": [ { "name": "a", "new_pledges": [ { "pledge_id": " " } ] } ] }""", "new_pledges[0].pledge_id", "a value")]
    [InlineData("""{ "round": "base", "variants": [ { "name": "a", "new_pledges": [ { "pledge_id": "x", "donor_id": "d", "kind": "money" } ] } ] }""", "new_pledges[0].amount_vnd", "a number from 1")]
    [InlineData("""{ "round": "base", "variants": [ { "name": "a", "new_pledges": [ { "pledge_id": "x", "colour": "red" } ] } ] }""", "new_pledges[0].colour", "one of pledge_id, donor_id")]
    [InlineData("""{ "round": "base", "variants": [ { "name": "a", "new_pledges": [ { "pledge_id": "for-a", "donor_id": "d", "kind": "money", "amount_vnd": 5 } ] } ] }""", "new_pledges[0].pledge_id", "no other pledge uses")]
    [InlineData("""{ "round": "base", "variants": [ { "name": "a", "prices": { "hat": 5 } } ] }""", "variants[0].prices", "item_code of items.csv")]
    [InlineData("""{ "round": "base", "variants": [ { "name": "a", "prices": { "lunch": 0 } } ] }""", "prices.lunch", "from 1 to")]
    [InlineData("""{ "round": "base", "variants": [ { "name": "a", "prices": { "lunch": 1000000000000000 } } ] }""", "a-lunch: 20000000000000000", "no line and no pledge worth more")]
    [InlineData("""{ "round": "base", "variants": [ { "name": "a", "tiers": { "C": 1 } } ] }""", "variants[0].tiers", "commune_code of communes.csv")]
    [InlineData("""{ "round": "base", "variants": [ { "name": "a", "tiers": { "A": 0 } } ] }""", "tiers.A", "from 1 to 999")]
    [InlineData("""{ "round": "base", "variants": [ { "name": "a", "tiers": [] } ] }""", "variants[0].tiers", "an object of commune_code")]
    [InlineData("""{ "round": "elsewhere", "variants": [ { "name": "a" } ] }""", "elsewhere", "a folder with round.json")]
    [InlineData("""{ "round": """, "", "JSON as in docs/command-line.md")]
    public async Task A_faulty_what_if_is_refused_with_its_place_and_a_way_out(string json, string place, string expected)
    {
        _desk.Width = 160;
        _desk.WriteRound("case/base");
        _desk.WriteFile("case/what-if.json", json);

        Assert.Equal(ExitCode.BadInput, await _desk.RunAsync("batch", _desk.At("case"), "--out", _desk.At("plans"), "--lang", "en"));

        var text = string.Join(' ', _desk.Error.Split((char[])['\n', ' '], StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(place, text, StringComparison.Ordinal);
        Assert.Contains(expected, text, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_desk.At("plans")));
    }

    [Fact]
    public async Task One_faulty_round_does_not_keep_the_others_from_being_solved()
    {
        _desk.WriteRound("rounds/good");
        _desk.WriteRound("rounds/bad");
        File.Delete(_desk.At("rounds/bad/items.csv"));

        Assert.Equal(ExitCode.BadInput, await _desk.RunAsync("batch", _desk.At("rounds"), "--lang", "en"));

        Assert.Matches(@"good +3 +7\.6", _desk.Out);
        Assert.Matches(@"✗ bad: \d+ faults in the input; the first: items\.csv", _desk.Out);
    }

    [Theory]
    [InlineData("nowhere", "There is no folder")]
    [InlineData("empty", "has no sub-folder with a round.json")]
    public async Task A_folder_without_rounds_is_bad_input(string folder, string sentence)
    {
        Directory.CreateDirectory(_desk.At("empty"));

        Assert.Equal(ExitCode.BadInput, await _desk.RunAsync("batch", _desk.At(folder), "--lang", "en"));
        Assert.Contains(sentence, _desk.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopping_a_batch_leaves_nothing_behind()
    {
        using var stop = new CancellationTokenSource();
        _desk.WriteRound("rounds/one");
        _desk.Allocator = new EndlessAllocator(stop.Cancel);
        _desk.Cancel = stop.Token;

        Assert.Equal(ExitCode.Stopped, await _desk.RunAsync("batch", _desk.At("rounds"), "--out", _desk.At("plans")));
        Assert.False(Directory.Exists(_desk.At("plans")));
    }
}
