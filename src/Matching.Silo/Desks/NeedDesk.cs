using Matching.Engine.Geography;
using Matching.Engine.Geography.Succession;
using Matching.Engine.Intents;
using Matching.Engine.Needs;
using Matching.Silo.Reference;
using Matching.Silo.Store;
using Microsoft.EntityFrameworkCore;

namespace Matching.Silo.Desks;

internal sealed class NeedDesk(Desk desk, Reader reader, ReferenceShelf shelf) : INeedDesk
{
    public Task<Answer> DoAsync(Intent intent, CommuneId commune, NeedCommand command, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (command is NeedCommand.Adopt or NeedCommand.Reprice)
        {
            throw new ArgumentException("Lines are carried over and repriced by what moves them, not one by one.", nameof(command));
        }

        return desk.DoAsync(
            intent, $"{command.GetType().Name} commune:{commune}", command,
            scope => CarriedReports.Decide(scope, shelf, intent, commune, command), cancel);
    }

    public Task<Answer> CarryAsync(Intent intent, PlaceCode place, string reason, CancellationToken cancel = default) =>
        desk.DoAsync(intent, $"Carry commune:{place}", new { place, reason }, scope => CarriedReports.Carry(scope, shelf, intent, place, reason), cancel);

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

            return new CommuneView(CommuneStore.Needs(commune, head?.Version ?? 0, lines, aid), balances);
        },
        cancel);

    /// <summary>What a command does to one commune; rows are tracked, nothing is written yet.</summary>
    internal static Decision<Work> Decide(WriteScope scope, ReferenceShelf shelf, Intent intent, CommuneId commune, NeedCommand command)
    {
        if (scope.Db.Communes.Find(commune.Code) is null)
        {
            return Refusal.Of(RefusalCode.NotFound, $"There is no commune {commune}. Register it first.", $"Không có xã {commune}. Hãy ghi vào danh mục trước.");
        }

        if (command is NeedCommand.Report report && NotOfTheCatalogue(scope, shelf, report) is { } unknown)
        {
            return unknown;
        }

        var store = CommuneStore.Read(scope, commune);
        var needs = store.Stands;
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
        return store.Keep(scope, change.Next) is { } taken
            ? taken
            : new Work("commune:" + commune, change.Next.Version, change.Action, CommuneStore.Told((NeedEvent[])change.Details), change.Reason, change.Movements);
    }

    /// <summary>The day it is in Việt Nam.</summary>
    internal static DateOnly Today(WriteScope scope) => DateOnly.FromDateTime(DateTimeOffset.UnixEpoch.AddMicroseconds(scope.NowMicroseconds).ToOffset(TimeSpan.FromHours(7)).DateTime);

    // A consumable is accounted at the catalogue's price or today's norm; only a project line may have a price of its own.
    private static Refusal? NotOfTheCatalogue(WriteScope scope, ReferenceShelf shelf, NeedCommand.Report report)
    {
        if (scope.Db.Items.Find(report.Line.Item.Code) is not { } row)
        {
            return Refusal.Of(RefusalCode.NotFound, $"The catalogue has no item {report.Line.Item}. Register it first.", $"Danh mục không có mặt hàng {report.Line.Item}. Hãy ghi vào danh mục trước.");
        }

        var item = StoreJson.Read<Item>(row.Document);
        var expected = item.Kind == ItemKind.Project ? report.Line.OwnUnitCost ?? item.UnitCost : item.UnitCost;
        var norm = item.Kind == ItemKind.Project && report.Line.OwnUnitCost is not null ? null : shelf.Of(scope).Prices.At(item.Id, Today(scope));
        return report.UnitCost == expected || report.UnitCost == norm?.UnitCost
            ? null
            : Refusal.Of(
                RefusalCode.Invalid,
                $"Line {report.Line.Id} states {report.UnitCost.Dong} ₫ a unit; {item.Id} costs {expected.Dong} ₫. Only projects have a price of their own.",
                $"Dòng {report.Line.Id} ghi đơn giá {report.UnitCost.Dong} ₫; {item.Id} có giá {expected.Dong} ₫. Chỉ công trình mới có giá riêng.");
    }
}
