using System.Collections.Immutable;
using Matching.Engine.Intents;
using Matching.Engine.Ledger;
using Matching.Engine.Pledges;

namespace Matching.Engine.Deliveries;

/// <summary>What may happen next to what a line was given: committed → dispatched → delivered → confirmed; lost, short, taken back or released.</summary>
public static class DeliveryRules
{
    /// <summary>What a command does, or why not.</summary>
    /// <param name="stand">Where the parts of the allocation are.</param>
    /// <param name="pledge">Where the parts of its pledge are: nothing is sent that the donor has not handed over.</param>
    public static Decision<Change<Allocation>> Decide(Allocation allocation, AllocationBalances stand, PledgeBalances pledge, DeliveryCommand command)
    {
        ArgumentNullException.ThrowIfNull(allocation);
        ArgumentNullException.ThrowIfNull(pledge);
        return command switch
        {
            DeliveryCommand.Dispatch c => c.Amount > 0 && c.Amount <= stand.Committed && c.Amount > pledge.Received - pledge.Sent
                ? Refusal.Of(
                    RefusalCode.NotEnough,
                    $"The donor of pledge {allocation.Pledge} has handed over {pledge.Received}, of which {pledge.Sent} are sent; {c.Amount} more cannot be sent. Record what was received first.",
                    $"Nhà tài trợ của cam kết {allocation.Pledge} đã giao {pledge.Received}, đã gửi {pledge.Sent}; không thể gửi thêm {c.Amount}. Hãy ghi nhận phần đã nhận trước.")
                : Moved(allocation, c.Amount, stand.Committed, "committed", "đã cấp", "dispatched", null, MovementKind.Dispatch),
            DeliveryCommand.Deliver c => Moved(allocation, c.Amount, stand.Dispatched, "dispatched", "đã gửi", "delivered", null, MovementKind.Deliver),
            DeliveryCommand.Confirm c => Confirmed(allocation, stand, c),
            DeliveryCommand.Lose c => Because(c.Reason) ?? Moved(allocation, c.Amount, stand.Dispatched, "dispatched", "đã gửi", "lost", c.Reason, MovementKind.Lose),
            DeliveryCommand.TakeBack c => Because(c.Reason) ?? Moved(allocation, c.Amount, stand.Dispatched, "dispatched", "đã gửi", "taken_back", c.Reason, MovementKind.TakeBack),
            DeliveryCommand.Release c => Because(c.Reason) ?? Moved(allocation, c.Amount, stand.Committed, "committed", "đã cấp", "released", c.Reason, MovementKind.Release),
            _ => throw new ArgumentException($"{command?.GetType().Name ?? "nothing"} is no command of a delivery.", nameof(command)),
        };
    }

    private static Decision<Change<Allocation>> Confirmed(Allocation allocation, AllocationBalances stand, DeliveryCommand.Confirm confirm)
    {
        if (confirm.Received < 0 || confirm.Missing < 0 || confirm.Received + (Int128)confirm.Missing is var counted && (counted < 1 || counted > stand.Delivered))
        {
            return TooMuch(allocation, (long)Int128.Clamp((Int128)confirm.Received + confirm.Missing, long.MinValue, long.MaxValue), stand.Delivered, "delivered", "đã giao");
        }

        if (confirm.Missing > 0 && allocation.NeedOf(confirm.Missing) < 1)
        {
            return TooMuch(allocation, confirm.Missing, stand.Delivered, "delivered", "đã giao");
        }

        if (confirm.Missing > 0 && Refusal.WithoutReason(confirm.Reason) is { } refusal)
        {
            return refusal;
        }

        var movements = ImmutableArray.CreateBuilder<Movement>();
        if (confirm.Received > 0)
        {
            movements.Add(Of(allocation, MovementKind.Confirm, confirm.Received));
        }

        if (confirm.Missing > 0)
        {
            movements.Add(Of(allocation, MovementKind.FallShort, confirm.Missing));
        }

        return new Change<Allocation>(allocation, "delivery_confirmed", new { confirm.Received, confirm.Missing }) { Movements = movements.DrainToImmutable(), Reason = confirm.Reason };
    }

    private static Decision<Change<Allocation>> Moved(
        Allocation allocation, long amount, long most, string fromEn, string fromVi, string action, string? reason, MovementKind kind) =>
        amount < 1 || amount > most || allocation.NeedOf(amount) < 1
            ? TooMuch(allocation, amount, most, fromEn, fromVi)
            : new Change<Allocation>(allocation, "delivery_" + action, new { Amount = amount }) { Movements = [Of(allocation, kind, amount)], Reason = reason };

    private static Refusal TooMuch(Allocation allocation, long amount, long most, string en, string vi) => Refusal.Of(
        RefusalCode.NotEnough,
        $"Of what pledge {allocation.Pledge} gives line {allocation.Need}, {most} are {en}; {amount} cannot be moved on. State 1 to {most}.",
        $"Phần cam kết {allocation.Pledge} dành cho dòng {allocation.Need} có {most} {vi}; không thể chuyển {amount}. Hãy nêu từ 1 đến {most}.");

    private static Movement Of(Allocation allocation, MovementKind kind, long amount) => new()
    {
        Kind = kind,
        Pledge = allocation.Pledge,
        Need = allocation.Need,
        Measure = allocation.Measure,
        Amount = amount,
        NeedVnd = allocation.NeedOf(amount),
    };

    private static Decision<Change<Allocation>>? Because(string? reason) => Refusal.WithoutReason(reason) is { } refusal ? (Decision<Change<Allocation>>?)refusal : null;
}
