using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Matching.Silo.Store;

/// <summary>What <c>dotnet ef</c> asks for when a migration is written; nothing is connected to.</summary>
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteStoreContext>
{
    public SqliteStoreContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteStoreContext>().UseSqlite("Data Source=:memory:").Options);
}

/// <inheritdoc cref="SqliteDesign"/>
internal sealed class PgDesign : IDesignTimeDbContextFactory<PgStoreContext>
{
    public PgStoreContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PgStoreContext>().UseNpgsql("Host=localhost").Options);
}
