using Matching.Engine.Pledges;

namespace Matching.Engine.Entry;

/// <summary>One condition as a donor can drop it: lists that are united go together.</summary>
/// <param name="Columns">As in pledges.csv.</param>
internal sealed record StatedCondition(string Columns, Func<PledgeConditions, PledgeConditions> Drop)
{
    public Pledge DropFrom(Pledge pledge) => pledge with { Conditions = Drop(pledge.Conditions) };
}

/// <summary>The conditions that a pledge states, one by one.</summary>
internal static class StatedConditions
{
    public const string AvailableFrom = "available_from";
    public const string AvailableUntil = "available_until";
    public const string MinPerCommune = "min_per_commune";
    public const string AllOrNothing = "all_or_nothing";

    /// <summary>Whether the column states a choice that fair shares do not look at.</summary>
    public static bool IsYesOrNo(string column) =>
        column is MinPerCommune or "max_communes" or AllOrNothing or "not_with_donors" or "exclusive" or "only_full_lines" or "cofund_min_percent" or "match_percent"
        or "min_communes" or "equal_split" or "fixed_per_commune" or "fixed_per_child";

    public static IEnumerable<StatedCondition> Of(PledgeConditions asks)
    {
        if (asks.AvailableFrom is not null)
        {
            yield return new(AvailableFrom, static c => c with { AvailableFrom = null });
        }

        if (asks.AvailableUntil is not null)
        {
            yield return new(AvailableUntil, static c => c with { AvailableUntil = null });
        }

        if (!asks.Categories.IsEmpty || !asks.Items.IsEmpty)
        {
            yield return new(Named((asks.Categories.IsEmpty, "categories"), (asks.Items.IsEmpty, "items")), static c => c with { Categories = [], Items = [] });
        }

        if (!asks.Provinces.IsEmpty || !asks.Districts.IsEmpty || !asks.Communes.IsEmpty)
        {
            yield return new(
                Named((asks.Provinces.IsEmpty, "provinces"), (asks.Districts.IsEmpty, "districts"), (asks.Communes.IsEmpty, "communes")),
                static c => c with { Provinces = [], Districts = [], Communes = [] });
        }

        foreach (var condition in Lists(asks).Concat(Amounts(asks)).Concat(Choices(asks)).Concat(Company(asks)))
        {
            yield return condition;
        }
    }

    private static IEnumerable<StatedCondition> Lists(PledgeConditions asks)
    {
        if (!asks.Zones.IsEmpty)
        {
            yield return new("zones", static c => c with { Zones = [] });
        }

        if (!asks.Tiers.IsEmpty)
        {
            yield return new("tiers", static c => c with { Tiers = [] });
        }

        if (!asks.Urgencies.IsEmpty)
        {
            yield return new("urgencies", static c => c with { Urgencies = [] });
        }

        if (!asks.AgeGroups.IsEmpty)
        {
            yield return new("age_groups", static c => c with { AgeGroups = [] });
        }

        if (!asks.ExcludeProvinces.IsEmpty)
        {
            yield return new("exclude_provinces", static c => c with { ExcludeProvinces = [] });
        }

        if (!asks.ExcludeCommunes.IsEmpty)
        {
            yield return new("exclude_communes", static c => c with { ExcludeCommunes = [] });
        }

        if (!asks.ExcludeItems.IsEmpty)
        {
            yield return new("exclude_items", static c => c with { ExcludeItems = [] });
        }

        if (asks.Quality == GoodsQuality.Used)
        {
            yield return new("quality", static c => c with { Quality = null });
        }

        if (asks.NoOutsideAid)
        {
            yield return new("no_outside_aid", static c => c with { NoOutsideAid = false });
        }
    }

    private static IEnumerable<StatedCondition> Amounts(PledgeConditions asks)
    {
        if (asks.MaxPerCommune is not null)
        {
            yield return new("max_per_commune", static c => c with { MaxPerCommune = null });
        }

        if (asks.MaxPerProvince is not null)
        {
            yield return new("max_per_province", static c => c with { MaxPerProvince = null });
        }

        if (asks.MaxCommuneSharePercent is not null)
        {
            yield return new("max_commune_share_percent", static c => c with { MaxCommuneSharePercent = null });
        }

        if (asks.MaxProvinceSharePercent is not null)
        {
            yield return new("max_province_share_percent", static c => c with { MaxProvinceSharePercent = null });
        }

        if (asks.MaxSharePercent is not null)
        {
            yield return new("max_share_percent", static c => c with { MaxSharePercent = null });
        }

        if (asks.Tier1Percent is not null)
        {
            yield return new("tier1_percent", static c => c with { Tier1Percent = null });
        }

        if (!asks.Instalments.IsEmpty)
        {
            yield return new("instalments", static c => c with { Instalments = [] });
        }

        if (asks.DeliveryPercent is not null)
        {
            yield return new("delivery_percent", static c => c with { DeliveryPercent = null });
        }
    }

    private static IEnumerable<StatedCondition> Choices(PledgeConditions asks)
    {
        if (asks.MinPerCommune is > 0)
        {
            yield return new(MinPerCommune, static c => c with { MinPerCommune = null });
        }

        if (asks.MaxCommunes is not null)
        {
            yield return new("max_communes", static c => c with { MaxCommunes = null });
        }

        if (asks.MinCommunes is > 1)
        {
            yield return new("min_communes", static c => c with { MinCommunes = null });
        }

        if (asks.EqualSplit is not null)
        {
            yield return new("equal_split", static c => c with { EqualSplit = null, EqualParts = null });
        }

        if (asks.FixedPerCommune is not null)
        {
            yield return new("fixed_per_commune", static c => c with { FixedPerCommune = null });
        }

        if (asks.FixedPerChild is not null)
        {
            yield return new("fixed_per_child", static c => c with { FixedPerChild = null });
        }

        if (asks.AllOrNothing)
        {
            yield return new(AllOrNothing, static c => c with { AllOrNothing = false });
        }
    }

    private static IEnumerable<StatedCondition> Company(PledgeConditions asks)
    {
        if (!asks.NotWithDonors.IsEmpty)
        {
            yield return new("not_with_donors", static c => c with { NotWithDonors = [] });
        }

        if (asks.Exclusive is not null)
        {
            yield return new("exclusive", static c => c with { Exclusive = null });
        }

        if (asks.OnlyFullLines)
        {
            yield return new("only_full_lines", static c => c with { OnlyFullLines = false });
        }

        if (asks.CofundMinPercent is not null)
        {
            yield return new("cofund_min_percent", static c => c with { CofundMinPercent = null });
        }

        if (asks.MatchPercent is not null)
        {
            yield return new("match_percent", static c => c with { MatchPercent = null });
        }
    }

    private static string Named(params ReadOnlySpan<(bool IsEmpty, string Column)> columns)
    {
        var stated = new List<string>();
        foreach (var (isEmpty, column) in columns)
        {
            if (!isEmpty)
            {
                stated.Add(column);
            }
        }

        return string.Join(", ", stated);
    }
}
