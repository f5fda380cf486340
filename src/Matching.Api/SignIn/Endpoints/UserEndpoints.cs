using Matching.Api.Rights;
using Matching.Api.SignIn.Desks;
using Matching.Api.SignIn.Store;

namespace Matching.Api.SignIn.Endpoints;

/// <summary>What administrators do with accounts.</summary>
internal static class UserEndpoints
{
    private const int MostEvents = 200;

    public static void MapUsers(this IEndpointRouteBuilder app)
    {
        var users = app.MapGroup("/api/v1/users").WithTags("Users").AddEndpointFilter(Refusals);
        users.MapGet("", ListAsync).Is("user.read").WithName("ListUsers").WithSummary("All accounts");
        users.MapGet("/{id:guid}", GetAsync).Is("user.read").WithName("GetUser").WithSummary("An account");
        users.MapGet("/events", EventsAsync).Is("user.events").WithName("ListUserEvents").WithSummary("Sign-ins and changes of accounts and keys, newest first");
        users.MapPost("", CreateAsync).Is("user.create").WithName("CreateUser").WithSummary("Create an account; answers with its invitation");
        users.MapPut("/{id:guid}/roles", ChangeAsync).Is("user.roles").WithName("ChangeUserRoles").WithSummary("Replace roles and scopes; ends the account's sessions");
        users.MapPost("/{id:guid}/disable", DisableAsync).Is("user.disable").WithName("DisableUser").WithSummary("Disable an account; ends its sessions");
        users.MapPost("/{id:guid}/enable", EnableAsync).Is("user.disable").WithName("EnableUser").WithSummary("Enable it again");
        users.MapPost("/{id:guid}/invitation", InviteAsync).Is("user.invite").WithName("InviteUser").WithSummary("A token to set a new password with");
        users.MapDelete("/{id:guid}/totp", RemoveTotpAsync).Is("user.totp").WithName("RemoveUserTotp").WithSummary("Remove the second factor; ends the account's sessions");
    }

    /// <summary>Turns refusals of the desks into answers.</summary>
    internal static async ValueTask<object?> Refusals(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (RefusedException refused)
        {
            return refused.Result();
        }
    }

    private static async Task<IResult> ListAsync(AccountDesk desk, CancellationToken cancel) =>
        TypedResults.Ok((await desk.ListAsync(cancel)).Select(row => AccountView.Of(row.Account, row.Grant)).ToArray());

    private static async Task<IResult> GetAsync(Guid id, AccountDesk desk, CancellationToken cancel) =>
        await desk.FindAsync(id) is { } account ? TypedResults.Ok(AccountView.Of(account, await desk.GrantAsync(id, cancel))) : RightsAnswer.NotFound();

    private static async Task<IResult> EventsAsync(Guid? subject, long? before, AccountDesk desk, CancellationToken cancel)
    {
        var rows = await desk.EventsAsync(subject, before ?? long.MaxValue, MostEvents, cancel);
        return TypedResults.Ok(new EventsView(
            [.. rows.Select(row => new EventView(row.Id, row.At, row.Actor, row.Subject, row.Kind, row.Detail))], rows.Count == MostEvents ? rows[^1].Id : null));
    }

    private static async Task<IResult> CreateAsync(NewAccountBody body, AccountDesk desk, Caller caller, TimeProvider clock, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(body.Email) || body.Email.Length > 256 || body.Grant is null)
        {
            throw RefusedException.Invalid("Cần địa chỉ thư điện tử và vai trò.", "An e-mail address and roles are needed.");
        }

        var account = await desk.CreateAsync(caller.Id, body.Email, body.Grant.Grant());
        return TypedResults.Created($"/api/v1/users/{account.Id}", await InvitedAsync(account, desk, caller, clock, cancel));
    }

    private static Task<IResult> ChangeAsync(Guid id, GrantBody body, AccountDesk desk, Caller caller, CancellationToken cancel) =>
        WithAsync(id, desk, account => desk.ChangeGrantAsync(caller.Id, account, body.Grant(), cancel));

    private static Task<IResult> DisableAsync(Guid id, ReasonBody body, AccountDesk desk, Caller caller) =>
        WithAsync(id, desk, account => desk.DisableAsync(caller.Id, account, Reason(body)));

    private static Task<IResult> EnableAsync(Guid id, ReasonBody body, AccountDesk desk, Caller caller) =>
        WithAsync(id, desk, account => desk.EnableAsync(caller.Id, account, Reason(body)));

    private static async Task<IResult> InviteAsync(Guid id, AccountDesk desk, Caller caller, TimeProvider clock, CancellationToken cancel) =>
        await desk.FindAsync(id) is { } account ? TypedResults.Ok(await InvitedAsync(account, desk, caller, clock, cancel)) : RightsAnswer.NotFound();

    private static Task<IResult> RemoveTotpAsync(Guid id, AccountDesk desk, Caller caller, CancellationToken cancel) =>
        WithAsync(id, desk, account => desk.RemoveTotpAsync(caller.Id, account, cancel));

    private static async Task<InvitedView> InvitedAsync(Account account, AccountDesk desk, Caller caller, TimeProvider clock, CancellationToken cancel) =>
        new(account.Id, await desk.InviteAsync(caller.Id, account, cancel), clock.GetUtcNow() + SignInRules.InvitationTime);

    private static async Task<IResult> WithAsync(Guid id, AccountDesk desk, Func<Account, Task> change)
    {
        if (await desk.FindAsync(id) is not { } account)
        {
            return RightsAnswer.NotFound();
        }

        await change(account);
        return TypedResults.NoContent();
    }

    private static string Reason(ReasonBody body) => body.Reason is { Length: > 0 and <= 500 } reason && !string.IsNullOrWhiteSpace(reason)
        ? reason
        : throw RefusedException.Invalid("Cần lý do, dài từ 1 đến 500 ký tự.", "A reason of 1 to 500 characters is needed.");
}
