using Matching.Engine.Allocation;
using Matching.Engine.Tests.Explain;
using Matching.Files;
using Matching.Verify;

namespace Matching.Engine.Tests.Allocation;

/// <summary>The plans of the committed samples, as the file in <c>Golden/Allocation</c> says; UPDATE_GOLDEN=1 rewrites it, to be read as a diff.</summary>
public sealed class SampleGoldenTests
{
    [Theory]
    [InlineData("two-communes")]
    [InlineData("dien-bien-2026")]
    [InlineData("tuan-giao-2021")]
    public void The_plan_of_a_sample_reads_as_written(string sample)
    {
        var reading = RoundFolder.Read(Path.Combine(Repository.Root, "samples", sample));
        Assert.Empty(reading.Faults);
        var round = reading.Round!;

        var plan = new LeximinAllocator().Solve(round, new SolveOptions(), StillClock.Instance, CancellationToken.None).Plan!;

        Assert.Empty(PlanAudit.Violations(round, plan, round.Policy.Fairness));
        GoldenText.Matches($"Allocation/{sample}.txt", PlanText.Summary(round, plan));
    }
}

/// <summary>Where the repository lies that these tests were built in.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Matching.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("Matching.sln was not found above the test's folder; run the tests inside the repository.");
    }
}
