using System.Collections.Immutable;
using Matching.Engine.Intents;
using Matching.Engine.Ledger;
using Matching.Engine.Quantities;

namespace Matching.Engine.Pledges;

/// <summary>What may happen to a pledge next: offered, accepted or declined, received in parts, amended or withdrawn while free, expired, returned.</summary>
public static class PledgeLife
{
    /// <summary>What a command does, or why not.</summary>
    /// <param name="record">The pledge as it stands; <see langword="null"/> before its offer.</param>
    /// <param name="balances">Where its parts stand.</param>
    /// <param name="actor">Who asks.</param>
    public static Decision<Change<PledgeRecord>> Decide(PledgeRecord? record, PledgeBalances balances, PledgeCommand command, string actor)
    {
        ArgumentNullException.ThrowIfNull(balances);
        ArgumentNullException.ThrowIfNull(command);
        if (command is PledgeCommand.Offer offer)
        {
            return Offered(record, offer, actor);
        }

        if (record is null)
        {
            return Refusal.Of(RefusalCode.NotFound, $"There is no such pledge. Check its id.", $"Không có cam kết này. Hãy kiểm tra lại mã.");
        }

        return command switch
        {
            PledgeCommand.Accept => Accepted(record, actor),
            PledgeCommand.Decline decline => Declined(record, decline),
            _ when record.State != PledgeState.Accepted => WrongState(record, "accepted", "đã được nhận"),
            PledgeCommand.Receive receive => Received(record, balances, receive),
            PledgeCommand.Amend amend => Amended(record, balances, amend),
            PledgeCommand.Withdraw withdraw => Withdrawn(record, balances, withdraw),
            PledgeCommand.Expire expire => Expired(record, balances, expire),
            PledgeCommand.Return back => Returned(record, balances, back),
            _ => throw new ArgumentException($"{command.GetType().Name} is no command of a pledge.", nameof(command)),
        };
    }

    private static Decision<Change<PledgeRecord>> Offered(PledgeRecord? record, PledgeCommand.Offer offer, string actor)
    {
        if (record is not null)
        {
            return Refusal.Of(
                RefusalCode.Duplicate,
                $"Pledge {offer.Pledge.Id} is there already. Amend it, or offer another one under a new id.",
                $"Đã có cam kết {offer.Pledge.Id}. Hãy sửa cam kết đó, hoặc dùng mã mới.");
        }

        if (offer.Pledge.Amount > Vnd.Largest)
        {
            return OutOfRange(offer.Pledge.Amount);
        }

        if (string.IsNullOrWhiteSpace(offer.Pledge.Id.Value) || (offer.Pledge.Kind == PledgeKind.Goods) != offer.Pledge.Item.HasValue)
        {
            return Refusal.Of(
                RefusalCode.Invalid,
                $"A pledge needs an id, and an item exactly when it is of goods.",
                $"Cam kết cần có mã, và nêu mặt hàng khi (và chỉ khi) là hiện vật.");
        }

        return new Change<PledgeRecord>(new PledgeRecord { Pledge = offer.Pledge, OfferedBy = actor }, "pledge_offered", offer.Pledge);
    }

    private static Decision<Change<PledgeRecord>> Accepted(PledgeRecord record, string actor) =>
        record.State != PledgeState.Offered
            ? WrongState(record, "offered", "mới đề nghị")
            : Next(record with { State = PledgeState.Accepted, AcceptedBy = actor }, "pledge_accepted", new { }, MovementKind.Promise, record.Pledge.Amount);

    private static Decision<Change<PledgeRecord>> Declined(PledgeRecord record, PledgeCommand.Decline decline)
    {
        if (record.State != PledgeState.Offered)
        {
            return WrongState(record, "offered", "mới đề nghị");
        }

        return Refusal.WithoutReason(decline.Reason) is { } refusal
            ? refusal
            : Next(record with { State = PledgeState.Declined, Reason = decline.Reason }, "pledge_declined", new { }) with { Reason = decline.Reason };
    }

    private static Decision<Change<PledgeRecord>> Received(PledgeRecord record, PledgeBalances balances, PledgeCommand.Receive receive)
    {
        if (receive.Amount < 1)
        {
            return OutOfRange(receive.Amount);
        }

        if (receive.Amount > balances.Awaited)
        {
            return Refusal.Of(
                RefusalCode.NotEnough,
                $"Pledge {record.Pledge.Id} still awaits {balances.Awaited} of {balances.Promised}; {receive.Amount} were handed over. Raise the pledge first if the donor gives more.",
                $"Cam kết {record.Pledge.Id} còn chờ nhận {balances.Awaited} trên {balances.Promised}; lần này nhận {receive.Amount}. Nếu nhà tài trợ cho thêm, hãy tăng cam kết trước.");
        }

        return Next(record, "pledge_received", new { receive.Amount, receive.Voucher }, MovementKind.Receive, receive.Amount);
    }

    private static Decision<Change<PledgeRecord>> Amended(PledgeRecord record, PledgeBalances balances, PledgeCommand.Amend amend)
    {
        if (Refusal.WithoutReason(amend.Reason) is { } refusal)
        {
            return refusal;
        }

        if (amend.Conditions is not null && balances.Bound > 0)
        {
            return Refusal.Of(
                RefusalCode.WrongState,
                $"Pledge {record.Pledge.Id} has {balances.Bound} of {balances.Promised} held by a round or given to communes under its present conditions. Withdraw the free {balances.Available} and offer them as a new pledge.",
                $"Cam kết {record.Pledge.Id} đã có {balances.Bound} trên {balances.Promised} được giữ hoặc cấp theo điều kiện hiện tại. Hãy rút phần còn tự do {balances.Available} và đề nghị thành cam kết mới.");
        }

        var terms = record.Pledge with { Conditions = amend.Conditions ?? record.Pledge.Conditions };
        var details = new { amend.Amount, amend.Conditions };
        var live = balances.Promised - balances.Withdrawn - balances.Expired - balances.Returned;
        if (amend.Amount is not { } wanted || wanted == live)
        {
            return Next(record with { Pledge = terms }, "pledge_amended", details) with { Reason = amend.Reason };
        }

        if (wanted is < 0 or > Vnd.Largest)
        {
            return OutOfRange(wanted);
        }

        if (wanted > live)
        {
            var more = wanted - live;
            return Next(record with { Pledge = terms with { Amount = record.Pledge.Amount + more } }, "pledge_amended", details, MovementKind.Promise, more) with { Reason = amend.Reason };
        }

        return NotFree(record, balances, live - wanted) is { } no
            ? no
            : Next(record with { Pledge = terms }, "pledge_amended", details, MovementKind.Withdraw, live - wanted) with { Reason = amend.Reason };
    }

    private static Decision<Change<PledgeRecord>> Withdrawn(PledgeRecord record, PledgeBalances balances, PledgeCommand.Withdraw withdraw)
    {
        if (Refusal.WithoutReason(withdraw.Reason) is { } refusal)
        {
            return refusal;
        }

        var amount = withdraw.Amount ?? Math.Min(balances.Available, balances.Awaited);
        if (NotFree(record, balances, amount) is { } no)
        {
            return no;
        }

        return Next(record, "pledge_withdrawn", new { Amount = amount }, MovementKind.Withdraw, amount) with { Reason = withdraw.Reason };
    }

    private static Decision<Change<PledgeRecord>> Expired(PledgeRecord record, PledgeBalances balances, PledgeCommand.Expire expire)
    {
        if (record.Pledge.Conditions.AvailableUntil is not { } lastDay || expire.Today <= lastDay)
        {
            return Refusal.Of(
                RefusalCode.WrongState,
                $"Pledge {record.Pledge.Id} is good until {record.Pledge.Conditions.AvailableUntil?.ToString("yyyy-MM-dd", null) ?? "further notice"}; it cannot expire on {expire.Today:yyyy-MM-dd}.",
                $"Cam kết {record.Pledge.Id} còn hiệu lực đến {record.Pledge.Conditions.AvailableUntil?.ToString("yyyy-MM-dd", null) ?? "khi có thông báo"}; chưa hết hạn vào {expire.Today:yyyy-MM-dd}.");
        }

        var amount = Math.Min(balances.Available, balances.Awaited);
        return amount == 0
            ? Refusal.Of(
                RefusalCode.NotEnough,
                $"Nothing of pledge {record.Pledge.Id} is both free and not handed over; nothing expires. What was handed over can be returned.",
                $"Cam kết {record.Pledge.Id} không còn phần nào vừa tự do vừa chưa nhận; không có gì hết hạn. Phần đã nhận có thể hoàn trả.")
            : Next(record, "pledge_expired", new { Amount = amount, expire.Today }, MovementKind.Expire, amount);
    }

    private static Decision<Change<PledgeRecord>> Returned(PledgeRecord record, PledgeBalances balances, PledgeCommand.Return back)
    {
        if (Refusal.WithoutReason(back.Reason) is { } refusal)
        {
            return refusal;
        }

        if (back.Amount < 1)
        {
            return OutOfRange(back.Amount);
        }

        var most = Math.Min(balances.Available, balances.Received - balances.Sent);
        return back.Amount > most
            ? Refusal.Of(
                RefusalCode.NotEnough,
                $"Of pledge {record.Pledge.Id}, {most} were handed over and are free; {back.Amount} cannot be returned. Release what is committed, or return less.",
                $"Cam kết {record.Pledge.Id} chỉ còn {most} đã nhận và tự do; không thể hoàn trả {back.Amount}. Hãy giải phóng phần đã cấp, hoặc trả ít hơn.")
            : Next(record, "pledge_returned", new { back.Amount }, MovementKind.Return, back.Amount) with { Reason = back.Reason };
    }

    private static Refusal? NotFree(PledgeRecord record, PledgeBalances balances, long amount)
    {
        var most = Math.Min(balances.Available, balances.Awaited);
        return amount >= 1 && amount <= most
            ? null
            : Refusal.Of(
                RefusalCode.NotEnough,
                $"Pledge {record.Pledge.Id} has {balances.Available} free, {balances.Awaited} of the pledge not handed over: at most {most} can be called back, not {amount}. What was handed over can be returned instead.",
                $"Cam kết {record.Pledge.Id} còn {balances.Available} tự do, {balances.Awaited} chưa nhận: chỉ có thể rút tối đa {most}, không phải {amount}. Phần đã nhận thì hoàn trả.");
    }

    private static Refusal OutOfRange(long amount) => Refusal.Of(
        RefusalCode.Invalid, $"{amount} is out of range: 1 to {Vnd.Largest}.", $"{amount} nằm ngoài khoảng cho phép: 1 đến {Vnd.Largest}.");

    private static Refusal WrongState(PledgeRecord record, string en, string vi) => Refusal.Of(
        RefusalCode.WrongState,
        $"Pledge {record.Pledge.Id} is {record.State}; this can be done only to one that is {en}.",
        $"Cam kết {record.Pledge.Id} đang ở trạng thái {record.State}; chỉ làm được việc này với cam kết {vi}.");

    private static Change<PledgeRecord> Next(PledgeRecord next, string action, object details, MovementKind? kind = null, long amount = 0)
    {
        ImmutableArray<Movement> movements = kind is { } moved ? [Movement.OfPledge(moved, next.Pledge.Id, Measure.Of(next.Pledge), amount)] : [];
        return new(next with { Version = next.Version + 1 }, action, details) { Movements = movements };
    }
}
