using System.Net;
using Matching.Api.Rights;
using Matching.Api.Rights.Tests.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Matching.Api.Rights.Tests.Rights;

public sealed class GateTests
{
    [Fact]
    public async Task An_endpoint_that_names_no_operation_or_an_unknown_one_is_denied_and_named()
    {
        await using var host = await RightsHost.StartAsync(app =>
        {
            app.MapGet("/forgotten", () => "secret");
            app.MapGet("/misspelt", () => "secret").Is("need.raed");
            app.MapGet("/open", [AllowAnonymous] () => "secret");
            app.MapGet("/own-policy", [Authorize] () => "secret");
            app.MapGet("/no-such-kind", () => "secret").IsAnonymous("friends");
            app.MapGet("/good", () => "fine").Is("commune.read");
            app.MapGet("/healthz", () => "fine").IsAnonymous("health");
        });

        foreach (var path in (string[])["/forgotten", "/misspelt", "/open", "/own-policy", "/no-such-kind"])
        {
            using var answer = await host.AskAsync(path, "national-planner");
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            using var nobodys = await host.AskAsync(path, role: null);
            Assert.Equal(HttpStatusCode.Unauthorized, nobodys.StatusCode);
        }

        using var good = await host.AskAsync("/good", "donor");
        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
        using var health = await host.AskAsync("/healthz", role: null);
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        var unreachable = host.Endpoints.Unreachable(RightsTable.Own);
        Assert.Equal(5, unreachable.Count);
        Assert.Contains(unreachable, line => line.Contains("/forgotten", StringComparison.Ordinal) && line.EndsWith("no operation", StringComparison.Ordinal));
        Assert.Contains(unreachable, line => line.Contains("/misspelt", StringComparison.Ordinal) && line.EndsWith("need.raed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_wrong_method_is_still_told_as_one()
    {
        await using var host = await RightsHost.StartAsync(app => app.MapGet("/good", () => "fine").Is("commune.read"));
        using var content = new StringContent("");
        using var answer = await host.Client.PostAsync("/good", content);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }

    [Fact]
    public async Task Every_endpoint_of_sign_in_is_in_the_table()
    {
        await using var host = await SignInHost.StartAsync("sqlite");
        var endpoints = host.Endpoints.Endpoints.OfType<RouteEndpoint>().Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api/v1/", StringComparison.Ordinal)).ToArray();
        Assert.True(endpoints.Length >= 20);
        Assert.Empty(host.Endpoints.Unreachable(RightsTable.Own));
    }
}
