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
    public void Solved_plans_of_rounds_with_external_aid_come_back_exactly_and_say_what_others_give()
    {
        using var folder = new TempFolder();
        for (var seed = 0; seed < 30; seed++)
        {
            var round = RandomAid.AddTo(RandomRound.Create(seed) with { Pins = [] }, seed);
            var plan = new LeximinAllocator().Solve(round, new SolveOptions(), TimeProvider.System, CancellationToken.None).Plan!;
            PlanFolder.Write(round, plan, Plans.Summary, folder.Sub("plan"));
            var reading = PlanFolder.Read(round, folder.Sub("plan"));

            Assert.Empty(reading.Faults.Concat(reading.Warnings).Select(fault => $"seed {seed}: {fault}"));
            Plans.AssertEqual(plan, reading.Plan!);
        }

        var sample = Tiny.TwoCommunesWithAid();
        PlanFolder.Write(sample, new LeximinAllocator().Solve(sample, new SolveOptions(), TimeProvider.System, CancellationToken.None).Plan!, Plans.Summary, folder.Sub("plan"));
        Assert.Contains("a-lunch,,0.000000,0,0.000000,0,0,,covered_by_others,,0,20\n", File.ReadAllText(folder.Sub("plan/lines.csv")), StringComparison.Ordinal);
        Assert.Contains("\"covered_vnd\": 5000000,", File.ReadAllText(folder.Sub("plan/summary.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_that_states_other_external_units_than_the_round_is_refused()
    {
        using var folder = new TempFolder();
        var round = Tiny.TwoCommunesWithAid();
        var plan = new LeximinAllocator().Solve(round, new SolveOptions(), TimeProvider.System, CancellationToken.None).Plan!;
        PlanFolder.Write(round, plan, Plans.Summary, folder.Sub("plan"));
        var lines = folder.Sub("plan/lines.csv");
        File.WriteAllText(lines, File.ReadAllText(lines).Replace(",2000000,4\n", ",2000000,3\n", StringComparison.Ordinal));

        var fault = Assert.Single(PlanFolder.Read(round, folder.Sub("plan")).Faults);

        Assert.Equal(("lines.csv", "external_units", FaultKind.Contradiction, "3"), (fault.File, fault.Column, fault.Kind, fault.Value));
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
