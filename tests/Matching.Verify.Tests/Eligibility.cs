using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;

namespace Matching.Verify.Tests;

/// <summary>Section 2 of the contract once more, written straight from its table for rounds of consumables.</summary>
internal static class Eligibility
{
    public static bool TakesPart(Round round, NeedLine need) =>
        need.Status != NeedStatus.Rejected && (need.Status == NeedStatus.Verified || !round.Policy.OnlyVerified);

    public static bool IsAvailable(Round round, Pledge pledge) =>
        pledge.Conditions.AvailableUntil is not { } last || last >= round.AsOf;

    public static bool MayServe(Round round, Pledge pledge, NeedLine need)
    {
        var asked = pledge.Conditions;
        var commune = round.Communes.Single(other => other.Id == need.Commune);
        var item = round.Items.Single(other => other.Id == need.Item);
        bool[] holds =
        [
            pledge.Item is not { } own || own == item.Id,
            (asked.Items.IsEmpty && asked.Categories.IsEmpty) || asked.Items.Contains(item.Id) || asked.Categories.Contains(item.Category, StringComparer.Ordinal),
            (asked.Provinces.IsEmpty && asked.Districts.IsEmpty && asked.Communes.IsEmpty) || asked.Provinces.Contains(commune.Province)
                || (commune.District is { } district && asked.Districts.Contains(district)) || asked.Communes.Contains(commune.Id),
            asked.Zones.IsEmpty || asked.Zones.Contains(commune.Zone),
            asked.Tiers.IsEmpty || asked.Tiers.Contains(commune.Tier),
            asked.Urgencies.IsEmpty || asked.Urgencies.Contains(need.Urgency),
            asked.AgeGroups.IsEmpty || (need.AgeGroup is { } group && asked.AgeGroups.Contains(group, StringComparer.Ordinal)),
            asked.Quality != GoodsQuality.Used || need.Quality != AcceptedQuality.New,
            !asked.NoOutsideAid || !(need.HasOutsideAid || round.ExternalAid.Any(aid => aid.Commune == need.Commune && aid.Item == need.Item)),
            !asked.ExcludeProvinces.Contains(commune.Province),
            !asked.ExcludeCommunes.Contains(commune.Id),
            !asked.ExcludeItems.Contains(item.Id),
            asked.AvailableFrom is not { } first || need.NeededBy is not { } day || first <= day,
        ];
        return holds.All(held => held);
    }
}
