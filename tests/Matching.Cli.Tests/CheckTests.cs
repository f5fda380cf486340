using System.Text.Json;
using Matching.Cli.Terminal;
using Matching.Engine.Pledges;
using Matching.Samples;

namespace Matching.Cli.Tests;

public sealed class CheckTests : IDisposable
{
    private const string Header = "pledge_id,donor_id,donor_name,kind,amount_vnd,item_code,quantity,communes,items,min_per_commune,all_or_nothing,available_from\n";

    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Theory]
    [InlineData("en")]
    [InlineData("vi")]
    public async Task What_a_check_says_is_pinned(string language)
    {
        _desk.Width = 100;
        var round = _desk.WriteRound();
        _desk.WriteFile("offer.csv", Header
            + "gift,d,Hội Chữ thập đỏ,money,1000000,,,,,,,\n"
            + "whole,d,,money,9000000,,,B,,,true,\n"
            + "big,d,,money,9000000,,,,lunch,6000000,,\n"
            + "sets,d,,goods,,warm_set,2,A,,,,\n");

        Assert.Equal(ExitCode.Done, await _desk.RunAsync("check", round, "--pledge", _desk.At("offer.csv"), "--lang", language));

        Golden.Compare($"check-{language}.txt", _desk.Out);
        Assert.Equal("", _desk.Error);
    }

    [Fact]
    public async Task A_check_can_be_read_by_a_program()
    {
        var round = _desk.WriteRound();
        _desk.WriteFile("offer.csv", Header + "gift,d,,money,1000000,,,B,,,,\n");

        Assert.Equal(ExitCode.Done, await _desk.RunAsync("check", round, "--pledge", _desk.At("offer.csv"), "--json"));

        using var json = JsonDocument.Parse(_desk.Out);
        var check = json.RootElement.GetProperty("explanation").GetProperty("checks")[0];
        Assert.Equal("incremental", check.GetProperty("method").GetString());
        Assert.Equal(1_000_000, check.GetProperty("today_vnd").GetInt64());
        Assert.Equal("3/5", check.GetProperty("groups")[0].GetProperty("after").GetProperty("exact").GetString());
        Assert.NotEmpty(json.RootElement.GetProperty("sentences").EnumerateArray());
    }

    [Fact]
    public async Task A_faulty_offer_is_refused_with_file_line_column_value_and_what_was_expected()
    {
        var round = _desk.WriteRound();
        _desk.WriteFile("offer.csv", Header + "gift,d,,money,1000000,,,C,,,,\nother,d,,money,5,,,,,6,,\n");

        Assert.Equal(ExitCode.BadInput, await _desk.RunAsync("check", round, "--pledge", _desk.At("offer.csv"), "--lang", "en"));

        Assert.Matches(@"offer\.csv +2 +communes +C +a commune_code of communes\.csv", _desk.Error);
        Assert.Matches(@"offer\.csv +3 +min_per_commune +6 ", _desk.Error);
        Assert.Equal("", _desk.Out);
    }

    [Fact]
    public async Task An_offer_that_is_missing_or_empty_is_bad_input()
    {
        var round = _desk.WriteRound();
        _desk.WriteFile("empty.csv", Header);

        Assert.Equal(ExitCode.BadInput, await _desk.RunAsync("check", round, "--pledge", _desk.At("nowhere.csv"), "--lang", "en"));
        Assert.Contains("nowhere.csv", _desk.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.BadInput, await _desk.RunAsync("check", round, "--pledge", _desk.At("empty.csv"), "--lang", "en"));
        Assert.Contains("holds no pledge", _desk.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.BadInput, await _desk.RunAsync("check", round, "--lang", "en"));
        Assert.Contains("--pledge", _desk.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_offer_with_the_id_of_a_pledge_takes_its_place()
    {
        var round = _desk.WriteRound("round", Tiny.TwoCommunes());
        _desk.WriteFile("offer.csv", Header + "for-a,d,,money,6000000,,,A,,,,\n");

        Assert.Equal(ExitCode.Done, await _desk.RunAsync("check", round, "--pledge", _desk.At("offer.csv"), "--lang", "en"));

        Assert.Contains("takes the place of the pledge of the same id", _desk.Out, StringComparison.Ordinal);
        Assert.Contains("gain 400,000 ₫ (from a full solve)", _desk.Out, StringComparison.Ordinal);
    }
}
