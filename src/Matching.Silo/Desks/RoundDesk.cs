using System.Collections.Immutable;
using System.Security.Cryptography;
using Matching.Engine.Deliveries;
using Matching.Engine.Intents;
using Matching.Engine.Ledger;
using Matching.Engine.Plans;
using Matching.Engine.Rounds;
using Matching.Silo.Reference;
using Matching.Silo.Rounds;
using Matching.Silo.Store;
using Matching.Silo.Store.Rows;
using Matching.Verify;

namespace Matching.Silo.Desks;

internal sealed class RoundDesk(Desk desk, Reader reader, ReferenceShelf shelf) : IRoundDesk
{
    private const int MostChangesTold = 20;

    public Task<Answer> DoAsync(Intent intent, string round, RoundCommand command, CancellationToken cancel = default) => command switch
    {
        RoundCommand.Approve => ApproveAsync(intent, round, cancel),
        RoundCommand.Publish => PublishAsync(intent, round, cancel),
        RoundCommand.Close => CloseAsync(intent, round, cancel),
        null or RoundCommand.Freeze or RoundCommand.AddPlan => throw new ArgumentException("Freezing and adding a plan have methods of their own.", nameof(command)),
        RoundCommand.Void or RoundCommand.Reopen => Submit(intent, round, command, LetGo, command, cancel),
        _ => Submit(intent, round, command, (_, _, change) => change, command, cancel),
    };

    public Task<Answer> FreezeAsync(Intent intent, string round, CancellationToken cancel = default) => desk.DoAsync(
        intent, "Freeze round:" + round, new { round },
        scope =>
        {
            var record = Find(scope, round, out var row);
            if (record is null || row is null || record.State != RoundState.Draft)
            {
                return RoundWorkflow.Decide(record, new RoundCommand.Freeze(""), intent.Actor).Refusal!;
            }

            var book = shelf.Of(scope);
            if (Repricing.Bring(scope, book, record.AsOf, intent.Actor) is { } refusal)
            {
                return refusal;
            }

            var taken = Freezer.Take(scope, record, book);
            if (taken.Refusal is { } cannot)
            {
                return cannot;
            }

            var sha256 = Keep(scope, "snapshot", round, StoreJson.Bytes(taken.Value));
            return Decide(scope, intent, round, new RoundCommand.Freeze(sha256) { LeftOut = taken.Value.LeftOut, SkippedLastTime = Freezer.SkippedLastTime(scope) }, (_, _, change) => change);
        },
        cancel);

    public async Task<Answer> AddPlanAsync(Intent intent, string round, string planId, Plan plan, Fairness fairness, bool complete, string note, ImmutableArray<PinPrice> prices = default, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(intent);
        ArgumentNullException.ThrowIfNull(plan);
        if (await FindAsync(round, cancel).ConfigureAwait(false) is not { SnapshotSha256: { } frozen } || await SnapshotAsync(frozen, cancel).ConfigureAwait(false) is not { } snapshot)
        {
            return Answer.Refused(Refusal.Of(
                RefusalCode.WrongState, $"Round {round} is not there or not frozen; freeze it before a plan is added.", $"Không có đợt {round} hoặc đợt chưa được chốt; hãy chốt đợt trước khi thêm phương án."));
        }

        var violations = await Task.Run(() => Audit(snapshot.Round, plan, fairness, complete), cancel).ConfigureAwait(false);
        if (!violations.IsEmpty)
        {
            return Answer.Refused(Refusal.Of(
                RefusalCode.Invalid,
                $"Plan {planId} fails verification with {violations.Length} complaints, the first: {violations[0].Describe("en")} It is not stored.",
                $"Phương án {planId} không qua được kiểm tra: {violations.Length} lỗi, lỗi đầu: {violations[0].Describe("vi")} Phương án không được lưu.") with
            {
                Things = [.. violations.Take(MostChangesTold).Select(violation => violation.Describe("en"))],
            });
        }

        var content = StoreJson.Bytes(plan);
        var record = new PlanRecord(planId, Sha256(content), frozen, fairness, complete, intent.Actor, note) { PinPrices = prices.IsDefault ? [] : prices };
        return await desk.DoAsync(
            intent, "AddPlan round:" + round, record with { PinPrices = [] }, // how many pins there was time to price makes no other wish
            scope =>
            {
                var decision = Decide(scope, intent, round, new RoundCommand.AddPlan(record), (_, _, change) => change);
                if (!decision.IsRefused)
                {
                    Keep(scope, "plan", round, content);
                }

                return decision;
            },
            cancel).ConfigureAwait(false);
    }

    public Task<Answer> ApproveAsync(Intent intent, string round, CancellationToken cancel = default) =>
        Submit(intent, round, new RoundCommand.Approve(), Hold, new { round }, cancel);

    public Task<Answer> PublishAsync(Intent intent, string round, CancellationToken cancel = default) =>
        Submit(intent, round, new RoundCommand.Publish(), Commit, new { round }, cancel);

    public Task<Answer> CloseAsync(Intent intent, string round, CancellationToken cancel = default) => desk.DoAsync(
        intent, "Close round:" + round, new { round },
        scope => Decide(scope, intent, round, new RoundCommand.Close(Unresolved(scope, round)), (_, _, change) => change),
        cancel);

    public Task<RoundRecord?> FindAsync(string round, CancellationToken cancel = default) => reader.ReadAsync(
        async (db, token) => await db.Rounds.FindAsync([round], token).ConfigureAwait(false) is { } row ? StoreJson.Read<RoundRecord>(row.Document) : null, cancel);

    public Task<RoundSnapshot?> SnapshotAsync(string sha256, CancellationToken cancel = default) => DocumentAsync<RoundSnapshot>(sha256, "snapshot", cancel);

    public Task<Plan?> PlanAsync(string sha256, CancellationToken cancel = default) => DocumentAsync<Plan>(sha256, "plan", cancel);

    public Task<IReadOnlyList<AllocationView>> OutcomeAsync(string round, CancellationToken cancel = default) =>
        reader.ReadAsync((db, token) => Views.AllocationsAsync(db, row => row.Round == round, token), cancel);

    /// <summary>Everything that Matching.Verify says against a plan, held to the fairness that it was made for.</summary>
    internal static ImmutableArray<Violation> Audit(Round round, Plan plan, Fairness fairness, bool complete) =>
        PlanAudit.Violations(round with { Policy = round.Policy with { Fairness = fairness } }, plan, fairness, complete);

    private Task<Answer> Submit(
        Intent intent, string round, RoundCommand command, Func<WriteScope, RoundRecord, Change<RoundRecord>, Decision<Change<RoundRecord>>> then, object body, CancellationToken cancel) =>
        desk.DoAsync(intent, $"{command.GetType().Name} round:{round}", body, scope => Decide(scope, intent, round, command, then), cancel);

    private static Decision<Work> Decide(
        WriteScope scope, Intent intent, string round, RoundCommand command, Func<WriteScope, RoundRecord, Change<RoundRecord>, Decision<Change<RoundRecord>>> then)
    {
        var record = Find(scope, round, out var row);
        if (command is RoundCommand.Create create && create.Id != round)
        {
            return Refusal.Of(RefusalCode.Invalid, $"The round to be created is {create.Id}, not {round}.", $"Đợt cần tạo là {create.Id}, không phải {round}.");
        }

        if (record is not null && Desk.Stale(intent, "round:" + round, record.Version) is { } stale)
        {
            return stale;
        }

        var decided = RoundWorkflow.Decide(record, command, intent.Actor);
        if (decided.Refusal is null)
        {
            decided = then(scope, record!, decided.Value);
        }

        if (decided.Refusal is { } refusal)
        {
            return refusal;
        }

        var next = decided.Value.Next;
        row ??= scope.Db.Rounds.Add(new RoundRow { Id = round, State = "", Document = "" }).Entity;
        row.State = Views.Name(next.State);
        row.Version = next.Version;
        row.Document = StoreJson.Text(next);
        return new Work("round:" + round, next.Version, decided.Value.Action, decided.Value.Details, decided.Value.Reason, decided.Value.Movements);
    }

    private static Decision<Change<RoundRecord>> Hold(WriteScope scope, RoundRecord record, Change<RoundRecord> change)
    {
        var (snapshot, plan) = Documents(scope, record);
        var allocations = PlanMovements.Allocations(snapshot.Round, plan);
        var communes = plan.Shipments.Select(part => snapshot.Round.Needs[part.Need].Commune.Code).ToHashSet(StringComparer.Ordinal);
        return Changed(record, Freezer.Changes(scope, snapshot, thing => thing.Kind != Freezer.CommuneKind || communes.Contains(thing.Id), amounts: true)) is { } refusal
            ? refusal
            : change with { Movements = PlanMovements.Of(MovementKind.Reserve, allocations) };
    }

    private static Decision<Change<RoundRecord>> Commit(WriteScope scope, RoundRecord record, Change<RoundRecord> change)
    {
        var (snapshot, plan) = Documents(scope, record);
        var allocations = PlanMovements.Allocations(snapshot.Round, plan);
        var used = allocations.SelectMany(part => new[] { (Freezer.PledgeKind, part.Pledge.Value), (Freezer.NeedKind, part.Need.Value) }).ToHashSet();
        if (Changed(record, Freezer.Changes(scope, snapshot, thing => used.Contains((thing.Kind, thing.Id)), amounts: false)) is { } refusal)
        {
            return refusal;
        }

        scope.Db.Allocations.AddRange(allocations.Select(part => new AllocationRow
        {
            Round = part.Round,
            Pledge = part.Pledge.Value,
            Need = part.Need.Value,
            Measure = part.Measure.Code,
            Amount = part.Amount,
            NeedVnd = part.NeedVnd,
        }));
        return change with { Movements = PlanMovements.Of(MovementKind.Commit, allocations) };
    }

    private static Decision<Change<RoundRecord>> LetGo(WriteScope scope, RoundRecord record, Change<RoundRecord> change)
    {
        if (record.State != RoundState.Approved)
        {
            return change;
        }

        var (snapshot, plan) = Documents(scope, record);
        return change with { Movements = PlanMovements.Of(MovementKind.Unreserve, PlanMovements.Allocations(snapshot.Round, plan)) };
    }

    private static Refusal? Changed(RoundRecord record, List<string> changes) => changes.Count == 0
        ? null
        : Refusal.Of(
            RefusalCode.Changed,
            $"{changes.Count} things that round {record.Id} relied on have changed since it was frozen: {string.Join("; ", changes.Take(MostChangesTold))}. Reopen the round, freeze and solve it again.",
            $"{changes.Count} dữ liệu mà đợt {record.Id} dựa vào đã thay đổi kể từ khi chốt: {string.Join("; ", changes.Take(MostChangesTold))}. Hãy mở lại đợt, chốt và tính lại.") with { Things = changes };

    private static (RoundSnapshot Snapshot, Plan Plan) Documents(WriteScope scope, RoundRecord record) =>
        (StoreJson.Read<RoundSnapshot>(scope.Content(record.SnapshotSha256!)), StoreJson.Read<Plan>(scope.Content(record.Proposed!.Sha256)));

    private static int Unresolved(WriteScope scope, string round)
    {
        using var rows = scope.Query(
            "SELECT COUNT(*) FROM allocations a JOIN balances b ON b.pledge = a.pledge AND b.need = a.need WHERE a.round = @p0 AND b.kind IN (4, 5, 6) AND b.amount > 0", round);
        return rows.Read() ? (int)rows.GetInt64(0) : 0;
    }

    private static RoundRecord? Find(WriteScope scope, string round, out RoundRow? row)
    {
        row = scope.Db.Rounds.Find(round);
        return row is null ? null : StoreJson.Read<RoundRecord>(row.Document);
    }

    private static string Keep(WriteScope scope, string kind, string round, byte[] content)
    {
        var sha256 = Sha256(content);
        if (scope.Db.Documents.Find(sha256) is null)
        {
            scope.Db.Documents.Add(new DocumentRow { Sha256 = sha256, Kind = kind, Round = round, Content = content });
        }

        return sha256;
    }

    private static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private Task<T?> DocumentAsync<T>(string sha256, string kind, CancellationToken cancel)
        where T : class => reader.ReadAsync(
            async (db, token) => await db.Documents.FindAsync([sha256], token).ConfigureAwait(false) is { } row && row.Kind == kind ? StoreJson.Read<T>(row.Content) : null, cancel);
}
