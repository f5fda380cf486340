namespace Matching.Engine.Allocation.Network;

/// <summary>Draws unused supply to one node at a time, rerouting what flows already where that helps, and never lowering any other node.</summary>
/// <remarks>
/// <para>Searches backwards from the node, so a unit of a commune finds its own donors first.</para>
/// <para>A search that ends without supply has seen everything that could feed the node; what was drawn up to then bounds what that set of
/// nodes can ever be fed with, because the cut around it only shrinks. Such sets are remembered with their bounds. Before a search, the
/// nodes not yet in any set are walked and the bounds of the sets they touch added up: when that is too little, the call ends without
/// going deeper, and all of it becomes one set. So hopeless calls, of which there are as many as lines, cost next to nothing.</para>
/// </remarks>
internal sealed class Puller
{
    private readonly FlowNetwork _network;
    private readonly long[] _cap;
    private readonly long[] _left;
    private readonly int[] _zone;
    private readonly int _openZone;
    private readonly int[] _seen;
    private readonly int[] _towards;
    private readonly int[] _queue;
    private readonly int[] _set;
    private readonly List<BoundedSet> _sets = [default];
    private readonly List<int> _touched = [];
    private readonly List<(int Source, long Drawn, List<int> Way)> _journal = [];
    private int _stamp;
    private long _givenBack;

    /// <param name="zone">Per node; only nodes of <paramref name="openZone"/> and atoms are searched. Shared with the caller.</param>
    public Puller(FlowNetwork network, long[] cap, long[] left, int[] zone, int openZone)
    {
        _network = network;
        _cap = cap;
        _left = left;
        _zone = zone;
        _openZone = openZone;
        _seen = new int[network.NodeCount];
        _towards = new int[network.NodeCount];
        _queue = new int[network.NodeCount];
        _set = new int[network.NodeCount];
    }

    /// <summary>Nodes visited by searches that may reroute: a measure of work that does not depend on the machine.</summary>
    public long Visited { get; private set; }

    /// <summary>Nodes visited by searches that may not reroute and found nothing.</summary>
    public long SearchedInVain { get; private set; }

    /// <summary>Draws up to <paramref name="wanted"/> to the node.</summary>
    /// <param name="least">When it is known that not even this can be had, nothing is drawn.</param>
    /// <param name="direct">
    /// Null when what flows already may be moved. Else only supply that reaches the node directly is drawn on, and per node a bound on it:
    /// nodes with 0 are not searched.
    /// </param>
    /// <returns>What was drawn; less than wanted only when no more can be had in the way allowed.</returns>
    public long Pull(int node, long wanted, long least, long[]? direct = null)
    {
        var mayReroute = direct is null;
        _journal.Clear();
        if (mayReroute && IsHopeless(node, least))
        {
            return 0;
        }

        var drawn = 0L;
        while (drawn < wanted)
        {
            var source = Search(node, direct, out var seen);
            Visited += mayReroute ? seen : 0;
            if (source < 0)
            {
                if (mayReroute)
                {
                    Remember(seen, drawn);
                }
                else
                {
                    SearchedInVain += seen;
                }

                break;
            }

            drawn += Augment(source, node, Math.Min(wanted - drawn, _left[source]));
        }

        return drawn;
    }

    /// <summary>Takes back so much of what the last call drew, the latest first, exactly along the ways it came.</summary>
    public void Undo(long amount)
    {
        for (var i = _journal.Count - 1; amount > 0; i--)
        {
            var (source, drawn, way) = _journal[i];
            var part = Math.Min(drawn, amount);
            foreach (var e in way)
            {
                _cap[e] += part;
                _cap[_network.Mate[e]] -= part;
            }

            _left[source] += part;
            amount -= part;
            _journal[i] = (source, drawn - part, way);
        }
    }

    /// <summary>Raises every bound: so much was given back to the sources somewhere, other than by undoing a failed call.</summary>
    public void GaveBack(long amount) => _givenBack += amount;

    /// <summary>Whether the node cannot get <paramref name="least"/>, as far as bounds tell.</summary>
    private bool IsHopeless(int node, long least)
    {
        _stamp++;
        var reachable = 0L;
        var head = 0;
        var seen = 1;
        _queue[0] = node;
        _seen[node] = _stamp;
        if (_set[node] != 0)
        {
            return BoundOf(Find(_set[node])) < least;
        }

        _touched.Clear();
        while (head < seen)
        {
            var v = _queue[head++];
            for (var e = _network.First[v]; e < _network.First[v + 1]; e++)
            {
                var w = _network.To[e];
                if (_seen[w] == _stamp || _cap[_network.Mate[e]] == 0 || !IsOpen(w))
                {
                    continue;
                }

                _seen[w] = _stamp;
                if (_set[w] != 0)
                {
                    var set = Find(_set[w]);
                    if (_sets[set].Touched != _stamp)
                    {
                        reachable = Math.Min(FlowNetwork.Unlimited, reachable + BoundOf(set));
                        _sets[set] = _sets[set] with { Touched = _stamp };
                        _touched.Add(set);
                    }
                }
                else
                {
                    if (w < _network.SourceCount)
                    {
                        reachable = Math.Min(FlowNetwork.Unlimited, reachable + _left[w]);
                    }

                    _queue[seen++] = w;
                }

                if (reachable >= least)
                {
                    return false;
                }
            }
        }

        var whole = _sets.Count;
        _sets.Add(new BoundedSet(whole, reachable - _givenBack, 0));
        foreach (var set in _touched)
        {
            _sets[set] = _sets[set] with { Parent = whole };
        }

        for (var i = 0; i < seen; i++)
        {
            _set[_queue[i]] = whole;
        }

        return true;
    }

    private bool IsOpen(int node) => _zone[node] == _openZone || node >= _network.AtomStart;

    private int Search(int node, long[]? direct, out int seen)
    {
        _stamp++;
        var head = 0;
        seen = 1;
        _queue[0] = node;
        _seen[node] = _stamp;
        while (head < seen)
        {
            // Backwards along forward arcs lie those who can give; along reverse arcs those who could be asked to step aside.
            var v = _queue[head++];
            for (var e = direct is null ? _network.First[v] : _network.Mid[v]; e < _network.First[v + 1]; e++)
            {
                var w = _network.To[e];
                if (_seen[w] != _stamp && (direct is null || direct[w] > 0) && IsOpen(w) && _cap[_network.Mate[e]] > 0)
                {
                    _seen[w] = _stamp;
                    _towards[w] = _network.Mate[e];
                    if (w < _network.SourceCount && _left[w] > 0)
                    {
                        return w;
                    }

                    _queue[seen++] = w;
                }
            }
        }

        return -1;
    }

    private long Augment(int source, int node, long amount)
    {
        for (var v = source; v != node; v = _network.To[_towards[v]])
        {
            amount = Math.Min(amount, _cap[_towards[v]]);
        }

        var way = new List<int>();
        for (var v = source; v != node; v = _network.To[_towards[v]])
        {
            way.Add(_towards[v]);
            _cap[_towards[v]] -= amount;
            _cap[_network.Mate[_towards[v]]] += amount;
        }

        _journal.Add((source, amount, way));
        _left[source] -= amount;
        return amount;
    }

    private void Remember(int seen, long drawn)
    {
        var set = _sets.Count;
        _sets.Add(new BoundedSet(set, drawn - _givenBack, 0));
        for (var i = 0; i < seen; i++)
        {
            _set[_queue[i]] = set;
        }
    }

    private long BoundOf(int set) => _sets[set].Bound + _givenBack;

    private int Find(int set)
    {
        var root = set;
        while (_sets[root].Parent != root)
        {
            root = _sets[root].Parent;
        }

        while (_sets[set].Parent != root)
        {
            var next = _sets[set].Parent;
            _sets[set] = _sets[set] with { Parent = root };
            set = next;
        }

        return root;
    }

    /// <param name="Parent">Set that this one was merged into, or itself.</param>
    /// <param name="Bound">What the set can be fed with, less what had been given back when it was made.</param>
    /// <param name="Touched">Stamp of the last walk that met it.</param>
    private readonly record struct BoundedSet(int Parent, long Bound, int Touched);
}
