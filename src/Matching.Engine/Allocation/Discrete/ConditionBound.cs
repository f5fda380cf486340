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
    public static long[] Of(RoundIndex index, long[] target, Commitments pins, CancellationToken cancel)
    {
        var network = NetworkBuilder.Build(index, pins);
        var asks = new CommuneAsks(index, pins, target);
        var flow = new TargetFlow(index, network, pins, target);
        for (var s = 0; s < network.SourceCount; s++)
        {
            flow.State.Left[s] = 0;
            for (var i = network.SourceStart[s]; i < network.SourceStart[s + 1]; i++)
            {
                flow.State.Left[s] += UsableSupply.Of(index, pins, asks, network.SourcePledge[i]);
            }
        }

        flow.Fill(cancel);
        var most = flow.Reached();
        AddOwnPriceGoods(index, pins, target, flow, most);
        return most;
    }

    /// <summary>Goods of projects with own prices are in no network: each unit counts as much as the dearest line still misses.</summary>
    private static void AddOwnPriceGoods(RoundIndex index, Commitments pins, long[] target, TargetFlow flow, long[] most)
    {
        var units = new long[index.Items.Length];
        for (var p = 0; p < index.PledgeCount; p++)
        {
            if (index.PledgeAt(p).Item is { } id && index.ItemById[id] is var item && index.HasOwnPrices[item])
            {
                units[item] += index.Available[p] - pins.UsedBy(p);
            }
        }

        for (var item = 0; item < units.Length; item++)
        {
            if (units[item] == 0)
            {
                continue;
            }

            var state = flow.State;
            foreach (var l in Enumerable.Range(0, index.LineCount).Where(l => index.LineItem[l] == item).OrderByDescending(l => index.UnitCostVnd[l]))
            {
                var a = state.Network.AtomOfLine[l];
                var missing = Math.Min(target[l], state.Demand[a] - state.Base[a] - state.Got[a]);
                var given = Math.Min(units[item], (missing + index.UnitCostVnd[l] - 1) / index.UnitCostVnd[l]);
                units[item] -= given;
                most[index.LineClass[l]] += Math.Min(missing, given * index.UnitCostVnd[l]);
            }
        }
    }
}
