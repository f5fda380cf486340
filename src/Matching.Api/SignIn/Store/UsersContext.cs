using System.Collections.Immutable;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Matching.Api.SignIn.Store;

/// <summary>Accounts, sessions, keys. One model for both databases; migrations are kept apart (Migrations/Sqlite, Migrations/Pg).</summary>
internal abstract class UsersContext(DbContextOptions options) : IdentityUserContext<Account, Guid>(options)
{
    /// <summary>Beside the migrations of the ledger in the same PostgreSQL database.</summary>
    public const string MigrationsTable = "account_migrations";

    public DbSet<GuardRow> Guards => Set<GuardRow>();

    public DbSet<RecoveryCodeRow> RecoveryCodes => Set<RecoveryCodeRow>();

    public DbSet<SessionRow> Sessions => Set<SessionRow>();

    public DbSet<KeyRow> Keys => Set<KeyRow>();

    public DbSet<EventRow> Events => Set<EventRow>();

    public DbSet<RingKeyRow> RingKeys => Set<RingKeyRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();
        configurationBuilder.Properties<ImmutableArray<string>>().HaveConversion<Words, SameWords>();
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Ignore<IdentityUserLogin<Guid>>();
        builder.Ignore<IdentityUserToken<Guid>>();
        builder.Ignore<IdentityUserPasskey<Guid>>();
        builder.Entity<Account>(account =>
        {
            account.ToTable("accounts");
            account.Ignore(a => a.PhoneNumber).Ignore(a => a.PhoneNumberConfirmed).Ignore(a => a.EmailConfirmed);
            account.Ignore(a => a.AccessFailedCount).Ignore(a => a.LockoutEnabled).Ignore(a => a.LockoutEnd);
        });
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("account_claims");
        builder.Entity<GuardRow>(guard =>
        {
            guard.ToTable("account_guards").HasKey(g => g.AccountId);
            guard.Property(g => g.AccountId).ValueGeneratedNever();
            guard.HasData(new GuardRow { AccountId = GuardRow.Nobody });
        });
        builder.Entity<RecoveryCodeRow>().ToTable("account_recovery_codes").HasKey(c => new { c.AccountId, c.Hash });
        builder.Entity<RecoveryCodeRow>().HasOne<Account>().WithMany().HasForeignKey(c => c.AccountId);
        builder.Entity<SessionRow>(session =>
        {
            session.ToTable("account_sessions").HasKey(s => s.Id);
            session.Property(s => s.Id).ValueGeneratedNever();
            session.HasOne<Account>().WithMany().HasForeignKey(s => s.AccountId);
        });
        builder.Entity<KeyRow>(key =>
        {
            key.ToTable("account_keys").HasKey(k => k.Id);
            key.Property(k => k.Id).ValueGeneratedNever();
            key.HasIndex(k => k.Prefix).IsUnique();
        });
        builder.Entity<EventRow>(happened =>
        {
            happened.ToTable("account_events").HasKey(e => e.Id);
            happened.HasIndex(e => e.Subject);
        });
        builder.Entity<RingKeyRow>().ToTable("account_ring").HasKey(k => k.Name);
    }

    private sealed class UtcTicks() : ValueConverter<DateTimeOffset, long>(at => at.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));

    private sealed class Words() : ValueConverter<ImmutableArray<string>, string>(words => string.Join(' ', words), text => Split(text));

    private sealed class SameWords() : ValueComparer<ImmutableArray<string>>(
        (a, b) => a.SequenceEqual(b, StringComparer.Ordinal), words => words.Length, words => words);

    private static ImmutableArray<string> Split(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
}

internal sealed class SqliteUsersContext(DbContextOptions<SqliteUsersContext> options) : UsersContext(options);

internal sealed class PgUsersContext(DbContextOptions<PgUsersContext> options) : UsersContext(options);
