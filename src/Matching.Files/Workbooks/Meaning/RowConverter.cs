using System.Collections.Immutable;

namespace Matching.Files;

/// <summary>Turns rows as people write them into rows of the round's files. Only what is understood is changed; all else is handed on, for the reader of those files to judge.</summary>
internal sealed class RowConverter(Header header, ISheet sheet, ImportOptions options, PlaceLookup places, ItemLookup items, FaultLog faults, FaultLog warnings)
{
    private readonly SheetForm _form = header.Form;
    private readonly ImmutableArray<int> _stated = [.. header.Form.Stated.Select(column => header.Form.At(column.Name))];
    private readonly int _communeName = header.Form.At("commune_name");
    private readonly int _districtName = header.Form.At("district_name");
    private readonly int _provinceName = header.Form.At("province_name");
    private readonly int _itemName = header.Form.At("item_name");
    private readonly int _unit = header.Form.At("unit");
    private SheetRow _row = null!;
    private CsvOutput _csv = null!;
    private bool _hasContent;

    /// <summary>Cells about which something was said here, so that the reader behind does not say it again.</summary>
    public HashSet<(long Row, string Column)> Told { get; } = [];

    /// <summary>Line breaks within the cells of the last row.</summary>
    public int LineBreaks { get; private set; }

    /// <summary>Writes the row; false when it was refused as a whole.</summary>
    /// <param name="hasContent">Whether a cell of the format states something.</param>
    public bool Write(SheetRow row, CsvOutput csv, out bool hasContent)
    {
        (_row, _csv, _hasContent, hasContent, LineBreaks) = (row, csv, false, false, 0);
        if (IsMalformed())
        {
            return false;
        }

        foreach (var column in _stated)
        {
            WriteCell(column, header.Cell(row, column));
        }

        csv.EndRow();
        hasContent = _hasContent;
        return true;
    }

    private bool IsMalformed()
    {
        if (_row.Problem != RowProblem.None)
        {
            var (kind, wanted) = Advice.Of(_row.Problem);
            faults.Add(_row.Number, null, (string?)null, kind, wanted);
            return true;
        }

        if (sheet.HasTypes || _row.Cells.Length == header.Width)
        {
            return false;
        }

        faults.Add(_row.Number, null, _row.Cells.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), FaultKind.WrongCellCount, new(
            $"{header.Width} cells as in the header; a cell with the delimiter in it needs quotes", $"{header.Width} ô như dòng tiêu đề; ô có dấu phân cách phải đặt trong dấu nháy kép"));
        return true;
    }

    private void WriteCell(int column, SheetCell cell)
    {
        var form = _form.Columns[column];
        if (cell.Kind == CellKind.Failed)
        {
            Fault(column, cell.Text, FaultKind.FormulaFailed, new(
                "a value; the formula or text behind this cell has none in the file. Recompute and save, or paste as values", "một giá trị; công thức hoặc chữ của ô này không có kết quả trong tệp. Hãy tính lại rồi lưu, hoặc dán dạng giá trị"));
            Put("", mark: false);
            return;
        }

        switch (form.Use)
        {
            case ColumnUse.Commune:
                WriteCommune(column, Value(column, cell));
                break;
            case ColumnUse.Item:
                WriteItem(column, Value(column, cell));
                break;
            case ColumnUse.Number or ColumnUse.Percent when !cell.IsBlank:
                WriteNumber(column, cell, form.Use == ColumnUse.Percent);
                break;
            case ColumnUse.Day when !cell.IsBlank:
                WriteDay(column, cell);
                break;
            case ColumnUse.Word:
                Put(WordForms.Of(SetOf(form.Name), Value(column, cell)), mark: false);
                break;
            case ColumnUse.Flag:
                Put(WordForms.Of("flag", Value(column, cell)), mark: false);
                break;
            case ColumnUse.List:
                WriteList(column, cell);
                break;
            default:
                // A CSV file carries the mark of an export itself; a workbook has none, and what it holds is meant as it stands.
                Put(cell.IsBlank ? "" : cell.Kind == CellKind.Number ? NumberText.OfStored(cell.Text) : cell.Text, mark: sheet.HasTypes);
                break;
        }
    }

    private void WriteNumber(int column, SheetCell cell, bool isPercent)
    {
        if (cell.Kind is CellKind.Number or CellKind.Percent)
        {
            Put(cell.Kind == CellKind.Number || isPercent ? NumberText.OfStored(cell.Text, cell.Kind == CellKind.Percent ? 100 : 1) : cell.Text, mark: false);
            return;
        }

        var text = Value(column, cell);
        text = NumberText.Plain(isPercent ? text.TrimEnd('%', ' ') : text, options.Numbers, out var undeclared);
        if (undeclared)
        {
            Fault(column, cell.Text, FaultKind.FormNotDeclared, NumberText.Declare);
        }

        Put(text, mark: false);
    }

    private void WriteDay(int column, SheetCell cell)
    {
        var undeclared = false;
        var text = cell.Kind == CellKind.Text ? DayText.Iso(Value(column, cell), options.Dates, out undeclared) : cell.Text;
        if (undeclared)
        {
            Fault(column, cell.Text, FaultKind.FormNotDeclared, DayText.Declare);
        }
        else if (cell.Kind == CellKind.Number)
        {
            Fault(column, cell.Text, FaultKind.NotADate, new("a cell formatted as a date, or yyyy-MM-dd as text; this is a bare number", "ô định dạng ngày, hoặc chữ viết yyyy-MM-dd; đây là một con số"));
        }

        Put(text, mark: false);
    }

    private void WriteCommune(int column, string code)
    {
        var found = places.Commune(code, Helper(_communeName), Helper(_districtName), Helper(_provinceName), out var contradicted);
        if (contradicted is not null)
        {
            Fault(column, code, FaultKind.Contradiction, new($"a code that fits the name in this row; {code} is {contradicted}", $"mã khớp với tên ghi trong dòng; {code} là {contradicted}"));
        }

        Settle(column, code, code.Length > 0 || _communeName < 0 ? column : _communeName, Helper(_communeName), found, "commune_code", RoundFiles.Communes);
    }

    private void WriteItem(int column, string code)
    {
        var found = items.Item(code, Helper(_itemName), out var contradicted);
        if (contradicted is not null)
        {
            Fault(column, code, FaultKind.Contradiction, new($"a code that fits the name in this row; {code} is {contradicted}", $"mã khớp với tên ghi trong dòng; {code} là {contradicted}"));
        }

        if (found.Code is { } known && items.Known(known) is { } item && Helper(_unit) is { Length: > 0 } unit && Fold.Name(unit) != Fold.Name(item.Unit))
        {
            Fault(_unit, unit, FaultKind.Contradiction, new($"quantities counted in {item.Unit}, the unit of {item.NameVi}", $"số lượng tính theo {item.Unit}, đơn vị của {item.NameVi}"));
        }

        Settle(column, code, code.Length > 0 || _itemName < 0 ? column : _itemName, Helper(_itemName), found, "item_code", RoundFiles.Items);
    }

    /// <summary>Writes the code that was found, or says why there is none.</summary>
    private void Settle(int column, string code, int source, string name, Lookup found, string what, string file)
    {
        var written = code.Length > 0 ? code : name;
        if (found.Code is { } settled)
        {
            if (found.Assumed is { } why)
            {
                warnings.Add(_row.Number, header.Label(column), written, FaultKind.Assumed, why);
            }

            Put(settled, mark: true);
            return;
        }

        if (found.Candidates.Count > 0)
        {
            Told.Add((_row.Number, _form.Columns[column].Name));
            Fault(source, written, FaultKind.NotAllowed, Several(found));
        }
        else if (code.Length == 0 && name.Length > 0)
        {
            Told.Add((_row.Number, _form.Columns[column].Name));
            Fault(source, name, FaultKind.UnknownReference, Advice.KnownIn(what, file));
        }

        Put(written, mark: true);
    }

    private void WriteList(int column, SheetCell cell)
    {
        var name = _form.Columns[column].Name;
        if (cell.IsBlank)
        {
            Put("", mark: false);
            return;
        }

        if (cell.Kind != CellKind.Text)
        {
            Put(cell.Kind == CellKind.Number ? NumberText.OfStored(cell.Text) : cell.Text, mark: true);
            return;
        }

        var text = cell.Text.ReplaceLineEndings(";");
        var elements = text.Split(';').Select(element => Element(column, name, element.Trim()));
        Put(string.Join(';', elements), mark: sheet.HasTypes);
    }

    private string Element(int column, string name, string text)
    {
        switch (name)
        {
            case "zones":
                return WordForms.Of("zone", text);
            case "urgencies":
                return WordForms.Of("urgency", text);
        }

        var found = name switch
        {
            "provinces" or "exclude_provinces" => places.Province(text),
            "districts" => places.District(text),
            "communes" or "exclude_communes" => places.Commune(text),
            "items" or "exclude_items" => items.Item(text, "", out _),
            _ => Lookup.Unknown,
        };
        if (found.Candidates.Count > 0)
        {
            Fault(column, text, FaultKind.NotAllowed, Several(found));
        }

        return found.Code ?? text;
    }

    private Wanted Several(Lookup found)
    {
        var codes = string.Join(", ", found.Candidates.Take(5).Select(code => $"{code} ({places.Name(code)})"));
        return new($"a code, because the name alone could be any of: {codes}", $"mã, vì tên này có thể là: {codes}");
    }

    private string Helper(int column) => column < 0 ? "" : Value(column, header.Cell(_row, column));

    /// <summary>Text without what cannot be seen and without white space around.</summary>
    private string Value(int column, SheetCell cell)
    {
        if (cell.IsBlank || cell.Kind == CellKind.Failed)
        {
            return "";
        }

        if (cell.Kind == CellKind.Number)
        {
            return NumberText.OfStored(cell.Text);
        }

        var trimmed = cell.Text.Trim();
        if (CleanText.TryClean(trimmed, TextUse.KeyList, out var text, out var invisible) != TextProblem.None)
        {
            return trimmed;
        }

        if (invisible)
        {
            warnings.Add(_row.Number, header.Label(column), cell.Text, FaultKind.InvisibleCharacter, Advice.NoInvisible);
        }

        return text.Trim();
    }

    private string SetOf(string column) => column != "quality" ? column : _form.Kind == ImportKind.Needs ? "accepts" : "goods";

    private void Fault(int column, string value, FaultKind kind, Wanted wanted)
    {
        Told.Add((_row.Number, _form.Columns[column].Name));
        faults.Add(_row.Number, header.Label(column), value, kind, wanted);
    }

    /// <param name="mark">Whether text that looks like a formula gets the mark of an export, which reading takes off again.</param>
    private void Put(string text, bool mark)
    {
        _hasContent |= text.Length > 0;
        for (var i = 0; i < text.Length; i++)
        {
            LineBreaks += text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')) ? 1 : 0;
        }

        _ = mark ? _csv.Text(text) : _csv.Verbatim(text);
    }
}
