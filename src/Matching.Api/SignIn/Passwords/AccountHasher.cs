using System.Text;
using Matching.Api.SignIn.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Matching.Api.SignIn.Passwords;

/// <summary>PBKDF2-HMAC-SHA512 over the composed form (NFC): Vietnamese keyboards type the same word as different code points.</summary>
internal sealed class AccountHasher : PasswordHasher<Account>
{
    private static readonly Account Nobody = new();
    private static readonly Lazy<string> NobodysHash = new(() => new AccountHasher().HashPassword(Nobody, Guid.NewGuid().ToString()));

    public AccountHasher()
        : base(Options.Create(new PasswordHasherOptions { CompatibilityMode = PasswordHasherCompatibilityMode.IdentityV3, IterationCount = SignInRules.HashRounds }))
    {
    }

    public override string HashPassword(Account user, string password) => base.HashPassword(user, Composed(password));

    public override PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword) =>
        base.VerifyHashedPassword(user, hashedPassword, Composed(providedPassword));

    /// <summary>Done at start, so that the first sign-in of an unknown account does not stand out by taking twice as long.</summary>
    public static void Prepare() => _ = NobodysHash.Value;

    /// <summary>Takes as long when there is no such account, or it has no password yet.</summary>
    public PasswordVerificationResult Verify(Account? account, string password)
    {
        if (account?.PasswordHash is { } hash)
        {
            return VerifyHashedPassword(account, hash, password);
        }

        VerifyHashedPassword(Nobody, NobodysHash.Value, password);
        return PasswordVerificationResult.Failed;
    }

    // Half a surrogate pair has no composed form; it stays as it is and simply matches nothing.
    private static string Composed(string password)
    {
        try
        {
            return password.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            return password;
        }
    }
}
