using System.Globalization;
using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Matching.Cli.Screens;

/// <summary>Draws what a screen would show as an SVG picture: one text element a line, no script, no font but the reader's own.</summary>
internal sealed class Picture : IAnsiConsoleEncoder
{
    private const int CellWidthTenths = 84;
    private const int LineHeight = 19;
    private const int Margin = 16;

    public static void Draw(string file, int width, Action<IAnsiConsole> show)
    {
        var console = Terminal.Screen.Create(TextWriter.Null, colour: true, width);
        using var recorder = new Recorder(console);
        show(recorder);
        var folder = Path.GetDirectoryName(Path.GetFullPath(file));
        Directory.CreateDirectory(folder!);
        File.WriteAllText(file, recorder.Export(new Picture()));
    }

    public string Encode(IAnsiConsole console, IEnumerable<IRenderable> buffer)
    {
        ArgumentNullException.ThrowIfNull(console);
        ArgumentNullException.ThrowIfNull(buffer);
        var lines = Lines(buffer.SelectMany(r => r.GetSegments(console)));
        while (lines.Count > 0 && lines[^1].TrueForAll(s => string.IsNullOrWhiteSpace(s.Text)))
        {
            lines.RemoveAt(lines.Count - 1);
        }

        while (lines.Count > 0 && lines[0].Count == 0)
        {
            lines.RemoveAt(0);
        }

        var width = (2 * Margin) + (console.Profile.Width * CellWidthTenths / 10);
        var height = (2 * Margin) + (lines.Count * LineHeight);
        var svg = new StringBuilder();
        svg.Append(string.Create(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" font-family="ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace" font-size="14">
            <rect width="{width}" height="{height}" rx="8" fill="#10161d"/>

            """));
        for (var i = 0; i < lines.Count; i++)
        {
            Append(svg, lines[i], Margin + (i * LineHeight) + 14);
        }

        return svg.Append("</svg>\n").ToString();
    }

    // Segment.SplitLines would drop empty lines and join the rows of tables.
    private static List<List<Segment>> Lines(IEnumerable<Segment> segments)
    {
        var lines = new List<List<Segment>> { new() };
        foreach (var segment in segments.Where(s => !s.IsControlCode))
        {
            var parts = segment.Text.ReplaceLineEndings("\n").Split('\n');
            for (var i = 0; i < parts.Length; i++)
            {
                if (i > 0)
                {
                    lines.Add([]);
                }

                if (parts[i].Length > 0)
                {
                    lines[^1].Add(new Segment(parts[i], segment.Style));
                }
            }
        }

        return lines;
    }

    private static void Append(StringBuilder svg, List<Segment> line, int y)
    {
        var column = 0;
        svg.Append(CultureInfo.InvariantCulture, $"<text y=\"{y}\" xml:space=\"preserve\">");
        foreach (var segment in line)
        {
            var cells = segment.CellCount();
            if (!string.IsNullOrWhiteSpace(segment.Text))
            {
                // Placed and stretched to its cells, so that columns line up in whatever font the reader has.
                var tenths = (Margin * 10) + (column * CellWidthTenths);
                var length = cells * CellWidthTenths;
                svg.Append(CultureInfo.InvariantCulture, $"<tspan x=\"{tenths / 10}.{tenths % 10}\" textLength=\"{length / 10}.{length % 10}\" lengthAdjust=\"spacingAndGlyphs\" fill=\"{Fill(segment.Style)}\"");
                svg.Append(segment.Style.Decoration.HasFlag(Decoration.Bold) ? " font-weight=\"bold\">" : ">");
                svg.Append(Escape(segment.Text)).Append("</tspan>");
            }

            column += cells;
        }

        svg.Append("</text>\n");
    }

    private static string Fill(Style style) =>
        style.Foreground.Equals(Color.Default) ? "#d7dee6"
        : style.Foreground.Equals(Color.Grey) ? "#7d8a97"
        : style.Foreground.Equals(Color.Red) ? "#ff6b6b"
        : style.Foreground.Equals(Color.Yellow) ? "#f2c14e"
        : style.Foreground.Equals(Color.Green) ? "#5fd38d"
        : style.Foreground.Equals(Color.Aqua) ? "#62c9e8"
        : style.Foreground.Equals(Color.Teal) ? "#2fa4a4"
        : "#" + style.Foreground.ToHex().ToLowerInvariant();

    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
