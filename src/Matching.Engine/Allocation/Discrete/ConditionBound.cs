using Matching.Engine.Allocation.FairShares;
using Matching.Engine.Allocation.Network;

namespace Matching.Engine.Allocation.Discrete;

/// <summary>What no plan can go beyond that keeps the yes-or-no conditions, class by class.</summary>
/// <remarks>
/// Every line is wanted up to its fair share in whole units. Each pledge is cut to what can ever do good under its yes-or-no conditions
/// (<see cref="UsableSupply"/>), which are then forgotten: the largest flow, class after class, is at least what any plan places there.
/// Because each class is filled without lowering those before it, the sums over the first classes are largest as well, for every number of them
/// (the sets of lines that can be served together form a polymatroid, docs/model.md).
/// </remarks>
internal static class ConditionBound
{
    /// <summary>Per class: the most that can be placed towards the whole units of its fair shares when the classes before it have their most.</summary>
    public static long[] Of(RoundIndex index, FairPlan fair, Commitments pins, CancellationToken cancel)
    {
        var target = WholeTargets.Of(index, fair.Share);
        if (!Enumerable.Range(0, index.PledgeCount).Any(p => index.PledgeAt(p).Conditions.IsDiscrete))
        {
            var all = new long[index.Classes.Length];
            for (var l = 0; l < target.Length; l++)
            {
                all[index.LineClass[l]] += target[l]; // the fair flow itself reaches all of it
            }

            return all;
        }

        var (most, rest) = OwnPriceGoods(index, pins, target);
        var network = NetworkBuilder.Build(index, pins);
        var asks = new CommuneAsks(index, pins, target);
        var flow = new TargetFlow(index, network, pins, rest);
        for (var s = 0; s < network.SourceCount; s++)
        {
            flow.State.Left[s] = 0;
            for (var i = network.SourceStart[s]; i < network.SourceStart[s + 1]; i++)
            {
                flow.State.Left[s] += UsableSupply.Of(index, pins, asks, network.SourcePledge[i]);
            }
        }

        flow.Fill(cancel);
        var reached = flow.Reached();
        for (var k = 0; k < most.Length; k++)
        {
            most[k] += reached[k];
        }

        return most;
    }

    /// <summary>Goods of projects with own prices are in no network: every line of the item is taken to have them all, whatever the others get.</summary>
    /// <returns>Per class what that reaches, and per line what it leaves of the target.</returns>
    private static (long[] Reached, long[] Missing) OwnPriceGoods(RoundIndex index, Commitments pins, long[] target)
    {
        var units = new long[index.Items.Length];
        for (var p = 0; p < index.PledgeCount; p++)
        {
            if (index.PledgeAt(p).Item is { } id && index.ItemById[id] is var item && index.HasOwnPrices[item])
            {
                units[item] += index.Available[p] - pins.UsedBy(p);
            }
        }

        var reached = new long[index.Classes.Length];
        var rest = (long[])target.Clone();
        for (var l = 0; l < rest.Length; l++)
        {
            var given = Math.Min(units[index.LineItem[l]], target[l] / index.UnitCostVnd[l]) * index.UnitCostVnd[l];
            reached[index.LineClass[l]] += given;
            rest[l] -= given;
        }

        return (reached, rest);
    }
}
