using Matching.Engine.Explain;
using Matching.Engine.Measures;
using Matching.Engine.Quantities;
using Matching.Engine.Tests.Explain;
using Xunit;

namespace Matching.Engine.Tests.Measures;

public sealed class TierMeasuresTests
{
    private static readonly PlanExplainer Explainer = Story.Explainer();

    [Fact]
    public void All_tiers_come_first_and_lines_without_a_part_count_nowhere()
    {
        var tiers = TierMeasures.Of(Explainer.Lookup, Explainer.Plan);

        Assert.Equal([null, 1, 2], tiers.Select(t => t.Tier));
        Assert.Equal([4, 3, 1], tiers.Select(t => t.Total.Lines));
    }

    [Fact]
    public void Whole_units_and_fair_shares_are_measured_apart()
    {
        var first = TierMeasures.Of(Explainer.Lookup, Explainer.Plan)[1];

        // Jackets 4 and 5 of 10 where 4.1 each was fair, worth 1,000 ₫ each; a toilet line worth 2,000 ₫ that got none.
        Assert.Equal(new CoverageSum(3, new(4_000), new(900)), first.Total);
        Assert.Equal(Ratio.Zero, first.MinimumCoverage);
        Assert.Equal(0.3, first.Whole.Mean, 12);
        Assert.Equal(0.225, first.Whole.MeanByValue, 12);
        Assert.Equal(0.205, first.Fair.MeanByValue, 12);
        Assert.Equal(0.5, first.Fair.Gini, 12);
        Assert.Equal(1 - ((0.25 * 4.0 / 9) + (0.25 * 13.0 / 9)), first.Whole.Gini, 12);
    }

    [Fact]
    public void A_round_without_lines_has_no_measures()
    {
        var round = Tiny.Round([], []);

        Assert.Empty(TierMeasures.Of(new RoundLookup(round), Tiny.Plan(round)));
    }

    [Fact]
    public void The_price_of_fairness_compares_value_and_minimum_class_by_class()
    {
        var round = Tiny.Round([Tiny.Need("a", Tiny.A, Tiny.Jacket, 4), Tiny.Need("c", Tiny.C, Tiny.Jacket, 4), Tiny.Need("b", Tiny.B, Tiny.Jacket, 4)], [Tiny.Money("p", 700)]);
        var lookup = new RoundLookup(round);
        var fairest = Tiny.Plan(round, ("p", "a", 200), ("p", "c", 200), ("p", "b", 200));
        var largest = Tiny.Plan(round, ("p", "a", 400), ("p", "b", 300));

        var price = PriceOfFairness.Compare(lookup, fairest, largest)!;

        Assert.Equal(100, price.Overall.CostVnd);
        Assert.Equal([(1, 0L), (2, 100L)], price.Classes.Select(c => (c.Class.Number, c.Comparison.CostVnd)));
        Assert.Equal([(1, new Ratio(1, 2), Ratio.Zero), (2, new Ratio(1, 2), new Ratio(3, 4))], price.Tiers.Select(t => (t.Fairest.Tier!.Value, t.Fairest.MinimumCoverage, t.Largest.MinimumCoverage)));
        Assert.Equal(100, price.Overall.FractionalCostVnd);
    }

    [Fact]
    public void Plans_that_number_classes_differently_are_not_compared()
    {
        var plan = Explainer.Plan;
        var other = plan with { Lines = plan.Lines.SetItem(1, plan.Lines[1] with { Class = 1 }) };

        Assert.Contains("b-lunches", Assert.Throws<ArgumentException>(() => PriceOfFairness.Compare(Explainer.Lookup, plan, other)).Message, StringComparison.Ordinal);
    }
}
