using System.Collections.Immutable;
using System.Text.Json;
using Matching.Engine.Deliveries;
using Matching.Engine.Geography;
using Matching.Engine.Ledger;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Silo.Desks;
using Matching.Silo.Store;
using Matching.Silo.Store.Rows;
using Microsoft.EntityFrameworkCore;

namespace Matching.Silo.Donors;

/// <summary>Reads statements from journal and ledger.</summary>
public static class StatementReader
{
    /// <returns><see langword="null"/> if there is no such pledge.</returns>
    public static async Task<PledgeStatement?> ReadAsync(StoreContext db, PledgeId pledge, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        if (await db.Pledges.FindAsync([pledge.Value], cancel).ConfigureAwait(false) is not { } row)
        {
            return null;
        }

        var record = StoreJson.Read<PledgeRecord>(row.Document);
        var allocations = await db.Allocations.Where(part => part.Pledge == pledge.Value).ToListAsync(cancel).ConfigureAwait(false);
        var rounds = allocations.Select(part => "round:" + part.Round).Distinct(StringComparer.Ordinal).ToList();
        var parts = allocations.Select(Subject).ToList();
        var own = "pledge:" + pledge;
        var entries = await db.Journal
            .Where(entry => entry.Subject == own || parts.Contains(entry.Subject) || (rounds.Contains(entry.Subject) && entry.Action == "round_published"))
            .OrderBy(entry => entry.Sequence).ToListAsync(cancel).ConfigureAwait(false);
        var sequences = entries.Where(entry => !entry.Subject.StartsWith("round:", StringComparison.Ordinal)).Select(entry => entry.Sequence).ToList();
        var moved = (await db.Postings.Where(posting => sequences.Contains(posting.Sequence) && posting.Amount > 0).OrderBy(posting => posting.Sequence).ThenBy(posting => posting.Number)
            .ToListAsync(cancel).ConfigureAwait(false)).ToLookup(posting => posting.Sequence);
        var bySubject = entries.ToLookup(entry => entry.Subject, StringComparer.Ordinal);
        var lines = await Lines(db, allocations, cancel).ConfigureAwait(false);
        return new PledgeStatement(
            record,
            await Views.PledgeBalancesAsync(db, pledge, cancel).ConfigureAwait(false),
            [.. bySubject[own].SelectMany(entry => Events(entry, moved[entry.Sequence], pledge))],
            [
                .. allocations.OrderBy(part => bySubject["round:" + part.Round].Select(entry => entry.Sequence).FirstOrDefault()).ThenBy(part => part.Need, StringComparer.Ordinal)
                    .Select(part => Commitment(part, bySubject["round:" + part.Round].FirstOrDefault(), bySubject[Subject(part)].SelectMany(entry => Events(entry, moved[entry.Sequence], pledge)), lines[part.Need])),
            ]);
    }

    private static string Subject(AllocationRow part) => $"allocation:{part.Round}/{part.Pledge}/{part.Need}";

    private static async Task<Dictionary<string, (NeedRecord Need, Commune Commune, Item Item)>> Lines(StoreContext db, List<AllocationRow> allocations, CancellationToken cancel)
    {
        var ids = allocations.Select(part => part.Need).Distinct(StringComparer.Ordinal).ToList();
        var rows = await (
            from need in db.Needs
            join commune in db.Communes on need.Commune equals commune.Code
            join item in db.Items on need.Item equals item.Code
            where ids.Contains(need.Id)
            select new { need.Id, Need = need.Document, Commune = commune.Document, Item = item.Document }).ToListAsync(cancel).ConfigureAwait(false);
        return rows.ToDictionary(row => row.Id, row => (StoreJson.Read<NeedRecord>(row.Need), StoreJson.Read<Commune>(row.Commune), StoreJson.Read<Item>(row.Item)), StringComparer.Ordinal);
    }

    private static StatementCommitment Commitment(AllocationRow part, EntryRow? published, IEnumerable<StatementEvent> later, (NeedRecord Need, Commune Commune, Item Item) line)
    {
        ImmutableArray<StatementEvent> events = [new(StatementStep.Committed, published?.Sequence ?? 0, published?.AtMicroseconds ?? 0, part.Amount, null), .. later];
        var back = Of(StatementStep.Released) + Of(StatementStep.TakenBack);
        var lost = Of(StatementStep.Lost) + Of(StatementStep.Missing);
        var stand = new AllocationBalances(
            part.Amount - Of(StatementStep.Released) - Of(StatementStep.Dispatched),
            Of(StatementStep.Dispatched) - Of(StatementStep.Delivered) - Of(StatementStep.Lost) - Of(StatementStep.TakenBack),
            Of(StatementStep.Delivered) - Of(StatementStep.Confirmed) - Of(StatementStep.Missing),
            Of(StatementStep.Confirmed), lost);
        return new(part.Round, new(part.Need), line.Commune, line.Item, part.NeedVnd / line.Need.UnitCost.Dong, part.Amount, stand, back, events);

        long Of(StatementStep step) => events.Where(one => one.Step == step).Sum(one => one.Amount);
    }

    private static IEnumerable<StatementEvent> Events(EntryRow entry, IEnumerable<PostingRow> postings, PledgeId pledge)
    {
        var note = entry.Reason ?? Voucher(entry);
        if (entry.Action is "pledge_offered" or "pledge_declined")
        {
            yield return new(entry.Action == "pledge_offered" ? StatementStep.Offered : StatementStep.Declined, entry.Sequence, entry.AtMicroseconds, 0, note);
        }

        foreach (var posting in postings)
        {
            // Of every movement one leg tells the step; the others are its receipt or the line's need.
            var account = Account.Parse(posting.Account);
            if (account.Pledge == pledge.Value && Step((MovementKind)posting.Kind, account.Kind) is { } step)
            {
                yield return new(step, entry.Sequence, entry.AtMicroseconds, posting.Amount, note);
            }
        }
    }

    private static StatementStep? Step(MovementKind kind, AccountKind to) => (kind, to) switch
    {
        (MovementKind.Promise, AccountKind.Available) => StatementStep.Promised,
        (MovementKind.Receive, AccountKind.Received) => StatementStep.Received,
        (MovementKind.Withdraw, AccountKind.Withdrawn) => StatementStep.Withdrawn,
        (MovementKind.Expire, AccountKind.Expired) => StatementStep.Expired,
        (MovementKind.Return, AccountKind.Returned) => StatementStep.Returned,
        (MovementKind.Release, AccountKind.Available) => StatementStep.Released,
        (MovementKind.TakeBack, AccountKind.Available) => StatementStep.TakenBack,
        (MovementKind.Dispatch, AccountKind.Dispatched) => StatementStep.Dispatched,
        (MovementKind.Deliver, AccountKind.Delivered) => StatementStep.Delivered,
        (MovementKind.Confirm, AccountKind.Confirmed) => StatementStep.Confirmed,
        (MovementKind.Lose, AccountKind.Lost) => StatementStep.Lost,
        (MovementKind.FallShort, AccountKind.Lost) => StatementStep.Missing,
        _ => null,
    };

    private static string? Voucher(EntryRow entry)
    {
        if (entry.Action != "pledge_received")
        {
            return null;
        }

        using var details = JsonDocument.Parse(entry.Details);
        return details.RootElement.TryGetProperty("voucher", out var voucher) ? voucher.GetString() : null;
    }
}
