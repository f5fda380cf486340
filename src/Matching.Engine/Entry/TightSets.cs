using Matching.Engine.Allocation.FairShares;
using Matching.Engine.Allocation.Network;
using Matching.Engine.Quantities;

namespace Matching.Engine.Entry;

/// <summary>The tight sets of a solved round in order of class and coverage: whom further supply would lift first.</summary>
/// <remarks>
/// The rank of a set is the place of its level: class by class, poorest first. Residual ways lead from a set to sets of higher rank only
/// (docs/model.md, T3), so what supply at a node can lift first is the lowest rank that it reaches.
/// </remarks>
internal sealed class TightSets
{
    private readonly int[] _start;
    private readonly int[] _nodes;

    private TightSets(List<Level> levels, int[] setOf, int[] rank, int[] start, int[] nodes, int[] lowest) =>
        (Levels, SetOf, Rank, _start, _nodes, Lowest) = (levels, setOf, rank, start, nodes, lowest);

    /// <summary>By rank.</summary>
    public List<Level> Levels { get; }

    /// <summary>Number of the set that a node lies in, or −1.</summary>
    public int[] SetOf { get; }

    /// <summary>Per set.</summary>
    public int[] Rank { get; }

    /// <summary>Per node: the lowest rank that supply there could lift; the number of levels where it could lift nothing.</summary>
    public int[] Lowest { get; }

    public ReadOnlySpan<int> NodesOf(int set) => _nodes.AsSpan(_start[set], _start[set + 1] - _start[set]);

    public static TightSets Of(FlowState state, List<Level> levels)
    {
        var network = state.Network;
        var ranks = new Dictionary<int, int>(); // by the node that names the set
        for (var i = 0; i < levels.Count; i++)
        {
            foreach (var a in levels[i].Atoms)
            {
                // Lines that nothing open could feed are closed without a set: each is one of its own. So is each that has nothing at all: no way leads
                // on from it, and nothing in it is rounded. What else was closed with these stays together.
                var node = network.AtomStart + a;
                if (state.TightSet[node] >= 0)
                {
                    ranks[state.TightSet[node]] = i;
                }

                if (state.TightSet[node] < 0 || (levels[i].Coverage == Ratio.Zero && state.Got[a] == 0))
                {
                    state.TightSet[node] = node;
                    ranks[node] = i;
                }
            }
        }

        var numbers = new Dictionary<int, int>(ranks.Count);
        var rank = new int[ranks.Count];
        foreach (var (name, level) in ranks.OrderBy(static r => r.Value).ThenBy(static r => r.Key))
        {
            rank[numbers.Count] = level;
            numbers.Add(name, numbers.Count);
        }

        var setOf = new int[network.NodeCount];
        var start = new int[rank.Length + 1];
        for (var v = 0; v < setOf.Length; v++)
        {
            setOf[v] = state.TightSet[v] >= 0 && numbers.TryGetValue(state.TightSet[v], out var set) ? set : -1;
            if (setOf[v] >= 0)
            {
                start[setOf[v] + 1]++;
            }
        }

        for (var s = 0; s < rank.Length; s++)
        {
            start[s + 1] += start[s];
        }

        var next = start.ToArray();
        var nodes = new int[start[^1]];
        for (var v = 0; v < setOf.Length; v++)
        {
            if (setOf[v] >= 0)
            {
                nodes[next[setOf[v]]++] = v;
            }
        }

        return new TightSets(levels, setOf, rank, start, nodes, LowestRanks(network, levels.Count, setOf, rank, nodes));
    }

    /// <summary>Backwards from the sets, lowest rank first, through nodes that lie in none.</summary>
    private static int[] LowestRanks(FlowNetwork network, int levels, int[] setOf, int[] rank, int[] nodes)
    {
        var lowest = new int[network.NodeCount];
        Array.Fill(lowest, levels);
        var queue = new Queue<int>();
        foreach (var v in nodes) // by set, hence by rank
        {
            lowest[v] = rank[setOf[v]];
            queue.Enqueue(v);
            while (queue.TryDequeue(out var w))
            {
                for (var e = network.First[w]; e < network.First[w + 1]; e++)
                {
                    var from = network.To[e];
                    if (network.Cap[network.Mate[e]] > 0 && setOf[from] < 0 && lowest[from] == levels)
                    {
                        lowest[from] = lowest[v];
                        queue.Enqueue(from);
                    }
                }
            }
        }

        return lowest;
    }
}
