using System.Security.Cryptography;
using System.Text;
using Matching.Engine.Intents;
using Matching.Engine.Ledger;
using Matching.Engine.Pledges;
using Matching.Silo.Store;
using Matching.Silo.Store.Rows;
using Microsoft.EntityFrameworkCore;

namespace Matching.Silo.Desks;

internal sealed class PledgeDesk(Desk desk, Reader reader) : IPledgeDesk
{
    public Task<Answer> DoAsync(Intent intent, PledgeId pledge, PledgeCommand command, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        return desk.DoAsync(intent, $"{command.GetType().Name} pledge:{pledge}", command, scope => Decide(scope, intent, pledge, command), cancel);
    }

    public Task<PledgeView?> FindAsync(PledgeId pledge, CancellationToken cancel = default) => reader.ReadAsync(
        async (db, token) => await db.Pledges.FindAsync([pledge.Value], token).ConfigureAwait(false) is { } row
            ? new PledgeView(StoreJson.Read<PledgeRecord>(row.Document), await Views.PledgeBalancesAsync(db, pledge, token).ConfigureAwait(false))
            : null,
        cancel);

    public Task<IReadOnlyList<AllocationView>> WayAsync(PledgeId pledge, CancellationToken cancel = default) =>
        reader.ReadAsync((db, token) => Views.AllocationsAsync(db, row => row.Pledge == pledge.Value, token), cancel);

    public async Task<IReadOnlyList<ExpiredPledge>> ExpireDueAsync(string actor, DateOnly today, CancellationToken cancel = default)
    {
        var due = await reader.ReadAsync((db, token) => DueAsync(db, today, token), cancel).ConfigureAwait(false);
        var expired = new List<ExpiredPledge>();
        foreach (var (pledge, lastDay) in due)
        {
            // One key for a pledge and a day: of several that sweep at once one does it and the others get its answer.
            var intent = new Intent(actor, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"expire-{today:yyyy-MM-dd}-{Key(pledge)}"));
            var answer = await DoAsync(intent, pledge, new PledgeCommand.Expire(today), cancel).ConfigureAwait(false);
            if (answer is { Receipt: { } receipt, Replayed: false })
            {
                var amount = await reader.ReadAsync((db, token) => ExpiredByAsync(db, receipt.Sequence, token), cancel).ConfigureAwait(false);
                expired.Add(new(pledge, lastDay, amount));
            }
        }

        return expired;
    }

    private static async Task<List<(PledgeId Pledge, DateOnly LastDay)>> DueAsync(StoreContext db, DateOnly today, CancellationToken cancel)
    {
        // Nothing expires that is handed over or bound; most pledges drop out here.
        var open = await db.Pledges
            .Where(row => row.State == "accepted"
                && db.Balances.Any(balance => balance.Pledge == row.Id && balance.Kind == (int)AccountKind.Available && balance.Amount > 0)
                && db.Balances.Any(balance => balance.Pledge == row.Id && balance.Kind == (int)AccountKind.Awaited && balance.Amount > 0))
            .OrderBy(row => row.Id).Select(row => row.Document).ToListAsync(cancel).ConfigureAwait(false);
        return
        [
            .. open.Select(document => StoreJson.Read<PledgeRecord>(document).Pledge).Where(pledge => pledge.Conditions.AvailableUntil < today)
                .Select(pledge => (pledge.Id, pledge.Conditions.AvailableUntil!.Value)),
        ];
    }

    private static async Task<long> ExpiredByAsync(StoreContext db, long sequence, CancellationToken cancel)
    {
        var postings = await db.Postings.Where(row => row.Sequence == sequence && row.Amount > 0).ToListAsync(cancel).ConfigureAwait(false);
        return postings.Where(row => Account.Parse(row.Account).Kind == AccountKind.Expired).Sum(row => row.Amount);
    }

    // Ids may be as long as a key.
    private static string Key(PledgeId pledge) => pledge.Value.Length <= 128 ? pledge.Value : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(pledge.Value)));

    private static Decision<Work> Decide(WriteScope scope, Intent intent, PledgeId pledge, PledgeCommand command)
    {
        var row = scope.Db.Pledges.Find(pledge.Value);
        var record = row is null ? null : StoreJson.Read<PledgeRecord>(row.Document);
        if (record is not null && Desk.Stale(intent, "pledge:" + pledge, record.Version) is { } stale)
        {
            return stale;
        }

        if (command is PledgeCommand.Offer offer)
        {
            if (offer.Pledge.Id != pledge)
            {
                return Refusal.Of(RefusalCode.Invalid, $"The offer is of pledge {offer.Pledge.Id}, not {pledge}.", $"Đề nghị này của cam kết {offer.Pledge.Id}, không phải {pledge}.");
            }

            if (offer.Pledge.Item is { } item && scope.Db.Items.Find(item.Code) is null)
            {
                return Refusal.Of(RefusalCode.NotFound, $"The catalogue has no item {item}. Register it first.", $"Danh mục không có mặt hàng {item}. Hãy ghi vào danh mục trước.");
            }
        }

        var decided = PledgeLife.Decide(record, scope.PledgeBalances(pledge), command, intent.Actor);
        if (decided.Refusal is { } refusal)
        {
            return refusal;
        }

        var next = decided.Value.Next;
        Keep(scope, row, next);
        return new Work("pledge:" + pledge, next.Version, decided.Value.Action, decided.Value.Details, decided.Value.Reason, decided.Value.Movements);
    }

    /// <summary>Tracks what is to be written so that the table says <paramref name="next"/>.</summary>
    public static void Keep(WriteScope scope, PledgeRow? row, PledgeRecord next)
    {
        row ??= scope.Db.Pledges.Add(new PledgeRow { Id = next.Pledge.Id.Value, Donor = "", Measure = "", State = "", Document = "" }).Entity;
        row.Donor = next.Pledge.Donor.Value;
        row.Measure = Measure.Of(next.Pledge).Code;
        row.State = Views.Name(next.State);
        row.Amount = next.Pledge.Amount;
        row.Version = next.Version;
        row.Document = StoreJson.Text(next);
    }
}
