using System.Collections.Immutable;
using Matching.Engine.Geography;
using Matching.Samples.Facts;
using Matching.Samples.Randomness;

namespace Matching.Samples.National;

/// <summary>The communes of a generated round, and where donors look for them.</summary>
internal sealed class NationalPlaces
{
    // The split that the reference instances of the algorithms page use; close to the lists of 2021-2025, where zone I held 49 % and zone III 45 %.
    private const int ZoneOnePercent = 45;
    private const int ZoneTwoPercent = 17;

    private NationalPlaces(ImmutableArray<Commune> communes)
    {
        Communes = communes;
        HardestCommunes = [.. Enumerable.Range(0, communes.Length).Where(c => communes[c].Zone == Zone.III)];
        Provinces = [.. communes.Select(c => c.Province).Distinct()];
        var indexOf = Enumerable.Range(0, Provinces.Length).ToDictionary(p => Provinces[p]);
        ProvinceOf = [.. communes.Select(c => indexOf[c.Province])];
        CommunesOf = [.. Enumerable.Range(0, Provinces.Length).Select(p => Where(c => ProvinceOf[c] == p))];
        HardestCommunesOf = [.. Enumerable.Range(0, Provinces.Length).Select(p => Where(c => ProvinceOf[c] == p && communes[c].Zone == Zone.III))];
    }

    /// <summary>In order of their codes.</summary>
    public ImmutableArray<Commune> Communes { get; }

    /// <summary>Communes of zone III, by index.</summary>
    public ImmutableArray<int> HardestCommunes { get; }

    /// <summary>Provinces that have a commune here.</summary>
    public ImmutableArray<ProvinceId> Provinces { get; }

    /// <summary>Province index of every commune.</summary>
    public ImmutableArray<int> ProvinceOf { get; }

    public ImmutableArray<ImmutableArray<int>> CommunesOf { get; }

    public ImmutableArray<ImmutableArray<int>> HardestCommunesOf { get; }

    public static NationalPlaces Create(NationalOptions options)
    {
        var random = new SeededRandom(options.Seed, stream: 1);
        var order = Enumerable.Range(0, AdministrativeSet2025.Communes.Count).ToArray();
        random.Shuffle<int>(order);
        var chosen = order[..options.Communes];
        Array.Sort(chosen);
        var facts = Array.ConvertAll(chosen, i => AdministrativeSet2025.Communes[i]);
        var zones = Zones(facts, random);
        return new NationalPlaces([.. facts.Select((fact, i) => Of(fact, zones[i], options.Classes))]);
    }

    /// <summary>Modelled, not the lists in force: the poorer the former province and the fewer its towns, the likelier the hardest zone.</summary>
    private static Zone[] Zones(CommuneFact[] facts, SeededRandom random)
    {
        var hardship = Array.ConvertAll(
            facts, f => (f.PovertyTenths ?? 60) + ((f.MinorityTenths ?? 100) / 5) - (f.IsWard ? 120 : 0) + random.Below(200));
        var easiestFirst = Enumerable.Range(0, facts.Length).OrderBy(i => hardship[i]).ThenBy(i => i).ToArray();
        var zones = new Zone[facts.Length];
        for (var place = 0; place < easiestFirst.Length; place++)
        {
            var percentile = (long)place * 100 / easiestFirst.Length;
            zones[easiestFirst[place]] = percentile < ZoneOnePercent ? Zone.I
                : percentile < ZoneOnePercent + ZoneTwoPercent ? Zone.II
                : Zone.III;
        }

        return zones;
    }

    private static Commune Of(CommuneFact fact, Zone zone, int classes) => new()
    {
        Id = new CommuneId(fact.Code),
        Name = fact.Name,
        Province = new ProvinceId(fact.ProvinceCode),
        ProvinceName = fact.ProvinceName,
        Zone = zone,
        PriorityTier = classes == 1 ? 1 : null,
        Children = fact.ChildrenUnder16,
        PoorHouseholdPercent = fact.PovertyTenths / 10m,
        EthnicMinorityPercent = fact.MinorityTenths / 10m,
    };

    private ImmutableArray<int> Where(Func<int, bool> holds) => [.. Enumerable.Range(0, Communes.Length).Where(holds)];
}
