using Matching.Engine.Pledges;

namespace Matching.Engine.Allocation.Discrete;

/// <summary>
/// Places one pledge whose donor sets the amounts (equal_split, fixed_per_commune, fixed_per_child), and, where the ordinary way reaches too few communes, one
/// that is to be spread (min_communes): whole units, exactly what is asked, or nothing.
/// </summary>
internal static class ShapedPlacer
{
    /// <param name="left">What the pledge has, in its own measure.</param>
    /// <param name="wantedVnd">Per line: what the flow gives it from this pledge.</param>
    /// <param name="begins">Whether a unit may be begun that others complete; no more once that has failed.</param>
    /// <returns>Lines and amounts; empty where the pledge cannot keep its conditions.</returns>
    public static List<(int Line, long Amount)> Place(PlacementState state, int p, long left, IReadOnlyDictionary<int, long> wantedVnd, bool begins)
    {
        var asks = state.Index.PledgeAt(p).Conditions;
        var parts = asks.EqualSplit is not null ? EqualSplitPlacer.Place(state, p, left, wantedVnd, begins)
            : asks.FixedPerCommune is { } amount ? PerCommune(state, p, left, amount, wantedVnd, begins)
            : asks.FixedPerChild is { } rate ? new PerChildPlacer(state, p, left, rate, begins).Place(wantedVnd)
            : Spread(state, p, left, wantedVnd);
        return Keeps(state, p, left, parts) ? parts : [];
    }

    /// <summary>Whether so many communes are served, and all of the pledge used, as its donor asks.</summary>
    public static bool Keeps(PlacementState state, int p, long left, List<(int Line, long Amount)> parts)
    {
        var asks = state.Index.PledgeAt(p).Conditions;
        return parts.Select(part => state.Index.LineCommune[part.Line]).Distinct().Count() >= (asks.MinCommunes ?? 0)
            && (!asks.AllOrNothing || parts.Sum(static part => part.Amount) == left);
    }

    private static List<(int Line, long Amount)> PerCommune(PlacementState state, int p, long left, long amount, IReadOnlyDictionary<int, long> wantedVnd, bool begins)
    {
        var pledge = state.Index.PledgeAt(p);
        var parts = new List<(int Line, long Amount)>();
        if (amount > pledge.CommuneCeiling || amount < pledge.Conditions.MinPerCommune)
        {
            return parts;
        }

        var fill = new ExactFill(state, p, wantedVnd);
        var provinceLeft = state.ProvinceRoom(p);
        var more = Math.Min(pledge.Conditions.MaxCommunes ?? int.MaxValue, left / amount);
        foreach (var commune in CommuneOffers.Of(state, p, wantedVnd).Select(static offer => offer.Commune))
        {
            if (more == 0)
            {
                break;
            }

            var province = state.Index.CommuneProvince[commune];
            if (provinceLeft[province] >= amount && fill.Parts([commune], amount, begins) is { } gift)
            {
                parts.AddRange(gift);
                provinceLeft[province] -= amount;
                more--;
            }
        }

        return parts;
    }

    /// <summary>The cheapest communes as far as their number goes; what is left is handed out at the end.</summary>
    private static List<(int Line, long Amount)> Spread(PlacementState state, int p, long left, IReadOnlyDictionary<int, long> wantedVnd)
    {
        var asks = state.Index.PledgeAt(p).Conditions;
        var fill = new ExactFill(state, p, wantedVnd);
        var provinceLeft = state.ProvinceRoom(p);
        var parts = new List<(int Line, long Amount)>();
        var more = Math.Min(asks.MinCommunes ?? 0, asks.MaxCommunes ?? int.MaxValue);
        var gifts = CommuneOffers.Of(state, p, wantedVnd)
            .Select(offer => (offer.Commune, Parts: fill.Least(offer.Commune)))
            .Where(static gift => gift.Parts is not null)
            .Select(static gift => (gift.Commune, Parts: gift.Parts!, Amount: gift.Parts!.Sum(static part => part.Amount)))
            .OrderBy(static gift => gift.Amount); // stable: the communes wanted most first
        foreach (var gift in gifts)
        {
            var province = state.Index.CommuneProvince[gift.Commune];
            if (more > 0 && gift.Amount <= Math.Min(left, provinceLeft[province]))
            {
                parts.AddRange(gift.Parts);
                left -= gift.Amount;
                provinceLeft[province] -= gift.Amount;
                more--;
            }
        }

        return parts;
    }
}
