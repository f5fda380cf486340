using Matching.Api.Rights;
using Matching.Api.SignIn.Desks;
using Matching.Api.SignIn.Keys;

namespace Matching.Api.SignIn.Endpoints;

/// <summary>Keys of machines.</summary>
internal static class KeyEndpoints
{
    public static void MapKeys(this IEndpointRouteBuilder app)
    {
        var keys = app.MapGroup("/api/v1/keys").WithTags("Keys").AddEndpointFilter(UserEndpoints.Refusals);
        keys.MapGet("", ListAsync).Is("key.read").WithName("ListKeys").WithSummary("All machine keys, without their secrets");
        keys.MapPost("", CreateAsync).Is("key.create").WithName("CreateKey").WithSummary("Create a key; it is shown this once");
        keys.MapDelete("/{id:guid}", RevokeAsync).Is("key.revoke").WithName("RevokeKey").WithSummary("Revoke a key");
    }

    private static async Task<IResult> ListAsync(KeyDesk desk, CancellationToken cancel) => TypedResults.Ok((await desk.ListAsync(cancel)).Select(KeyView.Of).ToArray());

    private static async Task<IResult> CreateAsync(NewKeyBody body, HttpContext context, KeyDesk desk, Caller caller, CancellationToken cancel)
    {
        var scopes = new GrantBody(null, body.Provinces, body.Communes, body.Donors).Grant();
        var (row, key) = await desk.CreateAsync(caller.Id, body.Name ?? "", body.Role ?? "", scopes, body.ExpiresAt, cancel);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created($"/api/v1/keys/{row.Id}", new NewKeyView(key, KeyView.Of(row)));
    }

    private static async Task<IResult> RevokeAsync(Guid id, KeyDesk desk, Caller caller, CancellationToken cancel) =>
        await desk.RevokeAsync(caller.Id, id, cancel) ? TypedResults.NoContent() : RightsAnswer.NotFound();
}
