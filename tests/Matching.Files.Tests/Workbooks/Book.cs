using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace Matching.Files.Tests.Workbooks;

/// <summary>An XLSX file made part by part, so that each part can be spoiled. Cells: text, numbers, <see cref="Raw"/> markup, null for none.</summary>
internal sealed class Book
{
    private readonly SortedDictionary<string, byte[]> _parts = new(StringComparer.Ordinal);

    public Book(params object?[][] rows)
    {
        Put("[Content_Types].xml", """
            <?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>
            """);
        Put("_rels/.rels", Rels("""<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>"""));
        Put("xl/_rels/workbook.xml.rels", Rels("""
            <Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>
            """));
        Workbook("""<sheets><sheet name="Bảng 1" sheetId="1" r:id="rId1"/></sheets>""");
        Put("xl/sharedStrings.xml", Part("sst", "<si><t>jacket</t></si><si><r><t>03</t></r><r><t>217</t></r><rPh sb=\"0\" eb=\"1\"><t>x</t></rPh></si>"));
        Put("xl/styles.xml", Part("styleSheet", """<numFmts count="1"><numFmt numFmtId="200" formatCode="00000"/></numFmts><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="9"/><xf numFmtId="200"/></cellXfs>"""));
        Sheet(Data(rows));
    }

    public static Raw Raw(string markup) => new(markup);

    public static string Rels(string inside) => $"""<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>""";

    public static string Part(string root, string inside, string before = "") =>
        $"""<?xml version="1.0" encoding="UTF-8"?>{before}<{root} xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">{inside}</{root}>""";

    public static string Data(IEnumerable<object?[]> rows) => "<sheetData>" + string.Concat(rows.Select((row, r) => Row(r + 1, row))) + "</sheetData>";

    public static string Row(int number, object?[] cells, string attributes = "") =>
        $"<row r=\"{number}\" {attributes}>" + string.Concat(cells.Select((cell, c) => Cell($"{(char)('A' + c)}{number}", cell))) + "</row>";

    public Book Put(string part, string text) => Put(part, Encoding.UTF8.GetBytes(text.Trim()));

    public Book Put(string part, byte[] bytes)
    {
        _parts[part] = bytes;
        return this;
    }

    public Book Sheet(string inside, string before = "") => Put("xl/worksheets/sheet1.xml", Part("worksheet", inside, before));

    public Book Workbook(string inside) => Put("xl/workbook.xml", Part("workbook", inside));

    public byte[] Bytes(Action<ZipArchive>? more = null)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in _parts)
            {
                Add(zip, name, bytes);
            }

            more?.Invoke(zip);
        }

        return stream.ToArray();
    }

    public static ZipArchiveEntry Add(ZipArchive zip, string name, byte[] bytes)
    {
        var entry = zip.CreateEntry(name);
        using var part = entry.Open();
        part.Write(bytes);
        return entry;
    }

    private static string Cell(string reference, object? cell) => cell switch
    {
        null => "",
        Raw raw => raw.Markup.Replace("@", reference, StringComparison.Ordinal),
        string text => $"<c r=\"{reference}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{SecurityElement.Escape(text)}</t></is></c>",
        IFormattable number => $"<c r=\"{reference}\"><v>{number.ToString(null, CultureInfo.InvariantCulture)}</v></c>",
        _ => throw new ArgumentException("Not a cell.", nameof(cell)),
    };
}

/// <summary>Markup of a cell, <c>@</c> for its reference.</summary>
internal sealed record Raw(string Markup);
