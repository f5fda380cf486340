namespace Matching.Engine.Allocation.Discrete;

/// <summary>The largest sum up to an amount that units of a few sizes make, found depth first with the first sizes taken most; exact unless the steps run out.</summary>
internal sealed class SubsetSum
{
    private readonly (int Place, long Unit, long Units)[] _sizes;
    private readonly long[] _suffixSum;
    private readonly long[] _suffixDivisor;
    private readonly Dictionary<int, long> _room = [];
    private readonly long[] _taken;
    private int _steps;

    /// <param name="sizes">Of each size: its place, its amount, and how many units there are.</param>
    /// <param name="ceiling">The most of any one place.</param>
    /// <param name="steps">How many nodes may be looked at.</param>
    public SubsetSum((int Place, long Unit, long Units)[] sizes, long amount, long ceiling, int steps)
    {
        (_sizes, _steps) = (sizes, steps);
        _taken = new long[sizes.Length];
        Best = new long[sizes.Length];
        _suffixSum = new long[sizes.Length + 1];
        _suffixDivisor = new long[sizes.Length + 1];
        for (var i = sizes.Length - 1; i >= 0; i--)
        {
            _suffixSum[i] = (long)Int128.Min(long.MaxValue, _suffixSum[i + 1] + ((Int128)sizes[i].Unit * sizes[i].Units));
            _suffixDivisor[i] = Divisor(sizes[i].Unit, _suffixDivisor[i + 1]);
            _room[sizes[i].Place] = ceiling;
        }

        Visit(0, 0, amount);
    }

    /// <summary>Units taken of each size.</summary>
    public long[] Best { get; }

    public long Total { get; private set; }

    private void Visit(int i, long total, long rest)
    {
        if (total > Total)
        {
            Total = total;
            _taken.CopyTo(Best, 0);
        }

        if (i == _sizes.Length || rest == 0 || total + (Math.Min(rest, _suffixSum[i]) / _suffixDivisor[i] * _suffixDivisor[i]) <= Total)
        {
            return;
        }

        var (place, unit, units) = _sizes[i];
        for (var n = Math.Min(units, Math.Min(rest, _room[place]) / unit); n >= 0 && _steps > 0; n--)
        {
            _steps--;
            _taken[i] = n;
            _room[place] -= n * unit;
            Visit(i + 1, total + (n * unit), rest - (n * unit));
            _room[place] += n * unit;
            _taken[i] = 0;
        }
    }

    private static long Divisor(long a, long b)
    {
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return a;
    }
}
