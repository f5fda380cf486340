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

    /// <summary>Fair shares in whole đồng, rounded up where the target is their whole units: with so much in reach nothing is lost that could complete a unit.</summary>
    /// <remarks>Lines of items with prices of their own are wanted in full: their goods are promised with the fair shares or not at all.</remarks>
    public static long[] RoundedUp(RoundIndex index, FairShare[] fair, long[] target)
    {
        var wanted = Of(index, fair);
        for (var l = 0; l < wanted.Length; l++)
        {
            if (index.HasOwnPrices[index.LineItem[l]])
            {
                wanted[l] = index.DemandVnd[l];
            }
            else
            {
                wanted[l] = target[l] == wanted[l] ? fair[l].WholeVnd + (fair[l].Remainder > 0 ? 1 : 0) : target[l];
            }
        }

        return wanted;
    }
}
