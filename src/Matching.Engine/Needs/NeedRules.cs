using System.Collections.Immutable;
using Matching.Engine.Intents;
using Matching.Engine.Ledger;
using Matching.Engine.Quantities;

namespace Matching.Engine.Needs;

/// <summary>What may happen to a commune's needs next, and what it moves in the ledger.</summary>
public static class NeedRules
{
    /// <summary>What a command does, or why not. The next state is the fold of the events of <see cref="Change{T}.Details"/>.</summary>
    /// <param name="needs">The commune as it stands.</param>
    /// <param name="balances">Where a line's need stands.</param>
    /// <param name="actor">Who asks.</param>
    public static Decision<Change<CommuneNeeds>> Decide(CommuneNeeds needs, Func<NeedId, LineBalances> balances, NeedCommand command, string actor)
    {
        ArgumentNullException.ThrowIfNull(needs);
        ArgumentNullException.ThrowIfNull(balances);
        return command switch
        {
            NeedCommand.Report report => Reported(needs, report, actor),
            NeedCommand.Verify verify => Verified(needs, verify, actor),
            NeedCommand.Reject reject => Rejected(needs, balances, reject),
            NeedCommand.Amend amend => Amended(needs, balances, amend),
            NeedCommand.Close close => Closed(needs, balances, close),
            NeedCommand.Renew renew => Renewed(needs, balances, renew, actor),
            NeedCommand.MarkNotReady mark => NeedReadiness.Decide(needs, mark, actor),
            NeedCommand.MarkReady ready => NeedReadiness.Decide(needs, ready),
            NeedCommand.RegisterAid aid => AidRegistered(needs, balances, aid),
            NeedCommand.Adopt adopt => CarriedNeeds.Adopted(needs, adopt),
            NeedCommand.Reprice reprice => CarriedNeeds.Repriced(needs, balances, reprice),
            _ => throw new ArgumentException($"{command?.GetType().Name ?? "nothing"} is no command of a commune.", nameof(command)),
        };
    }

    private static Decision<Change<CommuneNeeds>> Reported(CommuneNeeds needs, NeedCommand.Report report, string actor)
    {
        var line = report.Line;
        if (line.Commune != needs.Commune || string.IsNullOrWhiteSpace(line.Id.Value))
        {
            return Refusal.Of(
                RefusalCode.Invalid,
                $"Line '{line.Id}' is for commune {line.Commune} and was sent to {needs.Commune}. Report it to its own commune, under an id.",
                $"Dòng '{line.Id}' thuộc xã {line.Commune} nhưng gửi đến {needs.Commune}. Hãy báo cáo đúng xã và ghi mã.");
        }

        if (report.UnitCost.Dong < 1 || (Int128)line.Quantity * report.UnitCost.Dong > Vnd.Largest || line.MinQuantity > line.Quantity)
        {
            return Refusal.Of(
                RefusalCode.Invalid,
                $"Line {line.Id}: {line.Quantity} units at {report.UnitCost.Dong} ₫ must be worth 1 to {Vnd.Largest} ₫, with a minimum of at most the quantity.",
                $"Dòng {line.Id}: {line.Quantity} đơn vị với đơn giá {report.UnitCost.Dong} ₫ phải có giá trị từ 1 đến {Vnd.Largest} ₫, và số lượng tối thiểu không vượt số lượng.");
        }

        if (CarriedNeeds.Known(needs, line, report.Year, report.Under) is { } known)
        {
            return known;
        }

        var need = new NeedRecord
        {
            Line = line with { Status = NeedStatus.Reported, HasOutsideAid = false },
            UnitCost = report.UnitCost,
            Year = report.Year,
            ReportedBy = actor,
            ReportedUnder = report.Under,
            NotReady = NeedReadiness.OfCommune(needs),
        };
        return Done(needs, "need_reported", null, [new NeedEvent.Reported(need)], Movement.OfLine(MovementKind.Ask, line.Id, need.WholeVnd));
    }

    private static Decision<Change<CommuneNeeds>> Verified(CommuneNeeds needs, NeedCommand.Verify verify, string actor)
    {
        if (Live(needs, verify.Id, out var need) is { } refusal)
        {
            return refusal;
        }

        if (need.Line.Status == NeedStatus.Verified)
        {
            return Refusal.Of(RefusalCode.WrongState, $"Line {verify.Id} is verified already, by {need.VerifiedBy}.", $"Dòng {verify.Id} đã được {need.VerifiedBy} xác minh.");
        }

        return need.ReportedBy == actor
            ? Refusal.Of(
                RefusalCode.NotYou,
                $"{actor} reported line {verify.Id} and cannot verify it. Ask somebody else to.",
                $"{actor} đã báo cáo dòng {verify.Id} nên không được tự xác minh. Hãy nhờ người khác.")
            : Done(needs, "need_verified", null, [new NeedEvent.Verified(verify.Id, actor)]);
    }

    private static Decision<Change<CommuneNeeds>> Rejected(CommuneNeeds needs, Func<NeedId, LineBalances> balances, NeedCommand.Reject reject)
    {
        if ((Refusal.WithoutReason(reject.Reason) ?? Live(needs, reject.Id, out _)) is { } refusal)
        {
            return refusal;
        }

        var stand = balances(reject.Id);
        return stand.OpenVnd != stand.AskedVnd
            ? Refusal.Of(
                RefusalCode.WrongState,
                $"Of line {reject.Id}, {stand.AskedVnd - stand.OpenVnd} ₫ of {stand.AskedVnd} ₫ are held, given or covered by others; it cannot be rejected any more. Close it instead.",
                $"Dòng {reject.Id} đã có {stand.AskedVnd - stand.OpenVnd} ₫ trên {stand.AskedVnd} ₫ được giữ, đã cấp hoặc do nguồn khác đáp ứng; không thể từ chối. Hãy đóng dòng.")
            : Done(needs, "need_rejected", reject.Reason, [new NeedEvent.Rejected(reject.Id, reject.Reason)], Movement.OfLine(MovementKind.Unask, reject.Id, stand.OpenVnd));
    }

    private static Decision<Change<CommuneNeeds>> Amended(CommuneNeeds needs, Func<NeedId, LineBalances> balances, NeedCommand.Amend amend)
    {
        if ((Live(needs, amend.Id, out var need) ?? Refusal.WithoutReason(amend.Reason)) is { } refusal)
        {
            return refusal;
        }

        var quantity = amend.Quantity ?? need.Line.Quantity;
        var minimum = amend.MinQuantity ?? need.Line.MinQuantity;
        if (quantity < 1 || (Int128)quantity * need.UnitCost.Dong > Vnd.Largest || minimum > quantity || minimum < 0)
        {
            return Refusal.Of(
                RefusalCode.Invalid,
                $"Line {amend.Id} cannot ask for {quantity} units (minimum {minimum}) at {need.UnitCost.Dong} ₫: 1 unit to {Vnd.Largest} ₫, and a minimum of at most the quantity.",
                $"Dòng {amend.Id} không thể yêu cầu {quantity} đơn vị (tối thiểu {minimum}) với đơn giá {need.UnitCost.Dong} ₫.");
        }

        var line = need.Line with
        {
            Quantity = quantity,
            MinQuantity = minimum,
            Urgency = amend.Urgency ?? need.Line.Urgency,
            NeededBy = amend.NeededBy ?? need.Line.NeededBy,
            Beneficiaries = amend.Beneficiaries ?? need.Line.Beneficiaries,
            Status = quantity > need.Line.Quantity ? NeedStatus.Reported : need.Line.Status,
        };
        var more = (line.Quantity - need.Line.Quantity) * need.UnitCost.Dong;
        var open = balances(amend.Id).OpenVnd;
        if (-more > open)
        {
            var floor = need.Line.Quantity - (open / need.UnitCost.Dong);
            return Refusal.Of(
                RefusalCode.NotEnough,
                $"Line {amend.Id} can be lowered to {floor} units, not to {quantity}: the others are held, given or covered. Void or release those first.",
                $"Dòng {amend.Id} chỉ có thể giảm xuống {floor} đơn vị, không phải {quantity}: phần kia đang được giữ, đã cấp hoặc do nguồn khác đáp ứng.");
        }

        return Done(
            needs, "need_amended", amend.Reason, [new NeedEvent.Amended(amend.Id, line)],
            more == 0 ? null : Movement.OfLine(more > 0 ? MovementKind.Ask : MovementKind.Unask, amend.Id, Math.Abs(more)));
    }

    private static Decision<Change<CommuneNeeds>> Closed(CommuneNeeds needs, Func<NeedId, LineBalances> balances, NeedCommand.Close close)
    {
        if ((Refusal.WithoutReason(close.Reason) ?? Live(needs, close.Id, out _)) is { } refusal)
        {
            return refusal;
        }

        return Done(needs, "need_closed", close.Reason, [new NeedEvent.Closed(close.Id, close.Reason)], RestOf(close.Id, balances));
    }

    private static Decision<Change<CommuneNeeds>> Renewed(CommuneNeeds needs, Func<NeedId, LineBalances> balances, NeedCommand.Renew renew, string actor)
    {
        if (Live(needs, renew.Id, out var old) is { } refusal)
        {
            return refusal;
        }

        if (renew.Year <= old.Year)
        {
            return Refusal.Of(
                RefusalCode.Invalid, $"Line {renew.Id} is of {old.Year}; it can be renewed for a later year, not for {renew.Year}.",
                $"Dòng {renew.Id} thuộc năm {old.Year}; chỉ có thể gia hạn cho năm sau, không phải {renew.Year}.");
        }

        if (renew.Quantity < 1)
        {
            return Refusal.Of(RefusalCode.Invalid, $"A renewed line asks for at least one unit; close it instead.", $"Dòng gia hạn phải có ít nhất một đơn vị; nếu không, hãy đóng dòng.");
        }

        var closing = new NeedEvent.Closed(renew.Id, $"{renew.NewId} ({renew.Year})");
        var line = old.Line with { Id = renew.NewId, Quantity = renew.Quantity, MinQuantity = old.Line.MinQuantity > renew.Quantity ? null : old.Line.MinQuantity };
        var reported = Reported(needs.Apply(closing), new(line, old.UnitCost, renew.Year) { Under = old.ReportedUnder }, actor);
        if (reported.Refusal is { } no)
        {
            return no;
        }

        var renewed = ((NeedEvent.Reported)((NeedEvent[])reported.Value.Details)[0]).Need with { Renews = renew.Id };
        var change = Done(needs, "need_renewed", null, [closing, new NeedEvent.Reported(renewed)], RestOf(renew.Id, balances));
        return change with { Movements = change.Movements.AddRange(reported.Value.Movements) };
    }

    private static Decision<Change<CommuneNeeds>> AidRegistered(CommuneNeeds needs, Func<NeedId, LineBalances> balances, NeedCommand.RegisterAid register)
    {
        var aid = register.Aid;
        if (aid.Commune != needs.Commune || string.IsNullOrWhiteSpace(aid.Source))
        {
            return Refusal.Of(RefusalCode.Invalid, $"Aid needs its own commune and a source.", $"Viện trợ phải ghi đúng xã và nguồn.");
        }

        // Of two older communes the same may be given to both.
        if (needs.Aid.Any(known => known.Id == register.Id || (known.Aid == aid && known.ReportedUnder == register.Under)))
        {
            return Refusal.Of(
                RefusalCode.Duplicate, $"The same aid of {aid.Source} on {aid.Date:yyyy-MM-dd} is registered already.", $"Khoản viện trợ này của {aid.Source} ngày {aid.Date:yyyy-MM-dd} đã được ghi.");
        }

        if (aid.Need is { } only && Live(needs, only, out _) is { } refusal)
        {
            return refusal;
        }

        var parts = ImmutableArray.CreateBuilder<AidPart>();
        var movements = ImmutableArray.CreateBuilder<Movement>();
        var left = aid.Quantity;
        var lines = needs.Lines.Values
            .Where(need => need.IsLive && need.Line.Item == aid.Item
                && (aid.Need is null || aid.Need == need.Line.Id)
                && (aid.AgeGroup is null || aid.AgeGroup == need.Line.AgeGroup) && (aid.Site is null || aid.Site == need.Line.Site))
            .OrderBy(need => need.Line.Urgency).ThenBy(need => need.Line.NeededBy ?? DateOnly.MaxValue).ThenBy(need => need.Line.Id.Value, StringComparer.Ordinal);
        foreach (var need in lines)
        {
            var units = Math.Min(left, balances(need.Line.Id).OpenVnd / need.UnitCost.Dong);
            if (units > 0)
            {
                parts.Add(new(need.Line.Id, units));
                movements.Add(Movement.OfLine(MovementKind.CoverOutside, need.Line.Id, units * need.UnitCost.Dong));
                left -= units;
            }
        }

        return Done(needs, "aid_registered", null, [new NeedEvent.AidRegistered(new(register.Id, aid, parts.DrainToImmutable()) { ReportedUnder = register.Under })]) with { Movements = movements.DrainToImmutable() };
    }

    internal static Movement? RestOf(NeedId id, Func<NeedId, LineBalances> balances) =>
        balances(id).OpenVnd is > 0 and var rest ? Movement.OfLine(MovementKind.Unask, id, rest) : null;

    internal static Refusal? Live(CommuneNeeds needs, NeedId id, out NeedRecord need)
    {
        need = needs.Find(id)!;
        return need is null
            ? Refusal.Of(RefusalCode.NotFound, $"Commune {needs.Commune} has no line {id}.", $"Xã {needs.Commune} không có dòng {id}.")
            : need.IsLive
                ? null
                : Refusal.Of(
                    RefusalCode.WrongState, $"Line {id} is {(need.IsClosed ? "closed" : "rejected")} ({need.Reason}). Report a new line.", $"Dòng {id} đã {(need.IsClosed ? "đóng" : "bị từ chối")} ({need.Reason}). Hãy báo cáo dòng mới.");
    }

    internal static Change<CommuneNeeds> Done(CommuneNeeds needs, string action, string? reason, NeedEvent[] events, Movement? movement = null) =>
        new(events.Aggregate(needs, (state, happened) => state.Apply(happened)), action, events)
        {
            Reason = reason,
            Movements = movement is null ? [] : [movement],
        };
}
