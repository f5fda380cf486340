using System.Collections.Immutable;
using System.Xml;

namespace Matching.Files;

/// <summary>The sheets of an XLSX file and what they share.</summary>
internal sealed class Workbook : IDisposable
{
    private const string Root = "_rels/.rels";

    private readonly WorkbookPackage _package;
    private readonly List<(string Name, string Relation, bool Hidden)> _sheets = [];
    private readonly Dictionary<string, string> _targets = new(StringComparer.Ordinal);
    private readonly string _styles;
    private readonly string _strings;
    private bool _from1904;

    public Workbook(MemoryStream file, ImportLimits limits)
    {
        _package = new WorkbookPackage(file, limits);
        RefuseOtherTypes();
        var main = Targets(Root).FirstOrDefault(static found => found.Type.EndsWith("/officeDocument", StringComparison.Ordinal)).Target ?? throw PartStream.Damaged(Root);
        var folder = main.Contains('/', StringComparison.Ordinal) ? main[..(main.LastIndexOf('/') + 1)] : "";
        _package.Walk(main, Note);
        var related = Targets($"{folder}_rels/{main[folder.Length..]}.rels");
        foreach (var (id, _, target) in related)
        {
            _targets.TryAdd(id, Resolve(folder, target));
        }

        _styles = Shared("/styles");
        _strings = Shared("/sharedStrings");

        string Shared(string type) => related.FirstOrDefault(found => found.Type.EndsWith(type, StringComparison.Ordinal)).Target is { } target ? Resolve(folder, target) : "";
    }

    /// <summary>Names as the tabs say, and whether the tab is hidden.</summary>
    public ImmutableArray<(string Name, bool Hidden)> Sheets => [.. _sheets.Select(static sheet => (sheet.Name, sheet.Hidden))];

    public ISheet Open(string name)
    {
        var sheet = _sheets.First(sheet => string.Equals(sheet.Name, name, StringComparison.Ordinal));
        return !_targets.TryGetValue(sheet.Relation, out var part) || !_package.Has(part)
            ? throw PartStream.Damaged(name)
            : new WorkbookSheet(_package, part, name, ReadStrings(), CellStyles.Read(_package, _styles), _from1904);
    }

    public void Dispose() => _package.Dispose();

    private void Note(XmlReader xml)
    {
        switch (xml.LocalName)
        {
            case "workbookPr":
                _from1904 = xml.GetAttribute("date1904") is "1" or "true";
                break;
            case "sheet" when xml.GetAttribute("name") is { } name && _sheets.Count < 1_000:
                var relation = Relation(xml) ?? throw PartStream.Damaged(name);
                _sheets.Add((name, relation, xml.GetAttribute("state") is "hidden" or "veryHidden"));
                break;
        }
    }

    // r:id, in the namespace of the transitional or of the strict form of the standard.
    private static string? Relation(XmlReader xml) =>
        xml.GetAttribute("id", "http://schemas.openxmlformats.org/officeDocument/2006/relationships")
        ?? xml.GetAttribute("id", "http://purl.oclc.org/ooxml/officeDocument/relationships");

    private void RefuseOtherTypes()
    {
        var isWorkbook = false;
        _package.Walk("[Content_Types].xml", xml =>
        {
            var type = xml.GetAttribute("ContentType") ?? "";
            if (type.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase) || type.Contains("vbaProject", StringComparison.OrdinalIgnoreCase))
            {
                throw new SheetRefusedException(FaultKind.UnsafeContent, new("a workbook without macros; save it as XLSX, not XLSM", "sổ tính không có macro; hãy lưu dạng XLSX, không phải XLSM"), type);
            }

            isWorkbook |= type.Contains("spreadsheetml.sheet.main", StringComparison.Ordinal);
        });
        if (!isWorkbook)
        {
            throw new SheetRefusedException(FaultKind.WrongFileType, new("an Excel workbook (XLSX); this is another kind of document", "sổ tính Excel (XLSX); đây là loại tài liệu khác"));
        }
    }

    private List<(string Id, string Type, string Target)> Targets(string relations)
    {
        var all = new List<(string Id, string Type, string Target)>();
        if (_package.Has(relations))
        {
            _package.Walk(relations, xml =>
            {
                if (xml.LocalName == "Relationship" && all.Count < 10_000)
                {
                    all.Add((xml.GetAttribute("Id") ?? "", xml.GetAttribute("Type") ?? "", (xml.GetAttribute("Target") ?? "").TrimStart('/')));
                }
            });
        }

        return all;
    }

    private string Resolve(string folder, string target) => _package.Has(folder + target) ? folder + target : target;

    private List<string> ReadStrings()
    {
        var strings = new List<string>();
        var buffer = new char[4096];
        if (_package.Has(_strings))
        {
            _package.Walk(_strings, xml =>
            {
                if (xml.LocalName == "si")
                {
                    strings.Add(CellText.Read(xml, buffer, 0));
                }
            });
        }

        return strings;
    }
}
