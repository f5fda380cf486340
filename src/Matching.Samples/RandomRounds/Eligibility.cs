using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;

namespace Matching.Samples.RandomRounds;

/// <summary>Section 2 of the model, read once more in the plainest words: samples must not lean on the allocator that they test.</summary>
internal static class Eligibility
{
    public static bool MayServe(Round round, Pledge pledge, NeedLine line)
    {
        var asked = pledge.Conditions;
        var commune = round.Communes.First(c => c.Id == line.Commune);
        var item = round.Items.First(i => i.Id == line.Item);
        return TakesPart(round, line)
            && (pledge.Item is null || pledge.Item == line.Item)
            && PlaceHolds(asked, commune)
            && ItemHolds(asked, item)
            && (asked.Urgencies.IsEmpty || asked.Urgencies.Contains(line.Urgency))
            && (asked.AgeGroups.IsEmpty || (line.AgeGroup is { } group && asked.AgeGroups.Contains(group)))
            && (asked.Quality != GoodsQuality.Used || line.Quality != AcceptedQuality.New)
            && !(asked.NoOutsideAid && line.HasOutsideAid)
            && (asked.FirstDay is not { } first || line.NeededBy is not { } day || first <= day)
            && IsAvailable(round, pledge);
    }

    public static bool TakesPart(Round round, NeedLine line) =>
        line.Status == NeedStatus.Verified || (line.Status == NeedStatus.Reported && !round.Policy.OnlyVerified);

    public static bool IsAvailable(Round round, Pledge pledge) =>
        pledge.Conditions.AvailableUntil is not { } last || last >= round.AsOf;

    public static bool PlaceHolds(PledgeConditions asked, Commune commune)
    {
        var listed = asked.Provinces.Contains(commune.Province)
            || (commune.District is { } district && asked.Districts.Contains(district))
            || asked.Communes.Contains(commune.Id);
        var anywhere = asked.Provinces.IsEmpty && asked.Districts.IsEmpty && asked.Communes.IsEmpty;
        return (anywhere || listed)
            && !asked.ExcludeProvinces.Contains(commune.Province)
            && !asked.ExcludeCommunes.Contains(commune.Id)
            && (asked.Zones.IsEmpty || asked.Zones.Contains(commune.Zone))
            && (asked.Tiers.IsEmpty || asked.Tiers.Contains(commune.Tier));
    }

    public static bool ItemHolds(PledgeConditions asked, Item item)
    {
        var anything = asked.Items.IsEmpty && asked.Categories.IsEmpty;
        return (anything || asked.Items.Contains(item.Id) || asked.Categories.Contains(item.Category))
            && !asked.ExcludeItems.Contains(item.Id);
    }
}
