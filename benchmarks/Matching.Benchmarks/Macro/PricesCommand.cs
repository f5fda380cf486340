using System.Diagnostics;
using Matching.Engine.Entry;
using Matching.Engine.Rounds;

namespace Matching.Benchmarks.Macro;

/// <summary>Prices of a sample of the pledges of a round, and how many of them need a full solve.</summary>
internal static class PricesCommand
{
    public static int Run(Arguments arguments)
    {
        var seed = arguments.Number("seed", 1);
        var table = new Table("prices", "lines × pledges", "full solve", "pledges priced", "prices", "from a part", "of a part: median", "9 of 10", "all pledges, one core");
        foreach (var which in arguments.Text("cases", "province,national-5k-9").Split(',').Select(Case.Find))
        {
            Console.Error.WriteLine($"{which.Name} ...");
            var round = which.Create(seed);
            var began = Stopwatch.GetTimestamp();
            var list = PriceList.Open(round, 1, CancellationToken.None, out _)!;
            var full = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            var asked = Math.Min(round.Pledges.Length, arguments.Number("pledges", 100));
            var (parts, prices, total) = (new List<double>(), 0, 0.0);
            for (var i = 0; i < asked; i++)
            {
                var pledge = round.Pledges[(int)((long)i * round.Pledges.Length / asked)];
                foreach (var (_, isPart) in list.Parts(pledge))
                {
                    prices++;
                    began = Stopwatch.GetTimestamp();
                    var isTold = isPart();
                    var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
                    total += isTold ? took : took + full;
                    if (isTold)
                    {
                        parts.Add(took);
                    }
                }
            }

            parts.Sort();
            table.Add(
                which.Name, which.Size, Figures.Time(full), $"{asked}", $"{prices}", Figures.Percent((double)parts.Count / prices),
                Figures.Time(parts[parts.Count / 2]), Figures.Time(parts[parts.Count * 9 / 10]), Figures.Time(total * round.Pledges.Length / asked));
        }

        table.Print(Console.Out);
        return 0;
    }
}
