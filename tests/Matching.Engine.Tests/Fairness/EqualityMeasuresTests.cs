using Matching.Engine.Measures;
using Xunit;

// Not named after the folder: Fairness is the policy's enum.
namespace Matching.Engine.Tests.Measures;

public sealed class EqualityMeasuresTests
{
    [Fact]
    public void Equal_coverages_have_no_inequality_and_a_straight_curve()
    {
        var measures = Of([0.4, 0.4, 0.4], [1, 5, 2]);

        Assert.Equal((0.0, 0.4), (measures.Gini, measures.Minimum));
        AssertCurve([(0, 0), (1, 1)], measures);
    }

    [Theory]
    [InlineData(new double[] { 0, 1 }, 0.5)]
    [InlineData(new double[] { 0, 0, 0, 1 }, 0.75)]
    [InlineData(new double[] { 1, 3 }, 0.25)]
    [InlineData(new double[] { 0.25, 0.5, 0.75, 1 }, 0.25)]
    [InlineData(new double[] { 0, 0 }, 0)]
    public void Gini_of_equal_weights_is_the_textbook_value(double[] coverages, double gini) =>
        Assert.Equal(gini, Of(coverages, [.. coverages.Select(_ => 1.0)]).Gini, 12);

    [Fact]
    public void Weights_count_as_that_many_lines()
    {
        var whole = Of([0, 1], [3, 1]);
        var split = Of([0, 0, 0, 1], [1, 1, 1, 1]);

        Assert.Equal(split.Gini, whole.Gini, 12);
        AssertCurve([(0, 0), (0.75, 0), (1, 1)], whole);
        Assert.Equal(0.25, whole.MeanByValue, 12);
        Assert.Equal(0.5, whole.Mean, 12);
    }

    [Fact]
    public void The_curve_turns_where_coverage_changes()
    {
        var measures = Of([1, 0.5, 0.5], [2, 1, 1]);

        AssertCurve([(0, 0), (0.5, 1.0 / 3), (1, 1)], measures);
    }

    [Fact]
    public void A_long_curve_is_thinned_to_twenty_one_points_on_it()
    {
        var measures = Of([.. Enumerable.Range(1, 100).Select(i => i / 100.0)], [.. Enumerable.Repeat(1.0, 100)]);

        Assert.Equal(EqualityMeasures.MostPoints, measures.Lorenz.Length);
        Assert.Equal(new LorenzPoint(0, 0), measures.Lorenz[0]);
        Assert.Equal(0.5, measures.Lorenz[10].Asked, 12);
        Assert.Equal(1275.0 / 5050, measures.Lorenz[10].Received, 12); // 1 + … + 50 of 1 + … + 100
        Assert.Equal(new LorenzPoint(1, 1), measures.Lorenz[20]);
        Assert.Equal(0.33, measures.Gini, 12); // (n − 1) / 3n
    }

    [Fact]
    public void The_order_of_lines_does_not_change_a_digit()
    {
        var random = new Random(7);
        var lines = Enumerable.Range(0, 200).Select(_ => (Coverage: random.Next(5) / 7.0, Weight: 1 + (random.NextDouble() * 9))).ToArray();
        var forth = Of([.. lines.Select(l => l.Coverage)], [.. lines.Select(l => l.Weight)]);
        Array.Reverse(lines);
        var back = Of([.. lines.Select(l => l.Coverage)], [.. lines.Select(l => l.Weight)]);

        Assert.Equal((forth.Gini, forth.Mean, forth.MeanByValue), (back.Gini, back.Mean, back.MeanByValue));
        Assert.True(forth.Lorenz.SequenceEqual(back.Lorenz));
    }

    [Fact]
    public void No_lines_have_no_measures() => Assert.Null(EqualityMeasures.Of([], []));

    [Fact]
    public void What_cannot_be_a_coverage_or_a_weight_is_refused()
    {
        Assert.Throws<ArgumentException>(() => EqualityMeasures.Of([0.5], []));
        Assert.Throws<ArgumentException>(() => EqualityMeasures.Of([-0.1], [1]));
        Assert.Throws<ArgumentException>(() => EqualityMeasures.Of([double.NaN], [1]));
        Assert.Throws<ArgumentException>(() => EqualityMeasures.Of([0.5], [0]));
    }

    private static void AssertCurve((double Asked, double Received)[] expected, EqualityMeasures measures)
    {
        Assert.Equal(expected.Length, measures.Lorenz.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i].Asked, measures.Lorenz[i].Asked, 12);
            Assert.Equal(expected[i].Received, measures.Lorenz[i].Received, 12);
        }
    }

    private static EqualityMeasures Of(double[] coverages, double[] weights) => EqualityMeasures.Of(coverages, weights)!;
}
