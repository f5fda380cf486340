using System.Globalization;

namespace Matching.Files;

/// <summary>Names of cells as spreadsheets write them: <c>B12</c>.</summary>
internal static class CellReference
{
    public const long LastRow = 1_048_576;

    public const int LastColumn = 16_384;

    /// <summary>Column (0 = A) and row (1 = first); false for what is no cell of a sheet.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out int column, out long row)
    {
        (column, row) = (0, 0);
        var letters = 0;
        while (letters < text.Length && letters < 4 && text[letters] is >= 'A' and <= 'Z')
        {
            column = (column * 26) + (text[letters++] - 'A' + 1);
        }

        var digits = text[letters..];
        column--;
        return column is >= 0 and < LastColumn && digits.Length is > 0 and <= 7 && digits[0] != '0'
            && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out row) && row <= LastRow;
    }

    /// <summary>A rectangle such as <c>A1:C4</c>, or one cell.</summary>
    public static bool TryReadRange(string text, out CellRange range)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var first = colon < 0 ? text : text[..colon];
        var last = colon < 0 ? text : text[(colon + 1)..];
        var good = TryRead(first, out _, out var from);
        good &= TryRead(last, out _, out var to);
        range = new CellRange(text, Math.Min(from, to), Math.Max(from, to));
        return good;
    }

    /// <summary>The letters of a column, 0 = A.</summary>
    public static string Letters(int column)
    {
        var letters = "";
        for (var rest = column + 1; rest > 0; rest = (rest - 1) / 26)
        {
            letters = (char)('A' + ((rest - 1) % 26)) + letters;
        }

        return letters;
    }
}
