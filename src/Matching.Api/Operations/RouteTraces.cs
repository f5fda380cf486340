using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace Matching.Api.Operations;

/// <summary>Names a request's trace by method and pattern of the route, and by its status; nothing else of the request.</summary>
internal static class RouteTraces
{
    public static void UseRouteTraces(this WebApplication app) => app.Use(static async (context, next) =>
    {
        var trace = context.Features.Get<IHttpActivityFeature>()?.Activity;
        if (trace is not { IsAllDataRequested: true })
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        // Only the methods that the service knows: anything may stand there.
        trace.SetTag("http.request.method", context.Request.Method is "GET" or "POST" or "PUT" or "PATCH" or "DELETE" or "HEAD" or "OPTIONS" ? context.Request.Method : "_OTHER");
        if (context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } route })
        {
            trace.SetTag("http.route", route);
        }

        await next(context).ConfigureAwait(false);
        trace.SetTag("http.response.status_code", context.Response.StatusCode);
        if (context.Response.StatusCode >= StatusCodes.Status500InternalServerError)
        {
            trace.SetStatus(ActivityStatusCode.Error);
        }
    });
}
