using Matching.Engine.Explain;
using Matching.Engine.Pledges;

namespace Matching.Engine.Allocation.WholeUnits;

/// <summary>
/// At the end, goods of projects with prices of their own that are left over go to lines that still want them. They are in no flow of đồng and were promised with
/// the fair shares; but whole units may leave room under a province's cap that fractions had used up.
/// </summary>
internal static class OwnPriceTopUp
{
    public static void Run(WholeState state, Commitments commitments)
    {
        var index = state.Index;
        var givers = Enumerable.Range(0, index.PledgeCount)
            .Where(p => index.PledgeAt(p) is { Kind: PledgeKind.Goods, Conditions.IsDiscrete: false } pledge
                && index.HasOwnPrices[index.ItemById[pledge.Item!.Value]] && commitments.UsedBy(p) < index.Available[p])
            .ToLookup(p => index.ItemById[index.PledgeAt(p).Item!.Value]);
        if (givers.Count == 0)
        {
            return;
        }

        var lookup = new RoundLookup(index.Round);
        for (var line = 0; line < index.LineCount; line++)
        {
            foreach (var p in givers[index.LineItem[line]])
            {
                var wanted = index.Quantity[line] - state.LineUnits[line];
                if (wanted == 0 || commitments.ShutLines.Contains(line) || !Eligibility.MayServe(lookup, index.PledgeAt(p), index.Need[line]))
                {
                    continue;
                }

                var province = state.ProvinceOf(line);
                var priceVnd = index.Items[index.LineItem[line]].UnitCost.Dong;
                var units = Math.Min(Math.Min(wanted, PledgeRoom.For(index, commitments, p, line)), (state.ProvinceCapVnd - state.ProvinceVnd[province]) / priceVnd);
                if (units > 0 && state.LineUnits[line] + units >= (index.NeedAt(line).MinQuantity ?? 1))
                {
                    commitments.Commit(p, line, units, closed: false);
                    state.ProvinceVnd[province] += units * priceVnd;
                    state.LineUnits[line] += units;
                }
            }
        }
    }
}
