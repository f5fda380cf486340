using Matching.Cli.Terminal;
using Matching.Engine.Allocation;
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
