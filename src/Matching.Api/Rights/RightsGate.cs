using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;

namespace Matching.Api.Rights;

/// <summary>An endpoint that asks for no sign-in.</summary>
/// <param name="Kind">One of those that the table of rights lists; any other is denied.</param>
internal sealed record AnonymousEndpoint(string Kind);

internal static class AnonymousEndpoints
{
    /// <summary>Says that the endpoint asks for no sign-in, and of which kind it is.</summary>
    public static TBuilder IsAnonymous<TBuilder>(this TBuilder endpoint, string kind)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new AnonymousEndpoint(kind));
}

/// <summary>Stands before every endpoint and lets through only what the table of rights names.</summary>
/// <remarks>
/// The framework's own fallback policy is skipped by any endpoint that carries an authorization attribute of its own; this gate is skipped by none.
/// </remarks>
internal sealed class RightsGate(RequestDelegate next, RightsTable table)
{
    public async Task InvokeAsync(HttpContext context, IAuthorizationService authorization, IAntiforgery antiforgery)
    {
        if (await RefusalAsync(context, authorization, antiforgery) is { } refusal)
        {
            await refusal.ExecuteAsync(context);
            return;
        }

        await next(context);
    }

    /// <summary>Whether the router made the endpoint itself, to answer 405 or 415.</summary>
    internal static bool IsOfTheRouter(Endpoint endpoint) =>
        endpoint is not RouteEndpoint && endpoint.DisplayName is "405 HTTP Method Not Supported" or "415 HTTP Unsupported Media Type";

    private async Task<IResult?> RefusalAsync(HttpContext context, IAuthorizationService authorization, IAntiforgery antiforgery)
    {
        if (context.GetEndpoint() is not { } endpoint || IsOfTheRouter(endpoint))
        {
            return null; // nothing is called
        }

        if (endpoint.Metadata.GetMetadata<AnonymousEndpoint>() is { } anonymous && table.Anonymous.Contains(anonymous.Kind, StringComparer.Ordinal))
        {
            return null;
        }

        if (context.User.Identity?.IsAuthenticated != true)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return RightsAnswer.NotSignedIn();
        }

        var operation = endpoint.Metadata.GetMetadata<Operation>()?.Name;
        if (operation is null || table.Find(operation) is null || !(await authorization.AuthorizeAsync(context.User, operation)).Succeeded)
        {
            return RightsAnswer.Denied();
        }

        return await IsForgeableAsync(context, antiforgery) ? RightsAnswer.AntiforgeryMissing() : null;
    }

    // A browser sends a cookie along with a request that another site made; it sends no key along.
    private static async Task<bool> IsForgeableAsync(HttpContext context, IAntiforgery antiforgery) =>
        context.User.Identity!.AuthenticationType == RightsSetup.CookieIdentity
        && !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method)
        && !await antiforgery.IsRequestValidAsync(context);
}
