using System.Numerics;
using System.Runtime.InteropServices;
using Matching.Engine.Allocation.Network;
using Matching.Engine.Quantities;

namespace Matching.Engine.Allocation.FairShares;

/// <summary>
/// Proves that a part of the network can give its lines exactly the same coverage, fractions of a đồng included, or finds the cut that
/// forbids it.
/// </summary>
/// <remarks>
/// With the level as F / D in lowest terms, every amount times D is whole. The rounded flow is maximal, so what can still move is the
/// rounding only: less than one đồng a line. An arc that has more than all of that to spare both ways can never hinder it, so its ends
/// count as one node. What remains is a handful of clusters; if their fractions cancel the level is proved, else a maximum flow among
/// them in 128 bits decides (contraction of abundant arcs: Orlin 1993).
/// </remarks>
internal sealed class ExactProof(FlowState state, ClassCore core, bool[] lifted)
{
    private readonly CompactFlow<long> _narrow = new();
    private readonly CompactFlow<Int128> _wide = new();
    private readonly List<int> _rooms = [];
    private int[] _cluster = [];
    private int[] _linkOf = [];
    private int[] _number = [];
    private int[] _member = [];
    private int[] _first = [];
    private bool[] _richer = [];
    private Int128[] _away = [];
    private Int128[] _sum = [];

    /// <summary>After <see cref="HasCut"/> said yes: whether the node lies on the richer side.</summary>
    public bool IsRicher(int node) => _richer[_cluster[node]];

    /// <param name="nodes">The open part of the core, after a maximal push towards the rounded targets.</param>
    /// <param name="lines">Nodes of the lines that share the level.</param>
    public bool HasCut(ReadOnlySpan<int> nodes, List<int> lines, Ratio level, CancellationToken cancel)
    {
        Grow(core.Flow.Count, core.Flow.LinkCount);
        foreach (var v in nodes)
        {
            _away[v] = 0;
        }

        if (Movable(lines, level) is not { } movable)
        {
            return false;
        }

        // So many đồng to spare on both sides: more than can move, for what is just used up would look like a cut.
        Contract(nodes, (long)(movable / level.Denominator) + 1);
        var clusters = Number(nodes);
        if (_away.AsSpan(0, clusters).IndexOfAnyExcept(Int128.Zero) < 0)
        {
            return false; // the fractions cancel inside every cluster
        }

        return movable < long.MaxValue / 4
            ? HasCut(_narrow, nodes, clusters, level.Denominator, movable, cancel)
            : HasCut(_wide, nodes, clusters, level.Denominator, movable, cancel);
    }

    /// <summary>Whether the clusters cannot even out what their lines are away from the level.</summary>
    private bool HasCut<T>(CompactFlow<T> flow, ReadOnlySpan<int> nodes, int clusters, long denominator, Int128 movable, CancellationToken cancel)
        where T : struct, IBinaryInteger<T>
    {
        Build(flow, nodes, clusters, denominator, movable);
        _rooms.Clear();
        for (var c = 0; c < clusters; c++)
        {
            // More than can move need not be told apart; so 64 bits mostly do.
            flow.Excess[c] = T.CreateTruncating(Int128.Clamp(_away[c], 0, movable + 1));
            flow.Room[c] = T.CreateTruncating(Int128.Clamp(-_away[c], 0, movable + 1));
            if (_away[c] < 0)
            {
                _rooms.Add(c);
            }
        }

        flow.Push(CollectionsMarshal.AsSpan(_rooms), cancel);
        for (var c = 0; c < clusters; c++)
        {
            _richer[c] = !flow.WasReached(c);
        }

        return _rooms.Exists(c => flow.Room[c] > T.Zero);
    }

    /// <summary>
    /// A bound on what can still move towards the exact targets, times the level's denominator; <see langword="null"/> when all are met.
    /// What is stuck behind the rounded cut cannot; only the room on its own side and the excess beyond it can take part.
    /// </summary>
    private Int128? Movable(List<int> lines, Ratio level)
    {
        var any = false;
        Int128 behind = 0;
        Int128 beyond = 0;
        foreach (var v in lines)
        {
            var away = Away(v, level);
            _away[v] = away;
            any |= away != 0;
            if (core.Flow.WasReached(v))
            {
                beyond += away > 0 ? away : 0;
            }
            else
            {
                behind += away < 0 ? -away : 0;
            }
        }

        return any ? Int128.Max(1, behind + beyond) : null;
    }

    /// <summary>What the line has above the level, times the level's denominator.</summary>
    private Int128 Away(int node, Ratio level)
    {
        var a = core.Nodes[node] - state.Network.AtomStart;
        return lifted[a]
            ? (Int128)state.Got[a] * level.Denominator
            : ((Int128)(state.Base[a] + state.Got[a]) * level.Denominator) - ((Int128)state.Demand[a] * level.Numerator);
    }

    /// <summary>Joins the ends of arcs that have <paramref name="spareVnd"/> or more to spare both ways.</summary>
    private void Contract(ReadOnlySpan<int> nodes, long spareVnd)
    {
        var flow = core.Flow;
        foreach (var v in nodes)
        {
            _cluster[v] = v;
        }

        foreach (var v in nodes)
        {
            for (var e = flow.Begin(v); e < flow.End(v); e++)
            {
                ref var link = ref flow.Links[e];
                if (link.Pull >= spareVnd && link.To < v && flow.Links[link.Mate].Pull >= spareVnd && flow.IsOpen(link.To))
                {
                    var (one, other) = (Find(v), Find(link.To));
                    _cluster[Math.Max(one, other)] = Math.Min(one, other);
                }
            }
        }
    }

    private int Find(int v)
    {
        while (_cluster[v] != v)
        {
            _cluster[v] = _cluster[_cluster[v]];
            v = _cluster[v];
        }

        return v;
    }

    /// <summary>Numbers the clusters and sums what their lines are away from the level.</summary>
    private int Number(ReadOnlySpan<int> nodes)
    {
        var count = 0;
        foreach (var v in nodes)
        {
            if (_cluster[v] == v)
            {
                _number[v] = count++;
            }
        }

        _sum.AsSpan(0, count).Clear();
        foreach (var v in nodes)
        {
            _sum[_number[Find(v)]] += _away[v];
        }

        // Only now: the chains of representatives are needed up to here.
        foreach (var v in nodes)
        {
            _member[v] = _number[Find(v)];
        }

        foreach (var v in nodes)
        {
            _cluster[v] = _member[v];
        }

        (_away, _sum) = (_sum, _away);
        return count;
    }

    /// <summary>The clusters as a network of their own.</summary>
    private void Build<T>(CompactFlow<T> flow, ReadOnlySpan<int> nodes, int clusters, long denominator, Int128 movable)
        where T : struct, IBinaryInteger<T>
    {
        var whole = core.Flow;
        var plenty = movable / denominator;
        var enough = T.CreateTruncating(movable + 1);
        _first.AsSpan(0, clusters + 1).Clear();
        foreach (var v in nodes)
        {
            _first[_cluster[v] + 1]++;
        }

        for (var c = 0; c < clusters; c++)
        {
            _first[c + 1] += _first[c];
            _number[c] = _first[c];
        }

        foreach (var v in nodes)
        {
            _member[_number[_cluster[v]]++] = v;
        }

        flow.Clear();
        for (var c = 0; c < clusters; c++)
        {
            flow.AddNode();
            foreach (var v in _member.AsSpan(_first[c], _first[c + 1] - _first[c]))
            {
                for (var e = whole.Begin(v); e < whole.End(v); e++)
                {
                    ref var link = ref whole.Links[e];
                    if (whole.IsOpen(link.To) && _cluster[link.To] is var other && other != c)
                    {
                        var here = flow.AddLink(other, link.Pull > plenty ? enough : T.CreateTruncating((Int128)link.Pull * denominator));
                        _linkOf[e] = here;
                        if (other < c)
                        {
                            flow.Links[here].Mate = _linkOf[link.Mate];
                            flow.Links[_linkOf[link.Mate]].Mate = here;
                        }
                    }
                }
            }
        }
    }

    private void Grow(int nodes, int links)
    {
        if (_cluster.Length < nodes)
        {
            _cluster = new int[nodes];
            _number = new int[nodes];
            _member = new int[nodes];
            _first = new int[nodes + 1];
            _away = new Int128[nodes];
            _sum = new Int128[nodes];
            _richer = new bool[nodes];
        }

        if (_linkOf.Length < links)
        {
            _linkOf = new int[links];
        }
    }
}
