using System.Net;
using System.Security.Claims;
using System.Text;
using System.Text.Json.Nodes;
using Matching.Api.Limits;
using Matching.Api.Rights;
using Matching.Api.Service;
using Matching.Silo.Tests.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Matching.Api.Tests.Service;

/// <summary>The service over a store of its own in a temporary folder. Who calls is said in a header, in place of signing in.</summary>
public class TestService : IAsyncLifetime
{
    /// <summary>A request with this header goes out without an If-Match of the test's own; it is taken off.</summary>
    public const string NoMatch = "X-No-Match";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("matching-api-");
    private WebApplication? _app;
    private int _keys;

    internal WebApplication App => _app!;

    /// <summary>The databases of this machine: SQLite always, PostgreSQL where its package is installed (test.sh insists on it).</summary>
    public static TheoryData<string> Kinds => PgServer.WhyNot is null ? new() { "sqlite", "postgres" } : new() { "sqlite" };

    // Tests call faster than people; what the limits do has tests of its own.
    internal CallLimitSettings Limits { get; init; } = new(1_000_000, 1_000_000, 1_000_000);

    internal TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>What is entered once for all tests of a class.</summary>
    internal Task? Entered { get; set; }

    protected virtual string Kind => "sqlite";

    /// <summary>An empty database: a connection string, or a path in the folder.</summary>
    public static string NewDatabase(string kind, string folder) => kind == "postgres" ? PgServer.Instance.NewDatabase() : Path.Combine(folder, "store.db");

    /// <summary>Where it listens, when it listens to a port.</summary>
    public string Address => App.Urls.First();

    public Task InitializeAsync() => StartAsync(listen: false);

    public async Task StartAsync(bool listen)
    {
        var options = new ServiceOptions { Database = NewDatabase(Kind, _folder.FullName), Urls = [new Uri("http://127.0.0.1:0")], SolveThreads = 1, Limits = Limits };
        _app = MatchingService.Build(
            options,
            builder =>
            {
                builder.Logging.ClearProviders();
                builder.Services.AddSingleton(Clock);
                if (!listen)
                {
                    builder.WebHost.UseTestServer();
                }
            },
            app => app.Use((context, next) =>
            {
                if (context.Request.Headers["X-Caller"] is [{ Length: > 0 } said])
                {
                    context.User = new ClaimsPrincipal(new ClaimsIdentity(
                        said.Split(',').Select((part, i) => i == 0 ? new Claim(CallerClaims.Subject, part) : new Claim(part.Split('=')[0], part.Split('=')[1])), "test"));
                }

                return next(context);
            }));
        await _app.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _app!.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    public async Task<Reply> GetAsync(string path, string caller = People.Planner, Action<HttpRequestMessage>? with = null) =>
        await SendAsync(HttpMethod.Get, path, null, caller, null, with);

    /// <summary>A file, byte for byte.</summary>
    public async Task<(byte[] Bytes, string? Type)> GetBytesAsync(string path, string caller = People.Planner)
    {
        using var client = App.GetTestServer().CreateClient();
        client.DefaultRequestHeaders.Add("X-Caller", caller);
        using var response = await client.GetAsync(new Uri("/api/v1" + path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadAsByteArrayAsync(), response.Content.Headers.ContentType?.MediaType);
    }

    /// <summary>Writes under a new key, or under the one given.</summary>
    public Task<Reply> PostAsync(string path, string? body, string caller = People.Planner, string? key = null, Action<HttpRequestMessage>? with = null) =>
        SendAsync(HttpMethod.Post, path, body, caller, key ?? NewKey(), with);

    public async Task<Reply> DoneAsync(string path, string? body, string caller = People.Planner)
    {
        var reply = await PostAsync(path, body, caller);
        Assert.True((int)reply.Status < 300, $"POST {path} as {caller}: {(int)reply.Status} {reply.Text}");
        return reply;
    }

    public string NewKey() => "k" + Interlocked.Increment(ref _keys).ToString(System.Globalization.CultureInfo.InvariantCulture);

    public async Task<Reply> SendAsync(HttpMethod method, string path, string? body, string? caller, string? key, Action<HttpRequestMessage>? with = null)
    {
        using var client = App.GetTestServer().CreateClient();
        using var request = new HttpRequestMessage(method, new Uri(path.StartsWith("/openapi", StringComparison.Ordinal) || path.StartsWith("/healthz", StringComparison.Ordinal) || path.StartsWith("/readyz", StringComparison.Ordinal) ? path : "/api/v1" + path, UriKind.Relative));
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        if (caller is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Caller", caller);
        }

        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        }

        with?.Invoke(request);
        if (!request.Headers.Remove(NoMatch) && method != HttpMethod.Get && !request.Headers.Contains("If-Match"))
        {
            request.Headers.TryAddWithoutValidation("If-Match", "*");
        }

        using var response = await client.SendAsync(request);
        return new Reply(
            response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.ETag?.ToString(), response.Content.Headers.ContentType?.MediaType,
            response.Headers.TryGetValues("Idempotency-Replayed", out _), response.Headers.RetryAfter?.ToString());
    }
}

/// <summary>The same over PostgreSQL; where it is not installed, over SQLite once more, and it says so.</summary>
public sealed class PgTestService : TestService
{
    protected override string Kind => PgServer.WhyNot is null ? "postgres" : Missing();

    private static string Missing()
    {
        Console.Error.WriteLine(PgServer.WhyNot + " The tests of the service ran on SQLite only.");
        return "sqlite";
    }
}

/// <summary>Who calls in the tests: name, then claims.</summary>
public static class People
{
    public const string Planner = "planner,role=national-planner";
    public const string Approver = "approver,role=approver";
    public const string Auditor = "auditor,role=auditor";
    public const string OfficerA = "officer-a,role=commune-officer,commune=A";
    public const string OfficerB = "officer-b,role=commune-officer,commune=B";
    public const string ProvincePlanner = "province,role=province-planner,province=T";
    public const string ProvinceElsewhere = "elsewhere,role=province-planner,province=X";
    public const string Support = "support,role=support";

    public static string Donor(string donor) => $"{donor}-person,role=donor,donor={donor}";
}

/// <summary>What came back.</summary>
public sealed record Reply(HttpStatusCode Status, string Text, string? ETag, string? MediaType, bool Replayed, string? RetryAfter)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public string? Code => (string?)Json["code"];

    public long Number(string member) => (long)Json[member]!;
}
