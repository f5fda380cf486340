using System.Collections.Immutable;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;

namespace Matching.Engine.Explain;

/// <summary>What decides whether a pledge may serve a line. Lists that are united count as one condition.</summary>
public enum ServingCondition
{
    /// <summary>The line is rejected.</summary>
    Status = 0,

    /// <summary>The round takes verified lines only, and this one is not verified.</summary>
    OnlyVerified,

    /// <summary>A goods pledge serves its own item only.</summary>
    GoodsItem,

    /// <summary>Categories and items, united.</summary>
    Items,

    /// <summary>Provinces, districts and communes, united.</summary>
    Places,
    Zones,
    Tiers,
    Urgencies,
    AgeGroups,
    ExcludeProvinces,
    ExcludeCommunes,
    ExcludeItems,
    AvailableFrom,
    AvailableUntil,

    /// <summary>Others outside the fund give all that the line asks for.</summary>
    ExternalAid,

    /// <summary>Used goods do not serve a line that asks for new ones.</summary>
    Quality,

    /// <summary>Others outside the fund give of this item in this commune, and the donor does not want to give beside them.</summary>
    NoOutsideAid,
}

/// <summary>One condition that is stated, and whether it holds for the line.</summary>
/// <param name="Columns">The stated columns of the input that speak of it, in their order there ("categories, items").</param>
public readonly record struct ConditionCheck(ServingCondition Condition, string Columns, bool Holds);

/// <summary>Whether a pledge may serve a line, with every condition that is stated.</summary>
public sealed record EligibilityAnswer(ImmutableArray<ConditionCheck> Checks)
{
    public bool IsEligible => Checks.All(c => c.Holds);

    /// <summary>The conditions that keep the pledge from the line.</summary>
    public ImmutableArray<ConditionCheck> Blocking => [.. Checks.Where(c => !c.Holds)];
}

/// <summary>Which pledge may serve which line: section 2 of the allocation model. Pins and amounts are not looked at.</summary>
public static class Eligibility
{
    /// <summary>Whether the line takes part in a round under this policy, whoever gives.</summary>
    public static bool TakesPart(RoundPolicy policy, NeedLine line)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(line);
        return line.Status is not (NeedStatus.Rejected or NeedStatus.Covered) && (!policy.OnlyVerified || line.Status == NeedStatus.Verified);
    }

    /// <summary>Every stated condition and whether it holds; no early end, so all that block are named.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such line.</exception>
    public static EligibilityAnswer Check(RoundLookup round, Pledge pledge, int need)
    {
        ArgumentNullException.ThrowIfNull(round);
        ArgumentNullException.ThrowIfNull(pledge);
        ArgumentOutOfRangeException.ThrowIfNegative(need);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(need, round.Round.Needs.Length);
        var line = round.Round.Needs[need];
        var (commune, item, asks) = (round.CommuneOf(need), round.ItemOf(need), pledge.Conditions);
        var checks = ImmutableArray.CreateBuilder<ConditionCheck>();
        void State(bool stated, ServingCondition condition, string columns, bool holds)
        {
            if (stated)
            {
                checks.Add(new ConditionCheck(condition, columns, holds));
            }
        }

        State(line.Status == NeedStatus.Rejected, ServingCondition.Status, "status", holds: false);
        State(line.Status == NeedStatus.Covered, ServingCondition.ExternalAid, "external_aid", holds: false);
        State(round.Round.Policy.OnlyVerified && line.Status is (NeedStatus.Reported or NeedStatus.Verified), ServingCondition.OnlyVerified, "only_verified", line.Status == NeedStatus.Verified);
        State(pledge.Kind == PledgeKind.Goods, ServingCondition.GoodsItem, "item_code", pledge.Item == line.Item);
        State(!asks.Categories.IsEmpty || !asks.Items.IsEmpty, ServingCondition.Items, Named((asks.Categories.IsEmpty, "categories"), (asks.Items.IsEmpty, "items")), HoldsItems(asks, item));
        State(
            !asks.Provinces.IsEmpty || !asks.Districts.IsEmpty || !asks.Communes.IsEmpty,
            ServingCondition.Places,
            Named((asks.Provinces.IsEmpty, "provinces"), (asks.Districts.IsEmpty, "districts"), (asks.Communes.IsEmpty, "communes")),
            HoldsPlaces(asks, commune));
        State(!asks.Zones.IsEmpty, ServingCondition.Zones, "zones", HoldsZones(asks, commune));
        State(!asks.Tiers.IsEmpty, ServingCondition.Tiers, "tiers", HoldsTiers(asks, commune));
        State(!asks.Urgencies.IsEmpty, ServingCondition.Urgencies, "urgencies", HoldsUrgencies(asks, line));
        State(!asks.AgeGroups.IsEmpty, ServingCondition.AgeGroups, "age_groups", HoldsAgeGroups(asks, line));
        State(asks.Quality is not null, ServingCondition.Quality, "quality", HoldsQuality(asks, line));
        State(asks.NoOutsideAid, ServingCondition.NoOutsideAid, "no_outside_aid", HoldsOutsideAid(asks, line));
        State(!asks.ExcludeProvinces.IsEmpty, ServingCondition.ExcludeProvinces, "exclude_provinces", !asks.ExcludeProvinces.Contains(commune.Province));
        State(!asks.ExcludeCommunes.IsEmpty, ServingCondition.ExcludeCommunes, "exclude_communes", !asks.ExcludeCommunes.Contains(commune.Id));
        State(!asks.ExcludeItems.IsEmpty, ServingCondition.ExcludeItems, "exclude_items", !asks.ExcludeItems.Contains(item.Id));
        State(asks.FirstDay is not null, ServingCondition.AvailableFrom, asks.Instalments.IsEmpty ? "available_from" : "instalments", HoldsFrom(asks, line));
        State(asks.AvailableUntil is not null, ServingCondition.AvailableUntil, "available_until", !IsExpired(round.Round, pledge));
        return new EligibilityAnswer(checks.ToImmutable());
    }

    /// <summary>The same answer in one bit, without allocating.</summary>
    public static bool MayServe(RoundLookup round, Pledge pledge, int need)
    {
        ArgumentNullException.ThrowIfNull(round);
        ArgumentNullException.ThrowIfNull(pledge);
        var line = round.Round.Needs[need];
        var (commune, item, asks) = (round.CommuneOf(need), round.ItemOf(need), pledge.Conditions);
        return TakesPart(round.Round.Policy, line)
            && !IsExpired(round.Round, pledge)
            && (pledge.Kind == PledgeKind.Money || pledge.Item == line.Item)
            && ((asks.Categories.IsEmpty && asks.Items.IsEmpty) || HoldsItems(asks, item))
            && ((asks.Provinces.IsEmpty && asks.Districts.IsEmpty && asks.Communes.IsEmpty) || HoldsPlaces(asks, commune))
            && HoldsRest(asks, line, commune, item)
            && HoldsFrom(asks, line);
    }

    /// <summary>Whether the pledge's last day lies before the round, so that it serves nobody.</summary>
    public static bool IsExpired(Round round, Pledge pledge)
    {
        ArgumentNullException.ThrowIfNull(round);
        ArgumentNullException.ThrowIfNull(pledge);
        return pledge.Conditions.AvailableUntil is { } until && until < round.AsOf;
    }

    /// <summary>The conditions that are neither place lists, item lists nor dates: what an index by place and item leaves to check.</summary>
    internal static bool HoldsRest(PledgeConditions asks, NeedLine line, Commune commune, Item item) =>
        HoldsLine(asks, line, commune) && IsNotExcluded(asks, commune, item);

    /// <summary>Zones, tiers, urgencies, age groups, the quality of goods and aid outside the fund.</summary>
    internal static bool HoldsLine(PledgeConditions asks, NeedLine line, Commune commune) =>
        (asks.Zones.IsEmpty || HoldsZones(asks, commune))
        && (asks.Tiers.IsEmpty || HoldsTiers(asks, commune))
        && (asks.Urgencies.IsEmpty || HoldsUrgencies(asks, line))
        && (asks.AgeGroups.IsEmpty || HoldsAgeGroups(asks, line))
        && HoldsQuality(asks, line)
        && HoldsOutsideAid(asks, line);

    internal static bool IsNotExcluded(PledgeConditions asks, Commune commune, Item item) =>
        !asks.ExcludeProvinces.Contains(commune.Province)
        && !asks.ExcludeCommunes.Contains(commune.Id)
        && !asks.ExcludeItems.Contains(item.Id);

    internal static bool HoldsFrom(PledgeConditions asks, NeedLine line) =>
        asks.FirstDay is not { } from || line.NeededBy is not { } neededBy || from <= neededBy;

    internal static bool HoldsItems(PledgeConditions asks, Item item) =>
        asks.Items.Contains(item.Id) || asks.Categories.Contains(item.Category, StringComparer.Ordinal);

    private static bool HoldsPlaces(PledgeConditions asks, Commune commune) =>
        asks.Communes.Contains(commune.Id)
        || asks.Provinces.Contains(commune.Province)
        || (commune.District is { } district && asks.Districts.Contains(district));

    private static bool HoldsZones(PledgeConditions asks, Commune commune) => asks.Zones.Contains(commune.Zone);

    private static bool HoldsTiers(PledgeConditions asks, Commune commune) => asks.Tiers.Contains(commune.Tier);

    private static bool HoldsUrgencies(PledgeConditions asks, NeedLine line) => asks.Urgencies.Contains(line.Urgency);

    // A line of no stated age group is in no list of age groups.
    private static bool HoldsAgeGroups(PledgeConditions asks, NeedLine line) =>
        line.AgeGroup is { } age && asks.AgeGroups.Contains(age, StringComparer.Ordinal);

    private static bool HoldsQuality(PledgeConditions asks, NeedLine line) =>
        asks.Quality != GoodsQuality.Used || line.Quality != AcceptedQuality.New;

    private static bool HoldsOutsideAid(PledgeConditions asks, NeedLine line) => !asks.NoOutsideAid || !line.HasOutsideAid;

    private static string Named(params ReadOnlySpan<(bool Empty, string Column)> lists)
    {
        var stated = new List<string>(lists.Length);
        foreach (var (empty, column) in lists)
        {
            if (!empty)
            {
                stated.Add(column);
            }
        }

        return string.Join(", ", stated);
    }
}
