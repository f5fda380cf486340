using Matching.Engine.Quantities;
namespace Matching.Engine.Allocation.Discrete;

/// <summary>What yes-or-no conditions are measured against: the whole units of every line's fair share, in đồng.</summary>
/// <remarks>The part of a unit above them is lost to whole units in any plan, with or without conditions.</remarks>
internal static class WholeTargets
{
    public static long[] Of(RoundIndex index, FairShare[] fair)
    {
        var target = new long[index.LineCount];
        for (var l = 0; l < target.Length; l++)
        {
            target[l] = fair[l].WholeVnd / index.UnitCostVnd[l] * index.UnitCostVnd[l];
        }

        return target;
    }

    /// <summary>What lines want when the rest is solved around choices: their targets.</summary>
    /// <remarks>Lines of items with prices of their own are wanted in full: their goods are promised with the fair shares or not at all.</remarks>
    public static long[] Wanted(RoundIndex index, long[] target)
    {
        var wanted = (long[])target.Clone();
        for (var l = 0; l < wanted.Length; l++)
        {
            if (index.HasOwnPrices[index.LineItem[l]])
            {
                wanted[l] = index.DemandVnd[l];
            }
        }

        return wanted;
    }

    /// <summary>
    /// What they want once a class has that: fair shares in whole đồng, rounded up where the target is their whole units. So what is too little for a unit at one line
    /// completes one at another of the same class before later classes are served.
    /// </summary>
    public static long[] RoundedUp(RoundIndex index, FairShare[] fair, long[] target)
    {
        var (wanted, whole) = (Wanted(index, target), Of(index, fair));
        for (var l = 0; l < wanted.Length; l++)
        {
            if (!index.HasOwnPrices[index.LineItem[l]] && target[l] == whole[l])
            {
                wanted[l] = fair[l].WholeVnd + (fair[l].Remainder > 0 ? 1 : 0);
            }
        }

        return wanted;
    }
}
