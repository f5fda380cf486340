using System.Globalization;
using System.Net;
using Matching.Api.Tests.Service;
using Matching.Samples;

namespace Matching.Api.Tests;

/// <summary>Lists page by page, and as CSV.</summary>
public class PagingTests(TestService service) : IClassFixture<TestService>
{
    [Fact]
    public async Task Pages_together_are_the_list_once_even_when_something_is_added_meanwhile()
    {
        var round = Tiny.TwoCommunes();
        await service.DoneAsync("/catalogue", Silo.Store.StoreJson.Text(new { round.Communes, round.Items }));
        for (var i = 0; i < 25; i++)
        {
            await ReportAsync("n" + i.ToString("00", CultureInfo.InvariantCulture), 2000 + i);
        }

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await service.GetAsync("/needs?limit=7" + (cursor is null ? "" : "&cursor=" + cursor));
            page.Is(HttpStatusCode.OK);
            seen.AddRange(page.Json["items"]!.AsArray().Select(item => (string)item!["id"]!));
            cursor = (string?)page.Json["next"];
            if (seen.Count == 7)
            {
                await ReportAsync("a-before-what-was-seen", 2090);
            }
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Range(0, 25).Select(i => "n" + i.ToString("00", CultureInfo.InvariantCulture)), seen);
        Assert.Single((await service.GetAsync("/needs?year=2003")).Json["items"]!.AsArray());
        Assert.Empty((await service.GetAsync("/needs?commune=B")).Json["items"]!.AsArray());

        // The audit log goes backwards, and a cursor of one list is none of another.
        var audit = await service.GetAsync("/audit?limit=2");
        Assert.True((long)audit.Json["items"]![0]!["sequence"]! > (long)audit.Json["items"]![1]!["sequence"]!);
        (await service.GetAsync("/needs?cursor=" + (string)audit.Json["next"]!)).Is(HttpStatusCode.BadRequest, "bad_cursor");
    }

    [Fact]
    public async Task Text_that_a_spreadsheet_would_run_is_neutralised_in_exports()
    {
        await service.DoneAsync("/pledges", """{"id":"p1","donor":"d1","donor_name":"=HYPERLINK(\"x\"),\"y\"","kind":"money","amount":1000}""");
        var csv = await service.GetAsync("/pledges.csv");
        Assert.Equal("text/csv", csv.MediaType);
        Assert.Contains("p1,d1,\"'=HYPERLINK(\"\"x\"\"),\"\"y\"\"\",money,1000,", csv.Text, StringComparison.Ordinal);
        Assert.StartsWith("sequence,at,actor", (await service.GetAsync("/audit.csv")).Text, StringComparison.Ordinal);
    }

    private async Task ReportAsync(string id, int year) => await service.DoneAsync(
        "/communes/A/needs", string.Create(CultureInfo.InvariantCulture, $$"""{"id":"{{id}}","item":"warm_set","quantity":3,"urgency":"high","year":{{year}}}"""));
}

/// <inheritdoc />
public sealed class PagingTestsOnPostgres(PgTestService service) : PagingTests(service), IClassFixture<PgTestService>;
