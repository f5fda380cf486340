using System.Collections.Immutable;
using Matching.Engine.Geography;
using Matching.Engine.Plans;
using Matching.Engine.Quantities;

namespace Matching.Engine.Explain;

/// <summary>What one commune asked for and gets, beside its province and its tier.</summary>
public sealed record CommuneExplanation
{
    public required Commune Commune { get; init; }

    /// <summary>All its lines, those that take no part included; by class, then by id.</summary>
    public required ImmutableArray<LineFacts> Lines { get; init; }

    /// <summary>Its lines that take part.</summary>
    public required CoverageSum Total { get; init; }

    /// <summary>The lines of all communes of its province.</summary>
    public required CoverageSum Province { get; init; }

    /// <summary>The lines of all communes of its tier, in the whole round.</summary>
    public required CoverageSum Tier { get; init; }

    /// <summary>Who gives, over all its lines; most first.</summary>
    public required ImmutableArray<Gift> From { get; init; }

    internal static CommuneExplanation Of(PlanExplainer explainer, int commune)
    {
        var here = explainer.Round.Communes[commune];
        var (lines, gifts) = (new List<int>(), new SortedDictionary<int, Gift>());
        var (total, province, tier) = (CoverageSum.Nothing, CoverageSum.Nothing, CoverageSum.Nothing);
        for (var n = 0; n < explainer.Round.Needs.Length; n++)
        {
            var there = explainer.Lookup.CommuneOf(n);
            var isHere = explainer.Lookup.CommuneIndex(n) == commune;
            if (isHere)
            {
                lines.Add(n);
                AddGifts(explainer, n, gifts);
            }

            if (explainer.Plan.Lines[n].Class == 0)
            {
                continue;
            }

            var requested = explainer.Lookup.Requested(n);
            var allocated = explainer.Lookup.UnitCost(n) * explainer.Plan.Lines[n].AllocatedUnits;
            total = isHere ? total.Add(requested, allocated) : total;
            province = there.Province == here.Province ? province.Add(requested, allocated) : province;
            tier = there.Tier == here.Tier ? tier.Add(requested, allocated) : tier;
        }

        return new CommuneExplanation
        {
            Commune = here,
            Lines =
            [
                .. lines.Select(explainer.Facts)
                    .OrderBy(l => l.Outcome.Class == 0 ? int.MaxValue : l.Outcome.Class)
                    .ThenBy(l => l.Line.Id.Value, StringComparer.Ordinal)
            ],
            Total = total,
            Province = province,
            Tier = tier,
            From = [.. gifts.Values.OrderByDescending(g => g.Value).ThenBy(g => g.From.Id.Value, StringComparer.Ordinal)],
        };
    }

    private static void AddGifts(PlanExplainer explainer, int need, SortedDictionary<int, Gift> gifts)
    {
        foreach (var s in explainer.Gifts.OfLine(need))
        {
            var shipment = explainer.Gifts[s];
            var gift = explainer.GiftOf(shipment);
            gifts[shipment.Pledge] = gifts.TryGetValue(shipment.Pledge, out var known)
                ? known with { Amount = known.Amount + gift.Amount, Value = known.Value + gift.Value }
                : gift;
        }
    }
}
