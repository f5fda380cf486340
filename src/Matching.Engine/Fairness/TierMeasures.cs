using System.Collections.Immutable;
using Matching.Engine.Explain;
using Matching.Engine.Plans;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;

// The namespace is not named after its folder: Fairness is already the policy's enum.
namespace Matching.Engine.Measures;

/// <summary>How the lines of one tier fare, in whole units and by their fair shares.</summary>
public sealed record TierMeasures
{
    /// <summary><see langword="null"/>: all tiers together.</summary>
    public required int? Tier { get; init; }

    public required CoverageSum Total { get; init; }

    /// <summary>The smallest coverage by whole units, exact.</summary>
    public required Ratio MinimumCoverage { get; init; }

    public required EqualityMeasures Whole { get; init; }

    public required EqualityMeasures Fair { get; init; }

    /// <summary>All lines that take part: all tiers together first, then tier by tier; empty when no line takes part.</summary>
    /// <exception cref="ArgumentException">The plan was made for another round.</exception>
    public static ImmutableArray<TierMeasures> Of(RoundLookup round, Plan plan)
    {
        ArgumentNullException.ThrowIfNull(round);
        Reasons.Guard(round.Round, plan);
        var tiers = new SortedDictionary<int, List<int>>();
        var all = new List<int>();
        for (var n = 0; n < plan.Lines.Length; n++)
        {
            if (plan.Lines[n].Class == 0)
            {
                continue;
            }

            var tier = round.CommuneOf(n).Tier;
            if (!tiers.TryGetValue(tier, out var lines))
            {
                tiers.Add(tier, lines = []);
            }

            lines.Add(n);
            all.Add(n);
        }

        return all.Count == 0 ? [] : [Of(round, plan, null, all), .. tiers.Select(t => Of(round, plan, t.Key, t.Value))];
    }

    internal static TierMeasures Of(RoundLookup round, Plan plan, int? tier, List<int> lines)
    {
        var (whole, fair, weights) = (new double[lines.Count], new double[lines.Count], new double[lines.Count]);
        var (total, minimum) = (CoverageSum.Nothing, Ratio.One);
        for (var i = 0; i < lines.Count; i++)
        {
            var (n, outcome) = (lines[i], plan.Lines[lines[i]]);
            var (requested, coverage) = (round.Requested(n), new Ratio(outcome.AllocatedUnits, round.Round.Needs[n].Quantity));
            total = total.Add(requested, round.UnitCost(n) * outcome.AllocatedUnits);
            minimum = coverage < minimum ? coverage : minimum;
            whole[i] = coverage.ToDouble();
            fair[i] = (outcome.Fair.WholeVnd + ((double)outcome.Fair.Remainder / outcome.Fair.Denominator)) / requested.Dong;
            weights[i] = requested.Dong;
        }

        return new TierMeasures
        {
            Tier = tier,
            Total = total,
            MinimumCoverage = minimum,
            Whole = EqualityMeasures.Of(whole, weights)!,
            Fair = EqualityMeasures.Of(fair, weights)!,
        };
    }
}
