using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Matching.Api.SignIn.Store;
using Matching.Silo.Desks;

namespace Matching.Api.Audit;

/// <summary>What of an account's events stands in the ledger's chain, and under which key.</summary>
/// <remarks>
/// The event is written with the change itself, in one transaction of the accounts; from there it is carried into the chain, once, whatever dies in between. Its key is the hash of all that it says, so an event
/// that is changed or taken away afterwards is noticed. Network addresses stay with the accounts.
/// </remarks>
internal static class AccountNotes
{
    public const string KeyPrefix = "accounts/";

    // Every single sign-in and every single refusal stays with the accounts; that there were too many is told here.
    private static readonly FrozenSet<string> s_notChained = FrozenSet.Create(StringComparer.Ordinal, "signed-in", "sign-in-refused");

    // What these say beside their kind: roles and scopes, or the begin of a key.
    private static readonly FrozenSet<string> s_told = FrozenSet.Create(StringComparer.Ordinal, "created", "roles-changed", "password-set", "key-created", "key-revoked");

    private static readonly FrozenSet<string> s_withReason = FrozenSet.Create(StringComparer.Ordinal, "disabled", "enabled");

    public static bool IsChained(string kind) => !s_notChained.Contains(kind);

    public static JournalNote Of(EventRow happened) => new(
        KeyOf(happened),
        happened.Actor.Length == 0 ? "nobody" : happened.Actor,
        "account_" + happened.Kind.Replace('-', '_'),
        (happened.Kind.StartsWith("key-", StringComparison.Ordinal) ? "key:" : "account:") + happened.Subject.ToString(),
        s_withReason.Contains(happened.Kind) ? happened.Detail : null,
        new { At = happened.At.UtcDateTime, Told = s_told.Contains(happened.Kind) ? happened.Detail : null });

    public static string KeyOf(EventRow happened) => KeyPrefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
        '\n', happened.At.UtcTicks.ToString(CultureInfo.InvariantCulture), happened.Actor, happened.Subject.ToString(), happened.Kind, happened.Detail))));
}
