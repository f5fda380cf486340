using Matching.Engine.Allocation.FairShares;
using Matching.Engine.Allocation.Network;
using Matching.Engine.Explain;
using Matching.Engine.Pledges;

namespace Matching.Engine.Allocation.Pins;

/// <summary>
/// Goods of a project whose lines have different prices of their own: a unit covers a unit whatever it would cost, which no flow of
/// đồng can express. Such goods are promised whole, line by line in the order of classes and of the queue of projects, before money.
/// </summary>
internal static class OwnPriceProjects
{
    public static void Place(RoundIndex index, Commitments commitments)
    {
        RoundLookup? lookup = null;
        for (var p = 0; p < index.PledgeCount; p++)
        {
            var pledge = index.PledgeAt(p);
            if (pledge.Kind != PledgeKind.Goods || NetworkBuilder.UnitValueVnd(index, index.ItemById[pledge.Item!.Value]) != 0
                || pledge.Conditions.IsDiscrete || !HasLine(index, pledge))
            {
                continue;
            }

            lookup ??= new RoundLookup(index.Round);
            PlaceOne(index, commitments, lookup, p);
            commitments.Withdraw(p);
        }
    }

    private static bool HasLine(RoundIndex index, Pledge pledge) =>
        Enumerable.Range(0, index.LineCount).Any(l => index.Items[index.LineItem[l]].Id == pledge.Item);

    private static void PlaceOne(RoundIndex index, Commitments commitments, RoundLookup lookup, int p)
    {
        var pledge = index.PledgeAt(p);
        var priceVnd = lookup.Worth(pledge).Dong;
        var left = index.Available[p] - commitments.UsedBy(p);
        var provinceLeftVnd = ProvinceLeft(index, commitments);
        for (var k = 0; k < index.Classes.Length && left > 0; k++)
        {
            var lines = Enumerable.Range(index.ClassStart[k], index.ClassStart[k + 1] - index.ClassStart[k])
                .Where(l => Eligibility.MayServe(lookup, pledge, index.Need[l]) && !commitments.Of(p).Any(pair => pair.Line == l && pair.Closed));
            foreach (var line in ProjectOrder.Sort(index, lines, static l => l))
            {
                var province = index.CommuneProvince[index.LineCommune[line]];
                var unitVnd = index.UnitCostVnd[line];
                var units = Math.Min(left, (index.DemandVnd[line] - commitments.BaseVnd[line]) / unitVnd);
                units = Math.Min(units, Math.Max(0, provinceLeftVnd[province]) / Math.Max(priceVnd, unitVnd));
                units = Math.Min(units, PledgeRoom.For(index, commitments, p, line));
                if (units > 0)
                {
                    commitments.Commit(p, line, units, closed: false);
                    left -= units;
                    provinceLeftVnd[province] -= units * Math.Max(priceVnd, unitVnd);
                }
            }
        }
    }

    private static long[] ProvinceLeft(RoundIndex index, Commitments commitments)
    {
        var left = new long[index.Provinces.Length];
        Array.Fill(left, ProvinceCaps.CapOf(index) ?? long.MaxValue);
        for (var l = 0; l < index.LineCount; l++)
        {
            left[index.CommuneProvince[index.LineCommune[l]]] -= commitments.BaseVnd[l];
        }

        return left;
    }
}
