using System.Collections.Immutable;
using Matching.Engine.Geography;
using Matching.Engine.Intents;
using Matching.Engine.Needs;
using Matching.Silo.Store;
using Matching.Silo.Store.Rows;
using Microsoft.EntityFrameworkCore;

namespace Matching.Silo.Desks;

internal sealed class NeedDesk(Desk desk, Reader reader) : INeedDesk
{
    public Task<Answer> DoAsync(Intent intent, CommuneId commune, NeedCommand command, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        return desk.DoAsync(intent, $"{command.GetType().Name} commune:{commune}", command, scope => Decide(scope, intent, commune, command), cancel);
    }

    public Task<CommuneView> FindAsync(CommuneId commune, CancellationToken cancel = default) => reader.ReadAsync(
        async (db, token) =>
        {
            var head = await db.CommuneNeeds.FindAsync([commune.Code], token).ConfigureAwait(false);
            var lines = await db.Needs.Where(row => row.Commune == commune.Code).ToListAsync(token).ConfigureAwait(false);
            var aid = await db.Aid.Where(row => row.Commune == commune.Code).OrderBy(row => row.Id).ToListAsync(token).ConfigureAwait(false);
            var balances = new Dictionary<string, LineBalances>(StringComparer.Ordinal);
            foreach (var line in lines)
            {
                balances[line.Id] = await Views.LineBalancesAsync(db, new(line.Id), token).ConfigureAwait(false);
            }

            return new CommuneView(State(commune, head?.Version ?? 0, lines, aid), balances);
        },
        cancel);

    private static Decision<Work> Decide(WriteScope scope, Intent intent, CommuneId commune, NeedCommand command)
    {
        if (scope.Db.Communes.Find(commune.Code) is null)
        {
            return Refusal.Of(RefusalCode.NotFound, $"There is no commune {commune}. Register it first.", $"Không có xã {commune}. Hãy ghi vào danh mục trước.");
        }

        if (command is NeedCommand.Report report && NotOfTheCatalogue(scope, report) is { } unknown)
        {
            return unknown;
        }

        var head = scope.Db.CommuneNeeds.Find(commune.Code);
        var rows = scope.Db.Needs.Where(row => row.Commune == commune.Code).ToDictionary(row => row.Id, StringComparer.Ordinal);
        var aid = scope.Db.Aid.Where(row => row.Commune == commune.Code).ToList();
        var needs = State(commune, head?.Version ?? 0, rows.Values, aid);
        if (Desk.Stale(intent, "commune:" + commune, needs.Version) is { } stale)
        {
            return stale;
        }

        var decided = NeedRules.Decide(needs, scope.LineBalances, command, intent.Actor);
        if (decided.Refusal is { } refusal)
        {
            return refusal;
        }

        var change = decided.Value;
        head ??= scope.Db.CommuneNeeds.Add(new CommuneNeedsRow { Commune = commune.Code }).Entity;
        head.Version = change.Next.Version;
        foreach (var (id, need) in change.Next.Lines)
        {
            if (needs.Lines.TryGetValue(id, out var before) && before == need)
            {
                continue;
            }

            if (!rows.TryGetValue(id, out var row))
            {
                if (scope.Db.Needs.Find(id) is { } other)
                {
                    return Refusal.Of(RefusalCode.Duplicate, $"Line {id} is one of commune {other.Commune}. Take another id.", $"Dòng {id} đã thuộc xã {other.Commune}. Hãy dùng mã khác.");
                }

                row = scope.Db.Needs.Add(new NeedRow { Id = id, Commune = commune.Code, Item = need.Line.Item.Code, State = "", Urgency = "", Document = "" }).Entity;
            }

            Fill(row, need);
        }

        foreach (var record in change.Next.Aid.Skip(needs.Aid.Length))
        {
            scope.Db.Aid.Add(new AidRow { Commune = commune.Code, Id = record.Id, Item = record.Aid.Item.Code, Source = record.Aid.Source, Document = StoreJson.Text(record) });
        }

        var events = ((NeedEvent[])change.Details).Select(happened => new { Event = happened.GetType().Name, Data = (object)happened }).ToArray();
        return new Work("commune:" + commune, change.Next.Version, change.Action, events, change.Reason, change.Movements);
    }

    // A consumable is accounted at the catalogue's price; only a project line may have a price of its own.
    private static Refusal? NotOfTheCatalogue(WriteScope scope, NeedCommand.Report report)
    {
        if (scope.Db.Items.Find(report.Line.Item.Code) is not { } row)
        {
            return Refusal.Of(RefusalCode.NotFound, $"The catalogue has no item {report.Line.Item}. Register it first.", $"Danh mục không có mặt hàng {report.Line.Item}. Hãy ghi vào danh mục trước.");
        }

        var item = StoreJson.Read<Item>(row.Document);
        var expected = item.Kind == ItemKind.Project ? report.Line.OwnUnitCost ?? item.UnitCost : item.UnitCost;
        return report.UnitCost == expected
            ? null
            : Refusal.Of(
                RefusalCode.Invalid,
                $"Line {report.Line.Id} states {report.UnitCost.Dong} ₫ a unit; {item.Id} costs {expected.Dong} ₫. Only projects have a price of their own.",
                $"Dòng {report.Line.Id} ghi đơn giá {report.UnitCost.Dong} ₫; {item.Id} có giá {expected.Dong} ₫. Chỉ công trình mới có giá riêng.");
    }

    private static CommuneNeeds State(CommuneId commune, long version, IEnumerable<NeedRow> lines, IEnumerable<AidRow> aid) => new()
    {
        Commune = commune,
        Version = version,
        Lines = lines.Select(row => StoreJson.Read<NeedRecord>(row.Document)).ToImmutableSortedDictionary(need => need.Line.Id.Value, need => need, StringComparer.Ordinal),
        Aid = [.. aid.OrderBy(row => row.Id, StringComparer.Ordinal).Select(row => StoreJson.Read<AidRecord>(row.Document))],
    };

    private static void Fill(NeedRow row, NeedRecord need)
    {
        row.Year = need.Year;
        row.State = need.IsClosed ? "closed" : Views.Name(need.Line.Status);
        row.Urgency = Views.Name(need.Line.Urgency);
        row.Quantity = need.Line.Quantity;
        row.UnitCostVnd = need.UnitCost.Dong;
        row.Version = need.Version;
        row.Document = StoreJson.Text(need);
    }
}
