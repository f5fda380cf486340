using Matching.Engine.Allocation.FairShares;

namespace Matching.Engine.Entry;

/// <summary>How the flow stood before a class.</summary>
/// <param name="Class">From 0.</param>
/// <param name="Cap">Per arc: what could still be pushed along it.</param>
/// <param name="Zone">Per node.</param>
/// <param name="LeftVnd">Per source: supply not drawn.</param>
internal sealed record FlowSnapshot(int Class, long[] Cap, int[] Zone, long[] LeftVnd)
{
    public static FlowSnapshot Of(FlowState state, int classNumber)
    {
        var cap = new long[state.Network.To.Length];
        var links = state.Links;
        for (var e = 0; e < cap.Length; e++)
        {
            cap[links[e].Mate] = links[e].Pull;
        }

        return new FlowSnapshot(classNumber, cap, (int[])state.Zone.Clone(), (long[])state.Left.Clone());
    }
}
