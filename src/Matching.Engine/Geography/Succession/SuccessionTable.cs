using System.Collections.Immutable;

namespace Matching.Engine.Geography.Succession;

/// <summary>A commune's code together with the administrative set that it is of; without the set it can mean two places.</summary>
/// <param name="Set">Name of the set: the year from which it is known ("2024", "2025").</param>
public readonly record struct PlaceCode(string Set, string Code)
{
    public override string ToString() => Code + " (" + Set + ")";
}

/// <summary>Territory of the commune <paramref name="Old"/> went to the commune <paramref name="New"/>.</summary>
public sealed record SuccessionLink(string Old, string New);

/// <summary>What became of a commune of an older set.</summary>
public enum SuccessionKind
{
    /// <summary>All of it is one newer commune under the same code, which holds nothing else.</summary>
    Unchanged = 0,

    /// <summary>All of it is one newer commune under another code, which holds nothing else.</summary>
    Renamed,

    /// <summary>All of it is part of one newer commune.</summary>
    Merged,

    /// <summary>Parts of it went to several communes; who reports under its code must know which, or a planner decides shares.</summary>
    Split,
}

/// <summary>How the communes of one administrative set became those of the next, by which law and from which day on.</summary>
public sealed record SuccessionTable
{
    public required string OldSet { get; init; }

    public required string NewSet { get; init; }

    /// <summary>The first day on which the newer codes are those in force.</summary>
    public required DateOnly InForce { get; init; }

    /// <summary>The decision or resolution that says so.</summary>
    public required string Citation { get; init; }

    /// <summary>Every old commune at least once; one that was divided stands there once for each commune that it went to.</summary>
    public required ImmutableArray<SuccessionLink> Links { get; init; }
}

/// <summary>What share of an old commune each of the newer ones takes over.</summary>
/// <param name="Weight">Zero or more; only proportions count, so children, households or percent all do.</param>
public sealed record CommuneShare(string Commune, long Weight);

/// <summary>A planner's decision how the needs of a divided commune are shared out.</summary>
public sealed record ShareDecision
{
    public required string OldSet { get; init; }

    public required string OldCommune { get; init; }

    /// <summary>Exactly the communes that the table names for it, not all with weight zero.</summary>
    public required ImmutableArray<CommuneShare> Shares { get; init; }

    /// <summary>What the shares rest on: a count, a resolution.</summary>
    public required string Source { get; init; }
}

/// <summary>So many units of what was asked under an old code are of this commune.</summary>
public readonly record struct CarriedPart(CommuneId Commune, long Units);

/// <summary>Shares a whole number out in whole numbers.</summary>
public static class LargestRemainder
{
    /// <summary>
    /// Each share gets its exact part cut to a whole number; what is left goes, one each, to those from whom most was cut. Where equally much was cut, the lower code comes first.
    /// The parts add up to <paramref name="units"/>.
    /// </summary>
    /// <param name="units">Zero or more.</param>
    /// <param name="shares">Not all with weight zero; a share of weight zero gets nothing.</param>
    /// <exception cref="ArgumentException">No share has a weight, or one is below zero.</exception>
    public static ImmutableArray<CarriedPart> Of(long units, ImmutableArray<CommuneShare> shares)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(units);
        Int128 whole = 0;
        foreach (var share in shares)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(share.Weight, nameof(shares));
            whole += share.Weight;
        }

        if (whole == 0)
        {
            throw new ArgumentException("At least one share must have a weight.", nameof(shares));
        }

        var parts = shares.Select(share => (share.Commune, Units: (long)((Int128)units * share.Weight / whole), Cut: (Int128)units * share.Weight % whole)).ToArray();
        var left = units - parts.Sum(part => part.Units);
        return
        [
            .. parts.OrderByDescending(part => part.Cut).ThenBy(part => part.Commune, StringComparer.Ordinal)
                .Select((part, i) => new CarriedPart(new(part.Commune), part.Units + (i < left ? 1 : 0)))
                .OrderBy(part => part.Commune.Code, StringComparer.Ordinal),
        ];
    }
}
