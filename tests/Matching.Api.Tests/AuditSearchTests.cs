using System.Net;
using Matching.Api.Rights;
using Matching.Api.Tests.Service;
using Matching.Samples;

namespace Matching.Api.Tests;

/// <summary>The audit log is found by who, what, of what, when and why; by auditors.</summary>
public sealed class AuditSearchTests(TestService service) : IClassFixture<TestService>, IAsyncLifetime
{
    public async Task InitializeAsync()
    {
        if ((await service.GetAsync("/needs/" + Tiny.WarmSetsForB)).Status == HttpStatusCode.NotFound)
        {
            await service.EnterAsync();
            await service.DoneAsync($"/communes/B/needs/{Tiny.WarmSetsForB}/amend", """{"urgency":"critical","reason":"rét đậm rét hại ở vùng cao"}""", People.OfficerB);
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public void Only_auditors_may() => Assert.Equal(["auditor"], RightsTable.Own.Find("audit.read")!.Rights.Keys);

    [Theory]
    [InlineData("actor=officer-b&action=need_amended", 1)]
    [InlineData("text=r%C3%A9t%20h%E1%BA%A1i", 1)]
    [InlineData("subject=commune:B&text=r%C3%A9t%20h%E1%BA%A1i&from=2020-01-01T00:00:00Z&until=2100-01-01T00:00:00Z", 1)]
    [InlineData("action=need_amended&until=2020-01-01T00:00:00Z", 0)]
    [InlineData("action=need_amended&from=2100-01-01T00:00:00Z", 0)]
    [InlineData("actor=officer-a&action=need_amended", 0)]
    public async Task Entries_are_found_by_who_what_of_what_when_and_why(string query, int found) =>
        Assert.Equal(found, (await service.GetAsync("/audit?" + query, People.Auditor)).Json["items"]!.AsArray().Count);

    [Fact]
    public async Task Pages_together_hold_every_entry_once_newest_first()
    {
        var all = new List<long>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await service.GetAsync("/audit?subject=commune:B&limit=1" + (cursor.Length > 0 ? "&cursor=" + cursor : ""), People.Auditor);
            page.Is(HttpStatusCode.OK);
            all.AddRange(page.Json["items"]!.AsArray().Select(entry => (long)entry!["sequence"]!));
            cursor = (string?)page.Json["next"];
        }

        Assert.True(all.Count > 2);
        Assert.Equal(all.OrderDescending().Distinct(), all);
    }
}
