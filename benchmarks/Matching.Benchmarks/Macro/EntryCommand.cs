using System.Diagnostics;
using Matching.Engine.Entry;
using Matching.Engine.Rounds;

namespace Matching.Benchmarks.Macro;

/// <summary>One pledge more, worked into a solved round, beside solving the fair shares of all again.</summary>
internal static class EntryCommand
{
    public static int Run(Arguments arguments)
    {
        var seed = arguments.Number("seed", 1);
        var table = new Table("entry", "lines × pledges", "full solve", "worked in", "median", "9 of 10", "slowest", "ratio", "same");
        foreach (var which in arguments.Text("cases", "province,national-5k-1,national-5k-9").Split(',').Select(Case.Find))
        {
            Console.Error.WriteLine($"{which.Name} ...");
            var round = which.Create(seed);
            var full = new List<double>();
            SolvedShares solved = null!;
            for (var run = 0; run < 5; run++)
            {
                full.Add(Take(() => solved = SolvedShares.Of(round, 1, CancellationToken.None, out _)!));
            }

            var times = new List<double>();
            var (worked, same, compared) = (0, 0, 0);
            var others = which.Create(seed + 1).Pledges;
            var asked = Math.Min(others.Length, arguments.Number("pledges", 300));
            for (var i = 0; i < asked; i++)
            {
                var pledge = others[(int)((long)i * others.Length / asked)];
                pledge = pledge with { Id = new($"new-{i}") };
                var unit = pledge.Item is { } item ? Matching.Engine.Allocation.Network.NetworkBuilder.UnitValueVnd(solved.Index, solved.Index.ItemById[item]) : 1;
                Dictionary<int, Matching.Engine.Quantities.FairShare>? changed = null;
                var heads = 0.0;
                var took = Take(() =>
                {
                    var began = Stopwatch.GetTimestamp();
                    var h = PledgeHeads.Of(solved, pledge, unit);
                    heads = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
                    changed = unit == 0 ? null : AddedPledge.Try(solved, h, CancellationToken.None);
                });
                if (arguments.Number("verbose", 0) > 0)
                {
                    Console.Error.WriteLine($"{i} {pledge.Kind} {pledge.Amount} {took:F1} ms heads {heads:F1} {(changed is null ? "FULL" : changed.Count)}");
                }

                if (changed is null)
                {
                    continue;
                }

                worked++;
                times.Add(took);
            }

            times.Sort();
            table.Add(
                which.Name, which.Size, Figures.Time(Figures.Median([.. full])), $"{worked} of {asked}",
                Figures.Time(times[times.Count / 2]), Figures.Time(times[times.Count * 9 / 10]), Figures.Time(times[^1]),
                $"{Figures.Median([.. full]) / times[times.Count / 2]:F0}", $"{same} of {compared}");
        }

        table.Print(Console.Out);
        return 0;
    }

    private static double Take(Action work)
    {
        var began = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }
}
