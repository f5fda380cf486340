using Matching.Engine.Ledger;
using Matching.Engine.Pledges;
using Matching.Samples;
using Matching.Silo.Backups;
using Matching.Silo.Store;
using Matching.Silo.Tests.Stores;
using static Matching.Silo.Tests.Stores.Scene;

namespace Matching.Silo.Tests.Proof;

/// <summary>Back up under load, wipe, restore, re-prove.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mbackup").FullName;

    public static TheoryData<string, string> Pairs =>
        PgServer.WhyNot is null ? new() { { "sqlite", "sqlite" }, { "sqlite", "postgres" }, { "postgres", "sqlite" }, { "postgres", "postgres" } } : new() { { "sqlite", "sqlite" } };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory, MemberData(nameof(Pairs))]
    public async Task A_backup_taken_under_load_is_restored_whole_and_goes_on(string from, string to)
    {
        var file = Path.Combine(_folder, "backup.db");
        long atBackup;
        using (var store = await TestStore.PublishedAsync(from))
        {
            await using var host = store.Open();
            using var stop = new CancellationTokenSource();
            var load = Task.Run(async () =>
            {
                for (var i = 0; !stop.IsCancellationRequested; i++)
                {
                    var pledge = Tiny.Money("load" + i, 1_000);
                    await Done(host.Pledges.DoAsync(new("donor", "load" + i), pledge.Id, new PledgeCommand.Offer(pledge)));
                }
            });
            var report = await Task.Run(() => StoreBackup.Create(store.Database, file));
            await stop.CancelAsync();
            await load;
            Assert.True(report.IsSound, string.Join('\n', report.Faults.Take(3)));
            atBackup = report.HeadSequence;
            Assert.Throws<StoreRefusedException>(() => StoreBackup.Create(store.Database, file)); // never over another one
        }

        using var target = new TestStore(to);
        var restored = StoreBackup.Restore(file, target.Database);

        Assert.True(restored.IsSound);
        Assert.Equal((atBackup, 1L), (restored.HeadSequence, restored.PublishedRounds));
        Assert.Throws<StoreRefusedException>(() => StoreBackup.Restore(file, target.Database));
        await using (var host = target.Open())
        {
            var known = await host.Pledges.DoAsync(new("donor", "load-new"), new("x"), new PledgeCommand.Offer(Tiny.Money("x", 5)));
            Assert.Equal(atBackup + 1, known.Receipt?.Sequence);
        }

        target.Sound();
    }

    [Fact]
    public async Task A_damaged_backup_is_not_restored()
    {
        var file = Path.Combine(_folder, "backup.db");
        using (var store = await TestStore.PublishedAsync("sqlite"))
        {
            store.Tamper("UPDATE postings SET amount = amount + 1 WHERE number = 1 AND kind = 1 AND account LIKE '2|%'");
            Assert.False(StoreBackup.Create(store.Database, file).IsSound);
            Assert.False(File.Exists(file));
        }

        using var target = new TestStore("sqlite");
        var report = StoreBackup.Restore(file + ".unsound", target.Database);

        TestStore.Complains(report, LedgerFaultKind.Unbalanced);
        Assert.False(File.Exists(target.Database));
    }

    [Fact]
    public void A_file_that_is_no_store_is_refused()
    {
        var file = Path.Combine(_folder, "other.db");
        File.WriteAllText(file, "not a database");

        Assert.ThrowsAny<Exception>(() => StoreBackup.Restore(file, Path.Combine(_folder, "new.db")));
        Assert.False(File.Exists(Path.Combine(_folder, "new.db")));
    }
}
