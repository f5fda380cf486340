using System.Runtime.CompilerServices;

namespace Matching.Engine.Allocation.Network;

/// <summary>
/// Pushes excess to where there is room, like <see cref="Augmenter{T}"/>, for exchanges: ways that go down to an atom, up again to others
/// who feed it, down from there, and so on.
/// </summary>
/// <remarks>
/// Blocking flows as in Dinic's method, but the length of a way is the number of its turns between down and up, not of its arcs: chains of
/// deadlines are dozens of arcs long, while few exchanges need many turns. So fewer blocking flows do. A node is searched downwards and
/// upwards apart; inside one direction the network has no cycles, which makes blocking flows possible though its arcs count nothing.
/// No allocation after construction.
/// </remarks>
internal sealed class TurningFlow
{
    private readonly FlowNetwork _network;
    private readonly long[] _cap;
    private readonly int[] _zones;
    private readonly int[] _level;
    private readonly int[] _arc;
    private readonly int[] _path;
    private readonly long[] _offered;
    private readonly long[] _passed;
    private int[] _queue;
    private int[] _next;
    private int _last;

    /// <param name="cap">Per arc of the network: what can still be pushed along it.</param>
    /// <param name="zones">Per node: its zone; a push stays inside one.</param>
    public TurningFlow(FlowNetwork network, long[] cap, int[] zones)
    {
        _network = network;
        _cap = cap;
        _zones = zones;
        Excess = new long[network.NodeCount];
        Room = new long[network.NodeCount];
        var states = 2 * network.NodeCount;
        _level = new int[states];
        _arc = new int[states];
        _queue = new int[states];
        _next = new int[states];
        _path = new int[states + 1];
        _offered = new long[states + 1];
        _passed = new long[states + 1];
    }

    /// <summary>Per node: what it has to give away.</summary>
    public long[] Excess { get; }

    /// <summary>Per node: what it can take.</summary>
    public long[] Room { get; }

    /// <summary>Moves as much as possible from the starts' excess into room within a zone; what cannot move stays as excess.</summary>
    public void Push(ReadOnlySpan<int> starts, int zone)
    {
        while (Search(starts, zone))
        {
            foreach (var start in starts)
            {
                if (Excess[start] > 0)
                {
                    Excess[start] -= Send(start);
                }
            }
        }
    }

    /// <summary>Turns needed to each state, up to those of the first room met. False when there is no room in reach.</summary>
    /// <remarks>A state is twice the node, plus one when it is entered upwards, along an arc that carries flow.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Search(ReadOnlySpan<int> starts, int zone)
    {
        if (_last > int.MaxValue - _level.Length - 4)
        {
            Array.Clear(_level);
            _last = 0;
        }

        // Levels of one search lie above those of all before (the highest given was _last + 1), so nothing needs clearing.
        _last += 2;
        var (cap, to, zones, levels, unseen) = (_cap, _network.To, _zones, _level, _last);
        var count = 0;
        foreach (var start in starts)
        {
            if (Excess[start] > 0)
            {
                levels[2 * start] = unseen;
                _queue[count++] = 2 * start;
            }
        }

        while (count > 0)
        {
            var found = false;
            var turned = 0;
            var (queue, next, last) = (_queue, _next, _last);
            for (var head = 0; head < count; head++)
            {
                var state = queue[head];
                if (levels[state] != last)
                {
                    continue; // found with fewer turns after it was queued
                }

                var v = state >> 1;
                found |= Room[v] > 0;
                _arc[state] = _network.First[v];
                var mid = _network.Mid[v];
                var end = _network.First[v + 1];
                for (var e = _network.First[v]; e < end; e++)
                {
                    if (cap[e] == 0)
                    {
                        continue;
                    }

                    // Who is known in the other direction with fewer turns can turn there at no greater cost.
                    var direction = e < mid ? 0 : 1;
                    var level = last + (direction ^ (state & 1));
                    var there = (2 * to[e]) + direction;
                    var other = levels[there ^ 1];
                    if ((levels[there] >= unseen && levels[there] <= level) || (other >= unseen && other < level) || zones[to[e]] != zone)
                    {
                        continue;
                    }

                    levels[there] = level;
                    if (level == last)
                    {
                        queue[count++] = there;
                    }
                    else
                    {
                        next[turned++] = there;
                    }
                }
            }

            if (found)
            {
                return true;
            }

            (_queue, _next) = (_next, _queue);
            count = turned;
            _last++;
        }

        return false;
    }

    /// <summary>Depth-first: sends the start's excess along the levels.</summary>
    /// <returns>What was taken.</returns>
    private long Send(int start)
    {
        var depth = 0;
        (_path[0], _offered[0], _passed[0]) = (2 * start, Excess[start], 0);
        while (true)
        {
            var state = _path[depth];
            var taken = Math.Min(_offered[depth] - _passed[depth], Room[state >> 1]);
            Room[state >> 1] -= taken;
            _passed[depth] += taken;
            var left = _offered[depth] - _passed[depth];
            if (left > 0 && Advance(state) is var next and >= 0)
            {
                depth++;
                (_path[depth], _offered[depth], _passed[depth]) = (next, Math.Min(left, _cap[_arc[state]]), 0);
                continue;
            }

            var passed = _passed[depth];
            if (depth == 0)
            {
                return passed;
            }

            depth--;
            var parent = _path[depth];
            var via = _arc[parent];
            _cap[via] -= passed;
            _cap[_network.Mate[via]] += passed;
            _passed[depth] += passed;
            if (passed < _offered[depth + 1])
            {
                _arc[parent]++; // nothing more can go that way
            }
        }
    }

    /// <returns>The next state that a way through the state may take, or −1.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Advance(int state)
    {
        var (cap, to, levels, v) = (_cap, _network.To, _level, state >> 1);
        var mid = _network.Mid[v];
        var end = _network.First[v + 1];
        for (var e = _arc[state]; e < end; e++)
        {
            if (cap[e] > 0)
            {
                var direction = e < mid ? 0 : 1;
                var there = (2 * to[e]) + direction;
                var level = levels[state] + (direction ^ (state & 1));
                if (levels[there] == level && level <= _last)
                {
                    _arc[state] = e;
                    return there;
                }
            }
        }

        _arc[state] = end;
        return -1;
    }
}
