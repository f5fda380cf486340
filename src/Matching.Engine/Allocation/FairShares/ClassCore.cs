using Matching.Engine.Allocation.Network;

namespace Matching.Engine.Allocation.FairShares;

/// <summary>
/// The part of the network that can matter to some lines: every open node from which one of them can still be reached. Copied into
/// compact arrays, worked on there, and written back.
/// </summary>
/// <remarks>
/// Nothing outside can flow in, whatever happens inside: a node with a residual way into the core belongs to it. So a maximum flow of the
/// core is one of the network, and what outside nodes hold is of no use to these lines.
/// </remarks>
internal sealed class ClassCore
{
    private readonly FlowState _state;
    private readonly FlowNetwork _network;
    private readonly int[] _place;
    private readonly int[] _linkOf;
    private int[] _arc = [];

    public ClassCore(FlowState state)
    {
        _state = state;
        _network = state.Network;
        _place = new int[_network.NodeCount];
        _linkOf = new int[_network.To.Length];
        Array.Fill(_place, -1);
    }

    public CompactFlow<long> Flow { get; } = new();

    /// <summary>Nodes of the network in the core, the given lines' atoms first.</summary>
    public List<int> Nodes { get; } = [];

    /// <summary>Copies what can reach <paramref name="atoms"/>; atoms that are closed are left out.</summary>
    public void Extract(List<int> atoms)
    {
        Collect(atoms);
        Flow.Clear();
        var links = _state.Links;
        for (var i = 0; i < Nodes.Count; i++)
        {
            Flow.AddNode();
            var w = Nodes[i];
            for (var e = _network.First[w]; e < _network.First[w + 1]; e++)
            {
                ref var from = ref links[e];
                var other = _place[from.To];
                if (other < 0)
                {
                    continue;
                }

                Add(i, e, other, from, e);
            }
        }

        foreach (var v in Nodes)
        {
            _place[v] = -1;
        }
    }

    /// <summary>Copies a part of another core, which is worked on apart from it from now on.</summary>
    /// <param name="nodes">Nodes of the other core. Arcs that leave the part are left out. Ends with <see cref="WriteBackTo"/>.</param>
    public void Extract(ClassCore whole, ReadOnlySpan<int> nodes)
    {
        Nodes.Clear();
        foreach (var v in nodes)
        {
            _place[v] = Nodes.Count;
            Nodes.Add(whole.Nodes[v]);
        }

        Flow.Clear();
        foreach (var v in nodes)
        {
            var i = Flow.AddNode();
            for (var e = whole.Flow.Begin(v); e < whole.Flow.End(v); e++)
            {
                ref var from = ref whole.Flow.Links[e];
                if (_place[from.To] >= 0)
                {
                    Add(i, e, _place[from.To], from, e);
                }
            }
        }

        foreach (var v in nodes)
        {
            _place[v] = -1;
        }
    }

    /// <summary>Writes the flow back into the network.</summary>
    public void WriteBack()
    {
        var links = Flow.Links;
        for (var link = 0; link < Flow.LinkCount; link++)
        {
            _state.Links[_arc[link]].Pull = links[link].Pull;
        }
    }

    /// <summary>Adds a link to node <paramref name="i"/>, and joins it with its mate when that is there already.</summary>
    private void Add(int i, int numberThere, int other, Link<long> from, int arc)
    {
        var link = Flow.AddLink(other, from.Pull);
        if (link >= _arc.Length)
        {
            Array.Resize(ref _arc, Math.Max(64, link * 2));
        }

        _arc[link] = arc;
        _linkOf[numberThere] = link;
        if (other < i)
        {
            var mate = _linkOf[from.Mate];
            Flow.Links[link].Mate = mate;
            Flow.Links[mate].Mate = link;
        }
    }

    /// <summary>Writes the flow back into the core that this is a part of.</summary>
    public void WriteBackTo(ClassCore whole)
    {
        var links = Flow.Links;
        for (var link = 0; link < Flow.LinkCount; link++)
        {
            whole.Flow.Links[_arc[link]].Pull = links[link].Pull;
        }
    }

    private void Collect(List<int> atoms)
    {
        Nodes.Clear();
        foreach (var a in atoms)
        {
            var v = _network.AtomStart + a;
            if (_state.Zone[v] == FlowState.Open)
            {
                _place[v] = Nodes.Count;
                Nodes.Add(v);
            }
        }

        var links = _state.Links;
        for (var i = 0; i < Nodes.Count; i++)
        {
            var w = Nodes[i];
            for (var e = _network.First[w]; e < _network.First[w + 1]; e++)
            {
                ref var link = ref links[e];
                if (link.Pull > 0 && _place[link.To] < 0 && _state.Zone[link.To] == FlowState.Open)
                {
                    _place[link.To] = Nodes.Count;
                    Nodes.Add(link.To);
                }
            }
        }
    }
}
