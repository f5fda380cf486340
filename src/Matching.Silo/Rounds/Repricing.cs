using System.Collections.Immutable;
using System.Globalization;
using Matching.Engine.Geography;
using Matching.Engine.Intents;
using Matching.Engine.Ledger;
using Matching.Engine.Needs;
using Matching.Engine.Quantities;
using Matching.Silo.Desks;
using Matching.Silo.Reference;
using Matching.Silo.Store;

namespace Matching.Silo.Rounds;

/// <summary>Before a round is frozen, what is open of live lines is brought to the price norms of the round's day, so that ledger and plan count in the same đồng.</summary>
/// <remarks>Lines without a norm, and projects with a price of their own, stay as they are. What is held or given keeps the price that it was held or given at.</remarks>
internal static class Repricing
{
    /// <summary>Posts the differences, one entry for each commune that has any.</summary>
    public static Refusal? Bring(WriteScope scope, ReferenceBook book, DateOnly day, string actor)
    {
        var normed = book.Prices.Norms.Select(norm => norm.Item.Code).Distinct(StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
        if (normed.Count == 0)
        {
            return null;
        }

        var prices = scope.Db.Items.AsEnumerable().Where(row => normed.Contains(row.Code)).Select(row => StoreJson.Read<Item>(row.Document))
            .ToDictionary(item => item.Id, item => (item.Kind, Price: book.Prices.On(item, day).UnitCost, Source: book.Prices.At(item.Id, day)?.Source ?? "catalogue"));
        var communes = scope.Db.Needs.Where(row => row.State == "reported" || row.State == "verified").Select(row => new { row.Commune, row.Item, row.UnitCostVnd }).AsEnumerable()
            .Where(row => prices.TryGetValue(new(row.Item), out var price) && price.Price.Dong != row.UnitCostVnd)
            .Select(row => row.Commune).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        foreach (var commune in communes)
        {
            if (Bring(scope, prices, day, actor, commune) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    private static Refusal? Bring(WriteScope scope, Dictionary<ItemId, (ItemKind Kind, Vnd Price, string Source)> prices, DateOnly day, string actor, string commune)
    {
        var store = CommuneStore.Read(scope, new CommuneId(commune));
        var before = store.Stands;
        var (now, events, movements) = (before, new List<NeedEvent>(), ImmutableArray.CreateBuilder<Movement>());
        var sources = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var need in before.Lines.Values.Where(need => need.IsLive))
        {
            if (!prices.TryGetValue(need.Line.Item, out var item) || item.Price == need.UnitCost || (item.Kind == ItemKind.Project && need.Line.OwnUnitCost is not null)
                || scope.LineBalances(need.Line.Id).OpenVnd < need.UnitCost.Dong)
            {
                continue;
            }

            var newId = new NeedId(need.Line.Id.Value + "." + day.ToString("yyyyMMdd", CultureInfo.InvariantCulture));
            var decided = NeedRules.Decide(now, scope.LineBalances, new NeedCommand.Reprice(need.Line.Id, item.Price, newId, item.Source), actor);
            if (decided.Refusal is { } refusal)
            {
                return refusal;
            }

            now = decided.Value.Next;
            events.AddRange((NeedEvent[])decided.Value.Details);
            movements.AddRange(decided.Value.Movements);
            sources.Add(item.Source);
        }

        if (events.Count == 0)
        {
            return null;
        }

        if (store.Keep(scope, now) is { } taken)
        {
            return taken;
        }

        var work = new Work("commune:" + commune, now.Version, "need_repriced", CommuneStore.Told(events), string.Join("; ", sources), movements.DrainToImmutable());
        return scope.Append(Desk.Draft(actor, work, null), work.Movements);
    }
}
