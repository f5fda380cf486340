using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Matching.Engine.Allocation;
using Matching.Engine.Needs;
using Matching.Engine.Plans;
using Matching.Engine.Rounds;

namespace Matching.Files;

/// <summary>Every table of a round and of its plan, as sheets of one workbook or as CSV files for spreadsheets.</summary>
/// <remarks>Written row by row; a table is kept on disk while it is turned into a sheet, never in memory. Text that looks like a formula is text in both forms, and reading gives it back as it was.</remarks>
public static class SheetExport
{
    private static readonly HashSet<string> s_days = ["needed_by", "date", "available_from", "available_until"];

    private static readonly HashSet<string> s_numbers =
    [
        "quantity", "min_quantity", "unit_cost_vnd", "rank", "beneficiaries", "priority_tier", "children", "amount", "amount_vnd", "max_per_commune", "max_share_percent", "min_per_commune", "max_communes",
        "max_per_province", "max_commune_share_percent", "max_province_share_percent", "tier1_percent", "delivery_percent", "cofund_min_percent", "match_percent", "min_communes", "equal_parts",
        "fixed_per_commune", "fixed_per_child", "units", "value_vnd", "class", "allocated", "goods_units", "money_vnd", "bottleneck", "held_by", "external_units", "used", "left", "wish_met", "available",
        "lines", "communes_count", "feeding_pledges", "lift_vnd",
    ];

    private delegate void TableWriter(Stream stream, CancellationToken cancel);

    /// <summary>Names of the tables that there are, as the files of a round and of a plan are called, without ending.</summary>
    public static ImmutableArray<string> Tables(Round round, Plan? plan) => [.. All(round, plan).Select(static table => table.Name)];

    /// <summary>Writes all tables as one XLSX file, a sheet each.</summary>
    /// <param name="stream">Need not be seekable; stays open.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was signalled.</exception>
    public static void WriteWorkbook(Stream stream, Round round, Plan? plan, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(round);
        using var book = new WorkbookOutput(stream, cancel);
        foreach (var (name, write) in All(round, plan))
        {
            using var spool = new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
            write(spool, cancel);
            spool.Position = 0;
            WriteSheet(book, name, spool);
        }

        book.Finish();
    }

    /// <summary>Writes one table as CSV, UTF-8 with a mark, by which spreadsheets know Vietnamese letters.</summary>
    /// <param name="table">One of <see cref="Tables"/>.</param>
    /// <exception cref="ArgumentException">There is no such table.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was signalled.</exception>
    public static void WriteCsv(Stream stream, string table, Round round, Plan? plan, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(round);
        var (name, write) = All(round, plan).FirstOrDefault(one => string.Equals(one.Name, table, StringComparison.Ordinal));
        if (name is null)
        {
            throw new ArgumentException($"There is no table {table}; there are {string.Join(", ", Tables(round, plan))}.", nameof(table));
        }

        stream.Write([0xEF, 0xBB, 0xBF]);
        write(stream, cancel);
    }

    private static List<(string Name, TableWriter Write)> All(Round round, Plan? plan)
    {
        List<(string Name, TableWriter Write)> all =
        [
            ("communes", (stream, _) => CommunesFile.Write(stream, round.Communes)),
            ("items", (stream, _) => ItemsFile.Write(stream, round.Items)),
            ("needs", (stream, _) => NeedsFile.Write(stream, RoundFormat.Newest, round.Needs)),
            ("pledges", (stream, _) => PledgesFile.Write(stream, RoundFormat.Newest, round.Pledges)),
            ("pins", (stream, _) => PinsFile.Write(stream, round.Pins)),
            ("external_aid", (stream, _) => ExternalAidFile.Write(stream, round.ExternalAid)),
        ];
        if (plan is not null)
        {
            var needs = OpenNeeds.Of(round);
            all.AddRange(
            [
                ("allocations", (stream, cancel) => PlanTables.WriteAllocations(stream, round, plan, cancel)),
                ("lines", (stream, cancel) => PlanTables.WriteLines(stream, needs, plan, cancel)),
                ("pledges_left", (stream, cancel) => PlanTables.WritePledgesLeft(stream, round, plan, cancel)),
                ("bottlenecks", (stream, cancel) => PlanTables.WriteBottlenecks(stream, plan, cancel)),
            ]);
        }

        return all;
    }

    private static void WriteSheet(WorkbookOutput book, string name, Stream table)
    {
        using var input = new HashedInput(table);
        var scanner = new CsvScanner(input);
        scanner.Read();
        var columns = new string[scanner.Cells];
        for (var c = 0; c < columns.Length; c++)
        {
            columns[c] = Encoding.UTF8.GetString(scanner.Cell(c));
        }

        book.BeginSheet(name, [.. columns.Select(column => Look(name, column))]);
        book.BeginRow();
        foreach (var column in columns)
        {
            book.Header(column);
        }

        book.EndRow();
        while (scanner.Read())
        {
            book.BeginRow();
            for (var c = 0; c < columns.Length; c++)
            {
                WriteCell(book, Look(name, columns[c]), Encoding.UTF8.GetString(scanner.Cell(c)));
            }

            book.EndRow();
        }
    }

    private static void WriteCell(WorkbookOutput book, ColumnLook look, string cell)
    {
        if (cell.Length == 0)
        {
            book.Skip();
        }
        else if (look == ColumnLook.Number && long.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            book.Number(number);
        }
        else if (look == ColumnLook.Day && DateOnly.TryParseExact(cell, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            book.Day(day);
        }
        else
        {
            book.Text(Neutral.Restore(cell)); // in a workbook the type of the cell says that it is text
        }
    }

    // "communes" is a list of codes in pledges and a count in bottlenecks.
    private static ColumnLook Look(string table, string column) =>
        s_days.Contains(column) ? ColumnLook.Day : s_numbers.Contains(column) || (table == "bottlenecks" && column == "communes") ? ColumnLook.Number : ColumnLook.Text;
}
