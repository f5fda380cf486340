using Matching.Engine.Geography;
using Matching.Engine.Geography.Succession;
using Matching.Engine.Needs;
using Matching.Engine.Rounds;
using Matching.Files;
using Matching.Silo.Desks;
using Matching.Silo.Reference;
using Matching.Silo.Store;
using Microsoft.EntityFrameworkCore;

namespace Matching.Api.Catalogue;

/// <summary>Communes and items as the catalogue has them, kept until it changes: what pledges and needs may name.</summary>
internal sealed class KnownPlaces(IMatchingHost host)
{
    private Kept? _kept;
    private Named? _names;

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

    /// <summary>What forms may name, with other names and older codes.</summary>
    public async Task<KnownNames> NamesAsync(CancellationToken cancel) => (await NamedAsync(cancel).ConfigureAwait(false)).Names;

    /// <summary>The same for tables that people hand in.</summary>
    public async Task<ImportAliases> AliasesAsync(CancellationToken cancel) => (await NamedAsync(cancel).ConfigureAwait(false)).Aliases;

    private async Task<Named> NamedAsync(CancellationToken cancel)
    {
        var round = await ReadAsync(cancel).ConfigureAwait(false);
        var book = await host.Reference.ReadAsync(cancel).ConfigureAwait(false);
        var names = _names;
        if (names is null || !ReferenceEquals(names.Round, round) || !ReferenceEquals(names.Book, book))
        {
            var aliases = AliasesOf(book);
            _names = names = new Named(round, book, aliases, new KnownNames(new ItemNames(round, aliases), book.Places));
        }

        return names;
    }

    /// <summary>Other names of items and older codes of communes, for tables that people hand in.</summary>
    private static ImportAliases AliasesOf(ReferenceBook book) => ImportAliases.Create(
        book.Places.Tables.SelectMany(table => table.Links.Select(link => new PlaceCode(table.OldSet, link.Old))).Distinct()
            .Where(place => book.Places.Find(place.Code, null) is { Refusal: null, Value: var meant } && meant == place)
            .SelectMany(place => book.Places.Now(place).Select(now => (place.Code, now))),
        book.Aliases.Select(alias => (alias.Alias, alias.Item.Code)));

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

    private sealed record Named(Round Round, ReferenceBook Book, ImportAliases Aliases, KnownNames Names);
}
