using Matching.Api.Rights;
using Matching.Silo.Desks;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Matching.Api.Service;

/// <summary>For whoever watches the service: is the process alive, and can it write.</summary>
internal static class Health
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/healthz", () => TypedResults.Text("ok")).AllowAnonymous().IsAnonymous("health").ExcludeFromDescription();
        app.MapGet("/readyz", ReadyAsync).AllowAnonymous().IsAnonymous("health").ExcludeFromDescription();
    }

    // Says no more than yes or no: what is wrong with the store is for the log, not for everybody.
    private static async Task<Results<ContentHttpResult, StatusCodeHttpResult>> ReadyAsync(IMatchingHost host, ILogger<Readiness> log, CancellationToken cancel)
    {
        try
        {
            if (host.Stopped is { } stopped)
            {
                log.LogError(stopped, "The store has stopped; restart the service.");
                return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
            }

            await host.ReadAsync((db, token) => db.Heads.AnyAsync(token), cancel).ConfigureAwait(false);
            return TypedResults.Text("ready");
        }
        catch (Silo.Store.StoreUnavailableException e)
        {
            log.LogError(e, "The store does not answer.");
            return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }
}

/// <summary>Category of the log of readiness.</summary>
internal sealed class Readiness;
