using Matching.Engine.Allocation.FairShares;
using Matching.Engine.Allocation.Network;
using Matching.Engine.Rounds;

namespace Matching.Engine.Entry;

/// <summary>Solves the classes from the first queue of projects that passed lines over, where what comes before stays as it is.</summary>
/// <remarks>
/// Less supply changes nothing in the earlier classes when what their lines have can be delivered without it: then only the part of the network that was
/// still open before that class is solved again, from the flow that stood there (docs/check-and-prices.md, L7).
/// </remarks>
internal sealed class LaterClasses
{
    private readonly SolvedShares _round;
    private readonly FlowSnapshot _before;
    private readonly FlowNetwork _network;
    private readonly int[] _place;
    private readonly long[] _leftVnd;
    private readonly bool[] _isOpen;
    private readonly int[] _atomPlace;

    private LaterClasses(SolvedShares round, FlowSnapshot before)
    {
        (_round, _before) = (round, before);
        var whole = round.Network;
        _place = new int[whole.NodeCount];
        Array.Fill(_place, -1);
        var nodes = new List<int>();
        for (var v = 0; v < whole.NodeCount; v++)
        {
            if (before.Zone[v] == FlowState.Open || Waits(v))
            {
                _place[v] = nodes.Count;
                nodes.Add(v);
            }
        }

        _network = Part(nodes);
        _leftVnd = [.. nodes.Where(v => v < whole.SourceCount).Select(s => before.LeftVnd[s])];
        _atomPlace = Array.ConvertAll(_place[whole.AtomStart..], v => v < 0 ? -1 : v - _network.AtomStart);
        _isOpen = [.. nodes.Select(v => before.Zone[v] == FlowState.Open)];
    }

    /// <summary>The first class that is solved again, from 0.</summary>
    public int FirstClass => _before.Class;

    public static LaterClasses? Of(SolvedShares round, FlowSnapshot? before) => before is null ? null : new LaterClasses(round, before);

    /// <summary>Lines that change when a source gives so much less, and a pledge comes in; <see langword="null"/> when earlier classes have to do with it.</summary>
    /// <param name="source">−1 when nobody gives less.</param>
    /// <param name="goneVnd">All that goes, less what it gave to earlier classes whose loss is accounted for elsewhere.</param>
    /// <param name="heads">Of the pledge that comes in; nothing that it reaches may be lifted in an earlier class.</param>
    public Dictionary<int, ChangedShare>? Solve(int source, long goneVnd, PledgeHeads? heads, CancellationToken cancel)
    {
        var joined = heads is null ? null : JoinedNetwork.Of(_network, heads, _atomPlace, _round.Network);
        if (goneVnd > 0 && _place[source] < 0 || (heads is not null && joined is null))
        {
            return null;
        }

        var state = NewState(joined);
        if (goneVnd > 0 && !TakeAway(state, _place[source] + (joined is null ? 0 : 1), goneVnd, cancel))
        {
            return null;
        }

        var plan = FairPlan.Of(state, FairShareSolver.SolveFrom(FirstClass, state, _round.Settled, Fairness.Leximin, cancel));
        var changed = new Dictionary<int, ChangedShare>();
        for (var a = 0; a < _network.AtomCount; a++)
        {
            for (var i = _network.AtomLineStart[a]; state.AtomClass[a] >= FirstClass && i < _network.AtomLineStart[a + 1]; i++)
            {
                var line = _network.AtomLine[i];
                if (plan.Share[line] != _round.Fair.Share[line])
                {
                    changed.Add(line, new ChangedShare(plan.Share[line], _round.CoverageOf(plan, line)));
                }
            }
        }

        return changed;
    }

    /// <summary>Takes supply from a source; others take its place in what the earlier classes have, if they can.</summary>
    private static bool TakeAway(FlowState state, int source, long amountVnd, CancellationToken cancel)
    {
        var unused = Math.Min(state.Left[source], amountVnd);
        state.Left[source] -= unused;
        if (amountVnd == unused)
        {
            return true;
        }

        state.OfferSupply();
        state.Room[source] = amountVnd - unused;
        state.Flow.Push([source], cancel);
        var isDone = state.Room[source] == 0;
        state.Room[source] = 0;
        state.WithdrawSupply();
        return isDone;
    }

    private bool Waits(int node) =>
        node >= _round.Network.AtomStart && _before.Zone[node] == FlowState.Waiting && _round.State.Demand[node - _round.Network.AtomStart] > 0;

    private FlowState NewState(FlowNetwork? joined)
    {
        var state = new FlowState(_round.Index, joined ?? _network, _round.Settled);
        for (var a = 0; a < _network.AtomCount; a++)
        {
            if (_isOpen[_network.AtomStart + a])
            {
                state.SetZone(state.Network.AtomStart + a, FlowState.Open);
            }
        }

        _leftVnd.CopyTo(state.Left, joined is null ? 0 : 1);
        return state;
    }

    /// <summary>The open part as a network of its own, in the order of the whole.</summary>
    private FlowNetwork Part(List<int> nodes)
    {
        var whole = _round.Network;
        var (first, mid, linkOf) = (new int[nodes.Count + 1], new int[nodes.Count], new int[whole.To.Length]);
        var (to, arcs) = (new List<int>(), new List<int>());
        for (var i = 0; i < nodes.Count; i++)
        {
            for (var e = whole.First[nodes[i]]; e < whole.First[nodes[i] + 1]; e++)
            {
                mid[i] = e == whole.Mid[nodes[i]] ? arcs.Count : mid[i];
                if (_place[whole.To[e]] >= 0)
                {
                    linkOf[e] = arcs.Count;
                    to.Add(_place[whole.To[e]]);
                    arcs.Add(e);
                }
            }

            mid[i] = whole.Mid[nodes[i]] == whole.First[nodes[i] + 1] ? arcs.Count : mid[i];
            first[i + 1] = arcs.Count;
        }

        var (sources, atoms) = (nodes.FindAll(v => v < whole.SourceCount), nodes.FindAll(v => v >= whole.AtomStart).ConvertAll(v => v - whole.AtomStart));
        var (lineStart, lines) = (new int[atoms.Count + 1], new List<int>());
        for (var a = 0; a < atoms.Count; a++)
        {
            lines.AddRange(whole.AtomLine.AsSpan(whole.AtomLineStart[atoms[a]], whole.AtomLineStart[atoms[a] + 1] - whole.AtomLineStart[atoms[a]]));
            lineStart[a + 1] = lines.Count;
        }

        return new FlowNetwork
        {
            SourceCount = sources.Count,
            AtomStart = nodes.Count - atoms.Count,
            NodeCount = nodes.Count,
            First = first,
            Mid = mid,
            To = [.. to],
            Mate = [.. arcs.Select(e => linkOf[whole.Mate[e]])],
            Cap = [.. arcs.Select(e => _before.Cap[e])],
            IsGoods = [.. nodes.Select(v => whole.IsGoods[v])],
            SupplyVnd = [.. sources.Select(s => whole.SupplyVnd[s])],
            SourceStage = [.. sources.Select(s => whole.SourceStage[s])],
            StageCount = whole.StageCount,
            SourceUnitVnd = [.. sources.Select(s => whole.SourceUnitVnd[s])],
            SourceStart = new int[sources.Count + 1],
            SourcePledge = [],
            AtomLineStart = lineStart,
            AtomLine = [.. lines],
            AtomOfLine = [],
            Depth = [.. nodes.Select(v => whole.Depth[v])],
        };
    }
}
