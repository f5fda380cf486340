using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Matching.Engine.Geography;
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

    /// <param name="book">Zones and prices of the round's day are taken from it.</param>
    public static RoundSnapshot Take(WriteScope scope, RoundRecord record, ReferenceBook book)
    {
        var relied = ImmutableArray.CreateBuilder<Relied>();
        var open = Amounts(scope, AccountKind.Open, byPledge: false);
        var aided = scope.Db.Aid.AsNoTracking().Select(row => new { row.Commune, row.Item }).ToHashSet();
        var needs = ImmutableArray.CreateBuilder<NeedLine>();
        foreach (var row in scope.Db.Needs.AsNoTracking().Where(row => row.State == "reported" || row.State == "verified"))
        {
            var need = StoreJson.Read<NeedRecord>(row.Document);
            var openVnd = open.GetValueOrDefault(row.Id);
            var units = openVnd / need.UnitCost.Dong;
            if (units == 0)
            {
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
        var pledges = ImmutableArray.CreateBuilder<Pledge>();
        foreach (var row in scope.Db.Pledges.AsNoTracking().Where(row => row.State == "accepted"))
        {
            var pledge = StoreJson.Read<PledgeRecord>(row.Document);
            var free = available.GetValueOrDefault(row.Id);
            var amount = record.CountOnlyReceived ? Math.Max(0, free - awaited.GetValueOrDefault(row.Id)) : free;
            if (amount > 0)
            {
                relied.Add(new(PledgeKind, row.Id, pledge.Version, TermsOf(pledge), free));
                pledges.Add(pledge.Pledge with { Amount = amount, Conditions = WithInstalments(pledge.Pledge, amount) });
            }
        }

        var lines = needs.DrainToImmutable();
        var gifts = pledges.DrainToImmutable();
        var places = lines.Select(line => line.Commune.Code).ToHashSet(StringComparer.Ordinal);
        var pairs = (Lines: lines.Select(line => line.Id).ToHashSet(), Gifts: gifts.Select(gift => gift.Id).ToHashSet());
        var dated = new DatedFacts(book, record.AsOf);
        return new RoundSnapshot
        {
            Relied = [.. relied.OrderBy(thing => thing.Kind, StringComparer.Ordinal).ThenBy(thing => thing.Id, StringComparer.Ordinal)],
            Round = new Round
            {
                Id = record.Id,
                AsOf = record.AsOf,
                Policy = record.Policy,
                Communes = [.. scope.Db.Communes.AsNoTracking().AsEnumerable().Where(row => places.Contains(row.Code)).OrderBy(row => row.Code, StringComparer.Ordinal).Select(row => dated.Of(StoreJson.Read<Commune>(row.Document)))],
                Items = [.. scope.Db.Items.AsNoTracking().AsEnumerable().OrderBy(row => row.Code, StringComparer.Ordinal).Select(row => dated.Of(StoreJson.Read<Item>(row.Document)))],
                Needs = [.. lines.OrderBy(line => line.Id.Value, StringComparer.Ordinal)],
                Pledges = [.. gifts.OrderBy(gift => gift.Id.Value, StringComparer.Ordinal)],
                Pins = [.. record.Pins.Select(pin => pin.Pin).Where(pin => pairs.Gifts.Contains(pin.Pledge) && pairs.Lines.Contains(pin.Need))],
            },
            Sources = dated.Sources,
            Reference = book.Version == 0 ? null : book.Heads,
        };
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
        foreach (var thing in snapshot.Relied.Where(used))
        {
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
        }

        return changes;
    }

    private static (string Terms, long Version) PledgeNow(string? document) =>
        document is not null && StoreJson.Read<PledgeRecord>(document) is var pledge ? (TermsOf(pledge), pledge.Version) : ("", 0);

    private static (string Terms, long Version) NeedNow(string? document) =>
        document is not null && StoreJson.Read<NeedRecord>(document) is var need ? (TermsOf(need), need.Version) : ("", 0);

    private static string TermsOf(PledgeRecord pledge) => Fingerprint(new { pledge.Pledge, pledge.State });

    private static string TermsOf(NeedRecord need) => Fingerprint(new { need.Line, need.UnitCost, need.IsClosed, need.Year });

    private static string Fingerprint<T>(T terms) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(StoreJson.Text(terms))).AsSpan(0, 16));

    // What is gone of a pledge in instalments is taken from the earliest ones; together they are what is left.
    private static PledgeConditions WithInstalments(Pledge pledge, long amount)
    {
        var gone = pledge.Conditions.Instalments.Sum(part => part.Amount) - amount;
        if (pledge.Conditions.Instalments.IsEmpty || gone == 0)
        {
            return pledge.Conditions;
        }

        var left = ImmutableArray.CreateBuilder<Instalment>();
        foreach (var part in pledge.Conditions.Instalments)
        {
            var taken = Math.Min(Math.Max(gone, 0), part.Amount);
            gone -= taken;
            if (part.Amount > taken)
            {
                left.Add(part with { Amount = part.Amount - taken });
            }
        }

        if (gone < 0)
        {
            left[^1] = left[^1] with { Amount = left[^1].Amount - gone };
        }

        return pledge.Conditions with { Instalments = left.DrainToImmutable() };
    }

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
