using System.Diagnostics.Metrics;
using Matching.Engine.Pledges;
using Matching.Samples;
using Matching.Silo.Embedded;
using Matching.Silo.Store;
using Matching.Silo.Tests.Stores;
using Npgsql;
using static Matching.Silo.Tests.Stores.Scene;

namespace Matching.Silo.Tests.Crash;

/// <summary>A store that takes no writes says so, and nothing is half done.</summary>
public sealed class FullStoreTests
{
    [Fact]
    public async Task A_full_disk_under_an_embedded_store_is_told_as_such_and_a_restart_goes_on()
    {
        using var store = await TestStore.PublishedAsync("sqlite");
        await using (var host = store.Open())
        {
            await host.ProbeAsync();
            await host.Writer.RunAsync(scope => (scope.Execute("PRAGMA max_page_count = 1"), Keep: true), CancellationToken.None); // as large as it is, and no page more

            await Assert.ThrowsAsync<StoreUnavailableException>(() => OfferAsync(host, 2_000));
            Assert.NotNull(host.Stopped);
            await Assert.ThrowsAsync<StoreUnavailableException>(() => host.ProbeAsync());
        }

        store.Sound();
        await using var again = store.Open();
        await again.ProbeAsync();
        await OfferAsync(again, 1);
        store.Sound();
    }

    [Fact]
    public async Task PostgreSQL_that_turned_read_only_is_told_as_such_and_then_works_again_without_a_restart()
    {
        if (PgServer.WhyNot is not null)
        {
            return; // ./test.sh says that it is off
        }

        using var store = new TestStore("postgres");
        await using var host = store.Open();
        await OfferAsync(host, 1);
        ReadOnly("on");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => host.ProbeAsync());
        await Assert.ThrowsAsync<StoreUnavailableException>(() => OfferAsync(host, 2));

        ReadOnly("off");
        for (var dead = 0; dead < 20 && await Record.ExceptionAsync(() => host.ProbeAsync()) is not null; dead++)
        {
            // Each connection that the server cut is noticed once.
        }

        await OfferAsync(host, 2);
        Assert.Equal(2, store.Sound().Entries);

        // As on a server that became a standby: old connections are gone, new ones cannot write.
        void ReadOnly(string state)
        {
            using var connection = new NpgsqlConnection(store.Database);
            connection.Open();
            string[] statements =
            [
                "SET default_transaction_read_only = off",
                $"ALTER DATABASE {connection.Database} SET default_transaction_read_only = {state}",
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
            ];
            foreach (var statement in statements)
            {
                using var command = connection.CreateCommand();
                command.CommandText = statement;
                command.ExecuteNonQuery();
            }

            NpgsqlConnection.ClearAllPools();
        }
    }

    [Fact]
    public async Task Figures_of_the_writer_count_what_it_did()
    {
        using var store = new TestStore("sqlite");
        var seen = new Dictionary<string, long>(StringComparer.Ordinal);
        using var meters = new OwnMeters();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Scope == meters)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, amount, tags, _) => Add(instrument.Name + (tags.Length > 0 ? " " + tags[0].Value + " " + tags[^1].Value : ""), amount));
        listener.SetMeasurementEventCallback<int>((instrument, amount, _, _) => Add(instrument.Name, amount));
        listener.Start();
        await using (var host = EmbeddedHost.Open(store.Database, TimeProvider.System, meters))
        {
            await OfferAsync(host, 3);
            Assert.NotNull((await host.Pledges.DoAsync(new("donor", "again"), new("p0"), new PledgeCommand.Offer(Tiny.Money("p0", 5)))).Refusal);
            listener.RecordObservableInstruments();
        }

        Assert.Equal(3, seen["matching.writes done "]);
        Assert.Equal(1, seen["matching.writes refused Duplicate"]);
        Assert.Equal(4, seen["matching.writer.batch"]); // the sum of all batches
        Assert.Equal(3, seen["matching.ledger.sequence"]);

        void Add(string name, long amount)
        {
            lock (seen)
            {
                seen[name] = seen.GetValueOrDefault(name) + amount;
            }
        }
    }

    private static async Task OfferAsync(EmbeddedHost host, int pledges)
    {
        for (var i = 0; i < pledges; i++)
        {
            await Done(host.Pledges.DoAsync(new("donor", "offer" + i), new("p" + i), new PledgeCommand.Offer(Tiny.Money("p" + i, 1_000))));
        }
    }

    private sealed class OwnMeters : IMeterFactory
    {
        private readonly List<Meter> _made = [];

        public Meter Create(MeterOptions options)
        {
            options.Scope = this;
            var meter = new Meter(options);
            _made.Add(meter);
            return meter;
        }

        public void Dispose() => _made.ForEach(meter => meter.Dispose());
    }
}
