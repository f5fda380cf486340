using Matching.Engine.Deliveries;
using Matching.Engine.Intents;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;
using Matching.Samples;
using Matching.Silo.Tests.Stores;
using static Matching.Silo.Tests.Stores.Scene;

namespace Matching.Silo.Tests.Contract;

/// <summary>The life of a round, on every database.</summary>
public sealed class RoundContractTests
{
    public static TheoryData<string> Kinds => TestStore.Kinds;

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_round_goes_from_reported_needs_to_confirmed_deliveries(string kind)
    {
        using var store = new TestStore(kind);
        await using var host = store.Open();
        var scene = new Scene(host);
        await scene.EnterAsync();
        await scene.PublishedAsync();

        // By hand (Tiny): A's donor pays 7 sets and 14 child-months, B gets 1 given set and 3 bought.
        var outcome = await host.Rounds.OutcomeAsync(First);
        Assert.Equal([(Tiny.MoneyForA, 2_100_000), (Tiny.MoneyForA, 3_500_000), (Tiny.MoneyForWarmSets, 1_500_000), (Tiny.SetsForB, 1)],
            outcome.Select(view => (view.Allocation.Pledge, view.Allocation.Amount)));
        Assert.All(outcome, view => Assert.Equal(AllocationState.Committed, view.Balances.State));
        Assert.Equal(RefusalCode.WrongState, (await host.Rounds.CloseAsync(scene.By(Planner), First)).Refusal?.Code);

        foreach (var (allocation, _) in outcome)
        {
            await Deliver(allocation, new DeliveryCommand.Dispatch(allocation.Amount));
            await Deliver(allocation, new DeliveryCommand.Deliver(allocation.Amount));
            await Deliver(allocation, allocation.Pledge == Tiny.MoneyForWarmSets
                ? new DeliveryCommand.Confirm(1_000_000, 500_000, "một bộ bị ướt")
                : new DeliveryCommand.Confirm(allocation.Amount, 0, null));
        }

        await Done(host.Rounds.CloseAsync(scene.By(Planner), First));
        var way = Assert.Single(await host.Pledges.WayAsync(Tiny.MoneyForWarmSets));
        Assert.Equal(AllocationState.Shortage, way.Balances.State);
        Assert.Equal((1_000_000, 500_000), (way.Balances.Confirmed, way.Balances.Lost));

        // The set that was missing is asked for again: 10 wanted, 1 given, 2 bought.
        var line = (await host.Needs.FindAsync(Tiny.B)).Lines[Tiny.WarmSetsForB.Value];
        Assert.Equal(7 * 500_000, line.OpenVnd);
        Assert.Equal(1, store.Sound().PublishedRounds);

        Task<Silo.Desks.Receipt> Deliver(Allocation allocation, DeliveryCommand command) =>
            Done(host.Deliveries.DoAsync(scene.By(Officer), First, allocation.Pledge, allocation.Need, command));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Whoever_proposed_or_made_a_plan_does_not_approve_it(string kind)
    {
        using var store = new TestStore(kind);
        await using var host = store.Open();
        var scene = new Scene(host);
        await scene.EnterAsync();
        await scene.CreateAsync();
        await scene.SolveAsync();
        Assert.Equal(RefusalCode.WrongState, (await scene.ApproveAsync()).Refusal?.Code); // nothing is proposed
        await Done(host.Rounds.DoAsync(scene.By("chief"), First, new RoundCommand.Propose("a")));

        Assert.Equal(RefusalCode.NotYou, (await scene.ApproveAsync(by: "chief")).Refusal?.Code);
        Assert.Equal(RefusalCode.NotYou, (await scene.ApproveAsync(by: Planner)).Refusal?.Code);
        Assert.Equal(RefusalCode.WrongState, (await scene.PublishAsync()).Refusal?.Code);
        await Done(scene.ApproveAsync());
        store.Sound();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task What_changed_since_the_snapshot_keeps_a_plan_from_being_approved_and_is_named(string kind)
    {
        using var store = new TestStore(kind);
        await using var host = store.Open();
        var scene = new Scene(host);
        await scene.EnterAsync(received: false);
        await scene.CreateAsync();
        await scene.SolveAsync();
        await scene.ProposeAsync();
        await Done(host.Pledges.DoAsync(scene.By("donor"), Tiny.MoneyForA, new PledgeCommand.Withdraw(600_000, "việc gấp")));
        await Done(host.Needs.DoAsync(scene.By(Officer), Tiny.B, new NeedCommand.Amend(Tiny.WarmSetsForB, "đếm lại") { Quantity = 8 }));

        var refused = await scene.ApproveAsync();

        Assert.Equal(RefusalCode.Changed, refused.Refusal?.Code);
        Assert.Equal(
            ["need b-warm: terms changed (version 2 → 3)", "pledge for-a: available 5600000 → 5000000"],
            refused.Refusal!.Things.Order(StringComparer.Ordinal));
        Assert.Equal(5_000_000, (await scene.BalancesAsync(Tiny.MoneyForA)).Available);

        // The way out that the sentence names.
        await Done(host.Rounds.DoAsync(scene.By(Planner), First, new RoundCommand.Reopen("dữ liệu đổi")));
        await scene.SolveAsync();
        await scene.ProposeAsync();
        await Done(scene.ApproveAsync());
        await Done(scene.PublishAsync());
        store.Sound();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task New_terms_after_the_approval_keep_the_round_from_being_published(string kind)
    {
        using var store = new TestStore(kind);
        await using var host = store.Open();
        var scene = new Scene(host);
        await scene.EnterAsync();
        await scene.CreateAsync();
        await scene.SolveAsync();
        await scene.ProposeAsync();
        await Done(scene.ApproveAsync());
        await Done(host.Needs.DoAsync(scene.By(Officer), Tiny.B, new NeedCommand.Amend(Tiny.WarmSetsForB, "gấp") { Urgency = Urgency.Critical }));

        var refused = await scene.PublishAsync();

        Assert.Equal(RefusalCode.Changed, refused.Refusal?.Code);
        Assert.Empty(await host.Rounds.OutcomeAsync(First));
        Assert.Equal(5_600_000, (await scene.BalancesAsync(Tiny.MoneyForA)).Reserved);
        await Done(host.Rounds.DoAsync(scene.By(Planner), First, new RoundCommand.Void("bỏ đợt")));
        Assert.Equal((0, 5_600_000), ((await scene.BalancesAsync(Tiny.MoneyForA)).Reserved, (await scene.BalancesAsync(Tiny.MoneyForA)).Available));
        store.Sound();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Two_rounds_frozen_on_the_same_pledges_cannot_both_have_them(string kind)
    {
        using var store = new TestStore(kind);
        await using var host = store.Open();
        var scene = new Scene(host);
        await scene.EnterAsync();
        foreach (var id in new[] { "r1", "r2" })
        {
            await scene.CreateAsync(id);
            await scene.SolveAsync(id);
            await scene.ProposeAsync(id);
        }

        var answers = await Task.WhenAll(scene.ApproveAsync("r1"), scene.ApproveAsync("r2"));

        Assert.Single(answers, answer => answer.Refusal is null);
        Assert.Single(answers, answer => answer.Refusal?.Code == RefusalCode.Changed);
        store.Sound();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_plan_that_breaks_a_condition_is_not_stored(string kind)
    {
        using var store = new TestStore(kind);
        await using var host = store.Open();
        var scene = new Scene(host);
        await scene.EnterAsync();
        await scene.CreateAsync();
        var plan = await scene.SolveAsync();
        var broken = plan with { Shipments = [plan.Shipments[0] with { AmountVnd = plan.Shipments[0].AmountVnd + 1, ValueVnd = plan.Shipments[0].ValueVnd + 1 }, .. plan.Shipments.Skip(1)] };

        var refused = await host.Rounds.AddPlanAsync(scene.By(Planner), First, "b", broken, Fairness.Leximin, complete: true, "");

        Assert.Equal(RefusalCode.Invalid, refused.Refusal?.Code);
        Assert.NotEmpty(refused.Refusal!.Things);
        Assert.Single((await host.Rounds.FindAsync(First))!.Plans);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_second_round_takes_up_what_the_first_left_open(string kind)
    {
        using var store = new TestStore(kind);
        await using var host = store.Open();
        var scene = new Scene(host);
        await scene.EnterAsync();
        await scene.PublishedAsync();
        var more = Tiny.Money("more", 1_000_000);
        await Done(host.Pledges.DoAsync(scene.By("donor"), more.Id, new PledgeCommand.Offer(more)));
        await Done(host.Pledges.DoAsync(scene.By(Planner), more.Id, new PledgeCommand.Accept()));
        await scene.CreateAsync("r2");
        await Done(host.Rounds.FreezeAsync(scene.By(Planner), "r2"));

        var record = await host.Rounds.FindAsync("r2");
        var snapshot = (await host.Rounds.SnapshotAsync(record!.SnapshotSha256!))!;

        Assert.Equal([("a-lunch", 6L), ("a-warm", 3L), ("b-warm", 6L)], snapshot.Round.Needs.Select(line => (line.Id.Value, line.Quantity)));
        Assert.Equal(["more"], snapshot.Round.Pledges.Select(pledge => pledge.Id.Value));
        store.Sound();
    }
}
