using System.Collections.Immutable;
using Matching.Api.Rights;
using Matching.Api.Scopes;
using Matching.Api.Wire;
using Matching.Engine.Geography;
using Matching.Engine.Geography.Succession;
using Matching.Silo.Desks;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Matching.Api.Endpoints;

/// <summary>Older administrative sets and what became of their communes; zones by commune and period.</summary>
internal static class PlaceEndpoints
{
    private const int LargestTable = 8 * 1024 * 1024;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/places/successions", SuccessionsAsync).Is("commune.read").WithSummary("Tables of succession between administrative sets, oldest first");
        api.MapPost("/places/successions", PutSuccessionAsync).Is("place.register").WithMetadata(new LargestBody(LargestTable)).WithSummary("Register how the communes of one set became those of the next");
        api.MapGet("/places/divided", DividedAsync).Is("commune.read").WithSummary("Divided communes and the shares that were decided");
        api.MapPost("/places/shares", DecideAsync).Is("place.decide").WithMetadata(new LargestBody(LargestTable)).WithSummary("Decide how the needs of divided communes are shared out");
        api.MapGet("/places/{set}/{code}", PlaceAsync).Is("commune.read").WithSummary("What became of a commune of an older set");
        api.MapPost("/places/{set}/{code}/carry", CarryAsync).Is("place.carry").WithSummary("Carry what is open in an older commune over to those that it is now");
        api.MapGet("/zones", ZonesAsync).Is("commune.read").WithSummary("Zones by commune and period, with the decisions behind them");
        api.MapPost("/zones", PutZonesAsync).Is("place.register").WithMetadata(new LargestBody(LargestTable)).WithSummary("Register zones of communes for a period");
        api.MapGet("/communes/{commune}/zone", ZoneAsync).Is("commune.read").WithSummary("The zone of a commune on a day, and who says so");
    }

    private static async Task<Ok<List<SuccessionView>>> SuccessionsAsync(IMatchingHost host, CancellationToken cancel) => TypedResults.Ok(
        (await host.Reference.ReadAsync(cancel).ConfigureAwait(false)).Places.Tables
            .Select(table => new SuccessionView(table.OldSet, table.NewSet, table.InForce, table.Citation, table.Links.Length)).ToList());

    private static async Task<Results<Ok<ReceiptView>, ProblemHttpResult>> PutSuccessionAsync(Body<SuccessionTable> body, Write write, IMatchingHost host, CancellationToken cancel)
    {
        var table = body.Value;
        var faults = new Faults().Id("old_set", table.OldSet).Id("new_set", table.NewSet).Text("citation", table.Citation, 500);
        if (table.Links.IsDefaultOrEmpty || table.Links.Any(link => link is null))
        {
            faults.When(true, "links", "at least one link is expected, and no null", "cần ít nhất một liên kết, không có null").Refuse();
        }

        faults.When(table.Links.Any(link => !IsCode(link.Old) || !IsCode(link.New)), "links", "codes of 1 to 64 letters and digits are expected", "cần mã gồm 1 đến 64 chữ và số").Refuse();
        return write.Told(await host.Reference.PutSuccessionAsync(write.Intent, table, cancel).ConfigureAwait(false));
    }

    private static async Task<Page<PlaceView>> DividedAsync(bool? decided, [AsParameters] Paging paging, IMatchingHost host, CancellationToken cancel)
    {
        var book = (await host.Reference.ReadAsync(cancel).ConfigureAwait(false)).Places;
        return paging.Slice("divided", [.. book.Divided.Where(place => decided is null || decided == book.DecisionOf(place) is not null)], place => PlaceView.Of(book, place));
    }

    private static async Task<Results<Ok<ReceiptView>, ProblemHttpResult>> DecideAsync(Body<SharesBody> body, Write write, Scope scope, IMatchingHost host, CancellationToken cancel)
    {
        var stated = body.Value;
        var faults = new Faults().Text("reason", stated.Reason, 1_000)
            .When(stated.Decisions.IsDefaultOrEmpty || stated.Decisions.Any(one => one is null || one.Shares.IsDefault || one.Shares.Any(share => share is null)), "decisions", "decisions with shares are expected", "cần các quyết định có tỷ lệ");
        faults.Refuse();
        foreach (var decision in stated.Decisions)
        {
            faults.Id("decisions.old_set", decision.OldSet).Id("decisions.old_commune", decision.OldCommune).Text("decisions.source", decision.Source, 500);
        }

        faults.Refuse();
        if (!scope.Everything)
        {
            foreach (var commune in stated.Decisions.SelectMany(decision => decision.Shares).Select(share => share.Commune).Distinct(StringComparer.Ordinal))
            {
                await scope.CommuneAsync(host, commune, cancel).ConfigureAwait(false);
            }
        }

        return write.Told(await host.Reference.DecideSharesAsync(write.Intent, stated.Decisions, stated.Reason, cancel).ConfigureAwait(false));
    }

    private static async Task<Ok<PlaceView>> PlaceAsync(string set, string code, IMatchingHost host, CancellationToken cancel)
    {
        var book = (await host.Reference.ReadAsync(cancel).ConfigureAwait(false)).Places;
        var found = book.Find(code, set);
        return found.IsRefused ? throw Refused.NotFound() : TypedResults.Ok(PlaceView.Of(book, found.Value));
    }

    private static async Task<Results<Ok<ReceiptView>, ProblemHttpResult>> CarryAsync(
        string set, string code, Body<ReasonBody> body, Write write, Scope scope, IMatchingHost host, CancellationToken cancel)
    {
        var reason = body.Value.Checked();
        await Catalogue.OlderPlace.SeesAsync(scope, host, code, set, cancel).ConfigureAwait(false);
        return write.Told(await host.Needs.CarryAsync(write.Intent, new(set, code), reason, cancel).ConfigureAwait(false));
    }

    private static async Task<Page<ZonePeriod>> ZonesAsync(string? commune, DateOnly? on, [AsParameters] Paging paging, IMatchingHost host, CancellationToken cancel)
    {
        var zones = (await host.Reference.ReadAsync(cancel).ConfigureAwait(false)).Zones.Periods;
        return paging.Slice("zones", [.. zones.Where(zone => (commune is null || zone.Commune == commune) && (on is not { } day || zone.Holds(day)))], zone => zone);
    }

    private static async Task<Results<Ok<ReceiptView>, ProblemHttpResult>> PutZonesAsync(Body<ZonesBody> body, Write write, IMatchingHost host, CancellationToken cancel)
    {
        var zones = body.Value.Zones;
        var faults = new Faults().When(zones.IsDefaultOrEmpty || zones.Any(zone => zone is null), "zones", "at least one zone is expected, and no null", "cần ít nhất một khu vực, không có null");
        faults.Refuse();
        for (var i = 0; i < zones.Length; i++)
        {
            var at = FormattableString.Invariant($"zones[{i}]");
            faults.Id(at + ".commune", zones[i].Commune).Text(at + ".citation", zones[i].Citation, 500).When(zones[i].Set is { } set && !IsCode(set), at + ".set", "the name of a set is expected", "cần tên bộ mã");
        }

        faults.Refuse();
        return write.Told(await host.Reference.PutZonesAsync(write.Intent, zones, cancel).ConfigureAwait(false));
    }

    private static async Task<Ok<ZoneView>> ZoneAsync(string commune, DateOnly? on, Scope scope, IMatchingHost host, TimeProvider clock, CancellationToken cancel)
    {
        _ = scope;
        var book = await host.Reference.ReadAsync(cancel).ConfigureAwait(false);
        var registered = await host.ReadAsync((db, token) => db.Communes.FindAsync([commune], token).AsTask(), cancel).ConfigureAwait(false) ?? throw Refused.NotFound();
        var day = on ?? Days.Today(clock);
        var period = book.Zones.At(commune, day, book.Places);
        return TypedResults.Ok(new ZoneView(commune, day, period?.Zone ?? Silo.Store.StoreJson.Read<Commune>(registered.Document).Zone, period));
    }

    private static bool IsCode(string? code) => code is { Length: > 0 and <= 64 } && code.All(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_' or '.');
}

/// <summary>Decisions about divided communes.</summary>
internal sealed record SharesBody(ImmutableArray<ShareDecision> Decisions, string Reason);

/// <summary>Zones to be registered.</summary>
internal sealed record ZonesBody(ImmutableArray<ZonePeriod> Zones);

/// <param name="Links">How many pairs of old and new communes.</param>
internal sealed record SuccessionView(string OldSet, string NewSet, DateOnly InForce, string Citation, int Links);

/// <summary>A commune of some set, and what it is now.</summary>
/// <param name="Kind">What the next set made of it; missing for a code in use.</param>
/// <param name="Now">Codes in use.</param>
/// <param name="Shares">How its needs are shared out, once that is decided.</param>
/// <param name="Citation">The decision that the table rests on.</param>
internal sealed record PlaceView(string Set, string Code, SuccessionKind? Kind, ImmutableArray<string> Now, ShareDecision? Shares, string? Citation)
{
    public static PlaceView Of(SuccessionBook book, PlaceCode place) =>
        new(place.Set, place.Code, book.KindOf(place), book.Now(place), book.DecisionOf(place), book.Tables.FirstOrDefault(table => table.OldSet == place.Set)?.Citation);
}

/// <param name="By">The decision; missing when the zone is the catalogue's.</param>
internal sealed record ZoneView(string Commune, DateOnly On, Zone Zone, ZonePeriod? By);
