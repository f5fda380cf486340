using Matching.Engine.Allocation.Network;
using Matching.Engine.Quantities;

namespace Matching.Engine.Allocation.FairShares;

/// <summary>
/// Exact leximin of one class: balance to the average, split at the minimum cut, recurse on both sides, each on its own part of the
/// network (Megiddo 1974; Fujishige 1980; Frank and Murota for whole units).
/// </summary>
/// <remarks>
/// Flows are whole đồng; a level is the exact fraction F / D. A part is balanced first to targets rounded to đồng, which settles almost everything in
/// 64 bits; then <see cref="ExactProof"/> shows that the unrounded targets can be met too, or returns the cut that forbids it. So no tolerance ever
/// decides a level. Works on the core of what the class still lacks: everything that cannot reach a line with room has its lines full.
/// </remarks>
internal sealed class ClassLevels
{
    /// <summary>Both sides of a cut must have so many nodes before the second thread pays.</summary>
    private const int WorthAThread = 1000;

    private readonly FlowState _state;
    private readonly FlowNetwork _network;
    private readonly ClassCore _core;
    private readonly CompactFlow<long> _flow;
    private readonly ExactProof _proof;
    private readonly bool[] _lifted;
    private readonly int _threads;
    private ClassLevels? _helper;
    private int[] _order = [];
    private int[] _scratch = [];
    private int[] _starts = [];

    /// <param name="threads">With two or more, large parts of a class are worked on side by side. Changes nothing in the levels.</param>
    public ClassLevels(FlowState state, ClassCore core, int threads)
    {
        _state = state;
        _network = state.Network;
        _core = core;
        _flow = core.Flow;
        _lifted = new bool[_network.AtomCount];
        _proof = new ExactProof(state, core, _lifted);
        _threads = threads;
    }

    /// <summary>
    /// Levels of the class below full coverage, poorest first, equal coverages merged; their tight sets are frozen. Lines that lie inside
    /// an earlier bottleneck are shut out: nothing can reach them, so their level is zero.
    /// </summary>
    /// <param name="atoms">Atoms whose coverage is to be decided; the same that <paramref name="isActive"/> marks.</param>
    public List<Level> Levels(int classNumber, List<int> atoms, bool[] isActive, CancellationToken cancel)
    {
        var levels = new List<Level>();
        var lacking = atoms.FindAll(a => _state.Base[a] + _state.Got[a] < _state.Demand[a]);
        var shutOut = lacking.FindAll(a => _state.Zone[_network.AtomStart + a] == FlowState.Frozen);
        if (shutOut.Count < lacking.Count)
        {
            _core.Extract(lacking);
            Decompose(classNumber, isActive, levels, cancel);
            _core.WriteBack();
        }

        if (shutOut.Count > 0)
        {
            levels.Add(new Level { Class = classNumber, Coverage = Ratio.Zero, Atoms = shutOut, HeldAtoms = [] });
        }

        levels.RemoveAll(static level => level.Coverage.IsFull);
        return Level.Merge(levels);
    }

    private void Decompose(int classNumber, bool[] isActive, List<Level> levels, CancellationToken cancel)
    {
        var count = _flow.Count;
        if (_order.Length < count)
        {
            _order = new int[count];
            _scratch = new int[count];
            _starts = new int[count];
        }

        for (var v = 0; v < count; v++)
        {
            _order[v] = v;
            _flow.Close(v);
        }

        var parts = new Stack<(int Start, int End)>();
        parts.Push((0, count));
        Task<List<Level>>? apart = null;
        try
        {
            while (parts.TryPop(out var part))
            {
                cancel.ThrowIfCancellationRequested();
                var nodes = _order.AsSpan(part.Start, part.End - part.Start);
                foreach (var v in nodes)
                {
                    _flow.Open(v);
                }

                var split = Balance(nodes, isActive, classNumber, levels, cancel);
                foreach (var v in nodes)
                {
                    _flow.Close(v);
                }

                if (_threads > 1 && Math.Min(split, nodes.Length - split) >= WorthAThread && apart?.IsCompleted != false)
                {
                    Join(ref apart, levels);
                    (_helper ??= new ClassLevels(_state, new ClassCore(_state), _threads - 1))._core.Extract(_core, nodes[..split]);
                    apart = Task.Run(() => _helper.Apart(classNumber, isActive, cancel), CancellationToken.None);
                    parts.Push((part.Start + split, part.End));
                }
                else if (split > 0)
                {
                    parts.Push((part.Start, part.Start + split));
                    parts.Push((part.Start + split, part.End));
                }
            }
        }
        finally
        {
            Join(ref apart, levels); // also when cancelled: nobody may work on the state any more
        }
    }

    /// <summary>Waits for the part that is worked on aside, and takes over its flow and levels.</summary>
    private void Join(ref Task<List<Level>>? apart, List<Level> levels)
    {
        if (apart is { } task)
        {
            apart = null;
            levels.AddRange(task.GetAwaiter().GetResult());
            _helper!._core.WriteBackTo(_core);
        }
    }

    private List<Level> Apart(int classNumber, bool[] isActive, CancellationToken cancel)
    {
        var levels = new List<Level>();
        Decompose(classNumber, isActive, levels, cancel);
        return levels;
    }

    /// <summary>Closes the part as one level (0), or reorders its nodes into a poorer and a richer half and returns the size of the first.</summary>
    private int Balance(Span<int> nodes, bool[] isActive, int classNumber, List<Level> levels, CancellationToken cancel)
    {
        var lines = new List<int>();
        var flow = 0L;
        foreach (var v in nodes)
        {
            if (AtomAt(v) is var a && a >= 0 && isActive[a])
            {
                lines.Add(v);
                flow += _state.Got[a];
            }
        }

        if (lines.Count == 0)
        {
            return 0; // settled lines and their exhausted pledges only: nothing to decide, open for later classes
        }

        var level = LevelOf(lines, flow);
        if (lines.Count == 1 || flow == 0)
        {
            CloseLevel(nodes, lines, isActive, level, classNumber, levels);
            return 0;
        }

        SetTargets(lines, level);
        Draw(lines, cancel);

        // The rounded targets settle the bulk; where to cut, if at all, only the unrounded ones can say.
        if (!_proof.HasCut(nodes, lines, level, cancel))
        {
            if (!IsRounded(lines, level))
            {
                RoundWithinLevel(lines, level, cancel);
            }

            CloseLevel(nodes, lines, isActive, level, classNumber, levels);
            return 0;
        }

        // The unrounded targets cannot be met: saturate the cut in whole đồng, then go on with both sides.
        if (CanCross(nodes))
        {
            PushAcross(lines, cancel);
        }

        return Partition(nodes);
    }

    /// <summary>The common coverage of a part; lines that were lifted above it beforehand stand aside (they are marked).</summary>
    private Ratio LevelOf(List<int> lines, long flow)
    {
        var supply = flow;
        var demand = 0L;
        foreach (var v in lines)
        {
            var a = AtomAt(v);
            _lifted[a] = false;
            supply += _state.Base[a];
            demand += _state.Demand[a];
        }

        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var v in lines)
            {
                // base / demand > supply / rest of demand
                var a = AtomAt(v);
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
    private void SetTargets(List<int> lines, Ratio level)
    {
        var demandSoFar = (Int128)0;
        var before = 0L;
        foreach (var v in lines)
        {
            var a = AtomAt(v);
            var target = 0L;
            if (!_lifted[a])
            {
                demandSoFar += _state.Demand[a];
                var upTo = (long)(demandSoFar * level.Numerator / level.Denominator);
                target = upTo - before - _state.Base[a];
                before = upTo;
            }

            Aim(v, target, target);
        }
    }

    /// <summary>What the line has above <paramref name="most"/> is excess, what it has below <paramref name="least"/> is room.</summary>
    private void Aim(int node, long least, long most)
    {
        var got = _state.Got[AtomAt(node)];
        _flow.Excess[node] = Math.Max(0, got - most);
        _flow.Room[node] = Math.Max(0, least - got);
    }

    /// <summary>Moves excess to room; what the lines have afterwards is read off.</summary>
    private void Draw(List<int> lines, CancellationToken cancel)
    {
        var starts = 0;
        foreach (var v in lines)
        {
            _state.Got[AtomAt(v)] += _flow.Room[v] - _flow.Excess[v];
            if (_flow.Room[v] > 0)
            {
                _starts[starts++] = v;
            }
        }

        _flow.Push(_starts.AsSpan(0, starts), cancel);
        foreach (var v in lines)
        {
            _state.Got[AtomAt(v)] += _flow.Excess[v] - _flow.Room[v];
            _flow.Excess[v] = 0;
            _flow.Room[v] = 0;
        }
    }

    private (long Floor, long Ceiling) Rounded(int atom, Ratio level)
    {
        if (_lifted[atom])
        {
            return (0, 0);
        }

        var (floor, rest) = Int128.DivRem((Int128)_state.Demand[atom] * level.Numerator, level.Denominator);
        var least = (long)floor - _state.Base[atom];
        return (least, rest == 0 ? least : least + 1);
    }

    private bool IsRounded(List<int> lines, Ratio level)
    {
        foreach (var v in lines)
        {
            var (floor, ceiling) = Rounded(AtomAt(v), level);
            if (_state.Got[AtomAt(v)] < floor || _state.Got[AtomAt(v)] > ceiling)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// The level can be had, but not with the rounding that was tried: finds one that can. Flows are integral, so some flow gives every
    /// line the floor or the ceiling of its share; first what lies above the ceilings is moved, then the floors are filled.
    /// </summary>
    private void RoundWithinLevel(List<int> lines, Ratio level, CancellationToken cancel)
    {
        for (var pass = 0; pass < 2; pass++)
        {
            foreach (var v in lines)
            {
                var (floor, ceiling) = Rounded(AtomAt(v), level);
                var target = pass == 0 ? ceiling : floor;
                Aim(v, target, target);
            }

            Draw(lines, cancel);
        }
    }

    /// <summary>Whether anything can still flow from the richer to the poorer side of the cut.</summary>
    private bool CanCross(ReadOnlySpan<int> nodes)
    {
        foreach (var v in nodes)
        {
            if (!_proof.IsRicher(v))
            {
                for (var e = _flow.Begin(v); e < _flow.End(v); e++)
                {
                    if (_flow.Links[e].Pull > 0 && _flow.IsOpen(_flow.Links[e].To) && _proof.IsRicher(_flow.Links[e].To))
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }

    private void PushAcross(List<int> lines, CancellationToken cancel)
    {
        foreach (var v in lines)
        {
            var a = AtomAt(v);
            if (_proof.IsRicher(v))
            {
                Aim(v, 0, 0);
            }
            else
            {
                var most = _state.Demand[a] - _state.Base[a];
                Aim(v, most, most);
            }
        }

        Draw(lines, cancel);
    }

    /// <summary>Stable partition: poorer nodes first.</summary>
    private int Partition(Span<int> nodes)
    {
        var poorer = 0;
        var richer = 0;
        foreach (var v in nodes)
        {
            if (_proof.IsRicher(v))
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

    private void CloseLevel(ReadOnlySpan<int> nodes, List<int> lines, bool[] isActive, Ratio level, int classNumber, List<Level> levels)
    {
        var (held, zone) = (new List<int>(), level < Ratio.One ? FlowState.Frozen : FlowState.Open);
        foreach (var v in nodes)
        {
            _state.SetZone(_core.Nodes[v], zone);
            _state.TightSet[_core.Nodes[v]] = zone == FlowState.Frozen ? _core.Nodes[nodes[0]] : -1;
            if (zone == FlowState.Frozen && AtomAt(v) is var a && a >= 0 && !isActive[a] && _state.AtomClass[a] <= classNumber && _state.Got[a] > 0)
            {
                held.Add(a);
            }
        }

        levels.Add(new Level { Class = classNumber, Coverage = level, Atoms = lines.ConvertAll(AtomAt), HeldAtoms = held });
    }

    private int AtomAt(int node) => _core.Nodes[node] - _network.AtomStart;
}
