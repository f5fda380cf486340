using System.Collections.Frozen;
using System.Collections.Immutable;
using Matching.Engine.Intents;
using Matching.Engine.Quantities;

namespace Matching.Engine.Needs;

/// <summary>What a unit of an item costs in a period, and who says so.</summary>
public sealed record PriceNorm
{
    public required ItemId Item { get; init; }

    /// <summary>More than zero, at most 10^15.</summary>
    public required Vnd UnitCost { get; init; }

    public required DateOnly From { get; init; }

    /// <summary>The last day; <see langword="null"/> until another norm.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>The decree, programme or quotation.</summary>
    public required string Source { get; init; }

    public bool Holds(DateOnly day) => From <= day && (Until is not { } last || day <= last);
}

/// <summary>The price norm of each item on a day.</summary>
/// <remarks>An item without a norm on that day costs what the catalogue says.</remarks>
public sealed class PriceBook
{
    private readonly FrozenDictionary<ItemId, ImmutableArray<PriceNorm>> _byItem;

    private PriceBook(ImmutableArray<PriceNorm> norms)
    {
        Norms = norms;
        _byItem = norms.GroupBy(norm => norm.Item).ToFrozenDictionary(group => group.Key, group => ImmutableArray.CreateRange(group));
    }

    public static PriceBook Empty { get; } = new([]);

    /// <summary>By item and first day.</summary>
    public ImmutableArray<PriceNorm> Norms { get; }

    /// <summary>Checks that no item has two norms on one day.</summary>
    public static Decision<PriceBook> Create(IEnumerable<PriceNorm> norms)
    {
        ArgumentNullException.ThrowIfNull(norms);
        ImmutableArray<PriceNorm> sorted = [.. norms.OrderBy(norm => norm.Item.Code, StringComparer.Ordinal).ThenBy(norm => norm.From)];
        for (var i = 0; i < sorted.Length; i++)
        {
            var norm = sorted[i];
            if (norm.UnitCost.Dong is < 1 or > Vnd.Largest || norm.Until < norm.From || string.IsNullOrWhiteSpace(norm.Source))
            {
                return Refusal.Of(
                    RefusalCode.Invalid,
                    $"The norm of {norm.Item} ({norm.UnitCost.Dong} ₫ from {norm.From:yyyy-MM-dd}) needs 1 to {Vnd.Largest} ₫, a last day not before the first, and a source.",
                    $"Định mức của {norm.Item} ({norm.UnitCost.Dong} ₫ từ {norm.From:yyyy-MM-dd}) cần từ 1 đến {Vnd.Largest} ₫, ngày cuối không trước ngày đầu, và nguồn.");
            }

            if (i > 0 && sorted[i - 1].Item == norm.Item && (sorted[i - 1].Until is not { } last || last >= norm.From))
            {
                return Refusal.Of(
                    RefusalCode.Duplicate,
                    $"{norm.Item} would have two norms on {norm.From:yyyy-MM-dd}: {sorted[i - 1].UnitCost.Dong} ₫ ({sorted[i - 1].Source}) and {norm.UnitCost.Dong} ₫ ({norm.Source}). End the earlier one the day before.",
                    $"{norm.Item} sẽ có hai định mức vào ngày {norm.From:yyyy-MM-dd}: {sorted[i - 1].UnitCost.Dong} ₫ ({sorted[i - 1].Source}) và {norm.UnitCost.Dong} ₫ ({norm.Source}). Hãy kết thúc định mức trước vào ngày liền trước.");
            }
        }

        return new PriceBook(sorted);
    }

    public PriceNorm? At(ItemId item, DateOnly day) => _byItem.GetValueOrDefault(item, []).FirstOrDefault(norm => norm.Holds(day));

    /// <summary>The item with the norm of the day as its price; as it is when there is none.</summary>
    public Item On(Item item, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(item);
        return At(item.Id, day) is { } norm && norm.UnitCost != item.UnitCost ? item with { UnitCost = norm.UnitCost } : item;
    }
}
