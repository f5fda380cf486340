using System.Globalization;

namespace Matching.Engine.Quantities;

/// <summary>An exact share, such as a coverage: <c>Numerator / Denominator</c> in lowest terms.</summary>
/// <remarks>
/// Numerator zero or more, denominator one or more. Comparison multiplies crosswise in 128 bits, so no rounding decides an order.
/// The default value is 0/0 and stands for "no share stated"; use <see cref="Zero"/> for nothing.
/// </remarks>
public readonly record struct Ratio : IComparable<Ratio>
{
    public Ratio(long numerator, long denominator)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(numerator);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(denominator);
        var divisor = GreatestCommonDivisor(numerator, denominator);
        Numerator = numerator / divisor;
        Denominator = denominator / divisor;
    }

    public static Ratio Zero => new(0, 1);

    public static Ratio One => new(1, 1);

    public long Numerator { get; }

    public long Denominator { get; }

    public bool IsFull => Numerator == Denominator && Denominator > 0;

    public static bool operator <(Ratio left, Ratio right) => left.CompareTo(right) < 0;

    public static bool operator >(Ratio left, Ratio right) => left.CompareTo(right) > 0;

    public static bool operator <=(Ratio left, Ratio right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Ratio left, Ratio right) => left.CompareTo(right) >= 0;

    public int CompareTo(Ratio other) =>
        ((Int128)Numerator * other.Denominator).CompareTo((Int128)other.Numerator * Denominator);

    /// <summary>The value cut (not rounded) after <paramref name="decimals"/> decimals, 0 to 9.</summary>
    public decimal Truncate(int decimals)
    {
        var scale = PowerOfTen(decimals);
        return Denominator == 0 ? 0m : (decimal)((Int128)Numerator * scale / Denominator) / scale;
    }

    /// <summary>For display and statistics only; never to decide.</summary>
    public double ToDouble() => Denominator == 0 ? 0 : (double)Numerator / Denominator;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");

    internal static long PowerOfTen(int decimals)
    {
        var scale = 1L;
        for (var i = 0; i < decimals; i++)
        {
            scale *= 10;
        }

        return scale;
    }

    internal static long GreatestCommonDivisor(long a, long b)
    {
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return a == 0 ? 1 : a;
    }
}
