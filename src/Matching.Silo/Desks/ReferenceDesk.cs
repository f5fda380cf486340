using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Matching.Engine.Geography;
using Matching.Engine.Geography.Succession;
using Matching.Engine.Intents;
using Matching.Engine.Needs;
using Matching.Silo.Reference;
using Matching.Silo.Store;
using Matching.Silo.Store.Rows;

namespace Matching.Silo.Desks;

/// <summary>Administrative sets, zones, price norms and other names of items.</summary>
public interface IReferenceDesk
{
    /// <summary>Adds a table of succession, or puts it in place of the one from the same older set.</summary>
    Task<Answer> PutSuccessionAsync(Intent intent, SuccessionTable table, CancellationToken cancel = default);

    /// <summary>Decides how divided communes are shared out; a later decision about the same commune takes the place of the earlier one and counts for what is reported from then on.</summary>
    Task<Answer> DecideSharesAsync(Intent intent, IReadOnlyList<ShareDecision> decisions, string reason, CancellationToken cancel = default);

    /// <summary>Adds zones; one of the same commune and first day is put in place of the earlier.</summary>
    Task<Answer> PutZonesAsync(Intent intent, IReadOnlyList<ZonePeriod> zones, CancellationToken cancel = default);

    /// <summary>Adds price norms; one of the same item and first day is put in place of the earlier. Rounds frozen before keep their prices.</summary>
    Task<Answer> PutPricesAsync(Intent intent, IReadOnlyList<PriceNorm> norms, CancellationToken cancel = default);

    /// <summary>Adds other names of items, and takes others away.</summary>
    Task<Answer> PutAliasesAsync(Intent intent, IReadOnlyList<ItemAlias> add, IReadOnlyList<ItemAlias> remove, CancellationToken cancel = default);

    Task<ReferenceBook> ReadAsync(CancellationToken cancel = default);
}

internal sealed class ReferenceDesk(Desk desk, Reader reader, ReferenceShelf shelf) : IReferenceDesk
{
    public Task<Answer> PutSuccessionAsync(Intent intent, SuccessionTable table, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        return PutAsync(intent, "succession_registered", table, null, (_, book) =>
        {
            var tables = book.Places.Tables.RemoveAll(known => known.OldSet == table.OldSet).Add(table with { Links = [.. table.Links.OrderBy(link => link.Old, StringComparer.Ordinal).ThenBy(link => link.New, StringComparer.Ordinal)] });
            return SuccessionBook.Create(tables, book.Places.Decisions).Refusal is { } refusal
                ? refusal
                : new Part(heads => heads with { Successions = Of(tables) }, StoreJson.Bytes(tables), new { table.OldSet, table.NewSet, table.InForce, table.Citation, Links = table.Links.Length });
        }, cancel);
    }

    public Task<Answer> DecideSharesAsync(Intent intent, IReadOnlyList<ShareDecision> decisions, string reason, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(decisions);
        return PutAsync(intent, "shares_decided", new { decisions, reason }, reason, (_, book) =>
        {
            var places = decisions.Select(Key).ToHashSet();
            var made = SuccessionBook.Create(book.Places.Tables, book.Places.Decisions.RemoveAll(known => places.Contains(Key(known))).AddRange(decisions));
            return (Refusal.WithoutReason(reason) ?? made.Refusal) is { } refusal
                ? refusal
                : new Part(heads => heads with { Shares = Of(made.Value.Decisions) }, StoreJson.Bytes(made.Value.Decisions), decisions);
        }, cancel);

        static PlaceCode Key(ShareDecision decision) => new(decision.OldSet, decision.OldCommune);
    }

    public Task<Answer> PutZonesAsync(Intent intent, IReadOnlyList<ZonePeriod> zones, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(zones);
        return PutAsync(intent, "zones_registered", zones, null, (_, book) =>
        {
            var keys = zones.Select(Key).ToHashSet();
            var made = ZoneBook.Create(book.Zones.Periods.RemoveAll(known => keys.Contains(Key(known))).AddRange(zones));
            return made.Refusal is { } refusal
                ? refusal
                : new Part(
                    heads => heads with { Zones = Of(made.Value.Periods) }, StoreJson.Bytes(made.Value.Periods),
                    new { Zones = zones.Count, Citations = zones.Select(zone => zone.Citation).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal) });
        }, cancel);

        static (string?, string, DateOnly) Key(ZonePeriod zone) => (zone.Set, zone.Commune, zone.From);
    }

    public Task<Answer> PutPricesAsync(Intent intent, IReadOnlyList<PriceNorm> norms, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(norms);
        return PutAsync(intent, "prices_registered", norms, null, (scope, book) =>
        {
            var keys = norms.Select(norm => (norm.Item, norm.From)).ToHashSet();
            var made = PriceBook.Create(book.Prices.Norms.RemoveAll(known => keys.Contains((known.Item, known.From))).AddRange(norms));
            return (NotOfTheCatalogue(scope, norms.Select(norm => norm.Item)) ?? made.Refusal) is { } refusal
                ? refusal
                : new Part(heads => heads with { Prices = Of(made.Value.Norms) }, StoreJson.Bytes(made.Value.Norms), norms);
        }, cancel);
    }

    public Task<Answer> PutAliasesAsync(Intent intent, IReadOnlyList<ItemAlias> add, IReadOnlyList<ItemAlias> remove, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(add);
        ArgumentNullException.ThrowIfNull(remove);
        return PutAsync(intent, "aliases_registered", new { add, remove }, null, (scope, book) =>
        {
            ImmutableArray<ItemAlias> aliases = [.. book.Aliases.Except(remove).Union(add).OrderBy(alias => alias.Alias, StringComparer.Ordinal).ThenBy(alias => alias.Item.Code, StringComparer.Ordinal)];
            return NotOfTheCatalogue(scope, add.Select(alias => alias.Item)) is { } refusal
                ? refusal
                : new Part(heads => heads with { Aliases = Of(aliases) }, StoreJson.Bytes(aliases), new { add, remove });
        }, cancel);
    }

    public Task<ReferenceBook> ReadAsync(CancellationToken cancel = default) => reader.ReadAsync((db, _) => Task.FromResult(shelf.Of(db)), cancel);

    private static string Of<T>(ImmutableArray<T> items) => ReferenceShelf.Sha256(StoreJson.Bytes(items));

    private static Refusal? NotOfTheCatalogue(WriteScope scope, IEnumerable<ItemId> items) =>
        items.Select(item => item.Code).Distinct(StringComparer.Ordinal).FirstOrDefault(code => scope.Db.Items.Find(code) is null) is { } unknown
            ? Refusal.Of(RefusalCode.NotFound, $"The catalogue has no item {unknown}. Register it first.", $"Danh mục không có mặt hàng {unknown}. Hãy ghi vào danh mục trước.")
            : null;

    private Task<Answer> PutAsync(Intent intent, string action, object body, string? reason, Func<WriteScope, ReferenceBook, Decision<Part>> decide, CancellationToken cancel) => desk.DoAsync(
        intent, action, body,
        scope =>
        {
            var book = shelf.Of(scope);
            if (Desk.Stale(intent, ReferenceBook.Subject, book.Version) is { } stale)
            {
                return stale;
            }

            var decided = decide(scope, book);
            if (decided.Refusal is { } refusal)
            {
                return refusal;
            }

            var (heads, content, changed) = (decided.Value.Heads(book.Heads), decided.Value.Content, decided.Value.Changed);
            var sha256 = ReferenceShelf.Sha256(content);
            if (scope.Db.Documents.Find(sha256) is null)
            {
                scope.Db.Documents.Add(new DocumentRow { Sha256 = sha256, Kind = "reference", Round = "", Content = content });
            }

            var entry = new ReferenceEntry(book.Version + 1, heads, JsonSerializer.SerializeToNode(changed, changed.GetType(), StoreJson.Options));
            return new Work(ReferenceBook.Subject, entry.Version, action, entry, reason, []);
        },
        cancel);

    private sealed record Part(Func<ReferenceHeads, ReferenceHeads> Heads, byte[] Content, object Changed);
}
