using System.Collections.Immutable;
using Matching.Api.SignIn.Store;

namespace Matching.Api.SignIn.Endpoints;

internal sealed record SignInBody(string Email, string Password);

/// <param name="Code">Six digits of the app, or a recovery code.</param>
internal sealed record CodeBody(string Code);

internal sealed record InvitationBody(string Email, string Token, string Password);

internal sealed record PasswordBody(string Old, string New);

internal sealed record ReasonBody(string Reason);

/// <summary>Roles and where they reach; what is left out is empty.</summary>
internal sealed record GrantBody(ImmutableArray<string>? Roles = null, ImmutableArray<string>? Provinces = null, ImmutableArray<string>? Communes = null, ImmutableArray<string>? Donors = null)
{
    public Grant Grant() => new(Clean(Roles), Clean(Provinces), Clean(Communes), Clean(Donors));

    private static ImmutableArray<string> Clean(ImmutableArray<string>? values) =>
        values is { IsDefault: false } given ? [.. given.Where(static value => value is not null).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)] : [];
}

internal sealed record NewAccountBody(string Email, GrantBody Grant);

internal sealed record NewKeyBody(string Name, string Role, DateTimeOffset ExpiresAt, ImmutableArray<string>? Provinces = null, ImmutableArray<string>? Communes = null, ImmutableArray<string>? Donors = null);

/// <param name="Next"><c>done</c>, <c>totp</c> or <c>enrol</c>.</param>
/// <param name="Session">Set when done.</param>
internal sealed record SignInView(string Next, SessionView? Session = null);

/// <param name="AntiforgeryToken">Goes into the header X-CSRF-Token of every write; <see langword="null"/> for a key, which needs none.</param>
/// <param name="EndsAt">At the latest; an hour without a request ends it earlier.</param>
internal sealed record SessionView(
    string Subject, string Name, ImmutableArray<string> Roles, ImmutableArray<string> Provinces, ImmutableArray<string> Communes, ImmutableArray<string> Donors, string? AntiforgeryToken, DateTimeOffset? EndsAt);

/// <param name="Secret">To type in.</param>
/// <param name="Address">To show as a QR code.</param>
internal sealed record EnrolView(string Secret, string Address);

/// <param name="RecoveryCodes">Each stands in once for a lost app. Shown this once.</param>
internal sealed record EnrolledView(IReadOnlyList<string> RecoveryCodes, SessionView Session);

internal sealed record AccountView(
    Guid Id, string Email, ImmutableArray<string> Roles, ImmutableArray<string> Provinces, ImmutableArray<string> Communes, ImmutableArray<string> Donors,
    bool HasPassword, bool SecondFactor, DateTimeOffset CreatedAt, DateTimeOffset? DisabledAt)
{
    public static AccountView Of(Account account, Grant grant) => new(
        account.Id, account.Email!, grant.Roles, grant.Provinces, grant.Communes, grant.Donors,
        account.PasswordHash is not null, account.TwoFactorEnabled, account.CreatedAt, account.DisabledAt);
}

/// <param name="Token">To hand to the person; with it they set a password at <c>PUT /api/v1/session/password</c>.</param>
internal sealed record InvitedView(Guid Id, string Token, DateTimeOffset EndsAt);

internal sealed record KeyView(
    Guid Id, string Prefix, string Name, string Role, ImmutableArray<string> Provinces, ImmutableArray<string> Communes, ImmutableArray<string> Donors,
    DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? RevokedAt)
{
    public static KeyView Of(KeyRow key) => new(
        key.Id, key.Prefix, key.Name, key.Role, key.Provinces, key.Communes, key.Donors, key.CreatedAt, key.ExpiresAt, key.RevokedAt);
}

/// <param name="Key">Shown this once.</param>
internal sealed record NewKeyView(string Key, KeyView Details);

internal sealed record EventView(long Id, DateTimeOffset At, string Actor, Guid Subject, string Kind, string Detail);

/// <param name="Before">Ask again with this to read on; <see langword="null"/> at the end.</param>
internal sealed record EventsView(IReadOnlyList<EventView> Events, long? Before);
