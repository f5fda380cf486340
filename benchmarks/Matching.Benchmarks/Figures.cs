using System.Globalization;

namespace Matching.Benchmarks;

/// <summary>How figures are written: three digits where they matter, no culture.</summary>
internal static class Figures
{
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    public static string Time(double milliseconds) => milliseconds switch
    {
        < 10 => Text($"{milliseconds:0.00} ms"),
        < 1_000 => Text($"{milliseconds:0} ms"),
        < 100_000 => Text($"{milliseconds / 1_000:0.00} s"),
        _ => Text($"{milliseconds / 1_000:0} s"),
    };

    public static string Times(double ratio) => ratio switch
    {
        < 10 => Text($"{ratio:0.00}×"),
        < 100 => Text($"{ratio:0.0}×"),
        _ => Text($"{ratio:#,0}×"),
    };

    public static string Percent(double part) => Text($"{100 * part:0.0} %");

    public static string Memory(long bytes) => Text($"{bytes / 1024.0 / 1024.0:0} MiB");

    public static string Count(long count) => Text($"{count:#,0}");

    /// <summary>Billions of đồng.</summary>
    public static string BillionVnd(double vnd) => Text($"{vnd / 1e9:#,0.0}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
