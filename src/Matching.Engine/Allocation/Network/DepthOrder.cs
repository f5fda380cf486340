namespace Matching.Engine.Allocation.Network;

/// <summary>The nodes of a network from the sources down: every arc leads from an earlier node to a later one.</summary>
internal static class DepthOrder
{
    /// <returns>All nodes, deepest first, equal depths by number.</returns>
    public static int[] TopDown(FlowNetwork network)
    {
        var start = new int[network.Depth.DefaultIfEmpty().Max() + 2];
        foreach (var d in network.Depth)
        {
            start[d]++;
        }

        var before = 0;
        for (var d = start.Length - 1; d >= 0; d--)
        {
            (start[d], before) = (before, before + start[d]);
        }

        var order = new int[network.NodeCount];
        for (var v = 0; v < order.Length; v++)
        {
            order[start[network.Depth[v]]++] = v;
        }

        return order;
    }
}
