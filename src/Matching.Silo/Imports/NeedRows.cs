using System.Globalization;
using Matching.Engine.Intents;
using Matching.Engine.Ledger;
using Matching.Engine.Needs;
using Matching.Silo.Desks;
using Matching.Silo.Reference;
using Matching.Silo.Store;
using Matching.Silo.Store.Rows;

namespace Matching.Silo.Imports;

/// <summary>Rows of needs: reported when they are new, amended when they say something else than the line that is there.</summary>
internal sealed class NeedRows(WriteScope scope, ReferenceShelf shelf, ImportOrder.Needs order, string actor, ImportDraft draft)
{
    private readonly Dictionary<string, Item> _items = new(StringComparer.Ordinal);

    /// <summary>Commune by commune; communes in the order of their codes, rows in that of the table.</summary>
    public void Decide()
    {
        var rows = order.Lines.Select((line, index) => (Line: line, Index: index)).GroupBy(row => row.Line.Commune.Code, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).ToList();
        var known = scope.Db.Communes.Select(row => row.Code).ToHashSet(StringComparer.Ordinal);
        var stores = CommuneStore.Read(scope, rows.Select(group => group.Key));
        var communeOf = Elsewhere();
        foreach (var group in rows)
        {
            var store = stores[group.Key];
            var events = new List<NeedEvent>();
            var movements = new List<Movement>();
            var next = store.Stands;
            foreach (var (line, index) in group)
            {
                if (!known.Contains(group.Key) || (communeOf.TryGetValue(line.Id.Value, out var owner) && owner != group.Key))
                {
                    draft.Refused(index, line.Id.Value, known.Contains(group.Key) ? CommuneStore.TakenElsewhere(line.Id.Value) : NoCommune(group.Key));
                }
                else if (Row(index, line, next) is { } change)
                {
                    events.AddRange((NeedEvent[])change.Details);
                    movements.AddRange(change.Movements);
                    next = change.Next;
                }
            }

            if (events.Count > 0 && store.Keep(scope, next) is null)
            {
                draft.Works.Add(new Work("commune:" + group.Key, next.Version, "needs_imported", CommuneStore.Told(events), null, [.. movements]));
            }
        }
    }

    // Null: nothing is to be done, or it was refused.
    private Change<CommuneNeeds>? Row(int index, NeedLine line, CommuneNeeds needs)
    {
        var id = line.Id.Value;
        var changes = new List<FieldChange>();
        Decision<Change<CommuneNeeds>> decided;
        if (needs.Find(line.Id) is not { } known)
        {
            if (Item(line) is not { } item)
            {
                draft.Refused(index, id, Refusal.Of(RefusalCode.NotFound, $"The catalogue has no item {line.Item}. Register it first.", $"Danh mục không có mặt hàng {line.Item}. Hãy ghi vào danh mục trước."));
                return null;
            }

            var price = item.Kind == ItemKind.Project && line.OwnUnitCost is { } own ? own : shelf.Of(scope).Prices.On(item, NeedDesk.Today(scope)).UnitCost;
            decided = NeedRules.Decide(needs, scope.LineBalances, new NeedCommand.Report(line, price, order.Year), actor);
        }
        else if (Fixed(line, known) is { } cannot)
        {
            decided = cannot;
        }
        else
        {
            changes = [.. Differences(line, known.Line)];
            if (changes.Count == 0)
            {
                draft.Unchanged(index, id);
                return null;
            }

            decided = NeedRules.Decide(needs, scope.LineBalances, Amendment(line), actor);
        }

        if (decided.Refusal is { } refusal)
        {
            draft.Refused(index, id, refusal);
            return null;
        }

        if (changes.Count == 0)
        {
            draft.Added(index, id);
        }
        else
        {
            draft.Changed(index, id, changes);
        }

        return decided.Value;
    }

    private NeedCommand.Amend Amendment(NeedLine line) => new(line.Id, "import " + order.ContentSha256[..12])
    {
        Quantity = line.Quantity,
        Urgency = line.Urgency,
        NeededBy = line.NeededBy,
        MinQuantity = line.MinQuantity,
        Beneficiaries = line.Beneficiaries,
    };

    // An empty cell leaves what is there.
    private static IEnumerable<FieldChange> Differences(NeedLine stated, NeedLine known)
    {
        FieldChange?[] all =
        [
            Number("quantity", stated.Quantity, known.Quantity),
            stated.Urgency == known.Urgency ? null : new("urgency", Views.Name(known.Urgency), Views.Name(stated.Urgency)),
            stated.NeededBy is { } day && day != known.NeededBy ? new("needed_by", Day(known.NeededBy), Day(day)) : null,
            Number("min_quantity", stated.MinQuantity, known.MinQuantity),
            Number("beneficiaries", stated.Beneficiaries, known.Beneficiaries),
        ];
        return all.OfType<FieldChange>();

        static FieldChange? Number(string column, long? after, long? before) => after is null || after == before ? null : new(column, Text(before), Text(after));

        static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

        static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
    }

    // What a line is for does not change; another purpose is another line.
    private Refusal? Fixed(NeedLine stated, NeedRecord known)
    {
        var line = known.Line;
        if (order.YearStated && order.Year != known.Year)
        {
            return Refusal.Of(
                RefusalCode.WrongState,
                $"Line {line.Id} is of {known.Year}, and this table is for {order.Year}. Renew the line, or take another id.",
                $"Dòng {line.Id} thuộc năm {known.Year}, còn bảng này cho năm {order.Year}. Hãy gia hạn dòng, hoặc dùng mã khác.");
        }

        var (column, before, after) =
            stated.Item != line.Item ? ("item_code", line.Item.Code, stated.Item.Code)
            : stated.Site is { } site && site != line.Site ? ("site", line.Site ?? "", site)
            : stated.AgeGroup is { } age && age != line.AgeGroup ? ("age_group", line.AgeGroup ?? "", age)
            : stated.Quality is { } quality && quality != line.Quality ? ("quality", line.Quality is { } was ? Views.Name(was) : "", Views.Name(quality))
            : stated.OwnUnitCost is { } price && price != known.UnitCost ? ("unit_cost_vnd", Whole(known.UnitCost.Dong), Whole(price.Dong))
            : stated.Rank is { } rank && rank != line.Rank ? ("rank", line.Rank is { } place ? Whole(place) : "", Whole(rank))
            : ("", "", "");
        return column.Length == 0 ? null : Refusal.Of(
            RefusalCode.WrongState,
            $"Line {line.Id} has {column} '{before}', which cannot become '{after}'. Close the line and report another one under a new id.",
            $"Dòng {line.Id} có {column} '{before}', không thể đổi thành '{after}'. Hãy đóng dòng này và báo dòng mới với mã khác.");

        static string Whole(long number) => number.ToString(CultureInfo.InvariantCulture);
    }

    private Item? Item(NeedLine line)
    {
        if (!_items.TryGetValue(line.Item.Code, out var item) && scope.Db.Items.Find(line.Item.Code) is ItemRow row)
        {
            _items.Add(line.Item.Code, item = StoreJson.Read<Item>(row.Document));
        }

        return item;
    }

    /// <summary>Which commune has a line, for the ids that the table states.</summary>
    private Dictionary<string, string> Elsewhere()
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var ids in order.Lines.Select(line => line.Id.Value).Chunk(1_000))
        {
            foreach (var row in scope.Db.Needs.Where(row => ids.Contains(row.Id)).Select(row => new { row.Id, row.Commune }))
            {
                all.Add(row.Id, row.Commune);
            }
        }

        return all;
    }

    private static Refusal NoCommune(string code) =>
        Refusal.Of(RefusalCode.NotFound, $"There is no commune {code}. Register it first.", $"Không có xã {code}. Hãy ghi vào danh mục trước.");
}
