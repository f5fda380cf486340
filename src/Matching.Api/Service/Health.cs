using Matching.Api.Operations;
using Matching.Api.Rights;
using Matching.Silo.Desks;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Matching.Api.Service;

/// <summary>For whoever watches the service: is the process alive, and does its store take writes.</summary>
internal static class Health
{
    public static void Map(WebApplication app, IMatchingHost host)
    {
        var readiness = app.Services.GetRequiredService<Readiness>();
        app.Lifetime.ApplicationStarted.Register(() => readiness.Serves(host));
        app.Lifetime.ApplicationStopping.Register(readiness.Stops);
        app.MapGet("/healthz", () => TypedResults.Text("ok")).AllowAnonymous().IsAnonymous("health").ExcludeFromDescription();
        app.MapGet("/readyz", ReadyAsync).AllowAnonymous().IsAnonymous("health").ExcludeFromDescription();
    }

    // Says no more than yes or no: what is wrong with the store is for the log, not for everybody.
    private static async Task<Results<ContentHttpResult, StatusCodeHttpResult>> ReadyAsync(Readiness readiness, IMatchingHost host, ILogger<Readiness> log)
    {
        if (await readiness.WhyNotAsync().ConfigureAwait(false) is not { } whyNot)
        {
            return TypedResults.Text("ready");
        }

        log.LogError(host.Stopped, "Not ready: {WhyNot}.{Restart}", whyNot, host.Stopped is null ? "" : " The store has stopped; find out why it took no writes, then restart the service.");
        return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
    }
}
