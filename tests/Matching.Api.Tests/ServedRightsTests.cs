using System.Net;
using Matching.Api.Rights;
using Matching.Api.Service;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Matching.Api.Tests;

/// <summary>The service as it is run, with sign-in before it.</summary>
public sealed class ServedRightsTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("matching-served-");
    private WebApplication _app = null!;

    public async Task InitializeAsync()
    {
        _app = Serve.Build(new ServiceOptions { Database = Path.Combine(_folder.FullName, "store.db"), Urls = [new Uri("http://127.0.0.1:0")], SolveThreads = 1 });
        await _app.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void The_table_of_rights_names_every_endpoint() =>
        Assert.Empty(_app.Services.GetRequiredService<EndpointDataSource>().Unreachable(RightsTable.Own));

    [Theory]
    [InlineData("/healthz", HttpStatusCode.OK)]
    [InlineData("/readyz", HttpStatusCode.OK)]
    [InlineData("/openapi/v1.json", HttpStatusCode.OK)]
    [InlineData("/api/v1/needs", HttpStatusCode.Unauthorized)]
    [InlineData("/api/v1/pledges/P1", HttpStatusCode.Unauthorized)]
    [InlineData("/api/v1/users", HttpStatusCode.Unauthorized)]
    public async Task Nobody_who_has_not_signed_in_gets_past_the_door(string path, HttpStatusCode status)
    {
        using var client = new HttpClient { BaseAddress = new Uri(_app.Urls.First()) };
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(status, answer.StatusCode);
    }
}
