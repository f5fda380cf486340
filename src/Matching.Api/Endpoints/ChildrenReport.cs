using System.Collections.Immutable;
using Matching.Api.Wire;
using Matching.Engine.Needs;
using Matching.Engine.Privacy;
using Matching.Silo.Desks;
using Matching.Silo.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Matching.Api.Endpoints;

/// <summary>How many children needs are for, by province and category of one year: made to be published, so small counts are held back, and others with them.</summary>
/// <remarks>Only one table a year: from two that overlap, what one holds back could be computed.</remarks>
internal static class ChildrenReport
{
    /// <summary>Stands in the CSV for a count that is held back.</summary>
    public const string HeldBack = "*";

    public static async Task<Ok<ChildrenView>> GetAsync(int year, IMatchingHost host, CancellationToken cancel) => TypedResults.Ok(await ReadAsync(year, host, cancel).ConfigureAwait(false));

    public static async Task<TableFile> ExportAsync(int year, TableForm form, IMatchingHost host, CancellationToken cancel)
    {
        var view = await ReadAsync(year, host, cancel).ConfigureAwait(false);
        return new TableFile(form, "children", ["year", "province_code", "category", "children"], async (table, _) =>
        {
            for (var p = 0; p < view.Provinces.Length; p++)
            {
                for (var c = 0; c < view.Categories.Length; c++)
                {
                    await table.AddAsync(year, view.Provinces[p], view.Categories[c], Shown(view.Children[p][c])).ConfigureAwait(false);
                }

                await table.AddAsync(year, view.Provinces[p], "total", Shown(view.ByProvince[p])).ConfigureAwait(false);
            }

            for (var c = 0; c < view.Categories.Length; c++)
            {
                await table.AddAsync(year, "total", view.Categories[c], Shown(view.ByCategory[c])).ConfigureAwait(false);
            }

            await table.AddAsync(year, "total", "total", Shown(view.Total)).ConfigureAwait(false);
        });
    }

    private static async Task<ChildrenView> ReadAsync(int year, IMatchingHost host, CancellationToken cancel)
    {
        new Faults().Between("year", year, 2000, 2100).Refuse();
        var lines = await host.ReadAsync(
            (db, token) => (
                from need in db.Needs
                join commune in db.Communes on need.Commune equals commune.Code
                join item in db.Items on need.Item equals item.Code
                where need.Year == year && (need.State == "reported" || need.State == "verified")
                select new { commune.ProvinceCode, item.Category, need.Document }).ToListAsync(token),
            cancel).ConfigureAwait(false);
        var counts = lines.Select(line => (line.ProvinceCode, line.Category, Children: StoreJson.Read<NeedRecord>(line.Document).Line.Beneficiaries ?? 0)).ToList();
        ImmutableArray<string> provinces = [.. counts.Select(line => line.ProvinceCode).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        ImmutableArray<string> categories = [.. counts.Select(line => line.Category).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var sums = counts.GroupBy(line => (line.ProvinceCode, line.Category)).ToDictionary(group => group.Key, group => group.Sum(line => line.Children));
        var shown = SmallCounts.Suppress([.. provinces.Select(province => categories.Select(category => sums.GetValueOrDefault((province, category))).ToImmutableArray())]);
        return new ChildrenView(year, provinces, categories, shown.Cells, shown.RowTotals, shown.ColumnTotals, shown.Total);
    }

    private static object Shown(long? count) => count is { } stated ? stated : HeldBack;
}

/// <summary>Children that live lines of a year are for; one child counts in every line that is for it. Nothing stands for a count that is held back.</summary>
/// <param name="Children">By province, then category.</param>
internal sealed record ChildrenView(
    int Year, ImmutableArray<string> Provinces, ImmutableArray<string> Categories, ImmutableArray<ImmutableArray<long?>> Children, ImmutableArray<long?> ByProvince, ImmutableArray<long?> ByCategory, long? Total);
