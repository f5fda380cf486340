namespace Matching.Files;

/// <summary>What a file says a cell is.</summary>
internal enum CellKind
{
    Empty,

    /// <summary>Text; also every cell of a CSV file.</summary>
    Text,

    /// <summary>A number as the workbook stores it: digits, a point, an exponent; no separators.</summary>
    Number,

    /// <summary>A number that the workbook shows as a day; <see cref="SheetCell.Text"/> is yyyy-MM-dd, or the serial number when it is no whole day.</summary>
    Date,

    /// <summary>A number that the workbook shows as a percentage; <see cref="SheetCell.Text"/> is what is stored: 0.5 for 50 %.</summary>
    Percent,

    Boolean,

    /// <summary>A formula without a result, an error value, a reference to text that is not there.</summary>
    Failed,
}

internal readonly record struct SheetCell(CellKind Kind, string Text)
{
    public static readonly SheetCell Empty = new(CellKind.Empty, "");

    public bool IsBlank => Kind == CellKind.Empty || (Kind == CellKind.Text && string.IsNullOrWhiteSpace(Text));
}

/// <summary>A row with content. Cells behind the last one are empty.</summary>
/// <param name="Number">As the spreadsheet or an editor counts, 1 = first.</param>
/// <param name="IsHidden">Whether a person who opens the file does not see it.</param>
/// <param name="Problem">For a CSV file, in what way the row is malformed.</param>
internal sealed record SheetRow(long Number, SheetCell[] Cells, bool IsHidden = false, RowProblem Problem = RowProblem.None)
{
    public SheetCell this[int column] => column < Cells.Length ? Cells[column] : SheetCell.Empty;

    public bool IsBlank => Problem == RowProblem.None && Cells.All(static cell => cell.IsBlank);
}

/// <summary>One table of a file, row by row.</summary>
internal interface ISheet
{
    /// <summary>Name of the sheet; nothing for a CSV file.</summary>
    string? Name { get; }

    /// <summary>Whether the file says of each cell what it is.</summary>
    bool HasTypes { get; }

    /// <summary>Rows that are not blank, in order.</summary>
    /// <exception cref="SheetRefusedException">The file as a whole cannot be trusted.</exception>
    IEnumerable<SheetRow> Rows();

    /// <summary>What the file tells behind its rows: merged ranges and hidden columns. Complete when <see cref="Rows"/> has ended.</summary>
    SheetShape Shape { get; }
}

/// <summary>Rectangles and columns that matter for how a person sees the sheet.</summary>
internal sealed class SheetShape
{
    public List<CellRange> Merged { get; } = [];

    public List<(int First, int Last)> HiddenColumns { get; } = [];

    public void Clear()
    {
        Merged.Clear();
        HiddenColumns.Clear();
    }
}

/// <summary>A rectangle as the workbook writes it, with its first and last row.</summary>
internal readonly record struct CellRange(string Reference, long FirstRow, long LastRow);

/// <summary>Ends the reading of a file that is refused as a whole; caught where the file is opened, and told as one fault.</summary>
internal sealed class SheetRefusedException(FaultKind kind, Wanted wanted, string? value = null, long row = 0) : Exception(wanted.En)
{
    public FaultKind Kind { get; } = kind;

    public Wanted Wanted { get; } = wanted;

    public string? Value { get; } = value;

    public long Row { get; } = row;
}
