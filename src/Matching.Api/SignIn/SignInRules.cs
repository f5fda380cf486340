namespace Matching.Api.SignIn;

/// <summary>The numbers of sign-in; docs/sign-in.md says where they come from.</summary>
internal static class SignInRules
{
    /// <summary>Least length of a password, in characters: what NIST SP 800-63B-4 asks where a password stands alone.</summary>
    public const int ShortestPassword = 15;

    public const int LongestPassword = 256;

    /// <summary>Rounds of PBKDF2-HMAC-SHA512; OWASP asks at least 210,000.</summary>
    public const int HashRounds = 250_000;

    /// <summary>Wrong passwords or codes after which an account is locked for <see cref="LockTime"/>.</summary>
    public const int FailuresToLock = 10;

    public const int RecoveryCodes = 10;

    public static readonly TimeSpan LockTime = TimeSpan.FromMinutes(15);

    /// <summary>A session ends so long after its last request …</summary>
    public static readonly TimeSpan IdleTime = TimeSpan.FromHours(1);

    /// <summary>… and at the latest so long after it began.</summary>
    public static readonly TimeSpan SessionTime = TimeSpan.FromHours(12);

    /// <summary>Between the password and the code.</summary>
    public static readonly TimeSpan StepTime = TimeSpan.FromMinutes(10);

    public static readonly TimeSpan InvitationTime = TimeSpan.FromHours(72);

    /// <summary>How long another process may still honour a session or key that has ended.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromSeconds(3);

    public static readonly TimeSpan LongestKey = TimeSpan.FromDays(366);
}
