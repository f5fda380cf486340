using System.Collections.Immutable;
using Matching.Api.Rights;
using Matching.Api.Scopes;
using Matching.Api.Wire;
using Matching.Engine.Deliveries;
using Matching.Engine.Ledger;
using Matching.Engine.Pledges;
using Matching.Silo.Desks;
using Matching.Silo.Donors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Matching.Api.Endpoints;

/// <summary>What donors are told of their pledges: promised, received, and where every đồng or unit went.</summary>
internal static class StatementEndpoints
{
    private static readonly Func<string, string[]> s_header = static language => language == "en"
        ?
        [
            "pledge", "round", "need", "commune_code", "commune", "province", "item_code", "item", "unit", "units", "measure", "committed", "dispatched_on", "delivered_on", "confirmed_on",
            "state", "still_committed", "on_the_way", "delivered", "confirmed", "lost_or_missing", "came_back", "notes",
        ]
        :
        [
            "cam_ket", "dot", "dong_nhu_cau", "ma_xa", "xa", "tinh", "ma_mat_hang", "mat_hang", "don_vi", "so_luong", "don_vi_tinh", "da_cap", "ngay_gui", "ngay_giao", "ngay_xac_nhan",
            "tinh_trang", "con_cho_gui", "dang_gui", "da_giao", "da_xac_nhan", "mat_hoac_thieu", "quay_lai", "ghi_chu",
        ];

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/pledges/{pledge}/statement", OneAsync).Is("pledge.way").WithSummary("Statement of a pledge: promised, received, each commitment and what became of it");
        api.MapTable("/pledges/{pledge}/statement", OneTableAsync, "pledge.way", "The commitments of the same, lang is vi (usual) or en,");
        api.MapGet("/donors/{donor}/statement", DonorAsync).Is("pledge.way").WithSummary("Statements of all pledges of a donor, with sums by measure");
        api.MapTable("/donors/{donor}/statement", DonorTableAsync, "pledge.way", "The commitments of the same, lang is vi (usual) or en,");
    }

    private static async Task<Ok<StatementView>> OneAsync(string pledge, Scope scope, IMatchingHost host, CancellationToken cancel) =>
        TypedResults.Ok(StatementView.Of((await ReadAsync([pledge], scope, host, cancel).ConfigureAwait(false))[0], scope));

    private static async Task<TableFile> OneTableAsync(string pledge, string? lang, TableForm form, Scope scope, IMatchingHost host, CancellationToken cancel) =>
        Table(form, $"statement-{pledge}", Language(lang), await ReadAsync([pledge], scope, host, cancel).ConfigureAwait(false));

    private static async Task<Ok<DonorStatementView>> DonorAsync(string donor, Scope scope, IMatchingHost host, CancellationToken cancel)
    {
        var statements = await ReadAsync(await PledgesAsync(donor, scope, host, cancel).ConfigureAwait(false), scope, host, cancel).ConfigureAwait(false);
        return TypedResults.Ok(new DonorStatementView(
            donor,
            [.. statements.GroupBy(one => Measure.Of(one.Record.Pledge).Code, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => StatementSums.Of(group.Key, group))],
            [.. statements.Select(one => StatementView.Of(one, scope))]));
    }

    private static async Task<TableFile> DonorTableAsync(string donor, string? lang, TableForm form, Scope scope, IMatchingHost host, CancellationToken cancel)
    {
        var language = Language(lang);
        return Table(form, "statement", language, await ReadAsync(await PledgesAsync(donor, scope, host, cancel).ConfigureAwait(false), scope, host, cancel).ConfigureAwait(false));
    }

    private static async Task<List<string>> PledgesAsync(string donor, Scope scope, IMatchingHost host, CancellationToken cancel)
    {
        scope.Donor(donor);
        var pledges = await host.ReadAsync((db, token) => scope.Pledges(db).Where(row => row.Donor == donor).OrderBy(row => row.Id).Select(row => row.Id).ToListAsync(token), cancel).ConfigureAwait(false);
        return pledges.Count > 0 ? pledges : throw Refused.NotFound();
    }

    private static Task<List<PledgeStatement>> ReadAsync(List<string> pledges, Scope scope, IMatchingHost host, CancellationToken cancel) => host.ReadAsync(
        async (db, token) =>
        {
            var statements = new List<PledgeStatement>();
            foreach (var pledge in pledges)
            {
                statements.Add(await StatementReader.ReadAsync(db, new(pledge), token).ConfigureAwait(false) is { } one && scope.Sees(one.Record.Pledge.Donor) ? one : throw Refused.NotFound());
            }

            return statements;
        },
        cancel);

    private static string Language(string? lang)
    {
        new Faults().When(lang is not (null or "vi" or "en"), "lang", "vi or en is expected", "cần vi hoặc en").Refuse();
        return lang ?? "vi";
    }

    private static TableFile Table(TableForm form, string name, string language, List<PledgeStatement> statements) => new(
        form, name, s_header(language),
        async (table, _) =>
        {
            foreach (var (statement, part) in statements.SelectMany(statement => statement.Commitments.Select(part => (statement, part))))
            {
                var view = CommitmentView.Of(part);
                await table.AddAsync(
                    statement.Record.Pledge.Id.Value, view.Round, view.Need, view.CommuneCode, view.Commune, view.Province, view.ItemCode, language == "en" ? view.ItemEn ?? view.ItemVi : view.ItemVi, view.Unit, view.Units,
                    Measure.Of(statement.Record.Pledge).Code, view.Amount, view.DispatchedOn, view.DeliveredOn, view.ConfirmedOn, language == "en" ? view.StateEn : view.StateVi, view.Committed, view.OnTheWay,
                    view.Delivered, view.Confirmed, view.LostOrMissing, view.CameBack, view.Notes.IsEmpty ? null : string.Join("; ", view.Notes)).ConfigureAwait(false);
            }
        });
}

/// <summary>A pledge and what became of it; amounts in its own measure.</summary>
internal sealed record StatementView(
    PledgeId Pledge, DonorId Donor, string? DonorName, string Measure, PledgeState State, PledgeBalances Balances, ImmutableArray<StepView> Events, ImmutableArray<CommitmentView> Commitments, Sentences Summary)
{
    public static StatementView Of(PledgeStatement one, Scope scope) => new(
        one.Record.Pledge.Id, one.Record.Pledge.Donor, scope.Persons ? one.Record.Pledge.DonorName : null, Engine.Ledger.Measure.Of(one.Record.Pledge).Code, one.Record.State, one.Balances,
        [.. one.Events.Select(StepView.Of)], [.. one.Commitments.Select(CommitmentView.Of)], StatementWords.Summary(one));
}

/// <summary>All pledges of one donor.</summary>
internal sealed record DonorStatementView(string Donor, ImmutableArray<StatementSums> Sums, ImmutableArray<StatementView> Pledges);

/// <summary>Sums of one measure; they balance: promised = free + reserved + committed + on the way + delivered + confirmed + lost + withdrawn + expired + returned.</summary>
internal sealed record StatementSums(
    string Measure, long Promised, long Received, long Free, long Reserved, long Committed, long OnTheWay, long Delivered, long Confirmed, long LostOrMissing, long Withdrawn, long Expired, long Returned)
{
    public static StatementSums Of(string measure, IEnumerable<PledgeStatement> statements)
    {
        var all = statements.Select(one => one.Balances).ToList();
        return new(
            measure, all.Sum(one => one.Promised), all.Sum(one => one.Received), all.Sum(one => one.Available), all.Sum(one => one.Reserved), all.Sum(one => one.Committed), all.Sum(one => one.Dispatched),
            all.Sum(one => one.Delivered), all.Sum(one => one.Confirmed), all.Sum(one => one.Lost), all.Sum(one => one.Withdrawn), all.Sum(one => one.Expired), all.Sum(one => one.Returned));
    }
}

/// <summary>One step, in both languages.</summary>
internal sealed record StepView(StatementStep Step, string Vi, string En, DateTime At, long Amount, string? Note)
{
    public static StepView Of(StatementEvent one) => new(one.Step, StatementWords.Vi(one.Step), StatementWords.En(one.Step), Moment.Of(one.AtMicroseconds), one.Amount, one.Note);
}

/// <summary>What a line was given, and what became of it. Days are those of Vietnam, the last of their step.</summary>
internal sealed record CommitmentView(
    string Round, string Need, string CommuneCode, string Commune, string Province, string ItemCode, string ItemVi, string? ItemEn, string Unit, long Units, long Amount,
    DateOnly? DispatchedOn, DateOnly? DeliveredOn, DateOnly? ConfirmedOn, AllocationState State, string StateVi, string StateEn,
    long Committed, long OnTheWay, long Delivered, long Confirmed, long LostOrMissing, long CameBack, ImmutableArray<string> Notes, ImmutableArray<StepView> Events)
{
    public static CommitmentView Of(StatementCommitment part) => new(
        part.Round, part.Need.Value, part.Commune.Id.Code, part.Commune.Name, part.Commune.ProvinceName, part.Item.Id.Code, part.Item.NameVi, part.Item.NameEn, part.Item.Unit, part.Units, part.Amount,
        Day(part, StatementStep.Dispatched), Day(part, StatementStep.Delivered), Day(part, StatementStep.Confirmed), part.Stand.State, StatementWords.Vi(part.Stand.State), StatementWords.En(part.Stand.State),
        part.Stand.Committed, part.Stand.Dispatched, part.Stand.Delivered, part.Stand.Confirmed, part.Stand.Lost, part.Back,
        [.. part.Events.Where(one => one.Note is not null).Select(one => one.Note!).Distinct(StringComparer.Ordinal)], [.. part.Events.Select(StepView.Of)]);

    private static DateOnly? Day(StatementCommitment part, StatementStep step) => part.Last(step) is { } at ? Days.Of(Moment.Of(at)) : null;
}
