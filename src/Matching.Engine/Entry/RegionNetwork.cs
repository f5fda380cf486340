using Matching.Engine.Allocation.FairShares;
using Matching.Engine.Allocation.Network;

namespace Matching.Engine.Entry;

/// <summary>A region of a solved network as a network of its own, with a further pledge in it and the flow that the solve left.</summary>
/// <remarks>
/// Node 0 is the pledge, then come its ceilings, the sources and via nodes of the region, and the atoms; an atom of which the pledge serves some lines
/// only is cut. What flows over the border of the region stays as it is, and so takes no part.
/// </remarks>
internal sealed class RegionNetwork
{
    private const int Outside = -1;
    private const int Atom = -2;

    private readonly SolvedShares _round;
    private readonly PledgeHeads _heads;
    private readonly int[] _place;
    private readonly List<int> _inner = [];
    private readonly List<int> _whole = [];
    private readonly List<AtomPart> _atoms = [];
    private readonly List<(int Tail, int Head, long There, long Back)> _arcs = [];
    private int _atomStart;

    private RegionNetwork(SolvedShares round, PledgeHeads heads)
    {
        (_round, _heads) = (round, heads);
        _place = new int[round.Network.NodeCount];
        Array.Fill(_place, Outside);
    }

    /// <summary>A flow state on the region in which all nodes are open and the pledge has all its supply as excess.</summary>
    public static FlowState Build(SolvedShares round, PledgeHeads heads, List<int> region) => Build(round, heads, region, out _);

    /// <inheritdoc cref="Build(SolvedShares, PledgeHeads, List{int})"/>
    /// <param name="place">Where a source or via node of the solved network stands in the region.</param>
    public static FlowState Build(SolvedShares round, PledgeHeads heads, List<int> region, out Func<int, int> place)
    {
        var built = new RegionNetwork(round, heads);
        built.PlaceNodes(region);
        built.AddAtoms();
        built.AddInnerArcs();
        place = v => built._place[v];
        return built.Finish();
    }

    private void PlaceNodes(List<int> region)
    {
        foreach (var v in region)
        {
            if (v < _round.Network.AtomStart)
            {
                _place[v] = 1 + _heads.Tails.Count + _inner.Count;
                _inner.Add(v);
            }
            else
            {
                _place[v] = Atom;
                _whole.Add(v - _round.Network.AtomStart);
            }
        }

        _whole.Sort();
        _atomStart = 1 + _heads.Tails.Count + _inner.Count;
        for (var t = 0; t < _heads.Tails.Count; t++)
        {
            _arcs.Add((1 + _heads.Tails[t].Above, 1 + t, _heads.Tails[t].CapVnd, 0));
        }
    }

    private void AddAtoms()
    {
        var network = _round.Network;
        var h = 0;
        foreach (var a in _whole)
        {
            while (h < _heads.Heads.Count && _heads.Heads[h].Atom < a)
            {
                h++;
            }

            var first = _atoms.Count;
            var size = network.AtomLineStart[a + 1] - network.AtomLineStart[a];
            var served = 0;
            for (; h < _heads.Heads.Count && _heads.Heads[h].Atom == a; h++)
            {
                var head = _heads.Heads[h];
                _arcs.Add((1 + head.Tail, _atomStart + _atoms.Count, head.CapVnd, 0));
                _atoms.Add(new AtomPart(head.Lines, head.Lines.Count == size ? _round.State.Got[a] : GotOf(head.Lines)));
                served += head.Lines.Count;
            }

            if (served < size)
            {
                var lines = new List<int>(size - served);
                for (var i = network.AtomLineStart[a]; i < network.AtomLineStart[a + 1]; i++)
                {
                    if (!IsServed(network.AtomLine[i], first))
                    {
                        lines.Add(network.AtomLine[i]);
                    }
                }

                _atoms.Add(new AtomPart(lines, served == 0 ? _round.State.Got[a] : GotOf(lines)));
            }

            AddFeeders(a, first);
        }
    }

    private bool IsServed(int line, int first)
    {
        for (var part = first; part < _atoms.Count; part++)
        {
            if (_atoms[part].Lines.BinarySearch(line) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Shares what feeds an atom among its parts; who of them is fed by whom does not matter.</summary>
    private void AddFeeders(int atom, int first)
    {
        var network = _round.Network;
        var node = network.AtomStart + atom;
        var isCut = _atoms.Count - first > 1;
        var (part, given) = (first, 0L);
        for (var e = network.Mid[node]; e < network.First[node + 1]; e++)
        {
            var tail = _place[network.To[e]]; // from outside the region it flows in and stays
            var (flow, there) = (network.Cap[e], network.Cap[network.Mate[e]]);
            if (!isCut)
            {
                if (tail >= 0)
                {
                    _arcs.Add((tail, _atomStart + first, there, flow));
                }

                continue;
            }

            // Every part keeps a way to the feeder; the flow goes to one after the other.
            var from = part;
            while (part < _atoms.Count - 1 && given + flow > _atoms[part].Got)
            {
                var some = _atoms[part].Got - given;
                AddArc(tail, part, there, some);
                flow -= some;
                (part, given) = (part + 1, 0);
            }

            AddArc(tail, part, there, flow);
            given += flow;
            for (var other = first; other < _atoms.Count; other++)
            {
                if (other < from || other > part)
                {
                    AddArc(tail, other, there, 0);
                }
            }
        }
    }

    private void AddArc(int tail, int part, long there, long back)
    {
        if (tail >= 0)
        {
            _arcs.Add((tail, _atomStart + part, there, back));
        }
    }

    private long GotOf(List<int> lines)
    {
        var got = 0L;
        foreach (var line in lines)
        {
            got += _round.Fair.ThreadVnd[line];
        }

        return got;
    }

    private void AddInnerArcs()
    {
        var network = _round.Network;
        foreach (var v in _inner)
        {
            for (var e = network.First[v]; e < network.Mid[v]; e++)
            {
                if (_place[network.To[e]] is var head && head >= 0)
                {
                    _arcs.Add((_place[v], head, network.Cap[e], network.Cap[network.Mate[e]]));
                }
            }
        }
    }

    private FlowState Finish()
    {
        var nodes = _atomStart + _atoms.Count;
        var rows = ArcRows.Of(_arcs, nodes);

        var starts = new int[_atoms.Count + 1];
        for (var a = 0; a < _atoms.Count; a++)
        {
            starts[a + 1] = starts[a] + _atoms[a].Lines.Count;
        }

        var network = new FlowNetwork
        {
            SourceCount = 1,
            AtomStart = _atomStart,
            NodeCount = nodes,
            First = rows.First,
            Mid = rows.Mid,
            To = rows.To,
            Mate = rows.Mate,
            Cap = rows.Cap,
            IsGoods = new bool[nodes],
            SupplyVnd = [_heads.SupplyVnd],
            SourceStage = [0],
            StageCount = 1,
            SourceUnitVnd = [1],
            SourceStart = [0, 0],
            SourcePledge = [],
            AtomLineStart = starts,
            AtomLine = [.. _atoms.SelectMany(static a => a.Lines)],
            AtomOfLine = [],
            Depth = [],
        };
        var state = new FlowState(_round.Index, network, _round.Settled);
        for (var a = 0; a < _atoms.Count; a++)
        {
            state.Got[a] = _atoms[a].Got;
            state.SetZone(_atomStart + a, FlowState.Open);
        }

        foreach (var v in _inner)
        {
            if (v < _round.Network.SourceCount)
            {
                state.Excess[_place[v]] = _round.State.Left[v];
            }
        }

        state.Left[0] = 0;
        state.Excess[0] = _heads.SupplyVnd;
        return state;
    }

    /// <summary>Lines of one atom, ascending, and what flows to them.</summary>
    private readonly record struct AtomPart(List<int> Lines, long Got);
}
