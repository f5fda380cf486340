namespace Matching.Engine.Allocation.Network;

/// <summary>Draws unused supply to one node at a time, rerouting what flows already where that helps, and never lowering any other node.</summary>
/// <remarks>
/// Searches backwards from the node, so a unit of a commune finds its own donors first. When the search ends without finding supply,
/// everything it saw can only ever be fed with what was drawn up to then: that bound is remembered per node, and later calls for more
/// than the bound end at once (the cut around the searched set only shrinks).
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
    private readonly int[] _closure;
    private readonly List<long> _bound = [long.MaxValue];
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
        _closure = new int[network.NodeCount];
    }

    /// <summary>Draws up to <paramref name="wanted"/> to the node, from sources of stage <paramref name="maxStage"/> or earlier.</summary>
    /// <param name="before">What earlier calls (for earlier stages) have drawn to the node for the same purpose.</param>
    /// <returns>What was drawn; less than wanted only when no more can be had.</returns>
    public long Pull(int node, long wanted, int maxStage = int.MaxValue, long before = 0)
    {
        var drawn = 0L;
        while (drawn < wanted)
        {
            var source = Search(node, maxStage, out var seen);
            if (source < 0)
            {
                if (maxStage == int.MaxValue)
                {
                    Remember(seen, before + drawn);
                }

                break;
            }

            drawn += Augment(source, node, Math.Min(wanted - drawn, _left[source]));
        }

        return drawn;
    }

    /// <summary>Whether it is known without a search that the node cannot get so much.</summary>
    public bool CannotGet(int node, long wanted)
    {
        var closure = -1;
        for (var e = _network.First[node]; e < _network.First[node + 1]; e++)
        {
            var w = _network.To[e];
            if (_cap[_network.Mate[e]] == 0 || !IsOpen(w))
            {
                continue;
            }

            if (_closure[w] == 0 || (closure >= 0 && closure != _closure[w]))
            {
                return false;
            }

            closure = _closure[w];
        }

        return closure < 0 || _bound[closure] < wanted;
    }

    /// <summary>Forgets every bound: supply was given back.</summary>
    public void Forget()
    {
        Array.Clear(_closure);
        _bound.RemoveRange(1, _bound.Count - 1);
    }

    private bool IsOpen(int node) => _zone[node] == _openZone || node >= _network.AtomStart;

    private int Search(int node, int maxStage, out int seen)
    {
        _stamp++;
        var head = 0;
        seen = 1;
        _queue[0] = node;
        _seen[node] = _stamp;
        while (head < seen)
        {
            var v = _queue[head++];
            for (var e = _network.First[v]; e < _network.First[v + 1]; e++)
            {
                var w = _network.To[e];
                if (_seen[w] != _stamp && _cap[_network.Mate[e]] > 0 && IsOpen(w))
                {
                    _seen[w] = _stamp;
                    _towards[w] = _network.Mate[e];
                    if (w < _network.SourceCount && _left[w] > 0 && _network.SourceStage[w] <= maxStage)
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

        for (var v = source; v != node; v = _network.To[_towards[v]])
        {
            _cap[_towards[v]] -= amount;
            _cap[_network.Mate[_towards[v]]] += amount;
        }

        _left[source] -= amount;
        return amount;
    }

    private void Remember(int seen, long drawn)
    {
        var closure = _bound.Count;
        _bound.Add(drawn);
        for (var i = 0; i < seen; i++)
        {
            _closure[_queue[i]] = closure;
        }
    }
}
