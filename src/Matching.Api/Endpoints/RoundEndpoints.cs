using System.Collections.Immutable;
using Matching.Api.Rights;
using Matching.Api.Scopes;
using Matching.Api.Wire;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;
using Matching.Silo.Desks;
using Matching.Silo.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Matching.Api.Endpoints;

/// <summary>Rounds, from the draft to the end. Solving is in <see cref="SolveEndpoints"/>, plans in <see cref="PlanEndpoints"/>.</summary>
internal static class RoundEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/rounds", ListAsync).Is("round.read").WithSummary("Rounds by id");
        api.MapGet("/rounds/{round}", OneAsync).Is("round.read").WithSummary("One round: its state, who did what, its plans");
        api.MapPost("/rounds", CreateAsync).Is("round.create").WithSummary("Create a draft");
        api.MapPatch("/rounds/{round}", EditAsync).Is("round.edit").WithSummary("Change a draft; what is not stated stays");
        api.MapPost("/rounds/{round}/pins", PinAsync).Is("round.pin").WithSummary("Pin, forbid or free a pledge and a line, with a reason");
        api.MapPost("/rounds/{round}/freeze", FreezeAsync).Is("round.freeze").WithSummary("Store a snapshot of needs and pledges and freeze the round on it");
        api.MapPost("/rounds/{round}/reopen", ReopenAsync).Is("round.freeze").WithSummary("Back to the draft, with a reason");
        api.MapPost("/rounds/{round}/propose", ProposeAsync).Is("round.propose").WithSummary("Propose one of the plans");
        api.MapPost("/rounds/{round}/approve", ApproveAsync).Is("round.approve").WithSummary("Approve the proposed plan; never by who made or proposed it");
        api.MapPost("/rounds/{round}/publish", PublishAsync).Is("round.publish").WithSummary("Commit what is held");
        api.MapPost("/rounds/{round}/close", CloseAsync).Is("round.close").WithSummary("Close a round of which nothing is under way");
        api.MapPost("/rounds/{round}/void", VoidAsync).Is("round.void").WithSummary("Give up a round that is not published, with a reason");
    }

    private static async Task<Page<RoundRecord>> ListAsync(string? state, [AsParameters] Paging paging, IMatchingHost host, CancellationToken cancel)
    {
        new Faults().When(state is not null && !Enum.GetValues<RoundState>().Any(known => Spelling.Of(known) == state), "state", "a state of a round is expected, as draft", "cần trạng thái của đợt, ví dụ draft").Refuse();
        var after = paging.After("rounds");
        var rows = await host.ReadAsync(
            (db, token) => db.Rounds.Where(row => state == null || row.State == state).After(row => row.Id, after).OrderBy(row => row.Id).Take(paging.Count + 1).ToListAsync(token),
            cancel).ConfigureAwait(false);
        return paging.Of("rounds", rows, row => row.Id, row => StoreJson.Read<RoundRecord>(row.Document));
    }

    private static async Task<Ok<RoundRecord>> OneAsync(string round, IMatchingHost host, HttpResponse response, CancellationToken cancel)
    {
        var record = await host.Rounds.FindAsync(round, cancel).ConfigureAwait(false) ?? throw Refused.NotFound();
        response.Headers.ETag = Tag.Of(record.Version);
        return TypedResults.Ok(record);
    }

    private static Task<Results<Ok<ReceiptView>, ProblemHttpResult>> CreateAsync(Body<RoundBody> body, Write write, IMatchingHost host, CancellationToken cancel) =>
        DoAsync(body.Value.Id, body.Value.Command(), write, host, cancel);

    private static Task<Results<Ok<ReceiptView>, ProblemHttpResult>> EditAsync(string round, Body<EditRoundBody> body, Write write, IMatchingHost host, CancellationToken cancel) =>
        DoAsync(round, body.Value.Command(), write, host, cancel);

    private static Task<Results<Ok<ReceiptView>, ProblemHttpResult>> PinAsync(string round, Body<PinBody> body, Write write, IMatchingHost host, CancellationToken cancel) =>
        DoAsync(round, body.Value.Command(), write, host, cancel);

    private static async Task<Results<Ok<ReceiptView>, ProblemHttpResult>> FreezeAsync(string round, Write write, IMatchingHost host, CancellationToken cancel) =>
        write.Told(await host.Rounds.FreezeAsync(write.Intent, round, cancel).ConfigureAwait(false));

    private static Task<Results<Ok<ReceiptView>, ProblemHttpResult>> ReopenAsync(string round, Body<ReasonBody> body, Write write, IMatchingHost host, CancellationToken cancel) =>
        DoAsync(round, new RoundCommand.Reopen(body.Value.Checked()), write, host, cancel);

    private static Task<Results<Ok<ReceiptView>, ProblemHttpResult>> ProposeAsync(string round, Body<ProposeBody> body, Write write, IMatchingHost host, CancellationToken cancel) =>
        DoAsync(round, new RoundCommand.Propose(body.Value.Plan), write, host, cancel);

    private static Task<Results<Ok<ReceiptView>, ProblemHttpResult>> ApproveAsync(string round, Write write, IMatchingHost host, CancellationToken cancel) =>
        DoAsync(round, new RoundCommand.Approve(), write, host, cancel);

    private static Task<Results<Ok<ReceiptView>, ProblemHttpResult>> PublishAsync(string round, Write write, IMatchingHost host, CancellationToken cancel) =>
        DoAsync(round, new RoundCommand.Publish(), write, host, cancel);

    private static async Task<Results<Ok<ReceiptView>, ProblemHttpResult>> CloseAsync(string round, Write write, IMatchingHost host, CancellationToken cancel) =>
        write.Told(await host.Rounds.CloseAsync(write.Intent, round, cancel).ConfigureAwait(false));

    private static Task<Results<Ok<ReceiptView>, ProblemHttpResult>> VoidAsync(string round, Body<ReasonBody> body, Write write, IMatchingHost host, CancellationToken cancel) =>
        DoAsync(round, new RoundCommand.Void(body.Value.Checked()), write, host, cancel);

    private static async Task<Results<Ok<ReceiptView>, ProblemHttpResult>> DoAsync(string round, RoundCommand command, Write write, IMatchingHost host, CancellationToken cancel) =>
        write.Told(await host.Rounds.DoAsync(write.Intent, round, command, cancel).ConfigureAwait(false));
}

/// <summary>A round to be created.</summary>
internal sealed record RoundBody
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The day that the round is as of.</summary>
    public required DateOnly AsOf { get; init; }

    public RoundPolicy Policy { get; init; } = new();

    /// <summary>Whether only what donors have handed over counts.</summary>
    public bool CountOnlyReceived { get; init; }

    public RoundCommand Command()
    {
        Policies.Check(new Faults().Id("id", Id).Text("name", Name), Policy).Refuse();
        return new RoundCommand.Create(Id, Name, AsOf, Policy, CountOnlyReceived);
    }
}

/// <summary>Other settings of a draft. A policy is stated whole.</summary>
internal sealed record EditRoundBody
{
    public string? Name { get; init; }

    public DateOnly? AsOf { get; init; }

    public RoundPolicy? Policy { get; init; }

    public bool? CountOnlyReceived { get; init; }

    public RoundCommand Command()
    {
        Policies.Check(new Faults().Text("name", Name, required: false), Policy)
            .When(Name is null && AsOf is null && Policy is null && CountOnlyReceived is null, "$", "nothing is stated", "không nêu gì").Refuse();
        return new RoundCommand.Edit(Name, AsOf, Policy, CountOnlyReceived);
    }
}

/// <summary>A decision about one pledge and one line.</summary>
internal sealed record PinBody
{
    public required string Pledge { get; init; }

    public required string Need { get; init; }

    /// <summary>Without one, a pin of the two is lifted.</summary>
    public PinRule? Rule { get; init; }

    /// <summary>Đồng or units; for fix and at_least.</summary>
    public long? Amount { get; init; }

    public required string Reason { get; init; }

    public RoundCommand Command()
    {
        new Faults().Id("pledge", Pledge).Id("need", Need).Text("reason", Reason, 1_000).Between("amount", Amount, 1, Vnd.Largest)
            .When(Rule is PinRule.Fix or PinRule.AtLeast ? Amount is null : Amount is not null, "amount", "an amount is stated exactly with fix and at_least", "lượng được nêu khi (và chỉ khi) quy tắc là fix hoặc at_least").Refuse();
        return new RoundCommand.SetPin(new(Pledge), new(Need), Rule is { } rule ? new Pin(new(Pledge), new(Need), rule, Amount ?? 0) : null, Reason);
    }
}

/// <summary>Which plan is proposed.</summary>
internal sealed record ProposeBody(string Plan);

internal static class Policies
{
    public static Faults Check(Faults faults, RoundPolicy? policy) =>
        faults.When(policy?.ClassOrder is { } order && order.Distinct().Count() != order.Length, "policy.class_order", "each key at most once", "mỗi khóa nhiều nhất một lần");
}
