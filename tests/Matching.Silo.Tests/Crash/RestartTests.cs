using System.Collections.Concurrent;
using System.Globalization;
using Matching.Engine.Pledges;
using Matching.Samples;
using Matching.Silo.Desks;
using Matching.Silo.Embedded;
using Matching.Silo.Proof;
using Matching.Silo.Store;
using Matching.Silo.Tests.Stores;
using Xunit.Abstractions;
using static Matching.Silo.Tests.Stores.Scene;

namespace Matching.Silo.Tests.Crash;

/// <summary>More than one process, and a database that goes away under load.</summary>
public sealed class RestartTests(ITestOutputHelper output)
{
    public static TheoryData<string> Kinds => TestStore.Kinds;

    [Theory, MemberData(nameof(Kinds))]
    public async Task Two_hosts_on_one_store_take_turns_or_the_second_is_refused(string kind)
    {
        using var store = new TestStore(kind);
        await using var first = store.Open();
        if (kind == "sqlite")
        {
            Assert.Throws<StoreRefusedException>(() => store.Open());
            return;
        }

        await using var second = store.Open();
        var pledge = Tiny.Money("p", 1_000);
        await Done(first.Pledges.DoAsync(new("donor", "offer"), pledge.Id, new PledgeCommand.Offer(pledge)));
        await Done(second.Pledges.DoAsync(new("planner", "accept"), pledge.Id, new PledgeCommand.Accept()));

        var answers = await Task.WhenAll(Enumerable.Range(0, 300).Select(i => Task.Run(() =>
            (i % 2 == 0 ? first : second).Pledges.DoAsync(new("bank", "r" + (i / 2)), pledge.Id, new PledgeCommand.Receive(10, "v")))));

        Assert.Equal(100, answers.Count(answer => answer is { Receipt: not null, Replayed: false }));
        Assert.Equal(1_000, (await second.Pledges.FindAsync(pledge.Id))!.Balances.Received);
        store.Sound();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task PostgreSQL_going_down_under_load_loses_nothing_that_was_acknowledged(string kind)
    {
        if (kind == "sqlite")
        {
            return; // goes down with its process, see KillTests
        }

        using var server = new PgServer();
        var database = server.NewDatabase();
        await using var host = EmbeddedHost.Open(database, TimeProvider.System);
        var pledge = Tiny.Money("p", 1_000_000);
        await Done(host.Pledges.DoAsync(new("donor", "offer"), pledge.Id, new PledgeCommand.Offer(pledge)));
        await Done(host.Pledges.DoAsync(new("planner", "accept"), pledge.Id, new PledgeCommand.Accept()));
        var acknowledged = new ConcurrentDictionary<string, Receipt>(StringComparer.Ordinal);
        var interrupted = 0;
        using var answers = new SemaphoreSlim(0);
        using var stop = new CancellationTokenSource();
        var load = Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                // The same key until there is an answer: whatever became of the first attempt, it is done once.
                var key = string.Create(CultureInfo.InvariantCulture, $"{writer}-{i}");
                while (!acknowledged.ContainsKey(key))
                {
                    try
                    {
                        acknowledged[key] = await Done(host.Pledges.DoAsync(new("bank", key), pledge.Id, new PledgeCommand.Receive(1, "v")));
                        answers.Release();
                    }
                    catch (StoreUnavailableException)
                    {
                        Interlocked.Increment(ref interrupted);
                        await Task.Yield();
                    }
                }
            }
        })).ToArray();

        var crashes = Campaign.Setting("CRASHES", 2);
        for (var crash = 0; crash < crashes; crash++)
        {
            await FiftyMoreAsync(answers);
            server.Crash();
        }

        await FiftyMoreAsync(answers);
        await stop.CancelAsync();
        await Task.WhenAll(load);

        Assert.True(interrupted > 0, "no write met the crash");
        Assert.Equal(acknowledged.Count, (await host.Pledges.FindAsync(pledge.Id))!.Balances.Received);
        var report = StoreProof.Run(database);
        Assert.True(report.IsSound, string.Join('\n', report.Faults.Take(3)));
        Assert.Equal(acknowledged.Count + 2, report.Entries);
        output.WriteLine(FormattableString.Invariant($"{crashes} immediate restarts under 8 writers: {acknowledged.Count} acknowledged and there, {interrupted} attempts met a restart and were sent again"));
    }

    private static async Task FiftyMoreAsync(SemaphoreSlim answers)
    {
        while (answers.Wait(0))
        {
            // What came before does not count.
        }

        for (var i = 0; i < 50; i++)
        {
            await answers.WaitAsync();
        }
    }
}
