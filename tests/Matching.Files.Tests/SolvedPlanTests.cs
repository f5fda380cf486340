using Matching.Engine.Allocation;
using Matching.Samples;
using Xunit;

namespace Matching.Files.Tests;

/// <summary>Plans as the engine makes them: what the tables leave out must follow from what they say.</summary>
public sealed class SolvedPlanTests
{
    [Fact]
    public void Solved_plans_come_back_exactly()
    {
        using var folder = new TempFolder();
        var plans = 0;
        for (var seed = 0; seed < 30; seed++)
        {
            var round = RandomRound.Create(seed);
            if (new LeximinAllocator().Solve(round, new SolveOptions(), TimeProvider.System, CancellationToken.None).Plan is not { } plan)
            {
                continue;
            }

            plans++;
            PlanFolder.Write(round, plan, Plans.Summary, folder.Sub("plan"));
            var reading = PlanFolder.Read(round, folder.Sub("plan"));

            Assert.Empty(reading.Faults.Concat(reading.Warnings).Select(fault => $"seed {seed}: {fault}"));
            Plans.AssertEqual(plan, reading.Plan!);
        }

        Assert.True(plans > 20, $"only {plans} rounds have a plan");
    }

    [Fact]
    public void A_solved_national_plan_comes_back_exactly()
    {
        using var folder = new TempFolder();
        var round = NationalRound.Create(new NationalOptions { Communes = 100, Pledges = 500 });
        var plan = new LeximinAllocator().Solve(round, new SolveOptions(), TimeProvider.System, CancellationToken.None).Plan!;

        PlanFolder.Write(round, plan, Plans.Summary, folder.Sub("plan"));
        var reading = PlanFolder.Read(round, folder.Sub("plan"));

        Assert.Empty(reading.Faults);
        Plans.AssertEqual(plan, reading.Plan!);
    }
}
