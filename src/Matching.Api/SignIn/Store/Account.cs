using System.Collections.Immutable;
using Microsoft.AspNetCore.Identity;

namespace Matching.Api.SignIn.Store;

/// <summary>A person who signs in. Roles and scopes are claims beside it; counters that change at every attempt stand in <see cref="GuardRow"/>.</summary>
internal sealed class Account : IdentityUser<Guid>
{
    /// <summary>Since when it cannot sign in.</summary>
    public DateTimeOffset? DisabledAt { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Secret of the second factor under the data-protection keys; counts only once <see cref="IdentityUser{TKey}.TwoFactorEnabled"/> is set.</summary>
    public string? TotpSecret { get; set; }
}

/// <summary>What holds guessing back, changed by single conditional updates so that parallel attempts all count.</summary>
internal sealed class GuardRow
{
    /// <summary>Account that an attempt for an unknown address is counted on, so that it takes as long as any other.</summary>
    public static readonly Guid Nobody = Guid.Empty;

    public Guid AccountId { get; set; }

    /// <summary>Wrong passwords and codes since the last complete sign-in.</summary>
    public int Failures { get; set; }

    public DateTimeOffset? LockedUntil { get; set; }

    /// <summary>Time step of the last code taken; none at or before it is taken again.</summary>
    public long TotpStep { get; set; }
}

/// <summary>A recovery code not yet used.</summary>
internal sealed class RecoveryCodeRow
{
    public Guid AccountId { get; set; }

    /// <summary>SHA-256 of the code, in hex.</summary>
    public string Hash { get; set; } = "";
}

/// <summary>A session of a person.</summary>
internal sealed class SessionRow
{
    public Guid Id { get; set; }

    public Guid AccountId { get; set; }

    /// <summary>Security stamp of the account when it began; when the account's is another, the session is over.</summary>
    public string Stamp { get; set; } = "";

    public DateTimeOffset StartedAt { get; set; }

    public DateTimeOffset EndsAt { get; set; }
}

/// <summary>A key that a machine carries.</summary>
internal sealed class KeyRow
{
    public Guid Id { get; set; }

    /// <summary>Begin of the key, by which it is found and recognised; no secret.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>SHA-256 of the whole key, in hex. The key holds 256 random bits, so that a slow hash adds nothing.</summary>
    public string Hash { get; set; } = "";

    public string Name { get; set; } = "";

    public string Role { get; set; } = "";

    public ImmutableArray<string> Provinces { get; set; } = [];

    public ImmutableArray<string> Communes { get; set; } = [];

    public ImmutableArray<string> Donors { get; set; } = [];

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }
}

/// <summary>What happened to an account or a key; only ever added.</summary>
internal sealed class EventRow
{
    public long Id { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>Account or key that did it; empty when nobody was signed in.</summary>
    public string Actor { get; set; } = "";

    /// <summary>Account or key that it happened to.</summary>
    public Guid Subject { get; set; }

    /// <summary><c>signed-in</c>, <c>sign-in-refused</c>, <c>roles-changed</c> and so on.</summary>
    public string Kind { get; set; } = "";

    /// <summary>Network address, reason, new roles; never a secret.</summary>
    public string Detail { get; set; } = "";
}

/// <summary>A data-protection key, as the framework writes it.</summary>
internal sealed class RingKeyRow
{
    public string Name { get; set; } = "";

    public string Xml { get; set; } = "";
}
