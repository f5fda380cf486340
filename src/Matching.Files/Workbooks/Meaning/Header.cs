using System.Globalization;

namespace Matching.Files;

/// <summary>Where the header of a table stands and which column of the sheet is which column of the form.</summary>
internal sealed class Header
{
    /// <summary>Rows with content above the table: national title, name of the office, title of the annex.</summary>
    private const int RowsToLookAt = 50;

    private readonly int[] _cellOf;
    private readonly string[] _written;
    private readonly bool _hasLetters;

    private Header(SheetForm form, SheetRow row, bool hasLetters)
    {
        Form = form;
        Row = row.Number;
        Width = row.Cells.Length;
        _hasLetters = hasLetters;
        _cellOf = new int[form.Columns.Length];
        _written = [.. row.Cells.Select(static cell => Clean(cell.Text))];
        Array.Fill(_cellOf, -1);
        for (var cell = 0; cell < _written.Length; cell++)
        {
            if (form.Find(_written[cell]) is >= 0 and var column && _cellOf[column] < 0)
            {
                _cellOf[column] = cell;
            }
        }
    }

    public SheetForm Form { get; }

    public long Row { get; }

    /// <summary>Columns of the sheet that have a header or stand before one.</summary>
    public int Width { get; }

    /// <summary>How many columns of the form the first rows of a sheet name at best; tells tables from other things.</summary>
    public static int Fit(SheetForm form, ISheet sheet)
    {
        try
        {
            return sheet.Rows().Take(RowsToLookAt).Select(row => Matches(form, row)).DefaultIfEmpty().Max();
        }
        catch (SheetRefusedException)
        {
            return 0; // with this delimiter; with another the file may be sound
        }
    }

    /// <summary>Goes to the header: the first of the rows that name the most columns.</summary>
    public static Header? Find(SheetForm form, ISheet sheet)
    {
        SheetRow? best = null;
        var most = 1; // one word alone may be part of a title
        foreach (var row in sheet.Rows().Take(RowsToLookAt))
        {
            if (Matches(form, row) is var matches && matches > most)
            {
                (best, most) = (row, matches);
            }
        }

        return best is null ? null : new Header(form, best, sheet.HasTypes);
    }

    public SheetCell Cell(SheetRow row, int column) => _cellOf[column] < 0 ? SheetCell.Empty : row[_cellOf[column]];

    public bool Has(int column) => _cellOf[column] >= 0;

    /// <summary>The column as the person who filled it in sees it: <c>Số lượng (F)</c>.</summary>
    public string Label(int column) => _cellOf[column] < 0 ? Form.Columns[column].Name : LabelOf(_cellOf[column]);

    /// <summary>Says what is wrong with the header; false when rows cannot be understood by it.</summary>
    public bool Check(FaultLog faults, FaultLog warnings, SheetShape shape)
    {
        var before = faults.Count;
        for (var cell = 0; cell < _written.Length; cell++)
        {
            var column = _written[cell].Length == 0 ? -1 : Form.Find(_written[cell]);
            if (column < 0 && _written[cell].Length > 0)
            {
                warnings.Add(Row, LabelOf(cell), (string?)null, FaultKind.UnknownColumn, new("one of the columns of the template; this one is ignored", "một trong các cột của mẫu; cột này bị bỏ qua"));
            }
            else if (column >= 0 && _cellOf[column] != cell && Form.Columns[column].Use != ColumnUse.Remark)
            {
                faults.Add(Row, LabelOf(cell), _written[cell], FaultKind.DuplicateColumn, new($"the column once; {Label(column)} means {Form.Columns[column].Name} as well", $"cột chỉ có một lần; {Label(column)} cũng là {Form.Columns[column].Title}"));
            }

            if (column >= 0 && shape.HiddenColumns.Any(hidden => cell >= hidden.First && cell <= hidden.Last))
            {
                warnings.Add(Row, LabelOf(cell), (string?)null, FaultKind.OutOfSight, new("a visible column; this hidden one was read", "cột không bị ẩn; cột ẩn này vẫn được đọc"));
            }
        }

        foreach (var (column, instead) in Form.Columns.Select(static (column, at) => (column, at)).Where(static pair => pair.column.Required).Select(pair => (pair.at, Substitute(pair.column.Use))))
        {
            if (!Has(column) && (instead < 0 || !Has(instead)))
            {
                var wanted = Form.Columns[column];
                faults.Add(Row, wanted.Name, (string?)null, FaultKind.MissingColumn, new($"a column named {wanted.Name} or \"{wanted.Title}\"", $"một cột tên là \"{wanted.Title}\" hoặc {wanted.Name}"));
            }
        }

        return faults.Count == before;
    }

    /// <summary>The column that may be filled in instead: names of communes and items.</summary>
    private int Substitute(ColumnUse use) => use switch
    {
        ColumnUse.Commune => Form.At("commune_name"),
        ColumnUse.Item => Form.At("item_name"),
        _ => -1,
    };

    private string LabelOf(int cell) => _hasLetters
        ? string.Create(CultureInfo.InvariantCulture, $"{Printable.Of(_written[cell])} ({CellReference.Letters(cell)})")
        : Printable.Of(_written[cell]);

    private static int Matches(SheetForm form, SheetRow row)
    {
        var found = new HashSet<int>();
        foreach (var cell in row.Cells)
        {
            if (cell is { Kind: CellKind.Text, Text.Length: <= 200 } && form.Find(cell.Text) is >= 0 and var column)
            {
                found.Add(column);
            }
        }

        return found.Count;
    }

    private static string Clean(string text) => text.Replace('\n', ' ').Replace('\r', ' ').Trim();
}
