using Matching.Engine.Pledges;

namespace Matching.Engine.Allocation.Discrete;

/// <summary>Spends what a pledge gives a commune on its lines: whole units, first where the flow wants them, then where they are missed, then where they are asked for.</summary>
internal static class Purchase
{
    /// <param name="wantedVnd">Per line: what the flow gives it from this pledge.</param>
    /// <param name="amount">What the commune is to get.</param>
    /// <param name="most">What it may get where whole units do not add up to the pledge's minimum otherwise.</param>
    /// <param name="parts">What is bought is added.</param>
    /// <returns>Whether the pledge can keep its conditions with this.</returns>
    public static bool Buy(
        PlacementState state, int p, CommuneOffer offer, long amount, long most, IReadOnlyDictionary<int, long> wantedVnd, List<(int Line, long Amount)> parts)
    {
        var index = state.Index;
        var pledge = index.PledgeAt(p);
        var conditions = pledge.Conditions;
        var floor = Math.Max(0, (conditions.MinPerCommune ?? 0) - offer.Settled);

        // Dear lines first, so that the cheap ones can use up what remains.
        var lines = state.LinesFor(p, offer.Commune).OrderByDescending(l => index.UnitCostVnd[l]).ThenBy(static l => l).ToArray();
        var bought = new Dictionary<int, long>();
        var rest = amount;
        foreach (var line in lines)
        {
            // Also a part of a unit: the flow has the others who complete it.
            var wanted = Math.Min(wantedVnd.GetValueOrDefault(line), state.OpenVnd[line]);
            if (Math.Min(rest, state.Take(p, line, wanted, wholeUnits: false)) is var amountWanted and > 0)
            {
                bought[line] = amountWanted;
                rest -= amountWanted;
            }
        }

        foreach (var gap in new[] { state.MissingVnd, state.OpenVnd })
        {
            if (rest == 0)
            {
                break;
            }

            foreach (var line in lines)
            {
                var already = bought.GetValueOrDefault(line);
                var unit = pledge.Kind == PledgeKind.Goods ? 1 : index.UnitCostVnd[line];
                var more = Math.Min(rest, state.Take(p, line, gap[line], wholeUnits: true) - already) / unit * unit;
                if (more > 0)
                {
                    bought[line] = already + more;
                    rest -= more;
                }
            }

            if (!conditions.AllOrNothing && amount - rest >= floor)
            {
                break;
            }
        }

        if (rest > 0 && conditions.AllOrNothing)
        {
            // The rest begins a unit that others complete.
            var line = lines
                .Where(l => state.Take(p, l, state.OpenVnd[l], wholeUnits: false) - bought.GetValueOrDefault(l) >= rest
                    && state.OpenVnd[l] - bought.GetValueOrDefault(l) >= index.UnitCostVnd[l])
                .OrderBy(l => index.UnitCostVnd[l]).ThenBy(static l => l)
                .Cast<int?>().FirstOrDefault();
            if (pledge.Kind == PledgeKind.Goods || line is not { } partner)
            {
                return false;
            }

            bought[partner] = bought.GetValueOrDefault(partner) + rest;
            rest = 0;
        }

        if (amount - rest < floor)
        {
            rest -= LastUnit(floor - (amount - rest), most - (amount - rest));
        }

        if (amount - rest < floor)
        {
            return offer.Settled == 0 && !conditions.AllOrNothing; // this commune gets nothing; the others may
        }

        foreach (var (line, part) in bought.OrderBy(static x => x.Key))
        {
            parts.Add((line, part));
        }

        return true;

        // Whole units seldom add up to the minimum: the cheapest that leads to it or beyond.
        long LastUnit(long lacking, long left)
        {
            var room = pledge.CommuneCeiling is { } ceiling ? Math.Min(left, ceiling - offer.Settled - (amount - rest)) : left;
            foreach (var line in lines.Reverse())
            {
                var unit = pledge.Kind == PledgeKind.Goods ? 1 : index.UnitCostVnd[line];
                var already = bought.GetValueOrDefault(line);
                var more = (lacking + unit - 1) / unit * unit;
                if (more <= room && more <= state.Take(p, line, state.OpenVnd[line], wholeUnits: true) - already)
                {
                    bought[line] = already + more;
                    return more;
                }
            }

            return 0;
        }
    }
}
