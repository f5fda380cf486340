using System.Buffers.Text;
using System.Text;

namespace Matching.Api.Wire;

/// <summary>One page of a list, and where the next begins.</summary>
/// <param name="Next">To be sent back as <c>cursor</c>; missing on the last page.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Which page is wanted.</summary>
/// <param name="Cursor">As the page before gave it.</param>
/// <param name="Limit">1 to 500; 100 when not stated.</param>
internal sealed record Paging(string? Cursor, int? Limit)
{
    public const int Most = 500;

    public int Count => Limit switch
    {
        null => 100,
        >= 1 and <= Most and var stated => stated,
        var stated => throw Refused.Of(StatusCodes.Status400BadRequest, "bad_limit", $"limit is 1 to {Most}, not {stated}.", $"limit từ 1 đến {Most}, không phải {stated}."),
    };

    /// <summary>Key of the last thing of the page before; empty at the start.</summary>
    /// <param name="list">Name of the list: a cursor of another one is refused.</param>
    public string After(string list)
    {
        if (Cursor is null)
        {
            return "";
        }

        var prefix = list + "\n";
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Base64Url.DecodeFromChars(Cursor));
            if (text.StartsWith(prefix, StringComparison.Ordinal) && text.Length > prefix.Length && !text.AsSpan(prefix.Length).ContainsAny('\0', '\uFFFD'))
            {
                return text[prefix.Length..];
            }
        }
        catch (Exception e) when (e is FormatException or DecoderFallbackException)
        {
            // Told below like any other cursor that is not ours.
        }

        throw new Refused(
            StatusCodes.Status400BadRequest, "bad_cursor",
            "cursor is not one that this list gave. Begin without one.", "cursor không phải do danh sách này trả về. Hãy bắt đầu lại, không gửi cursor.");
    }

    /// <summary>As <see cref="After(string)"/>, of a list in the order of numbers.</summary>
    public long AfterNumber(string list, long start) =>
        After(list) is { Length: > 0 } text
            ? long.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
                ? number
                : throw new Refused(StatusCodes.Status400BadRequest, "bad_cursor", "cursor is not one that this list gave. Begin without one.", "cursor không phải do danh sách này trả về. Hãy bắt đầu lại, không gửi cursor.")
            : start;

    /// <summary>Makes a page of what was read: one more than is shown tells that there is a next one.</summary>
    public Page<TView> Of<TRow, TView>(string list, IReadOnlyList<TRow> rows, Func<TRow, string> key, Func<TRow, TView> view)
    {
        var shown = Math.Min(rows.Count, Count);
        var items = new List<TView>(shown);
        for (var i = 0; i < shown; i++)
        {
            items.Add(view(rows[i]));
        }

        return new(items, rows.Count > shown ? Base64Url.EncodeToString(Encoding.UTF8.GetBytes(list + "\n" + key(rows[shown - 1]))) : null);
    }

    /// <summary>A page of a list that is in memory, in order of its places.</summary>
    public Page<TView> Slice<TRow, TView>(string list, IReadOnlyList<TRow> all, Func<TRow, TView> view)
    {
        var start = (int)Math.Min(AfterNumber(list, 0), all.Count);
        var rows = new List<(TRow Row, int Place)>();
        for (var i = start; i < all.Count && rows.Count <= Count; i++)
        {
            rows.Add((all[i], i));
        }

        return Of(list, rows, row => (row.Place + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), row => view(row.Row));
    }
}
