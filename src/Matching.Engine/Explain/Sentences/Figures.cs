using System.Globalization;
using Matching.Engine.Quantities;

namespace Matching.Engine.Explain.Sentences;

/// <summary>Numbers and dates as a reader of the language expects them, by rules of our own, so that no machine's culture data changes them.</summary>
/// <remarks>Vietnamese: 1.250.000 ₫, 37,5 %, 22/11/2026. English: 1,250,000 ₫, 37.5 %, 2026-11-22.</remarks>
public static class Figures
{
    public static string Whole(long value, Language language)
    {
        var digits = Int128.Abs(value).ToString(CultureInfo.InvariantCulture);
        var separator = language == Language.Vietnamese ? '.' : ',';
        Span<char> grouped = stackalloc char[32];
        var at = grouped.Length;
        for (var i = 0; i < digits.Length; i++)
        {
            if (i > 0 && i % 3 == 0)
            {
                grouped[--at] = separator;
            }

            grouped[--at] = digits[^(i + 1)];
        }

        if (value < 0)
        {
            grouped[--at] = '−';
        }

        return new string(grouped[at..]);
    }

    public static string Dong(Vnd amount, Language language) => Whole(amount.Dong, language) + " ₫";

    /// <summary>Cut (not rounded) after at most so many decimals; zeros at the end are left out.</summary>
    public static string Decimal(decimal value, Language language, int decimals = 2)
    {
        var scale = (decimal)Ratio.PowerOfTen(decimals);
        var cut = decimal.Truncate(Math.Abs(value) * scale);
        var whole = decimal.Truncate(cut / scale);
        var fraction = ((long)(cut - (whole * scale))).ToString(CultureInfo.InvariantCulture).PadLeft(decimals, '0').TrimEnd('0');
        var sign = value < 0 && cut > 0 ? "−" : "";
        return sign + Whole((long)whole, language) + (fraction.Length == 0 ? "" : (language == Language.Vietnamese ? ',' : '.') + fraction);
    }

    /// <summary>A share of 1 in percent, rounded to one decimal; what is not full never reads 100 %, what is more than nothing never 0 %.</summary>
    public static string Percent(Ratio share, Language language)
    {
        if (share.Numerator == 0)
        {
            return "0 %";
        }

        var (number, denominator) = ((Int128)share.Numerator, (Int128)share.Denominator);
        var tenths = ((number * 2000) + denominator) / (denominator * 2);
        tenths = number < denominator ? Int128.Min(tenths, 999) : tenths;
        return tenths == 0 ? "< " + Decimal(0.1m, language, 1) + " %" : Decimal((decimal)tenths / 10, language, 1) + " %";
    }

    /// <summary>A statistic between 0 and 1 in percent, rounded to one decimal.</summary>
    public static string Percent(double share, Language language) =>
        Decimal(Math.Round((decimal)share * 100, 1, MidpointRounding.AwayFromZero), language, 1) + " %";

    /// <summary>A statistic, rounded to three decimals.</summary>
    public static string Statistic(double value, Language language) =>
        Decimal(Math.Round((decimal)value, 3, MidpointRounding.AwayFromZero), language, 3);

    public static string Date(DateOnly day, Language language) =>
        day.ToString(language == Language.Vietnamese ? "dd'/'MM'/'yyyy" : "yyyy'-'MM'-'dd", CultureInfo.InvariantCulture);
}
