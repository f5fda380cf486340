using System.Security.Cryptography;
using System.Text;
using Matching.Api.Rights;
using Matching.Api.SignIn.Desks;
using Matching.Api.SignIn.Store;
using Microsoft.EntityFrameworkCore;

namespace Matching.Api.SignIn.Keys;

/// <summary>Keys of machines: made once, shown once, found by their begin, never stored.</summary>
internal sealed class KeyDesk(UsersDatabase database, RightsTable rights, Recent<string> recent, TimeProvider clock)
{
    /// <summary>Whom the key stands for; <see langword="null"/> when it is unknown, revoked or expired.</summary>
    public Task<Holder?> FindAsync(string key) =>
        ApiKey.Prefix(key) is null ? Task.FromResult<Holder?>(null) : recent.FindAsync(ApiKey.Hash(key), hash => ReadAsync(ApiKey.Prefix(key)!, hash));

    /// <returns>The row, and the key itself, which nobody can show again.</returns>
    /// <exception cref="RefusedException">A role that no key may carry, scopes that do not fit it, or no sensible end.</exception>
    public async Task<(KeyRow Row, string Key)> CreateAsync(string actor, string name, string role, Grant scopes, DateTimeOffset expires, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (string.IsNullOrWhiteSpace(name) || name.Length > 100)
        {
            throw RefusedException.Invalid("Tên khóa dài từ 1 đến 100 ký tự.", "The name of a key has 1 to 100 characters.");
        }

        if (rights.Role(role) is not { Key: true })
        {
            throw RefusedException.Invalid($"Khóa máy không thể mang vai trò \"{role}\".", $"A machine key cannot carry the role \"{role}\".");
        }

        if (expires <= now || expires > now + SignInRules.LongestKey)
        {
            throw RefusedException.Invalid("Khóa phải hết hạn trong vòng 366 ngày tới.", "A key must expire within the next 366 days.");
        }

        GrantRules.Check(scopes with { Roles = [role] }, rights);
        var key = ApiKey.New();
        var row = new KeyRow
        {
            Id = Guid.NewGuid(),
            Prefix = ApiKey.Prefix(key)!,
            Hash = ApiKey.Hash(key),
            Name = name,
            Role = role,
            Provinces = scopes.Provinces,
            Communes = scopes.Communes,
            Donors = scopes.Donors,
            CreatedAt = now,
            ExpiresAt = expires,
        };
        await using var users = database.Open();
        users.Keys.Add(row);
        users.Events.Add(new EventRow { At = now, Actor = actor, Subject = row.Id, Kind = "key-created", Detail = $"{row.Prefix} {role}" });
        await users.SaveChangesAsync(cancel);
        return (row, key);
    }

    public async Task<IReadOnlyList<KeyRow>> ListAsync(CancellationToken cancel)
    {
        await using var users = database.Open();
        return await users.Keys.AsNoTracking().OrderBy(key => key.CreatedAt).ThenBy(key => key.Prefix).ToListAsync(cancel);
    }

    /// <summary>Revoking twice is revoking once.</summary>
    /// <returns>Whether there is such a key.</returns>
    public async Task<bool> RevokeAsync(string actor, Guid id, CancellationToken cancel)
    {
        await using var users = database.Open();
        if (await users.Keys.FindAsync([id], cancel) is not { } row)
        {
            return false;
        }

        if (row.RevokedAt is null)
        {
            row.RevokedAt = clock.GetUtcNow();
            users.Events.Add(new EventRow { At = clock.GetUtcNow(), Actor = actor, Subject = id, Kind = "key-revoked", Detail = row.Prefix });
            await users.SaveChangesAsync(cancel);
        }

        recent.Forget();
        return true;
    }

    private async Task<Holder?> ReadAsync(string prefix, string hash)
    {
        await using var users = database.Open();
        var row = await users.Keys.AsNoTracking().SingleOrDefaultAsync(key => key.Prefix == prefix);
        var matches = row is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(row.Hash), Encoding.UTF8.GetBytes(hash));
        return !matches || row!.RevokedAt is not null || rights.Role(row.Role) is not { Key: true }
            ? null
            : new Holder("key:" + row.Prefix, row.Name, new Grant([row.Role], row.Provinces, row.Communes, row.Donors), row.ExpiresAt);
    }
}
