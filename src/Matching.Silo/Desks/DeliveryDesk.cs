using Matching.Engine.Deliveries;
using Matching.Engine.Intents;
using Matching.Engine.Ledger;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Silo.Store;

namespace Matching.Silo.Desks;

internal sealed class DeliveryDesk(Desk desk) : IDeliveryDesk
{
    public Task<Answer> DoAsync(Intent intent, string round, PledgeId pledge, NeedId need, DeliveryCommand command, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        var subject = $"allocation:{round}/{pledge}/{need}";
        return desk.DoAsync(intent, $"{command.GetType().Name} {subject}", command, scope => Decide(scope, round, pledge, need, command, subject), cancel);
    }

    private static Decision<Work> Decide(WriteScope scope, string round, PledgeId pledge, NeedId need, DeliveryCommand command, string subject)
    {
        if (scope.Db.Allocations.Find(round, pledge.Value, need.Value) is not { } row)
        {
            return Refusal.Of(
                RefusalCode.NotFound,
                $"No published round {round} gave line {need} anything from pledge {pledge}.",
                $"Không có đợt {round} đã công bố nào cấp cho dòng {need} từ cam kết {pledge}.");
        }

        var stand = new AllocationBalances();
        using (var rows = scope.Query("SELECT kind, amount FROM balances WHERE pledge = @p0 AND need = @p1", pledge.Value, need.Value))
        {
            while (rows.Read())
            {
                stand = stand.With((AccountKind)rows.GetInt32(0), rows.GetInt64(1));
            }
        }

        var decided = DeliveryRules.Decide(Views.Allocation(row), stand, scope.PledgeBalances(pledge), command);
        return decided.Refusal is { } refusal
            ? refusal
            : new Work(subject, 0, decided.Value.Action, decided.Value.Details, decided.Value.Reason, decided.Value.Movements);
    }
}
