using System.Numerics;
using System.Runtime.CompilerServices;

namespace Matching.Engine.Allocation.Network;

/// <summary>One direction of an arc, seen from the node that would receive along it.</summary>
internal struct Link<T>
{
    /// <summary>How much can still be drawn from <see cref="To"/> over this link.</summary>
    public T Pull;

    public int To;

    /// <summary>The same arc seen from the other end.</summary>
    public int Mate;
}

/// <summary>
/// A small residual network laid out for speed, on which excess flows to where there is room along shortest ways: Dinic's blocking flows,
/// with many starts and many ends.
/// </summary>
/// <remarks>
/// A search starts at the rooms and stops at the level of the first excess it meets; the excess met then flows down the levels, so that no
/// step is taken that does not lead to a room. The last search, which meets nothing, has visited exactly the nodes that could still reach a
/// room: the poorer side of a minimum cut. Nothing is allocated once the arrays have grown. Source: Dinic 1970; algorithms.md 7.2.
/// Amounts are <see cref="long"/> for đồng, or wider where fractions of a đồng are made whole by a common denominator.
/// </remarks>
internal sealed class CompactFlow<T>
    where T : struct, IBinaryInteger<T>
{
    private const int Shut = int.MaxValue;

    private Node[] _nodes = [];
    private int[] _queue = [];
    private int[] _path = [];
    private T[] _offered = [];
    private T[] _passed = [];
    private int _base;
    private int _reached;
    private int _met;

    public int Count { get; private set; }

    public int LinkCount { get; private set; }

    /// <summary>Links of node v are <c>Links[Begin(v) .. End(v)]</c>.</summary>
    public Link<T>[] Links { get; private set; } = [];

    /// <summary>Per node: what it has to give away.</summary>
    public T[] Excess { get; private set; } = [];

    /// <summary>Per node: what it can take.</summary>
    public T[] Room { get; private set; } = [];

    /// <summary>Nodes of the last search in the order they were reached: all that can still reach a room.</summary>
    public ReadOnlySpan<int> Reached => _queue.AsSpan(0, _reached);

    public int Begin(int node) => _nodes[node].Begin;

    public int End(int node) => _nodes[node].End;

    public bool WasReached(int node) => _nodes[node].Level is var level && level >= _base && level != Shut;

    public bool IsOpen(int node) => _nodes[node].Level != Shut;

    /// <summary>Lets a node take part in searches.</summary>
    public void Open(int node) => _nodes[node].Level = 0;

    /// <summary>No search visits the node until it is opened again.</summary>
    public void Close(int node) => _nodes[node].Level = Shut;

    /// <summary>Empties the network; all its nodes will be open, without excess or room.</summary>
    public void Clear()
    {
        Count = 0;
        LinkCount = 0;
        _base = 1;
        _reached = 0;
    }

    /// <summary>Makes place for so many nodes and links.</summary>
    public void Reserve(int nodes, int links)
    {
        if (nodes > _nodes.Length)
        {
            Grow(nodes);
        }

        if (links > Links.Length)
        {
            var grown = Links;
            Array.Resize(ref grown, links);
            Links = grown;
        }
    }

    /// <summary>Takes over a whole network: nodes and arcs keep their numbers, all nodes are open.</summary>
    /// <param name="pull">Per arc: what can be drawn along it by the node in whose row it stands.</param>
    public void Load(FlowNetwork network, Func<FlowNetwork, int, T> pull)
    {
        Clear();
        Reserve(network.NodeCount, network.To.Length);
        (Count, LinkCount) = (network.NodeCount, network.To.Length);
        for (var v = 0; v < Count; v++)
        {
            _nodes[v] = new Node { Begin = network.First[v], End = network.First[v + 1] };
        }

        var links = Links;
        for (var e = 0; e < LinkCount; e++)
        {
            links[e] = new Link<T> { To = network.To[e], Mate = network.Mate[e], Pull = pull(network, e) };
        }
    }

    /// <summary>Begins the next node; links added from now on are its own.</summary>
    public int AddNode()
    {
        if (Count == _nodes.Length)
        {
            Grow(Math.Max(64, Count * 2));
        }

        _nodes[Count] = new Node { Begin = LinkCount, End = LinkCount };
        Excess[Count] = T.Zero;
        Room[Count] = T.Zero;
        return Count++;
    }

    /// <summary>Adds a link to the node begun last. <see cref="Link{T}.Mate"/> is for the caller to set once both ends are there.</summary>
    public int AddLink(int to, T pull)
    {
        if (LinkCount == Links.Length)
        {
            Reserve(0, Math.Max(64, LinkCount * 2));
        }

        Links[LinkCount] = new Link<T> { To = to, Pull = pull };
        _nodes[Count - 1].End = LinkCount + 1;
        return LinkCount++;
    }

    /// <summary>Moves as much as possible from excess into the given nodes' room; what cannot be filled stays as room.</summary>
    /// <param name="rooms">The open nodes that may have room.</param>
    public void Push(ReadOnlySpan<int> rooms, CancellationToken cancel)
    {
        while (Search(rooms))
        {
            cancel.ThrowIfCancellationRequested();

            // Those met are the last of the queue: all lie on the level where the search stopped.
            for (var i = _met; i < _reached; i++)
            {
                var v = _queue[i];
                if (Excess[v] > T.Zero)
                {
                    Excess[v] -= Send(v, Excess[v]);
                }
            }
        }
    }

    /// <summary>Levels of everything that can reach room, up to the first excess. False when none was met.</summary>
    private bool Search(ReadOnlySpan<int> rooms)
    {
        NextBase();
        var nodes = _nodes;
        var queue = _queue;
        var links = Links;
        var excess = Excess;
        var at = _base;
        var tail = 0;
        unchecked
        {
            foreach (var v in rooms)
            {
                if (Room[v] > T.Zero && nodes[v].Level < at)
                {
                    nodes[v].Level = at;
                    queue[tail++] = v;
                }
            }

            var met = false;
            var end = tail;
            var head = 0;
            while (head < end && !met)
            {
                // One whole level, so that all excess on the next one is met.
                for (; head < end; head++)
                {
                    ref var node = ref nodes[queue[head]];
                    node.Next = node.Begin;
                    var next = node.Level + 1;
                    for (var e = node.Begin; e < node.End; e++)
                    {
                        ref var link = ref links[e];
                        if (link.Pull > T.Zero)
                        {
                            ref var other = ref nodes[link.To];
                            if (other.Level < at)
                            {
                                other.Level = next;
                                queue[tail++] = link.To;
                                met |= excess[link.To] > T.Zero;
                            }
                        }
                    }
                }

                end = tail;
            }

            for (_met = head; head < tail; head++)
            {
                ref var node = ref nodes[queue[head]];
                node.Next = node.Begin;
            }

            _reached = tail;
            return met;
        }
    }

    /// <summary>Depth-first: offers <paramref name="amount"/> down the levels, returns what was taken.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private T Send(int start, T amount)
    {
        var nodes = _nodes;
        var links = Links;
        var path = _path;
        var offered = _offered;
        var passed = _passed;
        var room = Room;
        var bottom = _base;
        var depth = 0;
        path[0] = start;
        offered[0] = amount;
        passed[0] = T.Zero;
        unchecked
        {
            while (true)
            {
                var v = path[depth];
                ref var node = ref nodes[v];
                var left = offered[depth] - passed[depth];
                if (node.Level == bottom)
                {
                    var taken = T.Min(left, room[v]);
                    room[v] -= taken;
                    passed[depth] = taken;
                }
                else if (left > T.Zero)
                {
                    var below = node.Level - 1;
                    var e = node.Next;
                    while (e < node.End && (nodes[links[e].To].Level != below || links[links[e].Mate].Pull == T.Zero))
                    {
                        e++;
                    }

                    node.Next = e;
                    if (e < node.End)
                    {
                        depth++;
                        path[depth] = links[e].To;
                        offered[depth] = T.Min(left, links[links[e].Mate].Pull);
                        passed[depth] = T.Zero;
                        continue;
                    }
                }

                if (depth == 0)
                {
                    return passed[0];
                }

                var found = passed[depth];
                depth--;
                ref var above = ref nodes[path[depth]];
                ref var via = ref links[above.Next];
                via.Pull += found;
                links[via.Mate].Pull -= found;
                passed[depth] += found;
                if (found < offered[depth + 1])
                {
                    above.Next++; // nothing more gets through there
                }
            }
        }
    }

    private void NextBase()
    {
        // Levels of one search lie in [_base, _base + nodes]; the next search starts above them, so nothing needs clearing.
        if (_base <= int.MaxValue - (2 * (Count + 2)))
        {
            _base += Count + 2;
            return;
        }

        for (var v = 0; v < Count; v++)
        {
            if (_nodes[v].Level != Shut)
            {
                _nodes[v].Level = 0;
            }
        }

        _base = 1;
    }

    private void Grow(int size)
    {
        var (excess, room) = (Excess, Room);
        Array.Resize(ref _nodes, size);
        Array.Resize(ref excess, size);
        Array.Resize(ref room, size);
        (Excess, Room) = (excess, room);
        _queue = new int[size];
        _path = new int[size + 1];
        _offered = new T[size + 1];
        _passed = new T[size + 1];
    }

    /// <summary>What a search needs of a node, side by side.</summary>
    private struct Node
    {
        public int Begin;
        public int End;
        public int Level;

        /// <summary>First link that this phase has not exhausted.</summary>
        public int Next;
    }
}
