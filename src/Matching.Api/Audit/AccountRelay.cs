using Matching.Api.SignIn.Store;
using Matching.Silo.Desks;
using Matching.Silo.Store;
using Microsoft.EntityFrameworkCore;

namespace Matching.Api.Audit;

/// <summary>Carries events of accounts into the ledger's chain. What it had not carried when the process died, it carries at the next start.</summary>
internal sealed class AccountRelay(UsersDatabase accounts, IMatchingHost host, TimeProvider clock, ILogger<AccountRelay> log) : BackgroundService
{
    private const int Together = 500;

    // PostgreSQL may commit a lower number after a higher one.
    private const int LookedAtAgain = 1_000;

    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly SortedSet<long> _carried = [];
    private long _last;

    /// <summary>Carries all that waits.</summary>
    /// <returns>How many were new in the chain.</returns>
    public async Task<int> CarryAsync(CancellationToken cancel)
    {
        await _one.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            var added = 0;
            for (var from = Math.Max(0, _last - LookedAtAgain); ;)
            {
                await using var users = accounts.Open();
                var page = await users.Events.AsNoTracking().Where(row => row.Id > from).OrderBy(row => row.Id).Take(Together).ToListAsync(cancel).ConfigureAwait(false);
                if (page.Count == 0)
                {
                    return added;
                }

                var notes = page.Where(row => AccountNotes.IsChained(row.Kind) && !_carried.Contains(row.Id)).Select(AccountNotes.Of).ToList();
                if (notes.Count > 0)
                {
                    added += await host.Notes.AppendAsync(notes, cancel).ConfigureAwait(false);
                }

                _carried.UnionWith(page.Select(row => row.Id));
                from = page[^1].Id;
                _last = Math.Max(_last, from);
                _carried.RemoveWhere(id => id < _last - LookedAtAgain);
            }
        }
        finally
        {
            _one.Release();
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        await TryAsync(cancellationToken).ConfigureAwait(false);
    }

    public override void Dispose()
    {
        _one.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_pause, clock);
        try
        {
            do
            {
                await TryAsync(stoppingToken).ConfigureAwait(false);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is left is carried while it stops.
        }
    }

    private async Task TryAsync(CancellationToken cancel)
    {
        try
        {
            await CarryAsync(cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is StoreUnavailableException or System.Data.Common.DbException)
        {
            log.LogWarning(e, "Events of accounts could not be carried into the journal; tried again.");
        }
    }
}
