using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Matching.Files;

/// <summary>A column of a format, by its name in the header.</summary>
internal readonly record struct Column(string Name, bool Required = false);

/// <summary>A CSV file seen through the columns of its format; says what is wrong with header and rows.</summary>
internal sealed class CsvTable
{
    private readonly CsvScanner _scanner;
    private readonly ImmutableArray<Column> _columns;
    private readonly int[] _cellOf;
    private readonly CancellationToken _cancel;
    private int _cells;
    private long _blankRows;
    private long _firstBlank;
    private long _rowsSinceCheck;

    public CsvTable(HashedInput input, ImmutableArray<Column> columns, FaultLog faults, FaultLog warnings, CancellationToken cancel)
    {
        _scanner = new CsvScanner(input);
        _columns = columns;
        _cellOf = new int[columns.Length];
        _cancel = cancel;
        Faults = faults;
        Warnings = warnings;
    }

    public FaultLog Faults { get; }

    public FaultLog Warnings { get; }

    public long Line => _scanner.Line;

    /// <summary>Whether every row could be told apart, so that an id that was not met is truly not there.</summary>
    public bool EveryRowSeen { get; private set; } = true;

    /// <summary>Whether nothing was found wrong with the present row so far.</summary>
    public bool RowIsGood { get; private set; }

    /// <summary>Whether the present row ends the file without a line end, as a file cut short does.</summary>
    public bool IsLastBytes => _scanner.IsLastBytes;

    public string Name(int column) => _columns[column].Name;

    /// <summary>Content of a cell; empty when the file lacks the column.</summary>
    public ReadOnlySpan<byte> Cell(int column) => _cellOf[column] < 0 ? [] : _scanner.Cell(_cellOf[column]);

    public void Fault(int column, ReadOnlySpan<byte> value, FaultKind kind, Wanted wanted)
    {
        RowIsGood = false;
        Faults.Add(Line, Name(column), value, kind, wanted);
    }

    public void Fault(int column, FaultKind kind, Wanted wanted) => Fault(column, Cell(column), kind, wanted);

    /// <summary>Marks the present row as wrong without listing it once more.</summary>
    public void SpoilRow() => RowIsGood = false;

    /// <summary>Notes that the id of the present row is not known, so that references to this file cannot be checked.</summary>
    public void LoseId() => EveryRowSeen = false;

    /// <summary>Reads the header; false when the rows cannot be understood.</summary>
    public bool ReadHeader()
    {
        var head = _scanner.Peek();
        if (head.Length <= FileSniffer.MarkLength(head))
        {
            return Refuse(0, null, null, FaultKind.EmptyFile, new("a header line with the column names", "dòng tiêu đề với tên các cột"));
        }

        if (FileSniffer.IsOther(head, out var kind, out var wanted))
        {
            return Refuse(0, null, null, kind, wanted);
        }

        _scanner.Skip(FileSniffer.MarkLength(head));
        if (!NextWithContent())
        {
            return Refuse(0, null, null, FaultKind.EmptyFile, new("a header line with the column names", "dòng tiêu đề với tên các cột"));
        }

        if (_scanner.Problem != RowProblem.None)
        {
            ReportProblem();
            EveryRowSeen = false;
            return false;
        }

        return BindHeader();
    }

    /// <summary>Goes to the next row that has as many cells as the header; reports the others.</summary>
    public bool Next()
    {
        while (NextWithContent())
        {
            if (++_rowsSinceCheck % 4096 == 0)
            {
                _cancel.ThrowIfCancellationRequested();
            }

            if (_scanner.Problem != RowProblem.None)
            {
                ReportProblem();
                EveryRowSeen = false;
            }
            else if (_scanner.Cells != _cells)
            {
                EveryRowSeen = false;
                Faults.Add(
                    Line,
                    null,
                    _scanner.Cells.ToString(CultureInfo.InvariantCulture),
                    FaultKind.WrongCellCount,
                    new(
                        string.Create(CultureInfo.InvariantCulture, $"{_cells} cells as in the header; a cell with a comma in it needs quotes"),
                        string.Create(CultureInfo.InvariantCulture, $"{_cells} ô như dòng tiêu đề; ô có dấu phẩy phải đặt trong dấu nháy kép")));
            }
            else
            {
                RowIsGood = true;
                return true;
            }
        }

        if (_blankRows > 0)
        {
            Warnings.Add(
                _firstBlank,
                null,
                _blankRows.ToString(CultureInfo.InvariantCulture),
                FaultKind.BlankRows,
                new("rows with content; the blank ones mean nothing", "dòng có nội dung; dòng trống không có nghĩa gì"));
            _blankRows = 0;
        }

        return false;
    }

    private bool NextWithContent()
    {
        while (_scanner.Read())
        {
            if (_scanner.Problem != RowProblem.None || !IsBlank())
            {
                return true;
            }

            // An empty line is no row; a row of empty cells is what spreadsheets leave behind, and is worth a word.
            if (_scanner.Cells > 1 && _blankRows++ == 0)
            {
                _firstBlank = Line;
            }
        }

        return false;
    }

    private bool IsBlank()
    {
        for (var cell = 0; cell < _scanner.Cells; cell++)
        {
            if (_scanner.Cell(cell).ContainsAnyExcept((byte)' '))
            {
                return false;
            }
        }

        return true;
    }

    private bool BindHeader()
    {
        Array.Fill(_cellOf, -1);
        _cells = _scanner.Cells;
        var good = true;
        var names = new string[_cells];
        for (var cell = 0; cell < _cells; cell++)
        {
            var bytes = _scanner.Cell(cell);
            var problem = CleanText.TryClean(bytes, TextUse.KeyList, out names[cell], out var invisible);
            if (problem == TextProblem.NotUtf8)
            {
                return Refuse(Line, null, Printable.Of(bytes), FaultKind.NotUtf8, FileSniffer.GuessEncoding(bytes, IsLastBytes));
            }

            if (invisible)
            {
                Warnings.Add(Line, names[cell], bytes, FaultKind.InvisibleCharacter, Advice.NoInvisible);
            }
        }

        if (WrongDelimiter(names) is { } delimiter)
        {
            return Refuse(Line, null, names[0], FaultKind.WrongDelimiter, new(
                $"columns parted by commas; this file uses {delimiter}: save it as \"CSV UTF-8 (comma delimited)\"",
                $"các cột phân cách bằng dấu phẩy; tệp này dùng {delimiter}: hãy lưu lại dạng \"CSV UTF-8 (comma delimited)\""));
        }

        for (var cell = 0; cell < _cells; cell++)
        {
            var column = Find(names[cell]);
            if (column < 0)
            {
                Warnings.Add(Line, names[cell], (string?)null, FaultKind.UnknownColumn, new(
                    "one of the columns of the format; this one is ignored", "một trong các cột của định dạng; cột này bị bỏ qua"));
            }
            else if (_cellOf[column] >= 0)
            {
                good = Refuse(Line, _columns[column].Name, names[cell], FaultKind.DuplicateColumn, new("the column once", "cột chỉ có một lần"));
            }
            else
            {
                _cellOf[column] = cell;
            }
        }

        for (var column = 0; column < _columns.Length; column++)
        {
            if (_columns[column].Required && _cellOf[column] < 0)
            {
                good = Refuse(Line, _columns[column].Name, null, FaultKind.MissingColumn, new(
                    $"a column named {_columns[column].Name}", $"một cột tên là {_columns[column].Name}"));
            }
        }

        return good;
    }

    private string? WrongDelimiter(string[] names)
    {
        if (names[0].StartsWith("sep=", StringComparison.OrdinalIgnoreCase))
        {
            return "sep=";
        }

        // A tab is no character of a key, so a tab-separated header arrives here uncleaned; names come from the bytes themselves.
        var header = names.Length == 1 ? Encoding.UTF8.GetString(_scanner.Cell(0)) : "";
        foreach (var delimiter in ";\t|")
        {
            if (header.Split(delimiter).Count(name => Find(name.Trim(' ', '"', '\uFEFF')) >= 0) >= 2)
            {
                return delimiter == '\t' ? "TAB" : delimiter.ToString();
            }
        }

        return null;
    }

    private int Find(string name)
    {
        for (var column = 0; column < _columns.Length; column++)
        {
            if (string.Equals(_columns[column].Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return column;
            }
        }

        return -1;
    }

    private bool Refuse(long line, string? column, string? value, FaultKind kind, Wanted wanted)
    {
        EveryRowSeen = false;
        Faults.Add(line, column, value, kind, wanted);
        return false;
    }

    private void ReportProblem()
    {
        var (kind, wanted) = Advice.Of(_scanner.Problem);
        var column = Array.IndexOf(_cellOf, _scanner.ProblemCell) is var found and >= 0 && _cells > 0 ? _columns[found].Name : null;
        Faults.Add(_scanner.ProblemLine, column, (string?)null, kind, wanted);
    }
}
