using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Matching.Files;

/// <summary>How the cells of a column are shown.</summary>
internal enum ColumnLook
{
    /// <summary>Text, also when it is all digits: codes keep their zeros.</summary>
    Text,
    Number,
    Day,
    Wide,
}

/// <summary>Words that a person chooses from in the cells of a column.</summary>
internal sealed record ColumnList(int Column, IReadOnlyList<string> Words);

/// <summary>Writes an XLSX file sheet by sheet and row by row; equal calls give equal bytes. Text is never a formula.</summary>
internal sealed class WorkbookOutput : IDisposable
{
    private const string Namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string TextStyle = "1", DayStyle = "2", NumberStyle = "3", HeaderStyle = "4", MarkedStyle = "5", NoteStyle = "6";

    /// <summary>A spreadsheet counts in doubles; whole numbers above this would be rounded and are written as text.</summary>
    private const long LargestExact = 9_007_199_254_740_992;

    private readonly ZipArchive _zip;
    private readonly CancellationToken _cancel;
    private readonly List<string> _sheets = [];
    private readonly List<ColumnList> _lists = [];
    private XmlWriter? _xml;
    private int _row;
    private int _column;

    public WorkbookOutput(Stream stream, CancellationToken cancel)
    {
        _zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        _cancel = cancel;
    }

    public void BeginSheet(string name, IReadOnlyList<ColumnLook> columns, IEnumerable<ColumnList>? lists = null)
    {
        EndSheet();
        _sheets.Add(name);
        _lists.AddRange(lists ?? []);
        _row = 0;
        _xml = Part($"xl/worksheets/sheet{_sheets.Count}.xml");
        _xml.WriteStartElement("worksheet", Namespace);
        _xml.WriteRaw("<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>");
        _xml.WriteStartElement("cols", Namespace);
        for (var c = 0; c < columns.Count; c++)
        {
            var (width, style) = columns[c] switch
            {
                ColumnLook.Text => ("18", TextStyle),
                ColumnLook.Day => ("12", DayStyle),
                ColumnLook.Number => ("14", NumberStyle),
                _ => ("60", NoteStyle),
            };
            var at = (c + 1).ToString(CultureInfo.InvariantCulture);
            _xml.WriteStartElement("col", Namespace);
            Attributes(("min", at), ("max", at), ("width", width), ("style", style), ("customWidth", "1"));
            _xml.WriteEndElement();
        }

        _xml.WriteEndElement();
        _xml.WriteStartElement("sheetData", Namespace);
    }

    public void BeginRow()
    {
        if (++_row % 4096 == 0)
        {
            _cancel.ThrowIfCancellationRequested();
        }

        _column = 0;
        Xml.WriteStartElement("row", Namespace);
        Attributes(("r", _row.ToString(CultureInfo.InvariantCulture)));
    }

    public void EndRow() => Xml.WriteEndElement();

    public void Header(string text) => Inline(text, HeaderStyle);

    public void Note(string text) => Inline(text, NoteStyle);

    public void Text(string text) => Inline(text, Neutral.NeedsMark(text) ? MarkedStyle : TextStyle);

    public void Number(long value)
    {
        if (value is > LargestExact or < -LargestExact)
        {
            Inline(value.ToString(CultureInfo.InvariantCulture), TextStyle);
            return;
        }

        Value(value.ToString(CultureInfo.InvariantCulture), NumberStyle);
    }

    public void Day(DateOnly day) => Value((day.DayNumber - new DateOnly(1899, 12, 30).DayNumber).ToString(CultureInfo.InvariantCulture), DayStyle);

    public void Skip() => _column++;

    /// <summary>Completes the file. Without this call it is none.</summary>
    public void Finish()
    {
        EndSheet();
        Whole("xl/workbook.xml", string.Concat(
            $"<workbook xmlns=\"{Namespace}\" xmlns:r=\"{Relations}\"><bookViews><workbookView/></bookViews><sheets>",
            string.Concat(_sheets.Select(static (name, at) => string.Create(CultureInfo.InvariantCulture, $"<sheet name=\"{System.Security.SecurityElement.Escape(name)}\" sheetId=\"{at + 1}\" r:id=\"rId{at + 1}\"/>"))),
            "</sheets></workbook>"));
        Whole("xl/styles.xml", $"""
            <styleSheet xmlns="{Namespace}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFDDEBF7"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="7"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="1" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>
            """);
        Whole("_rels/.rels", $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{Relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
        var styles = (_sheets.Count + 1).ToString(CultureInfo.InvariantCulture);
        Whole("xl/_rels/workbook.xml.rels", string.Concat(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
            string.Concat(_sheets.Select(static (_, at) => string.Create(CultureInfo.InvariantCulture, $"<Relationship Id=\"rId{at + 1}\" Type=\"{Relations}/worksheet\" Target=\"worksheets/sheet{at + 1}.xml\"/>"))),
            $"<Relationship Id=\"rId{styles}\" Type=\"{Relations}/styles\" Target=\"styles.xml\"/></Relationships>"));
        const string Types = "application/vnd.openxmlformats-officedocument.spreadsheetml";
        Whole("[Content_Types].xml", string.Concat(
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>",
            $"<Override PartName=\"/xl/workbook.xml\" ContentType=\"{Types}.sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"{Types}.styles+xml\"/>",
            string.Concat(_sheets.Select(static (_, at) => string.Create(CultureInfo.InvariantCulture, $"<Override PartName=\"/xl/worksheets/sheet{at + 1}.xml\" ContentType=\"{Types}.worksheet+xml\"/>"))),
            "</Types>"));
    }

    public void Dispose()
    {
        _xml?.Dispose();
        _zip.Dispose();
    }

    private XmlWriter Xml => _xml ?? throw new InvalidOperationException("No sheet was begun.");

    private void EndSheet()
    {
        if (_xml is null)
        {
            return;
        }

        _xml.WriteEndElement();
        if (_lists.Count > 0)
        {
            _xml.WriteStartElement("dataValidations", Namespace);
            Attributes(("count", _lists.Count.ToString(CultureInfo.InvariantCulture)));
            foreach (var list in _lists)
            {
                var letters = CellReference.Letters(list.Column);
                _xml.WriteStartElement("dataValidation", Namespace);
                Attributes(("type", "list"), ("allowBlank", "1"), ("showErrorMessage", "1"), ("sqref", $"{letters}2:{letters}10000"));
                _xml.WriteElementString("formula1", Namespace, $"\"{string.Join(',', list.Words)}\"");
                _xml.WriteEndElement();
            }

            _xml.WriteEndElement();
            _lists.Clear();
        }

        _xml.WriteEndElement();
        _xml.Dispose();
        _xml = null;
    }

    private void Inline(string text, string style)
    {
        Xml.WriteStartElement("c", Namespace);
        Attributes(("r", Here()), ("s", style), ("t", "inlineStr"));
        Xml.WriteStartElement("is", Namespace);
        Xml.WriteStartElement("t", Namespace);
        Xml.WriteAttributeString("xml", "space", null, "preserve");
        Xml.WriteString(CellText.Escape(text));
        Xml.WriteEndElement();
        Xml.WriteEndElement();
        Xml.WriteEndElement();
    }

    private void Value(string value, string style)
    {
        Xml.WriteStartElement("c", Namespace);
        Attributes(("r", Here()), ("s", style));
        Xml.WriteElementString("v", Namespace, value);
        Xml.WriteEndElement();
    }

    private string Here() => string.Create(CultureInfo.InvariantCulture, $"{CellReference.Letters(_column++)}{_row}");

    private void Attributes(params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        foreach (var (name, value) in attributes)
        {
            Xml.WriteAttributeString(name, value);
        }
    }

    private void Whole(string part, string markup)
    {
        using var xml = Part(part);
        xml.WriteRaw(markup);
    }

    private XmlWriter Part(string name)
    {
        var entry = _zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero); // equal content, equal bytes
        var xml = XmlWriter.Create(entry.Open(), new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), CloseOutput = true });
        xml.WriteStartDocument(standalone: true);
        return xml;
    }
}
