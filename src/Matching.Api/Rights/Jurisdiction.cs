using System.Collections.Immutable;

namespace Matching.Api.Rights;

/// <summary>Where the caller may do what the endpoint does. An endpoint takes it as a parameter, filters lists by it, and answers 404 for what lies outside, exactly as for what does not exist.</summary>
/// <param name="Everywhere">No limit; the lists are then of no importance.</param>
/// <param name="Provinces">Codes of provinces, with all their communes.</param>
/// <param name="Communes">Codes of single communes.</param>
/// <param name="Donors">Ids of donors.</param>
internal sealed record Jurisdiction(bool Everywhere, ImmutableArray<string> Provinces, ImmutableArray<string> Communes, ImmutableArray<string> Donors)
{
    /// <summary>Whether something of this commune may be seen or changed.</summary>
    /// <param name="province">Province of the commune; <see langword="null"/> when it is not known, which is then nobody's province.</param>
    public bool Commune(string commune, string? province) =>
        Everywhere || Communes.Contains(commune, StringComparer.Ordinal) || (province is not null && Province(province));

    /// <summary>Whether something of the whole province may be seen or changed. A commune of it is not enough.</summary>
    public bool Province(string province) => Everywhere || Provinces.Contains(province, StringComparer.Ordinal);

    /// <summary>Whether something of this donor may be seen or changed.</summary>
    public bool Donor(string donor) => Everywhere || Donors.Contains(donor, StringComparer.Ordinal);
}
