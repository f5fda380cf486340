using System.Text;
using Matching.Engine.Rounds;

namespace Matching.Files.Tests.Workbooks;

/// <summary>Tables read against the small round of <see cref="TinyFiles"/>.</summary>
internal static class Imports
{
    public const string NeedsHeader = "Mã nhu cầu,Mã xã,Mã mặt hàng,Số lượng,Tính cấp thiết,Hạn cần";

    public static readonly string[] NeedsColumns = NeedsHeader.Split(',');

    public static readonly Round Round = new TinyFiles().Read().Round!;

    public static readonly ImportOptions Vietnamese = new() { Numbers = NumberForm.Vietnamese, Dates = DateForm.DayMonthYear };

    public static ImportReading Read(byte[] bytes, string name, ImportKind kind = ImportKind.Needs, ImportOptions? options = null, Round? round = null)
    {
        using var stream = new MemoryStream(bytes);
        return SheetImport.Read(stream, name, kind, round ?? Round, options);
    }

    public static ImportReading Csv(string text, ImportKind kind = ImportKind.Needs, ImportOptions? options = null, Round? round = null) =>
        Read(Encoding.UTF8.GetBytes(text), "table.csv", kind, options, round);

    public static ImportReading Xlsx(Book book, ImportKind kind = ImportKind.Needs, ImportOptions? options = null) => Read(book.Bytes(), "table.xlsx", kind, options);

    /// <summary>A workbook of one need, some of its cells replaced by column.</summary>
    public static Book Need(params (string Column, object? Cell)[] cells) => new(NeedsColumns, NeedCells(cells));

    public static object?[] NeedCells(params (string Column, object? Cell)[] cells)
    {
        object?[] row = ["N9", "03217", "jacket", 5, "critical", "2026-12-31"];
        foreach (var (column, cell) in cells)
        {
            row[Array.IndexOf(NeedsColumns, column)] = cell;
        }

        return row;
    }
}
