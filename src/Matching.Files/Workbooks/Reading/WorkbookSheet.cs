using System.Globalization;
using System.Xml;

namespace Matching.Files;

/// <summary>The cells of one sheet of a workbook, read element by element.</summary>
internal sealed class WorkbookSheet(WorkbookPackage package, string part, string name, List<string> strings, CellStyles styles, bool from1904) : ISheet
{
    private readonly char[] _buffer = new char[4096];
    private long _last;

    public string? Name => name;

    public bool HasTypes => true;

    public SheetShape Shape { get; } = new();

    public IEnumerable<SheetRow> Rows()
    {
        _last = 0;
        Shape.Clear();
        using var xml = OpenPart();
        while (Next(xml) is { } row)
        {
            yield return row;
        }
    }

    private XmlReader OpenPart()
    {
        try
        {
            return package.Open(part);
        }
        catch (XmlException broken)
        {
            throw WorkbookPackage.Unsound(broken, part);
        }
    }

    private SheetRow? Next(XmlReader xml)
    {
        try
        {
            while (xml.Read())
            {
                if (xml.NodeType != XmlNodeType.Element)
                {
                    continue;
                }

                switch (xml.LocalName)
                {
                    case "row" when ReadRow(xml) is { IsBlank: false } row:
                        return row;
                    case "col" when xml.GetAttribute("hidden") is "1" or "true":
                        Hide(xml.GetAttribute("min"), xml.GetAttribute("max"));
                        break;
                    case "mergeCell" when Shape.Merged.Count < 100_000:
                        Shape.Merged.Add(CellReference.TryReadRange(xml.GetAttribute("ref") ?? "", out var range) ? range : throw PartStream.Damaged(part));
                        break;
                }
            }

            return null;
        }
        catch (XmlException broken)
        {
            throw WorkbookPackage.Unsound(broken, part);
        }
    }

    private SheetRow ReadRow(XmlReader xml)
    {
        var stated = xml.GetAttribute("r");
        var number = _last + 1;
        if (stated is not null && !(long.TryParse(stated, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > _last))
        {
            throw BadPlace(stated);
        }

        if (number > CellReference.LastRow)
        {
            throw BadPlace(stated ?? number.ToString(CultureInfo.InvariantCulture));
        }

        _last = number;
        var hidden = xml.GetAttribute("hidden") is "1" or "true";
        if (xml.IsEmptyElement)
        {
            return new SheetRow(number, [], hidden);
        }

        var cells = new List<SheetCell>();
        var depth = xml.Depth;
        var next = 0;
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "c")
            {
                continue;
            }

            var column = next;
            if (xml.GetAttribute("r") is { } reference && !(CellReference.TryRead(reference, out column, out var row) && row == number && column >= next))
            {
                throw BadPlace(reference);
            }

            next = column + 1;
            var cell = ReadCell(xml, number);
            if (cell.IsBlank)
            {
                continue; // formatted, and nothing in it
            }

            if (column >= CsvScanner.MaxCells)
            {
                throw new SheetRefusedException(FaultKind.TooManyColumns, new("at most 256 columns, up to IV", "nhiều nhất 256 cột, đến cột IV"), CellReference.Letters(column), number);
            }

            while (cells.Count < column)
            {
                cells.Add(SheetCell.Empty);
            }

            cells.Add(cell);
        }

        return new SheetRow(number, [.. cells], hidden);
    }

    private SheetCell ReadCell(XmlReader xml, long row)
    {
        var (type, style) = (xml.GetAttribute("t") ?? "n", xml.GetAttribute("s"));
        var (formula, value, text) = (false, (string?)null, (string?)null);
        if (!xml.IsEmptyElement)
        {
            var depth = xml.Depth;
            while (xml.Read() && xml.Depth > depth)
            {
                if (xml.NodeType != XmlNodeType.Element)
                {
                    continue;
                }

                switch (xml.LocalName)
                {
                    case "f":
                        formula = true;
                        CellText.Read(xml, _buffer, row);
                        break;
                    case "v":
                        value = CellText.Read(xml, _buffer, row);
                        break;
                    case "is":
                        text = CellText.Read(xml, _buffer, row);
                        break;
                }
            }
        }

        if (value is null && text is null)
        {
            return formula ? new SheetCell(CellKind.Failed, "=") : SheetCell.Empty;
        }

        return type switch
        {
            "s" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < strings.Count
                ? new SheetCell(CellKind.Text, strings[at])
                : new SheetCell(CellKind.Failed, value ?? ""),
            "inlineStr" => new SheetCell(CellKind.Text, text ?? value ?? ""),
            "str" => new SheetCell(CellKind.Text, value ?? ""),
            "b" => new SheetCell(CellKind.Boolean, value is "1" or "true" ? "true" : "false"),
            "d" => new SheetCell(CellKind.Date, WholeDay(value ?? "")),
            "n" => OfNumber(value ?? "", style),
            _ => new SheetCell(CellKind.Failed, value ?? ""),
        };
    }

    private SheetCell OfNumber(string value, string? style)
    {
        if (value.Length == 0)
        {
            return SheetCell.Empty;
        }

        switch (styles.Of(style, out var digits))
        {
            case CellStyles.Meaning.Date:
                return new SheetCell(CellKind.Date, Day(value));
            case CellStyles.Meaning.Percent:
                return new SheetCell(CellKind.Percent, value);
            case CellStyles.Meaning.Padded when value.All(char.IsAsciiDigit):
                return new SheetCell(CellKind.Text, value.PadLeft(digits, '0')); // what the person sees
            default:
                return new SheetCell(CellKind.Number, value);
        }
    }

    /// <summary>A serial number of days as yyyy-MM-dd; itself when it is no whole day.</summary>
    private string Day(string serial)
    {
        // Day 60 of the 1900 system is the 29 February that 1900 did not have; what lies before is out of every range of ours.
        var whole = serial.EndsWith(".0", StringComparison.Ordinal) ? serial[..^2] : serial;
        return int.TryParse(whole, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is > 60 and < 2_958_466 - 1_462
            ? new DateOnly(1899, 12, 30).AddDays(days + (from1904 ? 1_462 : 0)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : serial;
    }

    private static string WholeDay(string iso) => iso.EndsWith("T00:00:00", StringComparison.Ordinal) ? iso[..^9] : iso;

    private void Hide(string? first, string? last)
    {
        if (int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var from) && int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var to) && Shape.HiddenColumns.Count < 1_000)
        {
            Shape.HiddenColumns.Add((from - 1, to - 1));
        }
    }

    private SheetRefusedException BadPlace(string found) => new(FaultKind.Damaged, new(
        "rows and cells in order, from A1 to XFD1048576", "dòng và ô theo thứ tự, từ A1 đến XFD1048576"), found, _last);
}
