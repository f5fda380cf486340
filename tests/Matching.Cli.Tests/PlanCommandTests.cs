using System.Text.Json;
using Matching.Cli.Terminal;
using Matching.Engine.Allocation;
using Matching.Files;
using Matching.Samples;

namespace Matching.Cli.Tests;

/// <summary>verify, explain and compare: the commands that read a written plan.</summary>
public sealed class PlanCommandTests : IDisposable
{
    private readonly Desk _desk = new() { Allocator = new LeximinAllocator() };

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task A_written_plan_verifies()
    {
        var (round, plan) = await SolvedAsync();

        Assert.Equal(ExitCode.Done, await _desk.RunAsync("verify", round, plan, "--lang", "en"));

        Assert.Equal("✓ The plan is sound: 4 shipments, 7,600,000 ₫; every condition holds to the đồng; no plan is fairer.", _desk.Out.Trim());
        Assert.Equal("", _desk.Error);
    }

    [Fact]
    public async Task Aid_outside_the_fund_is_told_by_solve_and_explain_and_minded_by_verify()
    {
        var (round, plan) = (_desk.WriteRound(round: Tiny.TwoCommunesWithAid()), _desk.At("plan"));

        Assert.Equal(ExitCode.Done, await _desk.RunAsync("solve", round, "--out", plan, "--lang", "en"));
        Assert.Contains("Aid outside the fund: overlap avoided 5,000,000 ₫", _desk.Out, StringComparison.Ordinal);
        Assert.Matches(@"Lunch +Ngân sách tỉnh T +20 +3,000,000 ₫ +5", _desk.Out);
        Assert.Matches(@"Warm clothes set +Hội Chữ thập đỏ tỉnh T +4 +2,000,000 ₫ +0", _desk.Out);
        Assert.DoesNotContain("covered by others", _desk.Out, StringComparison.Ordinal); // nothing of it is missing
        Assert.Equal(ExitCode.Done, await _desk.RunAsync("verify", round, plan, "--lang", "en"));

        await _desk.RunAsync("explain", round, plan, "--need", "a-lunch", "--lang", "vi");
        Assert.Contains("Ngân sách tỉnh T 20 trẻ-tháng (01/09/2026)", _desk.Out, StringComparison.Ordinal);
        await _desk.RunAsync("explain", round, plan, "--need", "b-warm", "--json");
        var facts = JsonDocument.Parse(_desk.Out).RootElement.GetProperty("explanation").GetProperty("facts");
        Assert.Equal("2026-11-05", facts.GetProperty("from_others")[0].GetProperty("date").GetString());
        Assert.Equal((10, 4), (facts.GetProperty("units_asked").GetInt32(), facts.GetProperty("units_from_others").GetInt32()));
    }

    [Fact]
    public async Task A_plan_made_without_the_aid_fails_verification_with_it()
    {
        var (_, plan) = await SolvedAsync();
        RoundFolder.Write(Tiny.TwoCommunesWithAid() with { Id = "two-communes" }, _desk.At("aided"));
        var lines = Path.Combine(plan, "lines.csv");
        var table = (await File.ReadAllLinesAsync(lines)).Select((row, i) => row + (i == 0 ? ",external_units" : row.StartsWith("a-lunch", StringComparison.Ordinal) ? ",20" : row.StartsWith("b-warm", StringComparison.Ordinal) ? ",4" : ",0"));
        await File.WriteAllTextAsync(lines, string.Join('\n', table).Replace(",0.400000,", ",0.666666,", StringComparison.Ordinal) + "\n");

        Assert.Equal(ExitCode.PlanFailsVerification, await _desk.RunAsync("verify", _desk.At("aided"), plan, "--lang", "en"));
        Assert.Contains("Pledge for-a gives to line a-lunch, all of which (20 units) others outside the fund give already.", string.Join(' ', _desk.Error.Split((char[])['\n', ' '], StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_of_another_kind_of_fairness_is_held_to_its_own()
    {
        var round = _desk.WriteRound();
        await _desk.RunAsync("solve", round, "--out", _desk.At("plan"), "--fairness", "max_coverage", "--quiet");

        Assert.Equal(ExitCode.Done, await _desk.RunAsync("verify", round, _desk.At("plan"), "--lang", "en"));
        Assert.Contains("largest total value", _desk.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_that_was_tampered_with_fails_verification()
    {
        var (round, plan) = await SolvedAsync();
        var allocations = Path.Combine(plan, "allocations.csv");
        var text = await File.ReadAllTextAsync(allocations);
        Assert.Contains("for-a,a-warm,,3500000,3500000", text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(allocations, text.Replace("for-a,a-warm,,3500000,3500000", "for-a,a-warm,,4000000,4000000", StringComparison.Ordinal));

        Assert.Equal(ExitCode.PlanFailsVerification, await _desk.RunAsync("verify", round, plan, "--lang", "en"));

        Assert.StartsWith("The plan fails verification:", _desk.Error, StringComparison.Ordinal);
        Assert.Contains("for-a", _desk.Error, StringComparison.Ordinal);
        Assert.Equal("", _desk.Out);
    }

    [Fact]
    public async Task A_plan_folder_that_cannot_be_read_is_bad_input()
    {
        var (round, plan) = await SolvedAsync();
        File.Delete(Path.Combine(plan, "lines.csv"));

        Assert.Equal(ExitCode.BadInput, await _desk.RunAsync("verify", round, plan));
        Assert.Contains("lines.csv", _desk.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_round_that_has_changed_since_is_said()
    {
        var (round, plan) = await SolvedAsync();
        await File.AppendAllTextAsync(Path.Combine(round, "communes.csv"), "\n");

        await _desk.RunAsync("verify", round, plan, "--lang", "en");

        Assert.Contains("the round's files have changed since", _desk.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--need", "b-warm", "coverage of 40 %")]
    [InlineData("--pledge", "for-a", "for-a")]
    [InlineData("--commune", "A", "Xã A")]
    [InlineData("--bottleneck", "1", "1,500,000 ₫")]
    public async Task A_question_is_answered_in_sentences(string option, string id, string part)
    {
        var (round, plan) = await SolvedAsync();

        Assert.Equal(ExitCode.Done, await _desk.RunAsync("explain", round, plan, option, id, "--lang", "en"));

        Assert.Contains(part, OneLine(_desk.Out), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--need", "b-warm", "line")]
    [InlineData("--pledge", "for-a", "pledge")]
    [InlineData("--commune", "A", "commune")]
    [InlineData("--bottleneck", "1", "bottleneck")]
    [InlineData(null, null, "round")]
    [InlineData("--price-of-fairness", null, "price_of_fairness")]
    public async Task A_question_is_answered_as_data(string? option, string? id, string kind)
    {
        var (round, plan) = await SolvedAsync();

        Assert.Equal(ExitCode.Done, await _desk.RunAsync([.. new[] { "explain", round, plan, "--json", option, id }.OfType<string>()]));

        using var json = JsonDocument.Parse(_desk.Out);
        Assert.Equal(kind, json.RootElement.GetProperty("kind").GetString());
        Assert.NotEqual(0, json.RootElement.GetProperty("sentences").GetArrayLength());
        Assert.Equal(JsonValueKind.Object, json.RootElement.GetProperty("explanation").ValueKind);
    }

    [Fact]
    public async Task Data_name_their_units_and_keep_shares_exact()
    {
        var (round, plan) = await SolvedAsync();

        await _desk.RunAsync("explain", round, plan, "--json", "--bottleneck", "1");

        using var json = JsonDocument.Parse(_desk.Out);
        var bottleneck = json.RootElement.GetProperty("explanation").GetProperty("bottleneck");
        Assert.Equal(1_500_000, bottleneck.GetProperty("lift_vnd").GetInt64());
        Assert.Equal("2/5", bottleneck.GetProperty("coverage").GetProperty("exact").GetString());
        Assert.Equal("b-warm", Assert.Single(json.RootElement.GetProperty("explanation").GetProperty("lines").EnumerateArray()).GetString());
    }

    [Theory]
    [InlineData("--need", "c-warm", "no need line \"c-warm\"")]
    [InlineData("--pledge", "for-c", "no pledge \"for-c\"")]
    [InlineData("--commune", "C", "no commune \"C\"")]
    [InlineData("--bottleneck", "3", "no bottleneck 3; the plan has 2")]
    public async Task What_nobody_knows_is_bad_input(string option, string id, string sentence)
    {
        var (round, plan) = await SolvedAsync();

        Assert.Equal(ExitCode.BadInput, await _desk.RunAsync("explain", round, plan, option, id, "--lang", "en"));
        Assert.Contains(sentence, _desk.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_plans_are_compared_line_by_line()
    {
        var (_, before) = await SolvedAsync();
        var round = Tiny.TwoCommunes();
        var richer = round with { Pledges = round.Pledges.SetItem(2, Tiny.Money("for-warm-sets", 3_000_000, round.Pledges[2].Conditions)) };
        await _desk.RunAsync("solve", _desk.WriteRound("richer", richer), "--out", _desk.At("after"), "--quiet");

        Assert.Equal(ExitCode.Done, await _desk.RunAsync("compare", before, _desk.At("after"), "--round", _desk.At("richer"), "--lang", "en"));

        Assert.Contains("1 lines get more, 0 get less, 2 stay as they are.", _desk.Out, StringComparison.Ordinal);
        Assert.Matches(@"b-warm +Xã B: Warm clothes set +40 % → 70 % +\+1\.5", _desk.Out);
        Assert.Contains("different input", _desk.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_compared_with_itself_has_not_changed()
    {
        var (_, plan) = await SolvedAsync();

        await _desk.RunAsync("compare", plan, plan, "--lang", "en");

        Assert.Contains("0 lines get more, 0 get less, 3 stay as they are.", _desk.Out, StringComparison.Ordinal);
        Assert.Contains("4 the same, 0 with another amount, 0 new, 0 gone; 0 ₫", OneLine(_desk.Out), StringComparison.Ordinal);
        Assert.Equal("", _desk.Error);
    }

    [Fact]
    public async Task A_generated_round_can_be_read_and_is_the_same_for_the_same_seed()
    {
        foreach (var folder in (string[])["one", "two"])
        {
            Assert.Equal(ExitCode.Done, await _desk.RunAsync("generate", "--out", _desk.At(folder), "--communes", "5", "--lines", "20", "--pledges", "7", "--seed", "9", "--lang", "en"));
        }

        Assert.Contains("5 communes, 20 need lines, 7 pledges", _desk.Out, StringComparison.Ordinal);
        var (one, two) = (RoundFolder.Read(_desk.At("one")), RoundFolder.Read(_desk.At("two")));
        Assert.Empty(one.Faults);
        Assert.Equal(one.InputSha256, two.InputSha256);
    }

    [Fact]
    public async Task More_communes_than_lines_are_refused()
    {
        Assert.Equal(ExitCode.BadInput, await _desk.RunAsync("generate", "--out", _desk.At("g"), "--communes", "5", "--lines", "4", "--lang", "en"));
        Assert.Contains("--lines 4 is less than the 5 communes", _desk.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_desk.At("g")));
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[])['\n', ' '], StringSplitOptions.RemoveEmptyEntries));

    private async Task<(string Round, string Plan)> SolvedAsync()
    {
        var round = _desk.WriteRound();
        Assert.Equal(ExitCode.Done, await _desk.RunAsync("solve", round, "--out", _desk.At("plan"), "--quiet"));
        return (round, _desk.At("plan"));
    }
}
