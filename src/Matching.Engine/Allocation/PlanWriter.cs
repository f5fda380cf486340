using System.Collections.Immutable;
using System.Numerics;
using Matching.Engine.Allocation.Discrete;
using Matching.Engine.Allocation.FairShares;
using Matching.Engine.Allocation.Routing;
using Matching.Engine.Allocation.WholeUnits;
using Matching.Engine.Explain;
using Matching.Engine.Pledges;
using Matching.Engine.Plans;
using Matching.Engine.Quantities;

namespace Matching.Engine.Allocation;

/// <summary>Puts the results together in the words of a plan. Reasons are filled in afterwards.</summary>
internal static class PlanWriter
{
    public static Plan Write(
        RoundIndex index,
        FairPlan fair,
        List<PledgeShipment> threads,
        ImmutableArray<Bottleneck> bottlenecks,
        WholeState whole,
        long[] bound,
        List<PledgeShipment> shipments)
    {
        var wholeFair = WholeTargets.Of(index, fair.Share);
        var placeOfLine = PlacesById(index);
        var goodsUnits = new long[index.LineCount];
        var moneyVnd = new long[index.LineCount];
        var used = new long[index.PledgeCount];
        var wishMet = new long[index.PledgeCount];
        var lookup = new Lazy<RoundLookup>(() => new RoundLookup(index.Round));
        var rows = ImmutableArray.CreateBuilder<Shipment>();
        foreach (var (pledge, line, amount) in Merged(shipments, placeOfLine))
        {
            used[pledge] += amount;
            var at = index.PledgeAt(pledge);
            wishMet[pledge] += at.HasWishes && lookup.Value.MeetsAWish(at, index.Need[line]) ? amount : 0;
            if (at.Kind == PledgeKind.Goods)
            {
                goodsUnits[line] += amount;
                var value = index.Items[index.LineItem[line]].UnitCost * amount;
                rows.Add(new Shipment(index.Pledge[pledge], index.Need[line], amount, 0, value.Dong));
            }
            else
            {
                moneyVnd[line] += amount;
                rows.Add(new Shipment(index.Pledge[pledge], index.Need[line], 0, amount, amount));
            }
        }

        var lines = new LineOutcome[index.Round.Needs.Length];
        Array.Fill(lines, new LineOutcome());
        for (var l = 0; l < index.LineCount; l++)
        {
            lines[index.Need[l]] = new LineOutcome
            {
                Class = index.LineClass[l] + 1,
                Fair = fair.Share[l],
                AllocatedUnits = whole.LineUnits[l],
                GoodsUnits = goodsUnits[l],
                MoneyVnd = moneyVnd[l],
                Bottleneck = fair.Bottleneck[l],
                HeldBy = fair.HeldBy[l],
            };
        }

        return new Plan
        {
            Shipments = rows.ToImmutable(),
            Lines = ImmutableCollectionsMarshalOf(lines),
            Pledges = Pledges(index, used, wishMet),
            Bottlenecks = bottlenecks,
            Classes = [.. Enumerable.Range(0, index.Classes.Length).Select(k => ClassOf(index, fair, whole, wholeFair, bound, k))],
            FairThreads = [.. Merged(threads, placeOfLine).Select(t => new FairThread(index.Pledge[t.Pledge], index.Need[t.Line], t.Amount))],
        };
    }

    private static ImmutableArray<T> ImmutableCollectionsMarshalOf<T>(T[] array) =>
        System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(array);

    /// <summary>Place of every line when all are ordered by need id.</summary>
    private static int[] PlacesById(RoundIndex index)
    {
        var lines = Enumerable.Range(0, index.LineCount).ToArray();
        var ids = new string[index.LineCount];
        for (var l = 0; l < ids.Length; l++)
        {
            ids[l] = index.NeedAt(l).Id.Value;
        }

        Array.Sort(ids, lines, StringComparer.Ordinal);
        var place = new int[lines.Length];
        for (var i = 0; i < lines.Length; i++)
        {
            place[lines[i]] = i;
        }

        return place;
    }

    /// <summary>Pairs in order of ids, each once.</summary>
    private static List<PledgeShipment> Merged(List<PledgeShipment> parts, int[] placeOfLine)
    {
        var keys = new long[parts.Count];
        var rows = parts.ToArray();
        for (var i = 0; i < rows.Length; i++)
        {
            keys[i] = ((long)rows[i].Pledge << 32) | (uint)placeOfLine[rows[i].Line];
        }

        Array.Sort(keys, rows);
        var merged = new List<PledgeShipment>(rows.Length);
        foreach (var row in rows)
        {
            if (merged.Count > 0 && merged[^1] is var last && last.Pledge == row.Pledge && last.Line == row.Line)
            {
                merged[^1] = last with { Amount = last.Amount + row.Amount };
            }
            else
            {
                merged.Add(row);
            }
        }

        return merged;
    }

    private static ImmutableArray<PledgeOutcome> Pledges(RoundIndex index, long[] used, long[] wishMet)
    {
        var outcomes = new PledgeOutcome[index.Round.Pledges.Length];
        for (var i = 0; i < outcomes.Length; i++)
        {
            var pledge = index.Round.Pledges[i];
            outcomes[i] = new PledgeOutcome(RoundIndex.AvailableOf(index.Round, pledge), 0, pledge.Amount, default) { WishMet = pledge.HasWishes ? 0 : null };
        }

        for (var p = 0; p < index.PledgeCount; p++)
        {
            var outcome = outcomes[index.Pledge[p]];
            outcomes[index.Pledge[p]] = outcome with { Used = used[p], Left = outcome.Left - used[p], WishMet = outcome.WishMet + wishMet[p] };
        }

        return ImmutableCollectionsMarshalOf(outcomes);
    }

    private static ClassOutcome ClassOf(RoundIndex index, FairPlan fair, WholeState whole, long[] wholeFair, long[] bound, int k)
    {
        long requested = 0, allocated = 0, wanted = 0, reached = 0;
        var share = new ExactSum();
        var short_ = new ExactSum();
        var minimum = Ratio.One;
        var coverage = 0.0;
        for (var l = index.ClassStart[k]; l < index.ClassStart[k + 1]; l++)
        {
            var given = whole.LineUnits[l] * index.UnitCostVnd[l];
            requested += index.DemandVnd[l];
            allocated += given;
            wanted += wholeFair[l];
            reached += Math.Min(wholeFair[l], given);
            share.Add(fair.Share[l].WholeVnd, fair.Share[l].Remainder, fair.Share[l].Denominator);
            if (fair.Share[l] > new FairShare(given))
            {
                short_.Add(fair.Share[l].WholeVnd - given, fair.Share[l].Remainder, fair.Share[l].Denominator);
            }

            var own = new Ratio(whole.LineUnits[l], index.Quantity[l]);
            minimum = own < minimum ? own : minimum;
            coverage += own.ToDouble();
        }

        var lines = index.ClassStart[k + 1] - index.ClassStart[k];
        return new ClassOutcome
        {
            Class = index.Classes[k],
            Lines = lines,
            Requested = new Vnd(requested),
            Fair = new Vnd(share.Floor()),
            Allocated = new Vnd(allocated),
            PriceOfConditions = new Vnd(short_.Floor()),
            WholeFair = new Vnd(wanted),
            Reached = new Vnd(reached),
            Bound = new Vnd(bound[k]),
            MinimumCoverage = minimum,
            MeanCoverage = coverage / lines,
        };
    }

    /// <summary>Exact sum of whole numbers and fractions; fractions are gathered by denominator first, because levels share one.</summary>
    private sealed class ExactSum
    {
        private readonly Dictionary<long, BigInteger> _fractions = [];
        private BigInteger _whole;

        public void Add(long whole, long remainder, long denominator)
        {
            _whole += whole;
            if (remainder > 0)
            {
                _fractions[denominator] = _fractions.GetValueOrDefault(denominator) + remainder;
            }
        }

        public long Floor()
        {
            var numerator = BigInteger.Zero;
            var denominator = BigInteger.One;
            foreach (var (d, n) in _fractions.OrderBy(static x => x.Key))
            {
                _whole += BigInteger.DivRem(n, d, out var rest);
                numerator = (numerator * d) + (rest * denominator);
                denominator *= d;
            }

            return (long)(_whole + (numerator / denominator));
        }
    }
}
