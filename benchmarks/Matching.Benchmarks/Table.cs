namespace Matching.Benchmarks;

/// <summary>A Markdown table with columns as wide as they need to be, so that it reads well raw and in docs/benchmarks.md.</summary>
internal sealed class Table(params string[] headers)
{
    private readonly List<string[]> _rows = [];

    public void Add(params string[] cells) => _rows.Add(cells);

    public void Print(TextWriter writer)
    {
        var widths = headers.Select((header, c) => Math.Max(header.Length, _rows.Select(row => row[c].Length).DefaultIfEmpty(0).Max())).ToArray();
        Write(writer, headers, widths);
        writer.WriteLine("|" + string.Concat(widths.Select(width => new string('-', width + 2) + "|")));
        foreach (var row in _rows)
        {
            Write(writer, row, widths);
        }

        writer.WriteLine();
    }

    private static void Write(TextWriter writer, string[] cells, int[] widths) =>
        writer.WriteLine("|" + string.Concat(cells.Select((cell, c) => " " + cell.PadRight(widths[c]) + " |")));
}
