namespace Matching.Engine.Allocation.Network;

/// <summary>Draws unused supply to one node at a time, rerouting what flows already where that helps, and never lowering any other node.</summary>
/// <remarks>
/// <para>Searches backwards from the node, so a unit of a commune finds its own donors first.</para>
/// <para>What a search without success has seen is remembered (<see cref="BoundedSets"/>), and looked at before the next one goes deeper. So
/// hopeless calls, of which there are as many as lines, cost next to nothing.</para>
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
    private readonly BoundedSets _sets;
    private readonly List<(int Source, long Drawn, List<int> Way)> _journal = [];
    private int _stamp;

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
        _sets = new BoundedSets(network.NodeCount);
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
                    _sets.Add(_queue.AsSpan(0, seen), drawn);
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
    public void GaveBack(long amount) => _sets.GaveBack(amount);

    /// <summary>Whether the node cannot get <paramref name="least"/>, as far as bounds tell.</summary>
    private bool IsHopeless(int node, long least)
    {
        if (_sets.Holds(node))
        {
            return _sets.BoundAt(node) < least;
        }

        _stamp++;
        _sets.BeginWalk();
        var reachable = 0L;
        var head = 0;
        var seen = 1;
        _queue[0] = node;
        _seen[node] = _stamp;
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
                if (_sets.Holds(w))
                {
                    reachable = Math.Min(FlowNetwork.Unlimited, reachable + _sets.Touch(w));
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

        _sets.AddWalk(_queue.AsSpan(0, seen), reachable);
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
}
