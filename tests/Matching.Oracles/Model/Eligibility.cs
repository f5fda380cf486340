using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;

namespace Matching.Oracles.Model;

/// <summary>Which pledge may serve which line: section 2 of the contract, one condition after the other, nothing clever.</summary>
public static class Eligibility
{
    public static bool TakesPart(NeedLine line, RoundPolicy policy) =>
        line.Status switch
        {
            NeedStatus.Rejected => false,
            NeedStatus.Verified => true,
            _ => !policy.OnlyVerified,
        };

    public static bool MayServe(Pledge pledge, NeedLine line, Item item, Commune commune, DateOnly asOf) =>
        FirstObstacle(pledge, line, item, commune, asOf) is null;

    /// <summary>The name (as in pledges.csv) of a condition that keeps the pledge from the line, or null.</summary>
    public static string? FirstObstacle(Pledge pledge, NeedLine line, Item item, Commune commune, DateOnly asOf) =>
        KindObstacle(pledge, line, item, commune)
        ?? PlaceObstacle(pledge, commune)
        ?? (IsTooLate(pledge, line) ? pledge.Conditions.Instalments.IsEmpty ? "available_from" : "instalments" : IsExpired(pledge, asOf) ? "available_until" : null);

    /// <summary>Conditions on what is needed, by whom, how urgently, and on the sort of commune; not on which commune, nor on days.</summary>
    public static string? KindObstacle(Pledge pledge, NeedLine line, Item item, Commune commune)
    {
        var c = pledge.Conditions;
        if (pledge.Kind == PledgeKind.Goods && pledge.Item != line.Item)
        {
            return "item_code";
        }

        if ((!c.Categories.IsEmpty || !c.Items.IsEmpty) && !c.Categories.Contains(item.Category) && !c.Items.Contains(line.Item))
        {
            return "items";
        }

        if (!c.Zones.IsEmpty && !c.Zones.Contains(commune.Zone))
        {
            return "zones";
        }

        if (!c.Tiers.IsEmpty && !c.Tiers.Contains(commune.Tier))
        {
            return "tiers";
        }

        if (!c.Urgencies.IsEmpty && !c.Urgencies.Contains(line.Urgency))
        {
            return "urgencies";
        }

        if (!c.AgeGroups.IsEmpty && (line.AgeGroup is null || !c.AgeGroups.Contains(line.AgeGroup)))
        {
            return "age_groups";
        }

        if (c.Quality == GoodsQuality.Used && line.Quality == AcceptedQuality.New)
        {
            return "quality";
        }

        if (c.NoOutsideAid && line.HasOutsideAid)
        {
            return "no_outside_aid";
        }

        return c.ExcludeItems.Contains(line.Item) ? "exclude_items" : null;
    }

    /// <summary>Conditions on where the commune lies.</summary>
    public static string? PlaceObstacle(Pledge pledge, Commune commune)
    {
        var c = pledge.Conditions;
        var statesAPlace = !c.Provinces.IsEmpty || !c.Districts.IsEmpty || !c.Communes.IsEmpty;
        var isInAPlace = c.Provinces.Contains(commune.Province)
            || (commune.District is { } district && c.Districts.Contains(district))
            || c.Communes.Contains(commune.Id);
        if (statesAPlace && !isInAPlace)
        {
            return "provinces";
        }

        if (c.ExcludeProvinces.Contains(commune.Province))
        {
            return "exclude_provinces";
        }

        return c.ExcludeCommunes.Contains(commune.Id) ? "exclude_communes" : null;
    }

    /// <summary>Whether the line is needed before the pledge is there.</summary>
    public static bool IsTooLate(Pledge pledge, NeedLine line) =>
        FirstDay(pledge) is { } from && line.NeededBy is { } neededBy && from > neededBy;

    /// <summary>The day from which something of the pledge is there, if it states one.</summary>
    public static DateOnly? FirstDay(Pledge pledge) =>
        pledge.Conditions.Instalments.IsEmpty ? pledge.Conditions.AvailableFrom : pledge.Conditions.Instalments.Min(part => part.Date);

    /// <summary>Ceilings on lines of other tiers than the first, and on lines needed before an instalment comes; widest set of lines first.</summary>
    public static IEnumerable<(Func<NeedLine, Commune, bool> Holds, long Most)> Parts(Pledge pledge)
    {
        if (pledge.Conditions.Tier1Percent is { } kept)
        {
            var whole = AfterDelivery(pledge, pledge.Amount);
            yield return ((_, commune) => commune.Tier != 1, whole - (long)((((Int128)whole * kept) + 99) / 100));
        }

        foreach (var part in pledge.Conditions.Instalments.OrderByDescending(part => part.Date).SkipLast(1))
        {
            yield return ((line, _) => line.NeededBy < part.Date, AfterDelivery(pledge, pledge.Conditions.Instalments.Where(other => other.Date < part.Date).Sum(other => other.Amount)));
        }
    }

    public static bool IsExpired(Pledge pledge, DateOnly asOf) => pledge.Conditions.AvailableUntil is { } until && until < asOf;

    /// <summary>What the round may use of a pledge, in its own measure: less the reserve, and nothing of an expired one.</summary>
    public static long Available(Pledge pledge, RoundPolicy policy, DateOnly asOf)
    {
        if (IsExpired(pledge, asOf))
        {
            return 0;
        }

        return pledge.Kind == PledgeKind.Money && pledge.Conditions.IsUnconditional
            ? (long)((Int128)pledge.Amount * (100 - policy.ReservePercent) / 100)
            : AfterDelivery(pledge, pledge.Amount);
    }

    /// <summary>What is left for lines once delivery, a percentage on top of them, is paid from the same money.</summary>
    private static long AfterDelivery(Pledge pledge, long amount) =>
        (long)((Int128)amount * 100 / (100 + (pledge.Conditions.DeliveryPercent ?? 0)));

    /// <summary>đồng per unit of the line: a project line may state its own price, everything else goes by the item's norm.</summary>
    public static long UnitCostVnd(NeedLine line, Item item) =>
        item.Kind == ItemKind.Project && line.OwnUnitCost is { } own ? own.Dong : item.UnitCost.Dong;

    /// <summary>The most that one commune may get of the pledge, in its own measure; null when nothing says so.</summary>
    public static long? MostPerCommune(Pledge pledge) =>
        Smallest(pledge.Conditions.MaxPerCommune, PartOf(pledge, pledge.Conditions.MaxCommuneSharePercent));

    /// <summary>The most that one province may get of the pledge, in its own measure; null when nothing says so.</summary>
    public static long? MostPerProvince(Pledge pledge) =>
        Smallest(pledge.Conditions.MaxPerProvince, PartOf(pledge, pledge.Conditions.MaxProvinceSharePercent));

    private static long? PartOf(Pledge pledge, int? percent) => percent is null ? null : (long)((Int128)pledge.Amount * percent.Value / 100);

    private static long? Smallest(long? one, long? other) => one is null || other < one ? other ?? one : one;

    /// <summary>The most that <c>max_share_percent</c> lets the pledge give this line, in the pledge's own measure; null when not stated.</summary>
    public static long? ShareLimit(Pledge pledge, NeedLine line, long unitCostVnd)
    {
        if (pledge.Conditions.MaxSharePercent is not { } percent)
        {
            return null;
        }

        var whole = pledge.Kind == PledgeKind.Goods ? (Int128)line.Quantity : (Int128)line.Quantity * unitCostVnd;
        return (long)(whole * percent / 100);
    }
}
