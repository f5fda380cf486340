using System.Globalization;
using Matching.Engine.Entry;
using Matching.Engine.Quantities;

namespace Matching.Files;

/// <summary>prices.csv and bottleneck_values.csv: what pledges add, what conditions cost, and what the next money does.</summary>
public static class PriceFiles
{
    public const string Prices = "prices.csv";

    public const string BottleneckValues = "bottleneck_values.csv";

    private static readonly string[] s_prices =
    [
        "pledge_id", "condition", "class", "value_gained_vnd", "smallest_before", "smallest_before_percent", "smallest_after", "smallest_after_percent", "method",
    ];

    private static readonly string[] s_values =
    [
        "bottleneck", "class", "kind", "lines", "communes", "asked_vnd", "coverage", "coverage_percent", "after_next_million", "after_next_million_percent",
        "lift_vnd", "next_coverage", "next_coverage_percent",
    ];

    /// <summary>Writes both files into <paramref name="folder"/>; other files there stay. A price has a row for all classes together (class 0) and one for each class that changes.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Write(string folder, PriceReport report, CancellationToken cancel = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(report);
        Directory.CreateDirectory(folder);
        Replace(Path.Combine(folder, Prices), stream => WritePrices(stream, report, cancel));
        Replace(Path.Combine(folder, BottleneckValues), stream => WriteValues(stream, report, cancel));
    }

    /// <summary>Written beside its place and moved there whole.</summary>
    private static void Replace(string target, Action<Stream> write)
    {
        var beside = $"{target}.{Path.GetRandomFileName()}.tmp";
        try
        {
            using (var stream = File.Create(beside))
            {
                write(stream);
            }

            File.Move(beside, target, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    private static void WritePrices(Stream stream, PriceReport report, CancellationToken cancel)
    {
        using var csv = new CsvOutput(stream, s_prices, cancel);
        foreach (var price in report.Prices)
        {
            var method = price.Method switch
            {
                EntryMethod.Full => "full",
                EntryMethod.None => "none",
                _ => "incremental",
            };
            csv.Text(price.Pledge.Id.Value).Text(price.Condition).Number(0).Number(price.Method == EntryMethod.None ? null : price.Gain.Dong).Word("").Word("").Word("").Word("").Word(method).EndRow();
            foreach (var of in price.Classes)
            {
                csv.Text(price.Pledge.Id.Value).Text(price.Condition).Number(of.Class.Number).Number(of.Gain.Dong);
                Share(csv, of.SmallestBefore);
                Share(csv, of.SmallestAfter);
                csv.Word(method).EndRow();
            }
        }
    }

    private static void WriteValues(Stream stream, PriceReport report, CancellationToken cancel)
    {
        using var csv = new CsvOutput(stream, s_values, cancel);
        foreach (var value in report.Bottlenecks)
        {
            var of = value.Bottleneck;
            csv.Number(of.Number).Number(of.Class).Word(of.Kind == Engine.Plans.BottleneckKind.Supply ? "supply" : "province_cap").Number(of.Lines.Length).Number(of.Communes).Number(value.Asked.Dong);
            Share(csv, of.Coverage);
            Share(csv, value.AfterMillion);
            csv.Number(of.Lift.Dong);
            Share(csv, of.NextCoverage);
            csv.EndRow();
        }
    }

    /// <summary>Exactly, and in percent cut after six decimals.</summary>
    private static void Share(CsvOutput csv, Ratio share) =>
        csv.Word(share.ToString()).Word((100 * share.Truncate(8)).ToString("0.000000", CultureInfo.InvariantCulture));
}
