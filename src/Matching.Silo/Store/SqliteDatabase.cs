using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Matching.Silo.Store;

/// <summary>One file, one process: one connection writes and checkpoints, all others are opened read-only.</summary>
/// <remarks>
/// SQLite before 3.51.3 can damage a WAL file when two connections write or checkpoint it at once. Here only one connection ever can: a lock file
/// keeps a second process out, and readers cannot write. synchronous=FULL, so that an acknowledged change survives a power cut.
/// </remarks>
internal sealed class SqliteDatabase(string path) : Database
{
    // One for all contexts; each gets its own connection.
    private static readonly DbContextOptions<SqliteStoreContext> Options =
        new DbContextOptionsBuilder<SqliteStoreContext>().UseSqlite().UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking).Options;

    private FileStream? _claim;

    public override string Name => path;

    public override bool Reconnects => false;

    public override string LockHead => "SELECT sequence, hash FROM chain_head WHERE id = 1";

    public override DbConnection OpenWriter()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWriteCreate, Pooling = false, ForeignKeys = true }.ToString());
        connection.Open();
        Run(connection, "PRAGMA journal_mode=WAL");
        Run(connection, "PRAGMA synchronous=FULL");
        return connection;
    }

    public override DbConnection OpenReader()
    {
        if (!File.Exists(path))
        {
            throw new StoreRefusedException($"There is no database {path}.");
        }

        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    // Deferred: a reader that asked for the write lock would wait for the writer.
    public override DbTransaction BeginReading(DbConnection reader) => ((SqliteConnection)reader).BeginTransaction(IsolationLevel.Serializable, deferred: true);

    public override DbTransaction BeginWriting(DbConnection writer) => ((SqliteConnection)writer).BeginTransaction(IsolationLevel.Serializable, deferred: false);

    public override StoreContext Context(DbConnection connection)
    {
        var context = new SqliteStoreContext(Options);
        context.Database.SetDbConnection(connection);
        return context;
    }

    public override IReadOnlyList<string> Damage(DbConnection reader)
    {
        var found = new List<string>();
        foreach (var check in (string[])["PRAGMA integrity_check", "PRAGMA foreign_key_check"])
        {
            using var command = reader.CreateCommand();
            command.CommandText = check;
            using var rows = command.ExecuteReader();
            while (rows.Read())
            {
                var said = rows.GetValue(0)?.ToString() ?? "";
                if (said != "ok")
                {
                    found.Add($"{check}: {said}");
                }
            }
        }

        return found;
    }

    public override void Dispose()
    {
        _claim?.Dispose();
        base.Dispose();
    }

    // Read-only, I/O, damaged, full, cannot be opened, no database: https://sqlite.org/rescode.html
    protected override bool IsStoreFailure(DbException failure) => failure is SqliteException { SqliteErrorCode: 8 or 10 or 11 or 13 or 14 or 26 };

    protected override void Claim()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        try
        {
            // Held as long as this process lives; the kernel lets go of it even after kill -9.
            _claim = new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException inUse)
        {
            throw new StoreRefusedException($"{path} is in use by another process. Stop that one first; reading, 'ledger verify' and 'backup' work beside it.", inUse);
        }
    }

    // A process killed in the middle of a migration leaves EF's own lock behind; ours says that nobody else is at it.
    protected override void BeforeMigration(DbConnection writer) => Run((SqliteConnection)writer, "DROP TABLE IF EXISTS \"__EFMigrationsLock\"");

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
