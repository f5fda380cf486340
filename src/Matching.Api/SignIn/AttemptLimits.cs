using System.Collections.Concurrent;

namespace Matching.Api.SignIn;

/// <summary>Counts failed attempts in this process, for each network address and for each account at an address, known or not; says how long to wait.</summary>
/// <remarks>Only failures count: a commune's whole office often shares one address. Locking the account itself, across processes, is the database's part.</remarks>
internal sealed class AttemptLimits(TimeProvider clock)
{
    public const int PerAccount = 5;

    public const int PerAddress = 50;

    private const int MostKept = 100_000;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, Count> _counts = new(StringComparer.Ordinal);

    /// <summary>How long the caller has to wait; <see langword="null"/> if not at all.</summary>
    public TimeSpan? Wait(string account, string address)
    {
        var now = clock.GetUtcNow();
        var until = new[] { Until(OfAccount(account, address), PerAccount), Until(OfAddress(address), PerAddress) }.Max();
        return until > now ? until - now : null;
    }

    public void Fail(string account, string address)
    {
        if (_counts.Count > MostKept)
        {
            Forget();
        }

        Add(OfAccount(account, address));
        Add(OfAddress(address));
    }

    private static string OfAccount(string account, string address) => $"{account}\n{address}";

    private static string OfAddress(string address) => "\n" + address;

    private DateTimeOffset? Until(string key, int most) =>
        _counts.TryGetValue(key, out var count) && count.Failures >= most ? count.Started + Window : null;

    private void Add(string key)
    {
        var now = clock.GetUtcNow();
        _counts.AddOrUpdate(key, _ => new Count(1, now), (_, count) => count.Started + Window <= now ? new Count(1, now) : count with { Failures = count.Failures + 1 });
    }

    private void Forget()
    {
        var now = clock.GetUtcNow();
        foreach (var (key, count) in _counts)
        {
            // What has run out first; and under a flood of made-up accounts, those, never the count of an address.
            if (count.Started + Window <= now || key[0] != '\n')
            {
                _counts.TryRemove(key, out _);
            }
        }
    }

    private sealed record Count(int Failures, DateTimeOffset Started);
}
