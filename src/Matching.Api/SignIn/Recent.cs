using System.Collections.Concurrent;

namespace Matching.Api.SignIn;

/// <summary>Remembers for a moment who a session or key belongs to, so that not every request asks the database.</summary>
internal sealed class Recent<TKey>(TimeProvider clock)
    where TKey : notnull
{
    private const int MostKept = 20_000;

    private readonly ConcurrentDictionary<TKey, (Holder Holder, DateTimeOffset At)> _seen = [];
    private long _forgotten;

    public async Task<Holder?> FindAsync(TKey key, Func<TKey, Task<Holder?>> read)
    {
        var now = clock.GetUtcNow();
        if (_seen.TryGetValue(key, out var seen) && now - seen.At < SignInRules.Memory)
        {
            return seen.Holder.EndsAt > now ? seen.Holder : null;
        }

        var forgotten = Interlocked.Read(ref _forgotten);
        if (await read(key) is not { } holder)
        {
            _seen.TryRemove(key, out _);
            return null;
        }

        if (_seen.Count < MostKept && forgotten == Interlocked.Read(ref _forgotten))
        {
            _seen[key] = (holder, now);
        }

        return holder.EndsAt > now ? holder : null;
    }

    /// <summary>After any change of an account or key: rare, so all are asked for again.</summary>
    public void Forget()
    {
        Interlocked.Increment(ref _forgotten);
        _seen.Clear();
    }
}
