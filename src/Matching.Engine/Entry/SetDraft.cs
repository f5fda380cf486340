using Matching.Engine.Allocation.Network;
using Matching.Engine.Quantities;

namespace Matching.Engine.Entry;

/// <summary>The nodes and arcs of one set.</summary>
internal sealed class SetDraft
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

    public static SetDraft? Of(SolvedShares round, int set, int[] place)
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

        var draft = new SetDraft
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
