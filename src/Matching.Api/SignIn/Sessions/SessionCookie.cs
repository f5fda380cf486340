using System.Net;
using System.Security.Claims;
using Matching.Api.Rights;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Matching.Api.SignIn.Sessions;

/// <summary>The cookies of sign-in: one names a session, one only a password that was right and still lacks its code.</summary>
internal static class SessionCookie
{
    /// <summary>Scheme of the cookie that names a session.</summary>
    public const string Scheme = RightsSetup.CookieIdentity;

    /// <summary>Scheme of the cookie between password and code.</summary>
    public const string Step = "sign-in-step";

    public const string Stamp = "stamp";

    public static void ConfigureSession(CookieAuthenticationOptions options)
    {
        Configure(options, "matching-session", SameSiteMode.Lax);
        options.ExpireTimeSpan = SignInRules.IdleTime;
        options.SlidingExpiration = true;
        options.Events.OnValidatePrincipal = ValidateAsync;
    }

    public static void ConfigureStep(CookieAuthenticationOptions options)
    {
        Configure(options, "matching-sign-in", SameSiteMode.Strict);
        options.ExpireTimeSpan = SignInRules.StepTime;
        options.SlidingExpiration = false;
    }

    /// <summary>A new cookie for a new session; what the browser brought along is not carried over.</summary>
    public static async Task BeginAsync(HttpContext context, Guid session, Holder holder)
    {
        await context.SignOutAsync(Step);
        var principal = holder.Principal(Scheme, session);
        await context.SignInAsync(Scheme, principal, new AuthenticationProperties { IsPersistent = false, AllowRefresh = true });
        context.User = principal;
    }

    public static Guid? SessionOf(ClaimsPrincipal user) =>
        Guid.TryParseExact(user.FindFirstValue(Holder.Session), "D", out var id) ? id : null;

    private static void Configure(CookieAuthenticationOptions options, string name, SameSiteMode sameSite)
    {
        options.Cookie.Name = name;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = sameSite;
        options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
        options.Cookie.IsEssential = true;
        options.CookieManager = new LoopbackCookies();

        // The gate answers with a problem; nobody is sent to a page.
        options.Events.OnRedirectToLogin = static context => Answer(context, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = static context => Answer(context, StatusCodes.Status403Forbidden);
    }

    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var desk = context.HttpContext.RequestServices.GetRequiredService<SessionDesk>();
        if (SessionOf(context.Principal!) is { } session && await desk.FindAsync(session) is { } holder)
        {
            context.ReplacePrincipal(holder.Principal(Scheme, session)); // today's roles, not those of the cookie
        }
        else
        {
            context.RejectPrincipal();
        }
    }

    /// <summary>Cookies travel over TLS only, except to a browser on the same machine that speaks plain http to this one by its loopback name.</summary>
    private sealed class LoopbackCookies : ICookieManager
    {
        private readonly ChunkingCookieManager _inner = new();

        public string? GetRequestCookie(HttpContext context, string key) => _inner.GetRequestCookie(context, key);

        public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
            _inner.AppendResponseCookie(context, key, value, Loosened(context, options));

        public void DeleteCookie(HttpContext context, string key, CookieOptions options) => _inner.DeleteCookie(context, key, Loosened(context, options));

        private static CookieOptions Loosened(HttpContext context, CookieOptions options)
        {
            if (!context.Request.IsHttps && IsLoopback(context.Request.Host.Host) && context.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote))
            {
                options.Secure = false;
            }

            return options;
        }

        private static bool IsLoopback(string host) =>
            string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
    }
}
