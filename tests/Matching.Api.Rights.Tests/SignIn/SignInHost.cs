using Matching.Api.Rights;
using Matching.Api.SignIn;
using Matching.Api.SignIn.Desks;
using Matching.Api.SignIn.Passwords;
using Matching.Api.SignIn.SecondFactor;
using Matching.Api.SignIn.Store;
using Matching.Silo.Tests.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Matching.Api.Rights.Tests.SignIn;

/// <summary>Sign-in over an empty database of one test, and a clock that the test moves.</summary>
internal sealed class SignInHost : IAsyncDisposable
{
    public const string Password = "bốn từ tình cờ: ghế mưa tre lửa";

    private static readonly Lazy<string> PasswordHash = new(() => new AccountHasher().HashPassword(new Account(), Password));

    private readonly WebApplication _app;
    private readonly string? _folder;

    private SignInHost(WebApplication app, string database, string? folder, Clock clock) => (_app, Database, _folder, Clock) = (app, database, folder, clock);

    public static TheoryData<string> Kinds => PgServer.WhyNot is null ? new() { "sqlite", "postgres" } : new() { "sqlite" };

    public string Database { get; }

    public Clock Clock { get; }

    public EndpointDataSource Endpoints => _app.Services.GetRequiredService<EndpointDataSource>();

    public TestServer Server => _app.GetTestServer();

    public static Task<SignInHost> StartAsync(string kind)
    {
        if (kind == "postgres")
        {
            return StartAsync(PgServer.Instance.NewDatabase(), null);
        }

        var folder = Directory.CreateTempSubdirectory("msignin").FullName;
        return StartAsync(Path.Combine(folder, "fund.db"), folder);
    }

    /// <summary>A second process over the same database.</summary>
    public Task<SignInHost> AnotherAsync() => StartAsync(Database, null, Clock);

    public static Task<SignInHost> OverAsync(string database, Clock clock) => StartAsync(database, null, clock);

    public Browser NewBrowser() => new(Server);

    /// <summary>An account with <see cref="Password"/>, and the secret of its second factor if its role asks for one.</summary>
    public async Task<(Guid Id, byte[]? Secret)> AccountAsync(string email, string role, bool enrolled = true)
    {
        var scope = RightsTable.Own.Role(role)!.Scope;
        var grant = new Grant([role], scope is Reach.Province ? ["11"] : [], scope is Reach.Commune ? ["001"] : [], scope is Reach.Donor ? ["d1"] : []);
        await using var services = _app.Services.CreateAsyncScope();
        var created = await services.ServiceProvider.GetRequiredService<AccountDesk>().CreateAsync("test", email, grant);
        await using var users = OpenUsers();
        var account = await users.Users.SingleAsync(row => row.Id == created.Id);
        account.PasswordHash = PasswordHash.Value;
        byte[]? secret = null;
        if (enrolled && grant.NeedsSecondFactor(RightsTable.Own))
        {
            secret = Totp.NewSecret();
            account.TotpSecret = _app.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("totp").Protect(Convert.ToHexStringLower(secret));
            account.TwoFactorEnabled = true;
        }

        await users.SaveChangesAsync();
        return (account.Id, secret);
    }

    public UsersContext OpenUsers() => _app.Services.GetRequiredService<UsersDatabase>().Open();

    /// <summary>A browser in which the account is signed in.</summary>
    public async Task<Browser> SignedInAsync(string email, byte[]? secret = null)
    {
        var browser = NewBrowser();
        using var first = await browser.SignInAsync(email);
        Assert.True(first.IsSuccessStatusCode, await first.Content.ReadAsStringAsync());
        if (secret is not null)
        {
            Clock.Move(TimeSpan.FromSeconds(30)); // never the code of a sign-in before
            using var second = await browser.SendAsync(HttpMethod.Post, "session/totp", new { code = Code(secret) });
            Assert.True(second.IsSuccessStatusCode, await second.Content.ReadAsStringAsync());
        }

        return browser;
    }

    public async Task<(Browser Browser, Guid Id)> AdministratorAsync()
    {
        var (id, secret) = await AccountAsync("admin@fund.example", "administrator");
        return (await SignedInAsync("admin@fund.example", secret), id);
    }

    public string Code(byte[] secret) => Totp.Code(secret, Totp.StepAt(Clock.GetUtcNow()));

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        if (_folder is not null)
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static async Task<SignInHost> StartAsync(string database, string? folder, Clock? clock = null)
    {
        clock ??= new Clock();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSignInAndRights(database);
        var app = builder.Build();
        app.UseSignInAndRights();
        app.MapSignIn();
        app.MapGet("/api/v1/needs", (Jurisdiction where) => where.Communes).Is("need.read");
        app.MapPost("/api/v1/needs", () => "reported").Is("need.report");
        await app.StartAsync();
        return new SignInHost(app, database, folder, clock);
    }
}

/// <summary>Time stands still until the test moves it.</summary>
internal sealed class Clock : TimeProvider
{
    private DateTimeOffset _now = new(2026, 11, 23, 1, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _now;

    public void Move(TimeSpan by) => _now += by;
}
