using Matching.Engine.Allocation.WholeUnits;
using Matching.Engine.Explain;
using Matching.Engine.Pledges;

namespace Matching.Engine.Allocation.Discrete;

/// <summary>
/// At the end, what pledges with yes-or-no conditions have left still buys whole units in the communes they serve already, alone or
/// together with what others have left.
/// </summary>
internal static class DiscreteTopUp
{
    public static void Run(WholeResult whole, Commitments commitments, CancellationToken cancel)
    {
        var index = whole.State.Index;
        var helpers = Enumerable.Range(0, index.PledgeCount)
            .Where(p => index.PledgeAt(p).Conditions is { IsDiscrete: true, AllOrNothing: false, FixesAmounts: false, AsksOfOthers: false }
                && commitments.UsedBy(p) > 0 && commitments.UsedBy(p) < index.Available[p])
            .ToList();
        if (helpers.Count == 0)
        {
            return;
        }

        var lookup = new RoundLookup(index.Round);
        var byCommune = helpers
            .SelectMany(p => commitments.Of(p).Where(static x => x.Amount > 0).Select(x => (Pledge: p, Commune: index.LineCommune[x.Line])))
            .Distinct()
            .ToLookup(static x => x.Commune, static x => x.Pledge);
        for (var line = 0; line < index.LineCount; line++)
        {
            cancel.ThrowIfCancellationRequested();
            var givers = byCommune[index.LineCommune[line]].Where(p => Eligibility.MayServe(lookup, index.PledgeAt(p), index.Need[line])).Order().ToList();
            var helped = false;
            while (givers.Count > 0 && whole.State.LineUnits[line] < index.Quantity[line] && AddUnits(whole, commitments, line, givers, helped))
            {
                helped = true;
            }
        }
    }

    /// <summary>One more unit, or as many as the line's minimum quantity wants at once.</summary>
    /// <param name="helped">Whether the line has just been given something; then others may go on alone.</param>
    private static bool AddUnits(WholeResult whole, Commitments commitments, int line, List<int> givers, bool helped)
    {
        var state = whole.State;
        var index = state.Index;
        var units = Math.Max(1, (index.NeedAt(line).MinQuantity ?? 1) - state.LineUnits[line]);
        var province = state.ProvinceOf(line);
        var room = state.ProvinceCapVnd - state.ProvinceVnd[province];
        var priceVnd = index.Items[index.LineItem[line]].UnitCost.Dong * units;
        foreach (var p in givers.Where(p => index.PledgeAt(p).Kind == PledgeKind.Goods))
        {
            if (PledgeRoom.For(index, commitments, p, line) >= units && priceVnd <= room)
            {
                commitments.Commit(p, line, units, closed: false);
                state.ProvinceVnd[province] += priceVnd;
                state.LineUnits[line] += units;
                return true;
            }
        }

        var costVnd = index.UnitCostVnd[line] * units;
        var gifts = givers.Where(p => index.PledgeAt(p).Kind == PledgeKind.Money)
            .Select(p => (Pledge: p, Amount: Math.Min(costVnd, PledgeRoom.For(index, commitments, p, line)))).Where(static x => x.Amount > 0).ToList();
        var given = Math.Min(costVnd, gifts.Sum(static x => x.Amount));
        if ((given == 0 && !helped) || costVnd > room || !whole.Supply.TakeMoney(state.Network.AtomOfLine[line], costVnd - given))
        {
            return false;
        }

        foreach (var (p, amount) in gifts)
        {
            var part = Math.Min(given, amount);
            if (part > 0)
            {
                commitments.Commit(p, line, part, closed: false);
                state.ProvinceVnd[province] += part;
                given -= part;
            }
        }

        state.LineUnits[line] += units;
        return true;
    }
}
