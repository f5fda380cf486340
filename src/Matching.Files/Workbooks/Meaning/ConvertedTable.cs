using System.Globalization;

namespace Matching.Files;

/// <summary>The rows of a sheet as bytes of a file of the round, made while they are read: no more than a few rows are in memory.</summary>
internal sealed class ConvertedTable : ReadOnlyStream
{
    private const int RowsAtOnce = 64;

    private readonly IEnumerator<SheetRow> _rows;
    private readonly RowConverter _converter;
    private readonly long _headerRow;
    private readonly int _mostRows;
    private readonly CancellationToken _cancel;
    private readonly MemoryStream _ready = new();
    private readonly CsvOutput _csv;
    private readonly List<long> _lines = [];
    private readonly List<long> _numbers = [];
    private long _line = 2;
    private int _rowsMet;
    private bool _ended;
    private bool _first = true;

    public ConvertedTable(ISheet sheet, Header header, RowConverter converter, int mostRows, CancellationToken cancel)
    {
        _mostRows = mostRows;
        _rows = sheet.Rows().GetEnumerator();
        _converter = converter;
        _headerRow = header.Row;
        _cancel = cancel;
        _csv = new CsvOutput(_ready, [.. header.Form.Stated.Select(static column => column.Name)]);
    }

    public long HiddenRows { get; private set; }

    public long LastRow { get; private set; }

    /// <summary>Rows that state something, in order.</summary>
    public List<long> RowsWithContent { get; } = [];

    /// <summary>Row of the sheet that stands on a line of the bytes; the header's for the first.</summary>
    public long RowOf(long line)
    {
        var at = _lines.BinarySearch(line);
        at = at < 0 ? ~at - 1 : at;
        return at < 0 ? _headerRow : _numbers[at];
    }

    protected override int Next(Span<byte> buffer)
    {
        if (_ready.Position == _ready.Length && !_ended)
        {
            Fill();
        }

        return _ready.Read(buffer);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _rows.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Fill()
    {
        _cancel.ThrowIfCancellationRequested();
        _ready.SetLength(0);
        for (var i = 0; i < RowsAtOnce && !_ended;)
        {
            _ended = !_rows.MoveNext();
            if (!_ended && _rows.Current.Number > _headerRow && !IsNumberingOfColumns(_rows.Current))
            {
                Convert(_rows.Current);
                i++;
            }
        }

        _csv.Flush();
        _ready.Position = 0;
    }

    private void Convert(SheetRow row)
    {
        if (++_rowsMet > _mostRows)
        {
            throw new SheetRefusedException(FaultKind.TooLarge, new(
                string.Create(CultureInfo.InvariantCulture, $"at most {_mostRows} rows; split the table"), string.Create(CultureInfo.InvariantCulture, $"nhiều nhất {_mostRows} dòng; hãy chia nhỏ bảng")), null, row.Number);
        }

        LastRow = row.Number;
        HiddenRows += row.IsHidden ? 1 : 0;
        if (!_converter.Write(row, _csv, out var hasContent))
        {
            return;
        }

        if (hasContent)
        {
            RowsWithContent.Add(row.Number);
        }

        _lines.Add(_line);
        _numbers.Add(row.Number);
        _line += 1 + _converter.LineBreaks;
    }

    // Official tables number their columns under the header: (1) (2) (3).
    private bool IsNumberingOfColumns(SheetRow row)
    {
        var isFirst = _first;
        _first = false;
        var cells = isFirst ? row.Cells.Where(static cell => !cell.IsBlank).Select(static cell => cell.Text.Trim(' ', '(', ')')).ToArray() : [];
        return cells.Length >= 3 && cells.Select((cell, at) => cell == (at + 1).ToString(CultureInfo.InvariantCulture)).All(static numbers => numbers);
    }
}
