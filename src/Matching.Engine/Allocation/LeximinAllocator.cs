using System.Collections.Immutable;
using Matching.Engine.Allocation.Discrete;
using Matching.Engine.Allocation.FairShares;
using Matching.Engine.Allocation.Network;
using Matching.Engine.Allocation.Pins;
using Matching.Engine.Allocation.Routing;
using Matching.Engine.Allocation.WholeUnits;
using Matching.Engine.Explain;
using Matching.Engine.Plans;
using Matching.Engine.Rounds;

namespace Matching.Engine.Allocation;

/// <summary>The product's own allocator: exact leximin by decomposition over maximum flows, then whole units.</summary>
/// <remarks>
/// Pins become commitments; the fair shares follow from the network; pledges with yes-or-no conditions are placed near the fair shares and
/// the rest is solved around them; whole units are rounded and handed out; who pays for what is split from the flows. docs/model.md tells
/// the whole way with its mathematics.
/// </remarks>
public sealed class LeximinAllocator : IAllocator
{
    public RoundResult Solve(Round round, SolveOptions options, TimeProvider clock, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(round);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(clock);
        var fairness = options.Fairness ?? round.Policy.Fairness;
        var started = clock.GetTimestamp();
        bool OutOfTime() => options.TimeLimit is { } limit && clock.GetElapsedTime(started) >= limit;
        void Tell(SolveStage stage, int k, int classes) => options.Progress?.Report(new SolveProgress(stage, k, classes));

        Tell(SolveStage.Preparing, 0, 0);
        var index = RoundIndex.Of(round);
        var pins = PinBoard.Read(index, out var conflicts);
        if (!conflicts.IsEmpty)
        {
            return new RoundResult { StoppedBecause = StopReason.Infeasible, Conflicts = conflicts };
        }

        var settled = pins.Copy();
        var fair = SolveFair(index, settled, null, fairness, options.Threads, k => Tell(SolveStage.FairShares, k, index.Classes.Length), cancel);
        var threads = fair.Threads(settled);
        var bottlenecks = fair.Bottlenecks(threads);

        var (state, commitments) = SolveWhole(index, fair, threads, pins, settled, fairness, solver: null, options.Threads, Tell, OutOfTime, cancel, out conflicts);
        if (!conflicts.IsEmpty)
        {
            return new RoundResult { StoppedBecause = StopReason.Infeasible, Conflicts = conflicts };
        }

        if (options.ChoiceSolver is { } solver && HasDiscrete(index) && !OutOfTime())
        {
            // A better choice need not make a better plan: whole units come after it.
            var (other, otherCommitments) = SolveWhole(index, fair, threads, pins, settled, fairness, solver, options.Threads, Tell, OutOfTime, cancel, out var clashes);
            if (clashes.IsEmpty && Reached(index, fair, other).AsSpan().SequenceCompareTo(Reached(index, fair, state)) > 0)
            {
                (state, commitments) = (other, otherCommitments);
            }
        }

        Tell(SolveStage.Routing, 0, index.Classes.Length);
        var shipments = WholeRouter.Route(state, commitments, options.Previous, cancel);
        Tell(SolveStage.Explaining, 0, index.Classes.Length);
        var bound = ConditionBound.Of(index, fair, pins, state.LineUnits, cancel);
        var plan = PlanWriter.Write(index, fair, threads, bottlenecks, state, bound, shipments);
        return new RoundResult
        {
            StoppedBecause = OutOfTime() ? StopReason.TimeLimit : StopReason.Complete,
            Plan = Reasons.Fill(round, plan, cancel),
        };
    }

    private static bool HasDiscrete(RoundIndex index) => Enumerable.Range(0, index.PledgeCount).Any(p => index.PledgeAt(p).Conditions.IsDiscrete);

    /// <summary>Per class: how much of the whole units of the fair shares a plan gives.</summary>
    private static long[] Reached(RoundIndex index, FairPlan fair, WholeState state)
    {
        var reached = new long[index.Classes.Length];
        var target = WholeTargets.Of(index, fair.Share);
        for (var l = 0; l < target.Length; l++)
        {
            reached[index.LineClass[l]] += Math.Min(target[l], state.LineUnits[l] * index.UnitCostVnd[l]);
        }

        return reached;
    }

    private static FairPlan SolveFair(RoundIndex index, Commitments commitments, (long[] FirstVnd, long[] ThenVnd, long[]? WholeVnd)? wanted, Fairness fairness, int threads, Action<int>? onClass, CancellationToken cancel)
    {
        var network = NetworkBuilder.Build(index, commitments);
        var state = new FlowState(index, network, commitments, wanted?.FirstVnd, wanted?.ThenVnd, wanted?.WholeVnd);
        return FairPlan.Of(state, FairShareSolver.Solve(state, commitments, fairness, threads, onClass, cancel));
    }

    private static (WholeState State, Commitments Commitments) SolveWhole(
        RoundIndex index,
        FairPlan fair,
        List<PledgeShipment> threads,
        Commitments pins,
        Commitments settled,
        Fairness fairness,
        IChoiceSolver? solver,
        int threadCount,
        Action<SolveStage, int, int> tell,
        Func<bool> outOfTime,
        CancellationToken cancel,
        out ImmutableArray<PinConflict> conflicts)
    {
        var setbacks = new Setbacks(index);
        var hasDiscrete = HasDiscrete(index);
        var target = MinimumLines.Aim(fair, WholeTargets.Of(index, fair.Share));
        List<PledgeShipment>? wanted = null;
        while (true)
        {
            var (commitments, flow) = (settled, fair);
            if (hasDiscrete)
            {
                tell(SolveStage.DiscreteConditions, 0, index.Classes.Length);
                var company = LinePlacer.Place(fair, threads, pins, setbacks, cancel);
                wanted ??= CommuneChoice.Choose(index, company, target, threads, solver, cancel);
                commitments = DiscretePlacer.Place(target, wanted, company, setbacks, cancel);
                flow = SolveFair(index, commitments, (WholeTargets.Wanted(index, target), WholeTargets.RoundedUp(index, fair.Share, target), null), fairness, threadCount, null, cancel);
                if (MinimumLines.Missed(flow, target) is { } whole)
                {
                    flow = SolveFair(index, commitments, (WholeTargets.Wanted(index, target), WholeTargets.RoundedUp(index, fair.Share, target), whole), fairness, threadCount, null, cancel);
                }
            }

            tell(SolveStage.WholeUnits, 0, index.Classes.Length);
            var rounded = WholeUnitsSolver.Solve(flow.State, flow.Share, commitments, outOfTime, cancel);

            // A unit that a yes-or-no pledge began and nobody can complete, or a line left below its minimum: place that pledge elsewhere.
            var blamed = rounded.UnfinishedUnits.Concat(rounded.BelowMinimum)
                .SelectMany(line => commitments.ByPledge.SelectMany(static x => x.Value).Where(pair =>
                    pair.Line == line && pair.Amount > 0 && index.PledgeAt(pair.Pledge).Conditions.IsDiscrete && !pins.Of(pair.Pledge).Any(pin => pin.Line == pair.Line && pin.Amount > 0)))
                .Select(static pair => (pair.Pledge, pair.Line))
                .Distinct()
                .ToList();
            if (blamed.Count > 0)
            {
                blamed.ForEach(pair => setbacks.Add(pair.Pledge, pair.Line, rounded.UnfinishedUnits.Contains(pair.Line)));
                continue;
            }

            OwnPriceTopUp.Run(rounded.State, commitments);
            DiscreteTopUp.Run(rounded, commitments, cancel);
            MatchPlacer.Run(rounded, commitments, fair, cancel);
            conflicts = WholeConflicts.Of(index, rounded, commitments);
            return (rounded.State, commitments);
        }
    }
}
