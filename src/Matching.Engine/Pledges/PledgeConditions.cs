using System.Collections.Immutable;
using Matching.Engine.Geography;
using Matching.Engine.Needs;

namespace Matching.Engine.Pledges;

/// <summary>What given goods are.</summary>
public enum GoodsQuality
{
    New = 0,

    /// <summary>Used; no line that asks for new goods takes them.</summary>
    Used = 1,
}

/// <summary>Where a pledge wants to be the only donor, if it gives anything there.</summary>
public enum Exclusivity
{
    Line = 0,

    /// <summary>All lines of one item in one commune.</summary>
    CommuneItem = 1,

    Commune = 2,
}

/// <summary>The places that an equal split counts.</summary>
public enum SplitPlace
{
    Commune = 0,

    /// <summary>A commune without a district is in none, and gets nothing of such a pledge.</summary>
    District = 1,

    Province = 2,
}

/// <summary>Everything a donor may ask of a pledge. An empty list or a missing value states nothing.</summary>
/// <remarks>
/// A line is eligible when every stated condition holds. <see cref="Categories"/> and <see cref="Items"/> are one condition (their union);
/// so are <see cref="Provinces"/>, <see cref="Districts"/> and <see cref="Communes"/>. An exclusion beats an inclusion.
/// Amounts are in the pledge's own measure (đồng or units).
/// </remarks>
public sealed record PledgeConditions
{
    public static PledgeConditions None { get; } = new();

    public ImmutableArray<string> Categories { get; init; } = [];

    public ImmutableArray<ItemId> Items { get; init; } = [];

    public ImmutableArray<ProvinceId> Provinces { get; init; } = [];

    public ImmutableArray<DistrictId> Districts { get; init; } = [];

    public ImmutableArray<CommuneId> Communes { get; init; } = [];

    public ImmutableArray<Zone> Zones { get; init; } = [];

    public ImmutableArray<int> Tiers { get; init; } = [];

    public ImmutableArray<Urgency> Urgencies { get; init; } = [];

    public ImmutableArray<string> AgeGroups { get; init; } = [];

    /// <summary>Whether given goods are new or used; nothing stated counts as new. Stated of goods only, and asked by the line rather than the donor.</summary>
    public GoodsQuality? Quality { get; init; }

    /// <summary>Serves no line of a commune and item that others outside the fund give anything for.</summary>
    public bool NoOutsideAid { get; init; }

    public ImmutableArray<ProvinceId> ExcludeProvinces { get; init; } = [];

    public ImmutableArray<CommuneId> ExcludeCommunes { get; init; } = [];

    public ImmutableArray<ItemId> ExcludeItems { get; init; } = [];

    /// <summary>Serves only lines needed on this day or later (or at no stated day).</summary>
    public DateOnly? AvailableFrom { get; init; }

    /// <summary>The pledge takes part only in rounds as of this day or earlier.</summary>
    public DateOnly? AvailableUntil { get; init; }

    /// <summary>At most so much to any one commune. Zero or more.</summary>
    public long? MaxPerCommune { get; init; }

    /// <summary>At most so much to any one province. Zero or more.</summary>
    public long? MaxPerProvince { get; init; }

    /// <summary>At most this percentage (0 to 100) of the pledge to any one commune, cut to whole đồng or units.</summary>
    public int? MaxCommuneSharePercent { get; init; }

    /// <summary>At most this percentage (0 to 100) of the pledge to any one province, cut to whole đồng or units.</summary>
    public int? MaxProvinceSharePercent { get; init; }

    /// <summary>At most this percentage (0 to 100) of any one line, cut to whole đồng or units, so that others co-fund it.</summary>
    public int? MaxSharePercent { get; init; }

    /// <summary>At least this percentage (0 to 100) of the pledge is kept for lines of tier 1: all others together get at most the rest, cut to whole đồng or units.</summary>
    public int? Tier1Percent { get; init; }

    /// <summary>When which part of the pledge is there, earliest first; together the pledge. Lines needed before a day get at most what came before it.</summary>
    public ImmutableArray<Instalment> Instalments { get; init; } = [];

    /// <summary>The day from which any of the pledge is there; <see langword="null"/> for at once.</summary>
    public DateOnly? FirstDay => Instalments.IsEmpty ? AvailableFrom : Instalments[0].Date;

    /// <summary>Delivery or installation costs this percentage (0 to 100) of what lines get, and is paid from the pledge itself. Money only.</summary>
    public int? DeliveryPercent { get; init; }

    /// <summary>A commune gets nothing or at least so much from this pledge.</summary>
    public long? MinPerCommune { get; init; }

    /// <summary>At most so many communes get something; 1 = adopt one commune.</summary>
    public int? MaxCommunes { get; init; }

    /// <summary>At least so many communes get something, or the pledge is unused; 1 asks for nothing.</summary>
    public int? MinCommunes { get; init; }

    /// <summary>Exactly <see cref="EqualParts"/> places of this kind get something, all the same (to one đồng or unit), or the pledge is unused.</summary>
    public SplitPlace? EqualSplit { get; init; }

    /// <summary>Among how many places the pledge is split, 2 or more; stated exactly with <see cref="EqualSplit"/>.</summary>
    public int? EqualParts { get; init; }

    /// <summary>A commune gets nothing or exactly so much from this pledge. More than zero.</summary>
    public long? FixedPerCommune { get; init; }

    /// <summary>A line gets nothing or exactly so much for each of its beneficiaries; a line that states none gets nothing. More than zero.</summary>
    public long? FixedPerChild { get; init; }

    /// <summary>Whether the donor sets the amounts themselves: once placed, nothing can be added.</summary>
    public bool FixesAmounts => EqualSplit is not null || FixedPerCommune is not null || FixedPerChild is not null;

    /// <summary>Whether something is asked of all places together or of the very amounts: such a pledge takes no amounts from pins.</summary>
    public bool IsShaped => MinCommunes is > 1 || FixesAmounts;

    /// <summary>Used to its last đồng or unit, or not at all.</summary>
    public bool AllOrNothing { get; init; }

    /// <summary>Never on one line with these donors.</summary>
    public ImmutableArray<DonorId> NotWithDonors { get; init; } = [];

    /// <summary>Where no other donor may give beside this one.</summary>
    public Exclusivity? Exclusive { get; init; }

    /// <summary>Only lines that end fully served, whoever else gives to them.</summary>
    public bool OnlyFullLines { get; init; }

    /// <summary>Of a line's money, other pledges must pay at least this percentage (0 to 100). Money only.</summary>
    public int? CofundMinPercent { get; init; }

    /// <summary>Releases this percentage (1 to 10,000) of the money that other pledges give to the same line: 100 is one đồng for each of theirs. Money only.</summary>
    public int? MatchPercent { get; init; }

    /// <summary>Whether what it may give to a line follows from the money of others there: such a pledge is placed last.</summary>
    public bool FollowsOthers => CofundMinPercent is > 0 || MatchPercent is not null;

    /// <summary>Whether something is asked of the other donors of a line, or of the whole line: such a pledge takes no part in the flows.</summary>
    public bool AsksOfOthers => !NotWithDonors.IsEmpty || Exclusive is not null || OnlyFullLines || FollowsOthers;

    /// <summary>The most that it may give to a line to which others give so much money, in đồng.</summary>
    public long MostBeside(long othersVnd)
    {
        var most = Int128.MaxValue;
        if (CofundMinPercent is { } floor and > 0)
        {
            most = (Int128)othersVnd * (100 - floor) / floor;
        }

        if (MatchPercent is { } ratio)
        {
            most = Int128.Min(most, (Int128)othersVnd * ratio / 100);
        }

        return (long)Int128.Min(most, long.MaxValue);
    }

    /// <summary>Whether a condition is stated that only whole plans can keep (a yes-or-no choice).</summary>
    public bool IsDiscrete => MinPerCommune is > 0 || MaxCommunes is not null || AllOrNothing || IsShaped || AsksOfOthers;

    /// <summary>Whether nothing at all is asked; only such money feeds the reserve.</summary>
    public bool IsUnconditional =>
        Categories.IsEmpty && Items.IsEmpty && Provinces.IsEmpty && Districts.IsEmpty && Communes.IsEmpty
        && Zones.IsEmpty && Tiers.IsEmpty && Urgencies.IsEmpty && AgeGroups.IsEmpty && Quality is null && !NoOutsideAid
        && ExcludeProvinces.IsEmpty && ExcludeCommunes.IsEmpty && ExcludeItems.IsEmpty
        && AvailableFrom is null && AvailableUntil is null
        && MaxPerCommune is null && MaxPerProvince is null && MaxCommuneSharePercent is null && MaxProvinceSharePercent is null
        && MaxSharePercent is null && Tier1Percent is null && Instalments.IsEmpty && DeliveryPercent is null && MinPerCommune is null && MaxCommunes is null && !AllOrNothing && MinCommunes is null && !FixesAmounts && !AsksOfOthers && CofundMinPercent is null;
}
