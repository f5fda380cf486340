using System.Globalization;
using System.Text;
using Matching.Api.Rights;
using Matching.Files;

namespace Matching.Api.Wire;

/// <summary>In which form a table is asked for: by the ending of the address.</summary>
internal sealed record TableForm(bool IsWorkbook)
{
    public const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    public const string Csv = "text/csv; charset=utf-8";

    public static ValueTask<TableForm?> BindAsync(HttpContext context) =>
        ValueTask.FromResult<TableForm?>(new TableForm(context.Request.Path.Value?.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase) == true));
}

/// <summary>Maps a table under both endings.</summary>
internal static class TableEndpoints
{
    public static void MapTable(this IEndpointRouteBuilder api, string path, Delegate handler, string operation, string summary)
    {
        api.MapGet(path + ".csv", handler).Is(operation).WithSummary(summary + " as CSV").WithMetadata(new GivesTable(TableForm.Csv));
        api.MapGet(path + ".xlsx", handler).Is(operation).WithSummary(summary + " as XLSX").WithMetadata(new GivesTable(TableForm.Xlsx));
    }
}

/// <summary>Marks endpoints that answer with a table, for the API's description.</summary>
internal sealed record GivesTable(string Type);

/// <summary>A table as an answer, row by row: CSV (UTF-8 with a mark, LF, quotes where needed, formulas neutralised as in the round's files) is streamed; a workbook is made on disk first.</summary>
/// <param name="name">Of the file, without ending.</param>
internal sealed class TableFile(TableForm form, string name, IReadOnlyList<string> header, Func<TableRows, CancellationToken, Task> write) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, cancel) = (httpContext.Response, httpContext.RequestAborted);
        if (!form.IsWorkbook)
        {
            Name(response, ".csv", TableForm.Csv);
            var rows = new CsvRows(response.Body, cancel);
            await rows.AddAsync([.. header]).ConfigureAwait(false);
            await write(rows, cancel).ConfigureAwait(false);
            await rows.FlushAsync().ConfigureAwait(false);
            return;
        }

        // Complete before the first byte is sent, so that a failure is told as one.
        await using var file = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        using (var book = new WorkbookOutput(file, cancel))
        {
            book.BeginSheet(name, [.. header.Select(_ => ColumnLook.Text)]);
            book.BeginRow();
            foreach (var column in header)
            {
                book.Header(column);
            }

            book.EndRow();
            await write(new BookRows(book), cancel).ConfigureAwait(false);
            book.Finish();
        }

        file.Position = 0;
        Name(response, ".xlsx", TableForm.Xlsx);
        response.ContentLength = file.Length;
        await file.CopyToAsync(response.Body, cancel).ConfigureAwait(false);
    }

    private void Name(HttpResponse response, string ending, string type)
    {
        response.ContentType = type;
        response.Headers.ContentDisposition = $"attachment; filename=\"{name}{ending}\"";
    }
}

/// <summary>Rows on their way out.</summary>
internal abstract class TableRows
{
    /// <summary>Writes a row: texts, whole numbers, days, nothing for <see langword="null"/>.</summary>
    public abstract ValueTask AddAsync(params object?[] cells);
}

/// <summary>Rows of a CSV answer.</summary>
internal sealed class CsvRows(Stream stream, CancellationToken cancel) : TableRows
{
    private const int Full = 32 * 1024;

    private readonly StringBuilder _waiting = new("\uFEFF"); // by which spreadsheets know Vietnamese letters

    public override async ValueTask AddAsync(params object?[] cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0)
            {
                _waiting.Append(',');
            }

            Append(cells[i]);
        }

        _waiting.Append('\n');
        if (_waiting.Length >= Full)
        {
            await FlushAsync().ConfigureAwait(false);
        }
    }

    public async ValueTask FlushAsync()
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(_waiting.ToString()), cancel).ConfigureAwait(false);
        _waiting.Clear();
    }

    private void Append(object? cell)
    {
        switch (cell)
        {
            case null:
                return;
            case string text:
                if (Neutral.NeedsMark(text))
                {
                    text = "'" + text;
                }

                if (text.AsSpan().ContainsAny(",\"\r\n"))
                {
                    _waiting.Append('"').Append(text.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
                }
                else
                {
                    _waiting.Append(text);
                }

                return;
            case DateOnly day:
                _waiting.Append(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                return;
            default:
                _waiting.Append(CultureInfo.InvariantCulture, $"{cell}");
                return;
        }
    }
}

/// <summary>Rows of a sheet. The type of a cell says that it is text, so that nothing needs a mark.</summary>
internal sealed class BookRows(WorkbookOutput book) : TableRows
{
    public override ValueTask AddAsync(params object?[] cells)
    {
        book.BeginRow();
        foreach (var cell in cells)
        {
            switch (cell)
            {
                case null or "":
                    book.Skip();
                    break;
                case long or int:
                    book.Number(Convert.ToInt64(cell, CultureInfo.InvariantCulture));
                    break;
                case DateOnly day:
                    book.Day(day);
                    break;
                default:
                    book.Text(Convert.ToString(cell, CultureInfo.InvariantCulture)!);
                    break;
            }
        }

        book.EndRow();
        return ValueTask.CompletedTask;
    }
}
