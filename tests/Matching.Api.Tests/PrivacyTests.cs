using System.Net;
using System.Text.Json.Nodes;
using Matching.Api.Audit;
using Matching.Api.Tests.Service;
using Matching.Samples;
using Matching.Silo.Desks;
using Matching.Silo.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matching.Api.Tests;

/// <summary>Who read donors' data is written down; donors see others, and anybody sees children, only as counts that give nobody away.</summary>
public sealed class PrivacyTests : IAsyncLifetime
{
    private readonly TestService _service = new();

    public async Task InitializeAsync()
    {
        await _service.InitializeAsync();
        await _service.EnterAsync();
    }

    public Task DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Who_read_a_donors_data_what_and_when_is_chained_without_the_data()
    {
        var pledge = Tiny.TwoCommunes().Pledges[0];
        (await _service.GetAsync($"/pledges/{pledge.Id}")).Is(HttpStatusCode.OK);
        (await _service.GetAsync($"/pledges/{pledge.Id}")).Is(HttpStatusCode.OK);
        (await _service.GetAsync("/pledges.csv?state=accepted", People.Auditor)).Is(HttpStatusCode.OK);
        (await _service.GetAsync("/audit?text=Nguy%E1%BB%85n", People.Auditor)).Is(HttpStatusCode.OK);
        (await _service.GetAsync($"/pledges/{pledge.Id}", People.Donor(pledge.Donor.Value))).Is(HttpStatusCode.OK); // one's own
        (await _service.GetAsync("/pledges/nobody-has-this")).Is(HttpStatusCode.NotFound);

        await _service.App.Services.GetRequiredService<PersonalReads>().WriteAsync(CancellationToken.None);

        var entries = await _service.App.Services.GetRequiredService<IMatchingHost>().ReadAsync(
            (db, cancel) => db.Journal.Where(entry => entry.Action == "personal_data_read").OrderBy(entry => entry.Sequence).ToListAsync(cancel));
        Assert.All(entries, entry => Assert.Equal(PersonalReads.Subject, entry.Subject));
        var readings = entries.SelectMany(entry => JsonNode.Parse(entry.Details)!["readings"]!.AsArray().Select(one => (entry.Actor, What: (string)one!["what"]!, Times: (int)one["times"]!))).ToList();
        Assert.Equal(2, readings.Where(one => one.Actor == "planner" && one.What == $"/api/v1/pledges/{pledge.Id}").Sum(one => one.Times));
        Assert.Contains(("auditor", "/api/v1/pledges.csv?state=accepted", 1), readings);
        Assert.Contains(("auditor", "/api/v1/audit?text=…", 1), readings);
        Assert.DoesNotContain(readings, one => one.Actor.EndsWith("-person", StringComparison.Ordinal) || one.What.Contains("nobody", StringComparison.Ordinal));
        Assert.All(entries, entry => Assert.True(pledge.DonorName is null || !entry.Details.Contains(pledge.DonorName, StringComparison.Ordinal)));
        Assert.True((bool)(await _service.PostAsync("/ledger/verify", null)).Json["sound"]!);
    }

    [Fact]
    public async Task Donors_see_what_others_promised_only_where_five_or_more_did()
    {
        var donors = Tiny.TwoCommunes().Pledges.Where(pledge => pledge.Item is null).Select(pledge => pledge.Donor).Distinct().Count();
        Assert.Empty((await _service.GetAsync("/reports/pledges", People.Donor("d1"))).Json.AsArray());
        for (var i = donors; i < 5; i++)
        {
            await _service.DoneAsync("/pledges", $$"""{"id":"more{{i}}","donor":"more{{i}}","kind":"money","amount":1000000}""");
            await _service.DoneAsync($"/pledges/more{i}/accept", null);
        }

        Assert.Equal(["VND"], (await _service.GetAsync("/reports/pledges", People.Donor("d1"))).Json.AsArray().Select(one => (string)one!["measure"]!));
        Assert.True((await _service.GetAsync("/reports/pledges")).Json.AsArray().Count > 1);
    }

    [Fact]
    public async Task Children_are_published_as_counts_of_five_or_more_and_donors_see_none_of_a_single_line()
    {
        var item = Tiny.TwoCommunes().Items[0];
        await _service.DoneAsync("/communes/A/needs", StoreJson.Text(new { Id = "few", Item = item.Id, Quantity = 3, Urgency = "normal", Year = 2031, Beneficiaries = 3 }));

        Assert.Equal(3, (await _service.GetAsync("/needs/few")).Number("beneficiaries"));
        Assert.Null((await _service.GetAsync("/needs/few", People.Donor("d1"))).Json["beneficiaries"]);
        Assert.DoesNotContain("\"beneficiaries\"", (await _service.GetAsync("/needs?year=2031", People.Donor("d1"))).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"beneficiaries\"", (await _service.GetAsync("/communes/A/needs", People.Donor("d1"))).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(",3,2031", (await _service.GetAsync("/needs.csv?year=2031", People.Donor("d1"))).Text, StringComparison.Ordinal);

        var table = await _service.GetAsync("/reports/children.csv?year=2031", People.Donor("d1"));
        Assert.Equal($"year,province_code,category,children\n2031,T,{item.Category},*\n2031,T,total,*\n2031,total,{item.Category},*\n2031,total,total,*\n", table.Text);
        Assert.Equal("null", (await _service.GetAsync("/reports/children?year=2031")).Json["children"]![0]![0]?.ToJsonString() ?? "null");
        await _service.DoneAsync("/communes/B/needs", StoreJson.Text(new { Id = "more", Item = item.Id, Quantity = 3, Urgency = "normal", Year = 2031, Beneficiaries = 4 }));
        Assert.Contains(",7\n", (await _service.GetAsync("/reports/children.csv?year=2031")).Text, StringComparison.Ordinal);
        Assert.False((await _service.GetAsync("/reports/children.csv")).Status == HttpStatusCode.OK);
    }
}
