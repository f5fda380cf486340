using Matching.Engine.Allocation.Network;

namespace Matching.Engine.Allocation.FairShares;

/// <summary>Draws supply to one line at a time, rerouting what flows already where that helps, and never lowering a line that was served before.</summary>
/// <remarks>
/// Supply is excess: what sources have left, and what lines hold for the time being that come later.
/// What a draw that falls short has seen is remembered (<see cref="BoundedSets"/>), and looked at before the next one, so hopeless calls cost
/// next to nothing.
/// </remarks>
internal sealed class SupplyPuller
{
    private readonly FlowState _state;
    private readonly CompactFlow<long> _flow;
    private readonly BoundedSets _sets;
    private readonly int[] _seen;
    private readonly int[] _queue;
    private int _stamp;

    public SupplyPuller(FlowState state)
    {
        _state = state;
        _flow = state.Flow;
        _sets = new BoundedSets(state.Network.NodeCount);
        _seen = new int[state.Network.NodeCount];
        _queue = new int[state.Network.NodeCount];
    }

    /// <summary>Forgets all bounds: supply may have come back since.</summary>
    public void Forget() => _sets.Forget();

    /// <summary>Whether the node belongs to what fed a draw that fell short since bounds were forgotten last.</summary>
    public bool IsBounded(int node) => _sets.Holds(node);

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
            _sets.Add(_flow.Reached, has);
        }

        _flow.Room[node] = 0;
        return has;
    }

    /// <summary>Takes back a part of what a line was given, along arcs that carry it, to sources.</summary>
    public void GiveBack(int node, long amount) => _state.HandBack(node, amount, _flow.Excess);

    /// <summary>Whether the node cannot get <paramref name="least"/>, as far as bounds tell.</summary>
    private bool IsHopeless(int node, long held, long least)
    {
        if (_sets.Holds(node))
        {
            return held + _sets.BoundAt(node) < least;
        }

        _stamp++;
        _sets.BeginWalk();
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
                if (_sets.Holds(w))
                {
                    reachable += _sets.Touch(w);
                }
                else
                {
                    _queue[seen++] = w;
                }
            }

            if (reachable >= least)
            {
                return false;
            }
        }

        _sets.AddWalk(_queue.AsSpan(0, seen), reachable);
        return true;
    }
}
