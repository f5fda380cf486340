using System.Collections.Immutable;
using Matching.Api.Rights;
using Matching.Api.Wire;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Quantities;
using Matching.Silo.Desks;
using Matching.Silo.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Matching.Api.Endpoints;

/// <summary>Communes and items that needs and pledges refer to.</summary>
internal static class CatalogueEndpoints
{
    private const int LargestCatalogue = 8 * 1024 * 1024;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/communes", CommunesAsync).Is("commune.read").WithSummary("Communes by code");
        api.MapGet("/communes/{commune}", CommuneAsync).Is("commune.read").WithSummary("One commune");
        api.MapGet("/items", ItemsAsync).Is("item.read").WithSummary("Items of the catalogue by code");
        api.MapGet("/items/{item}", ItemAsync).Is("item.read").WithSummary("One item");
        api.MapPost("/catalogue", RegisterAsync).Is("catalogue.register").WithMetadata(new LargestBody(LargestCatalogue))
            .WithSummary("Add communes and items, or bring known ones up to date");
    }

    private static async Task<Page<Commune>> CommunesAsync(string? province, [AsParameters] Paging paging, IMatchingHost host, CancellationToken cancel)
    {
        var after = paging.After("communes");
        var rows = await host.ReadAsync(
            (db, token) => db.Communes
                .Where(row => province == null || row.ProvinceCode == province).After(row => row.Code, after)
                .OrderBy(row => row.Code).Take(paging.Count + 1).ToListAsync(token),
            cancel).ConfigureAwait(false);
        return paging.Of("communes", rows, row => row.Code, row => StoreJson.Read<Commune>(row.Document));
    }

    private static async Task<Ok<Commune>> CommuneAsync(string commune, IMatchingHost host, CancellationToken cancel) =>
        await host.ReadAsync((db, token) => db.Communes.FirstOrDefaultAsync(row => row.Code == commune, token), cancel).ConfigureAwait(false) is { } row
            ? TypedResults.Ok(StoreJson.Read<Commune>(row.Document))
            : throw Refused.NotFound();

    private static async Task<Page<Item>> ItemsAsync(string? category, [AsParameters] Paging paging, IMatchingHost host, CancellationToken cancel)
    {
        var after = paging.After("items");
        var rows = await host.ReadAsync(
            (db, token) => db.Items
                .Where(row => category == null || row.Category == category).After(row => row.Code, after)
                .OrderBy(row => row.Code).Take(paging.Count + 1).ToListAsync(token),
            cancel).ConfigureAwait(false);
        return paging.Of("items", rows, row => row.Code, row => StoreJson.Read<Item>(row.Document));
    }

    private static async Task<Ok<Item>> ItemAsync(string item, IMatchingHost host, CancellationToken cancel) =>
        await host.ReadAsync((db, token) => db.Items.FirstOrDefaultAsync(row => row.Code == item, token), cancel).ConfigureAwait(false) is { } row
            ? TypedResults.Ok(StoreJson.Read<Item>(row.Document))
            : throw Refused.NotFound();

    private static async Task<Results<Ok<ReceiptView>, ProblemHttpResult>> RegisterAsync(Body<CatalogueBody> body, Write write, IMatchingHost host, CancellationToken cancel)
    {
        body.Value.Check();
        return write.Told(await host.Catalogue.RegisterAsync(write.Intent, body.Value.Communes, body.Value.Items, cancel).ConfigureAwait(false));
    }
}

/// <summary>Communes and items to be registered.</summary>
internal sealed record CatalogueBody
{
    public ImmutableArray<Commune> Communes { get; init; } = [];

    public ImmutableArray<Item> Items { get; init; } = [];

    public void Check()
    {
        var faults = new Faults();
        for (var i = 0; i < Communes.Length; i++)
        {
            var at = FormattableString.Invariant($"communes[{i}]");
            if (Communes[i] is not { } commune)
            {
                faults.When(true, at, "a commune is expected, not null", "cần một xã, không phải null");
                continue;
            }

            faults.Id(at + ".id", commune.Id.Code).Text(at + ".name", commune.Name).Id(at + ".province", commune.Province.Code).Text(at + ".province_name", commune.ProvinceName)
                .Text(at + ".district_name", commune.DistrictName, required: false).Between(at + ".children", commune.Children, 0, Vnd.Largest)
                .Between(at + ".priority_tier", commune.PriorityTier, 1, 99)
                .When(commune.District is { } district && district.Code.Length is 0 or > 64, at + ".district", "an id is expected", "cần một mã")
                .When(commune.PoorHouseholdPercent is < 0 or > 100, at + ".poor_household_percent", "0 to 100 is expected", "cần từ 0 đến 100")
                .When(commune.EthnicMinorityPercent is < 0 or > 100, at + ".ethnic_minority_percent", "0 to 100 is expected", "cần từ 0 đến 100");
        }

        for (var i = 0; i < Items.Length; i++)
        {
            var at = FormattableString.Invariant($"items[{i}]");
            if (Items[i] is not { } item)
            {
                faults.When(true, at, "an item is expected, not null", "cần một mặt hàng, không phải null");
                continue;
            }

            faults.Id(at + ".id", item.Id.Code).Text(at + ".name_vi", item.NameVi).Text(at + ".name_en", item.NameEn, required: false)
                .Text(at + ".category", item.Category).Text(at + ".unit", item.Unit).Between(at + ".unit_cost", item.UnitCost.Dong, 1, Vnd.Largest);
        }

        faults.When(Communes.IsEmpty && Items.IsEmpty, "$", "nothing is stated", "không nêu gì");
        faults.Refuse();
    }
}
