using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Matching.Api.Audit;
using Matching.Api.Rights;
using Matching.Api.Scopes;
using Matching.Api.Service;
using Matching.Api.Wire;
using Matching.Engine.Ledger;
using Matching.Silo.Desks;
using Matching.Silo.Proof;
using Matching.Silo.Store;
using Matching.Silo.Store.Rows;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Matching.Api.Endpoints;

/// <summary>The journal: as a ledger (what moved where) and as an audit log (who did what, when and why).</summary>
internal static class LedgerEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/ledger/entries", EntriesAsync).Is("ledger.read").WithSummary("Entries with their postings, oldest first");
        api.MapGet("/ledger/entries/{sequence:long}", EntryAsync).Is("ledger.read").WithSummary("One entry");
        api.MapGet("/ledger/balances", BalancesAsync).Is("ledger.read").WithSummary("Balances of accounts");
        api.MapGet("/ledger/head", HeadAsync).Is("ledger.read").WithSummary("Number and hash of the last entry: keep them outside the store");
        api.MapPost("/ledger/verify", VerifyAsync).Is("ledger.verify").WithSummary("Prove the whole store anew from its journal; changes nothing");
        api.MapGet("/audit", AuditAsync).Is("audit.read").WithSummary("Who did what, when and why; newest first");
        api.MapTable("/audit", ExportAudit, "audit.read", "The same, oldest first,");
    }

    private static async Task<Page<EntryView>> EntriesAsync(long? since, [AsParameters] Paging paging, Scope scope, IMatchingHost host, CancellationToken cancel)
    {
        scope.Whole();
        scope.Names();
        var after = Math.Max(paging.AfterNumber("entries", 0), Math.Max(since ?? 1, 1) - 1);
        var (rows, postings) = await host.ReadAsync(
            async (db, token) =>
            {
                var page = await db.Journal.Where(row => row.Sequence > after).OrderBy(row => row.Sequence).Take(paging.Count + 1).ToListAsync(token).ConfigureAwait(false);
                var last = page.Count == 0 ? 0 : page[^1].Sequence;
                return (page, await db.Postings.Where(row => row.Sequence > after && row.Sequence <= last).OrderBy(row => row.Sequence).ThenBy(row => row.Number).ToListAsync(token).ConfigureAwait(false));
            },
            cancel).ConfigureAwait(false);
        var bySequence = postings.ToLookup(posting => posting.Sequence);
        return paging.Of("entries", rows, row => row.Sequence.ToString(CultureInfo.InvariantCulture), row => EntryView.Of(row, bySequence[row.Sequence]));
    }

    private static async Task<Ok<EntryView>> EntryAsync(long sequence, Scope scope, IMatchingHost host, CancellationToken cancel)
    {
        scope.Whole();
        scope.Names();
        var found = await host.ReadAsync(
            async (db, token) => await db.Journal.FirstOrDefaultAsync(row => row.Sequence == sequence, token).ConfigureAwait(false) is { } row
                ? EntryView.Of(row, await db.Postings.Where(posting => posting.Sequence == sequence).OrderBy(posting => posting.Number).ToListAsync(token).ConfigureAwait(false))
                : null,
            cancel).ConfigureAwait(false);
        return TypedResults.Ok(found ?? throw Refused.NotFound());
    }

    private static async Task<Page<BalanceView>> BalancesAsync([AsParameters] BalanceFilter filter, [AsParameters] Paging paging, Scope scope, IMatchingHost host, CancellationToken cancel)
    {
        scope.Whole();
        var after = paging.After("balances");
        var rows = await host.ReadAsync(
            (db, token) => filter.Of(db.Balances).After(row => row.Account, after).OrderBy(row => row.Account).Take(paging.Count + 1).ToListAsync(token),
            cancel).ConfigureAwait(false);
        return paging.Of("balances", rows, row => row.Account, row => new BalanceView((AccountKind)row.Kind, row.Pledge, row.Round, row.Need, row.Measure, row.Amount));
    }

    private static async Task<Ok<HeadView>> HeadAsync(Scope scope, IMatchingHost host, CancellationToken cancel)
    {
        scope.Whole();
        var head = await host.ReadAsync((db, token) => db.Heads.FirstOrDefaultAsync(token), cancel).ConfigureAwait(false);
        return TypedResults.Ok(new HeadView(head?.Sequence ?? 0, head?.Hash ?? JournalEntry.Genesis));
    }

    private static async Task<Ok<ProofView>> VerifyAsync(Scope scope, ServiceOptions options, ProofTurn turn, CancellationToken cancel)
    {
        scope.Whole();
        using (await turn.TakeAsync(cancel).ConfigureAwait(false))
        {
            return TypedResults.Ok(ProofView.Of(await AccountProof.RunAsync(options.Database, cancel).ConfigureAwait(false)));
        }
    }

    private static async Task<Page<AuditView>> AuditAsync([AsParameters] AuditFilter filter, [AsParameters] Paging paging, Scope scope, IMatchingHost host, CancellationToken cancel)
    {
        scope.Whole();
        scope.Names();
        var before = paging.AfterNumber("audit", long.MaxValue);
        var rows = await host.ReadAsync(
            (db, token) => filter.Of(db.Journal).Where(row => row.Sequence < before).OrderByDescending(row => row.Sequence).Take(paging.Count + 1).ToListAsync(token),
            cancel).ConfigureAwait(false);
        return paging.Of("audit", rows, row => row.Sequence.ToString(CultureInfo.InvariantCulture), AuditView.Of);
    }

    private static TableFile ExportAudit([AsParameters] AuditFilter filter, TableForm form, Scope scope, IMatchingHost host)
    {
        scope.Whole();
        scope.Names();
        return new TableFile(
            form, "audit",
            ["sequence", "at", "actor", "action", "subject", "reason", "details", "key", "hash"],
            async (csv, cancel) => await host.ReadAsync(
                async (db, token) =>
                {
                    await foreach (var row in filter.Of(db.Journal).OrderBy(row => row.Sequence).AsAsyncEnumerable().WithCancellation(token).ConfigureAwait(false))
                    {
                        await csv.AddAsync(
                            row.Sequence, Moment.Of(row.AtMicroseconds).ToString("O", CultureInfo.InvariantCulture), row.Actor, row.Action, row.Subject, row.Reason, row.Details, row.Key, row.Hash).ConfigureAwait(false);
                    }

                    return true;
                },
                cancel).ConfigureAwait(false));
    }
}

/// <summary>One proof at a time: each reads the whole store.</summary>
internal sealed class ProofTurn : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);

    public async Task<IDisposable> TakeAsync(CancellationToken cancel)
    {
        await _one.WaitAsync(cancel).ConfigureAwait(false);
        return new Turn(_one);
    }

    public void Dispose() => _one.Dispose();

    private sealed class Turn(SemaphoreSlim one) : IDisposable
    {
        public void Dispose() => one.Release();
    }
}

/// <summary>Which balances; what is not stated takes all.</summary>
internal sealed record BalanceFilter(string? Pledge, string? Round, string? Need, string? Measure, string? Kind)
{
    public IQueryable<BalanceRow> Of(IQueryable<BalanceRow> rows)
    {
        int? kind = Kind is null ? null : Enum.GetValues<AccountKind>().Where(one => Spelling.Of(one) == Kind).Select(one => (int?)one).FirstOrDefault(-1);
        new Faults().When(kind == -1, "kind", "a kind of account is expected, as available", "cần loại tài khoản, ví dụ available").Refuse();
        return rows.Where(row => (Pledge == null || row.Pledge == Pledge) && (Round == null || row.Round == Round) && (Need == null || row.Need == Need)
            && (Measure == null || row.Measure == Measure) && (kind == null || row.Kind == kind));
    }
}

/// <summary>Which entries; what is not stated takes all.</summary>
/// <param name="Subject">As <c>pledge:P12</c>, whole.</param>
/// <param name="From">Not before this moment.</param>
/// <param name="Until">Before this moment.</param>
/// <param name="Text">Stands somewhere in reason or details.</param>
internal sealed record AuditFilter(string? Actor, string? Action, string? Subject, DateTimeOffset? From, DateTimeOffset? Until, string? Text)
{
    public IQueryable<EntryRow> Of(IQueryable<EntryRow> rows)
    {
        long? from = From is { } first ? Moment.Of(first) : null;
        long? until = Until is { } last ? Moment.Of(last) : null;
        return rows.Where(row => (Actor == null || row.Actor == Actor) && (Action == null || row.Action == Action) && (Subject == null || row.Subject == Subject)
            && (from == null || row.AtMicroseconds >= from) && (until == null || row.AtMicroseconds < until)
            && (Text == null || row.Details.Contains(Text) || (row.Reason != null && row.Reason.Contains(Text))));
    }
}

internal sealed record HeadView(long Sequence, string Hash);

internal sealed record BalanceView(AccountKind Kind, string? Pledge, string? Round, string? Need, string Measure, long Amount);

/// <summary>One entry as an audit log tells it.</summary>
internal sealed record AuditView(long Sequence, DateTime At, string Actor, string Action, string Subject, string? Reason, JsonNode? Details, string? Key, string Hash)
{
    public static AuditView Of(EntryRow row) =>
        new(row.Sequence, Moment.Of(row.AtMicroseconds), row.Actor, row.Action, row.Subject, row.Reason, JsonNode.Parse(row.Details), row.Key, row.Hash);
}

internal sealed record EntryView(AuditView Entry, string PreviousHash, ImmutableArray<PostingView> Postings)
{
    public static EntryView Of(EntryRow row, IEnumerable<PostingRow> postings) => new(
        AuditView.Of(row), row.PreviousHash, [.. postings.Select(posting => new PostingView(posting.Number, posting.Movement, (MovementKind)posting.Kind, posting.Account, posting.Amount))]);
}

/// <param name="Movement">Number of the movement within the entry.</param>
/// <param name="Account">Kind, pledge, round, need and measure, parted by <c>|</c>.</param>
internal sealed record PostingView(int Number, int Movement, MovementKind Kind, string Account, long Amount);

/// <summary>What a proof found.</summary>
internal sealed record ProofView(
    bool Sound, long Entries, long Postings, long Balances, long Pledges, long Lines, long Answers, long PublishedRounds, long AccountEvents, long AccountEventsWaiting, long HeadSequence,
    string HeadHash, long FaultCount, ImmutableArray<Sentence> Faults)
{
    private const int MostTold = 100;

    public static ProofView Of(ProofReport report) => new(
        report.IsSound, report.Entries, report.Postings, report.Balances, report.Pledges, report.Lines, report.Answers, report.PublishedRounds, report.AccountEvents, report.AccountEventsWaiting, report.HeadSequence, report.HeadHash, report.FaultCount,
        [.. report.Faults.Take(MostTold).Select(fault => new Sentence(fault.Describe("vi"), fault.Describe("en")))]);
}
