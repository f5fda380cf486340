using Matching.Silo.Store;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Npgsql;

namespace Matching.Api.SignIn.Store;

/// <summary>Where accounts are kept: in the ledger's PostgreSQL database, or in a file beside its SQLite file.</summary>
/// <remarks>
/// A file of its own, because only one connection may ever write the ledger's. This one keeps the rollback journal instead of WAL: there the fault of
/// SQLite before 3.51.3 does not exist, and several connections and processes may write it, one after the other.
/// </remarks>
internal sealed class UsersDatabase
{
    private readonly string? _path;
    private readonly DbContextOptions<SqliteUsersContext>? _sqlite;
    private readonly DbContextOptions<PgUsersContext>? _pg;

    /// <param name="database">As of the ledger: <c>Host=…</c> for PostgreSQL, else the path of the ledger's SQLite file.</param>
    public UsersDatabase(string database)
        : this(database, IsPg(database) ? "" : FileBeside(database))
    {
    }

    private UsersDatabase(string database, string file)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(database);
        if (IsPg(database))
        {
            var settings = new NpgsqlConnectionStringBuilder(database);
            Name = $"{settings.Database} on {settings.Host}";
            _pg = new DbContextOptionsBuilder<PgUsersContext>().UseNpgsql(database, pg => pg.MigrationsHistoryTable(UsersContext.MigrationsTable)).Options;
        }
        else
        {
            Name = _path = file;
            var connection = new SqliteConnectionStringBuilder { DataSource = _path, ForeignKeys = true }.ToString();
            _sqlite = new DbContextOptionsBuilder<SqliteUsersContext>().UseSqlite(connection, sqlite => sqlite.MigrationsHistoryTable(UsersContext.MigrationsTable)).Options;
        }
    }

    public string Name { get; }

    /// <summary><c>fund.db</c> → <c>fund.users.db</c>.</summary>
    public static string FileBeside(string ledger) => Path.ChangeExtension(ledger, ".users.db");

    /// <summary>The file itself, not one beside a ledger.</summary>
    public static UsersDatabase OfFile(string path) => new(path, path);

    public UsersContext Open() => _sqlite is not null ? new SqliteUsersContext(_sqlite) : new PgUsersContext(_pg!);

    /// <summary>Creates what is missing and brings the schema up to date.</summary>
    /// <exception cref="StoreRefusedException">It was written by a newer version.</exception>
    public void Prepare()
    {
        if (_path is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(_path))!);
            Keep(_path);
        }

        using var context = Open();
        RefuseNewer(context);
        if (context.Database.GetPendingMigrations().Any())
        {
            if (_path is not null)
            {
                // A process killed in the middle of a migration leaves EF's own lock behind, and nobody would ever get past it.
                context.Database.ExecuteSql($"DROP TABLE IF EXISTS \"__EFMigrationsLock\"");
            }

            context.Database.Migrate();
        }
    }

    /// <summary>Whether there are tables of accounts at all; creates none.</summary>
    public async Task<bool> ExistsAsync(CancellationToken cancel)
    {
        if (_path is not null && !File.Exists(_path))
        {
            return false;
        }

        await using var context = Open();
        return (await context.Database.GetAppliedMigrationsAsync(cancel)).Any();
    }

    /// <summary>Checks, without writing, that the schema is one that this program knows.</summary>
    /// <exception cref="StoreRefusedException">It is newer or older.</exception>
    public void CheckSchema()
    {
        using var context = Open();
        RefuseNewer(context);
        if (context.Database.GetPendingMigrations().FirstOrDefault() is { } missing)
        {
            throw new StoreRefusedException($"{Name} lacks migration {missing}. Open it once with the service, which brings it up to date.");
        }
    }

    private void RefuseNewer(UsersContext context)
    {
        var known = context.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        if (context.Database.GetAppliedMigrations().FirstOrDefault(id => !known.Contains(id)) is { } newer)
        {
            throw new StoreRefusedException($"{Name} was written by a newer version of this program (migration {newer}). Use that version, or restore a backup of this one.");
        }
    }

    private static bool IsPg(string database) => database.Contains("Host=", StringComparison.OrdinalIgnoreCase);

    // Password hashes and keys are for the service's own eyes.
    private static void Keep(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            using var file = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.ReadWrite,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
        }
    }
}

/// <summary>What <c>dotnet ef</c> asks for when a migration is written; nothing is connected to.</summary>
internal sealed class SqliteUsersDesign : IDesignTimeDbContextFactory<SqliteUsersContext>
{
    public SqliteUsersContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteUsersContext>().UseSqlite("Data Source=:memory:", sqlite => sqlite.MigrationsHistoryTable(UsersContext.MigrationsTable)).Options);
}

/// <inheritdoc cref="SqliteUsersDesign"/>
internal sealed class PgUsersDesign : IDesignTimeDbContextFactory<PgUsersContext>
{
    public PgUsersContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PgUsersContext>().UseNpgsql("Host=localhost", pg => pg.MigrationsHistoryTable(UsersContext.MigrationsTable)).Options);
}
