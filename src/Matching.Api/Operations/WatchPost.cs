using Microsoft.Extensions.Logging.Console;

namespace Matching.Api.Operations;

/// <summary>A listener of its own on this machine for whoever watches: <c>/metrics</c>, <c>/healthz</c>, <c>/readyz</c>. It is there before the store is opened, and nothing else can be reached over it.</summary>
internal static class WatchPost
{
    /// <returns><see langword="null"/> when none is wanted.</returns>
    /// <exception cref="IOException">The address is taken.</exception>
    public static async Task<WebApplication?> OpenAsync(OperationsOptions options, Telemetry telemetry, Readiness readiness, CancellationToken cancel)
    {
        if (options.WatchUrl is not { } url)
        {
            return null;
        }

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "matching-watch" });
        builder.WebHost.UseKestrelCore().UseUrls(url.ToString());
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddRoutingCore();
        builder.Logging.AddJsonLines();
        var app = builder.Build();
        app.MapGet("/metrics", (HttpContext context) =>
        {
            context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
            return context.Response.WriteAsync(telemetry.Text(), context.RequestAborted);
        });
        app.MapGet("/healthz", (HttpContext context) => context.Response.WriteAsync("ok", context.RequestAborted));
        app.MapGet("/readyz", async (HttpContext context) =>
        {
            var whyNot = await readiness.WhyNotAsync();
            context.Response.StatusCode = whyNot is null ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
            await context.Response.WriteAsync(whyNot ?? "ready", context.RequestAborted);
        });
        await app.StartAsync(cancel);
        return app;
    }

    /// <summary>Logs as lines of JSON on the standard output; of the framework only warnings and worse.</summary>
    public static ILoggingBuilder AddJsonLines(this ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.AddConsole(console => console.FormatterName = JsonLines.FormatterName);
        logging.Services.AddSingleton<ConsoleFormatter>(static provider => new JsonLines(provider.GetService<TimeProvider>() ?? TimeProvider.System));
        return logging.AddFilter("Microsoft", LogLevel.Warning);
    }
}
