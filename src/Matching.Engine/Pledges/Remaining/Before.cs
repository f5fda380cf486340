using Matching.Engine.Geography;

namespace Matching.Engine.Pledges.Remaining;

/// <summary>One pledge between two rounds.</summary>
/// <param name="Whole">The donor's terms, with the amount that percentages are of.</param>
/// <param name="Amount">What is left for the next round.</param>
/// <param name="Gifts">What lines have of it; not empty.</param>
/// <param name="Places">The communes of the next round.</param>
/// <param name="Open">The most that a commune still asks for.</param>
internal sealed record Before(Pledge Whole, long Amount, IReadOnlyCollection<Gift> Gifts, IReadOnlyCollection<Commune> Places, Func<Commune, long> Open)
{
    public HashSet<CommuneId> Served { get; } = [.. Gifts.Select(static gift => gift.Commune.Id)];

    /// <summary>Whether the donor's lists of places hold the commune.</summary>
    public bool Reaches(Commune commune)
    {
        var asks = Whole.Conditions;
        var anywhere = asks.Provinces.IsEmpty && asks.Districts.IsEmpty && asks.Communes.IsEmpty;
        return (anywhere || asks.Provinces.Contains(commune.Province) || (commune.District is { } district && asks.Districts.Contains(district)) || asks.Communes.Contains(commune.Id))
            && !asks.ExcludeProvinces.Contains(commune.Province) && !asks.ExcludeCommunes.Contains(commune.Id);
    }

    /// <summary>The conditions for some of the donor's places only, commune by commune; <see langword="null"/> where the next round has none of them.</summary>
    public PledgeConditions? Within(PledgeConditions asks, Func<Commune, bool> some)
    {
        var communes = Places.Where(commune => some(commune) && Reaches(commune)).Select(static commune => commune.Id).OrderBy(static id => id.Code, StringComparer.Ordinal);
        return asks with { Provinces = [], Districts = [], Communes = [.. communes] } is { Communes.IsEmpty: false } within ? within : null;
    }
}
