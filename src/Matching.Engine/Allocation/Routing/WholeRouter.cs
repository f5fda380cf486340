using System.Collections.Immutable;
using Matching.Engine.Allocation.FairShares;
using Matching.Engine.Allocation.Network;
using Matching.Engine.Allocation.WholeUnits;
using Matching.Engine.Explain;
using Matching.Engine.Pledges;
using Matching.Engine.Plans;

namespace Matching.Engine.Allocation.Routing;

/// <summary>Settles who pays for what once every line's units are fixed: narrow money first, earlier pairs kept, wishes met, few shipments.</summary>
internal static class WholeRouter
{
    /// <param name="previous">Shipments of an earlier plan of the round; pairs that still can be are kept.</param>
    /// <returns>Live pledge, line and amount in the pledge's own measure; a pair may occur twice.</returns>
    public static List<PledgeShipment> Route(WholeState state, Commitments commitments, ImmutableArray<Shipment> previous, CancellationToken cancel)
    {
        var (goodsUnits, moneyVnd) = PerLine(state, commitments);
        if (!previous.IsEmpty && KeepingPairs(state, commitments, previous, goodsUnits, moneyVnd, cancel) is { } kept)
        {
            return kept;
        }

        return Split(state, commitments, goodsUnits, moneyVnd, cancel);
    }

    /// <summary>What flows to each line on either side; settled amounts are not among it.</summary>
    internal static (long[] GoodsUnits, long[] MoneyVnd) PerLine(WholeState state, Commitments commitments)
    {
        var index = state.Index;
        var goods = new long[index.LineCount];
        var money = new long[index.LineCount];
        for (var a = 0; a < state.Network.AtomCount; a++)
        {
            var units = state.GoodsUnits[a];
            foreach (var line in state.Lines(a))
            {
                var cost = index.UnitCostVnd[line];
                var settledVnd = commitments.BaseVnd[line] - (commitments.BaseUnits[line] * cost);
                var open = state.LineUnits[line] - commitments.BaseUnits[line] - ((settledVnd + cost - 1) / cost);
                goods[line] = Math.Min(units, open);
                units -= goods[line];
                money[line] = ((state.LineUnits[line] - commitments.BaseUnits[line] - goods[line]) * cost) - settledVnd;
            }
        }

        return (goods, money);
    }

    private static List<PledgeShipment> Split(WholeState state, Commitments commitments, long[] goodsUnits, long[] moneyVnd, CancellationToken cancel)
    {
        var shipments = new List<PledgeShipment>();
        var splitter = new FlowSplitter(state.Network);
        long Supply(int p) => state.Index.Available[p] - state.Commitments.UsedBy(p);
        PledgeSplitter.Split(state.Index, state.Network, splitter.Split(state.GoodsCap, true, goodsUnits), Supply, shipments);
        PledgeSplitter.Split(state.Index, state.Network, splitter.Split(state.MoneyCap, false, moneyVnd), Supply, shipments);
        shipments = WishExchange.Run(state.Index, commitments, shipments, cancel);
        foreach (var (p, pairs) in commitments.ByPledge.OrderBy(static x => x.Key))
        {
            foreach (var pair in pairs)
            {
                if (pair.Amount > 0)
                {
                    shipments.Add(new PledgeShipment(p, pair.Line, pair.Amount));
                }
            }
        }

        return shipments;
    }

    /// <summary>
    /// Settles the earlier plan's pairs first and routes the rest around them. Where that cannot be, the pledges that could reach the
    /// lines left short give up their pairs; when even that fails, null.
    /// </summary>
    private static List<PledgeShipment>? KeepingPairs(
        WholeState state, Commitments commitments, ImmutableArray<Shipment> previous, long[] goodsUnits, long[] moneyVnd, CancellationToken cancel)
    {
        var index = state.Index;
        var lookup = new RoundLookup(index.Round);
        var released = new HashSet<int>();
        for (var attempt = 0; attempt < 3; attempt++)
        {
            cancel.ThrowIfCancellationRequested();
            var (goods, money) = ((long[])goodsUnits.Clone(), (long[])moneyVnd.Clone());
            var settled = commitments.Copy();
            KeepPairs(index, lookup, previous, released, settled, goods, money);
            var network = NetworkBuilder.Build(index, settled);
            var rest = new WholeState(new FlowState(index, network, settled), settled);
            var unmet = PushAll(rest, goods, money, cancel);
            if (unmet.Count == 0)
            {
                return Split(rest, settled, goods, money, cancel);
            }

            released.UnionWith(Enumerable.Range(0, index.PledgeCount).Where(p =>
                settled.ByPledge.ContainsKey(p) && unmet.Exists(line => Eligibility.MayServe(lookup, index.PledgeAt(p), index.Need[line]))));
        }

        return null;
    }

    private static void KeepPairs(
        RoundIndex index, RoundLookup lookup, ImmutableArray<Shipment> previous, HashSet<int> released, Commitments settled, long[] goods, long[] money)
    {
        var liveOf = new Dictionary<int, int>(index.PledgeCount);
        for (var p = 0; p < index.PledgeCount; p++)
        {
            liveOf.Add(index.Pledge[p], p);
        }

        var lineOf = new Dictionary<int, int>(index.LineCount);
        for (var l = 0; l < index.LineCount; l++)
        {
            lineOf.Add(index.Need[l], l);
        }

        foreach (var shipment in previous)
        {
            if (!liveOf.TryGetValue(shipment.Pledge, out var p) || !lineOf.TryGetValue(shipment.Need, out var line)
                || released.Contains(p) || settled.IsWithdrawn(p) || !Eligibility.MayServe(lookup, index.PledgeAt(p), shipment.Need))
            {
                continue;
            }

            var isGoods = index.PledgeAt(p).Kind == PledgeKind.Goods;
            var open = isGoods ? goods : money;
            var wanted = isGoods ? shipment.Units : shipment.AmountVnd;
            foreach (var pair in settled.Of(p))
            {
                wanted -= pair.Line == line ? pair.Amount : 0; // what a pin gives is part of what the earlier plan gave
            }

            var amount = Math.Min(wanted, Math.Min(open[line], PledgeRoom.For(index, settled, p, line)));
            if (amount > 0)
            {
                settled.Commit(p, line, amount, closed: false);
                open[line] -= amount;
            }
        }
    }

    /// <returns>Lines that did not get what they were to get.</returns>
    private static List<int> PushAll(WholeState state, long[] goods, long[] money, CancellationToken cancel)
    {
        var network = state.Network;
        var unmet = new List<int>();
        foreach (var (zone, cap, left, wanted) in new[]
        {
            (WholeState.GoodsZone, state.GoodsCap, state.GoodsLeft, goods),
            (WholeState.MoneyZone, state.MoneyCap, state.MoneyLeft, money),
        })
        {
            var zones = state.ZoneWithAtoms(zone);
            var flow = new ExchangeFlow(network, cap, zones, zone, state.Flow);
            flow.Begin();
            for (var a = 0; a < network.AtomCount; a++)
            {
                foreach (var line in state.Lines(a))
                {
                    flow.Room[network.AtomStart + a] += wanted[line];
                }
            }

            for (byte stage = 0; stage < network.StageCount; stage++)
            {
                var starts = Enumerable.Range(0, network.SourceCount).Where(s => zones[s] == zone && network.SourceStage[s] == stage && left[s] > 0).ToArray();
                foreach (var s in starts)
                {
                    flow.Excess[s] = left[s];
                }

                flow.Push(starts, cancel);
                foreach (var s in starts)
                {
                    left[s] = flow.Excess[s];
                    flow.Excess[s] = 0;
                }
            }

            flow.End();
            for (var a = 0; a < network.AtomCount; a++)
            {
                if (flow.Room[network.AtomStart + a] > 0)
                {
                    unmet.AddRange(state.Lines(a));
                    flow.Room[network.AtomStart + a] = 0;
                }
            }
        }

        return unmet;
    }
}
