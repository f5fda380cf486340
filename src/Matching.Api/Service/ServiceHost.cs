using Matching.Api.Audit;
using Matching.Api.Catalogue;
using Matching.Api.Docs;
using Matching.Api.Endpoints;
using Matching.Api.Imports;
using Matching.Api.Limits;
using Matching.Api.Operations;
using Matching.Api.Scopes;
using Matching.Api.Solving;
using Matching.Api.Wire;
using Matching.Silo.Desks;
using Matching.Silo.Embedded;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Matching.Api.Service;

/// <summary>The whole service in one process: the system of record and its HTTP face.</summary>
internal static class MatchingService
{
    /// <summary>Opens the store, bringing its schema up to date, and builds the service over it.</summary>
    /// <param name="services">More services, such as sign-in.</param>
    /// <param name="pipeline">What stands before the endpoints, such as sign-in, and further endpoints.</param>
    /// <exception cref="Silo.Store.StoreRefusedException">The store is in use, damaged, or of a newer version.</exception>
    public static WebApplication Build(ServiceOptions options, Action<WebApplicationBuilder>? services = null, Action<WebApplication>? pipeline = null)
    {
        Prepare(options.Database);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "matching-api" });
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.UseUrls([.. options.Urls.Select(url => url.ToString())]);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 16 * 1024 * 1024;
            kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        });
        builder.Logging.AddJsonLines(); // bodies, names and addresses of requests are never logged
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(20));
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = false);
        builder.Services.ConfigureHttpJsonOptions(json => ApiJson.Apply(json.SerializerOptions));
        builder.Services.AddExceptionHandler<Problems>();
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(new SolveSettings(options.SolvesAtOnce, options.SolveThreads, Waiting: 32, options.SolveLimitSeconds));
        builder.Services.AddSingleton<IMatchingHost>(provider => EmbeddedHost.Open(
            options.Database, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>()));
        builder.Services.AddSingleton(ScopeSource.ByRoles);
        builder.Services.AddSingleton<KnownPlaces>();
        builder.Services.AddSingleton<PlanShelf>();
        builder.Services.AddSingleton<ProofTurn>();
        builder.Services.AddSingleton(new ImportSettings(options.ImportRows, options.ImportSeconds));
        builder.Services.AddSingleton<ImportTurns>();
        builder.Services.AddSingleton<ImportDoor>();
        builder.Services.TryAddSingleton<Readiness>();
        builder.Services.AddSingleton<SolveDesk>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<SolveDesk>());
        builder.Services.AddHostedService<AnswerKeeper>();
        builder.Services.AddCallLimits(options.Limits);
        builder.Services.AddSingleton<PersonalReads>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<PersonalReads>());
        builder.Services.AddHostedService<ExpiryKeeper>();
        builder.Services.AddApiDescription();
        services?.Invoke(builder);

        var app = builder.Build();
        app.UseProxies(options.Operations);
        app.UseRouteTraces();
        var host = app.Services.GetRequiredService<IMatchingHost>(); // a store that cannot be used is told before anything listens
        // No IProblemDetailsService: it would add a trace id, and equal refusals are equal bytes, so that nobody learns from a 404 whether the thing is there.
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = static _ => Task.CompletedTask });
        app.UseStatusCodePages(Problems.FillAsync);
        app.UseApiViewer();
        pipeline?.Invoke(app);
        app.UseRateLimiter(); // behind sign-in: it goes by who calls
        Health.Map(app, host);
        app.MapApiDescription();
        MapApi(app);
        return app;
    }

    private static void MapApi(WebApplication app)
    {
        var api = app.MapGroup("/api/v1");
        api.AddEndpointFilter(KnownCaller.OnlyAsync);
        api.AddEndpointFilterFactory(KnownQuery.Only);
        api.AddEndpointFilter(KnownQuery.NoOddIds);
        api.AddEndpointFilter(Fresh.AnswerAsync);
        api.AddEndpointFilter(PersonalReads.NoteAsync);
        CatalogueEndpoints.Map(api);
        PlaceEndpoints.Map(api);
        PriceEndpoints.Map(api);
        NeedEndpoints.Map(api);
        PledgeEndpoints.Map(api);
        StatementEndpoints.Map(api);
        RoundEndpoints.Map(api);
        SolveEndpoints.Map(api);
        PlanEndpoints.Map(api);
        DeliveryEndpoints.Map(api);
        LedgerEndpoints.Map(api);
        ReportEndpoints.Map(api);
        ImportEndpoints.Map(api);
        SampleRound.Map(api);
    }

    private static void Prepare(string database)
    {
        if (!database.Contains("Host=", StringComparison.OrdinalIgnoreCase) && Path.GetDirectoryName(Path.GetFullPath(database)) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }
    }
}
