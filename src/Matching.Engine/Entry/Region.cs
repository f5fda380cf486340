using Matching.Engine.Needs;

namespace Matching.Engine.Entry;

/// <summary>The part of a solved network that further supply can matter to, grown from the sets that it would lift first.</summary>
internal sealed class Region
{
    private readonly SolvedShares _round;
    private readonly PriorityQueue<int, int> _next = new(); // sets by number, single nodes as their complement
    private readonly HashSet<int> _seenSets = [];
    private readonly bool[] _seen;
    private readonly Int128[] _asked;
    private readonly Int128[] _got;

    public Region(SolvedShares round, PledgeHeads heads)
    {
        _round = round;
        _seen = new bool[round.Network.NodeCount];
        _asked = new Int128[round.Index.Classes.Length];
        _got = new Int128[_asked.Length];
        foreach (var head in heads.Heads)
        {
            Meet(round.Network.AtomStart + head.Atom);
        }
    }

    /// <summary>Nodes of the solved network, in no order that matters.</summary>
    public List<int> Nodes { get; } = [];

    /// <summary>Rank of what would be met next: everything in the region lies below. The number of levels when nothing is left.</summary>
    public int Border => _next.TryPeek(out _, out var rank) ? rank : _round.Sets.Levels.Count;

    /// <summary>Takes in everything of the lowest rank that is not inside yet.</summary>
    public void Grow()
    {
        var border = Border;
        while (_next.TryPeek(out var at, out var rank) && rank == border)
        {
            _next.Dequeue();
            if (at < 0)
            {
                Take(~at);
                continue;
            }

            foreach (var v in _round.Sets.NodesOf(at))
            {
                Take(v);
            }
        }
    }

    /// <summary>Đồng that raise every line inside to the border, were there no other limits.</summary>
    public Int128 RoomVnd()
    {
        var levels = _round.Sets.Levels;
        var border = Border;
        var last = border < levels.Count ? levels[border].Class : _asked.Length;
        var room = (Int128)0;
        for (var k = 0; k < last; k++)
        {
            room += _asked[k] - _got[k];
        }

        if (last < _asked.Length)
        {
            var coverage = levels[border].Coverage;
            room += Int128.Max(0, (_asked[last] * coverage.Numerator / coverage.Denominator) - _got[last]);
        }

        return room;
    }

    private void Take(int node)
    {
        Nodes.Add(node);
        var network = _round.Network;
        if (node >= network.AtomStart)
        {
            var a = node - network.AtomStart;
            var k = _round.State.AtomClass[a];
            if (_round.Index.Classes[k].Kind == ItemKind.Consumable)
            {
                _asked[k] += _round.State.Demand[a];
                _got[k] += _round.State.Base[a] + _round.State.Got[a];
            }
        }

        for (var e = network.First[node]; e < network.First[node + 1]; e++)
        {
            if (network.Cap[e] > 0)
            {
                Meet(network.To[e]);
            }
        }
    }

    private void Meet(int node)
    {
        var sets = _round.Sets;
        var set = sets.SetOf[node];
        if (set >= 0)
        {
            if (_seenSets.Add(set))
            {
                _next.Enqueue(set, sets.Rank[set]);
            }

            return;
        }

        if (!_seen[node] && sets.Lowest[node] < sets.Levels.Count)
        {
            _seen[node] = true;
            _next.Enqueue(~node, sets.Lowest[node]);
        }
    }
}
