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
/// A small residual network laid out for speed, on which room draws what it needs from excess along shortest ways: Dinic's blocking flows,
/// with many starts and many ends, run backwards.
/// </summary>
/// <remarks>
/// Backwards, because what lacks something is few and what has something is many; and because the last search, which finds nothing more,
/// then has visited exactly the nodes that could still reach a room: the poorer side of a minimum cut. A search stops at the level of the
/// first excess it meets. Nothing is allocated once the arrays have grown. Source: Dinic 1970; algorithms.md 7.2.
/// Amounts are <see cref="long"/> for đồng, or wider where fractions of a đồng are made whole by a common denominator.
/// </remarks>
internal sealed class CompactFlow<T>
    where T : struct, IBinaryInteger<T>
{
    private const int Shut = int.MaxValue;

    private Node[] _nodes = [];
    private int[] _queue = [];
    private int[] _path = [];
    private T[] _asked = [];
    private T[] _drawn = [];
    private int _base;
    private int _reached;

    public int Count { get; private set; }

    public int LinkCount { get; private set; }

    /// <summary>Links of node v are <c>Links[Begin(v) .. End(v)]</c>.</summary>
    public Link<T>[] Links { get; private set; } = [];

    /// <summary>Per node: what it has to give away.</summary>
    public T[] Excess { get; private set; } = [];

    /// <summary>Per node: what it can take.</summary>
    public T[] Room { get; private set; } = [];

    /// <summary>Blocking flows made so far, for the benchmarks.</summary>
    public long Phases { get; private set; }

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

    /// <summary>Begins the next node; links added from now on are its own.</summary>
    public int AddNode()
    {
        if (Count == _nodes.Length)
        {
            Grow();
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
            var links = Links;
            Array.Resize(ref links, Math.Max(64, LinkCount * 2));
            Links = links;
        }

        Links[LinkCount] = new Link<T> { To = to, Pull = pull };
        _nodes[Count - 1].End = LinkCount + 1;
        return LinkCount++;
    }

    /// <summary>Moves as much as possible from excess into the starts' room; what cannot be filled stays as room.</summary>
    /// <param name="starts">The open nodes that may have room.</param>
    public void Draw(ReadOnlySpan<int> starts, CancellationToken cancel)
    {
        while (Search(starts))
        {
            cancel.ThrowIfCancellationRequested();
            Phases++;
            foreach (var start in starts)
            {
                if (Room[start] > T.Zero)
                {
                    Room[start] -= Draw(start, Room[start]);
                }
            }
        }
    }

    /// <summary>Levels of everything that can reach a start with room. False when no excess was met.</summary>
    private bool Search(ReadOnlySpan<int> starts)
    {
        NextBase();
        var nodes = _nodes;
        var queue = _queue;
        var links = Links;
        var excess = Excess;
        var at = _base;
        var tail = 0;
        var last = int.MaxValue;
        unchecked
        {
            foreach (var start in starts)
            {
                if (Room[start] > T.Zero && nodes[start].Level < at)
                {
                    nodes[start].Level = at;
                    queue[tail++] = start;
                }
            }

            for (var head = 0; head < tail; head++)
            {
                var v = queue[head];
                ref var node = ref nodes[v];
                if (excess[v] > T.Zero && last == int.MaxValue)
                {
                    last = node.Level; // nothing deeper is needed in this phase
                }

                var next = node.Level + 1;
                if (next > last)
                {
                    node.Next = node.End;
                    continue;
                }

                node.Next = node.Begin;
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
                        }
                    }
                }
            }
        }

        _reached = tail;
        return last != int.MaxValue;
    }

    /// <summary>Depth-first: asks for <paramref name="amount"/> up the levels, returns what was found.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private T Draw(int start, T amount)
    {
        var nodes = _nodes;
        var links = Links;
        var path = _path;
        var asked = _asked;
        var drawn = _drawn;
        var excess = Excess;
        var depth = 0;
        path[0] = start;
        asked[0] = amount;
        drawn[0] = T.Zero;
        unchecked
        {
            while (true)
            {
                var v = path[depth];
                var left = asked[depth] - drawn[depth];
                if (left > T.Zero && excess[v] > T.Zero)
                {
                    var taken = T.Min(left, excess[v]);
                    excess[v] -= taken;
                    drawn[depth] += taken;
                    left -= taken;
                }

                ref var node = ref nodes[v];
                if (left > T.Zero)
                {
                    var above = node.Level + 1;
                    var e = node.Next;
                    while (e < node.End && (links[e].Pull == T.Zero || nodes[links[e].To].Level != above))
                    {
                        e++;
                    }

                    node.Next = e;
                    if (e < node.End)
                    {
                        depth++;
                        path[depth] = links[e].To;
                        asked[depth] = T.Min(left, links[e].Pull);
                        drawn[depth] = T.Zero;
                        continue;
                    }
                }

                if (depth == 0)
                {
                    return drawn[0];
                }

                var found = drawn[depth];
                depth--;
                ref var below = ref nodes[path[depth]];
                ref var via = ref links[below.Next];
                via.Pull -= found;
                links[via.Mate].Pull += found;
                drawn[depth] += found;
                if (found < asked[depth + 1])
                {
                    below.Next++; // the node above has nothing more
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

    private void Grow()
    {
        var size = Math.Max(64, Count * 2);
        var (excess, room) = (Excess, Room);
        Array.Resize(ref _nodes, size);
        Array.Resize(ref excess, size);
        Array.Resize(ref room, size);
        (Excess, Room) = (excess, room);
        _queue = new int[size];
        _path = new int[size + 1];
        _asked = new T[size + 1];
        _drawn = new T[size + 1];
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
