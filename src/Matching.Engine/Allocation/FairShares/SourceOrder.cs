namespace Matching.Engine.Allocation.FairShares;

/// <summary>Goods before money, narrowly conditioned money before free money, without changing what any line gets.</summary>
/// <remarks>
/// What is drawn from the sources for fixed deliveries is itself a polymatroid, so the order is met by exchange: whatever an early source
/// has left is pushed to where a later source's flow can be taken back, the freest first. Lines keep their amounts; only who pays changes.
/// </remarks>
internal static class SourceOrder
{
    public static void Prefer(FlowState state)
    {
        var network = state.Network;
        var starts = new List<int>();
        for (var stage = 0; stage < network.StageCount; stage++)
        {
            for (var later = network.StageCount - 1; later > stage; later--)
            {
                starts.Clear();
                for (var s = 0; s < network.SourceCount; s++)
                {
                    if (state.Zone[s] != FlowState.Open)
                    {
                        continue;
                    }

                    if (network.SourceStage[s] == stage && state.Left[s] > 0)
                    {
                        starts.Add(s);
                        state.Excess[s] = state.Left[s];
                    }
                    else if (network.SourceStage[s] == later)
                    {
                        state.Room[s] = network.SupplyVnd[s] - state.Left[s];
                    }
                }

                if (starts.Count > 0)
                {
                    state.Augmenter.Push(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(starts), FlowState.Open);
                }

                for (var s = 0; s < network.SourceCount; s++)
                {
                    if (state.Zone[s] == FlowState.Open)
                    {
                        if (network.SourceStage[s] == stage && state.Excess[s] > 0)
                        {
                            state.Left[s] = state.Excess[s];
                        }
                        else if (network.SourceStage[s] == stage && starts.BinarySearch(s) >= 0)
                        {
                            state.Left[s] = 0;
                        }
                        else if (network.SourceStage[s] == later)
                        {
                            state.Left[s] = network.SupplyVnd[s] - state.Room[s];
                        }

                        state.Excess[s] = 0;
                        state.Room[s] = 0;
                    }
                }
            }
        }
    }
}
