using Matching.Engine.Allocation.FairShares;

namespace Matching.Engine.Allocation.Discrete;

/// <summary>
/// Lines whose fair share is less than their minimum quantity get nothing or more than that share. Of those in one bottleneck, which share its supply,
/// some are aimed at their minimum and the others at nothing, so that what the ones lose the others have, to the nearest whole line.
/// </summary>
internal static class MinimumLines
{
    /// <summary>Targets with every such line at its minimum or at zero; nearest to the minimum first.</summary>
    public static long[] Aim(FairPlan fair, long[] target)
    {
        var index = fair.State.Index;
        var aimed = (long[])target.Clone();
        var below = Enumerable.Range(0, index.LineCount).Where(l => IsBelow(index, target, l)).ToList();
        foreach (var bottleneck in below.GroupBy(l => fair.Bottleneck[l]).OrderBy(static x => x.Key))
        {
            var pool = bottleneck.Sum(l => target[l]);
            foreach (var line in bottleneck.OrderByDescending(l => (Int128)target[l] * 1_000_000 / MinimumVnd(index, l)).ThenBy(static l => l))
            {
                var minimum = MinimumVnd(index, line);
                aimed[line] = minimum - pool <= pool ? minimum : 0;
                pool -= aimed[line];
            }
        }

        return aimed;
    }

    /// <summary>Lines that were aimed at their minimum or more and stay below it in a fair flow: they are to get it whole or not at all.</summary>
    /// <returns>Per line what it is to get whole, 0 for all others; <see langword="null"/> if no line stays below its minimum.</returns>
    public static long[]? Missed(FairPlan flow, long[] target)
    {
        var index = flow.State.Index;
        long[]? whole = null;
        for (var l = 0; l < index.LineCount; l++)
        {
            var (given, minimum) = (flow.Share[l].WholeVnd, MinimumVnd(index, l));
            if (given > 0 && given < minimum && target[l] >= minimum)
            {
                whole ??= new long[index.LineCount];
                whole[l] = minimum;
            }
        }

        return whole;
    }

    /// <summary>Whether the line has a fair share, but less than its minimum quantity.</summary>
    public static bool IsBelow(RoundIndex index, long[] target, int line) => target[line] > 0 && target[line] < MinimumVnd(index, line);

    public static long MinimumVnd(RoundIndex index, int line) => (index.NeedAt(line).MinQuantity ?? 0) * index.UnitCostVnd[line];
}
