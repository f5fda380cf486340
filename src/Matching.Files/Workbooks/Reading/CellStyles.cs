using System.Globalization;

namespace Matching.Files;

/// <summary>What the formats of a workbook say about its numbers: which are days, which are percentages, which are codes padded with zeros.</summary>
internal sealed class CellStyles
{
    private readonly List<string> _formatOfStyle = [];

    public enum Meaning
    {
        Number,
        Date,
        Percent,
        Padded,
    }

    public static CellStyles Read(WorkbookPackage package, string part)
    {
        var styles = new CellStyles();
        var codes = new Dictionary<int, string>();
        var inside = false;
        if (!package.Has(part))
        {
            return styles;
        }

        package.Walk(part, xml =>
        {
            switch (xml.LocalName)
            {
                case "numFmt" when Number(xml.GetAttribute("numFmtId")) is { } id && codes.Count < 10_000:
                    codes[id] = xml.GetAttribute("formatCode") ?? "";
                    break;
                case "cellXfs":
                    inside = true;
                    break;
                case "cellStyles" or "dxfs" or "cellStyleXfs":
                    inside = false;
                    break;
                case "xf" when inside && styles._formatOfStyle.Count < 100_000:
                    var format = Number(xml.GetAttribute("numFmtId")) ?? 0;
                    styles._formatOfStyle.Add(codes.TryGetValue(format, out var code) ? code : BuiltIn(format));
                    break;
            }
        });
        return styles;
    }

    /// <summary>What a number in this style means; the number of digits for padded codes.</summary>
    public Meaning Of(string? style, out int digits)
    {
        digits = 0;
        if (style is null || !int.TryParse(style, NumberStyles.None, CultureInfo.InvariantCulture, out var at) || at >= _formatOfStyle.Count)
        {
            return Meaning.Number;
        }

        var code = Bare(_formatOfStyle[at]);
        if (code.Length > 1 && code.All(static c => c == '0'))
        {
            digits = code.Length;
            return Meaning.Padded;
        }

        return code switch
        {
            _ when code.Contains('%', StringComparison.Ordinal) => Meaning.Percent,
            _ when code.Contains('y', StringComparison.OrdinalIgnoreCase) || (code.Contains('d', StringComparison.OrdinalIgnoreCase) && code.Contains('m', StringComparison.OrdinalIgnoreCase)) => Meaning.Date,
            _ => Meaning.Number,
        };
    }

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    // ECMA-376 part 1, 18.8.30; those with a time of day alone stay numbers.
    private static string BuiltIn(int id) => id switch
    {
        9 or 10 => "0%",
        >= 14 and <= 17 or 22 or (>= 27 and <= 31) or 36 or (>= 50 and <= 54) or 57 or 58 => "yyyy-mm-dd",
        _ => "",
    };

    // Quoted text, colours and locales in brackets, escaped characters, and the sections for negative numbers and zero say nothing here.
    private static string Bare(string code)
    {
        var bare = new System.Text.StringBuilder();
        for (var i = 0; i < code.Length && code[i] != ';'; i++)
        {
            switch (code[i])
            {
                case '"' or '[':
                    var end = code.IndexOf(code[i] == '"' ? '"' : ']', i + 1);
                    i = end < 0 ? code.Length : end;
                    break;
                case '\\' or '_' or '*':
                    i++;
                    break;
                default:
                    bare.Append(code[i]);
                    break;
            }
        }

        return bare.ToString();
    }
}
