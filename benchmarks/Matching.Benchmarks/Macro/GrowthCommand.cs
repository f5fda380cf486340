namespace Matching.Benchmarks.Macro;

/// <summary>Ten times the lines and pledges, again and again: how the time grows.</summary>
internal static class GrowthCommand
{
    public static int Run(Arguments arguments)
    {
        var engine = arguments.Text("engine", "ours");
        var table = new Table("growth", "lines × pledges", "median", "first", "per line and pledge", "peak", "audit");
        double? before = null;
        foreach (var which in arguments.Text("cases", string.Join(',', Case.Growth.Select(step => step.Name))).Split(',').Select(Case.Find))
        {
            Console.Error.WriteLine($"{which.Name}, {engine} ...");
            var runs = which.Lines >= 1_000_000 ? 1 : arguments.Number("runs", 5);
            var measured = Measurement.TakeApart(which, engine, arguments.Number("seed", 1), runs);
            table.Add(
                before is { } b ? Figures.Times(measured.Median / b) : "",
                which.Size,
                Figures.Time(measured.Median),
                Figures.Time(measured.FirstMilliseconds),
                Figures.Time(1000 * measured.Median / (which.Lines + which.Pledges)).Replace("ms", "µs", StringComparison.Ordinal),
                Figures.Memory(measured.PeakBytes),
                measured.Verdict);
            before = measured.Median;
        }

        table.Print(Console.Out);
        return 0;
    }
}
