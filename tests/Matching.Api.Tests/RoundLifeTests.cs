using System.Globalization;
using System.Net;
using Matching.Api.Tests.Service;
using Matching.Samples;

namespace Matching.Api.Tests;

/// <summary>The whole life of a round over HTTP. Figures by hand: see <see cref="Tiny"/>.</summary>
public class RoundLifeTests(TestService service) : IClassFixture<TestService>
{
    [Fact]
    public async Task A_round_goes_from_reported_needs_to_confirmed_deliveries_and_the_donor_sees_the_way()
    {
        await service.EnterAsync();
        await service.SolvedAsync("fair", "most");

        var plan = await service.GetAsync("/rounds/r1/plans/fair");
        Assert.Equal("leximin", (string?)plan.Json["fairness"]);
        var lines = (await service.GetAsync("/rounds/r1/plans/fair/lines")).Json["items"]!.AsArray();
        Assert.Equal(
            [("a-lunch", 14), ("a-warm", 7), ("b-warm", 4)],
            lines.Select(line => ((string)line!["need"]!, (long)line["allocated_units"]!)).OrderBy(line => line.Item1, StringComparer.Ordinal));
        var why = await service.GetAsync("/rounds/r1/plans/fair/lines/b-warm/explanation");
        Assert.NotEmpty(why.Json["vi"]!.AsArray());
        Assert.Equal(why.Json["vi"]!.AsArray().Count, why.Json["en"]!.AsArray().Count);
        foreach (var more in new[] { "pledges/for-a/explanation", "communes/A/explanation", "bottlenecks/1/explanation", "bottlenecks", "shipments", "pledges", "next-money", "compare/most" })
        {
            (await service.GetAsync("/rounds/r1/plans/fair/" + more)).Is(HttpStatusCode.OK);
        }

        await service.DoneAsync("/rounds/r1/propose", """{"plan":"fair"}""");
        (await service.PostAsync("/rounds/r1/approve", null)).Is(HttpStatusCode.Forbidden, "not_you"); // who proposed it
        await service.DoneAsync("/rounds/r1/approve", null, People.Approver);
        await service.DoneAsync("/rounds/r1/publish", null);
        (await service.PostAsync("/rounds/r1/close", null)).Is(HttpStatusCode.Conflict, "wrong_state");

        var given = (await service.GetAsync("/deliveries?round=r1")).Json["items"]!.AsArray();
        Assert.Equal(4, given.Count);
        foreach (var part in given)
        {
            var (pledge, need, amount) = ((string)part!["pledge"]!, (string)part["need"]!, (long)part["amount"]!);
            var at = $"/deliveries/r1/{pledge}/{need}";
            var whole = string.Create(CultureInfo.InvariantCulture, $$"""{"amount":{{amount}}}""");
            await service.DoneAsync(at + "/dispatch", whole);
            await service.DoneAsync(at + "/deliver", whole);
            await service.DoneAsync(
                at + "/confirm",
                pledge == "for-warm-sets" ? """{"received":1000000,"missing":500000,"reason":"một bộ bị ướt"}""" : string.Create(CultureInfo.InvariantCulture, $$"""{"received":{{amount}}}"""),
                need.StartsWith('a') ? People.OfficerA : People.OfficerB);
        }

        await service.DoneAsync("/rounds/r1/close", null);
        var donor = Tiny.TwoCommunes().Pledges.First(pledge => pledge.Id == Tiny.MoneyForWarmSets).Donor.Value;
        var way = Assert.Single((await service.GetAsync("/pledges/for-warm-sets/way", People.Donor(donor))).Json.AsArray());
        Assert.Equal(("shortage", 1_000_000, 500_000), ((string)way!["state"]!, (long)way["confirmed"]!, (long)way["lost"]!));
        Assert.Equal(7 * 500_000, (long)(await service.GetAsync("/needs/b-warm")).Json["stand"]!["open_vnd"]!);

        var proof = await service.PostAsync("/ledger/verify", null, People.Auditor);
        Assert.True((bool)proof.Json["sound"]!, proof.Text);
        Assert.Equal(1, proof.Number("published_rounds"));
        var audit = await service.GetAsync("/audit?action=delivery_confirmed&actor=officer-b", People.Auditor);
        Assert.Equal("một bộ bị ướt", (string?)audit.Json["items"]!.AsArray().Single(entry => (string?)entry!["reason"] is not null)!["reason"]);
        var report = (await service.GetAsync("/reports/pledges")).Json.AsArray().Single(one => (string)one!["measure"]! == "VND");
        Assert.Equal((7_100_000, 6_600_000, 500_000), ((long)report!["promised"]!, (long)report["confirmed"]!, (long)report["lost"]!));
        (await service.GetAsync("/reports/needs")).Is(HttpStatusCode.OK);
    }
}

/// <inheritdoc />
public sealed class RoundLifeTestsOnPostgres(PgTestService service) : RoundLifeTests(service), IClassFixture<PgTestService>;
