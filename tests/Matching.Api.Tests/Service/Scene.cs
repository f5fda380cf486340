using System.Globalization;
using System.Net;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Samples;
using Matching.Silo.Store;

namespace Matching.Api.Tests.Service;

/// <summary>The tiny round as people enter it over HTTP.</summary>
public static class Scene
{
    public const string Round = "r1";

    /// <summary>Catalogue, verified needs, accepted pledges that were handed over.</summary>
    public static async Task EnterAsync(this TestService service)
    {
        var round = Tiny.TwoCommunes();
        await service.DoneAsync("/catalogue", StoreJson.Text(new { round.Communes, round.Items }));
        foreach (var need in round.Needs)
        {
            await service.DoneAsync($"/communes/{need.Commune}/needs", NeedBody(need), need.Commune == Tiny.A ? People.OfficerA : People.OfficerB);
            await service.DoneAsync($"/communes/{need.Commune}/needs/{need.Id}/verify", null);
        }

        foreach (var pledge in round.Pledges)
        {
            await service.DoneAsync("/pledges", PledgeBody(pledge), People.Donor(pledge.Donor.Value));
            await service.DoneAsync($"/pledges/{pledge.Id}/accept", null);
            await service.DoneAsync($"/pledges/{pledge.Id}/receive", string.Create(CultureInfo.InvariantCulture, $$"""{"amount":{{pledge.Amount}},"voucher":"v1"}"""));
        }
    }

    public static async Task SolvedAsync(this TestService service, params string[] plans)
    {
        await service.DoneAsync("/rounds", """{"id":"r1","name":"Đợt thử","as_of":"2026-11-22","policy":{"fairness":"leximin"}}""");
        await service.DoneAsync("/rounds/r1/freeze", null);
        foreach (var plan in plans)
        {
            await service.SolveAsync(plan, plan == "most" ? "max_coverage" : "leximin");
        }
    }

    /// <summary>Orders a solve and watches its events until the end.</summary>
    public static async Task<string> SolveAsync(this TestService service, string plan, string fairness = "leximin", string state = "done")
    {
        var ordered = await service.DoneAsync("/rounds/r1/solves", $$"""{"plan":"{{plan}}","fairness":"{{fairness}}"}""");
        var events = await service.GetAsync($"/rounds/r1/solves/{(string)ordered.Json["id"]!}/events");
        Assert.Equal("text/event-stream", events.MediaType);
        Assert.Contains("event: end", events.Text, StringComparison.Ordinal);
        var told = await service.GetAsync($"/rounds/r1/solves/{(string)ordered.Json["id"]!}");
        Assert.True((string?)told.Json["state"] == state, told.Text);
        return (string)ordered.Json["id"]!;
    }

    public static async Task PublishedAsync(this TestService service)
    {
        await service.EnterAsync();
        await service.SolvedAsync("fair");
        await service.DoneAsync("/rounds/r1/propose", """{"plan":"fair"}""");
        await service.DoneAsync("/rounds/r1/approve", null, People.Approver);
        await service.DoneAsync("/rounds/r1/publish", null);
    }

    public static string NeedBody(NeedLine need)
    {
        ArgumentNullException.ThrowIfNull(need);
        return StoreJson.Text(new { need.Id, need.Item, need.Quantity, need.Urgency, Year = 2026 });
    }

    public static string PledgeBody(Pledge pledge)
    {
        ArgumentNullException.ThrowIfNull(pledge);
        return StoreJson.Text(new { pledge.Id, pledge.Donor, pledge.DonorName, pledge.Kind, pledge.Amount, pledge.Item, Conditions = Conditions(pledge) });
    }

    public static void Is(this Reply reply, HttpStatusCode status, string? code = null)
    {
        ArgumentNullException.ThrowIfNull(reply);
        Assert.True(reply.Status == status, $"{(int)reply.Status} instead of {(int)status}: {reply.Text}");
        if ((int)status >= 400)
        {
            Assert.Equal("application/problem+json", reply.MediaType);
            Assert.False(string.IsNullOrEmpty((string?)reply.Json["vi"]));
            Assert.False(string.IsNullOrEmpty((string?)reply.Json["en"]));
        }

        if (code is not null)
        {
            Assert.Equal(code, reply.Code);
        }
    }

    private static Dictionary<string, string[]> Conditions(Pledge pledge)
    {
        var conditions = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (!pledge.Conditions.Communes.IsEmpty)
        {
            conditions["communes"] = [.. pledge.Conditions.Communes.Select(commune => commune.Code)];
        }

        if (!pledge.Conditions.Items.IsEmpty)
        {
            conditions["items"] = [.. pledge.Conditions.Items.Select(item => item.Code)];
        }

        return conditions;
    }
}
