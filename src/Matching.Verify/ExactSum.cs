using System.Numerics;
using Matching.Engine.Quantities;

namespace Matching.Verify;

/// <summary>A sum of fair shares, exactly: whole đồng, and fractions kept apart by denominator until they are asked for.</summary>
internal sealed class ExactSum
{
    private readonly SortedDictionary<long, Int128> _numerators = [];
    private Int128 _whole;

    /// <param name="step">A denominator that shares of this kind usually have a divisor of (their bottleneck's); keeps the sum short.</param>
    public void Add(Int128 whole, FairShare share, long step)
    {
        _whole += whole;
        if (share.Remainder > 0)
        {
            var (factor, rest) = step > 0 ? Math.DivRem(step, share.Denominator) : (0, 1);
            var denominator = rest == 0 ? step : share.Denominator;
            _numerators.TryGetValue(denominator, out var sum);
            _numerators[denominator] = sum + ((Int128)share.Remainder * (rest == 0 ? factor : 1));
        }
    }

    /// <summary>The sum cut to whole đồng.</summary>
    public Int128 Floor() => Split().Whole;

    public bool IsWhole => Split().Fraction.IsZero;

    private (Int128 Whole, BigInteger Fraction) Split()
    {
        var (numerator, denominator) = (BigInteger.Zero, BigInteger.One);
        foreach (var (next, sum) in _numerators)
        {
            (numerator, denominator) = ((numerator * next) + ((BigInteger)sum * denominator), denominator * next);
        }

        var whole = BigInteger.DivRem(numerator, denominator, out var fraction);
        return (_whole + (Int128)whole, fraction);
    }
}
