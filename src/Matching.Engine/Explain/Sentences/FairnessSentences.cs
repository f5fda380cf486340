using Matching.Engine.Measures;
using Matching.Engine.Quantities;

namespace Matching.Engine.Explain.Sentences;

/// <summary>How equal the plan is, and what that costs, in words.</summary>
internal static class FairnessSentences
{
    public static string Of(TierMeasures tier, Words words)
    {
        var (total, whole) = (tier.Total, tier.Whole);
        var mean = Figures.Percent(whole.Mean, words.Language);
        var (gini, fairGini) = (Figures.Statistic(whole.Gini, words.Language), Figures.Statistic(tier.Fair.Gini, words.Language));
        return Capital(Name(tier.Tier, words)) + words.Say(
            $": {words.Lines(total.Lines)}, nhận {words.Dong(total.Allocated)} trên {words.Dong(total.Requested)} ({words.Percent(total.Coverage)}); tỷ lệ thấp nhất {words.Percent(tier.MinimumCoverage)}, trung bình {mean}; hệ số Gini {gini} (phần công bằng: {fairGini}).",
            $": {words.Lines(total.Lines)}, {words.Dong(total.Allocated)} of {words.Dong(total.Requested)} received ({words.Percent(total.Coverage)}); lowest coverage {words.Percent(tier.MinimumCoverage)}, mean {mean}; Gini {gini} (fair shares: {fairGini}).");
    }

    public static IEnumerable<string> All(PriceOfFairness price, Words words)
    {
        yield return Compared(words.Say("Toàn đợt", "Whole round"), price.Overall, words);
        foreach (var (priority, comparison) in price.Classes)
        {
            yield return Compared(Capital(words.Of(priority)), comparison, words);
        }

        foreach (var comparison in price.Tiers)
        {
            yield return Compared(Capital(Name(comparison.Fairest.Tier, words)), comparison, words);
        }
    }

    private static string Compared(string name, FairnessComparison comparison, Words words)
    {
        var (fairest, largest) = (comparison.Fairest, comparison.Largest);
        var cost = comparison.CostVnd switch
        {
            0 => words.Say("chia công bằng không làm giảm giá trị được cấp", "sharing fairly places just as much"),
            > 0 => words.Say($"chia công bằng cấp ít hơn {words.Dong(new Vnd(comparison.CostVnd))}", $"sharing fairly places {words.Dong(new Vnd(comparison.CostVnd))} less"),
            _ => words.Say($"chia công bằng cấp nhiều hơn {words.Dong(new Vnd(-comparison.CostVnd))}", $"sharing fairly places {words.Dong(new Vnd(-comparison.CostVnd))} more"),
        };
        var (low, high) = (words.Percent(fairest.MinimumCoverage), words.Percent(largest.MinimumCoverage));
        var (mean, otherMean) = (Figures.Percent(fairest.Whole.Mean, words.Language), Figures.Percent(largest.Whole.Mean, words.Language));
        return name + words.Say(
            $": {cost} ({words.Dong(fairest.Total.Allocated)} so với {words.Dong(largest.Total.Allocated)}); tỷ lệ thấp nhất {low} thay vì {high}, trung bình {mean} thay vì {otherMean}.",
            $": {cost} ({words.Dong(fairest.Total.Allocated)} against {words.Dong(largest.Total.Allocated)}); lowest coverage {low} instead of {high}, mean {mean} instead of {otherMean}.");
    }

    private static string Name(int? tier, Words words) =>
        tier is { } number ? words.Say("mức ưu tiên ", "tier ") + words.Whole(number) : words.Say("tất cả các mức", "all tiers");

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
