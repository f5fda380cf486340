using System.Collections.Immutable;
using Matching.Engine.Geography;

namespace Matching.Engine.Pledges.Remaining;

/// <summary>
/// The terms that what is left of a pledge has in the next round: a plan that keeps them keeps, together with what earlier rounds gave, the donor's own.
/// </summary>
/// <remarks>
/// Where a round cannot state exactly what is left of a condition, it allows less than the donor would, never more. The table is in docs/conditions.md.
/// Percentages are of what was given and not lost and what this round may use together.
/// </remarks>
public static class RemainingTerms
{
    // Each says what is left of one condition, or that nothing of the pledge may be given any more.
    private static readonly (string Column, Func<Before, PledgeConditions, PledgeConditions?> Narrow)[] Rules =
    [
        ("max_per_commune", RemainingCeilings.OfCommunes),
        ("max_per_province", RemainingCeilings.OfProvinces),
        ("tier1_percent", Tier1),
        ("max_communes", MaxCommunes),
        ("min_communes", MinCommunes),
        ("equal_split", EqualSplit),
        ("fixed_per_commune", FixedPerCommune),
    ];

    /// <param name="pledge">The donor's terms.</param>
    /// <param name="free">All that is free of it, in its own measure.</param>
    /// <param name="usable">What this round may use of that; more than zero.</param>
    /// <param name="gifts">What lines have of this pledge from rounds before.</param>
    /// <param name="places">The communes of the next round.</param>
    /// <param name="open">The most that a commune still asks for, in the pledge's measure: it only picks among ceilings that all keep the terms.</param>
    public static Rest Of(Pledge pledge, long free, long usable, IReadOnlyCollection<Gift> gifts, IReadOnlyCollection<Commune> places, Func<Commune, long> open) =>
        Of(pledge, free, usable, gifts, places, open, forgotten: null);

    /// <param name="forgotten">A rule that is not followed, for tests of what proves them.</param>
    internal static Rest Of(
        Pledge pledge, long free, long usable, IReadOnlyCollection<Gift> gifts, IReadOnlyCollection<Commune> places, Func<Commune, long> open, string? forgotten)
    {
        ArgumentNullException.ThrowIfNull(pledge);
        ArgumentNullException.ThrowIfNull(gifts);
        ArgumentNullException.ThrowIfNull(places);
        ArgumentNullException.ThrowIfNull(open);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(usable);
        if (pledge.Conditions.AllOrNothing && usable < free && forgotten != "all_or_nothing")
        {
            return Out("all_or_nothing");
        }

        var whole = checked(gifts.Sum(static gift => gift.Amount) + usable);
        var amount = forgotten == "delivery_percent" ? usable : Math.Min(usable, whole - WithDelivery(pledge.Conditions, gifts.Sum(static gift => gift.OnLine)));
        if (amount < 1)
        {
            return Out("delivery_percent");
        }

        var before = new Before(pledge with { Amount = whole }, amount, gifts, places, open);
        var asks = pledge.Conditions with { Instalments = forgotten == "instalments" ? pledge.Conditions.Instalments : Later(pledge.Conditions.Instalments, amount) };
        if (gifts.Count > 0)
        {
            foreach (var (column, narrow) in Rules)
            {
                if (column == forgotten)
                {
                    continue;
                }

                if (narrow(before, asks) is not { } narrower)
                {
                    return Out(column);
                }

                asks = narrower;
            }
        }

        var shut = (asks.MaxSharePercent is not null && forgotten != "max_share_percent") || (asks.FixedPerChild is not null && forgotten != "fixed_per_child");
        return forgotten is null && Impossible(asks, amount) is { } impossible ? Out(impossible) : new(pledge with { Amount = amount, Conditions = asks }, null, shut);
    }

    private static Rest Out(string column) => new(null, column, ServedLinesAreShut: false);

    /// <summary>What left the pledge for this much on lines, rounded up: what was cut to whole đồng gift by gift must not add up to one more on a line.</summary>
    private static long WithDelivery(PledgeConditions asks, long onLines) =>
        asks.DeliveryPercent is { } percent ? (long)((((Int128)onLines * (100 + percent)) + 99) / 100) : onLines;

    /// <summary>What is gone is taken from the earliest instalments; together they are what is left.</summary>
    private static ImmutableArray<Instalment> Later(ImmutableArray<Instalment> parts, long amount)
    {
        var gone = parts.Sum(static part => part.Amount) - amount;
        if (parts.IsEmpty || gone == 0)
        {
            return parts;
        }

        var left = ImmutableArray.CreateBuilder<Instalment>();
        foreach (var part in parts)
        {
            var taken = Math.Min(Math.Max(gone, 0), part.Amount);
            gone -= taken;
            if (part.Amount > taken)
            {
                left.Add(part with { Amount = part.Amount - taken });
            }
        }

        if (gone < 0)
        {
            left[^1] = left[^1] with { Amount = left[^1].Amount - gone };
        }

        return left.DrainToImmutable();
    }

    /// <summary>The smallest whole percentage of the rest that leaves other tiers no more than is left to them of the whole.</summary>
    private static PledgeConditions? Tier1(Before before, PledgeConditions asks)
    {
        if (asks.Tier1Percent is not { } percent)
        {
            return asks;
        }

        var others = ((Int128)before.Whole.ForLines * (100 - percent) / 100) - before.Gifts.Where(static gift => !gift.IsTier1).Sum(static gift => gift.OnLine);
        var rest = (before.Whole with { Amount = before.Amount }).ForLines;
        var share = others < 0 || rest == 0 ? 0 : (int)Int128.Min(100, (((others + 1) * 100) - 1) / rest);
        return asks with { Tier1Percent = 100 - share };
    }

    /// <summary>As many more as are left, known ones counted again; none left: only communes that have something already.</summary>
    private static PledgeConditions? MaxCommunes(Before before, PledgeConditions asks)
    {
        var served = before.Served;
        return asks.MaxCommunes is not { } most ? asks
            : served.Count < most ? asks with { MaxCommunes = most - served.Count }
            : before.Within(asks with { MaxCommunes = null }, commune => served.Contains(commune.Id));
    }

    /// <summary>Enough communes that nobody takes back any more: one more asks for nothing. Else the rest must reach so many by itself.</summary>
    private static PledgeConditions? MinCommunes(Before before, PledgeConditions asks) =>
        asks.MinCommunes is { } least && before.Gifts.Where(static gift => gift.IsPublished).Select(static gift => gift.Commune.Id).Distinct().Count() >= least
            ? asks with { MinCommunes = 1 }
            : asks;

    /// <summary>The same places once more, if they have the same to the đồng or unit; one more in some could make two.</summary>
    private static PledgeConditions? EqualSplit(Before before, PledgeConditions asks)
    {
        if (asks.EqualSplit is not { } split)
        {
            return asks;
        }

        var sums = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var gift in before.Gifts)
        {
            var place = PlaceOf(gift.Commune, split);
            sums[place] = sums.GetValueOrDefault(place) + gift.OnLine;
        }

        return sums.Count == asks.EqualParts && sums.Values.Distinct().Count() == 1 ? before.Within(asks, commune => sums.ContainsKey(PlaceOf(commune, split))) : null;
    }

    private static string PlaceOf(Commune commune, SplitPlace split) =>
        split switch { SplitPlace.Commune => commune.Id.Code, SplitPlace.District => commune.District?.Code ?? "", _ => commune.Province.Code };

    private static PledgeConditions? FixedPerCommune(Before before, PledgeConditions asks) =>
        asks.FixedPerCommune is null ? asks : asks with { ExcludeCommunes = [.. asks.ExcludeCommunes.Union(before.Served).OrderBy(static id => id.Code, StringComparer.Ordinal)] };

    /// <summary>The condition that nothing can keep any more, as readers of rounds would refuse it.</summary>
    private static string? Impossible(PledgeConditions asks, long amount) =>
        asks.MinCommunes is > 1 && (asks.MinCommunes > amount || asks.MinCommunes > asks.MaxCommunes) ? "min_communes"
        : asks.EqualParts > amount ? "equal_split"
        : asks.FixedPerCommune > amount ? "fixed_per_commune"
        : asks.FixedPerChild > amount ? "fixed_per_child"
        : asks.MinPerCommune > amount ? "min_per_commune"
        : asks.Provinces.IsEmpty && asks.Districts.IsEmpty && !asks.Communes.IsEmpty && asks.Communes.All(asks.ExcludeCommunes.Contains) ? "communes"
        : asks.Communes.IsEmpty && asks.Districts.IsEmpty && !asks.Provinces.IsEmpty && asks.Provinces.All(asks.ExcludeProvinces.Contains) ? "provinces"
        : null;
}
