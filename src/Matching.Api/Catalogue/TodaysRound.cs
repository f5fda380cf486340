using System.Collections.Immutable;
using Matching.Engine.Ledger;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;
using Matching.Silo.Desks;
using Matching.Silo.Reference;
using Matching.Silo.Rounds;
using Matching.Silo.Store;
using Microsoft.EntityFrameworkCore;

namespace Matching.Api.Catalogue;

/// <summary>Open needs and free pledges as they stand at this moment, as one round: what a new pledge would meet.</summary>
/// <remarks>For outlooks only. What a real round stands on is its snapshot.</remarks>
internal static class TodaysRound
{
    public static async Task<Round> ReadAsync(IMatchingHost host, DateOnly today, CancellationToken cancel)
    {
        var book = await host.Reference.ReadAsync(cancel).ConfigureAwait(false);
        return await ReadAsync(host, book, today, cancel).ConfigureAwait(false);
    }

    private static Task<Round> ReadAsync(IMatchingHost host, ReferenceBook book, DateOnly today, CancellationToken cancel) => host.ReadAsync(
        async (db, token) =>
        {
            var places = await KnownPlaces.RoundAsync(db, token).ConfigureAwait(false);
            var dated = new DatedFacts(book, today);
            var open = await AmountsAsync(db, AccountKind.Open, token).ConfigureAwait(false);
            var free = await AmountsAsync(db, AccountKind.Available, token).ConfigureAwait(false);
            var needs = await db.Needs.Where(row => row.State == "reported" || row.State == "verified").OrderBy(row => row.Id).Select(row => row.Document).ToListAsync(token).ConfigureAwait(false);
            var pledges = await db.Pledges.Where(row => row.State == "accepted").OrderBy(row => row.Id).Select(row => row.Document).ToListAsync(token).ConfigureAwait(false);
            return places with
            {
                Id = "today",
                AsOf = today,
                Communes = [.. places.Communes.Select(dated.Of)],
                Items = [.. places.Items.Select(dated.Of)],
                Needs = [.. needs.Select(StoreJson.Read<NeedRecord>).Select(need => Open(need, open.GetValueOrDefault(need.Line.Id.Value))).OfType<NeedLine>()],
                Pledges = [.. pledges.Select(StoreJson.Read<PledgeRecord>).Select(record => Free(record.Pledge, free.GetValueOrDefault(record.Pledge.Id.Value))).OfType<Pledge>()],
            };
        },
        cancel);

    private static NeedLine? Open(NeedRecord need, long openVnd)
    {
        var units = openVnd / need.UnitCost.Dong;
        return units == 0 ? null : need.Line with { Quantity = units, MinQuantity = need.Line.MinQuantity is { } least ? Math.Min(least, units) : null };
    }

    // Instalments speak of the whole pledge; of a part that is left, only the last days are known to be right.
    private static Pledge? Free(Pledge pledge, long amount) =>
        amount == 0 ? null
        : amount == pledge.Amount || pledge.Conditions.Instalments.IsEmpty ? pledge with { Amount = amount }
        : pledge with { Amount = amount, Conditions = pledge.Conditions with { Instalments = Left(pledge.Conditions.Instalments, amount) } };

    private static ImmutableArray<Instalment> Left(ImmutableArray<Instalment> instalments, long amount)
    {
        var left = new List<Instalment>();
        for (var i = instalments.Length - 1; i >= 0 && amount > 0; i--)
        {
            var part = i == 0 ? amount : Math.Min(amount, instalments[i].Amount);
            left.Insert(0, instalments[i] with { Amount = part });
            amount -= part;
        }

        return [.. left];
    }

    private static async Task<Dictionary<string, long>> AmountsAsync(StoreContext db, AccountKind kind, CancellationToken cancel)
    {
        var rows = await db.Balances.Where(row => row.Kind == (int)kind).Select(row => new { Id = row.Need ?? row.Pledge!, row.Amount }).ToListAsync(cancel).ConfigureAwait(false);
        return rows.ToDictionary(row => row.Id, row => row.Amount, StringComparer.Ordinal);
    }
}
