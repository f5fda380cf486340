using Matching.Engine.Allocation.Network;

namespace Matching.Engine.Allocation.Discrete;

/// <summary>How much of a pledge can ever do good under its yes-or-no conditions, whatever all others do.</summary>
/// <remarks>
/// A commune that asks for less than the minimum takes nothing. Of the others, j may be chosen; it is best to take the j whose targets are largest: they
/// take the sum of their targets, and where a target is below the minimum the difference is spent above it. All or nothing can be kept only where
/// the pledge fits as a whole.
/// </remarks>
internal static class UsableSupply
{
    /// <returns>In đồng of line value; at most what the pledge has beyond its pins.</returns>
    public static long Of(RoundIndex index, Commitments pins, CommuneAsks asks, int p)
    {
        var pledge = index.PledgeAt(p);
        var conditions = pledge.Conditions;
        var unitVnd = NetworkBuilder.UnitValueVnd(index, pledge);
        var left = checked((index.Available[p] - pins.UsedBy(p)) * unitVnd);
        if (left <= 0 || !conditions.IsDiscrete || pins.Of(p).Count > 0)
        {
            return Math.Max(0, left);
        }

        var offers = asks.Of(pledge, left, unitVnd);
        var least = (conditions.MinPerCommune ?? 0) * unitVnd;
        var most = Math.Min(offers.Count, conditions.MaxCommunes ?? int.MaxValue);
        if (conditions.AllOrNothing && Most(offers.ConvertAll(static x => x.MayTake.OpenVnd), most, 0, left) < left)
        {
            return 0;
        }

        return Most(offers.ConvertAll(static x => x.MayTake.TargetVnd), most, least, left);
    }

    /// <summary>The largest useful part of an amount, over the number of communes chosen.</summary>
    private static long Most(List<long> targets, int communes, long least, long amount)
    {
        targets.Sort(static (left, right) => right.CompareTo(left));
        var (best, sum, wasted) = (0L, 0L, 0L);
        for (var j = 0; j < communes && best < amount; j++)
        {
            sum += Math.Min(targets[j], amount); // no more than the amount counts, and no sum overflows
            wasted += Math.Max(0, least - targets[j]);
            if (amount - wasted < sum)
            {
                return Math.Max(best, amount - wasted);
            }

            best = sum;
        }

        return best;
    }
}
