using Matching.Api.Rights;
using Matching.Api.SignIn.Sessions;
using Matching.Api.SignIn.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Matching.Api.SignIn.Desks;

/// <summary>What administrators do with accounts, and people with their own password. Every change is written down, and ends the account's sessions.</summary>
internal sealed class AccountDesk(UserManager<Account> accounts, UsersContext users, RightsTable rights, Recent<Guid> sessions, TimeProvider clock)
{
    public Task<Account?> FindAsync(Guid id) => accounts.FindByIdAsync(id.ToString());

    public async Task<IReadOnlyList<(Account Account, Grant Grant)>> ListAsync(CancellationToken cancel)
    {
        var all = await users.Users.AsNoTracking().OrderBy(account => account.NormalizedEmail).ToListAsync(cancel);
        var claims = (await users.UserClaims.AsNoTracking().ToListAsync(cancel)).ToLookup(claim => claim.UserId);
        return [.. all.Select(account => (account, Grant.Of(claims[account.Id].Select(claim => (claim.ClaimType, claim.ClaimValue)))))];
    }

    public Task<Grant> GrantAsync(Guid account, CancellationToken cancel) => users.GrantAsync(account, cancel);

    /// <summary>An account without a password; nobody signs in to it before an invitation is used.</summary>
    /// <exception cref="RefusedException">The address is taken or none; the roles do not fit.</exception>
    public async Task<Account> CreateAsync(string actor, string email, Grant grant)
    {
        var account = Prepared(actor, email, grant, "created");
        (await accounts.CreateAsync(account)).OrRefuse();
        return account;
    }

    /// <summary>An account with its password, for the command line.</summary>
    /// <exception cref="RefusedException">As above, or the password is weak.</exception>
    public async Task<Account> CreateAsync(string actor, string email, string password, Grant grant)
    {
        var account = Prepared(actor, email, grant, "created");
        (await accounts.CreateAsync(account, password)).OrRefuse();
        return account;
    }

    /// <exception cref="RefusedException">The roles do not fit, or they are the actor's own.</exception>
    public async Task ChangeGrantAsync(string actor, Account account, Grant grant, CancellationToken cancel)
    {
        RefuseOwn(actor, account);
        GrantRules.Check(grant, rights);
        var before = await users.UserClaims.Where(claim => claim.UserId == account.Id).ToListAsync(cancel);
        users.UserClaims.RemoveRange(before);
        AddClaims(account, grant);
        await SaveAsync(actor, account, "roles-changed", Told(grant));
    }

    /// <exception cref="RefusedException">It is the actor's own account.</exception>
    public async Task DisableAsync(string actor, Account account, string reason)
    {
        RefuseOwn(actor, account);
        account.DisabledAt ??= clock.GetUtcNow();
        await SaveAsync(actor, account, "disabled", reason);
    }

    public async Task EnableAsync(string actor, Account account, string reason)
    {
        account.DisabledAt = null;
        await SaveAsync(actor, account, "enabled", reason);
    }

    /// <summary>A token with which the person sets a new password; using it ends its life and all sessions.</summary>
    /// <exception cref="RefusedException">It is the actor's own account, whose password is changed with the old one.</exception>
    public async Task<string> InviteAsync(string actor, Account account, CancellationToken cancel)
    {
        RefuseOwn(actor, account);
        users.Events.Add(Happened(actor, account, "invited", ""));
        await users.SaveChangesAsync(cancel);
        return await accounts.GeneratePasswordResetTokenAsync(account);
    }

    /// <exception cref="RefusedException">No such account, a token that is wrong, used or too old, all in the same words; or a weak password.</exception>
    public async Task UseInvitationAsync(string email, string token, string password)
    {
        var account = await accounts.FindByEmailAsync(email.Trim());
        if (account is null || account.DisabledAt is not null || !await accounts.VerifyUserTokenAsync(account, TokenOptions.DefaultProvider, UserManager<Account>.ResetPasswordTokenPurpose, token))
        {
            throw RefusedException.Invalid("Không thực hiện được: mã hoặc mật khẩu không đúng hoặc đã hết hạn.", "Not done: the token or password is wrong or has expired.");
        }

        users.Events.Add(Happened("", account, "password-set", "invitation"));
        (await accounts.ResetPasswordAsync(account, token, password)).OrRefuse();
        sessions.Forget();
    }

    /// <exception cref="RefusedException">The new password is weak.</exception>
    public async Task ChangePasswordAsync(Account account, string old, string password)
    {
        users.Events.Add(Happened(account.Id.ToString(), account, "password-set", "own"));
        (await accounts.ChangePasswordAsync(account, old, password)).OrRefuse();
        sessions.Forget();
    }

    /// <summary>The account enrols anew at its next sign-in where its role asks for it.</summary>
    public async Task RemoveTotpAsync(string actor, Account account, CancellationToken cancel)
    {
        account.TwoFactorEnabled = false;
        account.TotpSecret = null;
        users.RecoveryCodes.RemoveRange(await users.RecoveryCodes.Where(row => row.AccountId == account.Id).ToListAsync(cancel));
        await SaveAsync(actor, account, "totp-removed", "");
    }

    /// <summary>Newest first.</summary>
    /// <param name="before">Only those older than this one.</param>
    public async Task<IReadOnlyList<EventRow>> EventsAsync(Guid? subject, long before, int most, CancellationToken cancel) =>
        await users.Events.AsNoTracking().Where(row => row.Id < before && (subject == null || row.Subject == subject)).OrderByDescending(row => row.Id).Take(most).ToListAsync(cancel);

    private static string Told(Grant grant) => string.Join(' ', grant.Claims().Select(claim => $"{claim.Type}={claim.Value}"));

    // So that an administrator always remains, and none widens their own rights.
    private static void RefuseOwn(string actor, Account account)
    {
        if (actor == account.Id.ToString())
        {
            throw RefusedException.Conflict("Không thể làm việc này với tài khoản của chính mình. Hãy nhờ quản trị viên khác.", "This cannot be done to your own account. Ask another administrator.");
        }
    }

    private Account Prepared(string actor, string email, Grant grant, string kind)
    {
        GrantRules.Check(grant, rights);
        var account = new Account { Id = Guid.NewGuid(), UserName = email.Trim(), Email = email.Trim(), CreatedAt = clock.GetUtcNow() };
        users.Guards.Add(new GuardRow { AccountId = account.Id });
        AddClaims(account, grant);
        users.Events.Add(Happened(actor, account, kind, Told(grant)));
        return account;
    }

    private void AddClaims(Account account, Grant grant) =>
        users.UserClaims.AddRange(grant.Claims().Select(claim => new IdentityUserClaim<Guid> { UserId = account.Id, ClaimType = claim.Type, ClaimValue = claim.Value }));

    // One save: the change, the new stamp and the event stand or fall together.
    private async Task SaveAsync(string actor, Account account, string kind, string detail)
    {
        users.Events.Add(Happened(actor, account, kind, detail));
        (await accounts.UpdateSecurityStampAsync(account)).OrRefuse();
        sessions.Forget();
    }

    private EventRow Happened(string actor, Account account, string kind, string detail) => new()
    {
        At = clock.GetUtcNow(),
        Actor = actor,
        Subject = account.Id,
        Kind = kind,
        Detail = detail,
    };
}
