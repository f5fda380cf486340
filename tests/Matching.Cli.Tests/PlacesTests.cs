using Matching.Cli.Terminal;
using Matching.Silo.Embedded;

namespace Matching.Cli.Tests;

/// <summary><c>matching places</c>: from a file into a store.</summary>
public sealed class PlacesTests : IDisposable
{
    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task A_table_of_succession_is_registered_once_and_an_island_without_an_older_commune_is_skipped()
    {
        await File.WriteAllTextAsync(_desk.At("map.csv"), "old_code,old_province_code,new_code,relation\n00001,01,00097,whole\n00002,01,00097,part\n00002,01,00098,part\n,01,00099,whole\n");
        string[] line =
        [
            "places", _desk.At("map.csv"), "--kind", "succession", "--database", _desk.At("fund.db"), "--from-set", "2024", "--to-set", "2025", "--in-force", "2025-07-01", "--citation", "19/2025/QĐ-TTg", "--lang", "en",
        ];
        Assert.Equal(ExitCode.Done, await _desk.RunAsync(line));
        Assert.Contains("3 rows registered", _desk.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, await _desk.RunAsync(line));
        Assert.Contains("registered before", _desk.Out, StringComparison.Ordinal);

        await using var host = EmbeddedHost.Open(_desk.At("fund.db"), TimeProvider.System);
        var places = (await host.Reference.ReadAsync()).Places;
        Assert.Equal(["00097", "00098"], places.Now(new("2024", "00002")).AsEnumerable());
        Assert.Equal(1, (await host.Reference.ReadAsync()).Version);
    }

    [Fact]
    public async Task A_faulty_file_is_listed_and_nothing_of_it_is_registered()
    {
        await File.WriteAllTextAsync(_desk.At("zones.csv"), "commune_code,zone,from,citation\n03217,III,2026-01-01,46/QĐ-UBND\n03218,IV,2026-01-01,46/QĐ-UBND\n03219,I,,46/QĐ-UBND\n");
        Assert.Equal(ExitCode.BadInput, await _desk.RunAsync("places", _desk.At("zones.csv"), "--kind", "zones", "--database", _desk.At("fund.db"), "--lang", "en"));
        Assert.Contains("IV", _desk.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_desk.At("fund.db")));
    }
}
