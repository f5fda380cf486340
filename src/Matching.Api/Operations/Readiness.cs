using Matching.Silo.Desks;
using Matching.Silo.Store;

namespace Matching.Api.Operations;

/// <summary>Whether requests should be sent here: not while the store is opened and migrated, not while it takes no writes, not while the service stops.</summary>
/// <remarks>Alive is something else: a process that is not ready must not be killed for it, for it may be migrating.</remarks>
internal sealed class Readiness(TimeProvider clock)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_memory = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private IMatchingHost? _host;
    private bool _stopping;
    private (long At, Task<string?> Answer)? _last;

    /// <summary>From now on the store decides.</summary>
    public void Serves(IMatchingHost host)
    {
        lock (_lock)
        {
            (_host, _last) = (host, null);
        }
    }

    public void Stops()
    {
        lock (_lock)
        {
            (_stopping, _last) = (true, null);
        }
    }

    /// <summary>What keeps it from being ready, as a word: <c>starting</c>, <c>store</c>, <c>stopping</c>; <see langword="null"/> when it is ready.</summary>
    /// <remarks>Asks the store at most once a second, however often it is called.</remarks>
    public Task<string?> WhyNotAsync()
    {
        lock (_lock)
        {
            if (_stopping || _host is null)
            {
                return Task.FromResult<string?>(_stopping ? "stopping" : "starting");
            }

            if (_last is not { } last || (last.Answer.IsCompleted && clock.GetElapsedTime(last.At) > s_memory))
            {
                _last = last = (clock.GetTimestamp(), AskAsync(_host));
            }

            return last.Answer;
        }
    }

    private async Task<string?> AskAsync(IMatchingHost host)
    {
        try
        {
            await Task.Run(() => host.ProbeAsync()).WaitAsync(s_patience, clock).ConfigureAwait(false);
            return null;
        }
        catch (Exception e) when (e is StoreUnavailableException or TimeoutException)
        {
            return "store";
        }
    }
}
