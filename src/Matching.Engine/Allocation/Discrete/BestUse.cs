namespace Matching.Engine.Allocation.Discrete;

/// <summary>A commune as a pledge sees it.</summary>
/// <param name="Lines">Lines that the pledge may serve there, the most valuable first; shared by all pledges of one taste.</param>
/// <param name="MostVnd">What the pledge may give the commune, useful or not.</param>
internal readonly record struct UseCommune(int[] Lines, long MostVnd);

/// <summary>The most that one pledge can be worth by itself under its yes-or-no conditions when every line has a value: a bound on it, and what it would give to whom.</summary>
/// <remarks>
/// Every đồng that is given costs θ, and what the pledge has is worth θ: for any such θ ≥ 0 (any at all where it is used whole or not) the best choice commune by commune is
/// above the true one. The smallest θ at which no more than the pledge is used makes it smallest.
/// </remarks>
internal sealed class BestUse(long amountVnd, long leastVnd, int most, bool allOrNothing, Func<int, long>? shareVnd, UseCommune[] communes)
{
    private readonly (Int128 Worth, long AmountVnd, int Commune)[] _chosen = new (Int128, long, int)[communes.Length];
    /// <summary>At this price nobody gives anything.</summary>
    private const int Highest = 64 * LineValues.Full;

    private readonly int _lowest = allOrNothing ? -Highest : 0;
    private int _theta;

    /// <summary>How many steps one look at all communes takes.</summary>
    public int Size => communes.Sum(static c => c.Lines.Length + 1);

    /// <summary>An upper bound of what the pledge is worth, in đồng × <see cref="LineValues.Full"/>.</summary>
    /// <param name="value">Per line: what a đồng is worth.</param>
    /// <param name="capVnd">Per line: how many đồng are worth anything.</param>
    public Int128 Bound(int[] value, long[] capVnd)
    {
        var (low, high) = (_lowest - 1, Highest); // used too much at low, not at high
        var best = Int128.MaxValue;
        for (var (at, reach) = (_theta, 1); low + 1 < high; reach *= 2)
        {
            // From the answer of last time outwards, then by halves.
            at = Math.Clamp(at, low + 1, high - 1);
            var (worth, used, _) = Choose(at, value, capVnd, dry: false);
            best = Int128.Min(best, worth + ((Int128)at * amountVnd));
            (low, high) = used <= amountVnd ? (low, at) : (at, high);
            at = low < _lowest ? at - reach : high == Highest ? at + reach : (low + high) / 2;
        }

        _theta = high;
        return Int128.Max(0, best);
    }

    /// <summary>What the pledge gives in the best case found last, between the choice that leaves something and the one that uses too much: a mixture that uses the pledge up.</summary>
    /// <param name="usedVnd">Per line: raised by it.</param>
    public void Give(int[] value, long[] capVnd, long[] usedVnd)
    {
        const int Parts = 1024;
        var dry = _theta == _lowest; // lines that are worth nothing can still use up what is left
        var (_, used, _) = Choose(_theta, value, capVnd, dry: false);
        var (_, more, count) = Choose(_theta - 1, value, capVnd, dry);
        var other = more <= used ? 0 : (int)Int128.Min(Parts, (Int128)(amountVnd - used) * Parts / (more - used));
        if (other > 0)
        {
            Add(_theta - 1, count, other, dry);
        }

        if (other < Parts)
        {
            (_, _, count) = Choose(_theta, value, capVnd, dry: false);
            Add(_theta, count, Parts - other, isDry: false);
        }

        void Add(int at, int chosen, int parts, bool isDry)
        {
            for (var i = 0; i < chosen; i++)
            {
                Spend(_chosen[i].Commune, at, value, capVnd, isDry, (line, vnd) => usedVnd[line] += (long)((Int128)vnd * parts / Parts));
            }
        }
    }

    /// <summary>The communes that are worth most at a price of θ for each đồng.</summary>
    private (Int128 Worth, long UsedVnd, int Count) Choose(int theta, int[] value, long[] capVnd, bool dry)
    {
        var count = 0;
        for (var c = 0; c < communes.Length; c++)
        {
            var (worth, used) = Spend(c, theta, value, capVnd, dry, null);
            if (worth > 0)
            {
                _chosen[count++] = (worth, used, c);
            }
        }

        if (count > most)
        {
            Array.Sort(_chosen, 0, count, Comparer<(Int128 Worth, long AmountVnd, int Commune)>.Create(static (left, right) =>
            {
                var order = right.Worth.CompareTo(left.Worth);
                return order != 0 ? order : left.Commune.CompareTo(right.Commune);
            }));
            count = most;
        }

        Int128 sum = 0;
        Int128 all = 0;
        for (var i = 0; i < count; i++)
        {
            sum += _chosen[i].Worth;
            all += _chosen[i].AmountVnd;
        }

        return (sum, (long)Int128.Min(all, long.MaxValue), count);
    }

    /// <summary>What one commune would get, at least the minimum: lines worth more than θ, then what the minimum asks for, useful or not.</summary>
    /// <param name="dry">Nothing is given for which no line has a use.</param>
    private (Int128 Worth, long AmountVnd) Spend(int commune, int theta, int[] value, long[] capVnd, bool dry, Action<int, long>? give)
    {
        var (lines, mostVnd) = communes[commune];
        var (amount, worth) = (0L, (Int128)0);
        foreach (var line in lines)
        {
            var room = (value[line] > theta ? mostVnd : leastVnd) - amount;
            if (room <= 0)
            {
                break;
            }

            var useful = shareVnd is null ? capVnd[line] : Math.Min(capVnd[line], shareVnd(line));
            var given = Math.Min(useful, room);
            amount += given;
            worth += (Int128)given * (value[line] - theta);
            give?.Invoke(line, given);
        }

        var wasted = dry ? 0 : Math.Max(theta < 0 ? mostVnd - amount : 0, leastVnd - amount);
        if (wasted > 0)
        {
            worth -= (Int128)wasted * theta;
            amount += wasted;
        }

        return (worth, amount);
    }
}
