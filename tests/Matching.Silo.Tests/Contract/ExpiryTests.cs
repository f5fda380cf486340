using Matching.Engine.Pledges;
using Matching.Samples;
using Matching.Silo.Embedded;
using Matching.Silo.Tests.Stores;
using static Matching.Silo.Tests.Stores.Scene;

namespace Matching.Silo.Tests.Contract;

/// <summary>Pledges past their last day, on every database.</summary>
public sealed class ExpiryTests
{
    private static readonly DateOnly LastDay = new(2026, 6, 30);
    private static readonly PledgeId Late = new("late");

    public static TheoryData<string> Kinds => TestStore.Kinds;

    [Theory, MemberData(nameof(Kinds))]
    public async Task What_is_free_and_not_handed_over_expires_after_the_last_day_and_not_on_it(string kind)
    {
        using var store = new TestStore(kind);
        await using var host = store.Open();
        var scene = await EnterAsync(host);
        await Done(host.Pledges.DoAsync(scene.By(Planner), Late, new PledgeCommand.Receive(1_000_000, "v1")));

        Assert.Empty(await host.Pledges.ExpireDueAsync("system", LastDay));
        var expired = Assert.Single(await host.Pledges.ExpireDueAsync("system", LastDay.AddDays(1)));
        Assert.Equal((Late, LastDay, 2_000_000), (expired.Pledge, expired.LastDay, expired.Amount));
        Assert.Empty(await host.Pledges.ExpireDueAsync("system", LastDay.AddDays(1)));
        Assert.Empty(await host.Pledges.ExpireDueAsync("system", LastDay.AddDays(2)));

        var balances = await scene.BalancesAsync(Late);
        Assert.Equal((1_000_000, 2_000_000, 0), (balances.Available, balances.Expired, balances.Awaited));
        Assert.Equal("system", await host.ReadAsync((db, _) => Task.FromResult(db.Journal.Single(entry => entry.Action == "pledge_expired").Actor)));
        store.Sound();
    }

    [Fact]
    public async Task Several_processes_that_sweep_one_store_let_it_expire_once()
    {
        if (PgServer.WhyNot is not null)
        {
            return; // test.sh insists on PostgreSQL; a file has one writer anyway
        }

        using var store = new TestStore("postgres");
        await using var first = store.Open();
        await using var second = EmbeddedHost.Open(store.Database, TimeProvider.System);
        await EnterAsync(first);

        var sweeps = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => (i % 2 == 0 ? first : second).Pledges.ExpireDueAsync("system", LastDay.AddDays(1))));

        Assert.Single(sweeps.SelectMany(sweep => sweep));
        Assert.Equal(1, await first.ReadAsync((db, _) => Task.FromResult(db.Journal.Count(entry => entry.Action == "pledge_expired"))));
        store.Sound();
    }

    private static async Task<Scene> EnterAsync(EmbeddedHost host)
    {
        var scene = new Scene(host);
        await scene.EnterAsync(
            Tiny.TwoCommunes() with { Pledges = [Tiny.Money(Late.Value, 3_000_000, new PledgeConditions { AvailableUntil = LastDay }), Tiny.Money("good", 1_000_000)] }, received: false);
        return scene;
    }
}
