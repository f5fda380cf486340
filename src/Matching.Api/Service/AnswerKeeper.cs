using Matching.Silo.Desks;
using Matching.Silo.Store;

namespace Matching.Api.Service;

/// <summary>Forgets answers that were kept for repeated keys once they are 30 days old. A repetition after that is refused, never done again.</summary>
internal sealed class AnswerKeeper(IMatchingHost host, TimeProvider clock, ILogger<AnswerKeeper> log) : BackgroundService
{
    private static readonly TimeSpan s_kept = TimeSpan.FromDays(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hourly = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        while (await hourly.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            try
            {
                await host.ForgetAnswersAsync(clock.GetUtcNow() - s_kept, stoppingToken).ConfigureAwait(false);
            }
            catch (StoreUnavailableException e)
            {
                log.LogWarning(e, "Old answers could not be forgotten; tried again in an hour.");
            }
        }
    }
}
