using Matching.Engine.Explain;
using Matching.Engine.Pledges;

namespace Matching.Engine.Allocation.Routing;

/// <summary>
/// Lets pledges change places where that meets wishes better: what one gives to a line and another to a second line, both give to the other one's. Lines
/// and pledges keep their sums, goods stay goods of their item, and every ceiling, pin and pair kept from an earlier plan holds.
/// </summary>
/// <remarks>
/// What is raised, first thing first, over all pledges together: the amount given to first wishes; to second wishes; and so on; then Σ weight × amount over
/// soft wishes. An exchange is made only where it raises that, so it ends; at the end no exchange between two pledges raises it (within the budget of work).
/// Pledges with yes-or-no conditions were placed as a whole and stay where they are, and so do goods of projects with prices of their own.
/// </remarks>
internal sealed class WishExchange
{
    /// <summary>Pairs of gifts that may be looked at: work, not time, so that equal rounds give equal plans.</summary>
    private const int MostLooks = 40_000_000;

    private readonly RoundIndex _index;
    private readonly RoundLookup _lookup;
    private readonly Commitments _settled;
    private readonly Dictionary<int, SortedDictionary<int, long>> _given = [];
    private readonly Dictionary<int, SortedDictionary<int, long>> _givers = [];
    private readonly Dictionary<int, int[]> _wanted = [];
    private readonly Dictionary<Wish, bool[]> _met = [];
    private int _looks = MostLooks;

    private WishExchange(RoundIndex index, Commitments settled, List<PledgeShipment> movable)
    {
        (_index, _settled, _lookup) = (index, settled, new RoundLookup(index.Round));
        foreach (var (p, line, amount) in movable)
        {
            Add(p, line, amount);
        }
    }

    /// <param name="settled">What stays where it is.</param>
    /// <param name="movable">What pledges give beside it, in their own measure.</param>
    /// <returns>The same where no pledge of the round states a wish.</returns>
    public static List<PledgeShipment> Run(RoundIndex index, Commitments settled, List<PledgeShipment> movable, CancellationToken cancel)
    {
        if (!movable.Exists(shipment => index.PledgeAt(shipment.Pledge).HasWishes))
        {
            return movable;
        }

        var exchange = new WishExchange(index, settled, movable);
        var wishing = exchange._given.Keys.Where(p => index.PledgeAt(p).HasWishes).Order().ToList();
        for (var any = true; any && exchange._looks > 0;)
        {
            any = false;
            foreach (var p in wishing)
            {
                cancel.ThrowIfCancellationRequested();
                any |= exchange.Improve(p);
            }
        }

        return [.. exchange._given.OrderBy(static x => x.Key).SelectMany(static x => x.Value.Select(gift => new PledgeShipment(x.Key, gift.Key, gift.Value)))];
    }

    /// <summary>One pass over what the pledge would rather serve, the dearest lines first, until none is dearer than the worst that it serves.</summary>
    private bool Improve(int p)
    {
        var any = false;
        var isGoods = _index.PledgeAt(p).Kind == PledgeKind.Goods;
        foreach (var m in Wanted(p))
        {
            int[] worse = [.. _given[p].Keys.Where(n => Gain(p, n, m) > 0)];
            _looks -= _given[p].Count;
            if (worse.Length == 0 || _looks <= 0)
            {
                break;
            }

            if (!MayServe(p, m))
            {
                continue;
            }

            int[] others = [.. _givers[m].Keys.Where(q => q != p && (_index.PledgeAt(q).Kind == PledgeKind.Goods) == isGoods)];
            foreach (var n in worse.Where(n => n != m))
            {
                foreach (var q in others)
                {
                    _looks--;
                    any |= _looks > 0 && _given[p].ContainsKey(n) && _givers[m].ContainsKey(q) && Exchange(p, n, q, m);
                }
            }
        }

        return any;
    }

    /// <summary>Lines that meet a wish, the dearest first; lines neither come nor go while pledges change places.</summary>
    private int[] Wanted(int p)
    {
        if (!_wanted.TryGetValue(p, out var wanted))
        {
            wanted = [.. _givers.Keys.Select(m => (Line: m, Score: Score(p, m))).Where(static x => x.Score != NoWish)
                .OrderBy(static x => x.Score.Rank).ThenByDescending(static x => x.Score.Weight).ThenBy(static x => x.Line).Select(static x => x.Line)];
            _wanted.Add(p, wanted);
        }

        return wanted;
    }

    private bool Exchange(int p, int n, int q, int m)
    {
        if (Gain(p, n, m, q) <= 0 || !MayServe(q, n) || (_index.PledgeAt(p).Kind == PledgeKind.Goods && _index.LineItem[n] != _index.LineItem[m]))
        {
            return false;
        }

        var amount = Math.Min(Math.Min(_given[p][n], _givers[m][q]), Math.Min(Room(p, n, m), Room(q, m, n)));
        if (amount <= 0)
        {
            return false;
        }

        Add(p, n, -amount);
        Add(p, m, amount);
        Add(q, m, -amount);
        Add(q, n, amount);
        return true;
    }

    /// <summary>Whether one đồng or unit of p from n to m (and one of q back) is for the better: above 0; the first rank on which something changes decides, then the weights.</summary>
    private long Gain(int p, int n, int m, int? q = null)
    {
        var (from, to) = (Score(p, n), Score(p, m));
        var (otherFrom, otherTo) = q is { } other ? (Score(other, m), Score(other, n)) : (NoWish, NoWish);
        var before = -1;
        while (true)
        {
            var rank = Math.Min(Math.Min(After(from.Rank), After(to.Rank)), Math.Min(After(otherFrom.Rank), After(otherTo.Rank)));
            if (rank == NoWish.Rank)
            {
                break;
            }

            var change = (to.Rank == rank ? 1 : 0) - (from.Rank == rank ? 1 : 0) + (otherTo.Rank == rank ? 1 : 0) - (otherFrom.Rank == rank ? 1 : 0);
            if (change != 0)
            {
                return change;
            }

            before = rank;
        }

        return to.Weight - from.Weight + otherTo.Weight - otherFrom.Weight;

        int After(int rank) => rank > before ? rank : NoWish.Rank;
    }

    private static (int Rank, long Weight) NoWish => (int.MaxValue, 0);

    /// <summary>Which of the ordered wishes the line meets first, and what it weighs under the soft ones.</summary>
    private (int Rank, long Weight) Score(int p, int line)
    {
        var pledge = _index.PledgeAt(p);
        if (!pledge.HasWishes)
        {
            return NoWish;
        }

        var rank = 0;
        while (rank < pledge.Wishes.Length && !Met(pledge.Wishes[rank])[line])
        {
            rank++;
        }

        var weight = 0L;
        foreach (var soft in pledge.SoftWishes)
        {
            weight += Met(soft.Wish)[line] ? soft.Weight : 0;
        }

        return (rank < pledge.Wishes.Length ? rank : NoWish.Rank, weight);
    }

    /// <summary>Per line whether it meets the wish; many donors wish for the same.</summary>
    private bool[] Met(Wish wish)
    {
        if (!_met.TryGetValue(wish, out var met))
        {
            met = [.. _index.Need.Select(need => wish.Holds(_lookup.Round.Needs[need], _lookup.CommuneOf(need), _lookup.ItemOf(need)))];
            _met.Add(wish, met);
        }

        return met;
    }

    private bool MayServe(int p, int line) => Eligibility.MayServe(_lookup, _index.PledgeAt(p), _index.Need[line]);

    /// <summary>How much of what the pledge gives to one line it may give to another instead: ceilings that hold both do not count.</summary>
    private long Room(int p, int from, int to)
    {
        var pledge = _index.PledgeAt(p);
        if (_settled.ShutLines.Contains(to) || _settled.Of(p).Any(pair => pair.Line == to && pair.Closed))
        {
            return 0;
        }

        var room = long.MaxValue;
        if (pledge.CommuneCeiling is { } perCommune && _index.LineCommune[from] != _index.LineCommune[to])
        {
            room = Math.Min(room, perCommune - Sum(p, line => _index.LineCommune[line] == _index.LineCommune[to]));
        }

        if (pledge.ProvinceCeiling is { } perProvince && ProvinceOf(from) != ProvinceOf(to))
        {
            room = Math.Min(room, perProvince - Sum(p, line => ProvinceOf(line) == ProvinceOf(to)));
        }

        if (pledge.Conditions.MaxSharePercent is { } percent)
        {
            room = Math.Min(room, PledgeRoom.ShareOf(_index, pledge, to, percent) - Sum(p, line => line == to));
        }

        foreach (var portion in pledge.Portions)
        {
            if (PledgeRoom.IsIn(_index, portion, to) && !PledgeRoom.IsIn(_index, portion, from))
            {
                room = Math.Min(room, portion.Most - Sum(p, line => PledgeRoom.IsIn(_index, portion, line)));
            }
        }

        return room;
    }

    private long Sum(int p, Func<int, bool> counts) =>
        _given[p].Where(gift => counts(gift.Key)).Sum(static gift => gift.Value) + _settled.Of(p).Where(pair => counts(pair.Line)).Sum(static pair => pair.Amount);

    private int ProvinceOf(int line) => _index.CommuneProvince[_index.LineCommune[line]];

    private void Add(int p, int line, long amount)
    {
        Add(_given, p, line, amount);
        Add(_givers, line, p, amount);
    }

    private static void Add(Dictionary<int, SortedDictionary<int, long>> table, int row, int column, long amount)
    {
        if (!table.TryGetValue(row, out var cells))
        {
            table.Add(row, cells = []);
        }

        cells[column] = cells.GetValueOrDefault(column) + amount;
        if (cells[column] == 0)
        {
            cells.Remove(column);
        }
    }
}
