using System.Runtime.InteropServices;
using Matching.Engine.Allocation.Network;
using Matching.Engine.Quantities;

namespace Matching.Engine.Allocation.FairShares;

/// <summary>
/// Exact leximin of one class: balance to the average, split at the minimum cut, recurse on both sides, each on its own part of the
/// network (Megiddo 1974; Fujishige 1980; Frank and Murota for whole units).
/// </summary>
/// <remarks>
/// Flows are whole đồng; a level is the exact fraction F / D. A part is balanced first to targets rounded to đồng, which settles almost
/// everything in 64 bits; then <see cref="ExactBalance"/> proves that the unrounded targets can be met too, or returns the cut that
/// forbids it. So no tolerance ever decides a level.
/// </remarks>
internal sealed class LeximinClass
{
    private readonly FlowState _state;
    private readonly FlowNetwork _network;
    private readonly ExactBalance _exact;
    private readonly OpeningFlow _opening;
    private readonly int[] _order;
    private readonly int[] _scratch;
    private readonly int[] _starts;
    private readonly bool[] _lifted;
    private int _zones;

    public LeximinClass(FlowState state)
    {
        _state = state;
        _network = state.Network;
        _exact = new ExactBalance(state);
        _opening = new OpeningFlow(state);
        _order = new int[_network.NodeCount];
        _scratch = new int[_network.NodeCount];
        _starts = new int[_network.NodeCount];
        _lifted = new bool[_network.AtomCount];
    }

    /// <summary>
    /// Draws supply into the class's lines, as much as can be. Which sources are drawn on is settled at the end (<see cref="SourceOrder"/>).
    /// </summary>
    /// <param name="reached">Written, per node: whether supply that is left unused can reach it.</param>
    public void Fill(List<int> atoms, bool[] reached, CancellationToken cancel)
    {
        Array.Clear(reached);
        foreach (var a in atoms)
        {
            _state.Room[_network.AtomStart + a] = _state.Demand[a] - _state.Base[a] - _state.Got[a];
        }

        _opening.Pour(atoms);
        cancel.ThrowIfCancellationRequested();
        var starts = _opening.Stuck;
        for (var s = 0; s < _network.SourceCount; s++)
        {
            if (_state.Left[s] > 0 && _state.Zone[s] == FlowState.Open)
            {
                if (_state.Excess[s] == 0)
                {
                    starts.Add(s);
                }

                _state.Excess[s] += _state.Left[s];
                _state.Left[s] = 0;
            }
        }

        _state.Augmenter.Push(CollectionsMarshal.AsSpan(starts), FlowState.Open);
        foreach (var v in _state.Augmenter.Reached)
        {
            reached[v] = true;
        }

        foreach (var a in atoms)
        {
            var v = _network.AtomStart + a;
            _state.Got[a] = _state.Demand[a] - _state.Base[a] - _state.Room[v];
            _state.Room[v] = 0;
        }

        HandBack(starts);
    }

    /// <summary>Returns what is stuck in the middle to the sources it came from.</summary>
    private void HandBack(List<int> starts)
    {
        for (var s = 0; s < _network.SourceCount; s++)
        {
            if (_state.Zone[s] == FlowState.Open)
            {
                _state.Left[s] = _state.Excess[s];
                _state.Excess[s] = 0;
                _state.Room[s] = FlowNetwork.Unlimited;
            }
        }

        starts.RemoveAll(v => _state.Excess[v] == 0);
        if (starts.Count > 0)
        {
            _state.Augmenter.Push(CollectionsMarshal.AsSpan(starts), FlowState.Open);
        }

        for (var s = 0; s < _network.SourceCount; s++)
        {
            if (_state.Zone[s] == FlowState.Open)
            {
                _state.Left[s] += FlowNetwork.Unlimited - _state.Room[s];
                _state.Room[s] = 0;
            }
        }
    }

    /// <summary>
    /// Levels of the class below full coverage, poorest first, equal coverages merged; their tight sets are frozen. Lines that lie inside
    /// an earlier bottleneck are shut out: nothing can reach them, so their level is zero.
    /// </summary>
    /// <param name="atoms">Atoms whose coverage is to be decided; the same that <paramref name="isActive"/> marks.</param>
    /// <param name="reached">Nodes that unused supply can reach; their lines are full.</param>
    public List<Level> Levels(int classNumber, List<int> atoms, bool[] isActive, bool[] reached, CancellationToken cancel)
    {
        var shutOut = atoms.FindAll(a => _state.Zone[_network.AtomStart + a] == FlowState.Frozen);
        var levels = Decompose(classNumber, isActive, reached, cancel);
        if (shutOut.Count > 0)
        {
            levels.Add(new Level { Class = classNumber, Coverage = Ratio.Zero, Atoms = shutOut, HeldAtoms = [] });
        }

        levels.RemoveAll(static level => level.Coverage.IsFull);
        return Merge(levels);
    }

    private List<Level> Decompose(int classNumber, bool[] isActive, bool[] reached, CancellationToken cancel)
    {
        var count = 0;
        for (var v = 0; v < _network.NodeCount; v++)
        {
            if (!reached[v] && _state.Zone[v] == FlowState.Open)
            {
                _order[count++] = v;
            }
        }

        var levels = new List<Level>();
        var parts = new Stack<(int Start, int End)>();
        if (count > 0)
        {
            parts.Push((0, count));
        }

        _zones = 0;
        while (parts.TryPop(out var part))
        {
            cancel.ThrowIfCancellationRequested();
            var nodes = _order.AsSpan(part.Start, part.End - part.Start);
            var split = Balance(nodes, isActive, classNumber, levels);
            if (split > 0)
            {
                parts.Push((part.Start, part.Start + split));
                parts.Push((part.Start + split, part.End));
            }
        }

        return levels;
    }

    /// <summary>Closes the part as one level (0), or reorders its nodes into a poorer and a richer half and returns the size of the first.</summary>
    private int Balance(Span<int> nodes, bool[] isActive, int classNumber, List<Level> levels)
    {
        var atoms = new List<int>();
        var flow = 0L;
        foreach (var v in nodes)
        {
            if (v >= _network.AtomStart && isActive[v - _network.AtomStart])
            {
                atoms.Add(v - _network.AtomStart);
                flow += _state.Got[v - _network.AtomStart];
            }
        }

        if (atoms.Count == 0)
        {
            return 0; // settled lines and their exhausted pledges only: nothing to decide, open for later classes
        }

        var level = LevelOf(atoms, flow);
        if (atoms.Count == 1 || flow == 0)
        {
            Close(nodes, atoms, isActive, level, classNumber, levels);
            return 0;
        }

        var zone = ++_zones;
        foreach (var v in nodes)
        {
            _state.Zone[v] = zone;
        }

        var starts = SetTargets(atoms, level);
        _state.Augmenter.Push(starts, zone);
        var leftover = 0L;
        foreach (var v in starts)
        {
            leftover += _state.Excess[v];
        }

        // The rounded targets settle the bulk; where to cut, if at all, only the unrounded ones can say.
        TakeResult(atoms);
        if (_exact.FindCut(nodes, atoms, _lifted, level) is not { } richer)
        {
            if (leftover > 0)
            {
                RoundWithinLevel(atoms, level, zone);
            }

            Close(nodes, atoms, isActive, level, classNumber, levels);
            return 0;
        }

        // The unrounded targets cannot be met: saturate the cut in whole đồng, then go on with both sides.
        PushAcross(atoms, richer, zone);
        return Partition(nodes, v => richer.Contains(v));
    }

    /// <summary>The common coverage of a part; lines that were lifted above it beforehand stand aside (they are marked).</summary>
    private Ratio LevelOf(List<int> atoms, long flow)
    {
        var supply = flow;
        var demand = 0L;
        foreach (var a in atoms)
        {
            _lifted[a] = false;
            supply += _state.Base[a];
            demand += _state.Demand[a];
        }

        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var a in atoms)
            {
                // base / demand > supply / rest of demand
                if (!_lifted[a] && _state.Base[a] > 0 && (Int128)_state.Base[a] * demand > (Int128)supply * _state.Demand[a])
                {
                    _lifted[a] = true;
                    supply -= _state.Base[a];
                    demand -= _state.Demand[a];
                    changed = true;
                }
            }
        }

        return demand == 0 ? Ratio.Zero : new Ratio(supply, demand);
    }

    /// <summary>Targets by cumulative rounding: whole đồng, exact in sum, less than one đồng from the unrounded target.</summary>
    private Span<int> SetTargets(List<int> atoms, Ratio level)
    {
        var starts = 0;
        var demandSoFar = (Int128)0;
        var before = 0L;
        foreach (var a in atoms)
        {
            var target = 0L;
            if (!_lifted[a])
            {
                demandSoFar += _state.Demand[a];
                var upTo = (long)(demandSoFar * level.Numerator / level.Denominator);
                target = upTo - before - _state.Base[a];
                before = upTo;
            }

            var v = _network.AtomStart + a;
            var difference = _state.Got[a] - target;
            _state.Excess[v] = Math.Max(0, difference);
            _state.Room[v] = Math.Max(0, -difference);
            if (difference > 0)
            {
                _starts[starts++] = v;
            }

            _state.Got[a] = target;
        }

        return _starts.AsSpan(0, starts);
    }

    /// <summary>What the atoms have after a push towards their targets.</summary>
    private void TakeResult(List<int> atoms)
    {
        foreach (var a in atoms)
        {
            var v = _network.AtomStart + a;
            _state.Got[a] += _state.Excess[v] - _state.Room[v];
            _state.Excess[v] = 0;
            _state.Room[v] = 0;
        }
    }

    /// <summary>
    /// The level can be had, but not with the rounding that was tried: finds one that can. Flows are integral, so some flow gives every
    /// line the floor or the ceiling of its share; first what lies above the ceilings is moved, then the floors are filled.
    /// </summary>
    private void RoundWithinLevel(List<int> atoms, Ratio level, int zone)
    {
        for (var pass = 0; pass < 2; pass++)
        {
            var starts = 0;
            foreach (var a in atoms)
            {
                var v = _network.AtomStart + a;
                var share = _lifted[a] ? (Int128)0 : ((Int128)_state.Demand[a] * level.Numerator) - ((Int128)_state.Base[a] * level.Denominator);
                var floor = (long)(share / level.Denominator);
                var ceiling = share % level.Denominator == 0 ? floor : floor + 1;
                _state.Excess[v] = Math.Max(0, _state.Got[a] - (pass == 0 ? ceiling : floor));
                _state.Room[v] = Math.Max(0, (pass == 0 ? ceiling : floor) - _state.Got[a]);
                _state.Got[a] += _state.Room[v] - _state.Excess[v];
                if (_state.Excess[v] > 0)
                {
                    _starts[starts++] = v;
                }
            }

            _state.Augmenter.Push(_starts.AsSpan(0, starts), zone);
            TakeResult(atoms);
        }
    }

    private void PushAcross(List<int> atoms, HashSet<int> richer, int zone)
    {
        var starts = 0;
        foreach (var a in atoms)
        {
            var v = _network.AtomStart + a;
            if (richer.Contains(v))
            {
                _state.Excess[v] = _state.Got[a];
                _starts[starts++] = v;
                _state.Got[a] = 0;
            }
            else
            {
                _state.Room[v] = _state.Demand[a] - _state.Base[a] - _state.Got[a];
                _state.Got[a] = _state.Demand[a] - _state.Base[a];
            }
        }

        _state.Augmenter.Push(_starts.AsSpan(0, starts), zone);
        TakeResult(atoms);
    }

    /// <summary>Stable partition: poorer nodes first.</summary>
    private int Partition(Span<int> nodes, Func<int, bool> isRicher)
    {
        var poorer = 0;
        var richer = 0;
        foreach (var v in nodes)
        {
            if (isRicher(v))
            {
                _scratch[richer++] = v;
            }
            else
            {
                nodes[poorer++] = v;
            }
        }

        _scratch.AsSpan(0, richer).CopyTo(nodes[poorer..]);
        return poorer;
    }

    private void Close(Span<int> nodes, List<int> atoms, bool[] isActive, Ratio level, int classNumber, List<Level> levels)
    {
        var held = new List<int>();
        var zone = level < Ratio.One ? FlowState.Frozen : FlowState.Open;
        foreach (var v in nodes)
        {
            _state.Zone[v] = zone;
            if (zone == FlowState.Frozen && v >= _network.AtomStart && !isActive[v - _network.AtomStart]
                && _state.AtomClass[v - _network.AtomStart] <= classNumber && _state.Got[v - _network.AtomStart] > 0)
            {
                held.Add(v - _network.AtomStart);
            }
        }

        levels.Add(new Level { Class = classNumber, Coverage = level, Atoms = atoms, HeldAtoms = held });
    }

    private static List<Level> Merge(List<Level> levels)
    {
        levels.Sort(static (left, right) => left.Coverage.CompareTo(right.Coverage));
        var merged = new List<Level>();
        foreach (var level in levels)
        {
            if (merged.Count > 0 && merged[^1].Coverage == level.Coverage)
            {
                merged[^1].Atoms.AddRange(level.Atoms);
                merged[^1].HeldAtoms.AddRange(level.HeldAtoms);
            }
            else
            {
                merged.Add(level);
            }
        }

        foreach (var level in merged)
        {
            level.Atoms.Sort();
            level.HeldAtoms.Sort();
        }

        return merged;
    }
}
