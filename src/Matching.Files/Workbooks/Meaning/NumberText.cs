using System.Globalization;

namespace Matching.Files;

/// <summary>Numbers as people and spreadsheets write them, brought to plain digits. What cannot be is left as it is, for the reader of the round's files to refuse.</summary>
internal static class NumberText
{
    public static readonly Wanted Declare = new(
        "plain digits, or a declared form of numbers: 1.234.567 is Vietnamese (--numbers vi), 1,234,567 English (--numbers en)",
        "chữ số viết liền, hoặc khai báo cách viết số: 1.234.567 là kiểu Việt Nam (--numbers vi), 1,234,567 là kiểu Anh (--numbers en)");

    /// <summary>Reads text.</summary>
    /// <param name="undeclared">Whether the text is a number in a form that has to be declared first.</param>
    public static string Plain(string text, NumberForm form, out bool undeclared)
    {
        undeclared = false;
        var number = text.Length > 1 && text[0] == '+' && char.IsAsciiDigit(text[1]) ? text[1..] : text;
        if (number.All(char.IsAsciiDigit))
        {
            return number;
        }

        switch (form)
        {
            case NumberForm.Vietnamese:
                return Grouped(number, '.', ',') ?? text;
            case NumberForm.English:
                return Grouped(number, ',', '.') ?? text;
            default:
                undeclared = Grouped(number, '.', ',') is not null || Grouped(number, ',', '.') is not null;
                return text;
        }
    }

    /// <summary>A number that a workbook stores; digits when it is whole.</summary>
    /// <param name="factor">100 for a percentage.</param>
    public static string OfStored(string stored, int factor = 1)
    {
        if (factor == 1 && stored.All(char.IsAsciiDigit))
        {
            return stored;
        }

        var e = stored.AsSpan().IndexOfAny('e', 'E');
        var isModest = e < 0 || (int.TryParse(stored.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent) && exponent is > -20 and < 20);
        return isModest && stored.Length <= 40
            && decimal.TryParse(stored, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value)
            && value is >= 0 and < 1_000_000_000_000_000_000m && decimal.Truncate(value * factor) == value * factor && stored[0] != '-'
            ? decimal.Truncate(value * factor).ToString(CultureInfo.InvariantCulture)
            : stored;
    }

    /// <summary>Digits of a whole number in groups of three; decimals may be there when they are zeros.</summary>
    private static string? Grouped(string text, char group, char point)
    {
        var at = text.IndexOf(point, StringComparison.Ordinal);
        var (whole, decimals) = at < 0 ? (text, "0") : (text[..at], text[(at + 1)..]);
        if (decimals.Length == 0 || decimals.Any(static c => c != '0') || whole.Length == 0)
        {
            return null;
        }

        var separator = whole.FirstOrDefault(static c => !char.IsAsciiDigit(c), group);
        if (separator != group && separator is not (' ' or '\u00A0' or '\u202F' or '\u2009'))
        {
            return null;
        }

        var groups = whole.Split(separator);
        return groups.All(static part => part.Length > 0 && part.All(char.IsAsciiDigit)) && (groups.Length == 1 || (groups[0].Length <= 3 && groups.Skip(1).All(static part => part.Length == 3)))
            ? string.Concat(groups)
            : null;
    }
}
