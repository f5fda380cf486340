using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Matching.Load;

/// <summary>An open loop: requests are sent when people would send them, not when the answer to the one before has come, and each is timed from the moment it was due.</summary>
internal static class Run
{
    private const int MostOpen = 5_000;

    public static async Task<Figures> SendAsync(Target target, int perSecond, int seconds, int seed)
    {
        var random = new Random(seed);
        var figures = new Figures();
        var open = new ConcurrentDictionary<int, Task>();
        var clock = Stopwatch.StartNew();
        var due = TimeSpan.Zero;
        for (var number = 0; (due += TimeSpan.FromSeconds(-Math.Log(1 - random.NextDouble()) / perSecond)) < TimeSpan.FromSeconds(seconds); number++)
        {
            if (due > clock.Elapsed)
            {
                await Task.Delay(due - clock.Elapsed);
            }

            if (open.Count >= MostOpen)
            {
                figures.GaveUp();
                continue;
            }

            var (id, at, person, own) = (number, due, random.Next(Target.Planners + Target.Donors), new Random(random.Next()));
            var task = Task.Run(() => OneAsync(target, figures, clock, at, person, own, string.Create(CultureInfo.InvariantCulture, $"L{seed}-{id}")));
            open[id] = task;
            _ = task.ContinueWith(_ => open.TryRemove(id, out var _), TaskScheduler.Default);
        }

        await Task.WhenAll(open.Values);
        return figures;
    }

    private static async Task OneAsync(Target target, Figures figures, Stopwatch clock, TimeSpan due, int person, Random random, string key)
    {
        try
        {
            using var answer = await target.ActAsync(person, random, key);
            await answer.Content.ReadAsByteArrayAsync();
            figures.Answered((int)answer.StatusCode, clock.Elapsed - due);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            figures.GaveUp();
        }
    }
}

/// <summary>What came of a run.</summary>
internal sealed class Figures
{
    private readonly ConcurrentQueue<(int Status, double Milliseconds)> _answers = new();
    private int _givenUp;

    public void Answered(int status, TimeSpan after) => _answers.Enqueue((status, after.TotalMilliseconds));

    public void GaveUp() => Interlocked.Increment(ref _givenUp);

    public string Row(string name, int perSecond, string memory)
    {
        var good = Of(status => status is >= 200 and < 300);
        var busy = Of(status => status is 429 or 503);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {perSecond} | {good.Length} | {busy.Length} | {_answers.Count - good.Length - busy.Length} | {At(good, 50)} | {At(good, 99)} | {At(busy, 99)} | {_givenUp} | {memory} |");
    }

    private double[] Of(Func<int, bool> status) => [.. _answers.Where(answer => status(answer.Status)).Select(answer => answer.Milliseconds).Order()];

    private static string At(double[] sorted, int percent) => sorted.Length == 0 ? "-" : sorted[(sorted.Length - 1) * percent / 100].ToString("F1", CultureInfo.InvariantCulture);
}
