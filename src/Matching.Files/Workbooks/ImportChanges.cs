using System.Collections.Immutable;
using System.Text;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;

namespace Matching.Files;

/// <summary>A cell of the round's file that would change. Empty text: nothing stated.</summary>
public sealed record CellChange(string Column, string Before, string After);

/// <summary>A row of a table that is not in the round as it stands.</summary>
/// <param name="Id">The id; for aid, commune, item and day.</param>
/// <param name="Row">Of the sheet.</param>
/// <param name="Cells">What changes; empty for a row that is new.</param>
public sealed record ImportChange(string Id, long Row, bool IsNew, ImmutableArray<CellChange> Cells);

/// <summary>What an accepted table would do to a round. Rows are taken by their id; rows of the round that the table does not name stay as they are.</summary>
public sealed record ImportChanges
{
    /// <summary>In the order of the table.</summary>
    public required ImmutableArray<ImportChange> Rows { get; init; }

    /// <summary>Rows of the table that the round has already, word for word.</summary>
    public required int Unchanged { get; init; }

    /// <summary>The round with the table taken in: changed rows in their place, new ones behind.</summary>
    public required Round Round { get; init; }

    /// <exception cref="ArgumentException">The table was refused.</exception>
    public static ImportChanges Of(Round round, ImportReading reading)
    {
        ArgumentNullException.ThrowIfNull(round);
        ArgumentNullException.ThrowIfNull(reading);
        if (!reading.IsAccepted)
        {
            throw new ArgumentException("A table with faults changes nothing.", nameof(reading));
        }

        return reading.Kind switch
        {
            ImportKind.Needs => ById(
                reading, round.Needs, reading.Needs, static need => need.Id.Value, static (stream, all) => NeedsFile.Write(stream, RoundFormat.Newest, all), needs => round with { Needs = needs }),
            ImportKind.Pledges => ById(
                reading, round.Pledges, reading.Pledges, static pledge => pledge.Id.Value, static (stream, all) => PledgesFile.Write(stream, RoundFormat.Newest, all), pledges => round with { Pledges = pledges }),
            _ => OfAid(round, reading),
        };
    }

    private static ImportChanges OfAid(Round round, ImportReading reading)
    {
        var known = round.ExternalAid.ToHashSet();
        var fresh = reading.Aid.Select((aid, at) => (Aid: aid, Row: reading.Rows[at])).Where(pair => !known.Contains(pair.Aid)).ToArray();
        return new ImportChanges
        {
            Rows = [.. fresh.Select(static pair => new ImportChange(
                string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{pair.Aid.Commune.Code} {pair.Aid.Item.Code} {pair.Aid.Date:yyyy-MM-dd}"), pair.Row, true, []))],
            Unchanged = reading.Aid.Length - fresh.Length,
            Round = round with { ExternalAid = [.. round.ExternalAid, .. fresh.Select(static pair => pair.Aid)] },
        };
    }

    private static ImportChanges ById<T>(
        ImportReading reading, ImmutableArray<T> old, ImmutableArray<T> stated, Func<T, string> id, Action<Stream, ImmutableArray<T>> write, Func<ImmutableArray<T>, Round> with)
    {
        var places = new Dictionary<string, int>(old.Length, StringComparer.Ordinal);
        for (var i = 0; i < old.Length; i++)
        {
            places.Add(id(old[i]), i);
        }

        var both = stated.Where(row => places.ContainsKey(id(row))).ToImmutableArray();
        var differences = Differences([.. both.Select(row => old[places[id(row)]])], both, write);
        var merged = old.ToBuilder();
        var rows = ImmutableArray.CreateBuilder<ImportChange>();
        var (unchanged, met) = (0, 0);
        for (var i = 0; i < stated.Length; i++)
        {
            if (!places.TryGetValue(id(stated[i]), out var place))
            {
                merged.Add(stated[i]);
                rows.Add(new ImportChange(id(stated[i]), reading.Rows[i], true, []));
            }
            else if (differences[met++] is { IsEmpty: false } cells)
            {
                merged[place] = stated[i];
                rows.Add(new ImportChange(id(stated[i]), reading.Rows[i], false, cells));
            }
            else
            {
                unchanged++;
            }
        }

        return new ImportChanges { Rows = rows.DrainToImmutable(), Unchanged = unchanged, Round = with(merged.DrainToImmutable()) };
    }

    /// <summary>Pair by pair, the cells of the round's file that differ.</summary>
    private static List<ImmutableArray<CellChange>> Differences<T>(ImmutableArray<T> before, ImmutableArray<T> after, Action<Stream, ImmutableArray<T>> write)
    {
        using var left = Written(before, write);
        using var right = Written(after, write);
        var (old, now) = (new CsvScanner(left), new CsvScanner(right));
        old.Read();
        now.Read();
        var columns = Enumerable.Range(0, now.Cells).Select(c => Encoding.UTF8.GetString(now.Cell(c))).ToArray();
        var all = new List<ImmutableArray<CellChange>>(before.Length);
        while (old.Read() && now.Read())
        {
            var cells = ImmutableArray.CreateBuilder<CellChange>();
            for (var c = 0; c < columns.Length; c++)
            {
                if (!old.Cell(c).SequenceEqual(now.Cell(c)))
                {
                    cells.Add(new CellChange(columns[c], Encoding.UTF8.GetString(old.Cell(c)), Encoding.UTF8.GetString(now.Cell(c))));
                }
            }

            all.Add(cells.DrainToImmutable());
        }

        return all;
    }

    private static HashedInput Written<T>(ImmutableArray<T> rows, Action<Stream, ImmutableArray<T>> write)
    {
        var bytes = new MemoryStream();
        write(bytes, rows);
        bytes.Position = 0;
        return new HashedInput(bytes);
    }
}
