using System.Net;
using Matching.Api.Tests.Service;
using Matching.Samples;

namespace Matching.Api.Tests;

/// <summary>What a donor is told, and pledges that expire by themselves.</summary>
public sealed class StatementTests(TestService service) : IClassFixture<TestService>
{
    [Fact]
    public async Task A_donor_reads_statements_of_their_own_pledges_and_pledges_past_their_day_expire()
    {
        await service.PublishedAsync();
        var donor = Tiny.TwoCommunes().Pledges.First(pledge => pledge.Id == Tiny.MoneyForA).Donor.Value;
        await service.DoneAsync("/deliveries/r1/for-a/a-warm/dispatch", """{"amount":2100000}""");

        var told = await service.GetAsync("/pledges/for-a/statement", People.Donor(donor));
        Assert.Equal(5_600_000, (long)told.Json["balances"]!["promised"]!);
        var parts = told.Json["commitments"]!.AsArray();
        Assert.Equal([("a-lunch", 2_100_000L), ("a-warm", 3_500_000L)], parts.Select(part => ((string)part!["need"]!, (long)part["on_the_way"]! + (long)part["committed"]!)).ToList());
        Assert.NotNull(parts[1]!["dispatched_on"]);
        Assert.Equal(3, told.Json["summary"]!["vi"]!.AsArray().Count);
        (await service.GetAsync("/pledges/for-a/statement", People.Donor("somebody"))).Is(HttpStatusCode.NotFound);
        (await service.GetAsync("/donors/nobody/statement", People.Donor(donor))).Is(HttpStatusCode.NotFound);

        var all = await service.GetAsync($"/donors/{donor}/statement", People.Donor(donor));
        Assert.Contains(all.Json["pledges"]!.AsArray(), one => (string?)one!["pledge"] == "for-a");
        var sheet = await service.GetAsync("/pledges/for-a/statement.csv?lang=en", People.Donor(donor));
        Assert.StartsWith("pledge,round,need,", sheet.Text, StringComparison.Ordinal);
        Assert.Contains("for-a,r1,a-warm,A,", sheet.Text, StringComparison.Ordinal);
        Assert.StartsWith("cam_ket,dot,", (await service.GetAsync($"/donors/{donor}/statement.csv", People.Donor(donor))).Text, StringComparison.Ordinal);
        (await service.GetAsync("/pledges/for-a/statement.csv?lang=fr")).Is(HttpStatusCode.UnprocessableEntity);

        await service.DoneAsync("/pledges", """{"id":"late","donor":"x","kind":"money","amount":900000,"conditions":{"available_until":"2020-01-31"}}""");
        await service.DoneAsync("/pledges/late/accept", null);
        (await service.PostAsync("/pledges/expire-due", null, People.Donor(donor))).Is(HttpStatusCode.NotFound);
        var expired = Assert.Single((await service.PostAsync("/pledges/expire-due", null)).Json.AsArray());
        Assert.Equal(("late", 900_000L), ((string)expired!["pledge"]!, (long)expired["amount"]!));
        Assert.Empty((await service.PostAsync("/pledges/expire-due", null)).Json.AsArray());
    }
}
