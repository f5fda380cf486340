using System.Net;
using System.Text.Json;
using Matching.Api.Rights;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Matching.Api.Rights.Tests.Rights;

/// <summary>Every role, every operation, every kind of target, over HTTP, against the file itself.</summary>
public sealed class RightsMatrixTests
{
    // Commune 001 of province 11 and donor d1 are the caller's own.
    private static readonly (string Name, string Query)[] Targets =
    [
        ("own commune", "commune=001&province=11"),
        ("same province, other commune", "commune=002&province=11"),
        ("other province", "commune=003&province=12"),
        ("own province", "province=11"),
        ("another province as a whole", "province=12"),
        ("own donor", "donor=d1"),
        ("other donor", "donor=d2"),
    ];

    [Fact]
    public async Task Every_role_may_do_exactly_what_the_file_says_and_exactly_there()
    {
        using var file = typeof(RightsTable).Assembly.GetManifestResourceStream("rights.json")!;
        using var json = await JsonDocument.ParseAsync(file);
        await using var host = await RightsHost.StartAsync(MapAll);
        var asked = 0;
        var wrong = new List<string>();
        foreach (var role in json.RootElement.GetProperty("roles").EnumerateArray().Select(role => role.GetProperty("name").GetString()!))
        {
            foreach (var operation in json.RootElement.GetProperty("operations").EnumerateArray())
            {
                var name = operation.GetProperty("name").GetString()!;
                var reach = operation.GetProperty("rights").TryGetProperty(role, out var said) ? said.GetString() : null;
                foreach (var (target, query) in Targets)
                {
                    using var answer = await host.AskAsync($"/{name}?{query}", role, "11", "001", "d1");
                    var expected = Expected(reach, target);
                    asked++;
                    if (answer.StatusCode != expected)
                    {
                        wrong.Add($"{role} {name} {target}: {answer.StatusCode}, expected {expected}");
                    }
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(20)));
        Assert.True(asked > 3000, $"only {asked} combinations");
    }

    [Fact]
    public async Task Nobody_passes_without_sign_in()
    {
        await using var host = await RightsHost.StartAsync(MapAll);
        foreach (var operation in RightsTable.Own.Operations)
        {
            using var answer = await host.AskAsync($"/{operation.Name}?donor=d1", role: null);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_role_that_the_file_does_not_know_may_do_nothing()
    {
        await using var host = await RightsHost.StartAsync(MapAll);
        foreach (var operation in RightsTable.Own.Operations)
        {
            using var answer = await host.AskAsync($"/{operation.Name}?donor=d1", "superuser");
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Scopes_of_one_role_do_not_widen_another()
    {
        // Verifying is the province planner's. The commune that an account holds as an officer gives it nothing there.
        await using var host = await RightsHost.StartAsync(MapAll);
        using var answer = await host.AskAsync("/need.verify?commune=001&province=12", "province-planner", "11", "001");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task A_foreign_object_answers_like_a_missing_one_to_the_byte()
    {
        await using var host = await RightsHost.StartAsync(MapAll);
        using var foreign = await host.AskAsync("/pledge.read?donor=d2", "donor", donor: "d1");
        using var missing = await host.AskAsync("/pledge.read?donor=d1&gone=true", "donor", donor: "d1");
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Equal(await missing.Content.ReadAsStringAsync(), await foreign.Content.ReadAsStringAsync());
    }

    private static HttpStatusCode Expected(string? reach, string target) => (reach, target) switch
    {
        (null, _) => HttpStatusCode.Forbidden,
        ("all", _) => HttpStatusCode.OK,
        ("province", "own commune" or "same province, other commune" or "own province") => HttpStatusCode.OK,
        ("commune", "own commune") => HttpStatusCode.OK,
        ("donor", "own donor") => HttpStatusCode.OK,
        _ => HttpStatusCode.NotFound,
    };

    private static void MapAll(WebApplication app)
    {
        foreach (var operation in RightsTable.Own.Operations)
        {
            app.MapGet("/" + operation.Name, (string? commune, string? province, string? donor, bool? gone, Jurisdiction where) =>
            {
                var mine = donor is not null ? where.Donor(donor) : commune is not null ? where.Commune(commune, province) : where.Province(province!);
                return mine && gone != true ? Results.Ok() : RightsAnswer.NotFound();
            }).Is(operation.Name);
        }
    }
}
