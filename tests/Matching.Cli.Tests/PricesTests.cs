using Matching.Cli.Terminal;
using Matching.Engine.Allocation;
using Matching.Samples;

namespace Matching.Cli.Tests;

public sealed class PricesTests : IDisposable
{
    private readonly Desk _desk = new() { Allocator = new LeximinAllocator() };

    public void Dispose() => _desk.Dispose();

    [Theory]
    [InlineData("en")]
    [InlineData("vi")]
    public async Task What_prices_show_is_pinned(string language)
    {
        _desk.Width = 110;
        var round = _desk.WriteRound();

        Assert.Equal(ExitCode.Done, await _desk.RunAsync("prices", round, "--lang", language));

        Golden.Compare($"prices-{language}.txt", _desk.Out);
        Assert.Equal("", _desk.Error);
    }

    [Fact]
    public async Task The_files_hold_every_price_and_the_value_of_every_bottleneck()
    {
        var round = _desk.WriteRound();

        Assert.Equal(ExitCode.Done, await _desk.RunAsync("prices", round, "--out", _desk.At("prices"), "--lang", "en"));

        Golden.Compare("prices.csv", await File.ReadAllTextAsync(_desk.At("prices/prices.csv")));
        Golden.Compare("bottleneck_values.csv", await File.ReadAllTextAsync(_desk.At("prices/bottleneck_values.csv")));
        Assert.Equal(2, Directory.GetFileSystemEntries(_desk.At("prices")).Length);
        Assert.Contains("Wrote prices.csv and bottleneck_values.csv", _desk.Out.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_pledge_can_be_priced_by_itself()
    {
        var round = _desk.WriteRound();

        Assert.Equal(ExitCode.Done, await _desk.RunAsync("prices", round, "--pledge", "for-a", "--out", _desk.At("prices")));

        var rows = await File.ReadAllLinesAsync(_desk.At("prices/prices.csv"));
        Assert.All(rows.Skip(1), row => Assert.StartsWith("for-a,", row, StringComparison.Ordinal));
        Assert.Equal(ExitCode.BadInput, await _desk.RunAsync("prices", round, "--pledge", "nobody", "--lang", "en"));
        Assert.Contains("has no pledge \"nobody\"", _desk.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopped_prices_leave_nothing_behind()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        var round = _desk.WriteRound("round", Tiny.TwoCommunes());
        _desk.Cancel = stop.Token;

        Assert.Equal(ExitCode.Stopped, await _desk.RunAsync("prices", round, "--out", _desk.At("prices")));
        Assert.False(Directory.Exists(_desk.At("prices")));
    }
}
