using System.Globalization;
using Matching.Load;

// Matching.Load [REQUESTS_A_SECOND] [SECONDS] [SEED]: 100 planners and 1,000 donors, 80 % reads, over HTTP on loopback; the service and one plain CRUD API, one after the other.
var rate = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 110;
var seconds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 30;
var seed = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 1;
await Console.Out.WriteLineAsync("| | requests/s | answered 2xx | 429, 503 | other | p50 ms | p99 ms | p99 of 429, 503 ms | given up | resident MB, peak |");
await Console.Out.WriteLineAsync("|---|---|---|---|---|---|---|---|---|---|");
foreach (var crud in new[] { false, true })
{
    await using var target = await Target.StartAsync(crud);
    await target.EnterAsync();
    await Run.SendAsync(target, rate, 5, seed); // compiled, connections open
    foreach (var (name, times, tail) in new[] { ("usual load", 1, seconds), ("5 times the load", 5, seconds / 2), ("usual load again", 1, seconds / 2) })
    {
        var figures = await Run.SendAsync(target, rate * times, tail, ++seed);
        await Console.Out.WriteLineAsync(figures.Row($"{target.Name}, {name}", rate * times, target.Memory()));
    }
}
