using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Matching.Engine.Allocation.Network;
using Matching.Engine.Quantities;

namespace Matching.Engine.Entry;

/// <summary>A tight set of a solved round as a pool: whether it can fall or rise as one when a pledge leaves it or comes in.</summary>
/// <remarks>
/// Prepared once: a flow from all its lines, in proportion to what they ask for, to one node, the hub, and one from the hub to all lines, each within half of
/// what arcs have to spare. Scaled down to an amount, they collect or hand out any small change evenly; so a change needs only a flow between the hub and
/// the nodes that it touches, in what the scaled flows leave. If that is found the set falls or rises as one level; if not, nothing is said
/// (docs/check-and-prices.md, L6).
/// </remarks>
internal sealed class SetPool
{
    /// <summary>Added to what each line's way carries, so that fractions of a đồng are a small part of it.</summary>
    private const long Margin = 64;

    private readonly int[] _begin;
    private readonly int[] _to;
    private readonly int[] _mate;
    private readonly long[] _spare;
    private readonly int _hub;
    private readonly int _bits;
    private readonly Ways _collect;
    private readonly Ways _handOut;
    private readonly ConcurrentBag<CompactFlow<long>> _flows = [];

    private SetPool(Draft draft, int hub, Ways collect, Ways handOut)
    {
        (_begin, _to, _mate, _spare, _hub, _collect, _handOut) = (draft.Begin, draft.To, draft.Mate, draft.Spare, hub, collect, handOut);
        (HeldVnd, AskedVnd) = (draft.HeldVnd, draft.AskedVnd);
        _bits = Math.Min(20, 62 - (64 - System.Numerics.BitOperations.LeadingZeroCount((ulong)Math.Max(collect.MostVnd, handOut.MostVnd))));
    }

    /// <summary>What its lines have.</summary>
    public long HeldVnd { get; }

    /// <summary>What its lines ask for.</summary>
    public long AskedVnd { get; }

    /// <summary>The pool of a set, or nothing where it has no way to move as one.</summary>
    /// <param name="place">Per node of the network: its number inside its set.</param>
    public static SetPool? Of(SolvedShares round, int set, int[] place, CancellationToken cancel)
    {
        if (Draft.Of(round, set, place) is not { } draft)
        {
            return null;
        }

        var flow = draft.NewFlow();
        foreach (var hub in draft.Hubs())
        {
            if (Prepare(draft, flow, hub, isCollecting: true, cancel) is { } collect && Prepare(draft, flow, hub, isCollecting: false, cancel) is { } handOut)
            {
                return new SetPool(draft, hub, collect, handOut);
            }
        }

        return null;
    }

    /// <summary>Whether the lines fall as one when <paramref name="closed"/> nodes go and <paramref name="lost"/> has to be made good.</summary>
    /// <param name="closed">Nodes inside, by number, that carry nothing any more.</param>
    /// <param name="lost">By number of a node inside: what flowed in there, more than 0.</param>
    public bool CanFall(List<int> closed, List<(int Node, long Vnd)> lost, CancellationToken cancel)
    {
        var amountVnd = lost.Sum(static l => l.Vnd);
        if (closed.Contains(_hub) || Rate(amountVnd, _collect.TotalVnd) is not { } rate)
        {
            return false;
        }

        var flow = Rent(rate, Fractions);
        foreach (var v in closed)
        {
            flow.Close(v);
        }

        var isDone = Reroute(flow, closed, lost, rate, cancel);
        foreach (var v in closed)
        {
            flow.Open(v);
        }

        _flows.Add(flow);
        return isDone;
    }

    /// <summary>Whether the lines rise as one when <paramref name="offers"/> can pass on the amount.</summary>
    /// <param name="offers">By number of a node inside: how much it could pass on at most.</param>
    public bool CanRise(long amountVnd, List<(int Node, long Vnd)> offers, CancellationToken cancel)
    {
        if (Rate(amountVnd, _handOut.TotalVnd) is not { } rate)
        {
            return false;
        }

        var flow = Rent(Fractions, rate);
        foreach (var (node, vnd) in offers)
        {
            flow.Excess[node] += vnd;
        }

        flow.Room[_hub] = amountVnd;
        flow.Push([_hub], cancel);
        var isDone = flow.Room[_hub] == 0;
        flow.Room[_hub] = 0;
        foreach (var (node, _) in offers)
        {
            flow.Excess[node] = 0;
        }

        _flows.Add(flow);
        return isDone;
    }

    private long Fractions => ((1L << _bits) / (Margin - 1)) + 1;

    /// <summary>The part of a prepared flow that an even change needs, in 2^−bits, rounded up; nothing when it needs more than there is.</summary>
    private long? Rate(long amountVnd, long totalVnd)
    {
        var rate = ((((Int128)amountVnd << _bits) + totalVnd - 1) / totalVnd) + Fractions;
        return rate <= 1L << _bits ? (long)rate : null;
    }

    private long Used(Ways ways, int link, long rate) => ways.Carried[link] is var carried && carried > 0 ? ((carried * rate) >> _bits) + 1 : 0;

    private bool Reroute(CompactFlow<long> flow, List<int> closed, List<(int Node, long Vnd)> lost, long rate, CancellationToken cancel)
    {
        // What was to pass through closed nodes stops before them, and has to find the hub another way;
        // what was to come out of them must come from the hub.
        var (hubHas, stopped, short_) = (0L, new List<int>(), new List<int>());
        foreach (var c in closed)
        {
            for (var e = _begin[c]; e < _begin[c + 1]; e++)
            {
                if (_to[e] is var b && flow.IsOpen(b) && b != _hub && Used(_collect, e, rate) is var held && held > 0)
                {
                    flow.Excess[b] += held;
                    stopped.Add(b);
                }
            }
        }

        if (stopped.Count > 0)
        {
            flow.Room[_hub] = long.MaxValue / 4;
            flow.Push([_hub], cancel);
            flow.Room[_hub] = 0;
        }

        var isDone = true;
        foreach (var b in stopped)
        {
            isDone &= flow.Excess[b] == 0;
            flow.Excess[b] = 0;
        }

        if (!isDone)
        {
            return false;
        }

        foreach (var c in closed)
        {
            for (var e = _begin[c]; e < _begin[c + 1]; e++)
            {
                if (_to[e] is var b && flow.IsOpen(b) && Used(_handOut, _mate[e], Fractions) is var missing && missing > 0)
                {
                    Lack(b, missing);
                }
            }
        }

        foreach (var (node, vnd) in lost)
        {
            Lack(node, vnd);
        }

        flow.Excess[_hub] = hubHas;
        flow.Push(CollectionsMarshal.AsSpan(short_), cancel);
        flow.Excess[_hub] = 0;
        foreach (var v in short_)
        {
            isDone &= flow.Room[v] == 0;
            flow.Room[v] = 0;
        }

        return isDone;

        void Lack(int node, long vnd)
        {
            if (node != _hub)
            {
                if (flow.Room[node] == 0)
                {
                    short_.Add(node);
                }

                flow.Room[node] += vnd;
                hubHas += vnd;
            }
        }
    }

    /// <summary>The network of the set with what the scaled flows leave to spare.</summary>
    private CompactFlow<long> Rent(long collectRate, long handOutRate)
    {
        if (!_flows.TryTake(out var flow))
        {
            flow = Draft.NewFlow(_begin, _to, _mate);
        }

        var links = flow.Links;
        unchecked
        {
            for (var e = 0; e < _spare.Length; e++)
            {
                var spare = _spare[e];
                if (_collect.Carried[e] is var some && some > 0)
                {
                    spare -= ((some * collectRate) >> _bits) + 1;
                }

                if (_handOut.Carried[e] is var other && other > 0)
                {
                    spare -= ((other * handOutRate) >> _bits) + 1;
                }

                links[e].Pull = Math.Max(0, spare);
            }
        }

        return flow;
    }

    /// <summary>The largest even flow between lines and hub that half of what arcs have to spare can carry, from sixteen times what the lines have downwards.</summary>
    private static Ways? Prepare(Draft draft, CompactFlow<long> flow, int hub, bool isCollecting, CancellationToken cancel)
    {
        for (var step = isCollecting ? 1 : -4; step < 18; step++)
        {
            var totalVnd = step < 0 ? (Int128)draft.HeldVnd << -step : draft.HeldVnd >> step;
            if (totalVnd == 0 || totalVnd >= long.MaxValue >> 6)
            {
                continue;
            }

            draft.Reset(flow);
            var mostVnd = 0L;
            foreach (var v in draft.Lines)
            {
                var part = (long)(draft.AskedOf[v] * totalVnd / draft.AskedVnd) + Margin;
                mostVnd += part;
                if (isCollecting)
                {
                    flow.Excess[v] = part;
                }
                else
                {
                    flow.Room[v] = part;
                }
            }

            if (isCollecting)
            {
                flow.Room[hub] = mostVnd;
                flow.Push([hub], cancel);
            }
            else
            {
                flow.Excess[hub] = mostVnd;
                flow.Push(CollectionsMarshal.AsSpan(draft.Lines), cancel);
            }

            var isDone = flow.Room[hub] == 0 && draft.Lines.TrueForAll(v => flow.Room[v] == 0);
            var carried = new long[draft.Spare.Length];
            for (var e = 0; e < carried.Length; e++)
            {
                carried[e] = Math.Max(0, (draft.Spare[e] >> 1) - flow.Links[e].Pull);
            }

            flow.Excess.AsSpan().Clear();
            flow.Room.AsSpan().Clear();
            if (isDone)
            {
                return new Ways(carried, (long)totalVnd, mostVnd);
            }
        }

        return null;
    }

    /// <summary>An even flow between all lines and the hub.</summary>
    /// <param name="Carried">Per link: what flows along it into the node in whose row it stands.</param>
    /// <param name="TotalVnd">What the lines send or get, less the margins.</param>
    /// <param name="MostVnd">With them.</param>
    private sealed record Ways(long[] Carried, long TotalVnd, long MostVnd);

    /// <summary>The nodes and arcs of one set.</summary>
    private sealed class Draft
    {
        public required int[] Begin { get; init; }

        public required int[] To { get; init; }

        public required int[] Mate { get; init; }

        /// <summary>Per link: what the node in whose row it stands could still draw along it.</summary>
        public required long[] Spare { get; init; }

        public List<int> Lines { get; } = [];

        /// <summary>Per node; 0 where it is no line of the set's class.</summary>
        public required long[] AskedOf { get; init; }

        /// <summary>Per node: what flows through it, if it is no atom.</summary>
        public required long[] Through { get; init; }

        public long HeldVnd { get; private set; }

        public long AskedVnd { get; private set; }

        public static Draft? Of(SolvedShares round, int set, int[] place)
        {
            var (network, state, sets) = (round.Network, round.State, round.Sets);
            var level = sets.Levels[sets.Rank[set]];
            var nodes = sets.NodesOf(set).ToArray();
            var begin = new int[nodes.Length + 1];
            var (to, arcs) = (new List<int>(), new List<int>());
            var linkOf = new Dictionary<int, int>();
            for (var i = 0; i < nodes.Length; i++)
            {
                for (var e = network.First[nodes[i]]; e < network.First[nodes[i] + 1]; e++)
                {
                    if (sets.SetOf[network.To[e]] == set)
                    {
                        linkOf.Add(e, arcs.Count);
                        to.Add(place[network.To[e]]);
                        arcs.Add(e);
                    }
                }

                begin[i + 1] = arcs.Count;
            }

            var draft = new Draft
            {
                Begin = begin,
                To = [.. to],
                Mate = [.. arcs.Select(e => linkOf[network.Mate[e]])],
                Spare = [.. arcs.Select(e => network.Cap[network.Mate[e]])],
                AskedOf = new long[nodes.Length],
                Through = Array.ConvertAll(nodes, v => v < network.AtomStart ? Outflow(network, v) : 0),
            };
            for (var i = 0; i < nodes.Length; i++)
            {
                if (nodes[i] - network.AtomStart is var a && a >= 0)
                {
                    if (state.Base[a] > 0)
                    {
                        return null; // what is settled may stand above the level
                    }

                    if (state.AtomClass[a] == level.Class)
                    {
                        draft.Lines.Add(i);
                        draft.AskedOf[i] = state.Demand[a];
                        draft.HeldVnd += state.Got[a];
                        draft.AskedVnd += state.Demand[a];
                    }
                }
            }

            return draft.HeldVnd > 0 && new Ratio(draft.HeldVnd, draft.AskedVnd) == level.Coverage ? draft : null;
        }

        /// <summary>Where much flows through, the most first: a few to try.</summary>
        public IEnumerable<int> Hubs()
        {
            return Enumerable.Range(0, Through.Length).Where(v => Through[v] > 0).OrderByDescending(v => Through[v]).ThenBy(static v => v).Take(3);
        }

        private static long Outflow(FlowNetwork network, int node)
        {
            var flow = 0L;
            for (var e = network.First[node]; e < network.Mid[node]; e++)
            {
                flow += network.Cap[network.Mate[e]];
            }

            return flow;
        }

        public CompactFlow<long> NewFlow() => NewFlow(Begin, To, Mate);

        public static CompactFlow<long> NewFlow(int[] begin, int[] to, int[] mate)
        {
            var flow = new CompactFlow<long>();
            flow.Clear();
            flow.Reserve(begin.Length - 1, to.Length);
            for (var v = 0; v < begin.Length - 1; v++)
            {
                flow.AddNode();
                for (var e = begin[v]; e < begin[v + 1]; e++)
                {
                    flow.AddLink(to[e], 0);
                    flow.Links[e].Mate = mate[e];
                }
            }

            return flow;
        }

        public void Reset(CompactFlow<long> flow)
        {
            for (var e = 0; e < Spare.Length; e++)
            {
                flow.Links[e].Pull = Spare[e] >> 1;
            }
        }
    }
}
