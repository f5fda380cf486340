using Matching.Engine.Allocation.Network;

namespace Matching.Engine.Allocation.WholeUnits;

/// <summary>How much of what is left over could at most reach each atom directly, that is, with everything else staying where it is.</summary>
/// <remarks>
/// One walk from the sources down: a node has at most the sum of what its feeders have and their arcs let through. Ways that share a source
/// are counted twice, so it is a bound; while leftovers are only drawn on directly it stays one. Most short lines fail on it without a search.
/// </remarks>
internal sealed class DirectReach
{
    private readonly FlowNetwork _network;
    private readonly int[] _topDown;
    /// <summary>Per node: the most that could come to it, in the side's measure; a source's own leftover.</summary>
    public long[] Bounds { get; }

    /// <param name="topDown">The side's nodes above the atoms, every arc from an earlier to a later one.</param>
    public DirectReach(FlowNetwork network, int[] topDown)
    {
        _network = network;
        _topDown = topDown;
        Bounds = new long[network.NodeCount];
    }

    /// <param name="cap">Residual capacities of one side of the network, in its measure.</param>
    /// <param name="left">Per source: what it has left.</param>
    public void Update(long[] cap, long[] left)
    {
        Array.Clear(Bounds);
        foreach (var v in _topDown)
        {
            if (v < _network.SourceCount)
            {
                Bounds[v] = left[v];
            }

            var bound = Bounds[v];
            if (bound == 0)
            {
                continue;
            }

            for (var e = _network.First[v]; e < _network.Mid[v]; e++)
            {
                ref var below = ref Bounds[_network.To[e]];
                below = Math.Min(FlowNetwork.Unlimited, below + Math.Min(bound, cap[e]));
            }
        }
    }

    /// <summary>The most that could come to the atom, in the side's measure.</summary>
    public long Of(int atom) => Bounds[_network.AtomStart + atom];
}
