namespace Matching.Samples.Facts;

/// <summary>A commune of the set in force since 1/7/2025, with estimates for it.</summary>
/// <param name="ChildrenUnder16">Estimate; <see langword="null"/> for five island units.</param>
/// <param name="PovertyTenths">Poor households of its province before the merger, 2016, in tenths of a percent.</param>
/// <param name="MinorityTenths">Ethnic-minority pupils of its province before the merger, 2016, in tenths of a percent.</param>
internal sealed record CommuneFact(
    string Code, string Name, string ProvinceCode, string ProvinceName, int? ChildrenUnder16, int? PovertyTenths, int? MinorityTenths)
{
    /// <summary>Towns: "Phường" (ward).</summary>
    public bool IsWard => Name.StartsWith("Phường", StringComparison.Ordinal);
}

/// <summary>The 34 provinces and 3,321 communes of 2025, in order of their codes.</summary>
/// <remarks>
/// Codes and names: General Statistics Office list of 5/8/2025 (Decision 19/2025/QĐ-TTg), through tranngocminhhieu/vietnamadminunits (MIT).
/// Children: population of the commune (map service of July 2025) × share under 16 of its former province (General Statistics Office
/// projection 2014-2034, medium variant, 2025); an estimate, not a count. Poverty and minority pupils 2016: General Statistics Office
/// yearbook tables, preliminary 2016, through choisy/gso.
/// </remarks>
internal static class AdministrativeSet2025
{
    private static readonly Lazy<CommuneFact[]> All = new(Read);

    public static IReadOnlyList<CommuneFact> Communes => All.Value;

    private static CommuneFact[] Read()
    {
        var provinceNames = FactTable.Rows("provinces_2025.csv").ToDictionary(row => row[0], row => row[1], StringComparer.Ordinal);
        var former = FactTable.Rows("old_provinces_2016.csv").ToDictionary(row => row[0], StringComparer.Ordinal);
        var codes = provinceNames.Keys.ToDictionary(code => code, StringComparer.Ordinal); // one string per province, not per commune
        return
        [
            .. FactTable.Rows("communes_2025.csv").Select(row =>
            {
                var old = former.GetValueOrDefault(row[3]);
                return new CommuneFact(
                    row[0],
                    row[1],
                    codes[row[2]],
                    provinceNames[row[2]],
                    FactTable.NumberOrNone(row[4]),
                    old is null ? null : FactTable.NumberOrNone(old[1]),
                    old is null ? null : FactTable.NumberOrNone(old[2]));
            }),
        ];
    }
}
