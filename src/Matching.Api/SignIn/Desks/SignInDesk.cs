using Matching.Api.Rights;
using Matching.Api.SignIn.Passwords;
using Matching.Api.SignIn.SecondFactor;
using Matching.Api.SignIn.Sessions;
using Matching.Api.SignIn.Store;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Matching.Api.SignIn.Desks;

/// <summary>What a sign-in lacks after the password was right.</summary>
internal enum NextStep
{
    Done,

    /// <summary>A code of the authenticator app, or a recovery code.</summary>
    Totp,

    /// <summary>The role asks for a second factor that the account does not have yet.</summary>
    Enrol,
}

/// <summary>Outcome of an attempt.</summary>
/// <param name="Account">Set when the attempt was right.</param>
/// <param name="Wait">Set when it was not even looked at.</param>
internal sealed record Attempt(Account? Account, NextStep Next = NextStep.Done, TimeSpan? Wait = null);

/// <summary>Passwords and codes: one answer for whatever is wrong, and the same work for an account that does not exist.</summary>
internal sealed class SignInDesk(
    UserManager<Account> accounts, UsersContext users, AccountHasher hasher, AttemptLimits limits, RightsTable rights, IDataProtectionProvider protection, TimeProvider clock)
{
    private readonly IDataProtector _secrets = protection.CreateProtector("totp");

    public async Task<Attempt> PasswordAsync(string email, string password, string address, CancellationToken cancel)
    {
        var name = accounts.NormalizeEmail(email.Trim());
        if (limits.Wait(name, address) is { } wait)
        {
            return new Attempt(null, Wait: wait);
        }

        var account = await accounts.FindByEmailAsync(email.Trim());
        var verified = hasher.Verify(account, password);
        if (verified is PasswordVerificationResult.Failed || account!.DisabledAt is not null || await IsLockedAsync(account.Id, cancel))
        {
            limits.Fail(name, address);
            await FailAsync(account, "password", address, cancel);
            return new Attempt(null);
        }

        if (verified is PasswordVerificationResult.SuccessRehashNeeded)
        {
            account.PasswordHash = hasher.HashPassword(account, password);
            await accounts.UpdateAsync(account);
        }

        var grant = await users.GrantAsync(account.Id, cancel);
        return new Attempt(account, account.TwoFactorEnabled ? NextStep.Totp : grant.NeedsSecondFactor(rights) ? NextStep.Enrol : NextStep.Done);
    }

    /// <summary>Takes a code of the app or a recovery code, each once.</summary>
    /// <param name="account">Whose password was right.</param>
    /// <param name="stamp">Its stamp then; a change since ends the attempt.</param>
    public async Task<Attempt> CodeAsync(Guid account, string stamp, string code, string address, CancellationToken cancel)
    {
        if (await accounts.FindByIdAsync(account.ToString()) is not { DisabledAt: null } found || found.SecurityStamp != stamp || !found.TwoFactorEnabled)
        {
            return new Attempt(null);
        }

        if (limits.Wait(found.NormalizedEmail!, address) is { } wait)
        {
            return new Attempt(null, Wait: wait);
        }

        if (!await IsLockedAsync(account, cancel) && (await TakeTotpAsync(found, code, cancel) || await TakeRecoveryAsync(account, code, cancel)))
        {
            return new Attempt(found);
        }

        limits.Fail(found.NormalizedEmail!, address);
        await FailAsync(found, "code", address, cancel);
        return new Attempt(null);
    }

    /// <summary>A new secret for an account that has no second factor yet; it counts once <see cref="ConfirmAsync"/> has seen a code of it.</summary>
    /// <exception cref="RefusedException">It has one.</exception>
    public async Task<(string Secret, string Address)> EnrolAsync(Account account)
    {
        if (account.TwoFactorEnabled)
        {
            throw RefusedException.Conflict("Tài khoản đã có xác thực hai bước. Hãy xóa bước cũ trước.", "The account has a second factor. Remove that one first.");
        }

        var secret = Totp.NewSecret();
        account.TotpSecret = _secrets.Protect(Convert.ToHexStringLower(secret));
        (await accounts.UpdateAsync(account)).OrRefuse();
        return (Base32.Of(secret), Totp.Address(secret, account.Email!));
    }

    /// <summary>Puts the second factor into force once a first code proves that the app has it.</summary>
    /// <returns>New recovery codes; <see langword="null"/> when the code is wrong.</returns>
    public async Task<IReadOnlyList<string>?> ConfirmAsync(Account account, string code, string address, CancellationToken cancel)
    {
        if (account.TwoFactorEnabled || account.TotpSecret is null || limits.Wait(account.NormalizedEmail!, address) is not null || !await TakeTotpAsync(account, code, cancel))
        {
            limits.Fail(account.NormalizedEmail!, address);
            return null;
        }

        await users.RecoveryCodes.Where(row => row.AccountId == account.Id).ExecuteDeleteAsync(cancel);
        var codes = Enumerable.Range(0, SignInRules.RecoveryCodes).Select(_ => RecoveryCode.New()).ToArray();
        users.RecoveryCodes.AddRange(codes.Select(each => new RecoveryCodeRow { AccountId = account.Id, Hash = RecoveryCode.Hash(each) }));
        users.Events.Add(Happened(account.Id, account.Id, "totp-enrolled", address));
        account.TwoFactorEnabled = true;
        (await accounts.UpdateSecurityStampAsync(account)).OrRefuse();
        return codes;
    }

    /// <summary>After the last step: what went wrong before is forgotten.</summary>
    public async Task SucceedAsync(Account account, string address, CancellationToken cancel)
    {
        users.Events.Add(Happened(account.Id, account.Id, "signed-in", address));
        await users.SaveChangesAsync(cancel);
        await users.Guards.Where(guard => guard.AccountId == account.Id)
            .ExecuteUpdateAsync(guard => guard.SetProperty(g => g.Failures, 0).SetProperty(g => g.LockedUntil, (DateTimeOffset?)null), cancel);
    }

    /// <summary>Counts a failure and writes it down; for an unknown account the same on a row that is nobody's, so that it takes as long.</summary>
    public async Task FailAsync(Account? account, string what, string address, CancellationToken cancel)
    {
        var id = account?.Id ?? GuardRow.Nobody;
        var now = clock.GetUtcNow();
        var until = now + SignInRules.LockTime;
        await using var transaction = await users.Database.BeginTransactionAsync(cancel);
        users.Events.Add(Happened(GuardRow.Nobody, id, "sign-in-refused", $"{what} {address}"));
        await users.SaveChangesAsync(cancel);
        await users.Guards.Where(guard => guard.AccountId == id && (guard.LockedUntil == null || guard.LockedUntil <= now)).ExecuteUpdateAsync(
            guard => guard
                .SetProperty(g => g.LockedUntil, g => g.Failures + 1 >= SignInRules.FailuresToLock ? until : g.LockedUntil)
                .SetProperty(g => g.Failures, g => g.Failures + 1 >= SignInRules.FailuresToLock ? 0 : g.Failures + 1),
            cancel);
        if (await users.Guards.AsNoTracking().AnyAsync(guard => guard.AccountId == id && guard.LockedUntil == until, cancel))
        {
            users.Events.Add(Happened(GuardRow.Nobody, id, "locked", $"{what} {address}"));
            await users.SaveChangesAsync(cancel);
        }

        await transaction.CommitAsync(cancel);
    }

    private async Task<bool> IsLockedAsync(Guid account, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        return await users.Guards.AsNoTracking().AnyAsync(guard => guard.AccountId == account && guard.LockedUntil > now, cancel);
    }

    // One conditional update: of two requests with the same code, one is taken.
    private async Task<bool> TakeTotpAsync(Account account, string code, CancellationToken cancel) =>
        account.TotpSecret is { } secret
        && Totp.Match(Convert.FromHexString(_secrets.Unprotect(secret)), code.Trim(), clock.GetUtcNow()) is { } step
        && await users.Guards.Where(guard => guard.AccountId == account.Id && guard.TotpStep < step)
            .ExecuteUpdateAsync(guard => guard.SetProperty(g => g.TotpStep, step), cancel) == 1;

    private async Task<bool> TakeRecoveryAsync(Guid account, string code, CancellationToken cancel)
    {
        var hash = RecoveryCode.Hash(code);
        if (await users.RecoveryCodes.Where(row => row.AccountId == account && row.Hash == hash).ExecuteDeleteAsync(cancel) != 1)
        {
            return false;
        }

        users.Events.Add(Happened(account, account, "recovery-code-used", ""));
        await users.SaveChangesAsync(cancel);
        return true;
    }

    private EventRow Happened(Guid actor, Guid subject, string kind, string detail) => new()
    {
        At = clock.GetUtcNow(),
        Actor = actor == GuardRow.Nobody ? "" : actor.ToString(),
        Subject = subject,
        Kind = kind,
        Detail = detail,
    };
}
