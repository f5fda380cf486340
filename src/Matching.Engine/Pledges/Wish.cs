using System.Globalization;
using Matching.Engine.Geography;
using Matching.Engine.Needs;

namespace Matching.Engine.Pledges;

/// <summary>What a wish speaks of.</summary>
public enum WishKind
{
    Item = 0,
    Category = 1,
    Province = 2,
    District = 3,
    Commune = 4,
    Zone = 5,
    Tier = 6,
    Urgency = 7,
    AgeGroup = 8,
}

/// <summary>Lines that a donor would rather serve than others. A wish keeps nothing from anybody: it only decides who of several pledges serves which line.</summary>
/// <param name="Value">A code, category or age group; a zone, tier or urgency as pledges.csv writes it.</param>
public readonly record struct Wish(WishKind Kind, string Value)
{
    private static readonly string[] Words = ["item", "category", "province", "district", "commune", "zone", "tier", "urgency", "age_group"];

    /// <summary>Whether a line meets it.</summary>
    public bool Holds(NeedLine need, Commune commune, Item item)
    {
        ArgumentNullException.ThrowIfNull(need);
        ArgumentNullException.ThrowIfNull(commune);
        ArgumentNullException.ThrowIfNull(item);
        var has = Kind switch
        {
            WishKind.Item => item.Id.Code,
            WishKind.Category => item.Category,
            WishKind.Province => commune.Province.Code,
            WishKind.District => commune.District?.Code,
            WishKind.Commune => commune.Id.Code,
            WishKind.Zone => commune.Zone.ToString(),
            WishKind.Tier => commune.Tier.ToString(CultureInfo.InvariantCulture),
            WishKind.Urgency => need.Urgency.ToString().ToLowerInvariant(),
            _ => need.AgeGroup,
        };
        return string.Equals(has, Value, StringComparison.Ordinal);
    }

    /// <summary>Reads a kind and a value as pledges.csv writes them: <c>province:11</c>.</summary>
    public static Wish? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var kind = colon < 1 ? -1 : Array.IndexOf(Words, text[..colon]);
        return kind < 0 || colon == text.Length - 1 ? null : new Wish((WishKind)kind, text[(colon + 1)..]);
    }

    /// <summary>As pledges.csv writes it.</summary>
    public override string ToString() => Words[(int)Kind] + ":" + Value;
}

/// <summary>A wish that counts as much as its weight for every đồng or unit.</summary>
/// <param name="Weight">1 to 1,000.</param>
public readonly record struct SoftWish(Wish Wish, int Weight)
{
    /// <summary>As pledges.csv writes it: <c>zone:III:5</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Wish}:{Weight}");
}
