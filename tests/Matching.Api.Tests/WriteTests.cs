using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Matching.Api.Tests.Service;
using Matching.Samples;

namespace Matching.Api.Tests;

/// <summary>Keys, versions, strict bodies, and how refusals look.</summary>
public class WriteTests(TestService service) : IClassFixture<TestService>, IAsyncLifetime
{
    private const string Need = """{"id":"w1","item":"warm_set","quantity":3,"urgency":"high","year":2030,"site":"Điểm trường 1"}""";

    public async Task InitializeAsync()
    {
        var round = Tiny.TwoCommunes();
        await service.DoneAsync("/catalogue", Silo.Store.StoreJson.Text(new { round.Communes, round.Items }));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task The_same_key_and_body_is_done_once_and_answered_alike_and_another_body_is_refused()
    {
        var body = Need.Replace("w1", "once", StringComparison.Ordinal);
        var first = await service.PostAsync("/communes/A/needs", body, key: "same");
        var again = await service.PostAsync("/communes/A/needs", body, key: "same");
        first.Is(HttpStatusCode.OK);
        Assert.Equal((first.Status, first.Text, first.ETag), (again.Status, again.Text, again.ETag));
        Assert.Equal((false, true), (first.Replayed, again.Replayed));

        (await service.PostAsync("/communes/A/needs", Need.Replace("w1", "other", StringComparison.Ordinal), key: "same")).Is(HttpStatusCode.UnprocessableEntity, "key_reused");
        Assert.Single((await service.GetAsync("/audit?subject=commune:A&text=once")).Json["items"]!.AsArray());
    }

    [Fact]
    public async Task A_write_without_a_key_is_refused_with_a_sentence()
    {
        var reply = await service.SendAsync(HttpMethod.Post, "/communes/A/needs", Need, People.Planner, key: null);
        reply.Is(HttpStatusCode.BadRequest, "no_key");
        Assert.Contains("Idempotency-Key", (string)reply.Json["vi"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_saw_an_older_version_is_told_so_and_changes_nothing()
    {
        await service.DoneAsync("/communes/B/needs", Need.Replace("w1", "stale", StringComparison.Ordinal));
        var seen = (await service.GetAsync("/communes/B/needs")).ETag!;
        await service.DoneAsync("/communes/B/needs/stale/verify", null, People.Approver);
        var late = await service.PostAsync("/communes/B/needs/stale/close", """{"reason":"x"}""", with: request => request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(seen)));
        late.Is(HttpStatusCode.PreconditionFailed, "stale");
        Assert.Equal("verified", (string?)(await service.GetAsync("/needs/stale")).Json["state"]);

        var now = (await service.GetAsync("/communes/B/needs")).ETag!;
        var fits = await service.PostAsync("/communes/B/needs/stale/close", """{"reason":"x"}""", with: request => request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(now)));
        fits.Is(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("""{"id":"w2","item":"warm_set","quantity":3,"urgency":"high","year":2030,"colour":"red"}""", HttpStatusCode.BadRequest)] // unknown member
    [InlineData("""{"id":"w2","item":"warm_set","quantity":3,"quantity":4,"urgency":"high","year":2030}""", HttpStatusCode.BadRequest)] // twice
    [InlineData("""{"id":"w2","item":"warm_set","quantity":"3","urgency":"high","year":2030}""", HttpStatusCode.BadRequest)] // number as text
    [InlineData("""{"id":"w2","item":"warm_set","quantity":3,"urgency":1,"year":2030}""", HttpStatusCode.BadRequest)] // word as number
    [InlineData("""{"id":"w2","item":"warm_set","quantity":3.5,"urgency":"high","year":2030}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"id":"w2","item":"warm_set","urgency":"high","year":2030}""", HttpStatusCode.BadRequest)] // missing
    [InlineData("""{"id":null,"item":"warm_set","quantity":3,"urgency":"high","year":2030}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"id":"w\u0000","item":"warm_set","quantity":3,"urgency":"high","year":2030}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"id":"\ud800","item":"warm_set","quantity":3,"urgency":"high","year":2030}""", HttpStatusCode.BadRequest)]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]", HttpStatusCode.BadRequest)] // too deep
    [InlineData("null", HttpStatusCode.BadRequest)]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("""{"id":"a/b","item":"warm_set","quantity":3,"urgency":"high","year":2030}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"id":"w2","item":"warm_set","quantity":0,"urgency":"high","year":2030}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"id":"w2","item":"gold","quantity":3,"urgency":"high","year":2030}""", HttpStatusCode.UnprocessableEntity)]
    public async Task A_wrong_body_is_refused_and_names_the_place(string body, HttpStatusCode status)
    {
        var reply = await service.PostAsync("/communes/A/needs", body);
        reply.Is(status);
        Assert.NotEmpty(reply.Json["faults"]!.AsArray());
    }

    [Fact]
    public async Task Too_large_bodies_other_media_types_methods_and_addresses_are_told_as_problems()
    {
        (await service.PostAsync("/communes/A/needs", new string(' ', 300_000))).Is(HttpStatusCode.RequestEntityTooLarge);
        (await service.PostAsync("/communes/A/needs", Need, with: request => request.Content = new StringContent(Need, Encoding.UTF8, "text/plain"))).Is(HttpStatusCode.UnsupportedMediaType);
        (await service.SendAsync(HttpMethod.Put, "/items", Need, People.Planner, "k")).Is(HttpStatusCode.MethodNotAllowed);
        (await service.GetAsync("/nothing/here")).Is(HttpStatusCode.NotFound);
        (await service.GetAsync("/needs?limit=501")).Is(HttpStatusCode.BadRequest, "bad_limit");
        (await service.GetAsync("/needs?limit=abc")).Is(HttpStatusCode.BadRequest);
        (await service.GetAsync("/needs?comune=A")).Is(HttpStatusCode.BadRequest, "bad_query");
        (await service.GetAsync("/needs?cursor=AAAA")).Is(HttpStatusCode.BadRequest, "bad_cursor");
        (await service.SendAsync(HttpMethod.Get, "/needs", null, caller: null, key: null)).Is(HttpStatusCode.Unauthorized, "not_signed_in");
    }

    [Fact]
    public async Task Conditions_of_a_pledge_are_read_under_the_rules_of_the_files_and_come_back_as_stated()
    {
        const string Terms = """{"provinces":["T"],"tiers":[1,2],"max_per_commune":5000000,"wishes":["commune:B"]}""";
        await service.DoneAsync("/pledges", $$"""{"id":"p1","donor":"d1","kind":"money","amount":9000000,"conditions":{{Terms}}}""");
        Assert.Equal(System.Text.Json.Nodes.JsonNode.Parse(Terms.Replace("[1,2]", "[\"1\",\"2\"]", StringComparison.Ordinal))!.ToJsonString(), Sorted((await service.GetAsync("/pledges/p1")).Json["conditions"]!));

        var wrong = await service.PostAsync("/pledges", """{"id":"p2","donor":"d1","kind":"money","amount":9000000,"conditions":{"max_share_percent":101,"communes":["nowhere"]}}""");
        wrong.Is(HttpStatusCode.UnprocessableEntity, "invalid");
        Assert.Equal(["communes", "max_share_percent"], wrong.Json["faults"]!.AsArray().Select(fault => (string)fault!["member"]!).Order(StringComparer.Ordinal));
        (await service.PostAsync("/pledges", """{"id":"p2","donor":"d1","kind":"money","amount":9000000,"conditions":{"colour":"red"}}""")).Is(HttpStatusCode.UnprocessableEntity);

        var check = await service.PostAsync("/pledges/check", """{"id":"p3","donor":"d1","kind":"money","amount":9000000}""");
        check.Is(HttpStatusCode.OK);
        Assert.NotEmpty(check.Json["outlook"]!["vi"]!.AsArray());

        static string Sorted(System.Text.Json.Nodes.JsonNode terms) =>
            new System.Text.Json.Nodes.JsonObject(new[] { "provinces", "tiers", "max_per_commune", "wishes" }.Select(name => KeyValuePair.Create(name, terms[name]?.DeepClone()))).ToJsonString();
    }
}

/// <inheritdoc />
public sealed class WriteTestsOnPostgres(PgTestService service) : WriteTests(service), IClassFixture<PgTestService>;
