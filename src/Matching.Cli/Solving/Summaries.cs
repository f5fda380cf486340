using System.Collections.Immutable;
using Matching.Cli.Screens;
using Matching.Cli.Terminal;
using Matching.Engine.Allocation;
using Matching.Engine.Explain;
using Matching.Engine.Measures;
using Matching.Engine.Plans;
using Matching.Files;
using FileLorenzPoint = Matching.Files.LorenzPoint;

namespace Matching.Cli.Solving;

/// <summary>What summary.json says beside the plan.</summary>
internal static class Summaries
{
    /// <param name="times">Of the stages before writing.</param>
    public static PlanSummary Of(RoundLookup lookup, Plan plan, string inputSha256, StopReason stopped, long? seed, string? choiceSolver, IReadOnlyList<StageTime> times)
    {
        var figures = new RoundFigures(lookup, plan);
        var named = ImmutableSortedDictionary.CreateBuilder<string, decimal>(StringComparer.Ordinal);
        named["asked_vnd"] = figures.RequestedVnd;
        named["available_vnd"] = figures.AvailableVnd;
        named["pledged_vnd"] = figures.OfferedVnd;
        named["placed_vnd"] = figures.GivenVnd;
        if (seed is { } stated)
        {
            named["seed"] = stated;
        }

        return new PlanSummary
        {
            EngineVersion = Terminal.Version.Text,
            Fairness = lookup.Round.Policy.Fairness,
            InputSha256 = inputSha256,
            ChoiceSolver = choiceSolver,
            StopReason = stopped,
            TimesMs = times.ToImmutableSortedDictionary(t => t.Stage.Key, t => Math.Round(t.Took.TotalMilliseconds, 1), StringComparer.Ordinal),
            Tiers = [.. TierMeasures.Of(lookup, plan).Where(t => t.Tier is not null).Select(Of)],
            Figures = named.ToImmutable(),
        };
    }

    private static TierSummary Of(TierMeasures tier) => new(
        tier.Tier!.Value,
        tier.Total.Lines,
        tier.Whole.Minimum,
        tier.Whole.Mean,
        tier.Whole.Gini,
        [.. tier.Whole.Lorenz.Select(p => new FileLorenzPoint(p.Asked, p.Received))]);
}
