using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Matching.Engine.Rounds;
using Matching.Samples;
using Xunit;

namespace Matching.Files.Tests.Workbooks;

/// <summary>What we write: sound for the library that spreadsheets' makers publish, harmless, and read back as it was.</summary>
public sealed class WrittenBooksTests
{
    private static readonly string[] s_formulas = ["=cmd|' /C calc'!A0", "+1", "-1+2", "@SUM(A1)", "\tx", "\rx", "＝1+1", "＠x", "'=1", "''", "'", "a\"b,c;d", "_x0041_", "_x000D_", "tab\there", "line\nbreak", "CR\r\nLF"];

    public static TheoryData<ImportKind> Kinds() => [.. Enum.GetValues<ImportKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_template_is_a_sound_workbook_with_lists_and_every_column_of_the_rounds_file(ImportKind kind)
    {
        using var stream = new MemoryStream();
        TemplateFile.Write(stream, kind);

        Assert.Empty(Complaints(stream));
        var form = SheetForm.Of(kind);
        var columns = kind switch
        {
            ImportKind.Needs => NeedsFile.Columns(RoundFormat.Newest),
            ImportKind.Pledges => PledgesFile.Columns(RoundFormat.Newest),
            _ => ExternalAidFile.Columns,
        };
        Assert.Equal(columns.Select(static column => column.Name), form.Stated.Select(static column => column.Name));
        var reading = Imports.Read(stream.ToArray(), "t.xlsx", kind);
        Assert.Equal(FaultKind.NothingToAllocate, Assert.Single(reading.Faults).Kind);
        Assert.Empty(reading.Warnings);
        Assert.Equal(form.Title, reading.Sheet);
    }

    [Fact]
    public void Equal_calls_give_equal_bytes()
    {
        Assert.Equal(Exported(Imports.Round), Exported(Imports.Round));
    }

    [Fact]
    public void An_exported_round_is_a_sound_workbook_without_formulas()
    {
        using var stream = new MemoryStream(Exported(Spiked()));

        Assert.Empty(Complaints(stream));
        using var book = SpreadsheetDocument.Open(stream, isEditable: false);
        Assert.Equal(["communes", "items", "needs", "pledges", "pins", "external_aid"], book.WorkbookPart!.Workbook.Sheets!.Elements<Sheet>().Select(static sheet => sheet.Name!.Value!));
        Assert.All(book.WorkbookPart.WorksheetParts, static part => Assert.Empty(part.Worksheet.Descendants<CellFormula>()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void What_is_exported_is_imported_as_it_was_and_changes_nothing(int seed)
    {
        var round = RandomRound.Create(seed);
        foreach (var kind in Enum.GetValues<ImportKind>())
        {
            if (kind == ImportKind.Aid && round.ExternalAid.IsEmpty)
            {
                continue;
            }

            var book = Imports.Read(Exported(round), "x.xlsx", kind, round: round);
            var csv = Imports.Read(ExportedCsv(round, kind), "x.csv", kind, round: round);

            Assert.Empty(book.Faults);
            Assert.Empty(csv.Faults);
            Assert.Equal(csv.ContentSha256, book.ContentSha256);
            Assert.Empty(ImportChanges.Of(round, book).Rows);
            Assert.Empty(ImportChanges.Of(round, csv).Rows);
        }
    }

    [Fact]
    public void Text_that_looks_like_a_formula_comes_back_letter_by_letter_from_both_forms()
    {
        var round = Spiked();

        var book = Imports.Read(Exported(round), "x.xlsx", ImportKind.Aid, round: round);
        var csv = Imports.Read(ExportedCsv(round, ImportKind.Aid), "x.csv", ImportKind.Aid, round: round);

        Assert.Equal(round.ExternalAid.Select(static aid => aid.Source), book.Aid.Select(static aid => aid.Source));
        Assert.Equal(round.ExternalAid.Select(static aid => aid.Source), csv.Aid.Select(static aid => aid.Source));
        var lines = Encoding.UTF8.GetString(ExportedCsv(round, ImportKind.Aid));
        Assert.DoesNotContain(",=", lines, StringComparison.Ordinal);
        Assert.DoesNotContain(",\"=", lines, StringComparison.Ordinal);
    }

    [Fact]
    public void A_workbook_of_another_maker_with_shared_strings_is_read()
    {
        using var stream = new MemoryStream();
        using (var book = SpreadsheetDocument.Create(stream, DocumentFormat.OpenXml.SpreadsheetDocumentType.Workbook))
        {
            var main = book.AddWorkbookPart();
            main.Workbook = new DocumentFormat.OpenXml.Spreadsheet.Workbook();
            var part = main.AddNewPart<WorksheetPart>();
            var texts = main.AddNewPart<SharedStringTablePart>();
            texts.SharedStringTable = new SharedStringTable([.. Imports.NeedsColumns.Concat(["N9", "03217", "jacket", "critical"]).Select(static text => new SharedStringItem(new Text(text)))]);
            Cell Shared(int at) => new() { DataType = CellValues.SharedString, CellValue = new CellValue(at) };
            part.Worksheet = new Worksheet(new SheetData(
                new Row(Enumerable.Range(0, 6).Select(Shared)),
                new Row(Shared(6), Shared(7), Shared(8), new Cell { CellValue = new CellValue(7) }, Shared(9))));
            main.Workbook.AppendChild(new Sheets(new Sheet { Id = main.GetIdOfPart(part), SheetId = 1, Name = "Sheet1" }));
        }

        var reading = Imports.Read(stream.ToArray(), "other.xlsx");

        Assert.Empty(reading.Faults);
        Assert.Equal(7, Assert.Single(reading.Needs).Quantity);
    }

    private static Round Spiked() => Imports.Round with
    {
        ExternalAid =
        [
            .. s_formulas.Select(static source => new Engine.Needs.ExternalAid
            {
                Commune = Imports.Round.Communes[0].Id, Item = Imports.Round.Items[0].Id, Quantity = 1, Source = source, Date = new DateOnly(2026, 11, 1),
            }),
        ],
    };

    private static byte[] Exported(Round round)
    {
        using var stream = new MemoryStream();
        SheetExport.WriteWorkbook(stream, round, plan: null);
        return stream.ToArray();
    }

    private static byte[] ExportedCsv(Round round, ImportKind kind)
    {
        using var stream = new MemoryStream();
        SheetExport.WriteCsv(stream, Path.GetFileNameWithoutExtension(SheetForm.Of(kind).FileName), round, plan: null);
        return stream.ToArray();
    }

    private static string[] Complaints(MemoryStream stream)
    {
        stream.Position = 0;
        using var book = SpreadsheetDocument.Open(stream, isEditable: false);
        return [.. new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2013).Validate(book).Select(static error => $"{error.Path?.XPath}: {error.Description}")];
    }
}
