using System.Net;
using Matching.Api.Tests.Service;
using Matching.Samples;

namespace Matching.Api.Tests;

/// <summary>A caller sees their own communes, provinces and donors, and of all others not even that they are there.</summary>
public class ScopeTests(TestService service) : IClassFixture<TestService>, IAsyncLifetime
{
    private static string DonorOf(string pledge) => Tiny.TwoCommunes().Pledges.First(one => one.Id.Value == pledge).Donor.Value;

    public Task InitializeAsync() => service.Entered ??= service.PublishedAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("/communes/B/needs", "/communes/Z/needs")]
    [InlineData("/needs/b-warm", "/needs/zzz")]
    [InlineData("/pledges/sets-for-b", "/pledges/zzz")]
    [InlineData("/pledges/sets-for-b/way", "/pledges/zzz/way")]
    [InlineData("/deliveries/r1/sets-for-b/b-warm", "/deliveries/r1/zzz/b-warm")]
    [InlineData("/rounds/r1/plans/fair/lines/b-warm/explanation", "/rounds/r1/plans/fair/lines/zzz/explanation")]
    [InlineData("/rounds/r1/plans/fair/pledges/sets-for-b/explanation", "/rounds/r1/plans/fair/pledges/zzz/explanation")]
    [InlineData("/rounds/r1/plans/fair/communes/B/explanation", "/rounds/r1/plans/fair/communes/Z/explanation")]
    [InlineData("/rounds/r1/plans/fair/bottlenecks/1/explanation", "/rounds/r1/plans/fair/bottlenecks/99/explanation")]
    [InlineData("/ledger/entries/1", "/ledger/entries/999999")]
    [InlineData("/audit", "/nothing")]
    public async Task A_foreign_thing_is_answered_exactly_like_one_that_is_not_there(string foreign, string gone)
    {
        foreach (var caller in new[] { People.OfficerA, People.ProvinceElsewhere, People.Donor(DonorOf("for-a")), "nobody,role=commune-officer" })
        {
            var (seen, missing) = (await service.GetAsync(foreign, caller), await service.GetAsync(gone, caller));
            seen.Is(HttpStatusCode.NotFound);
            Assert.Equal((missing.Status, missing.Text, missing.MediaType), (seen.Status, seen.Text, seen.MediaType));
        }
    }

    [Theory]
    [InlineData("/communes/B/needs/b-warm/verify", null)]
    [InlineData("/communes/B/needs/b-warm/close", """{"reason":"x"}""")]
    [InlineData("/communes/B/needs", """{"id":"n9","item":"warm_set","quantity":3,"urgency":"high","year":2030}""")]
    [InlineData("/communes/B/aid", """{"id":"a1","item":"warm_set","quantity":3,"source":"s","date":"2026-01-01"}""")]
    [InlineData("/pledges/sets-for-b/withdraw", """{"reason":"x"}""")]
    [InlineData("/pledges", """{"id":"p9","donor":"somebody","kind":"money","amount":1000}""")]
    [InlineData("/deliveries/r1/sets-for-b/b-warm/confirm", """{"received":1}""")]
    public async Task A_foreign_thing_cannot_be_written_to(string path, string? body)
    {
        foreach (var caller in new[] { People.OfficerA, People.ProvinceElsewhere, People.Donor(DonorOf("for-a")) })
        {
            (await service.PostAsync(path, body, caller)).Is(HttpStatusCode.NotFound, "not_found");
        }
    }

    [Fact]
    public async Task Lists_hold_what_is_the_callers_and_no_more()
    {
        Assert.Equal(["a-lunch", "a-warm"], await IdsAsync("/needs", "id", People.OfficerA));
        Assert.Equal(["a-lunch", "a-warm", "b-warm"], await IdsAsync("/needs", "id", People.ProvincePlanner));
        Assert.Empty(await IdsAsync("/needs", "id", People.ProvinceElsewhere));
        Assert.Equal(["for-a"], await IdsAsync("/pledges", "id", People.Donor(DonorOf("for-a"))));
        Assert.Empty(await IdsAsync("/pledges", "id", People.OfficerA));
        Assert.Equal(["a-lunch", "a-warm"], await IdsAsync("/deliveries", "need", People.OfficerA));
        Assert.Equal(["a-lunch", "a-warm"], await IdsAsync("/deliveries", "need", People.Donor(DonorOf("for-a"))));
        Assert.Equal(["a-lunch", "a-warm"], await IdsAsync("/rounds/r1/plans/fair/lines", "need", People.OfficerA));
        Assert.Equal(["for-a", "for-a"], await IdsAsync("/rounds/r1/plans/fair/shipments", "pledge", People.Donor(DonorOf("for-a"))));
        Assert.Equal(3, (await IdsAsync("/pledges?state=accepted", "id", People.Auditor)).Length);
        Assert.DoesNotContain("b-warm", (await service.GetAsync("/needs.csv", People.OfficerA)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("b-warm", (await service.GetAsync("/rounds/r1/plans/fair/lines.csv", People.OfficerA)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Support_sees_no_names_of_donors()
    {
        await service.DoneAsync("/pledges", """{"id":"named","donor":"d7","donor_name":"Bà Nguyễn Thị Mai","kind":"money","amount":1000000}""");
        Assert.Equal("Bà Nguyễn Thị Mai", (string?)(await service.GetAsync("/pledges/named")).Json["donor_name"]);
        Assert.Null((await service.GetAsync("/pledges/named", People.Support)).Json["donor_name"]);
        Assert.DoesNotContain("Mai", (await service.GetAsync("/pledges.csv", People.Support)).Text, StringComparison.Ordinal);
        foreach (var path in new[] { "/audit", "/audit.csv", "/ledger/entries", "/ledger/entries/1", "/rounds/r1/plans/fair/lines/b-warm/explanation", "/rounds/r1/plans/fair/pledges/sets-for-b/explanation", "/rounds/r1/plans/fair/communes/B/explanation", "/rounds/r1/plans/fair/bottlenecks/1/explanation" })
        {
            (await service.GetAsync(path, People.Support)).Is(HttpStatusCode.Forbidden, "forbidden");
            (await service.GetAsync(path, People.Auditor)).Is(HttpStatusCode.OK);
        }

        await service.DoneAsync("/pledges/named/decline", """{"reason":"thử"}""");
    }

    private async Task<string[]> IdsAsync(string path, string member, string caller) =>
        [.. (await service.GetAsync(path, caller)).Json["items"]!.AsArray().Select(item => (string)item![member]!).Order(StringComparer.Ordinal)];
}

/// <inheritdoc />
public sealed class ScopeTestsOnPostgres(PgTestService service) : ScopeTests(service), IClassFixture<PgTestService>;
