using System.Security.Claims;
using System.Text.Encodings.Web;
using Matching.Api.Rights;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Matching.Api.Rights.Tests.Rights;

/// <summary>The gate and whatever endpoints a test maps behind it; the caller is what the request's headers say.</summary>
internal sealed class RightsHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RightsHost(WebApplication app) => (_app, Client) = (app, app.GetTestClient());

    public HttpClient Client { get; }

    public EndpointDataSource Endpoints => _app.Services.GetRequiredService<EndpointDataSource>();

    public static async Task<RightsHost> StartAsync(Action<WebApplication> map)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddRights();
        builder.Services.AddAuthentication("headers").AddScheme<AuthenticationSchemeOptions, Headers>("headers", null);
        var app = builder.Build();
        app.UseAuthentication().UseRights();
        map(app);
        await app.StartAsync();
        return new RightsHost(app);
    }

    public async Task<HttpResponseMessage> AskAsync(string path, string? role, string province = "", string commune = "", string donor = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (role is not null)
        {
            request.Headers.Add("x-role", role);
            request.Headers.Add("x-province", province);
            request.Headers.Add("x-commune", commune);
            request.Headers.Add("x-donor", donor);
        }

        return await Client.SendAsync(request);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private sealed class Headers(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            var role = Request.Headers["x-role"].ToString();
            if (role.Length == 0)
            {
                return Task.FromResult(AuthenticateResult.NoResult());
            }

            var claims = new[] { CallerClaims.Role, CallerClaims.Province, CallerClaims.Commune, CallerClaims.Donor }
                .Select(type => new Claim(type, Request.Headers["x-" + type].ToString()))
                .Where(claim => claim.Value.Length > 0)
                .Append(new Claim(CallerClaims.Subject, "somebody"));
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(claims, "headers")), "headers")));
        }
    }
}
