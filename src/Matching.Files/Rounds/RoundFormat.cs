using Matching.Engine.Pledges;
using Matching.Engine.Rounds;

namespace Matching.Files;

/// <summary>The formats of a round folder. Each one reads all that the ones before it say; a folder states its own in round.json.</summary>
internal static class RoundFormat
{
    public const int First = 1;

    /// <summary>Adds to pledges ceilings per province, ceilings per commune or province as a part of the pledge, the quality of goods, a stop where others give, a part kept for tier 1, instalments, delivery, what they ask of other donors and of full lines, a spread over places, equal parts, fixed amounts and wishes; to needs the quality they take; and external_aid.csv.</summary>
    public const int Second = 2;

    public const int Newest = Second;

    /// <summary>The earliest format that can say all that the round states, so that older programs read what they can understand.</summary>
    public static int Needed(Round round) =>
        !round.ExternalAid.IsEmpty || round.Pledges.Any(pledge => pledge.HasWishes || AsksForSecond(pledge.Conditions)) || round.Needs.Any(need => need.Quality is not null) ? Second : First;

    private static bool AsksForSecond(PledgeConditions asks) =>
        asks.MaxPerProvince is not null || asks.MaxCommuneSharePercent is not null || asks.MaxProvinceSharePercent is not null || asks.Quality is not null
        || asks.NoOutsideAid || asks.Tier1Percent is not null || !asks.Instalments.IsEmpty || asks.DeliveryPercent is not null || asks.AsksOfOthers || asks.CofundMinPercent is not null
        || asks.MinCommunes is not null || asks.FixesAmounts;
}
