using Matching.Oracles.Policies;

namespace Matching.Benchmarks.Macro;

/// <summary>Coverage by tier beside the policies that people use by hand.</summary>
internal static class VersusPolicies
{
    private static readonly string[] Cases = ["national-5k-1", "national-5k-9"];

    public static void Run(Arguments arguments)
    {
        foreach (var which in arguments.Text("cases", string.Join(',', Cases)).Split(',').Select(Case.Find))
        {
            Run(which, arguments.Text("engines", "ours,rank-list,goal-factor,pro-rata").Split(','), arguments.Number("seed", 1));
        }
    }

    private static void Run(Case which, string[] engines, int seed)
    {
        var table = new Table(
            "lines", "engine", "least coverage", "poorest tenth", "mean coverage", "reachable lines with nothing", "placed in all, bn ₫", "shipments", "time");
        var rows = new List<(string Group, int Order, string[] Cells)>();
        foreach (var engine in engines)
        {
            Console.Error.WriteLine($"{which.Name}, {engine} ...");
            try
            {
                var measured = Measurement.TakeApart(which, engine, seed, runs: 1);
                var coverage = measured.Coverage!;
                rows.AddRange(coverage.Tiers.Select((tier, i) => Row($"consumables of tier {tier.Number}", i, engine, tier, measured)));
                rows.AddRange(coverage.Classes.Take(2).Select((first, i) => Row($"class {first.Number}", 100 + i, engine, first, measured)));
            }
            catch (InvalidOperationException failed)
            {
                rows.Add(("", 1000, ["", engine, failed.Message, "", "", "", "", "", ""]));
            }
        }

        foreach (var row in rows.OrderBy(row => row.Order))
        {
            table.Add(row.Cells);
        }

        Console.Out.WriteLine($"What people do by hand: {which.Name}, {which.Size} (coverage by whole units, of lines that some pledge may serve)");
        Console.Out.WriteLine();
        table.Print(Console.Out);
    }

    private static (string Group, int Order, string[] Cells) Row(string group, int order, string engine, GroupCoverage lines, Measurement measured) =>
        (group, order,
        [
            $"{group}: {Figures.Count(lines.Lines)}", engine, Figures.Percent(lines.Smallest), Figures.Percent(lines.PoorestTenth), Figures.Percent(lines.Mean),
            Figures.Count(lines.WithoutAnything), Figures.BillionVnd(measured.Coverage!.PlacedVnd), Figures.Count(measured.Coverage.Shipments), Figures.Time(measured.Median),
        ]);
}
