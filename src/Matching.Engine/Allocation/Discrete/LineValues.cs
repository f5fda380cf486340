namespace Matching.Engine.Allocation.Discrete;

/// <summary>What a đồng is worth at each line, in parts of what it counts there: the multipliers of a bound (<see cref="ValueBound"/>).</summary>
/// <remarks>Kept finer than it is used, so that small steps add up.</remarks>
internal sealed class LineValues
{
    /// <summary>A đồng that counts in full and of which there is none to spare is worth so much.</summary>
    public const int Full = 1024;

    private const int FineBits = 20;

    private readonly long[] _capVnd;
    private readonly long[] _most;
    private readonly long[] _fine;
    private readonly long[] _direction;

    /// <param name="capVnd">Per line: how many đồng count there.</param>
    /// <param name="countVnd">Per line: what these count together; at most as much.</param>
    public LineValues(long[] capVnd, long[] countVnd)
    {
        _capVnd = capVnd;
        _most = new long[capVnd.Length];
        for (var l = 0; l < capVnd.Length; l++)
        {
            _most[l] = capVnd[l] == 0 ? 0 : (long)(((Int128)countVnd[l] * Full << FineBits) / capVnd[l]);
        }

        _fine = (long[])_most.Clone();
        _direction = new long[capVnd.Length];
        Of = new int[capVnd.Length];
        Round();
    }

    /// <summary>Per line: 0 to <see cref="Full"/>.</summary>
    public int[] Of { get; }

    /// <summary>Scarce lines are worth what counts there, others nothing: the values of a minimum cut.</summary>
    public void Begin(bool[] scarce)
    {
        for (var l = 0; l < _fine.Length; l++)
        {
            _fine[l] = scarce[l] ? _most[l] : 0;
        }

        Array.Clear(_direction);
        Round();
    }

    /// <summary>A step against the direction in which more is used than counts: Polyak's length, on directions that remember four fifths of the last one.</summary>
    /// <param name="usedVnd">Per line: what the best answer to these values would put there.</param>
    /// <param name="gapVnd">How far the bound is from what is known to be possible.</param>
    /// <param name="damping">Of the length, in 1/1024.</param>
    /// <returns>Whether there was any direction to go.</returns>
    public bool Step(long[] usedVnd, long gapVnd, int damping, Predicate<int> counts)
    {
        Int128 norm = 0;
        for (var l = 0; l < _fine.Length; l++)
        {
            if (_capVnd[l] == 0 || !counts(l))
            {
                _direction[l] = 0;
                continue;
            }

            var more = usedVnd[l] - _capVnd[l];
            more = IsBlocked(l, more) ? 0 : more;
            more += _direction[l] / 5 * 4;
            _direction[l] = IsBlocked(l, more) ? 0 : more;
            norm += (Int128)_direction[l] * _direction[l] / _capVnd[l];
        }

        if (norm == 0)
        {
            return false;
        }

        var length = ((Int128)gapVnd * damping << FineBits) / norm;
        for (var l = 0; l < _fine.Length; l++)
        {
            if (_direction[l] != 0)
            {
                var change = Int128.Clamp(length * _direction[l] / _capVnd[l], -_most[l], _most[l]);
                _fine[l] = Math.Clamp(_fine[l] - (long)change, 0, _most[l]);
            }
        }

        Round();
        return true;
    }

    private bool IsBlocked(int line, long more) => (more > 0 && _fine[line] == 0) || (more < 0 && _fine[line] == _most[line]);

    private void Round()
    {
        for (var l = 0; l < _fine.Length; l++)
        {
            Of[l] = (int)((_fine[l] + (1L << (FineBits - 1))) >> FineBits);
        }
    }
}
