using System.Globalization;
using System.Text;
using Matching.Files;

namespace Matching.Api.Wire;

/// <summary>A CSV answer, streamed: UTF-8, LF, quotes where needed, text that a spreadsheet would run as a formula neutralised as in the round's files.</summary>
internal sealed class Csv(string name, IReadOnlyList<string> header, Func<CsvRows, CancellationToken, Task> write) : IResult, IContentTypeHttpResult
{
    public string ContentType => "text/csv; charset=utf-8";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = ContentType;
        httpContext.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        var rows = new CsvRows(httpContext.Response.Body, httpContext.RequestAborted);
        await rows.AddAsync([.. header]).ConfigureAwait(false);
        await write(rows, httpContext.RequestAborted).ConfigureAwait(false);
        await rows.FlushAsync().ConfigureAwait(false);
    }
}

/// <summary>Rows on their way out.</summary>
internal sealed class CsvRows(Stream stream, CancellationToken cancel)
{
    private const int Full = 32 * 1024;

    private readonly StringBuilder _waiting = new();

    /// <summary>Writes a row; numbers and days in invariant form, nothing for <see langword="null"/>.</summary>
    public async ValueTask AddAsync(params object?[] cells)
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
