using Matching.Engine.Deliveries;
using Matching.Samples;
using Matching.Silo.Rounds;
using Matching.Silo.Tests.Stores;
using static Matching.Silo.Tests.Stores.Scene;

namespace Matching.Silo.Tests.Contract;

/// <summary>The sample round of Điện Biên, with every condition that it states, through the whole workflow.</summary>
public sealed class SampleRoundTests
{
    public static TheoryData<string> Kinds => TestStore.Kinds;

    [Theory, MemberData(nameof(Kinds))]
    public async Task The_sample_round_is_loaded_once_solved_approved_and_published(string kind)
    {
        using var store = new TestStore(kind);
        await using var host = store.Open();
        var scene = new Scene(host);
        var round = SampleBuilder.Create("dien-bien-2026");

        var first = await RoundLoader.LoadAsync(host, round, "Điện Biên 2026", Officer, Planner);
        var second = await RoundLoader.LoadAsync(host, round, "Điện Biên 2026", Officer, Planner);

        Assert.Empty(first.Refused);
        Assert.Equal((0, first.Done), (second.Done, second.Known));
        var plan = await scene.SolveAsync(round.Id);
        await scene.ProposeAsync(round.Id);
        await Done(scene.ApproveAsync(round.Id));
        await Done(scene.PublishAsync(round.Id));
        var outcome = await host.Rounds.OutcomeAsync(round.Id);
        Assert.Equal(plan.Shipments.Length, outcome.Count);
        Assert.All(outcome, view => Assert.Equal(AllocationState.Committed, view.Balances.State));
        var report = store.Sound();
        Assert.Equal((1L, (long)round.Pledges.Length, (long)round.Needs.Length), (report.PublishedRounds, report.Pledges, report.Lines));
    }
}
