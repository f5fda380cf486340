using System.Net;
using Matching.Api.Tests.Service;
using Matching.Samples;

namespace Matching.Api.Tests;

/// <summary>What a caller has seen before is not sent again, and nothing is changed unseen.</summary>
public class FreshTests(TestService service) : IClassFixture<TestService>, IAsyncLifetime
{
    public Task InitializeAsync() => service.Entered ??= service.PublishedAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("/communes")]
    [InlineData("/needs?limit=2")]
    [InlineData("/needs/a-warm")]
    [InlineData("/needs.csv")]
    [InlineData("/needs.xlsx")]
    [InlineData("/communes/A/needs")]
    [InlineData("/pledges/for-a")]
    [InlineData("/pledges/for-a/way")]
    [InlineData("/rounds/r1")]
    [InlineData("/rounds/r1/plans/fair")]
    [InlineData("/rounds/r1/plans/fair/lines")]
    [InlineData("/deliveries")]
    [InlineData("/reports/pledges")]
    public async Task An_answer_that_is_still_the_same_is_not_sent_again(string path)
    {
        var first = await service.GetAsync(path);
        first.Is(HttpStatusCode.OK);
        Assert.NotNull(first.ETag);
        var again = await SeenAsync(path, first.ETag!, People.Planner);
        Assert.Equal((HttpStatusCode.NotModified, "", first.ETag), (again.Status, again.Text, again.ETag));
        Assert.NotEqual(HttpStatusCode.NotModified, (await SeenAsync(path, first.ETag!, People.Auditor)).Status); // who may see something else

        await service.DoneAsync("/pledges", $$"""{"id":"{{service.NewKey()}}","donor":"d1","kind":"money","amount":1000}""");
        (await SeenAsync(path, first.ETag!, People.Planner)).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_tag_opens_nothing_that_is_not_the_callers()
    {
        var seen = (await service.GetAsync("/needs/b-warm", People.OfficerB)).ETag!;
        (await SeenAsync("/needs/b-warm", seen, People.OfficerA)).Is(HttpStatusCode.NotFound);
        (await SeenAsync("/needs/gone", seen, People.OfficerA)).Is(HttpStatusCode.NotFound);
        Assert.Null((await service.GetAsync("/needs/gone")).ETag);
    }

    [Theory]
    [InlineData("/communes/A/needs/a-warm/close", """{"reason":"x"}""")]
    [InlineData("/pledges/for-a/withdraw", """{"reason":"x"}""")]
    [InlineData("/rounds/r1/close", null)]
    public async Task Whoever_changes_something_with_a_version_says_which_one_they_saw(string path, string? body)
    {
        var before = await service.HeadAsync();
        (await service.PostAsync(path, body, with: request => request.Headers.Add(TestService.NoMatch, "yes"))).Is(HttpStatusCode.PreconditionRequired, "no_version");
        var stale = await service.PostAsync(path, body, with: request => request.Headers.TryAddWithoutValidation("If-Match", "\"0-1-00000000\""));
        stale.Is(HttpStatusCode.PreconditionFailed, "stale");
        Assert.Equal(before, await service.HeadAsync());
    }

    [Fact]
    public async Task The_tag_of_a_read_is_taken_by_the_write_after_it()
    {
        await service.DoneAsync("/pledges", """{"id":"tagged","donor":"d1","kind":"money","amount":1000}""");
        var seen = (await service.GetAsync("/pledges/tagged")).ETag!;
        var accepted = await service.PostAsync("/pledges/tagged/accept", null, with: request => request.Headers.TryAddWithoutValidation("If-Match", seen));
        accepted.Is(HttpStatusCode.OK);
        (await service.PostAsync("/pledges/tagged/withdraw", """{"reason":"x"}""", with: request => request.Headers.TryAddWithoutValidation("If-Match", seen))).Is(HttpStatusCode.PreconditionFailed);
        (await service.PostAsync("/pledges/tagged/withdraw", """{"reason":"x"}""", with: request => request.Headers.TryAddWithoutValidation("If-Match", accepted.ETag))).Is(HttpStatusCode.OK);
    }

    private Task<Reply> SeenAsync(string path, string tag, string caller) => service.GetAsync(path, caller, request => request.Headers.TryAddWithoutValidation("If-None-Match", tag));
}

/// <inheritdoc />
public sealed class FreshTestsOnPostgres(PgTestService service) : FreshTests(service), IClassFixture<PgTestService>;
