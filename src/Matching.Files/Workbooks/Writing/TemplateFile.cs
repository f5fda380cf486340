using System.Collections.Immutable;

namespace Matching.Files;

/// <summary>Empty tables to fill in: a sheet with the header, lists to choose words from, and a sheet that explains each column.</summary>
public static class TemplateFile
{
    private const string Notes = "Hướng dẫn";

    private static readonly Dictionary<string, ImmutableArray<string>> s_words = new(StringComparer.Ordinal)
    {
        ["urgency"] = ["khẩn cấp", "cấp thiết", "bình thường"],
        ["status"] = ["đã báo cáo", "đã xác minh", "bị từ chối"],
        ["kind"] = ["tiền", "hiện vật"],
        ["quality"] = ["mới", "đã qua sử dụng"],
        ["exclusive"] = ["line", "commune_item", "commune"],
        ["equal_split"] = ["commune", "district", "province"],
    };

    /// <summary>Writes a template as XLSX. <see cref="SheetImport"/> reads it back once it is filled in.</summary>
    /// <param name="stream">Need not be seekable; stays open.</param>
    public static void Write(Stream stream, ImportKind kind)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var form = SheetForm.Of(kind);
        var columns = form.Columns.Where(static column => column.Use != ColumnUse.Remark).ToImmutableArray();
        using var book = new WorkbookOutput(stream, CancellationToken.None);
        book.BeginSheet(form.Title, [.. columns.Select(Look)], Lists(columns));
        book.BeginRow();
        foreach (var column in columns)
        {
            book.Header(column.Required ? column.Title + " *" : column.Title);
        }

        book.EndRow();
        WriteNotes(book, columns);
        book.Finish();
    }

    /// <summary>Whether a sheet is one that templates bring along and nobody needs to be told of.</summary>
    internal static bool IsOwnSheet(string name) => string.Equals(name, Notes, StringComparison.Ordinal);

    private static void WriteNotes(WorkbookOutput book, ImmutableArray<SheetColumn> columns)
    {
        book.BeginSheet(Notes, [ColumnLook.Text, ColumnLook.Text, ColumnLook.Text, ColumnLook.Wide]);
        Row(book, book.Header, "Cột", "Tên trong tệp", "Bắt buộc", "Cách ghi");
        foreach (var column in columns)
        {
            Row(book, book.Note, column.Title, column.Name, column.Required ? "có" : "", column.Note);
        }

        Row(book, book.Note, "Chung", "", "", "Mỗi dòng một bản ghi; không gộp ô. Số viết liền (1200000) hoặc để ô dạng số. Ngày để ô dạng ngày, hoặc viết 2026-12-31. Không ghi tên hay thông tin của từng trẻ.");
    }

    private static void Row(WorkbookOutput book, Action<string> write, params ReadOnlySpan<string> cells)
    {
        book.BeginRow();
        foreach (var cell in cells)
        {
            write(cell);
        }

        book.EndRow();
    }

    private static ColumnLook Look(SheetColumn column) => column.Use switch
    {
        ColumnUse.Number or ColumnUse.Percent => ColumnLook.Number,
        ColumnUse.Day => ColumnLook.Day,
        _ => ColumnLook.Text,
    };

    private static IEnumerable<ColumnList> Lists(ImmutableArray<SheetColumn> columns)
    {
        for (var c = 0; c < columns.Length; c++)
        {
            if (columns[c].Use == ColumnUse.Flag)
            {
                yield return new ColumnList(c, ["có", "không"]);
            }
            else if (columns[c].Use == ColumnUse.Word && s_words.TryGetValue(columns[c].Name, out var words))
            {
                yield return new ColumnList(c, words);
            }
        }
    }
}
