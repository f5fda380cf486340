using System.Security.Claims;
using Matching.Api.Catalogue;
using Matching.Api.Rights;
using Matching.Api.Scopes;
using Matching.Api.Wire;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Silo.Desks;
using Matching.Silo.Store;
using Matching.Silo.Store.Rows;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Matching.Api.Endpoints;

/// <summary>What communes need, and what others outside the fund give them.</summary>
internal static class NeedEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/needs", ListAsync).Is("need.read").WithSummary("Need lines by id");
        api.MapTable("/needs", Export, "need.read", "Need lines");
        api.MapTable("/aid", ExportAid, "need.read", "Aid from outside the fund");
        api.MapGet("/needs/{need}", OneAsync).Is("need.read").WithSummary("One need line and where it stands");
        api.MapGet("/communes/{commune}/needs", CommuneAsync).Is("need.read").WithSummary("All needs of a commune, with its version");
        api.MapPost("/communes/{commune}/needs", ReportAsync).Is("need.report").WithSummary("Report a need");
        api.MapPost("/communes/{commune}/needs/{need}/verify", VerifyAsync).Is("need.verify").WithSummary("Verify a reported need");
        api.MapPost("/communes/{commune}/needs/{need}/reject", RejectAsync).Is("need.verify").WithSummary("Reject a need, with a reason");
        api.MapPost("/communes/{commune}/needs/{need}/amend", AmendAsync).Is("need.amend").WithSummary("Change a need, with a reason");
        api.MapPost("/communes/{commune}/needs/{need}/close", CloseAsync).Is("need.close").WithSummary("Close a need: nothing more is asked for");
        api.MapPost("/communes/{commune}/needs/{need}/renew", RenewAsync).Is("need.renew").WithSummary("Renew a need for a later year");
        api.MapPost("/communes/{commune}/not-ready", CommuneNotReadyAsync).Is("need.readiness").WithSummary("Leave a commune out of rounds until it is ready, with a reason");
        api.MapPost("/communes/{commune}/ready", CommuneReadyAsync).Is("need.readiness").WithSummary("The commune is ready again, with a reason");
        api.MapPost("/communes/{commune}/needs/{need}/not-ready", NotReadyAsync).Is("need.readiness").WithSummary("Leave a line out of rounds until it is ready, with a reason");
        api.MapPost("/communes/{commune}/needs/{need}/ready", ReadyAsync).Is("need.readiness").WithSummary("The line is ready again, with a reason");
        api.MapPost("/communes/{commune}/aid", AidAsync).Is("aid.register").WithSummary("Register aid from outside the fund");
    }

    private static async Task<Page<NeedView>> ListAsync(
        [AsParameters] NeedFilter filter, [AsParameters] Paging paging, Scope scope, ClaimsPrincipal user, IMatchingHost host, CancellationToken cancel)
    {
        var after = paging.After("needs");
        var rows = await host.ReadAsync(
            (db, token) => filter.Of(scope.Needs(db), db).After(row => row.Id, after).OrderBy(row => row.Id).Take(paging.Count + 1).ToListAsync(token),
            cancel).ConfigureAwait(false);
        return paging.Of("needs", rows, row => row.Id, row => NeedView.Of(StoreJson.Read<NeedRecord>(row.Document), row.State, null).For(user));
    }

    // The columns of needs.csv, which an import takes back, and what the service knows besides.
    private static TableFile Export([AsParameters] NeedFilter filter, TableForm form, Scope scope, ClaimsPrincipal user, IMatchingHost host) => new(
        form, "needs",
        [
            "need_id", "commune_code", "site", "item_code", "age_group", "quantity", "urgency", "needed_by", "min_quantity", "unit_cost_vnd", "rank", "beneficiaries", "status", "quality",
            "year", "state", "price_vnd",
        ],
        async (table, cancel) => await host.ReadAsync(
            async (db, token) =>
            {
                await foreach (var row in filter.Of(scope.Needs(db), db).OrderBy(row => row.Id).AsAsyncEnumerable().WithCancellation(token).ConfigureAwait(false))
                {
                    var need = StoreJson.Read<NeedRecord>(row.Document);
                    var line = need.Line;
                    var shown = NeedView.Of(need, row.State, null).For(user);
                    await table.AddAsync(
                        line.Id.Value, line.Commune.Code, line.Site, line.Item.Code, line.AgeGroup, line.Quantity, Spelling.Of(line.Urgency), line.NeededBy, line.MinQuantity, line.OwnUnitCost?.Dong,
                        line.Rank, shown.Beneficiaries, Spelling.Of(line.Status), Spelling.Of(line.Quality), need.Year, row.State, need.UnitCost.Dong).ConfigureAwait(false);
                }

                return true;
            },
            cancel).ConfigureAwait(false));

    private static TableFile ExportAid(TableForm form, Scope scope, IMatchingHost host) => new(
        form, "aid",
        ["commune_code", "item_code", "quantity", "source", "date", "need_id", "age_group", "site"],
        async (table, cancel) => await host.ReadAsync(
            async (db, token) =>
            {
                await foreach (var row in scope.Aid(db).OrderBy(row => row.Commune).ThenBy(row => row.Id).AsAsyncEnumerable().WithCancellation(token).ConfigureAwait(false))
                {
                    var aid = StoreJson.Read<AidRecord>(row.Document).Aid;
                    await table.AddAsync(aid.Commune.Code, aid.Item.Code, aid.Quantity, aid.Source, aid.Date, aid.Need?.Value, aid.AgeGroup, aid.Site).ConfigureAwait(false);
                }

                return true;
            },
            cancel).ConfigureAwait(false));

    private static async Task<Ok<NeedView>> OneAsync(string need, Scope scope, ClaimsPrincipal user, IMatchingHost host, HttpResponse response, CancellationToken cancel)
    {
        var commune = await host.ReadAsync((db, token) => scope.Needs(db).Where(row => row.Id == need).Select(row => row.Commune).FirstOrDefaultAsync(token), cancel).ConfigureAwait(false)
            ?? throw Refused.NotFound();
        var view = await host.Needs.FindAsync(new(commune), cancel).ConfigureAwait(false);
        response.Headers.ETag = Tag.Of(view.Needs.Version);
        return TypedResults.Ok(NeedView.Of(view, need).For(user));
    }

    private static async Task<Ok<CommuneNeedsView>> CommuneAsync(string commune, Scope scope, ClaimsPrincipal user, IMatchingHost host, HttpResponse response, CancellationToken cancel)
    {
        await scope.CommuneAsync(host, commune, cancel).ConfigureAwait(false);
        var view = await host.Needs.FindAsync(new(commune), cancel).ConfigureAwait(false);
        response.Headers.ETag = Tag.Of(view.Needs.Version);
        return TypedResults.Ok(new CommuneNeedsView(
            view.Needs.Commune, view.Needs.Version, [.. view.Needs.Lines.Keys.Select(id => NeedView.Of(view, id).For(user))], [.. view.Needs.Aid.Select(AidView.Of)]));
    }

    private static async Task<Results<Ok<ReceiptView>, ProblemHttpResult>> ReportAsync(
        string commune, Body<NeedBody> body, Write write, Scope scope, IMatchingHost host, KnownPlaces places, TimeProvider clock, CancellationToken cancel)
    {
        await OlderPlace.SeesAsync(scope, host, commune, body.Value.AdminSet, cancel).ConfigureAwait(false);
        var stated = body.Value;
        stated.Check();
        var item = (await host.Reference.ReadAsync(cancel).ConfigureAwait(false)).Prices.On(ItemNaming.Find(await places.NamesAsync(cancel).ConfigureAwait(false), "item", stated.Item), Days.Today(clock));
        var price = item.Kind == ItemKind.Project ? stated.OwnUnitCost ?? item.UnitCost : item.UnitCost;
        var report = new NeedCommand.Report(stated.Line(new(commune)) with { Item = item.Id }, price, stated.Year) { AdminSet = stated.AdminSet };
        return write.Told(await host.Needs.DoAsync(write.Intent, new(commune), report, cancel).ConfigureAwait(false));
    }

    private static Task<Results<Ok<ReceiptView>, ProblemHttpResult>> VerifyAsync(string commune, string need, Write write, Scope scope, IMatchingHost host, CancellationToken cancel) =>
        DoAsync(commune, new NeedCommand.Verify(new(need)), write, scope, host, cancel);

    private static Task<Results<Ok<ReceiptView>, ProblemHttpResult>> RejectAsync(
        string commune, string need, Body<ReasonBody> body, Write write, Scope scope, IMatchingHost host, CancellationToken cancel) =>
        DoAsync(commune, new NeedCommand.Reject(new(need), body.Value.Checked()), write, scope, host, cancel);

    private static Task<Results<Ok<ReceiptView>, ProblemHttpResult>> AmendAsync(
        string commune, string need, Body<AmendNeedBody> body, Write write, Scope scope, IMatchingHost host, CancellationToken cancel) =>
        DoAsync(commune, body.Value.Command(new(need)), write, scope, host, cancel);

    private static Task<Results<Ok<ReceiptView>, ProblemHttpResult>> CloseAsync(
        string commune, string need, Body<ReasonBody> body, Write write, Scope scope, IMatchingHost host, CancellationToken cancel) =>
        DoAsync(commune, new NeedCommand.Close(new(need), body.Value.Checked()), write, scope, host, cancel);

    private static Task<Results<Ok<ReceiptView>, ProblemHttpResult>> RenewAsync(
        string commune, string need, Body<RenewBody> body, Write write, Scope scope, IMatchingHost host, CancellationToken cancel) =>
        DoAsync(commune, body.Value.Command(new(need)), write, scope, host, cancel);

    private static Task<Results<Ok<ReceiptView>, ProblemHttpResult>> CommuneNotReadyAsync(
        string commune, Body<NotReadyBody> body, Write write, Scope scope, IMatchingHost host, TimeProvider clock, CancellationToken cancel) =>
        DoAsync(commune, body.Value.Command(null, clock), write, scope, host, cancel);

    private static Task<Results<Ok<ReceiptView>, ProblemHttpResult>> NotReadyAsync(
        string commune, string need, Body<NotReadyBody> body, Write write, Scope scope, IMatchingHost host, TimeProvider clock, CancellationToken cancel) =>
        DoAsync(commune, body.Value.Command(new NeedId(need), clock), write, scope, host, cancel);

    private static Task<Results<Ok<ReceiptView>, ProblemHttpResult>> CommuneReadyAsync(
        string commune, Body<ReasonBody> body, Write write, Scope scope, IMatchingHost host, CancellationToken cancel) =>
        DoAsync(commune, new NeedCommand.MarkReady(null, body.Value.Checked()), write, scope, host, cancel);

    private static Task<Results<Ok<ReceiptView>, ProblemHttpResult>> ReadyAsync(
        string commune, string need, Body<ReasonBody> body, Write write, Scope scope, IMatchingHost host, CancellationToken cancel) =>
        DoAsync(commune, new NeedCommand.MarkReady(new NeedId(need), body.Value.Checked()), write, scope, host, cancel);

    private static async Task<Results<Ok<ReceiptView>, ProblemHttpResult>> AidAsync(
        string commune, Body<AidBody> body, Write write, Scope scope, IMatchingHost host, KnownPlaces places, CancellationToken cancel)
    {
        await OlderPlace.SeesAsync(scope, host, commune, body.Value.AdminSet, cancel).ConfigureAwait(false);
        var command = body.Value.Command(new(commune));
        command = command with { Aid = command.Aid with { Item = ItemNaming.Find(await places.NamesAsync(cancel).ConfigureAwait(false), "item", command.Aid.Item).Id } };
        return write.Told(await host.Needs.DoAsync(write.Intent, new(commune), command, cancel).ConfigureAwait(false));
    }

    private static async Task<Results<Ok<ReceiptView>, ProblemHttpResult>> DoAsync(
        string commune, NeedCommand command, Write write, Scope scope, IMatchingHost host, CancellationToken cancel)
    {
        await scope.CommuneAsync(host, commune, cancel).ConfigureAwait(false);
        return write.Told(await host.Needs.DoAsync(write.Intent, new(commune), command, cancel).ConfigureAwait(false));
    }
}

/// <summary>Which need lines; what is not stated takes all.</summary>
/// <param name="State">reported, verified, rejected or closed.</param>
internal sealed record NeedFilter(string? Commune, string? Province, string? Item, int? Year, string? State, string? Urgency)
{
    public IQueryable<NeedRow> Of(IQueryable<NeedRow> rows, StoreContext db)
    {
        var faults = new Faults();
        faults.When(State is not (null or "reported" or "verified" or "rejected" or "closed"), "state", "reported, verified, rejected or closed is expected", "cần reported, verified, rejected hoặc closed");
        faults.When(Urgency is not (null or "critical" or "high" or "normal"), "urgency", "critical, high or normal is expected", "cần critical, high hoặc normal");
        faults.Refuse();
        return rows.Where(row => (Commune == null || row.Commune == Commune)
            && (Province == null || db.Communes.Any(commune => commune.Code == row.Commune && commune.ProvinceCode == Province))
            && (Item == null || row.Item == Item) && (Year == null || row.Year == Year)
            && (State == null || row.State == State) && (Urgency == null || row.Urgency == Urgency));
    }
}
