using System.Globalization;

namespace Matching.Files;

/// <summary>Numbers and days, in the one way of writing that cannot be misread.</summary>
internal static class Digits
{
    /// <summary>Reads ASCII digits and nothing else; a number past 63 bits becomes <see cref="long.MaxValue"/>, which every range refuses.</summary>
    public static bool TryRead(ReadOnlySpan<byte> cell, out long value)
    {
        value = 0;
        if (cell.IsEmpty)
        {
            return false;
        }

        foreach (var digit in cell)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            value = value > (long.MaxValue - 9) / 10 ? long.MaxValue : (value * 10) + (digit - (byte)'0');
            if (value == long.MaxValue)
            {
                return !cell.ContainsAnyExceptInRange((byte)'0', (byte)'9');
            }
        }

        return true;
    }

    /// <summary>Reads digits with at most two decimals behind a point.</summary>
    public static bool TryReadPercent(ReadOnlySpan<byte> cell, out decimal value)
    {
        value = 0;
        var point = cell.IndexOf((byte)'.');
        var whole = point < 0 ? cell : cell[..point];
        var decimals = point < 0 ? "0"u8 : cell[(point + 1)..];
        if (!TryRead(whole, out var units) || decimals.Length is 0 or > 2 || !TryRead(decimals, out var part))
        {
            return false;
        }

        value = units + ((decimal)part / (decimals.Length == 1 ? 10 : 100));
        return true;
    }

    /// <summary>Reads yyyy-MM-dd; false for another shape or a day that no calendar has.</summary>
    public static bool TryReadDay(ReadOnlySpan<byte> cell, out DateOnly day)
    {
        day = default;
        if (cell.Length != 10 || cell[4] != (byte)'-' || cell[7] != (byte)'-'
            || !TryRead(cell[..4], out var year) || !TryRead(cell[5..7], out var month) || !TryRead(cell[8..], out var date)
            || year is < 1 || month is < 1 or > 12 || date < 1 || date > DateTime.DaysInMonth((int)year, (int)month))
        {
            return false;
        }

        day = new DateOnly((int)year, (int)month, (int)date);
        return true;
    }

    /// <summary>What to say of a cell that <see cref="TryRead"/> refuses, by the habit that it shows.</summary>
    public static Wanted Advice(ReadOnlySpan<byte> cell)
    {
        var text = System.Text.Encoding.UTF8.GetString(cell);
        var first = text[0];
        return text switch
        {
            _ when text.Any(c => c > '\u007F' && (char.IsDigit(c) || char.GetUnicodeCategory(c) == UnicodeCategory.OtherNumber)) =>
                new("plain digits 0 to 9, not digits of another script, e.g. 12", "chữ số thường 0 đến 9, không dùng chữ số của bộ chữ khác, ví dụ 12"),
            _ when first is '-' or '(' or '\u2212' => new("a number that is not negative, in plain digits, e.g. 500000000", "số không âm, viết liền, ví dụ 500000000"),
            _ when first == '+' => new("plain digits without a sign, e.g. 500000000", "chữ số viết liền, không có dấu cộng, ví dụ 500000000"),
            _ when text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) => new("plain decimal digits, e.g. 31", "số thập phân viết liền, ví dụ 31"),
            _ when text.Any(c => c < ' ') => new("plain digits and nothing else, e.g. 12", "chỉ có chữ số viết liền, ví dụ 12"),
            _ when char.IsAsciiDigit(first) && text.All(c => char.IsAsciiDigit(c) || c is 'e' or 'E' or '+' or '-' or '.') && text.Contains('e', StringComparison.OrdinalIgnoreCase) =>
                new("plain digits without an exponent, e.g. 1000", "chữ số viết liền, không dùng số mũ, ví dụ 1000"),
            _ when text.All(c => char.IsAsciiDigit(c) || c is '.' or ',' or '_' or '\'' || char.IsWhiteSpace(c)) =>
                new("plain digits without separators or decimals, e.g. 500000000", "chữ số viết liền, không có dấu chấm, dấu phẩy hay khoảng trắng, ví dụ 500000000"),
            _ when char.IsAsciiDigit(first) => new("plain digits without words or units, e.g. 500000000 for 500 million", "chữ số viết liền, không kèm chữ hay đơn vị, ví dụ 500000000 thay cho 500 triệu"),
            _ => new("plain digits, e.g. 500000000", "chữ số viết liền, ví dụ 500000000"),
        };
    }
}
