using Matching.Api.Wire;
using Matching.Silo.Desks;
using Matching.Silo.Store;

namespace Matching.Api.Service;

/// <summary>Lets pledges expire whose last day is past: when the service starts, and every hour. Several services over one store do it once.</summary>
internal sealed class ExpiryKeeper(IMatchingHost host, TimeProvider clock, ILogger<ExpiryKeeper> log) : BackgroundService
{
    /// <summary>Who stands in the journal for what the service does by itself.</summary>
    public const string Actor = "system";

    /// <returns>What expired now; nothing where the store does not answer.</returns>
    public async Task<IReadOnlyList<ExpiredPledge>> SweepAsync(CancellationToken cancel)
    {
        try
        {
            return await host.Pledges.ExpireDueAsync(Actor, Days.Today(clock), cancel).ConfigureAwait(false);
        }
        catch (StoreUnavailableException e)
        {
            log.LogWarning(e, "Pledges could not expire; tried again in an hour.");
            return [];
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield(); // the service listens meanwhile
        using var hourly = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        do
        {
            await SweepAsync(stoppingToken).ConfigureAwait(false);
        }
        while (await hourly.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }
}
