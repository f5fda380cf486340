using System.Globalization;
using System.Security.Claims;
using Matching.Api.Rights;
using Matching.Api.SignIn.Desks;
using Matching.Api.SignIn.Sessions;
using Matching.Api.SignIn.Store;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;

namespace Matching.Api.SignIn.Endpoints;

/// <summary>Sign in, code, sign out, who am I.</summary>
internal static class SessionEndpoints
{
    private const string Anonymous = "sign-in";

    public static void MapSessions(this IEndpointRouteBuilder app)
    {
        var session = app.MapGroup("/api/v1/session").WithTags("Session");
        session.MapPost("", SignInAsync).IsAnonymous(Anonymous).WithName("SignIn").WithSummary("Sign in with e-mail address and password");
        session.MapPost("/totp", CodeAsync).IsAnonymous(Anonymous).WithName("SignInWithCode").WithSummary("The second step: a code of the app, or a recovery code");
        session.MapPost("/enrolment", EnrolAsync).IsAnonymous(Anonymous).WithName("Enrol").WithSummary("A new second factor, where the sign-in asks for one");
        session.MapPost("/enrolment/code", ConfirmAsync).IsAnonymous(Anonymous).WithName("ConfirmEnrolment").WithSummary("A first code of the new second factor");
        session.MapPut("/password", UseInvitationAsync).IsAnonymous(Anonymous).WithName("UseInvitation").WithSummary("Set a password with an invitation");
        session.MapGet("", Who).Is("session.read").WithName("WhoAmI").WithSummary("Who is signed in, and the antiforgery token");
        session.MapDelete("", EndAsync).Is("session.end").WithName("SignOut").WithSummary("Sign out");
        session.MapPost("/password", ChangePasswordAsync).Is("session.password").WithName("ChangePassword").WithSummary("Change one's own password; ends all sessions");
        session.MapPost("/own-totp", OwnEnrolAsync).Is("session.totp").WithName("OwnEnrol").WithSummary("A second factor of one's own choice");
        session.MapPost("/own-totp/code", OwnConfirmAsync).Is("session.totp").WithName("ConfirmOwnEnrolment").WithSummary("A first code of it");
        session.MapPost("/own-totp/removal", OwnRemoveAsync).Is("session.totp").WithName("RemoveOwnTotp").WithSummary("Remove one's own second factor with a code of it; ends all sessions");
    }

    private static async Task<IResult> SignInAsync(SignInBody body, HttpContext context, SignInDesk desk, SessionDesk sessions, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(body.Email) || body.Email.Length > 256 || string.IsNullOrEmpty(body.Password) || body.Password.Length > SignInRules.LongestPassword)
        {
            return Wrong();
        }

        var attempt = await desk.PasswordAsync(body.Email, body.Password, Address(context), cancel);
        if (attempt.Account is not { } account)
        {
            return Failed(context, attempt);
        }

        if (attempt.Next is NextStep.Done)
        {
            return TypedResults.Ok(new SignInView("done", await BeginAsync(context, account, desk, sessions, cancel)));
        }

        await context.SignInAsync(SessionCookie.Step, new ClaimsPrincipal(new ClaimsIdentity(
            [new Claim(CallerClaims.Subject, account.Id.ToString()), new Claim(SessionCookie.Stamp, account.SecurityStamp!)], SessionCookie.Step)));
        return TypedResults.Ok(new SignInView(attempt.Next is NextStep.Totp ? "totp" : "enrol"));
    }

    private static async Task<IResult> CodeAsync(CodeBody body, HttpContext context, SignInDesk desk, SessionDesk sessions, CancellationToken cancel)
    {
        if (await StepAsync(context) is not var (id, stamp) || body.Code is not { Length: <= 64 } code)
        {
            return Wrong();
        }

        var attempt = await desk.CodeAsync(id, stamp, code, Address(context), cancel);
        return attempt.Account is { } account
            ? TypedResults.Ok(new SignInView("done", await BeginAsync(context, account, desk, sessions, cancel)))
            : Failed(context, attempt);
    }

    private static async Task<IResult> EnrolAsync(HttpContext context, SignInDesk desk, AccountDesk accounts) =>
        await StepAccountAsync(context, accounts) is { } account ? await GiveSecretAsync(account, desk) : Wrong();

    private static async Task<IResult> ConfirmAsync(CodeBody body, HttpContext context, SignInDesk desk, AccountDesk accounts, SessionDesk sessions, CancellationToken cancel) =>
        await StepAccountAsync(context, accounts) is { } account ? await PutInForceAsync(body, account, context, desk, sessions, cancel) : Wrong();

    private static async Task<IResult> UseInvitationAsync(InvitationBody body, HttpContext context, AccountDesk accounts, AttemptLimits limits)
    {
        var email = body.Email?.Trim() ?? "";
        if (limits.Wait(email, Address(context)) is { } wait)
        {
            return Failed(context, new Attempt(null, Wait: wait));
        }

        try
        {
            await accounts.UseInvitationAsync(email, body.Token ?? "", body.Password ?? "");
            return TypedResults.NoContent();
        }
        catch (RefusedException refused)
        {
            limits.Fail(email, Address(context));
            return refused.Result();
        }
    }

    private static IResult Who(HttpContext context, IAntiforgery antiforgery) => TypedResults.Ok(View(context, antiforgery, null));

    private static async Task<IResult> EndAsync(HttpContext context, SessionDesk sessions, CancellationToken cancel)
    {
        if (SessionCookie.SessionOf(context.User) is { } session)
        {
            await sessions.EndAsync(session, cancel);
            await context.SignOutAsync(SessionCookie.Scheme);
        }

        return TypedResults.NoContent();
    }

    private static async Task<IResult> ChangePasswordAsync(PasswordBody body, HttpContext context, SignInDesk desk, AccountDesk accounts, CancellationToken cancel)
    {
        if (await OwnAsync(context, accounts) is not { } own || body.Old is not { Length: > 0 and <= SignInRules.LongestPassword } || body.New is null)
        {
            return Wrong();
        }

        // Counted like a sign-in: an open session must not become a way to guess the password.
        var attempt = await desk.PasswordAsync(own.Email!, body.Old, Address(context), cancel);
        if (attempt.Account is not { } account)
        {
            return Failed(context, attempt);
        }

        try
        {
            await accounts.ChangePasswordAsync(account, body.Old, body.New);
        }
        catch (RefusedException refused)
        {
            return refused.Result();
        }

        await context.SignOutAsync(SessionCookie.Scheme);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> OwnEnrolAsync(HttpContext context, SignInDesk desk, AccountDesk accounts) =>
        await OwnAsync(context, accounts) is { } account ? await GiveSecretAsync(account, desk) : Wrong();

    private static async Task<IResult> OwnConfirmAsync(CodeBody body, HttpContext context, SignInDesk desk, AccountDesk accounts, SessionDesk sessions, CancellationToken cancel) =>
        await OwnAsync(context, accounts) is { } account ? await PutInForceAsync(body, account, context, desk, sessions, cancel) : Wrong();

    private static async Task<IResult> OwnRemoveAsync(CodeBody body, HttpContext context, SignInDesk desk, AccountDesk accounts, CancellationToken cancel)
    {
        if (await OwnAsync(context, accounts) is not { } own || body.Code is not { Length: <= 64 } code)
        {
            return Wrong();
        }

        var attempt = await desk.CodeAsync(own.Id, own.SecurityStamp!, code, Address(context), cancel);
        if (attempt.Account is not { } account)
        {
            return Failed(context, attempt);
        }

        await accounts.RemoveTotpAsync(account.Id.ToString(), account, cancel);
        await context.SignOutAsync(SessionCookie.Scheme);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> GiveSecretAsync(Account account, SignInDesk desk)
    {
        try
        {
            var (secret, address) = await desk.EnrolAsync(account);
            return TypedResults.Ok(new EnrolView(secret, address));
        }
        catch (RefusedException refused)
        {
            return refused.Result();
        }
    }

    private static async Task<IResult> PutInForceAsync(CodeBody body, Account account, HttpContext context, SignInDesk desk, SessionDesk sessions, CancellationToken cancel) =>
        body.Code is { Length: <= 64 } code && await desk.ConfirmAsync(account, code, Address(context), cancel) is { } codes
            ? TypedResults.Ok(new EnrolledView(codes, await BeginAsync(context, account, desk, sessions, cancel)))
            : Wrong();

    private static async Task<SessionView> BeginAsync(HttpContext context, Account account, SignInDesk desk, SessionDesk sessions, CancellationToken cancel)
    {
        await desk.SucceedAsync(account, Address(context), cancel);
        var (id, holder) = await sessions.BeginAsync(account, cancel);
        await SessionCookie.BeginAsync(context, id, holder);
        return View(context, context.RequestServices.GetRequiredService<IAntiforgery>(), holder.EndsAt);
    }

    private static SessionView View(HttpContext context, IAntiforgery antiforgery, DateTimeOffset? ends)
    {
        var caller = Caller.Of(context.User);
        var byCookie = SessionCookie.SessionOf(context.User) is not null;
        context.Response.Headers.CacheControl = "no-store";
        return new SessionView(
            caller.Id, context.User.Identity?.Name ?? "", caller.Roles, caller.Provinces, caller.Communes, caller.Donors, byCookie ? antiforgery.GetAndStoreTokens(context).RequestToken : null, ends);
    }

    private static async Task<(Guid Account, string Stamp)?> StepAsync(HttpContext context)
    {
        var step = (await context.AuthenticateAsync(SessionCookie.Step)).Principal;
        return step is not null && Guid.TryParse(step.FindFirstValue(CallerClaims.Subject), out var id) ? (id, step.FindFirstValue(SessionCookie.Stamp) ?? "") : null;
    }

    private static async Task<Account?> StepAccountAsync(HttpContext context, AccountDesk accounts) =>
        await StepAsync(context) is var (id, stamp) && await accounts.FindAsync(id) is { DisabledAt: null } account && account.SecurityStamp == stamp ? account : null;

    private static async Task<Account?> OwnAsync(HttpContext context, AccountDesk accounts) =>
        SessionCookie.SessionOf(context.User) is not null && Guid.TryParse(context.User.FindFirstValue(CallerClaims.Subject), out var id) ? await accounts.FindAsync(id) : null;

    private static string Address(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "-";

    private static IResult Failed(HttpContext context, Attempt attempt)
    {
        if (attempt.Wait is not { } wait)
        {
            return Wrong();
        }

        var seconds = (long)Math.Ceiling(wait.TotalSeconds);
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return RightsAnswer.Problem(
            StatusCodes.Status429TooManyRequests, "too_many_attempts", $"Sai quá nhiều lần. Hãy thử lại sau {seconds} giây.", $"Too many wrong attempts. Try again in {seconds} seconds.");
    }

    // The same words whether the account is unknown, disabled or locked, or the password or code is wrong, used or late.
    private static IResult Wrong() => RightsAnswer.Problem(
        StatusCodes.Status401Unauthorized, "sign_in_refused",
        "Không đăng nhập được: địa chỉ, mật khẩu hoặc mã không đúng, hoặc tài khoản đang bị khóa. Hãy thử lại, hoặc nhờ quản trị viên.",
        "Not signed in: the address, password or code is wrong, or the account is locked. Try again, or ask an administrator.");
}
