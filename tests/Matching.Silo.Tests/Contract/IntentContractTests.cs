using Matching.Engine.Intents;
using Matching.Engine.Ledger;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Samples;
using Matching.Silo.Desks;
using Matching.Silo.Store;
using Matching.Silo.Tests.Crash;
using Matching.Silo.Tests.Stores;
using Microsoft.EntityFrameworkCore;
using Xunit.Abstractions;
using static Matching.Silo.Tests.Stores.Scene;

namespace Matching.Silo.Tests.Contract;

/// <summary>One wish, one effect; and never more out of an account than is in it.</summary>
public sealed class IntentContractTests(ITestOutputHelper output)
{
    public static TheoryData<string> Kinds => TestStore.Kinds;

    [Theory, MemberData(nameof(Kinds))]
    public async Task The_same_key_with_the_same_wish_gets_the_same_answer_and_with_another_is_refused(string kind)
    {
        using var store = new TestStore(kind);
        await using var host = store.Open();
        var scene = new Scene(host);
        var offer = Tiny.Money("p", 1_000);
        var first = await Done(host.Pledges.DoAsync(new("donor", "k"), offer.Id, new PledgeCommand.Offer(offer)));

        var again = await host.Pledges.DoAsync(new("donor", "k"), offer.Id, new PledgeCommand.Offer(offer));
        var other = await host.Pledges.DoAsync(new("donor", "k"), offer.Id, new PledgeCommand.Offer(offer with { Amount = 2_000 }));
        var somebodyElse = await host.Pledges.DoAsync(new("planner", "k"), offer.Id, new PledgeCommand.Accept());

        Assert.Equal(first, again.Receipt);
        Assert.True(again.Replayed);
        Assert.Equal(RefusalCode.KeyReused, other.Refusal?.Code);
        Assert.Null(somebodyElse.Refusal); // keys belong to their caller
        Assert.Equal(1, await host.ForgetAnswersAsync(DateTimeOffset.UnixEpoch.AddMicroseconds(first.AtMicroseconds + 1)));
        Assert.Equal(RefusalCode.KeyReused, (await host.Pledges.DoAsync(new("donor", "k"), offer.Id, new PledgeCommand.Offer(offer))).Refusal?.Code);
        store.Sound();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_refused_wish_leaves_nothing_behind_and_may_be_repeated_with_its_key(string kind)
    {
        using var store = new TestStore(kind);
        await using var host = store.Open();
        var offer = Tiny.Money("p", 1_000);
        var early = await host.Pledges.DoAsync(new("planner", "accept"), offer.Id, new PledgeCommand.Accept());
        Assert.Equal(RefusalCode.NotFound, early.Refusal?.Code);
        await Done(host.Pledges.DoAsync(new("donor", "offer"), offer.Id, new PledgeCommand.Offer(offer)));

        var later = await host.Pledges.DoAsync(new("planner", "accept"), offer.Id, new PledgeCommand.Accept());

        Assert.Equal(2, later.Receipt?.Sequence);
        Assert.Equal(2, store.Sound().Entries);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_stale_version_is_refused(string kind)
    {
        using var store = new TestStore(kind);
        await using var host = store.Open();
        var scene = new Scene(host);
        await scene.EnterAsync();
        var seen = (await host.Needs.FindAsync(Tiny.B)).Needs.Version;
        await Done(host.Needs.DoAsync(scene.By(Officer) with { IfVersion = seen }, Tiny.B, new NeedCommand.Amend(Tiny.WarmSetsForB, "thêm") { Quantity = 12 }));

        var late = await host.Needs.DoAsync(scene.By(Officer) with { IfVersion = seen }, Tiny.B, new NeedCommand.Amend(Tiny.WarmSetsForB, "bớt") { Quantity = 9 });

        Assert.Equal(RefusalCode.Stale, late.Refusal?.Code);
        Assert.Equal(12, (await host.Needs.FindAsync(Tiny.B)).Needs.Find(Tiny.WarmSetsForB)?.Line.Quantity);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Parallel_duplicates_have_one_effect_each(string kind)
    {
        var (keys, duplicates) = (Campaign.Setting("KEYS", 40), Campaign.Setting("DUPLICATES", 16));
        using var store = new TestStore(kind);
        await using var host = store.Open();
        var pledge = Tiny.Money("p", 1_000_000);
        await Done(host.Pledges.DoAsync(new("donor", "offer"), pledge.Id, new PledgeCommand.Offer(pledge)));
        await Done(host.Pledges.DoAsync(new("planner", "accept"), pledge.Id, new PledgeCommand.Accept()));

        var answers = await Task.WhenAll(Enumerable.Range(0, keys * duplicates).Select(i => Task.Run(() =>
            host.Pledges.DoAsync(new("bank", "receipt-" + (i % keys)), pledge.Id, new PledgeCommand.Receive(10, "v")))));

        Assert.All(answers, answer => Assert.Null(answer.Refusal));
        Assert.Equal(keys, answers.Count(answer => !answer.Replayed));
        Assert.Equal(keys, answers.Select(answer => answer.Receipt).Distinct().Count());
        Assert.Equal(keys * 10, (await host.Pledges.FindAsync(pledge.Id))!.Balances.Received);
        var report = store.Sound();
        Assert.Equal(keys + 2, report.Entries);
        output.WriteLine(FormattableString.Invariant($"{kind}: {keys} keys with {duplicates} duplicates each, {report.Entries - 2} effects"));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task On_hot_pledges_with_three_times_the_demand_exactly_the_supply_is_granted(string kind)
    {
        const int pledges = 5, planners = 12, supply = 300;
        using var store = new TestStore(kind);
        await using var host = store.Open();
        var scene = new Scene(host);
        await scene.EnterAsync(Tiny.TwoCommunes() with
        {
            Pledges = [.. Enumerable.Range(0, pledges).Select(p => Tiny.Money("hot" + p, supply))],
        });
        var desk = new Desk(host.Writer);
        var random = new Random(20261122);
        var demand = Enumerable.Range(0, pledges).SelectMany(p => Parts(random, supply * 3).Select((amount, i) => (Pledge: "hot" + p, Amount: amount, Key: $"h{p}-{i}"))).ToArray();
        random.Shuffle(demand);
        using var stop = new CancellationTokenSource();
        var watch = Task.Run(() =>
        {
            var looks = 0;
            do
            {
                store.Sound();
                looks++;
            }
            while (!stop.IsCancellationRequested);
            return looks;
        });

        var granted = new System.Collections.Concurrent.ConcurrentBag<(string Pledge, long Amount)>();
        await Task.WhenAll(Enumerable.Range(0, planners).Select(planner => Task.Run(async () =>
        {
            for (var i = planner; i < demand.Length; i += planners)
            {
                var wish = demand[i];
                var answer = await ReserveAsync(desk, wish.Pledge, wish.Amount, wish.Key);
                if (answer.Refusal is null)
                {
                    granted.Add((wish.Pledge, wish.Amount));
                }
                else
                {
                    Assert.Equal(RefusalCode.NotEnough, answer.Refusal.Code);
                }
            }
        })));

        // What the larger wishes left over goes đồng by đồng: the last one, too, must be had.
        for (var p = 0; p < pledges; p++)
        {
            for (var i = 0; (await ReserveAsync(desk, "hot" + p, 1, $"rest{p}-{i}")).Refusal is null; i++)
            {
                granted.Add(("hot" + p, 1));
            }
        }

        await stop.CancelAsync();
        Assert.True(await watch > 0);
        Assert.All(granted.GroupBy(wish => wish.Pledge), wishes => Assert.Equal(supply, wishes.Sum(wish => wish.Amount)));
        Assert.Equal(pledges, granted.Select(wish => wish.Pledge).Distinct().Count());
        store.Sound();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Needs_reported_at_once_in_one_commune_are_all_there(string kind)
    {
        using var store = new TestStore(kind);
        await using var host = store.Open();
        var scene = new Scene(host);
        await scene.EnterAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => host.Needs.DoAsync(
            new("officer" + (i % 4), "n" + i), Tiny.A, new NeedCommand.Report(Tiny.Line("new" + i, Tiny.A, Tiny.WarmSet, 1) with { Site = "điểm " + i }, Tiny.WarmSet.UnitCost, 2027)))));

        Assert.All(answers, answer => Assert.Null(answer.Refusal));
        Assert.Equal(42, (await host.Needs.FindAsync(Tiny.A)).Needs.Lines.Count);
        store.Sound();
    }

    [Fact]
    public async Task The_database_itself_refuses_an_oversubscribing_write_and_a_changed_entry()
    {
        using var store = new TestStore("sqlite");
        await using (var host = store.Open())
        {
            await new Scene(host).EnterAsync();
            await host.ReadAsync(async (db, cancel) =>
            {
                await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => db.Database.ExecuteSqlRawAsync("UPDATE journal SET actor = 'x'", cancel)); // readers cannot write at all
                return 0;
            });
        }

        using var database = Database.Of(store.Database);
        using var connection = database.OpenWriter();
        foreach (var attack in new[] { "UPDATE balances SET amount = -1 WHERE kind = 2", "UPDATE balances SET amount = 1 WHERE kind = 1", "UPDATE journal SET actor = 'x'", "DELETE FROM postings", "INSERT INTO postings VALUES (999, 0, 0, 1, 'x', 5)" })
        {
            using var command = connection.CreateCommand();
            command.CommandText = attack;
            Assert.ThrowsAny<System.Data.Common.DbException>(() => command.ExecuteNonQuery());
        }

        store.Sound();
    }

    private static Task<Answer> ReserveAsync(Desk desk, string pledge, long amount, string key) => desk.DoAsync(
        new("planner", key), "Reserve " + pledge, new { amount },
        _ => new Work("pledge:" + pledge, 0, "test_reserved", new { }, null,
        [
            new() { Kind = MovementKind.Reserve, Pledge = new(pledge), Round = "r", Need = Tiny.WarmSetsForA, Measure = Measure.Vnd, Amount = amount, NeedVnd = amount },
        ]),
        CancellationToken.None);

    private static IEnumerable<long> Parts(Random random, long sum)
    {
        while (sum > 0)
        {
            var part = Math.Min(sum, random.Next(1, 40));
            sum -= part;
            yield return part;
        }
    }
}
