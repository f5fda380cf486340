using System.Collections.Immutable;
using Matching.Engine.Geography;
using Matching.Engine.Geography.Succession;
using Matching.Engine.Intents;
using Matching.Engine.Needs;
using Matching.Silo.Reference;
using Matching.Silo.Store;

namespace Matching.Silo.Desks;

/// <summary>Needs and aid that come in under the code of an older commune, and lines that stand there still: all of it goes to the communes that it is now, in one transaction.</summary>
internal static class CarriedReports
{
    /// <summary>What a command does, to one commune or, where the code is an older one, to those that it is now.</summary>
    public static Decision<Work> Decide(WriteScope scope, ReferenceShelf shelf, Intent intent, CommuneId commune, NeedCommand command)
    {
        if (command is not (NeedCommand.Report or NeedCommand.RegisterAid or NeedCommand.Renew))
        {
            return NeedDesk.Decide(scope, shelf, intent, commune, command);
        }

        var book = shelf.Of(scope).Places;
        var found = book.Find(commune.Code, command switch { NeedCommand.Report report => report.AdminSet, NeedCommand.RegisterAid aid => aid.AdminSet, _ => null });
        if (found.Refusal is { } unknown)
        {
            return unknown;
        }

        var place = found.Value;
        return !book.IsOld(place) ? NeedDesk.Decide(scope, shelf, intent, commune, command)
            : command switch
            {
                NeedCommand.Report report => Reported(scope, shelf, intent, book, place, report),
                NeedCommand.RegisterAid aid => Given(scope, shelf, intent, book, place, aid),
                _ => Refusal.Of(
                    RefusalCode.WrongState,
                    $"Commune {place} is now {string.Join(", ", book.Now(place))}. Carry its lines over first, then renew them there.",
                    $"Xã {place} nay là {string.Join(", ", book.Now(place))}. Hãy chuyển các dòng sang xã mới trước, rồi gia hạn ở đó.") with { Things = book.Now(place) },
            };
    }

    /// <summary>What is open of the older commune's live lines, as lines of the communes that it is now.</summary>
    public static Decision<Work> Carry(WriteScope scope, ReferenceShelf shelf, Intent intent, PlaceCode place, string reason)
    {
        var book = shelf.Of(scope).Places;
        var found = book.Find(place.Code, place.Set);
        if ((found.Refusal ?? Refusal.WithoutReason(reason) ?? InUse(book, place)) is { } refusal)
        {
            return refusal;
        }

        var needs = scope.Db.Needs.Where(row => row.Commune == place.Code && (row.State == "reported" || row.State == "verified"))
            .AsEnumerable().Select(row => StoreJson.Read<NeedRecord>(row.Document)).OrderBy(need => need.Line.Id.Value, StringComparer.Ordinal).ToList();
        var works = ImmutableArray.CreateBuilder<Work>();
        foreach (var need in needs)
        {
            var units = scope.LineBalances(need.Line.Id).OpenVnd / need.UnitCost.Dong;
            if (units == 0)
            {
                continue; // all of it is held or given; that goes on where it is
            }

            var parts = book.Carry(place, units);
            if (parts.Refusal is { } undecided)
            {
                return undecided;
            }

            var closed = NeedDesk.Decide(scope, shelf, intent with { IfVersion = null }, new(place.Code), new NeedCommand.Close(need.Line.Id, reason));
            if (closed.Refusal is { } held)
            {
                return held;
            }

            works.Add(closed.Value);
            foreach (var line in CarriedNeeds.Parts(need.Line, parts.Value, part => new NeedId(need.Line.Id.Value + "." + part.Commune.Code)))
            {
                // What was tracked must be seen by the next decision about the same commune.
                scope.Db.SaveChanges();
                var adopted = need with { Line = line, Renews = need.Line.Id, ReportedUnder = need.ReportedUnder ?? place };
                var taken = NeedDesk.Decide(scope, shelf, intent with { IfVersion = null }, line.Commune, new NeedCommand.Adopt(adopted));
                if (taken.Refusal is { } no)
                {
                    return no;
                }

                works.Add(taken.Value);
            }

            scope.Db.SaveChanges();
        }

        return works.Count == 0
            ? Refusal.Of(
                RefusalCode.WrongState,
                $"Commune {place} has no line of which a unit is open; there is nothing to carry over.",
                $"Xã {place} không có dòng nào còn mở; không có gì để chuyển.")
            : Together(works);
    }

    private static Decision<Work> Reported(WriteScope scope, ReferenceShelf shelf, Intent intent, SuccessionBook book, PlaceCode place, NeedCommand.Report report)
    {
        var carried = book.Carry(place, report.Line.Quantity);
        return carried.Refusal is { } refusal
            ? refusal
            : Each(scope, shelf, intent, CarriedNeeds.Parts(report.Line, carried.Value, part => CarriedNeeds.PartId(report.Line.Id, carried.Value, part)), line => (line.Commune, report with { Line = line, Under = place }));
    }

    private static Decision<Work> Given(WriteScope scope, ReferenceShelf shelf, Intent intent, SuccessionBook book, PlaceCode place, NeedCommand.RegisterAid given)
    {
        // Aid for one line is that line's commune's, however the older commune was divided.
        if (given.Aid.Need is { } only && scope.Db.Needs.Find(only.Value) is { } row && book.Now(place).Contains(row.Commune, StringComparer.Ordinal))
        {
            return NeedDesk.Decide(scope, shelf, intent, new(row.Commune), given with { Aid = given.Aid with { Commune = new(row.Commune) }, Under = place });
        }

        var carried = book.Carry(place, given.Aid.Quantity);
        return carried.Refusal is { } refusal
            ? refusal
            : Each(scope, shelf, intent, carried.Value, part => (part.Commune, given with { Aid = given.Aid with { Commune = part.Commune, Quantity = part.Units }, Under = place }));
    }

    private static Decision<Work> Each<T>(WriteScope scope, ReferenceShelf shelf, Intent intent, ImmutableArray<T> parts, Func<T, (CommuneId Commune, NeedCommand Command)> of)
    {
        var works = ImmutableArray.CreateBuilder<Work>(parts.Length);
        foreach (var part in parts)
        {
            var (commune, command) = of(part);
            var decided = NeedDesk.Decide(scope, shelf, parts.Length == 1 ? intent : intent with { IfVersion = null }, commune, command);
            if (decided.Refusal is { } refusal)
            {
                return refusal;
            }

            works.Add(decided.Value);
        }

        return Together(works);
    }

    private static Work Together(ImmutableArray<Work>.Builder works) => works[^1] with { Before = [.. works.Take(works.Count - 1)] };

    // Where the code goes on, nobody can tell the lines of the older commune from those of the newer.
    private static Refusal? InUse(SuccessionBook book, PlaceCode place) => !book.IsOld(place)
        ? Refusal.Of(RefusalCode.WrongState, $"Commune {place} is in use; its lines stay.", $"Xã {place} đang được sử dụng; các dòng giữ nguyên.")
        : book.Find(place.Code, null) is { Refusal: null, Value: var now } && !book.IsOld(now)
            ? Refusal.Of(
                RefusalCode.WrongState,
                $"Code {place.Code} is also that of a commune in use, which keeps the lines. Close and report by hand what belongs elsewhere.",
                $"Mã {place.Code} cũng là mã của một xã đang được sử dụng; các dòng ở lại xã đó. Hãy đóng và báo cáo lại phần thuộc xã khác.")
            : null;
}
