using System.Data;
using System.Data.Common;
using Matching.Engine.Ledger;
using Matching.Silo.Store.Rows;
using Microsoft.EntityFrameworkCore;

namespace Matching.Silo.Store;

/// <summary>One of the two databases behind the store: how it is opened, and the little in which it differs.</summary>
internal abstract class Database : IDisposable
{
    /// <summary>The database that the text names: <c>Host=…</c> is PostgreSQL, anything else the path of a SQLite file.</summary>
    public static Database Of(string database)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(database);
        return database.Contains("Host=", StringComparison.OrdinalIgnoreCase) ? new PgDatabase(database) : new SqliteDatabase(database);
    }

    public abstract string Name { get; }

    /// <summary>Whether a lost connection may be replaced by a new one. An embedded file that cannot be written is not tried again.</summary>
    public abstract bool Reconnects { get; }

    /// <summary>Reads the head of the chain and keeps other writers out until the transaction ends.</summary>
    public abstract string LockHead { get; }

    /// <summary>Takes the store for writing, so that no second process does; creates what is missing.</summary>
    /// <exception cref="StoreRefusedException">Another process writes, or the schema is newer than this program.</exception>
    public void Take()
    {
        Claim();
        using var connection = OpenWriter();
        using var context = Context(connection);
        var known = context.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        RefuseNewer(context, known);
        if (context.Database.GetPendingMigrations().Any())
        {
            BeforeMigration(connection);
            context.Database.Migrate();
        }
    }

    /// <summary>Checks, without writing, that the schema is one that this program knows.</summary>
    /// <exception cref="StoreRefusedException">It is newer, older, or not there.</exception>
    public void CheckSchema(DbConnection connection)
    {
        using var context = Context(connection);
        var known = context.Database.GetMigrations().ToArray();
        RefuseNewer(context, known.ToHashSet(StringComparer.Ordinal));
        if (context.Database.GetPendingMigrations().Any())
        {
            throw new StoreRefusedException($"{Name} holds no ledger of this version: it lacks migration {context.Database.GetPendingMigrations().First()}. Open it once with the service, which brings it up to date.");
        }
    }

    public abstract DbConnection OpenWriter();

    /// <summary>A connection that cannot write.</summary>
    public abstract DbConnection OpenReader();

    /// <summary>Starts a transaction in which everything read is of one moment.</summary>
    public abstract DbTransaction BeginReading(DbConnection reader);

    public virtual DbTransaction BeginWriting(DbConnection writer) => writer.BeginTransaction(IsolationLevel.ReadCommitted);

    public abstract StoreContext Context(DbConnection connection);

    /// <summary>What the database itself says about damage; empty when it finds none.</summary>
    public abstract IReadOnlyList<string> Damage(DbConnection reader);

    /// <summary>Whether the store itself refuses to work (full, read-only, damaged, gone), and not the one statement.</summary>
    public bool IsDown(Exception failure) => (failure as DbException ?? failure.InnerException as DbException) is { } said && IsStoreFailure(said);

    public virtual void Dispose()
    {
    }

    protected abstract bool IsStoreFailure(DbException failure);

    protected virtual void Claim()
    {
    }

    protected virtual void BeforeMigration(DbConnection writer)
    {
    }

    private void RefuseNewer(StoreContext context, HashSet<string> known)
    {
        if (context.Database.GetAppliedMigrations().FirstOrDefault(id => !known.Contains(id)) is { } newer)
        {
            throw new StoreRefusedException($"{Name} was written by a newer version of this program (migration {newer}). Use that version, or restore a backup of this one.");
        }
    }
}
