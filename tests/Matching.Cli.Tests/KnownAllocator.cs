using System.Collections.Immutable;
using Matching.Engine.Allocation;
using Matching.Engine.Needs;
using Matching.Engine.Plans;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;
using Matching.Samples;

namespace Matching.Cli.Tests;

/// <summary>Knows one round by heart, <see cref="Tiny.TwoCommunes"/>, and its one right plan; for any other round it fails.</summary>
internal sealed class KnownAllocator : IAllocator
{
    public StopReason StoppedBecause { get; init; } = StopReason.Complete;

    /// <summary>Spoils the right plan.</summary>
    public Func<Plan, Plan> Change { get; init; } = static plan => plan;

    public SolveOptions? Asked { get; private set; }

    public RoundResult Solve(Round round, SolveOptions options, TimeProvider clock, CancellationToken cancel)
    {
        if (!string.Equals(round.Id, "two-communes", StringComparison.Ordinal))
        {
            throw new InvalidOperationException("Only the round of two communes is known here.");
        }

        Asked = options;
        options.Progress?.Report(new SolveProgress(SolveStage.FairShares, 1, 1));
        return new RoundResult { StoppedBecause = StoppedBecause, Plan = Change(ThePlan) };
    }

    // Needs: a-warm, a-lunch, b-warm. Pledges: for-a, sets-for-b, for-warm-sets. See Tiny for why it is so.
    public static Plan ThePlan { get; } = new()
    {
        Shipments =
        [
            new(Pledge: 0, Need: 1, Units: 0, AmountVnd: 2_100_000, ValueVnd: 2_100_000),
            new(Pledge: 0, Need: 0, Units: 0, AmountVnd: 3_500_000, ValueVnd: 3_500_000),
            new(Pledge: 2, Need: 2, Units: 0, AmountVnd: 1_500_000, ValueVnd: 1_500_000),
            new(Pledge: 1, Need: 2, Units: 1, AmountVnd: 0, ValueVnd: 500_000),
        ],
        Lines =
        [
            Line(fairVnd: 3_500_000, units: 7, goods: 0, moneyVnd: 3_500_000, bottleneck: 2),
            Line(fairVnd: 2_100_000, units: 14, goods: 0, moneyVnd: 2_100_000, bottleneck: 2),
            Line(fairVnd: 2_000_000, units: 4, goods: 1, moneyVnd: 1_500_000, bottleneck: 1),
        ],
        Pledges =
        [
            new(Available: 5_600_000, Used: 5_600_000, Left: 0, PledgeReason.FullyUsed),
            new(Available: 1, Used: 1, Left: 0, PledgeReason.FullyUsed),
            new(Available: 1_500_000, Used: 1_500_000, Left: 0, PledgeReason.FullyUsed),
        ],
        Bottlenecks =
        [
            Bottleneck(1, new Ratio(2, 5), lines: [2], feeding: [2, 1], liftVnd: 1_500_000, new Ratio(7, 10)),
            Bottleneck(2, new Ratio(7, 10), lines: [1, 0], feeding: [0], liftVnd: 2_400_000, Ratio.One),
        ],
        Classes =
        [
            new()
            {
                Class = new PriorityClass(1, Urgency.Normal, 1, ItemKind.Consumable),
                Lines = 3,
                Requested = new Vnd(13_000_000),
                Fair = new Vnd(7_600_000),
                Allocated = new Vnd(7_600_000),
                PriceOfConditions = Vnd.Zero,
                WholeFair = new Vnd(7_600_000),
                Reached = new Vnd(7_600_000),
                Bound = new Vnd(7_600_000),
                MinimumCoverage = new Ratio(2, 5),
                MeanCoverage = 0.6,
            },
        ],
        FairThreads =
        [
            new(Pledge: 0, Need: 1, ValueVnd: 2_100_000),
            new(Pledge: 0, Need: 0, ValueVnd: 3_500_000),
            new(Pledge: 2, Need: 2, ValueVnd: 1_500_000),
            new(Pledge: 1, Need: 2, ValueVnd: 500_000),
        ],
    };

    /// <summary>Gives commune B's line one warm set more than anybody paid for.</summary>
    public static Plan OneUnitTooMany(Plan plan) =>
        plan with { Lines = plan.Lines.SetItem(2, plan.Lines[2] with { AllocatedUnits = 5 }) };

    private static LineOutcome Line(long fairVnd, long units, long goods, long moneyVnd, int bottleneck) => new()
    {
        Class = 1,
        Fair = new FairShare(fairVnd),
        AllocatedUnits = units,
        GoodsUnits = goods,
        MoneyVnd = moneyVnd,
        Bottleneck = bottleneck,
        HeldBy = bottleneck,
        Reason = LineReason.HeldByBottleneck,
    };

    private static Bottleneck Bottleneck(int number, Ratio coverage, ImmutableArray<int> lines, ImmutableArray<int> feeding, long liftVnd, Ratio next) => new()
    {
        Number = number,
        Class = 1,
        Kind = BottleneckKind.Supply,
        Coverage = coverage,
        Lines = lines,
        FeedingPledges = feeding,
        Communes = 1,
        Lift = new Vnd(liftVnd),
        NextCoverage = next,
    };
}
