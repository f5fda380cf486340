using Matching.Engine.Allocation.Network;

namespace Matching.Engine.Allocation.FairShares;

/// <summary>Goods before money, narrowly conditioned money before free money, without changing what any line gets.</summary>
/// <remarks>
/// What is drawn from the sources for fixed deliveries is itself a polymatroid, so the order is met by exchange: whatever an early source
/// has left is pushed to where a later source's flow can be taken back, stage by stage. Lines keep their amounts; only who pays changes.
/// </remarks>
internal static class SourceOrder
{
    /// <param name="zone">Zone of the augmenter in which the exchange happens; sources elsewhere are left alone.</param>
    /// <param name="left">Per source: supply not drawn.</param>
    public static void Prefer(FlowNetwork network, Augmenter<long> augmenter, int zone, long[] left)
    {
        var sources = Enumerable.Range(0, network.SourceCount).Where(s => augmenter.Zone[s] == zone).ToLookup(s => network.SourceStage[s]);
        for (byte stage = 0; stage < network.StageCount; stage++)
        {
            var starts = sources[stage].Where(s => left[s] > 0).ToArray();
            if (starts.Length == 0)
            {
                continue;
            }

            foreach (var s in starts)
            {
                augmenter.Excess[s] = left[s];
            }

            for (var later = (byte)(stage + 1); later < network.StageCount; later++)
            {
                foreach (var s in sources[later])
                {
                    augmenter.Room[s] = network.SupplyVnd[s] - left[s];
                }
            }

            augmenter.Push(starts, zone);
            foreach (var s in starts)
            {
                left[s] = augmenter.Excess[s];
                augmenter.Excess[s] = 0;
            }

            for (var later = (byte)(stage + 1); later < network.StageCount; later++)
            {
                foreach (var s in sources[later])
                {
                    left[s] = network.SupplyVnd[s] - augmenter.Room[s];
                    augmenter.Room[s] = 0;
                }
            }
        }
    }
}
