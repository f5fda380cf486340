using System.Collections.Immutable;
using Matching.Api.Rights;
using Matching.Api.Wire;
using Matching.Engine.Needs;
using Matching.Engine.Quantities;
using Matching.Silo.Desks;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Matching.Api.Endpoints;

/// <summary>Dated price norms, and other names of items.</summary>
internal static class PriceEndpoints
{
    private const int LargestList = 8 * 1024 * 1024;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/prices", PricesAsync).Is("item.read").WithSummary("Price norms by item and first day");
        api.MapPost("/prices", PutPricesAsync).Is("price.register").WithMetadata(new LargestBody(LargestList)).WithSummary("Register price norms; rounds frozen before keep theirs");
        api.MapGet("/item-aliases", AliasesAsync).Is("item.read").WithSummary("Other names of items");
        api.MapPost("/item-aliases", PutAliasesAsync).Is("catalogue.register").WithMetadata(new LargestBody(LargestList)).WithSummary("Add other names of items, take others away");
    }

    private static async Task<Page<PriceNorm>> PricesAsync(string? item, DateOnly? on, [AsParameters] Paging paging, IMatchingHost host, CancellationToken cancel)
    {
        var norms = (await host.Reference.ReadAsync(cancel).ConfigureAwait(false)).Prices.Norms;
        return paging.Slice("prices", [.. norms.Where(norm => (item is null || norm.Item.Code == item) && (on is not { } day || norm.Holds(day)))], norm => norm);
    }

    private static async Task<Results<Ok<ReceiptView>, ProblemHttpResult>> PutPricesAsync(Body<PricesBody> body, Write write, IMatchingHost host, CancellationToken cancel)
    {
        var norms = body.Value.Prices;
        var faults = new Faults().When(norms.IsDefaultOrEmpty || norms.Any(norm => norm is null), "prices", "at least one norm is expected, and no null", "cần ít nhất một định mức, không có null");
        faults.Refuse();
        for (var i = 0; i < norms.Length; i++)
        {
            var at = FormattableString.Invariant($"prices[{i}]");
            faults.Id(at + ".item", norms[i].Item.Code).Between(at + ".unit_cost", norms[i].UnitCost.Dong, 1, Vnd.Largest).Text(at + ".source", norms[i].Source, 500);
        }

        faults.Refuse();
        return write.Told(await host.Reference.PutPricesAsync(write.Intent, norms, cancel).ConfigureAwait(false));
    }

    private static async Task<Page<ItemAlias>> AliasesAsync(string? item, [AsParameters] Paging paging, IMatchingHost host, CancellationToken cancel)
    {
        var aliases = (await host.Reference.ReadAsync(cancel).ConfigureAwait(false)).Aliases;
        return paging.Slice("item-aliases", [.. aliases.Where(alias => item is null || alias.Item.Code == item)], alias => alias);
    }

    private static async Task<Results<Ok<ReceiptView>, ProblemHttpResult>> PutAliasesAsync(Body<AliasesBody> body, Write write, IMatchingHost host, CancellationToken cancel)
    {
        var faults = new Faults().When(body.Value.Add.IsDefault || body.Value.Remove.IsDefault || body.Value.Add.Concat(body.Value.Remove).Any(alias => alias is null), "$", "lists without null are expected", "cần danh sách không có null");
        faults.Refuse();
        foreach (var alias in body.Value.Add)
        {
            faults.Text("add.alias", alias.Alias).Id("add.item", alias.Item.Code);
        }

        faults.When(body.Value.Add.IsEmpty && body.Value.Remove.IsEmpty, "$", "nothing is stated", "không nêu gì").Refuse();
        return write.Told(await host.Reference.PutAliasesAsync(write.Intent, body.Value.Add, body.Value.Remove, cancel).ConfigureAwait(false));
    }
}

/// <summary>Price norms to be registered.</summary>
internal sealed record PricesBody(ImmutableArray<PriceNorm> Prices);

/// <summary>Other names to be added and taken away.</summary>
internal sealed record AliasesBody
{
    public ImmutableArray<ItemAlias> Add { get; init; } = [];

    public ImmutableArray<ItemAlias> Remove { get; init; } = [];
}
