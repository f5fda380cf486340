using Matching.Api.Audit;
using Matching.Api.Operations;
using Matching.Api.Rights;
using Matching.Api.Scopes;
using Matching.Api.SignIn;
using Matching.Silo.Desks;
using Matching.Silo.Store;

namespace Matching.Api.Service;

/// <summary><c>./run.sh serve</c>: checks the settings, opens the store, listens until it is told to stop.</summary>
internal static class Serve
{
    private const int Done = 0;
    private const int WrongSettings = 2;
    private const int CannotStart = 4;

    /// <param name="stop">Stops it like Ctrl-C or SIGTERM.</param>
    /// <returns>0 after an orderly stop, 2 for settings that cannot be, 4 when store or address cannot be had.</returns>
    public static async Task<int> RunAsync(string[] arguments, Func<string, string?> environment, TextWriter output, TextWriter error, CancellationToken stop = default)
    {
        if (arguments is ["--help" or "-h"])
        {
            await output.WriteLineAsync(ServiceOptions.Usage).ConfigureAwait(false);
            return Done;
        }

        if (ServiceOptions.Read(arguments, environment, out var problems) is not { } options)
        {
            foreach (var problem in problems)
            {
                await error.WriteLineAsync("serve: " + problem).ConfigureAwait(false);
            }

            await error.WriteLineAsync("serve: --help lists the options.").ConfigureAwait(false);
            return WrongSettings;
        }

        var readiness = new Readiness(TimeProvider.System);
        using var telemetry = Telemetry.Start(options.Operations, Shown(options.Database) == Pg ? "postgresql" : "sqlite", readiness, TimeProvider.System);
        try
        {
            await using var watch = await WatchPost.OpenAsync(options.Operations, telemetry, readiness, stop).ConfigureAwait(false);
            foreach (var url in watch?.Urls ?? [])
            {
                await output.WriteLineAsync($"serve: figures at {url}/metrics.").ConfigureAwait(false);
            }

            await using var app = Build(options, readiness);
            if (options.Sample)
            {
                var report = await SampleRound.LoadAsync(app.Services.GetRequiredService<IMatchingHost>(), app.Lifetime.ApplicationStopping).ConfigureAwait(false);
                await output.WriteLineAsync(FormattableString.Invariant($"serve: sample round loaded: {report.Done} done, {report.Known} known, {report.Refused.Count} refused.")).ConfigureAwait(false);
            }

            await app.StartAsync(stop).ConfigureAwait(false);
            foreach (var url in app.Urls)
            {
                await output.WriteLineAsync($"serve: listening on {url} (description: {url}/openapi, store: {Shown(options.Database)}). Ctrl-C stops.").ConfigureAwait(false);
            }

            await app.WaitForShutdownAsync(stop).ConfigureAwait(false);
            return Done;
        }
        catch (Exception e) when (e is StoreRefusedException or StoreUnavailableException or IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync("serve: " + e.Message).ConfigureAwait(false);
            return CannotStart;
        }
    }

    /// <summary>The service as it is run: behind sign-in and the table of rights.</summary>
    internal static WebApplication Build(ServiceOptions options, Readiness? readiness = null) =>
        MatchingService.Build(
            options,
            builder =>
            {
                builder.Services.AddSingleton(readiness ?? new Readiness(TimeProvider.System));
                AddSignIn(builder.Services, options);
            },
            static app =>
            {
                app.UseSignInAndRights();
                app.MapSignIn();
            });

    /// <summary>Sign-in and the table of rights, which also says where a caller may act.</summary>
    private static void AddSignIn(IServiceCollection services, ServiceOptions options)
    {
        services.AddSignInAndRights(options.Database);
        services.AddSingleton<AccountRelay>();
        services.AddHostedService(provider => provider.GetRequiredService<AccountRelay>());
        services.ProtectKeys(options.Operations.KeyCertificates);
        services.AddSingleton(new ScopeSource(static context =>
        {
            var where = context.RequestServices.GetRequiredService<Jurisdiction>();
            return new Scope(where.Everywhere, where.Provinces, where.Communes, where.Donors, ScopeSource.SeesPersons(Caller.Of(context.User)));
        }));
    }

    private const string Pg = "PostgreSQL";

    // A connection string may hold a password.
    private static string Shown(string database) => database.Contains("Host=", StringComparison.OrdinalIgnoreCase) ? Pg : database;
}
