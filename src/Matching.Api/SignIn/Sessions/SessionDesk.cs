using Matching.Api.Rights;
using Matching.Api.SignIn.Store;
using Microsoft.EntityFrameworkCore;

namespace Matching.Api.SignIn.Sessions;

/// <summary>Sessions of people: begun after sign-in, looked up at every request, ended by sign-out, by time, or by any change of the account's stamp.</summary>
internal sealed class SessionDesk(UsersDatabase database, RightsTable rights, Recent<Guid> recent, TimeProvider clock)
{
    /// <summary>Begins a session, and clears away those that have run out.</summary>
    public async Task<(Guid Id, Holder Holder)> BeginAsync(Account account, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var session = new SessionRow { Id = Guid.NewGuid(), AccountId = account.Id, Stamp = account.SecurityStamp!, StartedAt = now, EndsAt = now + SignInRules.SessionTime };
        await using (var users = database.Open())
        {
            await users.Sessions.Where(row => row.EndsAt < now).ExecuteDeleteAsync(cancel);
            users.Sessions.Add(session);
            await users.SaveChangesAsync(cancel);
        }

        return (session.Id, await FindAsync(session.Id) ?? throw new InvalidOperationException($"Session {session.Id} ended as it began."));
    }

    /// <summary>Whose session it is; <see langword="null"/> once it has ended, the account is disabled, or its password, roles or second factor have changed.</summary>
    public Task<Holder?> FindAsync(Guid session) => recent.FindAsync(session, ReadAsync);

    public async Task EndAsync(Guid session, CancellationToken cancel)
    {
        await using var users = database.Open();
        await users.Sessions.Where(row => row.Id == session).ExecuteDeleteAsync(cancel);
        recent.Forget();
    }

    private async Task<Holder?> ReadAsync(Guid id)
    {
        await using var users = database.Open();
        var found = await (from session in users.Sessions.AsNoTracking()
                           join account in users.Users.AsNoTracking() on session.AccountId equals account.Id
                           where session.Id == id && session.Stamp == account.SecurityStamp && account.DisabledAt == null
                           select new { session.EndsAt, account }).SingleOrDefaultAsync();
        if (found is null)
        {
            return null;
        }

        var grant = await users.GrantAsync(found.account.Id, CancellationToken.None);
        return grant.NeedsSecondFactor(rights) && !found.account.TwoFactorEnabled ? null : new Holder(found.account.Id.ToString(), found.account.Email!, grant, found.EndsAt);
    }
}

internal static class Grants
{
    /// <summary>Roles and scopes of an account.</summary>
    public static async Task<Grant> GrantAsync(this UsersContext users, Guid account, CancellationToken cancel)
    {
        var claims = await users.UserClaims.AsNoTracking().Where(claim => claim.UserId == account).Select(claim => new { claim.ClaimType, claim.ClaimValue }).ToListAsync(cancel);
        return Grant.Of(claims.Select(claim => (claim.ClaimType, claim.ClaimValue)));
    }
}
