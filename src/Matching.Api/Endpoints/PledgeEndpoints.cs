using System.Security.Claims;
using Matching.Api.Catalogue;
using Matching.Api.Rights;
using Matching.Api.Scopes;
using Matching.Api.Wire;
using Matching.Engine.Pledges;
using Matching.Silo.Desks;
using Matching.Silo.Store;
using Matching.Silo.Store.Rows;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Matching.Api.Endpoints;

/// <summary>What donors promise, and what becomes of it.</summary>
internal static class PledgeEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/pledges", ListAsync).Is("pledge.read").WithSummary("Pledges by id");
        api.MapTable("/pledges", Export, "pledge.read", "Pledges");
        api.MapGet("/pledges/{pledge}", OneAsync).Is("pledge.read").WithSummary("One pledge and where its parts stand");
        api.MapGet("/pledges/{pledge}/way", WayAsync).Is("pledge.way").WithSummary("Where a pledge went: every line that it gave to, and how far that is");
        api.MapPost("/pledges/check", PledgeCheck.RunAsync).Is("pledge.check").WithSummary("What a pledge would do, before it is offered; changes nothing");
        api.MapPost("/pledges", OfferAsync).Is("pledge.offer").WithSummary("Offer a pledge");
        api.MapPost("/pledges/{pledge}/accept", AcceptAsync).Is("pledge.accept").WithSummary("Accept an offered pledge");
        api.MapPost("/pledges/{pledge}/decline", DeclineAsync).Is("pledge.accept").WithSummary("Decline an offered pledge, with a reason");
        api.MapPost("/pledges/{pledge}/receive", ReceiveAsync).Is("pledge.receive").WithSummary("Record a part that was handed over");
        api.MapPost("/pledges/{pledge}/amend", AmendAsync).Is("pledge.amend").WithSummary("Change amount or conditions, with a reason");
        api.MapPost("/pledges/{pledge}/withdraw", WithdrawAsync).Is("pledge.withdraw").WithSummary("Call back a free part, with a reason");
        api.MapPost("/pledges/{pledge}/expire", ExpireAsync).Is("pledge.return").WithSummary("Let fall away what was not handed over by the last day");
        api.MapPost("/pledges/expire-due", ExpireDueAsync).Is("pledge.return").WithSummary("Let expire now what the service lets expire every hour; twice is as good as once");
        api.MapPost("/pledges/{pledge}/return", ReturnAsync).Is("pledge.return").WithSummary("Give back a free part that was handed over, with a reason");
    }

    private static async Task<Page<PledgeDetail>> ListAsync([AsParameters] PledgeFilter filter, [AsParameters] Paging paging, Scope scope, IMatchingHost host, CancellationToken cancel)
    {
        var after = paging.After("pledges");
        var rows = await host.ReadAsync(
            (db, token) => filter.Of(scope.Pledges(db)).After(row => row.Id, after).OrderBy(row => row.Id).Take(paging.Count + 1).ToListAsync(token),
            cancel).ConfigureAwait(false);
        return paging.Of("pledges", rows, row => row.Id, row => PledgeDetail.Of(StoreJson.Read<PledgeRecord>(row.Document), null, scope));
    }

    // The columns of pledges.csv, which an import takes back, and what the service knows besides.
    private static TableFile Export([AsParameters] PledgeFilter filter, TableForm form, Scope scope, IMatchingHost host) => new(
        form, "pledges", [.. Files.PledgeCells.Columns, "measure", "state"],
        async (table, cancel) => await host.ReadAsync(
            async (db, token) =>
            {
                await foreach (var row in filter.Of(scope.Pledges(db)).OrderBy(row => row.Id).AsAsyncEnumerable().WithCancellation(token).ConfigureAwait(false))
                {
                    await table.AddAsync([.. PledgeTerms.Cells(StoreJson.Read<PledgeRecord>(row.Document).Pledge, scope.Persons), row.Measure, row.State]).ConfigureAwait(false);
                }

                return true;
            },
            cancel).ConfigureAwait(false));

    private static async Task<Ok<PledgeDetail>> OneAsync(string pledge, Scope scope, IMatchingHost host, HttpResponse response, CancellationToken cancel)
    {
        var view = await FindAsync(pledge, scope, host, cancel).ConfigureAwait(false);
        response.Headers.ETag = Tag.Of(view.Record.Version);
        return TypedResults.Ok(PledgeDetail.Of(view.Record, view.Balances, scope));
    }

    private static async Task<Ok<List<DeliveryView>>> WayAsync(string pledge, Scope scope, IMatchingHost host, CancellationToken cancel)
    {
        await scope.PledgeAsync(host, pledge, cancel).ConfigureAwait(false);
        return TypedResults.Ok((await host.Pledges.WayAsync(new(pledge), cancel).ConfigureAwait(false)).Select(DeliveryView.Of).ToList());
    }

    private static async Task<Results<Ok<ReceiptView>, ProblemHttpResult>> OfferAsync(
        Body<PledgeBody> body, Write write, Scope scope, IMatchingHost host, KnownPlaces places, CancellationToken cancel)
    {
        body.Value.Check();
        scope.Donor(body.Value.Donor.Value);
        var pledge = PledgeTerms.Read(await places.ReadAsync(cancel).ConfigureAwait(false), TermNames.Of(await places.NamesAsync(cancel).ConfigureAwait(false), body.Value));
        return write.Told(await host.Pledges.DoAsync(write.Intent, pledge.Id, new PledgeCommand.Offer(pledge), cancel).ConfigureAwait(false));
    }

    private static Task<Results<Ok<ReceiptView>, ProblemHttpResult>> AcceptAsync(string pledge, Write write, Scope scope, IMatchingHost host, CancellationToken cancel) =>
        DoAsync(pledge, new PledgeCommand.Accept(), write, scope, host, cancel);

    private static Task<Results<Ok<ReceiptView>, ProblemHttpResult>> DeclineAsync(
        string pledge, Body<ReasonBody> body, Write write, Scope scope, IMatchingHost host, CancellationToken cancel) =>
        DoAsync(pledge, new PledgeCommand.Decline(body.Value.Checked()), write, scope, host, cancel);

    private static Task<Results<Ok<ReceiptView>, ProblemHttpResult>> ReceiveAsync(
        string pledge, Body<ReceiveBody> body, Write write, Scope scope, IMatchingHost host, CancellationToken cancel) =>
        DoAsync(pledge, body.Value.Command(), write, scope, host, cancel);

    private static async Task<Results<Ok<ReceiptView>, ProblemHttpResult>> AmendAsync(
        string pledge, Body<AmendPledgeBody> body, Write write, Scope scope, IMatchingHost host, KnownPlaces places, CancellationToken cancel)
    {
        new Faults().Text("reason", body.Value.Reason, 1_000).Between("amount", body.Value.Amount, 0, Engine.Quantities.Vnd.Largest).Refuse();
        var known = await FindAsync(pledge, scope, host, cancel).ConfigureAwait(false);
        var conditions = body.Value.Conditions is { } stated
            ? PledgeTerms.Change(await places.ReadAsync(cancel).ConfigureAwait(false), known.Record.Pledge with { Amount = Math.Max(1, body.Value.Amount ?? known.Record.Pledge.Amount) }, TermNames.Of(await places.NamesAsync(cancel).ConfigureAwait(false), stated)!)
            : null;
        return write.Told(await host.Pledges.DoAsync(write.Intent, new(pledge), new PledgeCommand.Amend(body.Value.Amount, conditions, body.Value.Reason), cancel).ConfigureAwait(false));
    }

    private static Task<Results<Ok<ReceiptView>, ProblemHttpResult>> WithdrawAsync(
        string pledge, Body<WithdrawBody> body, Write write, Scope scope, IMatchingHost host, CancellationToken cancel) =>
        DoAsync(pledge, body.Value.Command(), write, scope, host, cancel);

    private static Task<Results<Ok<ReceiptView>, ProblemHttpResult>> ExpireAsync(
        string pledge, Write write, Scope scope, IMatchingHost host, TimeProvider clock, CancellationToken cancel) =>
        DoAsync(pledge, new PledgeCommand.Expire(Days.Today(clock)), write, scope, host, cancel);

    private static async Task<Ok<List<ExpiredView>>> ExpireDueAsync(Scope scope, ClaimsPrincipal caller, IMatchingHost host, TimeProvider clock, CancellationToken cancel)
    {
        scope.Whole();
        return TypedResults.Ok((await host.Pledges.ExpireDueAsync(Caller.Of(caller).Id, Days.Today(clock), cancel).ConfigureAwait(false)).Select(one => new ExpiredView(one.Pledge, one.LastDay, one.Amount)).ToList());
    }

    private static Task<Results<Ok<ReceiptView>, ProblemHttpResult>> ReturnAsync(
        string pledge, Body<AmountBecause> body, Write write, Scope scope, IMatchingHost host, CancellationToken cancel)
    {
        var back = body.Value.Checked();
        return DoAsync(pledge, new PledgeCommand.Return(back.Amount, back.Reason), write, scope, host, cancel);
    }

    private static async Task<PledgeView> FindAsync(string pledge, Scope scope, IMatchingHost host, CancellationToken cancel) =>
        await host.Pledges.FindAsync(new(pledge), cancel).ConfigureAwait(false) is { } view && scope.Sees(view.Record.Pledge.Donor) ? view : throw Refused.NotFound();

    private static async Task<Results<Ok<ReceiptView>, ProblemHttpResult>> DoAsync(
        string pledge, PledgeCommand command, Write write, Scope scope, IMatchingHost host, CancellationToken cancel)
    {
        await scope.PledgeAsync(host, pledge, cancel).ConfigureAwait(false);
        return write.Told(await host.Pledges.DoAsync(write.Intent, new(pledge), command, cancel).ConfigureAwait(false));
    }
}

/// <summary>Which pledges; what is not stated takes all.</summary>
/// <param name="State">offered, accepted or declined.</param>
/// <param name="Measure"><c>VND</c> or <c>goods:ITEM</c>.</param>
internal sealed record PledgeFilter(string? Donor, string? State, string? Measure)
{
    public IQueryable<PledgeRow> Of(IQueryable<PledgeRow> rows)
    {
        new Faults().When(State is not (null or "offered" or "accepted" or "declined"), "state", "offered, accepted or declined is expected", "cần offered, accepted hoặc declined").Refuse();
        return rows.Where(row => (Donor == null || row.Donor == Donor) && (State == null || row.State == State) && (Measure == null || row.Measure == Measure));
    }
}
