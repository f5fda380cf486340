using System.Data;
using System.Data.Common;
using Matching.Engine.Ledger;
using Matching.Silo.Store.Rows;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Matching.Silo.Store;

/// <summary>PostgreSQL: several processes may write; the locked head of the chain makes them take turns.</summary>
internal sealed class PgDatabase : Database
{
    // One for all contexts; each gets its own connection.
    private static readonly DbContextOptions<PgStoreContext> Options =
        new DbContextOptionsBuilder<PgStoreContext>().UseNpgsql().UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking).Options;

    private readonly NpgsqlDataSource _source;

    public PgDatabase(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = 64, AutoPrepareMinUsages = 2 };
        Name = $"{settings.Database} on {settings.Host}";
        _source = NpgsqlDataSource.Create(settings);
    }

    public override string Name { get; }

    public override bool Reconnects => true;

    public override string LockHead => "SELECT sequence, hash FROM chain_head WHERE id = 1 FOR UPDATE";

    public override DbConnection OpenWriter()
    {
        var connection = _source.OpenConnection();
        using var command = connection.CreateCommand();
        command.CommandText = "SET synchronous_commit = on";
        command.ExecuteNonQuery();
        return connection;
    }

    public override DbConnection OpenReader()
    {
        var connection = _source.OpenConnection();
        using var command = connection.CreateCommand();
        command.CommandText = "SET default_transaction_read_only = on";
        command.ExecuteNonQuery();
        return connection;
    }

    public override DbTransaction BeginReading(DbConnection reader) => reader.BeginTransaction(IsolationLevel.RepeatableRead);

    public override StoreContext Context(DbConnection connection)
    {
        var context = new PgStoreContext(Options);
        context.Database.SetDbConnection(connection);
        return context;
    }

    // Whole pages are the server's own business (data checksums, pg_amcheck); what is read here is proved row by row.
    public override IReadOnlyList<string> Damage(DbConnection reader) => [];

    // No answer at all; or read-only, out of resources, going down, I/O, internal error: https://www.postgresql.org/docs/current/errcodes-appendix.html
    protected override bool IsStoreFailure(DbException failure) => failure switch
    {
        PostgresException said => said.SqlState is "25006" || said.SqlState[..2] is "08" or "53" or "57" or "58" or "XX",
        NpgsqlException => true,
        _ => false,
    };

    public override void Dispose()
    {
        _source.Dispose();
        base.Dispose();
    }
}
