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

    private SetPool(SetDraft draft, int hub, Ways collect, Ways handOut)
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
        if (SetDraft.Of(round, set, place) is not { } draft)
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
            flow = SetDraft.NewFlow(_begin, _to, _mate);
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
    private static Ways? Prepare(SetDraft draft, CompactFlow<long> flow, int hub, bool isCollecting, CancellationToken cancel)
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
}
