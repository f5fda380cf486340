using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Matching.Api.Rights;
using Matching.Api.Solving;
using Matching.Api.Wire;
using Matching.Engine.Rounds;
using Matching.Silo.Desks;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Matching.Api.Endpoints;

/// <summary>Solves in the background: ordered, watched, cancelled.</summary>
internal static class SolveEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/rounds/{round}/solves", OrderAsync).Is("round.solve").WithSummary("Solve a frozen round in the background; the plan is stored when it is done");
        api.MapGet("/rounds/{round}/solves", List).WithMetadata(new NotOfTheStore()).Is("round.read").WithSummary("Solves of a round since the service started");
        api.MapGet("/rounds/{round}/solves/{solve}", One).WithMetadata(new NotOfTheStore()).Is("round.read").WithSummary("How far a solve is");
        api.MapGet("/rounds/{round}/solves/{solve}/events", Watch).WithMetadata(new NotOfTheStore()).Is("round.read").WithSummary("The same as server-sent events, until it is over");
        api.MapDelete("/rounds/{round}/solves/{solve}", Cancel).Is("round.solve").WithSummary("Cancel a solve; nothing of it is stored");
    }

    private static async Task<Results<Accepted<SolveView>, ProblemHttpResult>> OrderAsync(
        string round, Body<SolveBody> body, Write write, SolveDesk desk, SolveSettings settings, IMatchingHost host, CancellationToken cancel)
    {
        body.Value.Check(settings);
        var record = await host.Rounds.FindAsync(round, cancel).ConfigureAwait(false) ?? throw Refused.NotFound();
        var order = new SolveOrder(round, body.Value.Plan, body.Value.Fairness ?? record.Policy.Fairness, body.Value.TimeLimitSeconds ?? Math.Min(300, settings.LongestSeconds), write.Intent);
        var known = record.Plan(order.Plan);
        if (known is null && record.State is not (RoundState.Frozen or RoundState.Solved))
        {
            throw Refused.Of(
                StatusCodes.Status409Conflict, "wrong_state",
                $"Round {round} is {Spelling.Of(record.State)}; only a frozen or solved one is solved.",
                $"Đợt {round} đang ở trạng thái {Spelling.Of(record.State)}; chỉ tính được đợt đã chốt hoặc đã có phương án.");
        }

        if (known is not null && known.MadeBy != write.Intent.Actor)
        {
            throw Refused.Of(StatusCodes.Status409Conflict, "duplicate", $"Round {round} has a plan {order.Plan} already. Take another id.", $"Đợt {round} đã có phương án {order.Plan}. Hãy dùng mã khác.");
        }

        if (record.Version != (write.Intent.IfVersion ?? record.Version))
        {
            throw Refused.Of(
                StatusCodes.Status412PreconditionFailed, "stale",
                $"Round {round} is at version {record.Version}; you saw {write.Intent.IfVersion}. Read it again and decide anew.",
                $"Đợt {round} đang ở phiên bản {record.Version}; bạn đã xem phiên bản {write.Intent.IfVersion}. Hãy đọc lại rồi quyết định.");
        }

        var job = desk.Order(order with { Intent = write.Intent with { IfVersion = null } });
        return TypedResults.Accepted($"/api/v1/rounds/{Uri.EscapeDataString(round)}/solves/{job.Id}", job.View);
    }

    private static Ok<IReadOnlyList<SolveView>> List(string round, SolveDesk desk) => TypedResults.Ok(desk.Of(round));

    private static Ok<SolveView> One(string round, string solve, SolveDesk desk) => TypedResults.Ok(Find(round, solve, desk).View);

    private static ServerSentEventsResult<SolveView> Watch(string round, string solve, SolveDesk desk, IHostApplicationLifetime lifetime, CancellationToken cancel) =>
        TypedResults.ServerSentEvents(EventsAsync(Find(round, solve, desk), lifetime.ApplicationStopping, cancel));

    private static Accepted<SolveView> Cancel(string round, string solve, SolveDesk desk)
    {
        var job = Find(round, solve, desk);
        job.Cancel();
        return TypedResults.Accepted((string?)null, job.View);
    }

    private static SolveJob Find(string round, string solve, SolveDesk desk) => desk.Find(round, solve) ?? throw Refused.NotFound();

    // A service that stops does not wait for those who watch: they ask again later.
    private static async IAsyncEnumerable<SseItem<SolveView>> EventsAsync(SolveJob job, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancel)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var onStop = stopping.Register(stopped.SetResult).ConfigureAwait(false);

        while (true)
        {
            var (view, changed) = job.Look();
            yield return new SseItem<SolveView>(view, view.IsOver ? "end" : "progress");
            if (view.IsOver || stopping.IsCancellationRequested)
            {
                yield break;
            }

            await Task.WhenAny(changed, stopped.Task).WaitAsync(cancel).ConfigureAwait(false);
        }
    }
}

/// <summary>A solve to be ordered.</summary>
internal sealed record SolveBody
{
    /// <summary>Id of the plan that it makes.</summary>
    public required string Plan { get; init; }

    /// <summary>In place of the round's own.</summary>
    public Fairness? Fairness { get; init; }

    /// <summary>300 when not stated.</summary>
    public int? TimeLimitSeconds { get; init; }

    public void Check(SolveSettings settings) =>
        new Faults().Id("plan", Plan).Between("time_limit_seconds", TimeLimitSeconds, 1, settings.LongestSeconds).Refuse();
}
