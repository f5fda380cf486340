using Matching.Engine.Allocation.Network;

namespace Matching.Engine.Allocation.FairShares;

/// <summary>
/// A good first flow for a class: from narrow sources to free ones, every node hands what it gets to the nodes below in proportion to
/// what is still needed there. One pass up and one down per group of stages, instead of many augmenting phases.
/// </summary>
/// <remarks>
/// Only a start: what this leaves stuck in the middle is pushed on, or handed back, by the augmenting searches that follow, so rounding
/// here decides nothing. Spending narrow money first also keeps free money for the classes to come, which saves rerouting.
/// </remarks>
internal sealed class OpeningFlow
{
    private readonly FlowState _state;
    private readonly FlowNetwork _network;
    private readonly int[] _depth;
    private readonly long[] _need;
    private readonly int[] _seen;
    private readonly List<int>[] _byDepth;
    private int _stamp;

    public OpeningFlow(FlowState state)
    {
        _state = state;
        _network = state.Network;
        _need = new long[_network.NodeCount];
        _seen = new int[_network.NodeCount];
        _depth = _network.Depth;
        _byDepth = new List<int>[_depth.DefaultIfEmpty().Max() + 1];
        for (var d = 0; d < _byDepth.Length; d++)
        {
            _byDepth[d] = [];
        }
    }

    /// <summary>Nodes that hold excess after <see cref="Pour"/>; sources among them hold what they could not place.</summary>
    public List<int> Stuck { get; } = [];

    /// <param name="atoms">Atoms of the class; their room (set by the caller) is what they still need.</param>
    public void Pour(List<int> atoms)
    {
        CollectAncestors(atoms);
        Stuck.Clear();
        for (var stage = 0; stage < _network.StageCount; stage++)
        {
            var any = false;
            foreach (var list in _byDepth)
            {
                foreach (var v in list)
                {
                    any |= v < _network.SourceCount && _network.SourceStage[v] == stage && _state.Left[v] > 0;
                }
            }

            if (any)
            {
                SumNeeds();
                HandDown(stage);
            }
        }

        foreach (var list in _byDepth)
        {
            foreach (var v in list)
            {
                if (_state.Excess[v] > 0)
                {
                    Stuck.Add(v);
                }
            }

            list.Clear();
        }
    }

    private void CollectAncestors(List<int> atoms)
    {
        _stamp++;
        foreach (var a in atoms)
        {
            var v = _network.AtomStart + a;
            if (_state.Room[v] > 0 && _state.Zone[v] == FlowState.Open)
            {
                _seen[v] = _stamp;
                _byDepth[0].Add(v);
            }
        }

        foreach (var list in _byDepth)
        {
            foreach (var v in list)
            {
                for (var e = _network.Mid[v]; e < _network.First[v + 1]; e++)
                {
                    var w = _state.Links[e].To;
                    if (_seen[w] != _stamp && _state.Zone[w] == FlowState.Open && _state.Links[e].Pull > 0)
                    {
                        _seen[w] = _stamp;
                        _byDepth[_depth[w]].Add(w); // always deeper than this list
                    }
                }
            }
        }
    }

    /// <summary>From the lines upwards: what each node could pass on.</summary>
    private void SumNeeds()
    {
        foreach (var list in _byDepth)
        {
            foreach (var v in list)
            {
                _need[v] = 0;
            }
        }

        foreach (var v in _byDepth[0])
        {
            _need[v] = _state.Room[v];
        }

        foreach (var list in _byDepth)
        {
            foreach (var v in list)
            {
                for (var e = _network.Mid[v]; e < _network.First[v + 1]; e++)
                {
                    ref var link = ref _state.Links[e];
                    if (_seen[link.To] == _stamp)
                    {
                        _need[link.To] = Math.Min(FlowNetwork.Unlimited, _need[link.To] + Math.Min(link.Pull, _need[v]));
                    }
                }
            }
        }
    }

    private void HandDown(int stage)
    {
        for (var d = _byDepth.Length - 1; d >= 0; d--)
        {
            foreach (var v in _byDepth[d])
            {
                if (v < _network.SourceCount && _network.SourceStage[v] == stage && _state.Left[v] > 0)
                {
                    // A source keeps what nobody below needs; it can still be asked for it later.
                    var placed = Math.Min(_state.Left[v], _need[v]);
                    _state.Left[v] -= placed;
                    _state.Excess[v] += placed;
                }

                if (_state.Excess[v] > 0)
                {
                    Hand(v);
                }
            }
        }
    }

    private void Hand(int v)
    {
        var amount = _state.Excess[v];
        if (_state.Room[v] > 0)
        {
            var taken = Math.Min(amount, _state.Room[v]);
            _state.Room[v] -= taken;
            amount -= taken;
        }

        if (amount > 0 && _need[v] > 0)
        {
            amount = Math.Min(amount, _need[v]) == amount ? HandInProportion(v, amount) : amount - _need[v] + HandInProportion(v, _need[v]);
        }

        _state.Excess[v] = amount;
    }

    /// <returns>What could not be handed on.</returns>
    private long HandInProportion(int v, long amount)
    {
        // amount / need as a fraction of 2^30, both cut to 31 bits first; exact sums are kept by the second pass.
        var shift = Math.Max(0, 33 - System.Numerics.BitOperations.LeadingZeroCount((ulong)_need[v]));
        var part = ((amount >> shift) << 30) / Math.Max(1, _need[v] >> shift);
        var left = amount;
        for (var pass = 0; pass < 2 && left > 0; pass++)
        {
            for (var e = _network.First[v]; e < _network.Mid[v] && left > 0; e++)
            {
                ref var link = ref _state.Links[e];
                var w = link.To;
                if (_seen[w] != _stamp || _need[w] == 0)
                {
                    continue;
                }

                ref var mate = ref _state.Links[link.Mate];
                var most = Math.Min(mate.Pull, _need[w]);
                var given = Math.Min(left, pass == 0 ? Math.Min(most, Portion(most, part)) : most);
                if (given > 0)
                {
                    mate.Pull -= given;
                    link.Pull += given;
                    _state.Excess[w] += given;
                    left -= given;
                    if (pass == 1)
                    {
                        _need[w] -= given; // so that several parents do not all top up the same node
                    }
                }
            }
        }

        return left;
    }

    private static long Portion(long need, long part) => need < 1L << 32 ? (need * part) >> 30 : (need >> 30) * part;
}
