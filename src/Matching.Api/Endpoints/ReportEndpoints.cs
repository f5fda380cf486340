using System.Security.Claims;
using Matching.Api.Rights;
using Matching.Api.Scopes;
using Matching.Api.Wire;
using Matching.Engine.Ledger;
using Matching.Engine.Privacy;
using Matching.Silo.Desks;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Matching.Api.Endpoints;

/// <summary>Figures over everything, straight from the ledger.</summary>
internal static class ReportEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/reports/pledges", PledgesAsync).Is("report.read").WithSummary("What was promised and what became of it, by measure");
        api.MapGet("/reports/children", ChildrenReport.GetAsync).Is("report.read").WithSummary("Children that needs of a year are for, by province and category; small counts are held back");
        api.MapTable("/reports/children", ChildrenReport.ExportAsync, "report.read", "The same, to be published,");
        api.MapGet("/reports/needs", NeedsAsync).Is("report.read").WithSummary("What is asked for, open and met, by province and year, in đồng");
    }

    private static async Task<Ok<List<MeasureReport>>> PledgesAsync(Scope scope, ClaimsPrincipal user, IMatchingHost host, CancellationToken cancel)
    {
        if (!Caller.Of(user).IsDonor)
        {
            scope.Whole();
        }

        var few = Caller.Of(user).IsDonor ? await OfFewDonorsAsync(host, cancel).ConfigureAwait(false) : [];
        var sums = await host.ReadAsync(
            (db, token) => db.Balances.Where(row => row.Kind < (int)AccountKind.Asked).GroupBy(row => new { row.Measure, row.Kind })
                .Select(group => new { group.Key.Measure, group.Key.Kind, Amount = group.Sum(row => row.Amount) }).ToListAsync(token),
            cancel).ConfigureAwait(false);
        return TypedResults.Ok(sums.Where(sum => !few.Contains(sum.Measure)).GroupBy(sum => sum.Measure, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group =>
        {
            var of = group.ToDictionary(sum => (AccountKind)sum.Kind, sum => sum.Amount);
            return new MeasureReport(
                group.Key, -of.GetValueOrDefault(AccountKind.Donor), of.GetValueOrDefault(AccountKind.Received), of.GetValueOrDefault(AccountKind.Available), of.GetValueOrDefault(AccountKind.Reserved),
                of.GetValueOrDefault(AccountKind.Committed), of.GetValueOrDefault(AccountKind.Dispatched), of.GetValueOrDefault(AccountKind.Delivered), of.GetValueOrDefault(AccountKind.Confirmed),
                of.GetValueOrDefault(AccountKind.Lost), of.GetValueOrDefault(AccountKind.Withdrawn), of.GetValueOrDefault(AccountKind.Expired), of.GetValueOrDefault(AccountKind.Returned));
        }).ToList());
    }

    // A donor who sees what a few others promised together knows what each of them did.
    private static async Task<HashSet<string>> OfFewDonorsAsync(IMatchingHost host, CancellationToken cancel)
    {
        var donors = await host.ReadAsync((db, token) => db.Pledges.Where(row => row.State == "accepted").Select(row => new { row.Measure, row.Donor }).Distinct().ToListAsync(token), cancel).ConfigureAwait(false);
        return donors.GroupBy(row => row.Measure, StringComparer.Ordinal).Where(group => group.Count() < SmallCounts.Least).Select(group => group.Key).ToHashSet(StringComparer.Ordinal);
    }

    private static async Task<Ok<List<ProvinceReport>>> NeedsAsync(int? year, Scope scope, IMatchingHost host, CancellationToken cancel)
    {
        var sums = await host.ReadAsync(
            (db, token) => (
                from need in scope.Needs(db)
                join commune in db.Communes on need.Commune equals commune.Code
                join balance in db.Balances on need.Id equals balance.Need
                where balance.Pledge == null && (year == null || need.Year == year)
                group balance.Amount by new { commune.ProvinceCode, need.Year, balance.Kind } into part
                select new { part.Key.ProvinceCode, part.Key.Year, part.Key.Kind, Amount = part.Sum() }).ToListAsync(token),
            cancel).ConfigureAwait(false);
        return TypedResults.Ok(sums.GroupBy(sum => (sum.ProvinceCode, sum.Year)).OrderBy(group => group.Key.ProvinceCode, StringComparer.Ordinal).ThenBy(group => group.Key.Year).Select(group =>
        {
            var of = group.ToDictionary(sum => (AccountKind)sum.Kind, sum => sum.Amount);
            return new ProvinceReport(
                group.Key.ProvinceCode, group.Key.Year, -of.GetValueOrDefault(AccountKind.Asked), of.GetValueOrDefault(AccountKind.Open), of.GetValueOrDefault(AccountKind.Outside),
                of.GetValueOrDefault(AccountKind.Held), of.GetValueOrDefault(AccountKind.Taken));
        }).ToList());
    }
}

/// <summary>One measure (VND, or goods:ITEM), in its own units.</summary>
internal sealed record MeasureReport(
    string Measure, long Promised, long Received, long Available, long Reserved, long Committed, long Dispatched, long Delivered, long Confirmed, long Lost, long Withdrawn, long Expired, long Returned);

/// <summary>The needs of one province in one year, in đồng.</summary>
internal sealed record ProvinceReport(string Province, int Year, long AskedVnd, long OpenVnd, long OutsideVnd, long HeldVnd, long TakenVnd);
