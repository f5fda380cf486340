using System.Globalization;
using System.Numerics;

namespace Matching.Oracles.Exact;

/// <summary>An exact fraction in lowest terms with a positive denominator. The default is zero.</summary>
public readonly struct BigRational : IEquatable<BigRational>, IComparable<BigRational>
{
    private readonly BigInteger _denominator;

    /// <exception cref="DivideByZeroException">The denominator is zero.</exception>
    public BigRational(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero)
        {
            throw new DivideByZeroException();
        }

        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        Numerator = numerator / divisor;
        _denominator = denominator / divisor;
    }

    public BigInteger Numerator { get; }

    public BigInteger Denominator => _denominator.IsZero ? BigInteger.One : _denominator;

    public static BigRational Zero => default;

    public static BigRational One => new(1, 1);

    public int Sign => Numerator.Sign;

    public static implicit operator BigRational(BigInteger value) => new(value, 1);

    public static implicit operator BigRational(long value) => new(value, 1);

    public static BigRational operator +(BigRational left, BigRational right) =>
        new((left.Numerator * right.Denominator) + (right.Numerator * left.Denominator), left.Denominator * right.Denominator);

    public static BigRational operator -(BigRational left, BigRational right) => left + (-right);

    public static BigRational operator -(BigRational value) => new(-value.Numerator, value.Denominator);

    public static BigRational operator *(BigRational left, BigRational right) =>
        new(left.Numerator * right.Numerator, left.Denominator * right.Denominator);

    public static BigRational operator /(BigRational left, BigRational right) =>
        new(left.Numerator * right.Denominator, left.Denominator * right.Numerator);

    public static bool operator ==(BigRational left, BigRational right) => left.Equals(right);

    public static bool operator !=(BigRational left, BigRational right) => !left.Equals(right);

    public static bool operator <(BigRational left, BigRational right) => left.CompareTo(right) < 0;

    public static bool operator >(BigRational left, BigRational right) => left.CompareTo(right) > 0;

    public static bool operator <=(BigRational left, BigRational right) => left.CompareTo(right) <= 0;

    public static bool operator >=(BigRational left, BigRational right) => left.CompareTo(right) >= 0;

    public static BigRational Min(BigRational left, BigRational right) => left <= right ? left : right;

    public static BigRational Max(BigRational left, BigRational right) => left >= right ? left : right;

    /// <summary>The largest whole number that is not above.</summary>
    public BigInteger Floor()
    {
        var quotient = BigInteger.DivRem(Numerator, Denominator, out var rest);
        return rest.Sign < 0 ? quotient - 1 : quotient;
    }

    public double ToDouble()
    {
        var whole = Floor();
        return (double)whole + ((double)(((Numerator - (whole * Denominator)) << 64) / Denominator) / Math.Pow(2, 64));
    }

    public int CompareTo(BigRational other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    public bool Equals(BigRational other) => Numerator == other.Numerator && Denominator == other.Denominator;

    public override bool Equals(object? obj) => obj is BigRational other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Numerator, Denominator);

    public override string ToString() =>
        Denominator.IsOne
            ? Numerator.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");
}
