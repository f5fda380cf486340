using System.Numerics;
using Matching.Engine.Allocation.Network;
using Matching.Engine.Quantities;

namespace Matching.Engine.Allocation.FairShares;

/// <summary>
/// Proves that a part of the network can give its lines exactly the same coverage, fractions of a đồng included, or finds the cut that
/// forbids it.
/// </summary>
/// <remarks>
/// With the level as F / D in lowest terms, every amount times D is whole. What the lines are away from the level (under one đồng each,
/// as a rule) becomes excess and room in a residual network scaled by D; a maximum flow decides. 64 bits are enough unless a part has
/// millions of lines worth 10^13 ₫ and more; then 128 bits are used. Ceilings are cut at the total excess, which no arc can exceed.
/// </remarks>
internal sealed class ExactBalance(FlowState state)
{
    private Scaled<long>? _narrow;
    private Scaled<Int128>? _wide;

    /// <returns>The nodes of the richer side, or <see langword="null"/> when the level can be had exactly.</returns>
    public HashSet<int>? FindCut(ReadOnlySpan<int> nodes, List<int> atoms, bool[] lifted, Ratio level)
    {
        Int128 total = 0;
        foreach (var a in atoms)
        {
            var away = Away(a, lifted[a], level);
            total += away > 0 ? away : 0;
        }

        if (total == 0)
        {
            return null;
        }

        return total < long.MaxValue / 4
            ? (_narrow ??= new Scaled<long>(state)).FindCut(nodes, atoms, total, level.Denominator, a => (long)Away(a, lifted[a], level))
            : (_wide ??= new Scaled<Int128>(state)).FindCut(nodes, atoms, total, level.Denominator, a => Away(a, lifted[a], level));
    }

    /// <summary>What the atom has above the level, times the level's denominator.</summary>
    private Int128 Away(int a, bool isLifted, Ratio level) =>
        isLifted
            ? (Int128)state.Got[a] * level.Denominator
            : ((Int128)(state.Base[a] + state.Got[a]) * level.Denominator) - ((Int128)state.Demand[a] * level.Numerator);

    private sealed class Scaled<T>(FlowState state)
        where T : struct, IBinaryInteger<T>
    {
        private readonly T[] _cap = new T[state.Network.To.Length];
        private readonly T[] _excess = new T[state.Network.NodeCount];
        private readonly T[] _room = new T[state.Network.NodeCount];
        private Augmenter<T>? _augmenter;

        public HashSet<int>? FindCut(ReadOnlySpan<int> nodes, List<int> atoms, Int128 total, long denominator, Func<int, T> away)
        {
            var network = state.Network;
            _augmenter ??= new Augmenter<T>(network, _cap, _excess, _room, state.Zone);
            var zone = state.Zone[nodes[0]];
            foreach (var v in nodes)
            {
                for (var e = network.First[v]; e < network.First[v + 1]; e++)
                {
                    var cap = network.Cap[e];
                    _cap[e] = cap == 0 ? T.Zero : T.CreateTruncating(Int128.Min((Int128)cap * denominator, total));
                }
            }

            var starts = new List<int>();
            foreach (var a in atoms)
            {
                var difference = away(a);
                var v = network.AtomStart + a;
                if (difference > T.Zero)
                {
                    _excess[v] = difference;
                    starts.Add(v);
                }
                else
                {
                    _room[v] = -difference;
                }
            }

            _augmenter.Push(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(starts), zone);
            var stuck = false;
            foreach (var v in starts)
            {
                stuck |= _excess[v] > T.Zero;
                _excess[v] = T.Zero;
            }

            foreach (var a in atoms)
            {
                _room[network.AtomStart + a] = T.Zero;
            }

            return stuck ? [.. _augmenter.Reached] : null;
        }
    }
}
