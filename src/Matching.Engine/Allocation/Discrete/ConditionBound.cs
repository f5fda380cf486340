using Matching.Engine.Allocation.FairShares;
using Matching.Engine.Allocation.Network;

namespace Matching.Engine.Allocation.Discrete;

/// <summary>What no plan can go beyond that keeps the yes-or-no conditions, class by class.</summary>
/// <remarks>
/// <para>Every line is wanted up to its fair share in whole units. Each pledge is cut to what can ever do good under its yes-or-no conditions
/// (<see cref="UsableSupply"/>), which are then forgotten: the largest flow is at least what any plan places there.</para>
/// <para>A line whose fair share W is below its minimum quantity M costs M and counts W, so a đồng that it gets counts W / M. What lines can draw
/// together is a polymatroid, on which the greedy order is optimal: all lines that count in full first, then these by falling W / M.</para>
/// </remarks>
internal static class ConditionBound
{
    /// <summary>From so many lines on, minimum quantities are told apart more coarsely; the bound stays true.</summary>
    private const int ManyLines = 5_000;

    /// <summary>Per class: summed over the first classes, no plan reaches more of the whole units of the fair shares, for any number of them.</summary>
    public static long[] Of(RoundIndex index, FairPlan fair, Commitments pins, CancellationToken cancel)
    {
        var target = WholeTargets.Of(index, fair.Share);
        var bound = new long[index.Classes.Length];
        if (!Enumerable.Range(0, index.PledgeCount).Any(p => index.PledgeAt(p).Conditions.IsDiscrete)
            && !Enumerable.Range(0, index.LineCount).Any(l => MinimumLines.IsBelow(index, target, l)))
        {
            for (var l = 0; l < target.Length; l++)
            {
                bound[index.LineClass[l]] += target[l]; // the fair flow itself reaches all of it
            }

            return bound;
        }

        var (byGoods, inFull) = OwnPriceGoods(index, pins, target);
        var useful = (long[])inFull.Clone();
        var steps = new List<(int Line, long MinimumVnd, long WeightTop, long WeightBottom)>();
        for (var l = 0; l < target.Length; l++)
        {
            if (MinimumLines.IsBelow(index, target, l) && inFull[l] == target[l] && pins.BaseVnd[l] == 0)
            {
                var minimum = MinimumLines.MinimumVnd(index, l);
                var parts = index.LineCount < ManyLines ? 1000 : 8;
                steps.Add((l, minimum, (long)(((Int128)target[l] * parts + minimum - 1) / minimum), parts));
                (useful[l], inFull[l]) = (minimum, 0);
            }
        }

        var flow = Flow(index, pins, inFull, useful);
        var (before, goods, all) = (0L, 0L, 0L);
        for (var k = 0; k < bound.Length; k++)
        {
            flow.Fill(k, cancel);
            goods += byGoods[k];
            for (var l = index.ClassStart[k]; l < index.ClassStart[k + 1]; l++)
            {
                all += target[l];
            }

            var upTo = goods + flow.Reached().Sum() + Minimums(index, flow, steps.FindAll(step => index.LineClass[step.Line] <= k), cancel);
            upTo = Math.Min(upTo, all); // weights are rounded up
            bound[k] = upTo - before;
            before = upTo;
        }

        return bound;
    }

    private static TargetFlow Flow(RoundIndex index, Commitments pins, long[] inFull, long[] useful)
    {
        var network = NetworkBuilder.Build(index, pins);
        var asks = new CommuneAsks(index, pins, useful);
        var flow = new TargetFlow(index, network, pins, inFull);
        for (var s = 0; s < network.SourceCount; s++)
        {
            flow.State.Left[s] = 0;
            for (var i = network.SourceStart[s]; i < network.SourceStart[s + 1]; i++)
            {
                flow.State.Left[s] += UsableSupply.Of(index, pins, asks, network.SourcePledge[i]);
            }
        }

        return flow;
    }

    /// <summary>What lines below their minimum add at most to a flow that stays as it was.</summary>
    private static long Minimums(RoundIndex index, TargetFlow flow, List<(int Line, long MinimumVnd, long WeightTop, long WeightBottom)> steps, CancellationToken cancel)
    {
        if (steps.Count == 0)
        {
            return 0;
        }

        var sum = 0L;
        flow.Save();
        foreach (var step in steps.GroupBy(static x => x.WeightTop).OrderByDescending(static x => x.Key))
        {
            var drawn = flow.Extend([.. step.Select(x => (flow.State.Network.AtomOfLine[x.Line], x.MinimumVnd))], cancel);
            sum += (long)((((Int128)drawn * step.Key) + step.First().WeightBottom - 1) / step.First().WeightBottom);
        }

        flow.Restore();
        return sum;
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
        var missing = (long[])target.Clone();
        for (var l = 0; l < missing.Length; l++)
        {
            var given = Math.Min(units[index.LineItem[l]], target[l] / index.UnitCostVnd[l]) * index.UnitCostVnd[l];
            reached[index.LineClass[l]] += given;
            missing[l] -= given;
        }

        return (reached, missing);
    }
}
