using System.Collections.Immutable;
using Matching.Engine.Geography;
using Matching.Engine.Geography.Succession;
using Matching.Engine.Needs;
using Matching.Engine.Quantities;

namespace Matching.Files;

/// <summary>Reads CSV files of what law and market say: successions of communes, zones, price norms, other names of items (docs/places.md). Columns that a kind does not know are skipped.</summary>
public static class ReferenceFiles
{
    private static readonly ImmutableArray<Column> s_links = [new("old_code", true), new("new_code", true)];

    private static readonly ImmutableArray<Column> s_zones =
        [new("commune_code", true), new("zone", true), new("from", true), new("citation", true), new("admin_set"), new("until"), new("extremely_disadvantaged")];

    private static readonly ImmutableArray<Column> s_prices = [new("item_code", true), new("unit_cost_vnd", true), new("from", true), new("source", true), new("until")];

    private static readonly ImmutableArray<Column> s_aliases = [new("alias", true), new("item_code", true)];

    private static readonly Choices<Zone> s_zoneWords = new(("none", Zone.None), ("I", Zone.I), ("II", Zone.II), ("III", Zone.III));

    private static readonly Wanted s_day = new("a day as yyyy-MM-dd", "ngày dạng yyyy-MM-dd");

    /// <summary>Pairs of old and new communes. A new commune without an old one (an island that had none) is skipped.</summary>
    public static ReferenceReading<SuccessionLink> Links(string path, CancellationToken cancel = default) => Read(
        path, s_links,
        row => row.IsEmpty(0) ? null : row.RequiredKey(0) is { } old && row.RequiredKey(1) is { } now ? new SuccessionLink(old, now) : null,
        cancel);

    public static ReferenceReading<ZonePeriod> Zones(string path, CancellationToken cancel = default) => Read(
        path, s_zones,
        row =>
        {
            var (commune, zone, from, citation) = (row.RequiredKey(0), row.RequiredChoice(1, s_zoneWords), RequiredDay(row, 2), row.RequiredName(3));
            var (set, until, disadvantaged) = (row.Key(4), row.Day(5), row.Flag(6));
            return commune is null || zone is null || from is null || citation is null
                ? null
                : new ZonePeriod { Commune = commune, Zone = zone.Value, From = from.Value, Citation = citation, Set = set, Until = until, ExtremelyDisadvantaged = disadvantaged };
        },
        cancel);

    public static ReferenceReading<PriceNorm> Prices(string path, CancellationToken cancel = default) => Read(
        path, s_prices,
        row =>
        {
            var (item, cost, from, source, until) = (row.RequiredKey(0), row.RequiredNumber(1, 1, Vnd.Largest), RequiredDay(row, 2), row.RequiredName(3), row.Day(4));
            return item is null || cost is null || from is null || source is null ? null : new PriceNorm { Item = new(item), UnitCost = new(cost.Value), From = from.Value, Source = source, Until = until };
        },
        cancel);

    public static ReferenceReading<ItemAlias> Aliases(string path, CancellationToken cancel = default) => Read(
        path, s_aliases, row => (row.RequiredName(0), row.RequiredKey(1)) is ({ } alias, { } item) ? new ItemAlias(alias, new(item)) : null, cancel);

    private static DateOnly? RequiredDay(RowReader row, int column)
    {
        if (row.IsEmpty(column))
        {
            row.Missing(column, s_day);
            return null;
        }

        return row.Day(column);
    }

    private static ReferenceReading<T> Read<T>(string path, ImmutableArray<Column> columns, Func<RowReader, T?> read, CancellationToken cancel)
        where T : class
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var file = new InputFile(Path.GetDirectoryName(Path.GetFullPath(path)) ?? "", Path.GetFileName(path));
        var rows = ImmutableArray.CreateBuilder<T>();
        file.ReadTable(columns, required: true, (_, row) => () =>
        {
            if (read(row) is { } one)
            {
                rows.Add(one);
            }
        }, cancel);
        var faults = ImmutableArray.CreateBuilder<FileFault>();
        file.Faults.CopyTo(faults);
        return new(faults.Count == 0 ? rows.DrainToImmutable() : [], file.Sha256, faults.DrainToImmutable());
    }
}

/// <summary>What a file holds, or everything that is wrong with it.</summary>
/// <param name="Sha256">Of the file's bytes.</param>
public sealed record ReferenceReading<T>(ImmutableArray<T> Rows, string Sha256, ImmutableArray<FileFault> Faults);
