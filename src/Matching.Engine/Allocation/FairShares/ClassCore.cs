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
        var cap = _network.Cap;
        for (var i = 0; i < Nodes.Count; i++)
        {
            Flow.AddNode();
            var w = Nodes[i];
            for (var e = _network.First[w]; e < _network.First[w + 1]; e++)
            {
                var other = _place[_network.To[e]];
                if (other < 0)
                {
                    continue;
                }

                var mate = _network.Mate[e];
                if (cap[e] > 0 || cap[mate] > 0)
                {
                    var link = Flow.AddLink(other, cap[mate]);
                    _linkOf[e] = link;
                    if (link >= _arc.Length)
                    {
                        Array.Resize(ref _arc, Math.Max(64, link * 2));
                    }

                    _arc[link] = mate;
                    if (other < i)
                    {
                        Flow.Links[link].Mate = _linkOf[mate];
                        Flow.Links[_linkOf[mate]].Mate = link;
                    }
                }
            }
        }

        foreach (var v in Nodes)
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
            _network.Cap[_arc[link]] = links[link].Pull;
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

        for (var i = 0; i < Nodes.Count; i++)
        {
            var w = Nodes[i];
            for (var e = _network.First[w]; e < _network.First[w + 1]; e++)
            {
                var v = _network.To[e];
                if (_place[v] < 0 && _state.Zone[v] == FlowState.Open && _network.Cap[_network.Mate[e]] > 0)
                {
                    _place[v] = Nodes.Count;
                    Nodes.Add(v);
                }
            }
        }
    }
}
