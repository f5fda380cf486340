using System.Globalization;

namespace Matching.Engine.Pledges;

/// <summary>A part of a pledge that is there from a day on, in the pledge's own measure.</summary>
public readonly record struct Instalment(DateOnly Date, long Amount)
{
    /// <summary>As pledges.csv writes it: <c>2026-12-01:5000000</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Date:yyyy-MM-dd}:{Amount}");
}

/// <summary>Lines that together get at most so much of a pledge, because the rest is kept for other lines or comes too late for these.</summary>
/// <param name="Before">Lines needed before this day; <see langword="null"/> for lines of another tier than the first.</param>
/// <param name="Most">In the pledge's own measure; zero or more.</param>
public readonly record struct Portion(DateOnly? Before, long Most)
{
    public bool Holds(int tier, DateOnly? neededBy) => Before is { } day ? neededBy < day : tier != 1;

    /// <summary>The column of pledges.csv that states it.</summary>
    public string Column => Before is null ? "tier1_percent" : "instalments";
}

/// <summary>
/// Conditions whose ceilings would cut across each other, so that neither lies within the other, and those that are placed at opposite ends of a solve.
/// No pledge may state both.
/// </summary>
public static class CrossingConditions
{
    /// <summary>Two columns that cross: the one that parts the pledge or follows others, and the other one; <see langword="null"/> where all is nested.</summary>
    public static (string Portion, string Other)? Of(PledgeConditions asks)
    {
        ArgumentNullException.ThrowIfNull(asks);
        var inProvince = asks.MaxPerProvince is not null ? "max_per_province" : asks.MaxProvinceSharePercent is not null ? "max_province_share_percent" : null;
        var inCommune = asks.MaxPerCommune is not null ? "max_per_commune" : asks.MaxCommuneSharePercent is not null ? "max_commune_share_percent" : null;
        var choice = asks.MinPerCommune is > 0 ? "min_per_commune" : asks.MaxCommunes is not null ? "max_communes" : asks.AllOrNothing ? "all_or_nothing" : null;
        var shape = Shape(asks);
        choice ??= shape;
        if (asks.FollowsOthers)
        {
            var follows = asks.MatchPercent is not null ? "match_percent" : "cofund_min_percent";
            var rule = asks.Exclusive is not null ? "exclusive" : !asks.NotWithDonors.IsEmpty ? "not_with_donors" : asks.OnlyFullLines ? "only_full_lines" : choice;
            if (rule is not null)
            {
                return (follows, rule);
            }
        }

        if (shape is not null && AcrossShape(asks, shape) is { } beside)
        {
            return (shape, beside);
        }

        if (!asks.Instalments.IsEmpty)
        {
            var other = asks.AvailableFrom is not null ? "available_from" : asks.Tier1Percent is not null ? "tier1_percent" : inCommune ?? inProvince ?? choice;
            return other is null ? null : ("instalments", other);
        }

        return asks.Tier1Percent is not null && (inProvince ?? choice) is { } across ? ("tier1_percent", across) : null;
    }

    /// <summary>The column that fixes the amounts or spreads them, if one does.</summary>
    internal static string? Shape(PledgeConditions asks) =>
        asks.EqualSplit is not null ? "equal_split" : asks.FixedPerCommune is not null ? "fixed_per_commune"
        : asks.FixedPerChild is not null ? "fixed_per_child" : asks.MinCommunes is > 1 ? "min_communes" : null;

    /// <summary>What is placed line by line beside other donors, or fixes the same amounts in another way.</summary>
    private static string? AcrossShape(PledgeConditions asks, string shape) =>
        asks.Exclusive is not null ? "exclusive" : !asks.NotWithDonors.IsEmpty ? "not_with_donors" : asks.OnlyFullLines ? "only_full_lines"
        : shape != "fixed_per_commune" && asks.FixedPerCommune is not null ? "fixed_per_commune"
        : shape != "fixed_per_child" && asks.FixedPerChild is not null ? "fixed_per_child"
        : asks.EqualSplit is null ? null
        : asks.MinCommunes is > 1 ? "min_communes" : asks.MaxCommunes is not null ? "max_communes"
        : asks.MinPerCommune is > 0 && asks.EqualSplit != SplitPlace.Commune ? "min_per_commune" : null;
}
