using System.Collections.Immutable;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;

namespace Matching.Engine.Explain;

/// <summary>The places and items that conditions list, by the names that the round gives them; what it does not know keeps its code.</summary>
public sealed record ConditionNames
{
    public required ImmutableArray<string> Provinces { get; init; }

    public required ImmutableArray<string> Districts { get; init; }

    public required ImmutableArray<string> Communes { get; init; }

    public required ImmutableArray<string> ExcludeProvinces { get; init; }

    public required ImmutableArray<string> ExcludeCommunes { get; init; }

    /// <summary>Vietnamese and English name of each.</summary>
    public required ImmutableArray<(string Vietnamese, string English)> Items { get; init; }

    /// <inheritdoc cref="Items"/>
    public required ImmutableArray<(string Vietnamese, string English)> ExcludeItems { get; init; }

    internal static ConditionNames Of(RoundLookup round, PledgeConditions asks) => new()
    {
        Provinces = [.. asks.Provinces.Select(p => Name(round, p))],
        Districts = [.. asks.Districts.Select(d => Name(round, d))],
        Communes = [.. asks.Communes.Select(c => Name(round, c))],
        ExcludeProvinces = [.. asks.ExcludeProvinces.Select(p => Name(round, p))],
        ExcludeCommunes = [.. asks.ExcludeCommunes.Select(c => Name(round, c))],
        Items = [.. asks.Items.Select(i => Name(round, i))],
        ExcludeItems = [.. asks.ExcludeItems.Select(i => Name(round, i))],
    };

    private static string Name(RoundLookup round, ProvinceId id) =>
        round.Round.Communes.FirstOrDefault(c => c.Province == id)?.ProvinceName ?? id.Code;

    private static string Name(RoundLookup round, DistrictId id) =>
        round.Round.Communes.FirstOrDefault(c => c.District == id)?.DistrictName ?? id.Code;

    private static string Name(RoundLookup round, CommuneId id) =>
        round.FindCommune(id) is { } commune ? round.Round.Communes[commune].Name : id.Code;

    private static (string Vietnamese, string English) Name(RoundLookup round, ItemId id)
    {
        var item = round.FindItem(id) is { } i ? round.Round.Items[i] : null;
        return (item?.NameVi ?? id.Code, item?.NameEn ?? item?.NameVi ?? id.Code);
    }
}
