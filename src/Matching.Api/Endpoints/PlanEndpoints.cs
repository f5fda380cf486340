using System.Collections.Immutable;
using Matching.Api.Rights;
using Matching.Api.Scopes;
using Matching.Api.Wire;
using Matching.Engine.Explain.Sentences;
using Matching.Engine.Plans;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Matching.Api.Endpoints;

/// <summary>Plans: what they give, compared, explained, exported. A caller sees the lines and pledges that are theirs.</summary>
internal static class PlanEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var plan = api.MapGroup("/rounds/{round}/plans/{plan}");
        plan.MapGet("", OneAsync).Is("plan.read").WithSummary("A plan by class, in đồng");
        plan.MapGet("/lines", LinesAsync).Is("plan.read").WithSummary("What every line gets, and why");
        plan.MapGet("/shipments", ShipmentsAsync).Is("plan.read").WithSummary("Who gives what to whom");
        plan.MapGet("/pledges", PledgesAsync).Is("plan.read").WithSummary("What is used and left of every pledge, and why");
        plan.MapGet("/bottlenecks", BottlenecksAsync).Is("plan.read").WithSummary("Lines that share one coverage because nothing more reaches them");
        plan.MapGet("/compare/{other}", CompareAsync).Is("plan.read").WithSummary("This plan beside another one of the same snapshot");
        plan.MapGet("/next-money", NextMoneyAsync).Is("plan.explain").WithSummary("What new money would lift whom");
        plan.MapGet("/lines/{need}/explanation", ExplainLineAsync).Is("plan.explain").WithSummary("Why a line gets what it gets");
        plan.MapGet("/pledges/{pledge}/explanation", ExplainPledgeAsync).Is("plan.explain").WithSummary("Why a pledge is used as it is");
        plan.MapGet("/communes/{commune}/explanation", ExplainCommuneAsync).Is("plan.explain").WithSummary("What a commune gets");
        plan.MapGet("/bottlenecks/{number:int}/explanation", ExplainBottleneckAsync).Is("plan.explain").WithSummary("Why these lines get no more");
        plan.MapTable("/lines", ExportLinesAsync, "plan.export", "Lines");
        plan.MapTable("/shipments", ExportShipmentsAsync, "plan.export", "Shipments");
    }

    private static async Task<Ok<PlanView>> OneAsync(string round, string plan, PlanShelf shelf, HttpResponse response, CancellationToken cancel)
    {
        var open = await shelf.OpenAsync(round, plan, cancel).ConfigureAwait(false);
        response.Headers.ETag = $"\"{open.Plan.Sha256}\"";
        return TypedResults.Ok(PlanView.Of(open));
    }

    private static async Task<Page<PlanLineView>> LinesAsync(string round, string plan, [AsParameters] Paging paging, Scope scope, PlanShelf shelf, CancellationToken cancel)
    {
        var open = await shelf.OpenAsync(round, plan, cancel).ConfigureAwait(false);
        return paging.Slice("plan-lines", PlanRows.Lines(open, scope), line => PlanLineView.Of(open, line));
    }

    private static async Task<Page<ShipmentView>> ShipmentsAsync(
        string round, string plan, string? need, string? pledge, [AsParameters] Paging paging, Scope scope, PlanShelf shelf, CancellationToken cancel)
    {
        var open = await shelf.OpenAsync(round, plan, cancel).ConfigureAwait(false);
        return paging.Slice(
            "plan-shipments",
            PlanRows.Shipments(open, scope).FindAll(part => (need is null || open.Round.Needs[part.Need].Id.Value == need) && (pledge is null || open.Round.Pledges[part.Pledge].Id.Value == pledge)),
            part => ShipmentView.Of(open, part));
    }

    private static async Task<Page<PlanPledgeView>> PledgesAsync(string round, string plan, [AsParameters] Paging paging, Scope scope, PlanShelf shelf, CancellationToken cancel)
    {
        var open = await shelf.OpenAsync(round, plan, cancel).ConfigureAwait(false);
        return paging.Slice("plan-pledges", PlanRows.Pledges(open, scope), pledge => PlanPledgeView.Of(open, pledge));
    }

    private static async Task<Page<BottleneckView>> BottlenecksAsync(string round, string plan, [AsParameters] Paging paging, PlanShelf shelf, CancellationToken cancel)
    {
        var open = await shelf.OpenAsync(round, plan, cancel).ConfigureAwait(false);
        return paging.Slice("plan-bottlenecks", open.Content.Bottlenecks, BottleneckView.Of);
    }

    private static async Task<Ok<PlanComparison>> CompareAsync(string round, string plan, string other, Scope scope, PlanShelf shelf, CancellationToken cancel)
    {
        var left = await shelf.OpenAsync(round, plan, cancel).ConfigureAwait(false);
        var right = await shelf.OpenAsync(round, other, cancel).ConfigureAwait(false);
        return TypedResults.Ok(PlanComparison.Of(left, right, scope));
    }

    private static async Task<Ok<List<Sentence>>> NextMoneyAsync(string round, string plan, PlanShelf shelf, CancellationToken cancel)
    {
        var open = await shelf.OpenAsync(round, plan, cancel).ConfigureAwait(false);
        return TypedResults.Ok(open.Explainer.NextMoney(20).Select(next => new Sentence(Narrator.Tell(next, Language.Vietnamese), Narrator.Tell(next, Language.English))).ToList());
    }

    private static async Task<Ok<Sentences>> ExplainLineAsync(string round, string plan, string need, Scope scope, PlanShelf shelf, CancellationToken cancel)
    {
        scope.Names();
        var open = await shelf.OpenAsync(round, plan, cancel).ConfigureAwait(false);
        return open.Explainer.Line(new(need)) is { } line && PlanRows.Lines(open, scope).Exists(at => open.Round.Needs[at].Id.Value == need)
            ? TypedResults.Ok(Sentences.Of(language => Narrator.Tell(line, language)))
            : throw Refused.NotFound();
    }

    private static async Task<Ok<Sentences>> ExplainPledgeAsync(string round, string plan, string pledge, Scope scope, PlanShelf shelf, CancellationToken cancel)
    {
        scope.Names();
        var open = await shelf.OpenAsync(round, plan, cancel).ConfigureAwait(false);
        return open.Explainer.Pledge(new(pledge)) is { } told && PlanRows.Pledges(open, scope).Exists(at => open.Round.Pledges[at].Id.Value == pledge)
            ? TypedResults.Ok(Sentences.Of(language => Narrator.Tell(told, language)))
            : throw Refused.NotFound();
    }

    private static async Task<Ok<Sentences>> ExplainCommuneAsync(string round, string plan, string commune, Scope scope, PlanShelf shelf, CancellationToken cancel)
    {
        scope.Names();
        var open = await shelf.OpenAsync(round, plan, cancel).ConfigureAwait(false);
        return open.Round.Communes.FirstOrDefault(known => known.Id.Code == commune) is { } place && scope.Sees(place) && open.Explainer.Commune(place.Id) is { } told
            ? TypedResults.Ok(Sentences.Of(language => Narrator.Tell(told, language)))
            : throw Refused.NotFound();
    }

    private static async Task<Ok<Sentences>> ExplainBottleneckAsync(string round, string plan, int number, Scope scope, PlanShelf shelf, CancellationToken cancel)
    {
        scope.Names();
        scope.Whole(); // names lines and pledges of everybody
        var open = await shelf.OpenAsync(round, plan, cancel).ConfigureAwait(false);
        return open.Content.Bottlenecks.Any(one => one.Number == number) && open.Explainer.Bottleneck(number) is { } told
            ? TypedResults.Ok(Sentences.Of(language => Narrator.Tell(told, language)))
            : throw Refused.NotFound();
    }

    private static async Task<TableFile> ExportLinesAsync(string round, string plan, TableForm form, Scope scope, PlanShelf shelf, CancellationToken cancel)
    {
        var open = await shelf.OpenAsync(round, plan, cancel).ConfigureAwait(false);
        return new TableFile(
            form, "lines",
            ["need_id", "commune_code", "item_code", "class", "requested_units", "allocated_units", "goods_units", "money_vnd", "bottleneck", "reason"],
            async (csv, _) =>
            {
                foreach (var line in PlanRows.Lines(open, scope).Select(at => PlanLineView.Of(open, at)))
                {
                    await csv.AddAsync(
                        line.Need, line.Commune, line.Item, line.Class, line.RequestedUnits, line.AllocatedUnits, line.GoodsUnits, line.MoneyVnd, line.Bottleneck, Spelling.Of<LineReason>(line.Reason)).ConfigureAwait(false);
                }
            });
    }

    private static async Task<TableFile> ExportShipmentsAsync(string round, string plan, TableForm form, Scope scope, PlanShelf shelf, CancellationToken cancel)
    {
        var open = await shelf.OpenAsync(round, plan, cancel).ConfigureAwait(false);
        return new TableFile(
            form, "shipments",
            ["pledge_id", "donor_id", "need_id", "commune_code", "item_code", "units", "amount_vnd", "value_vnd"],
            async (csv, _) =>
            {
                foreach (var part in PlanRows.Shipments(open, scope).Select(part => ShipmentView.Of(open, part)))
                {
                    await csv.AddAsync(part.Pledge, part.Donor, part.Need, part.Commune, part.Item, part.Units, part.AmountVnd, part.ValueVnd).ConfigureAwait(false);
                }
            });
    }
}

/// <summary>One sentence in both languages.</summary>
internal sealed record Sentence(string Vi, string En);
