using Microsoft.EntityFrameworkCore;

namespace Matching.Crud;

/// <summary>The one table.</summary>
internal sealed class Fund(DbContextOptions<Fund> options) : DbContext(options)
{
    public DbSet<PledgeRow> Pledges => Set<PledgeRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<PledgeRow>().HasIndex(row => row.Donor);
}

internal sealed class PledgeRow
{
    public string Id { get; set; } = "";

    public string Donor { get; set; } = "";

    public string Kind { get; set; } = "";

    public long Amount { get; set; }

    public long Received { get; set; }

    public string State { get; set; } = "offered";
}

internal sealed record Part(long Amount);
