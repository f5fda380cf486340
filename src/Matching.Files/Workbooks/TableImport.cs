using System.Collections.Immutable;
using System.Globalization;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;

namespace Matching.Files;

/// <summary>Reads the rows under a header: brought into the form of the round's file, and then read by the reader of that file under all its rules.</summary>
internal sealed class TableImport(SheetForm form, ISheet sheet, Header header, Round round, ImportOptions options, FaultLog faults, FaultLog warnings, CancellationToken cancel)
{
    public ImportReading Read()
    {
        var converter = new RowConverter(header, sheet, options, new PlaceLookup(round, options.Aliases), new ItemLookup(round, options.Aliases), faults, warnings);
        var table = new ConvertedTable(sheet, header, converter, options.Limits.Rows, cancel);
        var file = new InputFile("", form.FileName, table);
        var needs = ImmutableArray.CreateBuilder<NeedLine>();
        var pledges = ImmutableArray.CreateBuilder<Pledge>();
        var aid = ImmutableArray<ExternalAid>.Empty;
        var index = RoundIndex.Of(round);
        var ids = new Dictionary<string, long>(StringComparer.Ordinal);
        switch (form.Kind)
        {
            case ImportKind.Needs:
                NeedsFile.Read(file, RoundFormat.Newest, index, needs, ids, cancel);
                break;
            case ImportKind.Pledges:
                PledgesFile.Read(file, RoundFormat.Newest, index, pledges, ids, cancel);
                break;
            case ImportKind.Aid:
                aid = ExternalAidFile.Read(file, index, round.Needs.ToDictionary(static need => need.Id), cancel);
                break;
        }

        CheckShape(table);
        var found = AsWritten(Mapped(file.Faults, table, converter.Told));
        var all = found.IsEmpty && faults.Count == 0 ? [] : Sorted([.. found, .. List(faults, sheet.Name)]);
        var reading = new ImportReading
        {
            Kind = form.Kind,
            Sheet = sheet.Name,
            Faults = all,
            Warnings = Sorted([.. Mapped(file.Warnings, table, []), .. List(warnings, sheet.Name)]),
        };
        return !all.IsEmpty ? reading : Sealed(reading with
        {
            Needs = needs.DrainToImmutable(),
            Pledges = pledges.DrainToImmutable(),
            Aid = aid,
            Rows = [.. table.RowsWithContent],
        });
    }

    /// <summary>A log as faults of this file's sheet.</summary>
    public static ImmutableArray<FileFault> List(FaultLog log, string? sheet)
    {
        var all = ImmutableArray.CreateBuilder<FileFault>();
        log.CopyTo(all);
        return [.. all.Select(fault => fault with { Sheet = sheet is null ? null : Printable.Of(sheet) })];
    }

    private static ImportReading Sealed(ImportReading reading) => reading with { ContentSha256 = ContentHash.Of(reading) };

    private void CheckShape(ConvertedTable table)
    {
        foreach (var merged in sheet.Shape.Merged.Where(merged => merged.LastRow > header.Row && merged.FirstRow <= table.LastRow))
        {
            faults.Add(merged.FirstRow, null, merged.Reference, FaultKind.MergedCells, new(
                "one value in each cell; unmerge this range and fill in every row", "mỗi ô một giá trị; hãy bỏ gộp vùng này và điền đủ từng dòng"));
        }

        if (table.HiddenRows > 0)
        {
            warnings.Add(0, null, table.HiddenRows.ToString(CultureInfo.InvariantCulture), FaultKind.OutOfSight, new(
                "rows that everybody sees; these hidden or filtered ones were read as well", "dòng không bị ẩn; các dòng ẩn hoặc bị lọc này vẫn được đọc"));
        }

        if (table.RowsWithContent.Count == 0 && faults.Count == 0)
        {
            faults.Add(header.Row, null, (string?)null, FaultKind.NothingToAllocate, new("at least one row under the header", "ít nhất một dòng dưới dòng tiêu đề"));
        }
    }

    /// <summary>What the reader of the round's file found, told by the rows and columns of the sheet.</summary>
    private ImmutableArray<FileFault> Mapped(FaultLog log, ConvertedTable table, HashSet<(long Row, string Column)> told)
    {
        var all = ImmutableArray.CreateBuilder<FileFault>();
        log.CopyTo(all);
        var mapped = ImmutableArray.CreateBuilder<FileFault>();
        foreach (var fault in all.Where(static fault => fault.Kind != FaultKind.NothingToAllocate))
        {
            var row = fault.Line > 0 ? table.RowOf(fault.Line) : 0;
            if (fault.Column is not null && told.Contains((row, fault.Column)))
            {
                continue;
            }

            var column = fault.Column is null ? -1 : form.At(fault.Column);
            mapped.Add(fault with
            {
                File = faults.File,
                Sheet = sheet.Name is null ? null : Printable.Of(sheet.Name),
                Line = row,
                Column = column < 0 ? fault.Column : header.Label(column),
                Expected = Renumbered(fault.Expected, table),
                ExpectedVi = Renumbered(fault.ExpectedVi, table),
            });
        }

        return mapped.DrainToImmutable();
    }

    /// <summary>Shows numbers, days and words as the person wrote them, not as they were brought into form; for that the rows are read once more.</summary>
    private ImmutableArray<FileFault> AsWritten(ImmutableArray<FileFault> found)
    {
        var written = new Dictionary<(long Row, string Column), string>();
        foreach (var fault in found)
        {
            if (fault.Column is { } column && fault.Line > header.Row)
            {
                written.TryAdd((fault.Line, column), "");
            }
        }

        if (written.Count == 0)
        {
            return found;
        }

        var columns = Enumerable.Range(0, form.Columns.Length)
            .Where(column => form.Columns[column].Use is ColumnUse.Number or ColumnUse.Percent or ColumnUse.Day or ColumnUse.Word or ColumnUse.Flag && header.Has(column)).ToArray();
        var last = written.Keys.Max(static key => key.Row);
        try
        {
            foreach (var row in sheet.Rows().TakeWhile(row => row.Number <= last))
            {
                foreach (var key in columns.Select(column => (Column: column, Key: (row.Number, header.Label(column)))).Where(pair => written.ContainsKey(pair.Key)))
                {
                    written[key.Key] = header.Cell(row, key.Column) is { Kind: CellKind.Text } cell ? Printable.Of(cell.Text) : "";
                }
            }
        }
        catch (SheetRefusedException)
        {
            return found; // too large to be unpacked twice; the values in form tell enough
        }

        return [.. found.Select(fault => fault.Column is { } column && written.GetValueOrDefault((fault.Line, column)) is { Length: > 0 } text ? fault with { Value = text } : fault)];
    }

    // "line 2 has it already" speaks of the rows as they were handed to the reader.
    private static string Renumbered(string sentence, ConvertedTable table)
    {
        foreach (var word in (string[])["; line ", "; dòng "])
        {
            var at = sentence.IndexOf(word, StringComparison.Ordinal);
            var end = at < 0 ? 0 : at + word.Length;
            var digits = at < 0 ? 0 : sentence.AsSpan(end).IndexOfAnyExceptInRange('0', '9');
            if (digits > 0 && long.TryParse(sentence.AsSpan(end, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var line))
            {
                return string.Create(CultureInfo.InvariantCulture, $"{sentence[..end]}{table.RowOf(line)}{sentence[(end + digits)..]}");
            }
        }

        return sentence;
    }

    /// <summary>By row, at most a thousand, the counts of what is not listed last.</summary>
    private static ImmutableArray<FileFault> Sorted(ImmutableArray<FileFault> all) =>
    [
        .. all.Where(static fault => fault.Kind != FaultKind.MoreFaults).OrderBy(static fault => fault.Line).Take(FaultLog.Listed),
        .. all.Where(static fault => fault.Kind == FaultKind.MoreFaults).Take(1),
    ];
}
