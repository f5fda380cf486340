using System.Collections.Immutable;
using Matching.Engine.Explain;
using Matching.Engine.Plans;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;

namespace Matching.Engine.Measures;

/// <summary>One class or tier under two plans of the same round.</summary>
/// <param name="Fairest">Under the fairest (leximin) plan.</param>
/// <param name="Largest">Under the plan of the largest covered value.</param>
/// <param name="FairestFair">Sum of the fair shares under the fairest plan, each cut to whole đồng.</param>
/// <param name="LargestFair">The same under the other plan.</param>
public sealed record FairnessComparison(TierMeasures Fairest, TierMeasures Largest, Vnd FairestFair, Vnd LargestFair)
{
    /// <summary>Value that the fairest plan places less than the other (negative: more), in whole units, đồng.</summary>
    public long CostVnd => Largest.Total.Allocated.Dong - Fairest.Total.Allocated.Dong;

    /// <summary>The same between the fractional plans: zero within the first class but for the cut to whole đồng.</summary>
    public long FractionalCostVnd => LargestFair.Dong - FairestFair.Dong;
}

/// <summary>What sharing fairly costs: the leximin plan of a round beside its max_coverage plan.</summary>
/// <remarks>
/// Within a class the cost is zero up to whole units, for a leximin vector of a polymatroid is one of its bases and all bases are equally large;
/// across classes it may move either way. docs/explanations.md names the theorem and its source.
/// </remarks>
public sealed record PriceOfFairness
{
    public required FairnessComparison Overall { get; init; }

    /// <summary>By class number, with the class.</summary>
    public required ImmutableArray<(PriorityClass Class, FairnessComparison Comparison)> Classes { get; init; }

    /// <summary>By tier.</summary>
    public required ImmutableArray<FairnessComparison> Tiers { get; init; }

    /// <returns><see langword="null"/> when no line takes part.</returns>
    /// <exception cref="ArgumentException">The plans are not of this round, or number its classes differently.</exception>
    public static PriceOfFairness? Compare(RoundLookup round, Plan fairest, Plan largest)
    {
        ArgumentNullException.ThrowIfNull(round);
        Reasons.Guard(round.Round, fairest);
        Reasons.Guard(round.Round, largest);
        var all = new List<int>();
        for (var n = 0; n < fairest.Lines.Length; n++)
        {
            if (fairest.Lines[n].Class != largest.Lines[n].Class)
            {
                throw new ArgumentException(
                    $"Need {round.Round.Needs[n].Id} is in class {fairest.Lines[n].Class} of one plan and {largest.Lines[n].Class} of the other. Solve both with the same class order.",
                    nameof(largest));
            }

            if (fairest.Lines[n].Class > 0)
            {
                all.Add(n);
            }
        }

        return all.Count == 0
            ? null
            : new PriceOfFairness
            {
                Overall = Compare(round, fairest, largest, null, all),
                Classes =
                [
                    .. all.GroupBy(n => fairest.Lines[n].Class).OrderBy(g => g.Key)
                        .Select(g => (fairest.Classes[g.Key - 1].Class, Compare(round, fairest, largest, null, [.. g])))
                ],
                Tiers =
                [
                    .. all.GroupBy(n => round.CommuneOf(n).Tier).OrderBy(g => g.Key)
                        .Select(g => Compare(round, fairest, largest, g.Key, [.. g]))
                ],
            };
    }

    private static FairnessComparison Compare(RoundLookup round, Plan fairest, Plan largest, int? tier, List<int> lines) =>
        new(
            TierMeasures.Of(round, fairest, tier, lines),
            TierMeasures.Of(round, largest, tier, lines),
            FairOf(fairest, lines),
            FairOf(largest, lines));

    private static Vnd FairOf(Plan plan, List<int> lines)
    {
        var sum = Vnd.Zero;
        foreach (var n in lines)
        {
            sum += new Vnd(plan.Lines[n].Fair.WholeVnd);
        }

        return sum;
    }
}
