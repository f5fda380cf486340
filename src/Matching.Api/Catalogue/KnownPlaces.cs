using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Rounds;
using Matching.Silo.Desks;
using Matching.Silo.Store;
using Microsoft.EntityFrameworkCore;

namespace Matching.Api.Catalogue;

/// <summary>Communes and items as the catalogue has them, kept until it changes: what pledges and needs may name.</summary>
internal sealed class KnownPlaces(IMatchingHost host)
{
    private Kept? _kept;

    /// <summary>A round with the catalogue in it and nothing else.</summary>
    public async Task<Round> ReadAsync(CancellationToken cancel)
    {
        var kept = _kept;
        var fresh = await host.ReadAsync(
            async (db, token) =>
            {
                var changed = await db.Journal.Where(entry => entry.Subject == "catalogue:all").MaxAsync(entry => (long?)entry.Sequence, token).ConfigureAwait(false) ?? 0;
                return kept?.Changed == changed ? kept : new Kept(changed, await RoundAsync(db, token).ConfigureAwait(false));
            },
            cancel).ConfigureAwait(false);
        _kept = fresh;
        return fresh.Round;
    }

    public static async Task<Round> RoundAsync(StoreContext db, CancellationToken cancel)
    {
        var communes = await db.Communes.OrderBy(row => row.Code).Select(row => row.Document).ToListAsync(cancel).ConfigureAwait(false);
        var items = await db.Items.OrderBy(row => row.Code).Select(row => row.Document).ToListAsync(cancel).ConfigureAwait(false);
        return new Round
        {
            Id = "catalogue",
            AsOf = DateOnly.MinValue,
            Communes = [.. communes.Select(StoreJson.Read<Commune>)],
            Items = [.. items.Select(StoreJson.Read<Item>)],
            Needs = [],
            Pledges = [],
        };
    }

    private sealed record Kept(long Changed, Round Round);
}
