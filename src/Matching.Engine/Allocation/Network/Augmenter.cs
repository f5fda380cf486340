using System.Numerics;
using System.Runtime.CompilerServices;

namespace Matching.Engine.Allocation.Network;

/// <summary>
/// Pushes excess to where there is room along shortest residual paths: Dinic's blocking flows, with many starts and many ends, inside one
/// zone of the network.
/// </summary>
/// <remarks>
/// A search stops at the level of the first room it meets; the last one, which meets none, goes everywhere. No allocation after construction. After <see cref="Push"/>, <see cref="WasReached"/> tells the nodes that the last search
/// reached from excess that found no room; together they are one side of a minimum cut. Source: Dinic 1970; algorithms.md 7.2.
/// Amounts are <see cref="long"/> for đồng, or wider where fractions of a đồng are made whole by a common denominator.
/// </remarks>
internal sealed class Augmenter<T>
    where T : struct, IBinaryInteger<T>
{
    private readonly FlowNetwork _network;
    private readonly T[] _cap;
    private readonly int[] _level;
    private readonly int[] _arc;
    private readonly int[] _queue;
    private readonly int[] _path;
    private readonly T[] _offered;
    private readonly T[] _passed;
    private int _base = 1;

    /// <param name="cap">Per arc of the network: what can still be pushed along it.</param>
    /// <param name="excess">Per node: what it has to give away. Shared with the caller.</param>
    /// <param name="room">Per node: what it can take. Shared with the caller.</param>
    /// <param name="zone">Per node: its zone; a push stays inside one.</param>
    public Augmenter(FlowNetwork network, T[] cap, T[] excess, T[] room, int[] zone)
    {
        _network = network;
        _cap = cap;
        Excess = excess;
        Room = room;
        Zone = zone;
        var nodes = network.NodeCount;
        _level = new int[nodes];
        _arc = new int[nodes];
        _queue = new int[nodes];
        _path = new int[nodes + 1];
        _offered = new T[nodes + 1];
        _passed = new T[nodes + 1];
    }

    public T[] Excess { get; }

    public T[] Room { get; }

    public int[] Zone { get; }

    /// <summary>Blocking flows made so far, for the benchmarks.</summary>
    public long Phases { get; private set; }

    public bool WasReached(int node) => _level[node] >= _base;

    /// <summary>Nodes of the last search, in the order they were reached.</summary>
    public ReadOnlySpan<int> Reached => _queue.AsSpan(0, ReachedCount);

    private int ReachedCount { get; set; }

    /// <summary>Moves as much as possible from the starts' excess into room within a zone; what cannot move stays as excess.</summary>
    /// <param name="starts">Nodes of the zone that may have excess.</param>
    /// <returns>What was moved.</returns>
    public T Push(ReadOnlySpan<int> starts, int zone)
    {
        var total = T.Zero;
        while (Search(starts, zone))
        {
            Phases++;
            var moved = T.Zero;
            foreach (var start in starts)
            {
                if (Excess[start] > T.Zero)
                {
                    var sent = Send(start, Excess[start]);
                    Excess[start] -= sent;
                    moved += sent;
                }
            }

            total += moved;
        }

        return total;
    }

    /// <summary>Levels of everything reachable from excess. False when no room was met.</summary>
    private bool Search(ReadOnlySpan<int> starts, int zone)
    {
        NextBase();
        var level = _level;
        var queue = _queue;
        var first = _network.First;
        var to = _network.To;
        var cap = _cap;
        var zones = Zone;
        var tail = 0;
        var found = false;
        var at = _base;
        foreach (var start in starts)
        {
            if (Excess[start] > T.Zero && level[start] < at)
            {
                level[start] = at;
                queue[tail++] = start;
            }
        }

        var last = int.MaxValue;
        for (var head = 0; head < tail; head++)
        {
            var v = queue[head];
            var next = level[v] + 1;
            _arc[v] = first[v];
            if (Room[v] > T.Zero)
            {
                found = true;
                last = level[v]; // nothing deeper is needed in this phase
            }

            if (next > last)
            {
                _arc[v] = first[v + 1];
                continue;
            }

            var end = first[v + 1];
            for (var e = first[v]; e < end; e++)
            {
                if (cap[e] > T.Zero)
                {
                    var w = to[e];
                    if (level[w] < at && zones[w] == zone)
                    {
                        level[w] = next;
                        queue[tail++] = w;
                    }
                }
            }
        }

        ReachedCount = tail;
        return found;
    }

    /// <summary>Depth-first: offers <paramref name="amount"/> down the levels, returns what was taken.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private T Send(int start, T amount)
    {
        var level = _level;
        var arc = _arc;
        var first = _network.First;
        var to = _network.To;
        var cap = _cap;
        var mate = _network.Mate;
        var depth = 0;
        _path[0] = start;
        _offered[0] = amount;
        _passed[0] = T.Zero;
        unchecked
        {
            while (true)
            {
                var v = _path[depth];
                var left = _offered[depth] - _passed[depth];
                if (left > T.Zero && Room[v] > T.Zero)
                {
                    var taken = T.Min(left, Room[v]);
                    Room[v] -= taken;
                    _passed[depth] += taken;
                    left -= taken;
                }

                var end = first[v + 1];
                var e = arc[v];
                var descend = false;
                if (left > T.Zero)
                {
                    var below = level[v] + 1;
                    while (e < end)
                    {
                        if (cap[e] > T.Zero && level[to[e]] == below)
                        {
                            descend = true;
                            break;
                        }

                        e++;
                    }

                    arc[v] = e;
                }

                if (descend)
                {
                    depth++;
                    _path[depth] = to[e];
                    _offered[depth] = T.Min(left, cap[e]);
                    _passed[depth] = T.Zero;
                    continue;
                }

                if (depth == 0)
                {
                    return _passed[0];
                }

                var passed = _passed[depth];
                depth--;
                var parent = _path[depth];
                var via = arc[parent];
                cap[via] -= passed;
                cap[mate[via]] += passed;
                _passed[depth] += passed;
                if (passed < _offered[depth + 1])
                {
                    arc[parent]++; // the child is exhausted
                }
            }
        }
    }

    private void NextBase()
    {
        // Levels of one search lie in [_base, _base + nodes]; the next search starts above them, so nothing needs clearing.
        if (_base > int.MaxValue - (2 * (_network.NodeCount + 2)))
        {
            Array.Clear(_level);
            _base = 1;
        }
        else
        {
            _base += _network.NodeCount + 2;
        }
    }
}
