using Matching.Silo.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Matching.Api.SignIn.Store;

/// <summary>Accounts, keys and data-protection keys of one moment, in a SQLite file beside the ledger's backup: <c>b.db</c> → <c>b.users.db</c>. Restored into either kind of database.</summary>
/// <remarks>Sessions stay behind: after a restore everybody signs in anew.</remarks>
internal static class UsersBackup
{
    /// <param name="database">Of the ledger.</param>
    /// <param name="file">The ledger's backup.</param>
    /// <returns>The file written; <see langword="null"/> when the service never had accounts.</returns>
    /// <exception cref="StoreRefusedException">The file is there already.</exception>
    public static async Task<string?> CreateAsync(string database, string file, CancellationToken cancel)
    {
        var target = UsersDatabase.FileBeside(file);
        if (File.Exists(target))
        {
            throw new StoreRefusedException($"{target} is there already and is not overwritten. Choose another name, or move it away.");
        }

        var source = new UsersDatabase(database);
        if (!await source.ExistsAsync(cancel))
        {
            return null;
        }

        var part = target + ".part";
        File.Delete(part);
        await CopyAsync(source, UsersDatabase.OfFile(part), cancel);
        File.Move(part, target);
        return target;
    }

    /// <param name="file">The ledger's backup.</param>
    /// <param name="database">Of the ledger; holds no accounts yet.</param>
    /// <returns>Whether the backup holds accounts.</returns>
    /// <exception cref="StoreRefusedException">The database holds accounts, or the backup is of a newer version.</exception>
    public static async Task<bool> RestoreAsync(string file, string database, CancellationToken cancel)
    {
        var source = UsersDatabase.OfFile(UsersDatabase.FileBeside(file));
        if (!await source.ExistsAsync(cancel))
        {
            return false;
        }

        await CopyAsync(source, new UsersDatabase(database), cancel);
        return true;
    }

    private static async Task CopyAsync(UsersDatabase from, UsersDatabase to, CancellationToken cancel)
    {
        from.CheckSchema();
        to.Prepare();
        await using (var source = from.Open())
        await using (var target = to.Open())
        {
            if (await target.Users.AnyAsync(cancel) || await target.Keys.AnyAsync(cancel))
            {
                throw new StoreRefusedException($"{to.Name} holds accounts already and is not overwritten. Restore into an empty database.");
            }

            await using var moment = await source.Database.BeginTransactionAsync(System.Data.IsolationLevel.Serializable, cancel);
            await target.Guards.ExecuteDeleteAsync(cancel);
            target.ChangeTracker.AutoDetectChangesEnabled = false;
            await AddAsync<Account>();
            await AddAsync<IdentityUserClaim<Guid>>();
            await AddAsync<GuardRow>();
            await AddAsync<RecoveryCodeRow>();
            await AddAsync<KeyRow>();
            await AddAsync<RingKeyRow>();
            foreach (var happened in await source.Events.AsNoTracking().OrderBy(row => row.Id).ToListAsync(cancel))
            {
                happened.Id = 0; // numbered anew, in the same order
                target.Events.Add(happened);
            }

            await target.SaveChangesAsync(cancel);

            async Task AddAsync<T>()
                where T : class
            {
                var rows = await source.Set<T>().AsNoTracking().ToListAsync(cancel);
                foreach (var claim in rows.OfType<IdentityUserClaim<Guid>>())
                {
                    claim.Id = 0;
                }

                target.Set<T>().AddRange(rows);
            }
        }

        SqliteConnection.ClearAllPools();
    }
}
