using Matching.Engine.Needs;
using Xunit;

namespace Matching.Files.Tests.Workbooks;

public sealed class SheetImportTests
{
    [Fact]
    public void A_workbook_and_a_csv_file_that_say_the_same_have_one_content_hash_whatever_the_order_and_the_writing()
    {
        var book = Imports.Xlsx(new Book(
            ["UBND TỈNH ĐIỆN BIÊN"],
            [],
            ["Danh sách nhu cầu năm 2026"],
            ["STT", " MÃ  NHU CẦU ", "Xã", "Mặt hàng", "Đơn vị tính", "Số lượng", "Mức độ", "Hạn cần", "Ghi chú"],
            ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)"],
            [1, "N1", "Mường Phăng", "áo rét", "cái", 1200, "Khẩn cấp", Book.Raw("<c r='@' s='1'><v>46387</v></c>"), "ghi gì cũng được"],
            [2, "N2", "xã pá khoang", "Warm jacket", null, "3.400", "cấp thiết", "31/12/2026", null]), options: Imports.Vietnamese);
        var csv = Imports.Csv("need_id;commune_code;item_code;quantity;urgency;needed_by\r\nN2;03218;jacket;3400;high;2026-12-31\r\nN1;03217;jacket;1200;critical;2026-12-31\r\n");

        Assert.Empty(book.Faults);
        Assert.Empty(csv.Faults);
        Assert.Equal(csv.ContentSha256, book.ContentSha256);
        Assert.NotEqual(csv.FileSha256, book.FileSha256);
        Assert.Equal([6L, 7L], book.Rows.ToArray());
        Assert.Equal((1200L, Urgency.Critical, new DateOnly(2026, 12, 31)), (book.Needs[0].Quantity, book.Needs[0].Urgency, book.Needs[0].NeededBy!.Value));
    }

    [Fact]
    public void A_fault_says_sheet_row_column_value_and_what_was_expected_in_both_languages()
    {
        var reading = Imports.Xlsx(new Book(Imports.NeedsColumns, Imports.NeedCells(), Imports.NeedCells(("Mã nhu cầu", "N10"), ("Số lượng", "500 triệu"))));

        var fault = Assert.Single(reading.Faults);
        Assert.Equal(("Bảng 1", 3L, "Số lượng (D)", "500 triệu", FaultKind.NotANumber), (fault.Sheet, fault.Line, fault.Column, fault.Value, fault.Kind));
        Assert.Equal("table.xlsx [Bảng 1], dòng 3, cột Số lượng (D): không phải số viết liền \"500 triệu\"; cần chữ số viết liền, không kèm chữ hay đơn vị, ví dụ 500000000 thay cho 500 triệu.", fault.Describe(vietnamese: true));
        Assert.Contains("expected plain digits without words", fault.Describe(vietnamese: false), StringComparison.Ordinal);
        Assert.Empty(reading.Needs);
        Assert.Equal("", reading.ContentSha256);
    }

    [Fact]
    public void A_value_is_shown_as_it_was_written_and_not_as_it_was_brought_into_form()
    {
        var reading = Imports.Xlsx(new Book(Imports.NeedsColumns, Imports.NeedCells(("Hạn cần", "31/02/2026")), Imports.NeedCells(("Mã nhu cầu", "N10"), ("Số lượng", "2.000.000.000.000.000"))), options: Imports.Vietnamese);

        Assert.Equal(["31/02/2026", "2.000.000.000.000.000"], reading.Faults.Select(static fault => fault.Value!));
        Assert.Equal([FaultKind.NotADate, FaultKind.OutOfRange], reading.Faults.Select(static fault => fault.Kind));
    }

    [Fact]
    public void A_row_given_twice_is_told_by_the_rows_of_the_sheet()
    {
        var reading = Imports.Xlsx(new Book(["Tiêu đề"], Imports.NeedsColumns, Imports.NeedCells(), [], Imports.NeedCells()));

        var fault = Assert.Single(reading.Faults);
        Assert.Equal((5L, "Mã nhu cầu (A)", FaultKind.Duplicate), (fault.Line, fault.Column, fault.Kind));
        Assert.Contains("line 3 has it already", fault.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void Shared_strings_rich_text_and_inline_text_are_read_alike()
    {
        var reading = Imports.Xlsx(Imports.Need(("Mã xã", Book.Raw("<c r='@' t='s'><v>1</v></c>")), ("Mã mặt hàng", Book.Raw("<c r='@' t='s'><v>0</v></c>"))));

        Assert.Empty(reading.Faults);
        Assert.Equal(("03217", "jacket"), (reading.Needs[0].Commune.Code, reading.Needs[0].Item.Code));
    }

    [Fact]
    public void A_thousand_faults_are_listed_and_the_rest_counted()
    {
        var reading = Imports.Csv(Imports.NeedsHeader + "\n" + string.Concat(Enumerable.Range(0, 1_500).Select(i => $"N{i},03217,jacket,\"1,5\",critical,\n")));

        Assert.Equal(1_001, reading.Faults.Length);
        Assert.Equal(FaultKind.MoreFaults, reading.Faults[^1].Kind);
    }

    [Fact]
    public void Three_hundred_thousand_rows_are_read_in_both_forms()
    {
        const int Rows = 300_000;
        var csv = new System.Text.StringBuilder(Imports.NeedsHeader + "\n");
        for (var i = 0; i < Rows; i++)
        {
            csv.Append(System.Globalization.CultureInfo.InvariantCulture, $"N{i},03217,jacket,5,high,\n");
        }

        var fromCsv = Imports.Csv(csv.ToString());
        var round = Imports.Round with { Needs = fromCsv.Needs, ExternalAid = [] };
        using var stream = new MemoryStream();
        SheetExport.WriteWorkbook(stream, round, plan: null);
        var fromBook = Imports.Read(stream.ToArray(), "x.xlsx", round: round);

        Assert.Empty(fromCsv.Faults);
        Assert.Empty(fromBook.Faults);
        Assert.Equal(Rows, fromBook.Needs.Length);
        Assert.Equal(fromCsv.ContentSha256, fromBook.ContentSha256);
    }
}
