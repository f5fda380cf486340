using Matching.Engine.Allocation;
using Matching.Engine.Allocation.Network;
using Matching.Engine.Rounds;

namespace Matching.Benchmarks.Engines;

/// <summary>The product's own network as plain arcs between one source and one sink: what its first flow runs on when all classes are one.</summary>
/// <param name="Nodes">Source 0, sink 1, then the network's nodes.</param>
internal sealed record FirstFlowNetwork(int Nodes, int[] Tails, int[] Heads, long[] Capacities)
{
    public const int Source = 0;

    public const int Sink = 1;

    /// <summary>In place of no limit: above all supplies together, and exact in a double.</summary>
    private const long Unlimited = 1L << 52;

    public static FirstFlowNetwork Of(Round round)
    {
        var index = RoundIndex.Of(round);
        var network = NetworkBuilder.Build(index, new Commitments(index));
        var arcs = new List<(int Tail, int Head, long Capacity)>(network.ArcCount + network.SourceCount + network.AtomCount);
        for (var source = 0; source < network.SourceCount; source++)
        {
            arcs.Add((Source, source + 2, network.SupplyVnd[source]));
        }

        for (var node = 0; node < network.NodeCount; node++)
        {
            for (var arc = network.First[node]; arc < network.Mid[node]; arc++)
            {
                arcs.Add((node + 2, network.To[arc] + 2, Math.Min(network.Cap[arc], Unlimited)));
            }
        }

        for (var atom = 0; atom < network.AtomCount; atom++)
        {
            var demandVnd = 0L;
            for (var i = network.AtomLineStart[atom]; i < network.AtomLineStart[atom + 1]; i++)
            {
                demandVnd += index.DemandVnd[network.AtomLine[i]];
            }

            arcs.Add((network.AtomStart + atom + 2, Sink, demandVnd));
        }

        return new FirstFlowNetwork(
            network.NodeCount + 2, [.. arcs.Select(arc => arc.Tail)], [.. arcs.Select(arc => arc.Head)], [.. arcs.Select(arc => arc.Capacity)]);
    }
}
