using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Matching.Engine.Geography;
using Matching.Engine.Intents;
using Matching.Engine.Ledger;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;
using Matching.Silo.Reference;
using Matching.Silo.Store;
using Microsoft.EntityFrameworkCore;

namespace Matching.Silo.Rounds;

/// <summary>Takes the snapshot of a round: live needs with what is open of them, accepted pledges with what is free of them.</summary>
internal static class Freezer
{
    public const string PledgeKind = "pledge";

    public const string NeedKind = "need";

    public const string CommuneKind = "commune";

    /// <param name="book">Zones and prices of the round's day are taken from it.</param>
    public static Decision<RoundSnapshot> Take(WriteScope scope, RoundRecord record, ReferenceBook book)
    {
        var relied = ImmutableArray.CreateBuilder<Relied>();
        var open = Amounts(scope, AccountKind.Open, byPledge: false);
        var aided = scope.Db.Aid.AsNoTracking().Select(row => new { row.Commune, row.Item }).ToHashSet();
        var needs = ImmutableArray.CreateBuilder<NeedLine>();
        var waits = new List<LeftOut>();
        foreach (var row in scope.Db.Needs.AsNoTracking().Where(row => row.State == "reported" || row.State == "verified"))
        {
            var need = StoreJson.Read<NeedRecord>(row.Document);
            var openVnd = open.GetValueOrDefault(row.Id);
            var units = openVnd / need.UnitCost.Dong;
            if (units == 0)
            {
                continue;
            }

            if (need.NotReady is { } mark)
            {
                waits.Add(new(NeedKind, row.Id, LeftOutReason.NotReady, mark.Reason) { Commune = need.Line.Commune, Since = mark.Since });
                continue;
            }

            relied.Add(new(NeedKind, row.Id, need.Version, TermsOf(need), openVnd));
            needs.Add(need.Line with
            {
                Quantity = units,
                MinQuantity = need.Line.MinQuantity is { } least ? Math.Min(least, units) : null,
                HasOutsideAid = aided.Contains(new { row.Commune, row.Item }),
            });
        }

        var available = Amounts(scope, AccountKind.Available, byPledge: true);
        var awaited = Amounts(scope, AccountKind.Awaited, byPledge: true);
        var lines = needs.DrainToImmutable();
        var places = lines.Select(line => line.Commune.Code).ToHashSet(StringComparer.Ordinal);
        var dated = new DatedFacts(book, record.AsOf);
        var communes = scope.Db.Communes.AsNoTracking().AsEnumerable().Where(row => places.Contains(row.Code)).OrderBy(row => row.Code, StringComparer.Ordinal).Select(row => dated.Of(StoreJson.Read<Commune>(row.Document))).ToImmutableArray();
        var items = scope.Db.Items.AsNoTracking().AsEnumerable().OrderBy(row => row.Code, StringComparer.Ordinal).Select(row => dated.Of(StoreJson.Read<Item>(row.Document))).ToImmutableArray();
        var given = GivenBook.Read(scope);
        var rests = new Rests(given, lines, communes, items);
        foreach (var row in scope.Db.Pledges.AsNoTracking().Where(row => row.State == "accepted"))
        {
            var pledge = StoreJson.Read<PledgeRecord>(row.Document);
            var free = available.GetValueOrDefault(row.Id);
            var amount = record.CountOnlyReceived ? Math.Max(0, free - awaited.GetValueOrDefault(row.Id)) : free;
            rests.Add(pledge.Pledge, free, amount);
            if (amount > 0)
            {
                relied.Add(new(PledgeKind, row.Id, pledge.Version, TermsOf(pledge), free, given.OfPledge(row.Id)));
            }
        }

        relied.AddRange(communes.Select(commune => new Relied(CommuneKind, commune.Id.Code, 0, "", 0, given.OfCommune(commune.Id.Code))));
        var left = rests.Close();
        if (left.Refusal(record) is { } refusal)
        {
            return refusal;
        }

        var waiting = left.HeldAlone.ToHashSet();
        var needed = lines.Where(line => !waiting.Contains(line.Id)).OrderBy(line => line.Id.Value, StringComparer.Ordinal).ToImmutableArray();
        var pairs = (Lines: needed.Select(line => line.Id).ToHashSet(), Gifts: left.Pledges.Select(gift => gift.Id).ToHashSet());
        var shut = left.Shut.Select(pin => (pin.Pledge, pin.Need)).ToHashSet();
        var held = needed.Select(line => line.Commune).ToHashSet();
        return new RoundSnapshot
        {
            Relied = [.. relied.OrderBy(thing => thing.Kind, StringComparer.Ordinal).ThenBy(thing => thing.Id, StringComparer.Ordinal)],
            LeftOut = [.. left.LeftOut.Concat(waits).OrderBy(thing => thing.Kind, StringComparer.Ordinal).ThenBy(thing => thing.Id, StringComparer.Ordinal)],
            Round = new Round
            {
                Id = record.Id,
                AsOf = record.AsOf,
                Policy = record.Policy,
                Communes = [.. communes.Where(commune => held.Contains(commune.Id))],
                Items = items,
                Needs = needed,
                Pledges = left.Pledges,
                Pins = [.. record.Pins.Select(pin => pin.Pin).Where(pin => !shut.Contains((pin.Pledge, pin.Need))).Concat(left.Shut).Where(pin => pairs.Gifts.Contains(pin.Pledge) && pairs.Lines.Contains(pin.Need))],
            },
            Sources = dated.Sources,
            Reference = book.Version == 0 ? null : book.Heads,
        };
    }

    /// <summary>What the last published round left out because it was not ready, as far as it is still asked for.</summary>
    public static ImmutableArray<SkippedLine> SkippedLastTime(WriteScope scope)
    {
        var last = scope.Db.Rounds.AsNoTracking().Where(row => row.State == "published" || row.State == "closed").AsEnumerable().Select(row => StoreJson.Read<RoundRecord>(row.Document))
            .OrderBy(record => record.AsOf).ThenBy(record => record.Id, StringComparer.Ordinal).LastOrDefault();
        if (last is null || last.LeftOut.IsEmpty)
        {
            return [];
        }

        var live = scope.Db.Needs.AsNoTracking().Where(row => row.State == "reported" || row.State == "verified").Select(row => row.Id).ToHashSet(StringComparer.Ordinal);
        return [.. last.LeftOut.Where(left => left.Reason == LeftOutReason.NotReady && live.Contains(left.Id)).Select(left => new SkippedLine(new(left.Id), left.Commune!.Value, left.Detail ?? "", last.Id))];
    }

    /// <summary>What has changed since the snapshot, one sentence each; empty when nothing has.</summary>
    /// <param name="used">Which of the snapshot's things count, and whether their amounts do; all of them before anything is held.</param>
    public static List<string> Changes(WriteScope scope, RoundSnapshot snapshot, Func<Relied, bool> used, bool amounts)
    {
        var open = amounts ? Amounts(scope, AccountKind.Open, byPledge: false) : [];
        var available = amounts ? Amounts(scope, AccountKind.Available, byPledge: true) : [];
        // All at once: a national round relies on tens of thousands of things, and everybody else waits meanwhile.
        var pledges = scope.Db.Pledges.AsNoTracking().ToDictionary(row => row.Id, row => row.Document, StringComparer.Ordinal);
        var needs = scope.Db.Needs.AsNoTracking().ToDictionary(row => row.Id, row => row.Document, StringComparer.Ordinal);
        var changes = new List<string>();
        var given = amounts && snapshot.Relied.Any(thing => thing.Given is not null) ? GivenBook.Read(scope) : null;
        foreach (var thing in snapshot.Relied.Where(used))
        {
            if (thing.Kind == CommuneKind)
            {
                if (given is not null && given.OfCommune(thing.Id) != thing.Given)
                {
                    changes.Add($"{thing.Kind} {thing.Id}: who gave what there has changed");
                }

                continue;
            }

            var isPledge = thing.Kind == PledgeKind;
            var (terms, version) = isPledge ? PledgeNow(pledges.GetValueOrDefault(thing.Id)) : NeedNow(needs.GetValueOrDefault(thing.Id));
            if (terms != thing.Terms)
            {
                changes.Add(FormattableString.Invariant($"{thing.Kind} {thing.Id}: terms changed (version {thing.Version} → {version})"));
            }
            else if (amounts && (isPledge ? available : open).GetValueOrDefault(thing.Id) is var now && now != thing.Amount)
            {
                changes.Add(FormattableString.Invariant($"{thing.Kind} {thing.Id}: {(isPledge ? "available" : "open")} {thing.Amount} → {now}"));
            }
            else if (isPledge && given is not null && thing.Given is not null && given.OfPledge(thing.Id) != thing.Given)
            {
                changes.Add($"{thing.Kind} {thing.Id}: what it gave before has changed");
            }
        }

        return changes;
    }

    private static (string Terms, long Version) PledgeNow(string? document) =>
        document is not null && StoreJson.Read<PledgeRecord>(document) is var pledge ? (TermsOf(pledge), pledge.Version) : ("", 0);

    private static (string Terms, long Version) NeedNow(string? document) =>
        document is not null && StoreJson.Read<NeedRecord>(document) is var need ? (TermsOf(need), need.Version) : ("", 0);

    private static string TermsOf(PledgeRecord pledge) => Fingerprint(new { pledge.Pledge, pledge.State });

    private static string TermsOf(NeedRecord need) => Fingerprint(new { need.Line, need.UnitCost, need.IsClosed, need.Year, need.NotReady });

    private static string Fingerprint<T>(T terms) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(StoreJson.Text(terms))).AsSpan(0, 16));

    private static Dictionary<string, long> Amounts(WriteScope scope, AccountKind kind, bool byPledge)
    {
        var amounts = new Dictionary<string, long>(StringComparer.Ordinal);
        using var rows = scope.Query(byPledge ? "SELECT pledge, amount FROM balances WHERE kind = @p0" : "SELECT need, amount FROM balances WHERE kind = @p0", (int)kind);
        while (rows.Read())
        {
            amounts[rows.GetString(0)] = rows.GetInt64(1);
        }

        return amounts;
    }
}
