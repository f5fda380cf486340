using Matching.Engine.Allocation.Network;

namespace Matching.Engine.Allocation.Discrete;

/// <summary>What a commune could take from a pledge, in the pledge's own measure.</summary>
/// <param name="WantedVnd">What the chosen flow gives it from this pledge, in đồng of line value.</param>
/// <param name="FairAmount">Up to the targets of its lines.</param>
/// <param name="OpenAmount">Up to all that its lines ask for.</param>
/// <param name="Settled">What pins give it already.</param>
internal readonly record struct CommuneOffer(int Commune, bool Pinned, long WantedVnd, long FairAmount, long OpenAmount, long Settled);

/// <summary>Lists what communes could take from a pledge: pinned ones first, then where the flow uses this pledge, then where most is missing.</summary>
internal static class CommuneOffers
{
    /// <param name="wantedVnd">Per line: what the flow gives it from this pledge.</param>
    public static List<CommuneOffer> Of(PlacementState state, int p, IReadOnlyDictionary<int, long> wantedVnd)
    {
        var pinned = state.Commitments.Of(p).Where(static pair => pair.Amount > 0).Select(pair => state.Index.LineCommune[pair.Line]).ToHashSet();
        var offers = new List<CommuneOffer>();
        foreach (var c in Scope.Communes(state.Index, state.Geo, state.Index.PledgeAt(p).Conditions))
        {
            var offer = Offer(state, p, c, pinned.Contains(c), wantedVnd);
            if (offer.OpenAmount > 0 || offer.Pinned)
            {
                offers.Add(offer);
            }
        }

        offers.Sort(static (left, right) =>
        {
            var order = right.Pinned.CompareTo(left.Pinned);
            order = order != 0 ? order : right.WantedVnd.CompareTo(left.WantedVnd);
            order = order != 0 ? order : right.FairAmount.CompareTo(left.FairAmount);
            order = order != 0 ? order : right.OpenAmount.CompareTo(left.OpenAmount);
            return order != 0 ? order : left.Commune.CompareTo(right.Commune);
        });
        return offers;
    }

    private static CommuneOffer Offer(PlacementState state, int p, int commune, bool pinned, IReadOnlyDictionary<int, long> wantedVnd)
    {
        var pledge = state.Index.PledgeAt(p);
        var (wanted, fair, open, settled) = (0L, 0L, 0L, 0L);
        foreach (var line in state.LinesFor(p, commune))
        {
            fair += state.Take(p, line, state.MissingVnd[line], wholeUnits: true);
            var ownVnd = Math.Min(wantedVnd.GetValueOrDefault(line), state.OpenVnd[line]);
            wanted += ownVnd;
            open += Math.Max(
                state.Take(p, line, ownVnd, wholeUnits: false),
                state.Take(p, line, state.OpenVnd[line], wholeUnits: !pledge.Conditions.AllOrNothing));
        }

        foreach (var pair in state.Commitments.Of(p))
        {
            settled += state.Index.LineCommune[pair.Line] == commune ? pair.Amount : 0;
        }

        if (pledge.CommuneCeiling is { } ceiling)
        {
            fair = Math.Min(fair, ceiling - settled);
            open = Math.Min(open, ceiling - settled);
        }

        return new CommuneOffer(commune, pinned, wanted, fair, open, settled);
    }
}
