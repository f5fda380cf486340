using Matching.Engine.Intents;
using Matching.Engine.Needs;
using Matching.Engine.Rounds;
using Matching.Samples;
using Matching.Silo.Tests.Stores;
using static Matching.Silo.Tests.Stores.Scene;

namespace Matching.Silo.Tests.Contract;

/// <summary>Communes and lines that are not ready, on every database.</summary>
public sealed class ReadinessTests
{
    private static readonly DateOnly Since = new(2026, 11, 1);

    public static TheoryData<string> Kinds => TestStore.Kinds;

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_commune_that_is_not_ready_is_left_out_and_shown_and_the_next_round_says_so(string kind)
    {
        using var store = new TestStore(kind);
        await using var host = store.Open();
        var scene = new Scene(host);
        await scene.EnterAsync();
        await Done(host.Needs.DoAsync(scene.By(Planner), Tiny.B, new NeedCommand.MarkNotReady(null, "đường sạt lở", Since)));
        await Done(host.Needs.DoAsync(scene.By(Officer), Tiny.B, new NeedCommand.Report(Tiny.Line("b-lunch", Tiny.B, Tiny.Lunch, 5), Tiny.Lunch.UnitCost, 2026)));
        await Done(host.Needs.DoAsync(scene.By(Planner), Tiny.A, new NeedCommand.MarkNotReady(Tiny.LunchesForA, "chưa có bếp", Since)));
        await scene.PublishedAsync();

        var first = (await host.Rounds.FindAsync(First))!;
        Assert.Equal(
            [("a-lunch", "A", "chưa có bếp"), ("b-lunch", "B", "đường sạt lở"), ("b-warm", "B", "đường sạt lở")],
            first.LeftOut.Select(left => (left.Id, left.Commune!.Value.Code, left.Detail)));
        Assert.All(first.LeftOut, left => Assert.Equal((LeftOutReason.NotReady, Since), (left.Reason, left.Since)));
        Assert.Equal(["a-warm"], (await host.Rounds.OutcomeAsync(First)).Select(view => view.Allocation.Need.Value).Distinct());

        await Done(host.Needs.DoAsync(scene.By(Planner), Tiny.B, new NeedCommand.MarkReady(null, "đường đã thông")));
        await scene.PublishedAsync("r2");

        var second = (await host.Rounds.FindAsync("r2"))!;
        Assert.Equal(["a-lunch"], second.LeftOut.Where(left => left.Reason == LeftOutReason.NotReady).Select(left => left.Id));
        Assert.Equal(["a-lunch", "b-lunch", "b-warm"], second.SkippedLastTime.Select(line => line.Need.Value));
        Assert.All(second.SkippedLastTime, line => Assert.Equal(First, line.Round));
        Assert.Contains("b-warm", (await host.Rounds.OutcomeAsync("r2")).Select(view => view.Allocation.Need.Value));
        store.Sound();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_line_that_turns_out_not_to_be_ready_keeps_the_plan_from_being_approved(string kind)
    {
        using var store = new TestStore(kind);
        await using var host = store.Open();
        var scene = new Scene(host);
        await scene.EnterAsync();
        await scene.CreateAsync();
        await scene.SolveAsync();
        await scene.ProposeAsync();
        await Done(host.Needs.DoAsync(scene.By(Planner), Tiny.A, new NeedCommand.MarkNotReady(Tiny.WarmSetsForA, "chưa chốt điểm trường", Since)));

        var refused = await scene.ApproveAsync();

        Assert.Equal(RefusalCode.Changed, refused.Refusal?.Code);
        Assert.Equal("need a-warm: terms changed (version 2 → 5)", Assert.Single(refused.Refusal!.Things));
        Assert.Equal(RefusalCode.WrongState, (await host.Needs.DoAsync(scene.By(Planner), Tiny.A, new NeedCommand.MarkReady(null, "x"))).Refusal?.Code);
        Assert.Equal(RefusalCode.NotFound, (await host.Needs.DoAsync(scene.By(Planner), Tiny.A, new NeedCommand.MarkNotReady(new NeedId("ghost"), "x", Since))).Refusal?.Code);
    }
}
