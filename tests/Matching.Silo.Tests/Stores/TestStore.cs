using Matching.Engine.Ledger;
using Matching.Silo.Embedded;
using Matching.Silo.Proof;
using Matching.Silo.Store;

namespace Matching.Silo.Tests.Stores;

/// <summary>An empty store of one test, gone after it.</summary>
internal sealed class TestStore : IDisposable
{
    private static readonly Lazy<Task<byte[]>> Template = new(async () =>
    {
        using var store = new TestStore("sqlite");
        await FillAsync(store);
        return await File.ReadAllBytesAsync(store.Database); // closed, so that nothing is left in its log
    });

    private readonly string? _folder;

    public TestStore(string kind)
    {
        if (kind == "postgres")
        {
            Database = PgServer.Instance.NewDatabase();
        }
        else
        {
            _folder = Directory.CreateTempSubdirectory("mledger").FullName;
            Database = Path.Combine(_folder, "store.db");
        }
    }

    /// <summary>The databases of this machine: SQLite always, PostgreSQL where its package is installed (test.sh insists on it).</summary>
    public static TheoryData<string> Kinds => PgServer.WhyNot is null ? new() { "sqlite", "postgres" } : new() { "sqlite" };

    public string Database { get; }

    /// <summary>A store that holds the tiny round, published; made once and copied for every test on SQLite.</summary>
    public static async Task<TestStore> PublishedAsync(string kind)
    {
        var store = new TestStore(kind);
        if (kind == "sqlite")
        {
            await File.WriteAllBytesAsync(store.Database, await Template.Value);
        }
        else
        {
            await FillAsync(store);
        }

        return store;
    }

    public EmbeddedHost Open() => EmbeddedHost.Open(Database, TimeProvider.System);

    public ProofReport Prove() => StoreProof.Run(Database);

    /// <summary>Proves the store and insists that nothing is wrong with it.</summary>
    public ProofReport Sound()
    {
        var report = Prove();
        Assert.True(report.IsSound, string.Join('\n', report.Faults.Take(5)));
        return report;
    }

    /// <summary>Changes the tables as somebody with the database in hand could: past triggers and past this program.</summary>
    public void Tamper(params string[] statements)
    {
        using var store = Silo.Store.Database.Of(Database);
        using var connection = store.OpenWriter();
        var off = store is SqliteDatabase
            ? new[] { "DROP TRIGGER journal_no_update", "DROP TRIGGER journal_no_delete", "DROP TRIGGER postings_no_update", "DROP TRIGGER postings_no_delete", "PRAGMA foreign_keys=OFF", "PRAGMA ignore_check_constraints=ON" }
            : ["SET session_replication_role = replica", "ALTER TABLE balances DROP CONSTRAINT ck_balances", "ALTER TABLE postings DROP CONSTRAINT ck_postings"];
        foreach (var statement in off.Concat(statements))
        {
            using var command = connection.CreateCommand();
            command.CommandText = statement;
            var rows = command.ExecuteNonQuery();
            Assert.True(rows > 0 || off.Contains(statement), $"'{statement}' changed nothing");
        }
    }

    public static void Complains(ProofReport report, LedgerFaultKind kind, string? about = null) => Assert.True(
        report.Faults.Any(fault => fault.Kind == kind && (about is null || fault.Thing.Contains(about, StringComparison.Ordinal))),
        $"expected {kind} {about}, found: {string.Join('\n', report.Faults.Take(10))}");

    private static async Task FillAsync(TestStore store)
    {
        await using var host = store.Open();
        var scene = new Scene(host);
        await scene.EnterAsync();
        await scene.PublishedAsync();
    }

    public void Dispose()
    {
        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}
