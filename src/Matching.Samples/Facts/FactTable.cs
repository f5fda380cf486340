using System.Globalization;

namespace Matching.Samples.Facts;

/// <summary>The figures that the samples are made from, carried inside the library as small tables.</summary>
internal static class FactTable
{
    /// <summary>The rows below the header, cut at commas; no value of these tables holds one.</summary>
    public static IEnumerable<string[]> Rows(string name)
    {
        using var stream = typeof(FactTable).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The table {name} is missing from Matching.Samples; build it with its Facts folder.");
        using var reader = new StreamReader(stream);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            yield return line.Split(',');
        }
    }

    public static int Number(string cell) => int.Parse(cell, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>A number, or nothing where the table states none.</summary>
    public static int? NumberOrNone(string cell) => cell.Length == 0 ? null : Number(cell);
}
