using System.Collections.Immutable;
using Matching.Engine.Geography.Succession;
using Matching.Engine.Intents;
using Matching.Engine.Ledger;
using Matching.Engine.Quantities;

namespace Matching.Engine.Needs;

/// <summary>Lines that go on under another commune or at another price, and how a report that is there already is told.</summary>
/// <remarks>What is open is taken from the old line and asked for by the new ones, unit by unit; what is held or given stays where it is. Nothing is asked for twice.</remarks>
public static class CarriedNeeds
{
    /// <summary>The parts of a line that is reported under an older code, one for each commune that gets units. Minimum, children and rank go along with the units.</summary>
    /// <param name="parts">Of <see cref="SuccessionBook.Carry"/>, for the line's quantity.</param>
    /// <param name="id">Id of the part for a commune.</param>
    public static ImmutableArray<NeedLine> Parts(NeedLine line, ImmutableArray<CarriedPart> parts, Func<CarriedPart, NeedId> id)
    {
        ArgumentNullException.ThrowIfNull(line);
        ArgumentNullException.ThrowIfNull(id);
        var children = line.Beneficiaries is { } count
            ? LargestRemainder.Of(count, [.. parts.Select(part => new CommuneShare(part.Commune.Code, part.Units))]).ToDictionary(part => part.Commune, part => part.Units)
            : null;
        return
        [
            .. parts.Select(part => line with
            {
                Id = id(part),
                Commune = part.Commune,
                Quantity = part.Units,
                MinQuantity = line.MinQuantity is { } least ? Math.Min(least, part.Units) : null,
                Beneficiaries = children?[part.Commune],
            }),
        ];
    }

    /// <summary>Id of a part: the line's own when all of it is one commune's, else with the commune behind it.</summary>
    public static NeedId PartId(NeedId line, ImmutableArray<CarriedPart> parts, CarriedPart part) => parts.Length == 1 ? line : new NeedId(line.Value + "." + part.Commune.Code);

    internal static Decision<Change<CommuneNeeds>> Adopted(CommuneNeeds needs, NeedCommand.Adopt adopt)
    {
        var need = adopt.Need;
        return need.Line.Commune != needs.Commune || need.Line.Quantity < 1
            ? Refusal.Of(RefusalCode.Invalid, $"Line {need.Line.Id} is for commune {need.Line.Commune}, not for {needs.Commune}.", $"Dòng {need.Line.Id} thuộc xã {need.Line.Commune}, không phải {needs.Commune}.")
            : Known(needs, need.Line, need.Year, need.ReportedUnder) is { } known
                ? known
                : NeedRules.Done(needs, "need_carried", null, [new NeedEvent.Reported(need with { NotReady = need.NotReady ?? NeedReadiness.OfCommune(needs) })], Movement.OfLine(MovementKind.Ask, need.Line.Id, need.WholeVnd));
    }

    internal static Decision<Change<CommuneNeeds>> Repriced(CommuneNeeds needs, Func<NeedId, LineBalances> balances, NeedCommand.Reprice reprice)
    {
        if (NeedRules.Live(needs, reprice.Id, out var need) is { } refusal)
        {
            return refusal;
        }

        var stand = balances(reprice.Id);
        var units = stand.OpenVnd / need.UnitCost.Dong;
        if (reprice.UnitCost.Dong < 1 || reprice.UnitCost == need.UnitCost || (Int128)units * reprice.UnitCost.Dong > Vnd.Largest)
        {
            return Refusal.Of(
                RefusalCode.Invalid,
                $"Line {reprice.Id} costs {need.UnitCost.Dong} ₫ a unit; {units} units at {reprice.UnitCost.Dong} ₫ must be another price, of 1 to {Vnd.Largest} ₫ in all.",
                $"Dòng {reprice.Id} có đơn giá {need.UnitCost.Dong} ₫; {units} đơn vị với {reprice.UnitCost.Dong} ₫ phải là giá khác, tổng từ 1 đến {Vnd.Largest} ₫.");
        }

        if (stand.OpenVnd == stand.AskedVnd)
        {
            var more = units * (reprice.UnitCost.Dong - need.UnitCost.Dong);
            return NeedRules.Done(
                needs, "need_repriced", reprice.Source, [new NeedEvent.Repriced(reprice.Id, reprice.UnitCost)], Movement.OfLine(more > 0 ? MovementKind.Ask : MovementKind.Unask, reprice.Id, Math.Abs(more)));
        }

        if (units == 0)
        {
            return Refusal.Of(RefusalCode.NotEnough, $"Of line {reprice.Id} not a whole unit is open, so its price stays.", $"Dòng {reprice.Id} không còn trọn một đơn vị mở, nên giá giữ nguyên.");
        }

        var closing = new NeedEvent.Closed(reprice.Id, reprice.Source);
        var line = need.Line with { Id = reprice.NewId, Quantity = units, MinQuantity = need.Line.MinQuantity is { } least ? Math.Min(least, units) : null };
        var next = new NeedEvent.Reported(need with { Line = line, UnitCost = reprice.UnitCost, Renews = reprice.Id });
        var change = NeedRules.Done(needs, "need_repriced", reprice.Source, [closing, next], NeedRules.RestOf(reprice.Id, balances));
        return change with { Movements = change.Movements.Add(Movement.OfLine(MovementKind.Ask, line.Id, units * reprice.UnitCost.Dong)) };
    }

    /// <summary>The refusal of a line that is there already, under its id or another; <see langword="null"/> when it is new.</summary>
    internal static Refusal? Known(CommuneNeeds needs, NeedLine line, int year, PlaceCode? under)
    {
        if (needs.Find(line.Id) is not null)
        {
            return Refusal.Of(RefusalCode.Duplicate, $"Line {line.Id} was reported before. Amend it instead.", $"Dòng {line.Id} đã được báo cáo. Hãy sửa dòng đó.");
        }

        return needs.DuplicateOf(line, year, under) is { } twin
            ? Refusal.Of(
                RefusalCode.Duplicate,
                $"Line {twin.Line.Id} of {year} asks for the same: {line.Item}, site '{line.Site}', age group '{line.AgeGroup}' ({twin.Line.Quantity} units). Amend that line instead of reporting it twice.",
                $"Dòng {twin.Line.Id} năm {year} đã báo cùng nhu cầu: {line.Item}, điểm '{line.Site}', nhóm tuổi '{line.AgeGroup}' ({twin.Line.Quantity} đơn vị). Hãy sửa dòng đó thay vì báo hai lần.") with { Things = [twin.Line.Id.Value] }
            : null;
    }
}
