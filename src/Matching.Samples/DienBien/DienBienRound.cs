using Matching.Engine.Rounds;
using Matching.Samples.DienBien;

namespace Matching.Samples;

/// <summary>The sample that the first command shows: 45 communes of Điện Biên in the winter of 2026.</summary>
/// <remarks>Communes, zones, children and prices are facts or dated estimates; needs follow stated rules from them; pledges are modelled on real gifts.</remarks>
public static class DienBienRound
{
    internal static readonly DateOnly AsOf = new(2026, 11, 22);

    public static Round Create() => new()
    {
        Id = "dien-bien-2026",
        AsOf = AsOf,
        Policy = new RoundPolicy { ReservePercent = 5 },
        Communes = [.. DienBienCommune.All.Select(commune => commune.ToCommune())],
        Items = DienBienItems.All,
        Needs = DienBienNeeds.Create(),
        Pledges = DienBienPledges.Create(),
    };
}
