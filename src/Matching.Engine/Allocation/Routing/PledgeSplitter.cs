using System.Runtime.InteropServices;
using Matching.Engine.Allocation.Network;

namespace Matching.Engine.Allocation.Routing;

/// <summary>What one pledge gives one line, in the measure of the flow it was taken from.</summary>
internal readonly record struct PledgeShipment(int Pledge, int Line, long Amount);

/// <summary>Shares a source's shipments among the pledges that were merged into it: commune by commune, so that a donor meets few communes.</summary>
internal static class PledgeSplitter
{
    /// <param name="supply">Per live pledge: what it may give in this flow's measure.</param>
    public static void Split(
        RoundIndex index, FlowNetwork network, List<SourceShipment> shipments, Func<int, long> supply, List<PledgeShipment> into)
    {
        var span = CollectionsMarshal.AsSpan(shipments);
        var start = new int[network.SourceCount + 1];
        foreach (var shipment in span)
        {
            start[shipment.Source + 1]++;
        }

        for (var s = 0; s < network.SourceCount; s++)
        {
            start[s + 1] += start[s];
        }

        var bySource = new SourceShipment[span.Length];
        var next = start.AsSpan(0, network.SourceCount).ToArray();
        foreach (var shipment in span)
        {
            bySource[next[shipment.Source]++] = shipment;
        }

        for (var s = 0; s < network.SourceCount; s++)
        {
            var own = bySource.AsSpan(start[s], start[s + 1] - start[s]);
            var pledges = network.SourcePledge.AsSpan(network.SourceStart[s], network.SourceStart[s + 1] - network.SourceStart[s]);
            if (pledges.Length > 1)
            {
                own.Sort((left, right) => index.LineCommune[left.Line] != index.LineCommune[right.Line]
                    ? index.LineCommune[left.Line].CompareTo(index.LineCommune[right.Line])
                    : left.Line.CompareTo(right.Line));
            }

            var p = 0;
            var left = supply(pledges[0]);
            foreach (var shipment in own)
            {
                var amount = shipment.Amount;
                while (amount > 0)
                {
                    while (left == 0)
                    {
                        left = supply(pledges[++p]);
                    }

                    var part = Math.Min(left, amount);
                    into.Add(new PledgeShipment(pledges[p], shipment.Line, part));
                    left -= part;
                    amount -= part;
                }
            }
        }
    }
}
