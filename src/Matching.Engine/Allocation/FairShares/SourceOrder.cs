using Matching.Engine.Allocation.Network;

namespace Matching.Engine.Allocation.FairShares;

/// <summary>Goods before money, narrowly conditioned money before free money, without changing what any line gets.</summary>
/// <remarks>
/// What is drawn from the sources for fixed deliveries is itself a polymatroid, so the order is met by exchange: whatever an early source
/// has left is pushed to where a later source's flow can be taken back, stage by stage. Lines keep their amounts; only who pays changes.
/// </remarks>
internal sealed class SourceOrder
{
    private readonly FlowNetwork _network;
    private readonly ExchangeFlow _exchange;
    private readonly long[] _left;
    private readonly int[][] _sources;

    /// <param name="cap">Per arc: what can still be pushed along it.</param>
    /// <param name="zones">Zone of each node; sources outside <paramref name="zone"/> are left alone.</param>
    /// <param name="left">Per source: supply not drawn. Shared with the caller.</param>
    /// <param name="flow">To work with, of the network's size.</param>
    public SourceOrder(FlowNetwork network, long[] cap, int[] zones, int zone, long[] left, CompactFlow<long> flow)
    {
        _network = network;
        _exchange = new ExchangeFlow(network, cap, zones, zone, flow);
        _left = left;
        _sources = new int[network.StageCount][];
        for (var stage = 0; stage < _sources.Length; stage++)
        {
            _sources[stage] = [.. Enumerable.Range(0, network.SourceCount).Where(s => zones[s] == zone && network.SourceStage[s] == stage)];
        }
    }

    /// <summary>Puts who pays in order.</summary>
    public void Prefer(CancellationToken cancel)
    {
        _exchange.Begin();
        for (var stage = 0; stage < _sources.Length - 1; stage++)
        {
            var starts = Array.FindAll(_sources[stage], s => _left[s] > 0);
            if (starts.Length == 0)
            {
                continue;
            }

            foreach (var s in starts)
            {
                _exchange.Excess[s] = _left[s];
            }

            foreach (var s in Later(stage))
            {
                _exchange.Room[s] = _network.SupplyVnd[s] - _left[s];
            }

            _exchange.Push(starts, cancel);
            foreach (var s in starts)
            {
                _left[s] = _exchange.Excess[s];
                _exchange.Excess[s] = 0;
            }

            foreach (var s in Later(stage))
            {
                _left[s] = _network.SupplyVnd[s] - _exchange.Room[s];
                _exchange.Room[s] = 0;
            }
        }

        _exchange.End();
    }

    private IEnumerable<int> Later(int stage) => _sources.Skip(stage + 1).SelectMany(static s => s);
}
