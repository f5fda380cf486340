using System.Globalization;

namespace Matching.Engine.Quantities;

/// <summary>What the fairest fractional plan gives one line, in đồng of line value, exactly: <c>WholeVnd + Remainder / Denominator</c>.</summary>
/// <remarks><c>0 ≤ Remainder &lt; Denominator</c>. The default means nothing (0 + 0/1 is written as the default, too).</remarks>
public readonly record struct FairShare : IComparable<FairShare>
{
    private readonly long _denominator;

    public FairShare(long wholeVnd, long remainder = 0, long denominator = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(wholeVnd);
        ArgumentOutOfRangeException.ThrowIfNegative(remainder);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(remainder, denominator);
        var divisor = Ratio.GreatestCommonDivisor(remainder, denominator);
        WholeVnd = wholeVnd;
        Remainder = remainder / divisor;
        _denominator = remainder == 0 ? 0 : denominator / divisor;
    }

    public long WholeVnd { get; }

    public long Remainder { get; }

    public long Denominator => _denominator == 0 ? 1 : _denominator;

    /// <summary>The share of a line worth <paramref name="demandVnd"/> at a common coverage.</summary>
    public static FairShare Of(long demandVnd, Ratio coverage)
    {
        var product = (Int128)demandVnd * coverage.Numerator;
        var whole = (long)(product / coverage.Denominator);
        return new FairShare(whole, (long)(product - ((Int128)whole * coverage.Denominator)), coverage.Denominator);
    }

    /// <summary>Exactly <c>share / demand</c> compared with another line's.</summary>
    public static int CompareCoverage(FairShare left, long leftDemandVnd, FairShare right, long rightDemandVnd)
    {
        // (w + r/d) / q  <=>  (w' + r'/d') / q' : whole parts first in 128 bits, then fractions with big integers only when they tie closely.
        var l = (((System.Numerics.BigInteger)left.WholeVnd * left.Denominator) + left.Remainder) * right.Denominator * rightDemandVnd;
        var r = (((System.Numerics.BigInteger)right.WholeVnd * right.Denominator) + right.Remainder) * left.Denominator * leftDemandVnd;
        return l.CompareTo(r);
    }

    /// <summary>The share in units of <paramref name="unitCostVnd"/>, cut (not rounded) after <paramref name="decimals"/> decimals.</summary>
    public decimal ToUnits(long unitCostVnd, int decimals = 6)
    {
        var scale = Ratio.PowerOfTen(decimals);
        var units = WholeVnd / unitCostVnd;
        var restVnd = WholeVnd % unitCostVnd;
        var fraction = (((System.Numerics.BigInteger)restVnd * Denominator) + Remainder) * scale / ((System.Numerics.BigInteger)Denominator * unitCostVnd);
        return units + ((decimal)(long)fraction / scale);
    }

    public int CompareTo(FairShare other)
    {
        var whole = WholeVnd.CompareTo(other.WholeVnd);
        return whole != 0 ? whole : ((Int128)Remainder * other.Denominator).CompareTo((Int128)other.Remainder * Denominator);
    }

    public static bool operator <(FairShare left, FairShare right) => left.CompareTo(right) < 0;

    public static bool operator >(FairShare left, FairShare right) => left.CompareTo(right) > 0;

    public static bool operator <=(FairShare left, FairShare right) => left.CompareTo(right) <= 0;

    public static bool operator >=(FairShare left, FairShare right) => left.CompareTo(right) >= 0;

    public override string ToString() =>
        Remainder == 0
            ? WholeVnd.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{WholeVnd} + {Remainder}/{Denominator}");
}
