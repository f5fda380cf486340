using System.Collections.Immutable;
using Matching.Engine.Allocation;
using Matching.Engine.Plans;
using Matching.Engine.Rounds;

namespace Matching.Api.Solving;

/// <summary>Solves a round again without each of the planner's pins in turn, and sets the plans side by side.</summary>
internal static class PinPricer
{
    /// <summary>No more pins than this are priced.</summary>
    public const int MostPins = 20;

    /// <param name="pins">The planner's pins with their reasons; what the donors' terms shut is no pin of theirs.</param>
    /// <param name="options">Its time limit is for all of them together.</param>
    public static ImmutableArray<PinPrice> Prices(ImmutableArray<PinDecision> pins, Round round, Plan plan, SolveOptions options, TimeProvider clock, CancellationToken cancel)
    {
        var until = clock.GetUtcNow() + (options.TimeLimit ?? TimeSpan.FromMinutes(5));
        var prices = ImmutableArray.CreateBuilder<PinPrice>();
        foreach (var decision in pins.Where(decision => round.Pins.Contains(decision.Pin)))
        {
            cancel.ThrowIfCancellationRequested();
            var left = until - clock.GetUtcNow();
            var without = prices.Count < MostPins && left > TimeSpan.Zero
                ? new LeximinAllocator().Solve(round with { Pins = round.Pins.Remove(decision.Pin) }, options with { TimeLimit = left, Progress = null }, clock, cancel)
                : null;
            prices.Add(new PinPrice(decision.Pin, decision.Reason, without is { Plan: not null, StoppedBecause: StopReason.Complete }, without?.Plan is { } other ? Beside(plan, other) : []));
        }

        return prices.DrainToImmutable();
    }

    private static ImmutableArray<PinPriceClass> Beside(Plan plan, Plan without)
    {
        var others = without.Classes.ToDictionary(outcome => outcome.Class.Number);
        return
        [
            .. plan.Classes.Where(outcome => others.ContainsKey(outcome.Class.Number)).Select(outcome => (With: outcome, Without: others[outcome.Class.Number])).Select(pair => new PinPriceClass(
                pair.With.Class.Number, pair.With.Fair, pair.Without.Fair, pair.With.Allocated, pair.Without.Allocated, pair.With.MinimumCoverage, pair.Without.MinimumCoverage)),
        ];
    }
}
