using System.Net;
using Matching.Api.Rights;
using Matching.Api.Tests.Service;
using Matching.Api.Wire;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Matching.Api.Tests;

/// <summary>What every endpoint must have.</summary>
public sealed class EndpointTests(TestService service) : IClassFixture<TestService>
{
    // Nothing of these is done twice by asking twice: they change nothing, or know themselves what they did.
    private static readonly string[] s_withoutKey =
        ["/api/v1/pledges/check", "/api/v1/ledger/verify", "/api/v1/sample", "/api/v1/pledges/expire-due", "/api/v1/rounds/{round}/solves/{solve}",
        "/api/v1/imports/needs/preview", "/api/v1/imports/pledges/preview", "/api/v1/imports/aid/preview"];

    private IEnumerable<RouteEndpoint> Endpoints => service.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    [Fact]
    public void Every_endpoint_says_which_operation_it_is_or_is_open_to_all()
    {
        Assert.All(Endpoints, endpoint => Assert.True(
            endpoint.Metadata.GetMetadata<Operation>() is not null ^ endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null, endpoint.RoutePattern.RawText));
        Assert.True(Endpoints.Count() > 60);
    }

    [Fact]
    public void Every_write_takes_a_key()
    {
        var writes = Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>() is { } methods && !methods.HttpMethods.Contains("GET"));
        Assert.All(
            writes.Where(endpoint => !s_withoutKey.Contains(endpoint.RoutePattern.RawText)),
            endpoint => Assert.True(endpoint.Metadata.GetMetadata<TakesKey>() is not null, endpoint.RoutePattern.RawText));
    }

    [Fact]
    public async Task The_description_is_openapi_3_1_and_its_viewer_needs_nothing_from_elsewhere()
    {
        var document = await service.GetAsync("/openapi/v1.json", caller: "");
        document.Is(HttpStatusCode.OK);
        Assert.StartsWith("3.1", (string)document.Json["openapi"]!, StringComparison.Ordinal);
        var report = document.Json["paths"]!["/api/v1/communes/{commune}/needs"]!["post"]!;
        Assert.Contains("Idempotency-Key", report["parameters"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.NotNull(report["requestBody"]);
        Assert.Equal(Endpoints.Count(endpoint => endpoint.Metadata.GetMetadata<Operation>() is not null), document.Json["paths"]!.AsObject().Sum(path => path.Value!.AsObject().Count));
        Assert.Equal(HttpStatusCode.NotModified, (await service.GetAsync("/openapi/v1.json", with: request => request.Headers.TryAddWithoutValidation("If-None-Match", document.ETag))).Status);

        var viewer = await service.GetAsync("/openapi/index.html");
        viewer.Is(HttpStatusCode.OK);
        Assert.DoesNotContain("://", viewer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_operation_tells_how_it_refuses_in_both_languages()
    {
        var document = (await service.GetAsync("/openapi/v1.json", caller: "")).Json;
        var operations = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(one => (Name: one.Key + " " + path.Key, Responses: one.Value!["responses"]!.AsObject()))).ToList();
        Assert.True(operations.Count > 80);
        foreach (var (name, responses) in operations)
        {
            string[] expected = ["400", "401", "429", "503", .. name.StartsWith("get", StringComparison.Ordinal) ? Array.Empty<string>() : ["404", "409", "422"]];
            Assert.All(expected, status => Assert.True(responses.ContainsKey(status), name + " does not tell of " + status));
            Assert.True(responses.Any(response => response.Key.StartsWith('2')), name);
            foreach (var (status, response) in responses.Where(response => response.Key[0] is '4' or '5'))
            {
                var problem = response!["content"]!["application/problem+json"]!;
                Assert.Equal("#/components/schemas/Problem", (string)problem["schema"]!["$ref"]!);
                Assert.Equal(status, problem["example"]!["status"]!.ToString());
                Assert.NotEqual((string)problem["example"]!["en"]!, (string)problem["example"]!["vi"]!);
            }
        }

        var versioned = document["paths"]!["/api/v1/pledges/{pledge}/amend"]!["post"]!["responses"]!.AsObject();
        Assert.True(versioned.ContainsKey("412") && versioned.ContainsKey("428"));
        Assert.NotNull(document["components"]!["schemas"]!["Problem"]);
    }

    [Fact]
    public async Task The_examples_of_bodies_are_read_by_their_endpoints()
    {
        foreach (var (where, body) in Docs.Examples.Bodies.Where(one => !one.Key.Contains("/session", StringComparison.Ordinal) && !one.Key.Contains("/users", StringComparison.Ordinal))
            .OrderBy(one => one.Key.EndsWith("/catalogue", StringComparison.Ordinal) ? 0 : 1).ThenBy(one => one.Key, StringComparer.Ordinal))
        {
            var (method, address) = (where.Split(' ')[0], where.Split(' ')[1]["/api/v1".Length..]);
            var reply = await service.SendAsync(new HttpMethod(method), address.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal), body, People.Planner, service.NewKey());
            Assert.True(reply.Status is not (HttpStatusCode.BadRequest or HttpStatusCode.UnsupportedMediaType or HttpStatusCode.MethodNotAllowed), where + ": " + reply.Text);
            Assert.True(reply.Status != HttpStatusCode.UnprocessableEntity, where + ": " + reply.Text);
        }

        var document = (await service.GetAsync("/openapi/v1.json", caller: "")).Json;
        Assert.Equal("Hội Chữ thập đỏ tỉnh", (string)document["paths"]!["/api/v1/communes/{commune}/aid"]!["post"]!["requestBody"]!["content"]!["application/json"]!["example"]!["source"]!);
    }

    [Fact]
    public async Task It_says_that_it_is_alive_and_ready_to_anybody()
    {
        (await service.GetAsync("/healthz", caller: "")).Is(HttpStatusCode.OK);
        (await service.GetAsync("/readyz", caller: "")).Is(HttpStatusCode.OK);
    }
}
