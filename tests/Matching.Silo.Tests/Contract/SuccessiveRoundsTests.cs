using Matching.Engine.Deliveries;
using Matching.Engine.Intents;
using Matching.Engine.Ledger;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;
using Matching.Samples;
using Matching.Silo.Embedded;
using Matching.Silo.Rounds;
using Matching.Silo.Tests.Stores;
using static Matching.Silo.Tests.Stores.Scene;

namespace Matching.Silo.Tests.Contract;

/// <summary>What donors ask of a pledge, over two rounds that both use it, on every database.</summary>
public sealed class SuccessiveRoundsTests
{
    private static readonly PledgeId Capped = new("capped");
    private static readonly PledgeId Alone = new("alone");

    public static TheoryData<string> Kinds => TestStore.Kinds;

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_ceiling_per_commune_holds_over_both_rounds(string kind)
    {
        using var store = new TestStore(kind);
        await using var host = store.Open();
        var scene = await CappedAsync(host);
        await scene.PublishedAsync();
        Assert.Equal([(Tiny.A, 2_000_000L), (Tiny.B, 2_000_000L)], await GivenAsync(host, "r1"));

        // One set of A comes back, so A has room for one more; B has none.
        await Done(host.Deliveries.DoAsync(scene.By(Planner), "r1", Capped, Tiny.WarmSetsForA, new DeliveryCommand.Release(500_000, "trả lại")));
        await scene.PublishedAsync("r2");

        Assert.Equal([(Tiny.A, 500_000L)], await GivenAsync(host, "r2"));
        Assert.Equal(4_000_000, (await scene.BalancesAsync(Capped)).Available);
        Assert.Equal(2, store.Sound().PublishedRounds);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Who_is_alone_in_a_commune_stays_alone_in_the_next_round(string kind)
    {
        using var store = new TestStore(kind);
        await using var host = store.Open();
        var scene = new Scene(host);
        await scene.EnterAsync(Tiny.TwoCommunes() with
        {
            Pledges = [Tiny.Money(Alone.Value, 2_000_000, new PledgeConditions { Exclusive = Exclusivity.Commune, Communes = [Tiny.A], Items = [Tiny.WarmSet.Id] })],
        });
        await scene.PublishedAsync();
        var other = Tiny.Money("other", 3_000_000);
        await Done(host.Pledges.DoAsync(scene.By("donor"), other.Id, new PledgeCommand.Offer(other)));
        await Done(host.Pledges.DoAsync(scene.By(Planner), other.Id, new PledgeCommand.Accept()));
        await scene.PublishedAsync("r2");

        // All of the other donor's money went to B; A's lines waited for the one who is alone there, and the round says so.
        Assert.Equal([(Tiny.B, 3_000_000L)], await GivenAsync(host, "r2"));
        var snapshot = (await host.Rounds.SnapshotAsync((await host.Rounds.FindAsync("r2"))!.SnapshotSha256!))!;
        Assert.Equal([("a-lunch", LeftOutReason.HeldAlone), ("a-warm", LeftOutReason.HeldAlone)], snapshot.LeftOut.Select(left => (left.Id, left.Reason)));
        store.Sound();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_loss_after_the_snapshot_keeps_the_next_round_from_being_approved(string kind)
    {
        using var store = new TestStore(kind);
        await using var host = store.Open();
        var scene = await CappedAsync(host);
        await scene.PublishedAsync();
        await Done(host.Deliveries.DoAsync(scene.By(Planner), "r1", Capped, Tiny.WarmSetsForA, new DeliveryCommand.Dispatch(2_000_000)));
        await scene.CreateAsync("r2");
        await scene.SolveAsync("r2");
        await scene.ProposeAsync("r2");
        await Done(host.Deliveries.DoAsync(scene.By(Planner), "r1", Capped, Tiny.WarmSetsForA, new DeliveryCommand.Lose(1_000_000, "lũ cuốn")));

        var refused = await scene.ApproveAsync("r2");

        Assert.Equal(RefusalCode.Changed, refused.Refusal?.Code);
        Assert.Contains("pledge capped: what it gave before has changed", refused.Refusal!.Things);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task What_an_approved_round_holds_counts_as_given_for_the_next(string kind)
    {
        using var store = new TestStore(kind);
        await using var host = store.Open();
        var scene = await CappedAsync(host);
        await scene.CreateAsync();
        await scene.SolveAsync();
        await scene.ProposeAsync();
        await Done(scene.ApproveAsync());
        await scene.PublishedAsync("r2");
        await Done(scene.PublishAsync());

        Assert.Empty(await GivenAsync(host, "r2"));
        store.Sound();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_pin_where_the_terms_shut_the_line_is_refused_by_name(string kind)
    {
        using var store = new TestStore(kind);
        await using var host = store.Open();
        var scene = new Scene(host);
        await scene.EnterAsync(Tiny.TwoCommunes() with { Pledges = [Tiny.Money(Capped.Value, 8_000_000, new PledgeConditions { MaxSharePercent = 50 })] });
        await scene.PublishedAsync();
        await scene.CreateAsync("r2");
        await Done(host.Rounds.DoAsync(scene.By(Planner), "r2", new RoundCommand.SetPin(Capped, Tiny.WarmSetsForA, new Pin(Capped, Tiny.WarmSetsForA, PinRule.AtLeast, 500_000), "gấp")));

        var refused = await host.Rounds.FreezeAsync(scene.By(Planner), "r2");

        Assert.Equal(RefusalCode.Invalid, refused.Refusal?.Code);
        Assert.Equal(["capped a-warm"], refused.Refusal!.Things);
    }

    [Theory]
    [InlineData("UPDATE journal SET details = REPLACE(details, '\"max_per_commune\":2000000', '\"max_per_commune\":1500000') WHERE action = 'pledge_offered'", "capped max_per_commune A")]
    [InlineData("UPDATE journal SET details = REPLACE(details, '\"max_per_commune\":2000000', '\"max_communes\":1') WHERE action = 'pledge_offered'", "capped max_communes")]
    [InlineData("UPDATE journal SET details = REPLACE(details, '\"max_per_commune\":2000000', '\"fixed_per_commune\":1500000') WHERE action = 'pledge_offered'", "capped fixed_per_commune A")]
    [InlineData("UPDATE journal SET details = REPLACE(details, '\"all_or_nothing\":false', '\"all_or_nothing\":true') WHERE action = 'pledge_offered'", "capped all_or_nothing")]
    public async Task Terms_that_the_rounds_together_do_not_keep_are_named_by_the_proof(string statement, string about)
    {
        using var store = new TestStore("sqlite");
        await using (var host = store.Open())
        {
            var scene = await CappedAsync(host);
            await scene.PublishedAsync();
            await Done(host.Deliveries.DoAsync(scene.By(Planner), "r1", Capped, Tiny.WarmSetsForA, new DeliveryCommand.Release(500_000, "trả lại")));
            await scene.PublishedAsync("r2");
        }

        store.Sound();
        store.Tamper(statement);

        TestStore.Complains(store.Prove(), LedgerFaultKind.ConditionBrokenOverRounds, about);
    }

    /// <summary>Two communes that ask for 5,000,000 ₫ of warm sets each, and 8,000,000 ₫ of which no commune gets more than 2,000,000.</summary>
    private static async Task<Scene> CappedAsync(EmbeddedHost host)
    {
        var scene = new Scene(host);
        await scene.EnterAsync(Tiny.TwoCommunes() with { Pledges = [Tiny.Money(Capped.Value, 8_000_000, new PledgeConditions { MaxPerCommune = 2_000_000, Items = [Tiny.WarmSet.Id] })] });
        return scene;
    }

    private static async Task<List<(Engine.Geography.CommuneId, long)>> GivenAsync(EmbeddedHost host, string round)
    {
        var record = (await host.Rounds.FindAsync(round))!;
        var lines = (await host.Rounds.SnapshotAsync(record.SnapshotSha256!))!.Round.Needs.ToDictionary(line => line.Id, line => line.Commune);
        return [.. (await host.Rounds.OutcomeAsync(round)).GroupBy(view => lines[view.Allocation.Need]).OrderBy(group => group.Key.Code, StringComparer.Ordinal).Select(group => (group.Key, group.Sum(view => view.Allocation.Amount)))];
    }
}
