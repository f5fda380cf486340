namespace Matching.Engine.Allocation.Network;

/// <summary>Takes flow back from a node to the sources that it came from.</summary>
internal static class Drainage
{
    /// <param name="left">Per source: what it has left; raised by what comes back.</param>
    /// <param name="fromGoods">At an atom: only flow from the goods side (true), the money side (false) or either (null).</param>
    /// <remarks>The last feeders are drained first: sources are numbered before via nodes, so gifts to this very line stay longest.</remarks>
    public static void Drain(FlowNetwork network, long[] cap, long[] left, int node, long amount, bool? fromGoods)
    {
        if (node < network.SourceCount)
        {
            left[node] += amount;
            return;
        }

        for (var e = network.First[node + 1] - 1; e >= network.Mid[node] && amount > 0; e--)
        {
            if (fromGoods is { } goods && network.IsGoods[network.To[e]] != goods)
            {
                continue;
            }

            var carried = Math.Min(cap[e], amount);
            if (carried > 0)
            {
                cap[e] -= carried;
                cap[network.Mate[e]] += carried;
                amount -= carried;
                Drain(network, cap, left, network.To[e], carried, null);
            }
        }
    }
}
