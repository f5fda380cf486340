using System.Collections.Immutable;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;

namespace Matching.Files;

/// <summary>What became of a pledge that was stated cell by cell.</summary>
/// <param name="Pledge">Nothing exactly when there are <paramref name="Faults"/>.</param>
/// <param name="Faults">By column of pledges.csv, as its reader tells them.</param>
public sealed record PledgeReading(Pledge? Pledge, ImmutableArray<FileFault> Faults);

/// <summary>Single pledges stated by the columns of pledges.csv, outside of a file: read by its reader, under all its rules.</summary>
public static class PledgeCells
{
    /// <summary>Every column that a pledge may state.</summary>
    public static ImmutableArray<string> Columns { get; } = [.. PledgesFile.Columns(RoundFormat.Newest).Select(column => column.Name)];

    /// <summary>Those of them that are conditions or wishes.</summary>
    public static ImmutableArray<string> Conditions { get; } = [.. ConditionColumns.Columns(RoundFormat.Newest).Concat(WishColumns.Columns(RoundFormat.Newest)).Select(column => column.Name)];

    /// <summary>Whether the pledge states this condition.</summary>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public static bool States(Pledge pledge, string column)
    {
        ArgumentNullException.ThrowIfNull(pledge);
        return CellsOf(pledge)[ColumnAt(column)].Length > 0;
    }

    /// <summary>Every condition and wish that the pledge states, as the table writes it, by column; what it does not state is left out.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Stated(Pledge pledge)
    {
        ArgumentNullException.ThrowIfNull(pledge);
        var cells = CellsOf(pledge);
        return [.. Conditions.Select(column => KeyValuePair.Create(column, cells[ColumnAt(column)])).Where(cell => cell.Value.Length > 0)];
    }

    /// <summary>A pledge that the round does not have.</summary>
    /// <param name="round">Its items and places are the ones that may be named.</param>
    /// <param name="cells">Text by column, as the table would hold it; lists parted by semicolons.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public static PledgeReading Create(Round round, IEnumerable<KeyValuePair<string, string>> cells)
    {
        ArgumentNullException.ThrowIfNull(round);
        return Read(round, With(new string[Columns.Length], cells));
    }

    /// <summary>The pledge under other conditions; an empty cell drops one. All else about it stays.</summary>
    /// <inheritdoc cref="Create" path="/param"/>
    /// <inheritdoc cref="Create" path="/exception"/>
    public static PledgeReading Change(Round round, Pledge pledge, IEnumerable<KeyValuePair<string, string>> cells)
    {
        ArgumentNullException.ThrowIfNull(round);
        ArgumentNullException.ThrowIfNull(pledge);
        var reading = Read(round, With(CellsOf(pledge), cells));
        return reading with { Pledge = reading.Pledge is { } changed ? pledge with { Conditions = changed.Conditions, Wishes = changed.Wishes, SoftWishes = changed.SoftWishes } : null };
    }

    private static string[] With(string[] row, IEnumerable<KeyValuePair<string, string>> cells)
    {
        foreach (var (column, text) in cells)
        {
            row[ColumnAt(column)] = text;
        }

        return row;
    }

    private static int ColumnAt(string column) =>
        Columns.IndexOf(column) is >= 0 and var at ? at : throw new ArgumentException($"pledges.csv has no column {column}; it has {string.Join(", ", Columns)}.", nameof(column));

    // The donor's name may hold line breaks and means nothing here.
    private static string[] CellsOf(Pledge pledge)
    {
        using var written = new MemoryStream();
        PledgesFile.Write(written, RoundFormat.Newest, [pledge with { DonorName = null }]);
        var cells = new string[Columns.Length];
        new InputFile("", RoundFiles.Pledges, new MemoryStream(written.ToArray())).ReadTable(PledgesFile.Columns(RoundFormat.Newest), required: true, (_, row) => () =>
        {
            for (var c = 0; c < cells.Length; c++)
            {
                cells[c] = row.KeyList(c) ?? "";
            }
        }, CancellationToken.None);
        return cells;
    }

    private static PledgeReading Read(Round round, string[] row)
    {
        using var table = new MemoryStream();
        using (var csv = new CsvOutput(table, [.. Columns]))
        {
            foreach (var cell in row)
            {
                csv.Text(cell);
            }

            csv.EndRow();
        }

        var file = new InputFile("", RoundFiles.Pledges, new MemoryStream(table.ToArray()));
        var pledges = ImmutableArray.CreateBuilder<Pledge>();
        PledgesFile.Read(file, RoundFormat.Newest, RoundIndex.Of(round), pledges, new Dictionary<string, long>(StringComparer.Ordinal), CancellationToken.None);
        if (pledges.Count == 0 && file.Faults.Count == 0)
        {
            file.Faults.Add(0, "pledge_id", (string?)null, FaultKind.Missing, Advice.Value); // a row of blanks, which tables pass over
        }

        var faults = ImmutableArray.CreateBuilder<FileFault>();
        file.Faults.CopyTo(faults);
        return new PledgeReading(faults.Count == 0 ? pledges[0] : null, faults.DrainToImmutable());
    }
}
