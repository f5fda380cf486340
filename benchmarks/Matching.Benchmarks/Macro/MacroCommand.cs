using Matching.Benchmarks.Engines;

namespace Matching.Benchmarks.Macro;

/// <summary>Time, peak memory and quality together, case by case, each in a process of its own.</summary>
internal static class MacroCommand
{
    public static int Run(Arguments arguments)
    {
        var cases = arguments.Text("cases", string.Join(',', Case.Known.Select(known => known.Name))).Split(',').Select(Case.Find).ToList();
        var engines = arguments.Text("engines", "ours").Split(',');
        var table = new Table(
            "of target", "case", "engine", "lines × pledges", "median", "first", "peak", "round alone", "placed, bn ₫", "of asked", "tier: least / mean", "audit");
        foreach (var which in cases)
        {
            foreach (var engine in engines)
            {
                Add(table, which, engine, arguments.Number("seed", 1), arguments.Number("runs", 5));
            }
        }

        table.Print(Console.Out);
        return 0;
    }

    private static void Add(Table table, Case which, string engine, int seed, int runs)
    {
        Console.Error.WriteLine($"{which.Name}, {engine} ...");
        try
        {
            var measured = Measurement.TakeApart(which, engine, seed, runs);
            table.Add(
                which.TargetMilliseconds is { } target ? Figures.Times(measured.Median / target) : "",
                which.Name,
                engine,
                which.Size,
                Figures.Time(measured.Median),
                Figures.Time(measured.FirstMilliseconds),
                Figures.Memory(measured.PeakBytes),
                Figures.Memory(measured.RoundBytes),
                measured.Coverage is { } coverage ? Figures.BillionVnd(coverage.PlacedVnd) : "-",
                measured.Coverage is { } placed ? Figures.Percent((double)placed.PlacedVnd / placed.RequestedVnd) : "-",
                measured.Coverage is { } tiers
                    ? string.Join("; ", tiers.Tiers.Select(tier => $"{tier.Number}: {Figures.Percent(tier.Smallest)} / {Figures.Percent(tier.Mean)}"))
                    : "-",
                measured.Verdict);
        }
        catch (InvalidOperationException failed)
        {
            table.Add("", which.Name, engine, which.Size, failed.Message, "", "", "", "", "", "", "");
        }
    }
}
