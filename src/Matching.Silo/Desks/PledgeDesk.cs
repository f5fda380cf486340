using Matching.Engine.Intents;
using Matching.Engine.Ledger;
using Matching.Engine.Pledges;
using Matching.Silo.Store;
using Matching.Silo.Store.Rows;

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
