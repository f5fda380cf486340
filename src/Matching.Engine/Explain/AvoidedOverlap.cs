using System.Collections.Immutable;
using Matching.Engine.Needs;
using Matching.Engine.Quantities;

namespace Matching.Engine.Explain;

/// <summary>What one source outside the fund gives of one item.</summary>
/// <param name="Units">Units that lines have use for.</param>
/// <param name="Value">The same at the lines' unit costs.</param>
/// <param name="SurplusUnits">Units for which no line has use.</param>
public sealed record SourceOverlap(string Source, long Units, Vnd Value, long SurplusUnits);

/// <summary>Need for one item that others outside the fund cover, so that the fund does not give twice.</summary>
/// <param name="Sources">Most value first, then by name.</param>
public sealed record ItemOverlap(Item Item, ImmutableArray<SourceOverlap> Sources)
{
    public long Units => Sources.Sum(source => source.Units);

    public Vnd Value => new(Sources.Sum(source => source.Value.Dong));

    public long SurplusUnits => Sources.Sum(source => source.SurplusUnits);
}

/// <summary>Aid outside the fund, item by item and source by source: what it covers, and what nobody asked for.</summary>
public static class AvoidedOverlap
{
    /// <returns>Most value first, then by item code; empty for a round without external aid.</returns>
    public static ImmutableArray<ItemOverlap> Of(RoundLookup round)
    {
        ArgumentNullException.ThrowIfNull(round);
        var needs = round.Needs;
        var sums = new Dictionary<(ItemId Item, string Source), SourceOverlap>();
        void Add(ExternalAid aid, long units, Vnd value, long surplus)
        {
            var known = sums.GetValueOrDefault((aid.Item, aid.Source)) ?? new SourceOverlap(aid.Source, 0, Vnd.Zero, 0);
            sums[(aid.Item, aid.Source)] = new SourceOverlap(aid.Source, known.Units + units, known.Value + value, known.SurplusUnits + surplus);
        }

        foreach (var gift in needs.Gifts)
        {
            Add(needs.Stated.ExternalAid[gift.Aid], gift.Units, round.UnitCost(gift.Need) * gift.Units, 0);
        }

        for (var a = 0; a < needs.Surplus.Length; a++)
        {
            Add(needs.Stated.ExternalAid[a], 0, Vnd.Zero, needs.Surplus[a]);
        }

        return
        [
            .. sums.GroupBy(entry => entry.Key.Item)
                .Select(item => new ItemOverlap(
                    round.Round.Items[round.FindItem(item.Key) ?? throw Unknown(item.Key)],
                    [.. item.Select(entry => entry.Value).OrderByDescending(s => s.Value).ThenBy(s => s.Source, StringComparer.Ordinal)]))
                .OrderByDescending(item => item.Value).ThenBy(item => item.Item.Id.Code, StringComparer.Ordinal)
        ];
    }

    private static ArgumentException Unknown(ItemId item) => new($"External aid names item '{item}', which the round does not list.");
}
