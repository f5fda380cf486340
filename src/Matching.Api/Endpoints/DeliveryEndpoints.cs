using Matching.Api.Rights;
using Matching.Api.Scopes;
using Matching.Api.Wire;
using Matching.Engine.Deliveries;
using Matching.Engine.Ledger;
using Matching.Engine.Quantities;
using Matching.Silo.Desks;
using Matching.Silo.Store;
using Matching.Silo.Store.Rows;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Matching.Api.Endpoints;

/// <summary>What published rounds gave, on its way to the commune that counts it.</summary>
internal static class DeliveryEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/deliveries", ListAsync).Is("delivery.read").WithSummary("What published rounds gave, by round, pledge and line");
        api.MapTable("/deliveries", Export, "plan.export", "The same");
        api.MapGet("/deliveries/{round}/{pledge}/{need}", OneAsync).Is("delivery.read").WithSummary("One of them");
        Post("dispatch", "delivery.dispatch", "Send an amount", (AmountBody body) => new DeliveryCommand.Dispatch(body.Checked()));
        Post("deliver", "delivery.deliver", "Hand an amount over in the commune", (AmountBody body) => new DeliveryCommand.Deliver(body.Checked()));
        Post("confirm", "delivery.confirm", "What the commune counted, and what is missing", (ConfirmBody body) => body.Command());
        Post("lose", "delivery.deliver", "Lost on the way, with a reason", (AmountBecause body) => new DeliveryCommand.Lose(body.Checked().Amount, body.Reason));
        Post("take-back", "delivery.release", "Sent, come back, free again; with a reason", (AmountBecause body) => new DeliveryCommand.TakeBack(body.Checked().Amount, body.Reason));
        Post("release", "delivery.release", "Not sent, free again; with a reason", (AmountBecause body) => new DeliveryCommand.Release(body.Checked().Amount, body.Reason));

        void Post<TBody>(string step, string operation, string summary, Func<TBody, DeliveryCommand> command)
            where TBody : class => api.MapPost(
                "/deliveries/{round}/{pledge}/{need}/" + step,
                (string round, string pledge, string need, Body<TBody> body, Write write, Scope scope, IMatchingHost host, CancellationToken cancel) =>
                    DoAsync(round, pledge, need, command(body.Value), write, scope, host, cancel)).Is(operation).WithSummary(summary);
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Globalization", "CA1309", Justification = "Compared by the database.")]
    private static async Task<Page<DeliveryView>> ListAsync([AsParameters] DeliveryFilter filter, [AsParameters] Paging paging, Scope scope, IMatchingHost host, CancellationToken cancel)
    {
        var after = paging.After("deliveries").Split('\n');
        var (round, pledge, need) = after.Length == 3 ? (after[0], after[1], after[2]) : ("", "", "");
        var rows = await host.ReadAsync(
            async (db, token) =>
            {
                var page = await filter.Of(scope.Allocations(db), db)
                    .Where(row => string.Compare(row.Round, round) > 0 || (row.Round == round
                        && (string.Compare(row.Pledge, pledge) > 0 || (row.Pledge == pledge && string.Compare(row.Need, need) > 0))))
                    .OrderBy(row => row.Round).ThenBy(row => row.Pledge).ThenBy(row => row.Need).Take(paging.Count + 1).ToListAsync(token).ConfigureAwait(false);
                return await StandAsync(db, page, token).ConfigureAwait(false);
            },
            cancel).ConfigureAwait(false);
        return paging.Of("deliveries", rows, row => $"{row.Round}\n{row.Pledge}\n{row.Need}", row => row);
    }

    private static TableFile Export([AsParameters] DeliveryFilter filter, TableForm form, Scope scope, IMatchingHost host) => new(
        form, "deliveries",
        ["round", "pledge_id", "need_id", "measure", "amount", "need_vnd", "state", "committed", "dispatched", "delivered", "confirmed", "lost"],
        async (csv, cancel) => await host.ReadAsync(
            async (db, token) =>
            {
                foreach (var batch in (await filter.Of(scope.Allocations(db), db).OrderBy(row => row.Round).ThenBy(row => row.Pledge).ThenBy(row => row.Need)
                    .ToListAsync(token).ConfigureAwait(false)).Chunk(Paging.Most))
                {
                    foreach (var row in await StandAsync(db, batch, token).ConfigureAwait(false))
                    {
                        await csv.AddAsync(
                            row.Round, row.Pledge.Value, row.Need.Value, row.Measure, row.Amount, row.NeedVnd, Spelling.Of(row.State),
                            row.Committed, row.Dispatched, row.Delivered, row.Confirmed, row.Lost).ConfigureAwait(false);
                    }
                }

                return true;
            },
            cancel).ConfigureAwait(false));

    private static async Task<Ok<DeliveryView>> OneAsync(string round, string pledge, string need, Scope scope, IMatchingHost host, CancellationToken cancel)
    {
        var found = await host.ReadAsync(
            async (db, token) => await StandAsync(
                db, await scope.Allocations(db).Where(row => row.Round == round && row.Pledge == pledge && row.Need == need).ToListAsync(token).ConfigureAwait(false), token).ConfigureAwait(false),
            cancel).ConfigureAwait(false);
        return found.Count == 1 ? TypedResults.Ok(found[0]) : throw Refused.NotFound();
    }

    private static async Task<Results<Ok<ReceiptView>, ProblemHttpResult>> DoAsync(
        string round, string pledge, string need, DeliveryCommand command, Write write, Scope scope, IMatchingHost host, CancellationToken cancel)
    {
        await scope.AllocationAsync(host, round, pledge, need, cancel).ConfigureAwait(false);
        return write.Told(await host.Deliveries.DoAsync(write.Intent, round, new(pledge), new(need), command, cancel).ConfigureAwait(false));
    }

    private static async Task<List<DeliveryView>> StandAsync(StoreContext db, IReadOnlyList<AllocationRow> rows, CancellationToken cancel)
    {
        var pledges = rows.Select(row => row.Pledge).Distinct(StringComparer.Ordinal).ToList();
        var needs = rows.Select(row => row.Need).Distinct(StringComparer.Ordinal).ToList();
        var balances = await db.Balances.Where(row => row.Pledge != null && row.Need != null && pledges.Contains(row.Pledge) && needs.Contains(row.Need))
            .Select(row => new { row.Pledge, row.Need, row.Kind, row.Amount }).ToListAsync(cancel).ConfigureAwait(false);
        var byPair = balances.GroupBy(row => (row.Pledge, row.Need))
            .ToDictionary(pair => pair.Key, pair => pair.Aggregate(default(AllocationBalances), (sum, row) => sum.With((AccountKind)row.Kind, row.Amount)));
        return
        [
            .. rows.Select(row => DeliveryView.Of(
                new Allocation(row.Round, new(row.Pledge), new(row.Need), Measure.Parse(row.Measure), row.Amount, row.NeedVnd), byPair.GetValueOrDefault((row.Pledge, row.Need)))),
        ];
    }
}

/// <summary>Which deliveries; what is not stated takes all.</summary>
internal sealed record DeliveryFilter(string? Round, string? Pledge, string? Commune)
{
    public IQueryable<AllocationRow> Of(IQueryable<AllocationRow> rows, StoreContext db) => rows.Where(row =>
        (Round == null || row.Round == Round) && (Pledge == null || row.Pledge == Pledge)
        && (Commune == null || db.Needs.Any(need => need.Id == row.Need && need.Commune == Commune)));
}

/// <summary>An amount in the pledge's own measure: đồng or units.</summary>
internal sealed record AmountBody(long Amount)
{
    public long Checked()
    {
        new Faults().Between("amount", Amount, 1, Vnd.Largest).Refuse();
        return Amount;
    }
}

/// <summary>What the commune counted.</summary>
internal sealed record ConfirmBody
{
    public required long Received { get; init; }

    public long Missing { get; init; }

    /// <summary>Why something is missing; needed when something is.</summary>
    public string? Reason { get; init; }

    public DeliveryCommand Command()
    {
        new Faults().Between("received", Received, 0, Vnd.Largest).Between("missing", Missing, 0, Vnd.Largest).Text("reason", Reason, 1_000, required: Missing > 0).Refuse();
        return new DeliveryCommand.Confirm(Received, Missing, Reason);
    }
}
