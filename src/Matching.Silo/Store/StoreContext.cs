using Matching.Silo.Store.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matching.Silo.Store;

/// <summary>The tables. One model for both databases; migrations are kept apart (Migrations/Sqlite, Migrations/Pg).</summary>
/// <remarks>Handed out for reading without tracking. Only the writer saves.</remarks>
public abstract class StoreContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<HeadRow> Heads => Set<HeadRow>();

    public DbSet<EntryRow> Journal => Set<EntryRow>();

    public DbSet<PostingRow> Postings => Set<PostingRow>();

    public DbSet<BalanceRow> Balances => Set<BalanceRow>();

    public DbSet<IntentRow> Intents => Set<IntentRow>();

    public DbSet<CommuneRow> Communes => Set<CommuneRow>();

    public DbSet<ItemRow> Items => Set<ItemRow>();

    public DbSet<CommuneNeedsRow> CommuneNeeds => Set<CommuneNeedsRow>();

    public DbSet<NeedRow> Needs => Set<NeedRow>();

    public DbSet<AidRow> Aid => Set<AidRow>();

    public DbSet<PledgeRow> Pledges => Set<PledgeRow>();

    public DbSet<RoundRow> Rounds => Set<RoundRow>();

    public DbSet<DocumentRow> Documents => Set<DocumentRow>();

    public DbSet<AllocationRow> Allocations => Set<AllocationRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        Table<HeadRow>(modelBuilder, "chain_head", row => row.HasKey(h => h.Id), "id = 1");
        Table<EntryRow>(modelBuilder, "journal", row =>
        {
            row.HasKey(e => e.Sequence);
            row.Property(e => e.Sequence).ValueGeneratedNever();
            row.HasIndex(e => e.Subject);
            row.HasIndex(e => e.Actor);
            row.HasIndex(e => e.Key).IsUnique();
        });
        Table<PostingRow>(
            modelBuilder, "postings",
            row =>
            {
                row.HasKey(p => new { p.Sequence, p.Number });
                row.HasOne<EntryRow>().WithMany().HasForeignKey(p => p.Sequence).OnDelete(DeleteBehavior.Restrict);
                row.HasIndex(p => p.Account);
            },
            "amount <> 0 AND amount BETWEEN -1000000000000000 AND 1000000000000000");
        Table<BalanceRow>(
            modelBuilder, "balances",
            row =>
            {
                row.HasKey(b => b.Account);
                row.HasIndex(b => b.Pledge);
                row.HasIndex(b => b.Need);
                row.HasIndex(b => b.Round);
            },
            "(kind IN (1, 20, 30) AND amount <= 0) OR (kind NOT IN (1, 20, 30) AND amount >= 0)");
        Table<IntentRow>(modelBuilder, "intents", row =>
        {
            row.HasKey(i => new { i.Caller, i.Key });
            row.HasIndex(i => i.AtMicroseconds);
        });
        Table<CommuneRow>(modelBuilder, "communes", row =>
        {
            row.HasKey(c => c.Code);
            row.HasIndex(c => c.ProvinceCode);
        });
        Table<ItemRow>(modelBuilder, "items", row => row.HasKey(i => i.Code), "unit_cost_vnd > 0");
        Table<CommuneNeedsRow>(modelBuilder, "commune_needs", row =>
        {
            row.HasKey(c => c.Commune);
            row.Property(c => c.Version).IsConcurrencyToken();
        });
        Table<NeedRow>(
            modelBuilder, "needs",
            row =>
            {
                row.HasKey(n => n.Id);
                row.HasIndex(n => n.Commune);
                row.HasIndex(n => new { n.State, n.Year });
            },
            "quantity > 0 AND unit_cost_vnd > 0");
        Table<AidRow>(modelBuilder, "external_aid", row => row.HasKey(a => new { a.Commune, a.Id }));
        Table<PledgeRow>(
            modelBuilder, "pledges",
            row =>
            {
                row.HasKey(p => p.Id);
                row.HasIndex(p => p.Donor);
                row.HasIndex(p => p.State);
                row.Property(p => p.Version).IsConcurrencyToken();
            },
            "amount > 0");
        Table<RoundRow>(modelBuilder, "rounds", row =>
        {
            row.HasKey(r => r.Id);
            row.Property(r => r.Version).IsConcurrencyToken();
        });
        Table<DocumentRow>(modelBuilder, "documents", row =>
        {
            row.HasKey(d => d.Sha256);
            row.HasIndex(d => d.Round);
        });
        Table<AllocationRow>(
            modelBuilder, "allocations",
            row =>
            {
                row.HasKey(a => new { a.Round, a.Pledge, a.Need });
                row.HasIndex(a => a.Pledge);
                row.HasIndex(a => a.Need);
            },
            "amount > 0 AND need_vnd > 0");
    }

    private static void Table<TRow>(ModelBuilder model, string name, Action<EntityTypeBuilder<TRow>> columns, string? check = null)
        where TRow : class
    {
        var entity = model.Entity<TRow>();
        columns(entity);
        entity.ToTable(name, table =>
        {
            if (check is not null)
            {
                table.HasCheckConstraint("ck_" + name, check);
            }
        });

        foreach (var property in entity.Metadata.GetProperties())
        {
            property.SetColumnName(SnakeCase(property.Name));
        }
    }

    private static string SnakeCase(string name) =>
        string.Concat(name.Select((letter, i) => char.IsUpper(letter) && i > 0 ? "_" + char.ToLowerInvariant(letter) : char.ToLowerInvariant(letter).ToString()));
}

/// <summary>The tables on SQLite.</summary>
public sealed class SqliteStoreContext(DbContextOptions<SqliteStoreContext> options) : StoreContext(options);

/// <summary>The tables on PostgreSQL.</summary>
public sealed class PgStoreContext(DbContextOptions<PgStoreContext> options) : StoreContext(options);
