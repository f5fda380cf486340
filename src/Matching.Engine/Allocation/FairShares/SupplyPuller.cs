using Matching.Engine.Allocation.Network;

namespace Matching.Engine.Allocation.FairShares;

/// <summary>Draws supply to one line at a time, rerouting what flows already where that helps, and never lowering a line that was served before.</summary>
/// <remarks>
/// Supply is excess: what sources have left, and what lines hold for the time being that come later.
/// A draw that falls short has used up everything that could feed its line; what it drew bounds what that set of nodes can ever be fed with,
/// because nothing outside can flow in. Such sets are remembered with their bounds. Before a draw, the nodes not yet in any set are walked
/// and the bounds of the sets they touch added up: when that is too little, the call ends, and all of it becomes one set. So hopeless calls
/// cost next to nothing.
/// </remarks>
internal sealed class SupplyPuller
{
    private readonly FlowNetwork _network;
    private readonly CompactFlow<long> _flow;
    private readonly int[] _set;
    private readonly int[] _seen;
    private readonly int[] _queue;
    private readonly List<BoundedSet> _sets = [];
    private readonly List<int> _touched = [];
    private int _stamp;

    public SupplyPuller(FlowState state)
    {
        _network = state.Network;
        _flow = state.Flow;
        _set = new int[_network.NodeCount];
        _seen = new int[_network.NodeCount];
        _queue = new int[_network.NodeCount];
    }

    /// <summary>Forgets all bounds: supply may have come back since.</summary>
    public void Forget()
    {
        Array.Clear(_set);
        _sets.Clear();
        _sets.Add(default);
    }

    /// <summary>Draws up to <paramref name="wanted"/> to the node. What it holds already counts, and is its own from now on.</summary>
    /// <param name="least">When it is known that not even this can be had, nothing is drawn.</param>
    /// <returns>What the node has then; less than wanted only when no more can be had.</returns>
    public long Pull(int node, long wanted, long least, CancellationToken cancel)
    {
        var held = _flow.Excess[node];
        _flow.Excess[node] = 0;
        if (held == wanted || IsHopeless(node, held, least))
        {
            return held;
        }

        _flow.Room[node] = wanted - held;
        _flow.Push([node], cancel);
        var has = wanted - _flow.Room[node];
        if (has < wanted)
        {
            var set = _sets.Count;
            _sets.Add(new BoundedSet(set, has, 0));
            foreach (var v in _flow.Reached)
            {
                _set[v] = set;
            }
        }

        _flow.Room[node] = 0;
        return has;
    }

    /// <summary>Takes back a part of what a line was given, along arcs that carry it, to sources.</summary>
    public void GiveBack(int node, long amount)
    {
        if (node < _network.SourceCount)
        {
            _flow.Excess[node] += amount;
            return;
        }

        for (var e = _network.First[node + 1] - 1; e >= _network.Mid[node] && amount > 0; e--)
        {
            ref var link = ref _flow.Links[e];
            ref var mate = ref _flow.Links[link.Mate];
            var carried = Math.Min(mate.Pull, amount);
            if (carried > 0)
            {
                mate.Pull -= carried;
                link.Pull += carried;
                amount -= carried;
                GiveBack(link.To, carried);
            }
        }
    }

    /// <summary>Whether the node cannot get <paramref name="least"/>, as far as bounds tell.</summary>
    private bool IsHopeless(int node, long held, long least)
    {
        if (_set[node] != 0)
        {
            return held + _sets[Find(_set[node])].Bound < least;
        }

        _stamp++;
        _touched.Clear();
        var reachable = held;
        var seen = 1;
        _queue[0] = node;
        _seen[node] = _stamp;
        for (var head = 0; head < seen; head++)
        {
            var v = _queue[head];
            reachable += _flow.Excess[v];
            for (var e = _flow.Begin(v); e < _flow.End(v) && reachable < least; e++)
            {
                var w = _flow.Links[e].To;
                if (_seen[w] == _stamp || _flow.Links[e].Pull == 0 || !_flow.IsOpen(w))
                {
                    continue;
                }

                _seen[w] = _stamp;
                if (_set[w] == 0)
                {
                    _queue[seen++] = w;
                }
                else if (Find(_set[w]) is var set && _sets[set].Touched != _stamp)
                {
                    reachable += _sets[set].Bound;
                    _sets[set] = _sets[set] with { Touched = _stamp };
                    _touched.Add(set);
                }
            }

            if (reachable >= least)
            {
                return false;
            }
        }

        var whole = _sets.Count;
        _sets.Add(new BoundedSet(whole, reachable, 0));
        foreach (var set in _touched)
        {
            _sets[set] = _sets[set] with { Parent = whole };
        }

        foreach (var v in _queue.AsSpan(0, seen))
        {
            _set[v] = whole;
        }

        return true;
    }

    private int Find(int set)
    {
        while (_sets[set].Parent != set)
        {
            _sets[set] = _sets[set] with { Parent = _sets[_sets[set].Parent].Parent };
            set = _sets[set].Parent;
        }

        return set;
    }

    /// <param name="Parent">Set that this one was merged into, or itself.</param>
    /// <param name="Bound">What the set can be fed with.</param>
    /// <param name="Touched">Stamp of the last walk that met it.</param>
    private readonly record struct BoundedSet(int Parent, long Bound, int Touched);
}
