using Matching.Engine.Allocation;
using Matching.Engine.Plans;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;
using Matching.Samples;
using Xunit;
using static Matching.Verify.ViolationKind;

namespace Matching.Verify.Tests;

/// <summary>Plans of the product's own allocator for random tiny rounds, and the same plans with one fault planted.</summary>
public sealed class AllocatedPlanTests
{
    private static readonly RandomOptions Options = RandomOptions.Everything with { ProvinceCap = false, OwnUnitCosts = false };

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 100)];

    [Theory, MemberData(nameof(Seeds))]
    public void An_allocated_plan_passes_and_every_fault_in_it_is_found(int seed)
    {
        var round = RandomRoundTests.InMillions(RandomRound.Create(seed, Options));
        if (new LeximinAllocator().Solve(round, new SolveOptions(), TimeProvider.System, CancellationToken.None).Plan is not { } plan)
        {
            return; // pins that cannot be kept have no plan
        }

        Assert.Empty(PlanAudit.Violations(round, plan, Fairness.Leximin));
        for (var i = 0; i < plan.Shipments.Length; i++)
        {
            var shipment = plan.Shipments[i];
            Found(plan with { Shipments = plan.Shipments.RemoveAt(i) }, LineAccount);
            Found(plan with { Shipments = plan.Shipments.SetItem(i, shipment with { ValueVnd = shipment.ValueVnd + 1 }) }, WrongMeasure);
        }

        for (var i = 0; i < plan.FairThreads.Length; i++)
        {
            if (plan.FairThreads[i].ValueVnd > 1) // a share with a fraction is witnessed by the đồng below it and by the one above
            {
                Found(plan with { FairThreads = plan.FairThreads.RemoveAt(i) }, FairShareNotWitnessed);
            }
        }

        for (var n = 0; n < plan.Lines.Length; n++)
        {
            var line = plan.Lines[n];
            Found(With(n, line with { Class = line.Class + 1 }), WrongClass);
            Found(With(n, line with { AllocatedUnits = line.AllocatedUnits + 1 }), LineAccount);
            Found(With(n, line with { Reason = line.Reason == LineReason.FullyServed ? LineReason.HeldByBottleneck : LineReason.FullyServed }), LineReasonUntrue);
            if (line.Bottleneck > 0)
            {
                Found(With(n, line with { Fair = new FairShare(line.Fair.WholeVnd + 1, line.Fair.Remainder, line.Fair.Denominator) }), FairShareOffCoverage);
                Found(With(n, line with { Bottleneck = 0 }), BottleneckLines);
            }
        }

        for (var p = 0; p < plan.Pledges.Length; p++)
        {
            var pledge = plan.Pledges[p];
            Found(plan with { Pledges = plan.Pledges.SetItem(p, pledge with { Used = pledge.Used + 1, Left = pledge.Left - 1 }) }, PledgeAccount);
        }

        Plan With(int n, LineOutcome line) => plan with { Lines = plan.Lines.SetItem(n, line) };

        void Found(Plan mutant, ViolationKind kind) =>
            Assert.Contains(PlanAudit.Violations(round, mutant, Fairness.Leximin), found => found.Kind == kind);
    }
}
