using Matching.Engine.Allocation.Network;

namespace Matching.Engine.Entry;

/// <summary>A network with a further pledge in it: its first source, with its ceilings after the other sources.</summary>
internal static class JoinedNetwork
{
    /// <param name="place">Per atom of the whole network: its number in <paramref name="network"/>, or −1.</param>
    /// <returns><see langword="null"/> where the pledge serves some lines of an atom and not others.</returns>
    public static FlowNetwork? Of(FlowNetwork network, PledgeHeads heads, int[] place, FlowNetwork whole)
    {
        var tails = heads.Tails.Count;
        var arcs = new List<(int Tail, int Head, long There, long Back)>(network.ArcCount + heads.Heads.Count);
        for (var v = 0; v < network.AtomStart; v++)
        {
            for (var e = network.First[v]; e < network.Mid[v]; e++)
            {
                arcs.Add((Moved(v), Moved(network.To[e]), network.Cap[e], network.Cap[network.Mate[e]]));
            }
        }

        for (var t = 0; t < tails; t++)
        {
            arcs.Add((TailNode(heads.Tails[t].Above), TailNode(t), heads.Tails[t].CapVnd, 0));
        }

        foreach (var head in heads.Heads)
        {
            if (place[head.Atom] is var atom && atom < 0)
            {
                continue;
            }

            if (head.Lines.Count < whole.AtomLineStart[head.Atom + 1] - whole.AtomLineStart[head.Atom])
            {
                return null;
            }

            arcs.Add((TailNode(head.Tail), Moved(network.AtomStart + atom), head.CapVnd, 0));
        }

        return LayOut(network, heads, arcs);

        int Moved(int node) => node < network.SourceCount ? node + 1 : node + 1 + tails;

        int TailNode(int tail) => tail < 0 ? 0 : 1 + network.SourceCount + tail;
    }

    private static FlowNetwork LayOut(FlowNetwork network, PledgeHeads heads, List<(int Tail, int Head, long There, long Back)> arcs)
    {
        var (tails, nodes) = (heads.Tails.Count, network.NodeCount + 1 + heads.Tails.Count);
        var rows = ArcRows.Of(arcs, nodes);

        var sources = network.SourceCount;
        return new FlowNetwork
        {
            SourceCount = sources + 1,
            AtomStart = network.AtomStart + 1 + tails,
            NodeCount = nodes,
            First = rows.First,
            Mid = rows.Mid,
            To = rows.To,
            Mate = rows.Mate,
            Cap = rows.Cap,
            IsGoods = [false, .. network.IsGoods[..sources], .. new bool[tails], .. network.IsGoods[sources..]],
            SupplyVnd = [heads.SupplyVnd, .. network.SupplyVnd],
            SourceStage = [0, .. network.SourceStage],
            StageCount = network.StageCount,
            SourceUnitVnd = [1, .. network.SourceUnitVnd],
            SourceStart = new int[sources + 2],
            SourcePledge = [],
            AtomLineStart = network.AtomLineStart,
            AtomLine = network.AtomLine,
            AtomOfLine = [],
            Depth = Depths(network, heads),
        };
    }

    /// <summary>The pledge above all its ceilings, these above all that was there.</summary>
    private static int[] Depths(FlowNetwork network, PledgeHeads heads)
    {
        var above = new int[heads.Tails.Count];
        for (var t = above.Length - 1; t >= 0; t--)
        {
            if (heads.Tails[t].Above is var a && a >= 0)
            {
                above[a] = Math.Max(above[a], above[t] + 1);
            }
        }

        var top = network.Depth.DefaultIfEmpty().Max() + 1;
        return [top + above.DefaultIfEmpty(-1).Max() + 1, .. network.Depth[..network.SourceCount], .. above.Select(h => top + h), .. network.Depth[network.SourceCount..]];
    }
}
