using Matching.Engine.Needs;

namespace Matching.Engine.Entry;

/// <summary>The part of a solved network that loses when a source gives less, grown from the sets that would lose first: the richest with a way to it.</summary>
internal sealed class BackRegion
{
    private readonly SolvedShares _round;
    private readonly PriorityQueue<int, int> _next = new(); // sets by number; highest rank first
    private readonly Stack<int> _open = new(); // nodes that lie in no set: nothing tells how high what they hold stands, so they come in at once
    private readonly HashSet<int> _seenSets = [];
    private readonly HashSet<int> _seen = [];
    private readonly Int128[] _got;
    private readonly Int128[] _asked;

    public BackRegion(SolvedShares round, int source)
    {
        _round = round;
        _got = new Int128[round.Index.Classes.Length];
        _asked = new Int128[_got.Length];
        Meet(source);
        TakeOpen();
    }

    public List<int> Nodes { get; } = [];

    /// <summary>Rank of what would be met next: every set inside lies above. −1 when nothing is left.</summary>
    public int Border => _next.TryPeek(out _, out var rank) ? -rank : -1;

    /// <summary>Takes in everything of the highest rank that is not inside yet.</summary>
    public void Grow()
    {
        var border = Border;
        while (_next.TryPeek(out var at, out var rank) && -rank == border)
        {
            _next.Dequeue();
            foreach (var v in _round.Sets.NodesOf(at))
            {
                Take(v);
            }
        }

        TakeOpen();
    }

    /// <summary>Đồng that the lines inside have above the border.</summary>
    public Int128 HeldVnd()
    {
        var border = Border;
        var levels = _round.Sets.Levels;
        var held = (Int128)0;
        for (var k = 0; k < _got.Length; k++)
        {
            var isBorder = border >= 0 && levels[border].Class == k;
            held += border < 0 || k > levels[border].Class ? _got[k]
                : isBorder ? Int128.Max(0, _got[k] - (_asked[k] * levels[border].Coverage.Numerator / levels[border].Coverage.Denominator))
                : 0;
        }

        return held;
    }

    private void TakeOpen()
    {
        while (_open.TryPop(out var node))
        {
            Take(node);
        }
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
                _got[k] += _round.State.Got[a];
                _asked[k] += _round.State.Demand[a];
            }
        }

        for (var e = network.First[node]; e < network.First[node + 1]; e++)
        {
            if (network.Cap[network.Mate[e]] > 0)
            {
                Meet(network.To[e]);
            }
        }
    }

    private void Meet(int node)
    {
        var set = _round.Sets.SetOf[node];
        if (set >= 0)
        {
            if (_seenSets.Add(set))
            {
                _next.Enqueue(set, -_round.Sets.Rank[set]);
            }
        }
        else if (_seen.Add(node))
        {
            _open.Push(node);
        }
    }
}
