using System.Diagnostics;
using System.Globalization;
using Matching.Engine.Intents;
using Matching.Engine.Ledger;
using Matching.Engine.Pledges;
using Matching.Samples;
using Matching.Silo.Desks;
using Matching.Silo.Embedded;
using Matching.Silo.Tests.Stores;
using Microsoft.EntityFrameworkCore;
using Xunit.Abstractions;
using static Matching.Silo.Tests.Stores.Scene;

namespace Matching.Silo.Tests.Crash;

/// <summary>Planners reserve from hot pledges while their donors call parts of them back, with demand three times the supply: what is given out is the supply exactly.</summary>
/// <remarks>MATCHING_OPERATIONS sets how many operations (./test.sh campaign hot-pledges), MATCHING_SEED the seed of amounts and order.</remarks>
public sealed class HotPledgeTests(ITestOutputHelper output)
{
    private const int Pledges = 20;
    private const int Planners = 16;
    private const int Donors = 200;

    public static TheoryData<string> Kinds => TestStore.Kinds;

    [Theory, MemberData(nameof(Kinds))]
    public async Task What_planners_reserve_and_donors_call_back_is_the_supply_exactly_and_every_look_meanwhile_adds_up(string kind)
    {
        var operations = Campaign.Setting("OPERATIONS", kind == "sqlite" ? 3_000 : 1_200);
        var seed = Campaign.Setting("SEED", 1);
        var random = new Random(seed);
        var perPledge = operations / Pledges;
        var wishes = Enumerable.Range(0, operations).Select(i => (Pledge: i % Pledges, Amount: (long)random.Next(1, 40), ByDonor: random.Next(5) < 2)).ToArray();
        var supply = Enumerable.Range(0, Pledges).Select(p => wishes.Where(wish => wish.Pledge == p).Sum(wish => wish.Amount) / 3).ToArray();
        random.Shuffle(wishes);

        using var store = new TestStore(kind);
        await using var host = store.Open();
        var scene = new Scene(host);
        await scene.EnterAsync(Tiny.TwoCommunes() with { Pledges = [.. supply.Select((amount, p) => Tiny.Money(Name(p), amount))] }, received: false);
        var desk = new Desk(host.Writer);
        using var stop = new CancellationTokenSource();
        var watch = WatchAsync(host, supply, stop.Token);
        var (granted, calledBack, refused) = (new long[Pledges], new long[Pledges], 0);
        var clock = Stopwatch.StartNew();
        var planners = Enumerable.Range(0, Planners).Select(planner => SendAsync(wishes.Where((wish, i) => !wish.ByDonor && i % Planners == planner), "p" + planner.ToString(CultureInfo.InvariantCulture)));
        var donors = Enumerable.Range(0, Donors).Select(donor => SendAsync(wishes.Where((wish, i) => wish.ByDonor && i % Donors == donor), "d" + donor.ToString(CultureInfo.InvariantCulture)));
        await Task.WhenAll(planners.Concat(donors));
        var duration = clock.Elapsed;

        // What the larger wishes left over goes đồng by đồng: the last one, too, must be had.
        for (var p = 0; p < Pledges; p++)
        {
            for (var i = 0; await DoAsync((p, 1, ByDonor: false), string.Create(CultureInfo.InvariantCulture, $"rest-{p}-{i}")); i++)
            {
                // Until it is refused.
            }
        }

        await stop.CancelAsync();
        var looks = await watch;
        Assert.True(looks > 0);
        for (var p = 0; p < Pledges; p++)
        {
            Assert.Equal(supply[p], granted[p] + calledBack[p]);
            var balances = (await host.Pledges.FindAsync(new(Name(p))))!.Balances;
            Assert.Equal((0, granted[p], calledBack[p]), (balances.Available, balances.Reserved, balances.Withdrawn));
        }

        var report = store.Sound();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"seed={seed} {kind}: {operations} operations of {Planners} planners and {Donors} donors on {Pledges} pledges, demand 3 times the supply; {supply.Sum()} supplied, {granted.Sum()} granted, {calledBack.Sum()} called back, {refused} refused; {looks} looks; {operations / duration.TotalSeconds:F0} operations a second; {report.Entries} entries proved"));

        async Task SendAsync(IEnumerable<(int Pledge, long Amount, bool ByDonor)> mine, string who)
        {
            await Task.Yield();
            var i = 0;
            foreach (var wish in mine)
            {
                await DoAsync(wish, string.Create(CultureInfo.InvariantCulture, $"{who}-{i++}"));
            }
        }

        async Task<bool> DoAsync((int Pledge, long Amount, bool ByDonor) wish, string key)
        {
            var pledge = Name(wish.Pledge);
            var answer = wish.ByDonor
                ? await host.Pledges.DoAsync(new("donor", key), new(pledge), new PledgeCommand.Withdraw(wish.Amount, "hot"))
                : await ReserveAsync(desk, pledge, wish.Amount, key);
            if (answer.Refusal is { } refusal)
            {
                Assert.True(refusal.Code is RefusalCode.NotEnough or RefusalCode.WrongState, refusal.ToString());
                Interlocked.Increment(ref refused);
                return false;
            }

            Interlocked.Add(ref (wish.ByDonor ? calledBack : granted)[wish.Pledge], wish.Amount);
            return true;
        }
    }

    // Every 50 ms all balances of one moment: the parts of each pledge add up to what was promised, on both sides, and none is below zero.
    private static async Task<int> WatchAsync(EmbeddedHost host, long[] supply, CancellationToken stop)
    {
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var looks = 0;
        do
        {
            var rows = await host.ReadAsync((db, cancel) => db.Balances.Where(row => row.Pledge != null).ToListAsync(cancel), CancellationToken.None);
            for (var p = 0; p < supply.Length; p++)
            {
                var own = rows.Where(row => row.Pledge == Name(p)).ToArray();
                var use = own.Where(row => row.Kind is >= 2 and <= 11).ToArray();
                var receipt = own.Where(row => row.Kind is >= 21 and <= 24).ToArray();
                Assert.All(use.Concat(receipt), row => Assert.True(row.Amount >= 0, $"{row.Account} stands at {row.Amount}"));
                Assert.Equal((supply[p], supply[p]), (use.Sum(row => row.Amount), receipt.Sum(row => row.Amount)));
            }

            looks++;
        }
        while (await TickAsync(ticks, stop));
        return looks;
    }

    private static async Task<bool> TickAsync(PeriodicTimer ticks, CancellationToken stop)
    {
        try
        {
            return await ticks.WaitForNextTickAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static string Name(int pledge) => "hot" + pledge.ToString(CultureInfo.InvariantCulture);

    // Without NeedVnd's line being short of need: the line is as large as it must be.
    private static Task<Answer> ReserveAsync(Desk desk, string pledge, long amount, string key) => desk.DoAsync(
        new("planner", key), "Reserve " + pledge, new { amount },
        _ => new Work("pledge:" + pledge, 0, "test_reserved", new { }, null,
        [
            new() { Kind = MovementKind.Reserve, Pledge = new(pledge), Round = "r", Need = Tiny.WarmSetsForA, Measure = Measure.Vnd, Amount = amount, NeedVnd = amount },
        ]),
        CancellationToken.None);
}
