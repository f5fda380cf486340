namespace Matching.Engine.Allocation.Discrete;

/// <summary>The multipliers of a bound (<see cref="ValueBound"/>): what a đồng is worth at each line, and what a đồng more is worth in classes that must not get less.</summary>
/// <remarks>Whole numbers in parts of <see cref="Full"/>, kept finer than they are used so that small steps add up.</remarks>
internal sealed class LineValues
{
    /// <summary>What a đồng is worth that counts once and of which there is none to spare.</summary>
    public const int Full = 1024;

    /// <summary>What a đồng of an early class may be worth more than one of the last.</summary>
    private const int MostTimes = 63;

    private const int FineBits = 20;

    private const long One = 1L << FineBits;

    /// <summary>Classes are few and their sums large: they move so many times faster than lines.</summary>
    private const int Haste = 128;

    private readonly int[] _class;
    private readonly long[] _capVnd;
    private readonly long[] _countVnd;
    private readonly long[] _ratio;
    private readonly long[] _part;
    private readonly long[] _direction;
    private readonly long[] _premium;
    private readonly long[] _turn;
    private int _last;

    /// <param name="lineClass">Per line.</param>
    /// <param name="capVnd">Per line: how many đồng count there.</param>
    /// <param name="countVnd">Per line: what these count together; at most as much.</param>
    public LineValues(int[] lineClass, int classes, long[] capVnd, long[] countVnd)
    {
        (_class, _capVnd, _countVnd) = (lineClass, capVnd, countVnd);
        (_ratio, _part, _direction) = (new long[capVnd.Length], new long[capVnd.Length], new long[capVnd.Length]);
        (_premium, _turn, Weight) = (new long[classes], new long[classes], new long[classes]);
        Of = new int[capVnd.Length];
        for (var l = 0; l < capVnd.Length; l++)
        {
            _ratio[l] = capVnd[l] == 0 ? 0 : (long)(((Int128)countVnd[l] << FineBits) / capVnd[l]);
        }
    }

    /// <summary>Per line: what a đồng is worth; 0 where it does not count.</summary>
    public int[] Of { get; }

    /// <summary>Per class: what a đồng that is reached counts; 0 after the last class that counts.</summary>
    public long[] Weight { get; }

    /// <summary>Per class, and not the last: what is asked of all up to it for each đồng that the plan reaches there.</summary>
    public long PremiumOf(int k) => k < _last ? _premium[k] >> FineBits : 0;

    /// <summary>Whether the line's class counts.</summary>
    public bool Counts(int line) => _capVnd[line] > 0 && _class[line] <= _last;

    /// <summary>Begins with the values of a minimum cut: scarce lines are worth what counts there, others nothing.</summary>
    /// <param name="last">The last class that counts.</param>
    public void Begin(bool[] scarce, int last)
    {
        _last = last;
        Array.Clear(_direction);
        Array.Clear(_premium);
        Array.Clear(_turn);
        for (var l = 0; l < _part.Length; l++)
        {
            _part[l] = scarce[l] ? One : 0;
        }

        Round();
    }

    /// <summary>A step against the direction in which more is used than counts: Polyak's length, on directions that remember four fifths of the last one.</summary>
    /// <param name="usedVnd">Per line: what the best answer to these values would put there.</param>
    /// <param name="gapVnd">How far the bound is from what is known to be possible.</param>
    /// <param name="damping">Of the length, in 1/1024.</param>
    /// <param name="reachedVnd">Per class: what all up to it are to reach.</param>
    /// <returns>Whether there was any direction to go.</returns>
    public bool Step(long[] usedVnd, long gapVnd, int damping, long[] reachedVnd)
    {
        Int128 norm = 0;
        var upTo = new Int128[_last + 1];
        var counted = new Int128[_last + 1];
        for (var l = 0; l < _part.Length; l++)
        {
            if (!Counts(l))
            {
                continue;
            }

            upTo[_class[l]] += _capVnd[l];
            counted[_class[l]] += (((Int128)(One - _part[l]) * _countVnd[l]) + ((Int128)_part[l] * _ratio[l] / One * usedVnd[l])) >> FineBits;
            _direction[l] = Turned(_direction[l], usedVnd[l] - _capVnd[l], _part[l], One);
            norm += (Int128)_direction[l] * _direction[l] / _capVnd[l] * (_ratio[l] * Weight[_class[l]] / Full) >> FineBits;
        }

        for (var k = 0; k < _last; k++)
        {
            (upTo[k], counted[k]) = k == 0 ? (upTo[0], counted[0]) : (upTo[k] + upTo[k - 1], counted[k] + counted[k - 1]);
            _turn[k] = upTo[k] == 0 ? 0 : Turned(_turn[k], (long)(counted[k] - reachedVnd[k]), _premium[k], (long)MostTimes * Full / Math.Max(1, _last) * One);
            norm += upTo[k] == 0 ? 0 : Haste * (Int128)_turn[k] * _turn[k] / upTo[k];
        }

        if (norm == 0)
        {
            return false;
        }

        var length = ((Int128)gapVnd * damping << FineBits) / norm / 1024;
        for (var l = 0; l < _part.Length; l++)
        {
            if (_direction[l] != 0 && Counts(l))
            {
                _part[l] = Moved(_part[l], length * _direction[l] / _capVnd[l], One);
            }
        }

        for (var k = 0; k < _last; k++)
        {
            if (_turn[k] != 0)
            {
                _premium[k] = Moved(_premium[k], length * Full * Haste * _turn[k] / upTo[k], (long)MostTimes * Full / _last * One);
            }
        }

        Round();
        return true;
    }

    /// <summary>The direction with memory, or nothing where it leads out of the range.</summary>
    private static long Turned(long before, long more, long now, long most)
    {
        more = IsBlocked(more) ? 0 : more;
        more += before / 5 * 4;
        return IsBlocked(more) ? 0 : more;

        bool IsBlocked(long to) => (to > 0 && now == 0) || (to < 0 && now == most);
    }

    private static long Moved(long now, Int128 down, long most) => (long)Int128.Clamp(now - down, 0, most);

    private void Round()
    {
        Array.Clear(Weight);
        var weight = (long)Full;
        for (var k = _last; k >= 0; k--)
        {
            weight += PremiumOf(k);
            Weight[k] = weight;
        }

        for (var l = 0; l < Of.Length; l++)
        {
            Of[l] = Counts(l) ? (int)((Int128)_part[l] * _ratio[l] * Weight[_class[l]] >> (2 * FineBits)) : 0;
        }
    }
}
