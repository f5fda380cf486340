using System.Net;
using Matching.Api.Solving;
using Matching.Api.Tests.Service;
using Matching.Api.Wire;
using Matching.Engine.Rounds;
using Matching.Silo.Desks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Matching.Api.Tests;

/// <summary>Solves in the background.</summary>
public class SolveTests(TestService service) : IClassFixture<TestService>
{
    [Fact]
    public async Task A_solve_that_was_cancelled_stores_nothing_and_a_full_line_says_so()
    {
        await service.DoneAsync("/rounds", """{"id":"r2","name":"Đợt khác","as_of":"2026-11-22"}""");
        var host = service.App.Services.GetRequiredService<IMatchingHost>();
        using var desk = new SolveDesk(host, new SolveSettings(AtOnce: 1, Threads: 1, Waiting: 1, LongestSeconds: 60), TimeProvider.System, service.App.Services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>(), NullLogger<SolveDesk>.Instance);
        var job = desk.Order(new SolveOrder("r2", "a", Fairness.Leximin, 60, new Intent("planner", "cancelled")));
        Assert.Equal(503, Assert.Throws<Refused>(() => desk.Order(new SolveOrder("r2", "b", Fairness.Leximin, 60, new Intent("planner", "next")))).Status);

        job.Cancel();
        await desk.StartAsync(CancellationToken.None);
        while (job.Look() is { View.IsOver: false, Changed: var changed })
        {
            await changed;
        }

        Assert.Equal(SolveState.Cancelled, job.View.State);
        Assert.Empty((await host.Rounds.FindAsync("r2"))!.Plans);
        await desk.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_solve_is_ordered_once_told_as_infeasible_with_its_pins_or_kept_from_a_draft()
    {
        await service.EnterAsync();
        await service.DoneAsync("/rounds", """{"id":"r1","name":"Đợt thử","as_of":"2026-11-22"}""");
        (await service.PostAsync("/rounds/r1/solves", """{"plan":"early"}""")).Is(HttpStatusCode.Conflict, "wrong_state");
        (await service.PostAsync("/rounds/none/solves", """{"plan":"early"}""")).Is(HttpStatusCode.NotFound);

        // A's own money may not go to B.
        await service.DoneAsync("/rounds/r1/pins", """{"pledge":"for-a","need":"b-warm","rule":"fix","amount":500000,"reason":"thử"}""");
        await service.DoneAsync("/rounds/r1/freeze", null);
        var id = await service.SolveAsync("pinned", state: "infeasible");
        var conflict = Assert.Single((await service.GetAsync("/rounds/r1/solves/" + id)).Json["conflicts"]!.AsArray());
        Assert.Equal(("not_eligible", "b-warm"), ((string)conflict!["kind"]!, (string)conflict["pins"]![0]!["need"]!));

        await service.DoneAsync("/rounds/r1/reopen", """{"reason":"gỡ ghim"}""");
        await service.DoneAsync("/rounds/r1/pins", """{"pledge":"for-a","need":"b-warm","reason":"nhầm"}""");
        await service.DoneAsync("/rounds/r1/freeze", null);
        var first = await service.PostAsync("/rounds/r1/solves", """{"plan":"fair"}""", key: "solve-once");
        first.Is(HttpStatusCode.Accepted);
        await service.GetAsync($"/rounds/r1/solves/{(string)first.Json["id"]!}/events");
        var again = await service.PostAsync("/rounds/r1/solves", """{"plan":"fair"}""", key: "solve-once");
        Assert.Equal(((string)first.Json["id"]!, "done"), ((string)again.Json["id"]!, (string)again.Json["state"]!));
        (await service.PostAsync("/rounds/r1/solves", """{"plan":"other"}""", key: "solve-once")).Is(HttpStatusCode.UnprocessableEntity, "key_reused");
        Assert.Single((await service.GetAsync("/rounds/r1")).Json["plans"]!.AsArray());
        (await service.PostAsync("/rounds/r1/solves", """{"plan":"fair"}""", People.ProvincePlanner)).Is(HttpStatusCode.Conflict, "duplicate");

        // What is over stays what it was.
        (await service.SendAsync(HttpMethod.Delete, $"/rounds/r1/solves/{(string)first.Json["id"]!}", null, People.Planner, null)).Is(HttpStatusCode.Accepted);
        Assert.Equal("done", (string?)(await service.GetAsync($"/rounds/r1/solves/{(string)first.Json["id"]!}")).Json["state"]);
    }
}

/// <inheritdoc />
public sealed class SolveTestsOnPostgres(PgTestService service) : SolveTests(service), IClassFixture<PgTestService>;
