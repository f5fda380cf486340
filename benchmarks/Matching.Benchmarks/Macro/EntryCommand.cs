using System.Diagnostics;
using Matching.Engine.Entry;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;

namespace Matching.Benchmarks.Macro;

/// <summary>One pledge more, worked into a solved round, beside solving the fair shares of all again.</summary>
internal static class EntryCommand
{
    private const int FullSolves = 5;

    public static int Run(Arguments arguments)
    {
        var seed = arguments.Number("seed", 1);
        var table = new Table("entry", "lines × pledges", "full solve", "worked in", "fair shares: median", "9 of 10", "full / median", "whole check: median", "same as full");
        foreach (var which in arguments.Text("cases", "province,national-5k-1,national-5k-9").Split(',').Select(Case.Find))
        {
            Console.Error.WriteLine($"{which.Name} ...");
            var round = which.Create(seed);
            var full = new List<double>();
            for (var run = 0; run < FullSolves; run++)
            {
                full.Add(Take(() => SolvedShares.Of(round, 1, CancellationToken.None, out _)));
            }

            var desk = EntryDesk.Open(round, out _)!;
            var offers = Offers(which.Create(seed + 1).Pledges, arguments.Number("pledges", 300));
            var (few, whole) = (new List<double>(), new List<double>());
            var (same, compared) = (0, 0);
            foreach (var offer in offers)
            {
                Dictionary<int, ChangedShare>? shares = null;
                var took = Take(() => shares = desk.TryShares(offer, CancellationToken.None));
                if (shares is null)
                {
                    continue;
                }

                few.Add(took);
                whole.Add(Take(() => desk.Check(offer)));
                if (few.Count % Math.Max(1, offers.Length / FullSolves) == 1)
                {
                    compared++;
                    same += IsSame(desk, round, offer, shares) ? 1 : 0;
                }
            }

            few.Sort();
            table.Add(
                which.Name,
                which.Size,
                Figures.Time(Figures.Median(full)),
                $"{few.Count} of {offers.Length}",
                Figures.Time(Figures.Median(few)),
                Figures.Time(few[few.Count * 9 / 10]),
                Figures.Times(Figures.Median(full) / Figures.Median(few)),
                Figures.Time(Figures.Median(whole)),
                $"{same} of {compared}");
        }

        table.Print(Console.Out);
        return 0;
    }

    private static Pledge[] Offers(IReadOnlyList<Pledge> others, int asked)
    {
        asked = Math.Min(asked, others.Count);
        return [.. Enumerable.Range(0, asked).Select(i => others[(int)((long)i * others.Count / asked)] with { Id = new PledgeId($"offer-{i}") })];
    }

    private static bool IsSame(EntryDesk desk, Round round, Pledge offer, Dictionary<int, ChangedShare> shares)
    {
        var full = SolvedShares.Of(round with { Pledges = round.Pledges.Add(offer) }, 1, CancellationToken.None, out _)!;
        return Enumerable.Range(0, full.Index.LineCount).All(l => full.Fair.Share[l] == (shares.TryGetValue(l, out var now) ? now.Share : desk.ShareOf(l)));
    }

    private static double Take(Action work)
    {
        var began = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }
}
