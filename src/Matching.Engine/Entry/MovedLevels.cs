using System.Collections.Concurrent;
using Matching.Engine.Quantities;

namespace Matching.Engine.Entry;

/// <summary>Prices told without solving anything again: the bottlenecks that a pledge leaves fall as one, the one that it comes into rises as one.</summary>
/// <remarks>Every answer is proved by a flow and by the order of the levels (docs/check-and-prices.md, L6); where that cannot be shown there is none.</remarks>
internal sealed class MovedLevels
{
    private readonly SolvedShares _round;
    private readonly SetNeighbours _neighbours;
    private readonly int[] _place;
    private readonly ConcurrentDictionary<int, Lazy<SetPool?>> _pools = [];

    public MovedLevels(SolvedShares round)
    {
        _round = round;
        _neighbours = new SetNeighbours(round);
        _place = new int[round.Network.NodeCount];
        for (var set = 0; set < round.Sets.Rank.Length; set++)
        {
            var nodes = round.Sets.NodesOf(set);
            for (var i = 0; i < nodes.Length; i++)
            {
                _place[nodes[i]] = i;
            }
        }
    }

    private TightSets Sets => _round.Sets;

    /// <summary>The sets that fall when a source gives so much less, if each falls as one and they still stand in order; the rest is lost in later classes.</summary>
    /// <param name="beforeClass">Sets of this class and of later ones need not be looked at, nor what lies in no set.</param>
    /// <param name="laterVnd">What is lost there.</param>
    public List<MovedSet>? Lowered(int source, long amountVnd, int beforeClass, out long laterVnd, CancellationToken cancel)
    {
        var (closed, lost) = (new List<int>(), new SortedDictionary<int, List<(int Node, long Vnd)>>());
        laterVnd = 0;
        if (amountVnd == _round.Network.SupplyVnd[source])
        {
            laterVnd = TakeOut(source, beforeClass, closed, lost) + _round.State.Left[source];
        }
        else if (IsBefore(Sets.SetOf[source], beforeClass))
        {
            lost.Add(Sets.SetOf[source], [(_place[source], amountVnd)]);
        }
        else
        {
            laterVnd = amountVnd;
        }

        var fallen = new List<MovedSet>(lost.Count);
        foreach (var (set, nodes) in lost)
        {
            var vnd = nodes.Sum(static n => n.Vnd);
            if (PoolOf(set) is not { } pool || vnd >= pool.HeldVnd
                || !pool.CanFall([.. closed.Where(v => Sets.SetOf[v] == set).Select(v => _place[v])], nodes, cancel))
            {
                return null;
            }

            fallen.Add(new MovedSet(set, new Ratio(pool.HeldVnd - vnd, pool.AskedVnd), -vnd));
        }

        var moved = fallen.ToDictionary(static m => m.Set, static m => m.Coverage);
        return fallen.TrueForAll(f => _neighbours.MayFall(f.Set, f.Coverage, moved)) ? fallen : null;
    }

    /// <summary>The set that rises when a further pledge comes in, if one takes all of it and rises as one.</summary>
    /// <param name="left">What changes at the same time.</param>
    public MovedSet? Raised(PledgeHeads heads, Departure left, CancellationToken cancel)
    {
        var (set, rank) = (-1, Sets.Levels.Count);
        foreach (var head in heads.Heads)
        {
            var node = _round.Network.AtomStart + head.Atom;
            if (RankAt(node) < rank)
            {
                (set, rank) = (Sets.SetOf[node], RankAt(node));
            }
        }

        if (heads.SupplyVnd == 0 || set < 0 || rank >= left.StopRank || PoolOf(set) is not { } pool || pool.AskedVnd - pool.HeldVnd <= heads.SupplyVnd || IsGuarded(heads, Sets.Levels[rank].Class))
        {
            return null;
        }

        var risen = new MovedSet(set, new Ratio(pool.HeldVnd + heads.SupplyVnd, pool.AskedVnd), heads.SupplyVnd);
        var key = (Sets.Levels[rank].Class, risen.Coverage);
        foreach (var head in heads.Heads)
        {
            var node = _round.Network.AtomStart + head.Atom;
            if (Sets.SetOf[node] != set && !_neighbours.IsAtMost(key, RankAt(node)))
            {
                return null;
            }
        }

        return left.IsAbove(key) && _neighbours.MayRise(set, risen.Coverage) && Offers(heads, set) is { } offers && pool.CanRise(heads.SupplyVnd, offers, cancel) ? risen : null;
    }

    /// <summary>The rank that supply at a node would lift first.</summary>
    public int RankAt(int node) => Sets.SetOf[node] is var set && set >= 0 ? Sets.Rank[set] : Sets.Lowest[node];

    /// <summary>Whether the pledge could have changed what a queue of projects before the class decided.</summary>
    private bool IsGuarded(PledgeHeads heads, int beforeClass) =>
        _round.Guards.Any(guard => guard.Class < beforeClass && heads.Heads.Exists(head => guard.Atoms[head.Atom]));

    private SetPool? PoolOf(int set) =>
        _pools.GetOrAdd(set, s => new Lazy<SetPool?>(() => SetPool.Of(_round, s, _place, CancellationToken.None))).Value;

    /// <summary>Takes out a source and all nodes that nobody else feeds; what they gave to the others is lost there.</summary>
    /// <returns>What is lost outside of the sets before the class.</returns>
    private long TakeOut(int source, int beforeClass, List<int> closed, SortedDictionary<int, List<(int Node, long Vnd)>> lost)
    {
        var network = _round.Network;
        var fedBy = new Dictionary<int, int>();
        closed.Add(source);
        for (var i = 0; i < closed.Count; i++)
        {
            var v = closed[i];
            for (var e = network.First[v]; e < network.Mid[v]; e++)
            {
                var w = network.To[e];
                if (w < network.AtomStart)
                {
                    var feeders = fedBy.GetValueOrDefault(w) + 1;
                    fedBy[w] = feeders;
                    if (feeders == network.First[w + 1] - network.Mid[w])
                    {
                        closed.Add(w);
                    }
                }
            }
        }

        var laterVnd = 0L;
        var isClosed = closed.ToHashSet();
        foreach (var v in closed)
        {
            for (var e = network.First[v]; e < network.Mid[v]; e++)
            {
                var (w, flow) = (network.To[e], network.Cap[network.Mate[e]]);
                if (flow == 0 || isClosed.Contains(w))
                {
                    continue;
                }

                var set = Sets.SetOf[w];
                if (!IsBefore(set, beforeClass))
                {
                    laterVnd += flow;
                    continue;
                }

                if (!lost.TryGetValue(set, out var nodes))
                {
                    lost.Add(set, nodes = []);
                }

                nodes.Add((_place[w], flow));
            }
        }

        return laterVnd;
    }

    private bool IsBefore(int set, int beforeClass) => set >= 0 && Sets.Levels[Sets.Rank[set]].Class < beforeClass;

    /// <summary>What the pledge can put into the set, by node: within its ceilings, and no more than its lines there have already and could pass on.</summary>
    private List<(int Node, long Vnd)>? Offers(PledgeHeads heads, int set)
    {
        var tails = heads.Tails.ConvertAll(static t => t.CapVnd);
        var (offers, totalVnd) = (new List<(int, long)>(), (Int128)0);
        foreach (var head in heads.Heads)
        {
            var node = _round.Network.AtomStart + head.Atom;
            if (Sets.SetOf[node] != set)
            {
                continue;
            }

            var askedVnd = 0L;
            foreach (var line in head.Lines)
            {
                askedVnd += _round.Index.DemandVnd[line];
            }

            var vnd = Math.Min(head.CapVnd, (long)((Int128)askedVnd * _round.State.Got[head.Atom] / _round.State.Demand[head.Atom]));
            for (var t = head.Tail; t >= 0; t = heads.Tails[t].Above)
            {
                vnd = Math.Min(vnd, tails[t]);
            }

            for (var t = head.Tail; t >= 0; t = heads.Tails[t].Above)
            {
                tails[t] -= vnd;
            }

            if (vnd > 0)
            {
                offers.Add((_place[node], vnd));
                totalVnd += vnd;
            }
        }

        return totalVnd >= heads.SupplyVnd ? offers : null;
    }
}
