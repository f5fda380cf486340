using System.Linq.Expressions;
using System.Text.Json;
using Matching.Engine.Deliveries;
using Matching.Engine.Ledger;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Silo.Store;
using Matching.Silo.Store.Rows;
using Microsoft.EntityFrameworkCore;

namespace Matching.Silo.Desks;

/// <summary>What is read back from the tables.</summary>
internal static class Views
{
    /// <summary>A state as the tables spell it: snake_case.</summary>
    public static string Name<T>(T state)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(state.ToString());

    public static Allocation Allocation(AllocationRow row) =>
        new(row.Round, new(row.Pledge), new(row.Need), Measure.Parse(row.Measure), row.Amount, row.NeedVnd);

    public static async Task<PledgeBalances> PledgeBalancesAsync(StoreContext db, PledgeId pledge, CancellationToken cancel)
    {
        var rows = await db.Balances.Where(row => row.Pledge == pledge.Value).Select(row => new { row.Kind, row.Amount }).ToListAsync(cancel).ConfigureAwait(false);
        return rows.Aggregate(new PledgeBalances(), (balances, row) => balances.With((AccountKind)row.Kind, row.Amount));
    }

    public static async Task<LineBalances> LineBalancesAsync(StoreContext db, NeedId need, CancellationToken cancel)
    {
        var rows = await db.Balances.Where(row => row.Need == need.Value && row.Pledge == null).ToListAsync(cancel).ConfigureAwait(false);
        return new(-Of(AccountKind.Asked), Of(AccountKind.Open), Of(AccountKind.Outside), Of(AccountKind.Held), Of(AccountKind.Taken));

        long Of(AccountKind kind) => rows.Where(row => row.Kind == (int)kind).Sum(row => row.Amount);
    }

    public static async Task<IReadOnlyList<AllocationView>> AllocationsAsync(StoreContext db, Expression<Func<AllocationRow, bool>> which, CancellationToken cancel)
    {
        var allocations = await db.Allocations.Where(which).ToListAsync(cancel).ConfigureAwait(false);
        var balances = await db.Balances
            .Where(row => row.Pledge != null && row.Need != null && db.Allocations.Where(which).Any(a => a.Pledge == row.Pledge && a.Need == row.Need))
            .ToListAsync(cancel).ConfigureAwait(false);
        var byPair = balances.GroupBy(row => (row.Pledge, row.Need)).ToDictionary(
            pair => pair.Key, pair => pair.Aggregate(new AllocationBalances(), (sum, row) => sum.With((AccountKind)row.Kind, row.Amount)));
        return
        [
            .. allocations.Select(row => new AllocationView(Allocation(row), byPair.GetValueOrDefault((row.Pledge, row.Need))))
                .OrderBy(view => view.Allocation.Pledge.Value, StringComparer.Ordinal).ThenBy(view => view.Allocation.Need.Value, StringComparer.Ordinal),
        ];
    }
}
