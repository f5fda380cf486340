using Matching.Cli.Terminal;

namespace Matching.Cli.Tests;

public sealed class BadInputTests : IDisposable
{
    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Theory]
    [InlineData("en", "The input cannot be used: 2 faults. Nothing was written.")]
    [InlineData("vi", "Dữ liệu vào không dùng được: 2 lỗi. Không ghi gì.")]
    public async Task Every_fault_is_listed_with_its_place_and_nothing_is_written(string language, string title)
    {
        var round = _desk.WriteRound();
        Replace("round/needs.csv", ",10,", ",1.234,");
        Replace("round/pledges.csv", "1500000", "-5");

        var code = await _desk.RunAsync("solve", round, "--out", _desk.At("plan"), "--lang", language);

        Assert.Equal(ExitCode.BadInput, code);
        Assert.False(Directory.Exists(_desk.At("plan")));
        Assert.Equal("", _desk.Out);
        Assert.StartsWith(title, _desk.Error, StringComparison.Ordinal);
        Assert.Matches(@"needs\.csv +2 +quantity +1\.234 ", _desk.Error);
        Assert.Matches(@"pledges\.csv +4 +amount_vnd +-5 ", _desk.Error);
    }

    [Fact]
    public async Task An_earlier_plan_survives_a_later_faulty_round()
    {
        var round = _desk.WriteRound();
        await _desk.RunAsync("solve", round, "--out", _desk.At("plan"), "--quiet");
        var before = await File.ReadAllBytesAsync(_desk.At("plan/allocations.csv"));
        Replace("round/needs.csv", ",10,", ",ten,");

        Assert.Equal(ExitCode.BadInput, await _desk.RunAsync("solve", round, "--out", _desk.At("plan")));
        Assert.Equal(before, await File.ReadAllBytesAsync(_desk.At("plan/allocations.csv")));
    }

    [Fact]
    public async Task A_round_that_is_not_there_is_bad_input()
    {
        Assert.Equal(ExitCode.BadInput, await _desk.RunAsync("solve", _desk.At("nowhere"), "--out", _desk.At("plan")));
        Assert.Contains("nowhere", _desk.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Warnings_are_told_and_stop_nothing()
    {
        var round = _desk.WriteRound();
        Replace("round/items.csv", "item_code,", "colour,item_code,");
        Replace("round/items.csv", "\nlunch", "\nred,lunch");
        Replace("round/items.csv", "\nwarm_set", "\nred,warm_set");

        Assert.Equal(ExitCode.Done, await _desk.RunAsync("solve", round, "--out", _desk.At("plan"), "--lang", "en"));
        Assert.StartsWith("Note: items.csv, line 1, column colour", _desk.Error, StringComparison.Ordinal);
    }

    private void Replace(string path, string old, string fresh)
    {
        var text = File.ReadAllText(_desk.At(path));
        var at = text.IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{path} does not hold '{old}'.");
        File.WriteAllText(_desk.At(path), string.Concat(text.AsSpan(0, at), fresh, text.AsSpan(at + old.Length)));
    }
}
