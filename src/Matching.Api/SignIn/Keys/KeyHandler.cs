using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Matching.Api.SignIn.Keys;

/// <summary><c>Authorization: Bearer mk_…</c>.</summary>
internal sealed class KeyHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, KeyDesk keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "key";

    private const string Bearer = "Bearer ";

    /// <summary>Whether the request brings a key, good or not; a cookie beside it is then of no account.</summary>
    public static bool Brings(HttpRequest request) => request.Headers.Authorization.ToString().StartsWith(Bearer, StringComparison.OrdinalIgnoreCase);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!Brings(Request))
        {
            return AuthenticateResult.NoResult();
        }

        return await keys.FindAsync(Request.Headers.Authorization.ToString()[Bearer.Length..].Trim()) is { } holder
            ? AuthenticateResult.Success(new AuthenticationTicket(holder.Principal(SchemeName), SchemeName))
            : AuthenticateResult.Fail("The key is unknown, revoked or expired.");
    }
}
