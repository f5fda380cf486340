namespace Matching.Benchmarks.Macro;

/// <summary>Coverage by tier beside the policies that people use by hand.</summary>
internal static class VersusPolicies
{
    public static void Run(Arguments arguments)
    {
        var which = Case.Find(arguments.Text("case", "national-5k-9"));
        var engines = arguments.Text("engines", "ours,rank-list,goal-factor,pro-rata").Split(',');
        var table = new Table("engine", "tier", "lines", "least coverage", "mean coverage", "reachable lines with nothing", "placed in all, bn ₫", "shipments", "time");
        foreach (var engine in engines)
        {
            Console.Error.WriteLine($"{which.Name}, {engine} ...");
            try
            {
                var measured = Measurement.TakeApart(which, engine, arguments.Number("seed", 1), runs: 1);
                foreach (var tier in measured.Coverage!.Tiers)
                {
                    table.Add(
                        engine, $"{tier.Tier}", Figures.Count(tier.Lines), Figures.Percent(tier.Smallest), Figures.Percent(tier.Mean),
                        Figures.Count(tier.WithoutAnything), Figures.BillionVnd(measured.Coverage.PlacedVnd), Figures.Count(measured.Coverage.Shipments),
                        Figures.Time(measured.Median));
                }
            }
            catch (InvalidOperationException failed)
            {
                table.Add(engine, "", "", failed.Message, "", "", "", "", "");
            }
        }

        Console.Out.WriteLine($"What people do by hand, {which.Size} (least coverage: of lines that some pledge may serve)");
        Console.Out.WriteLine();
        table.Print(Console.Out);
    }
}
