using System.Buffers;

namespace Matching.Files;

/// <summary>Why a row is not RFC 4180.</summary>
internal enum RowProblem
{
    None,
    TextAfterQuote,
    QuoteInsideCell,

    // From here on the rest of the file cannot be trusted to be rows, and scanning ends.
    UnclosedQuote,
    CellTooLong,
    RowTooLong,
    TooManyCells,
}

/// <summary>Cuts a UTF-8 CSV file into rows and cells, as RFC 4180 has it; line ends may be CRLF, LF or CR.</summary>
/// <remarks>
/// Why not a CSV library: a refusal has to name the physical line (also behind quoted line breaks and lone CRs), has to tell apart the ways in which
/// quotes go wrong, and has to see the raw bytes, because a decoder that replaces bad bytes hides them. CsvHelper's parser takes decoded text, takes a quote in the
/// middle of a cell as text, and makes a string of every cell; most cells here are numbers or repeated codes and never become one.
/// Memory: one row (at most <see cref="MaxRowBytes"/>) whatever the file's size.
/// </remarks>
/// <param name="delimiter">What parts the cells; the formats know the comma alone, tables from elsewhere also others.</param>
internal sealed class CsvScanner(HashedInput input, byte delimiter = (byte)',')
{
    public const int MaxCellBytes = 32 * 1024;
    public const int MaxRowBytes = 1024 * 1024;
    public const int MaxCells = 256;

    private static readonly SearchValues<byte> s_commaCellEnds = SearchValues.Create(",\"\r\n"u8);
    private static readonly SearchValues<byte> s_commaSeparators = SearchValues.Create(",\r\n"u8);
    private static readonly SearchValues<byte> s_quotedStops = SearchValues.Create("\"\r\n"u8);

    private readonly SearchValues<byte> _cellEnds = delimiter == (byte)',' ? s_commaCellEnds : SearchValues.Create([delimiter, (byte)'"', (byte)'\r', (byte)'\n']);
    private readonly SearchValues<byte> _separators = delimiter == (byte)',' ? s_commaSeparators : SearchValues.Create([delimiter, (byte)'\r', (byte)'\n']);
    private readonly int[] _from = new int[MaxCells];
    private readonly int[] _to = new int[MaxCells];
    private readonly bool[] _doubled = new bool[MaxCells];

    private byte[] _buffer = new byte[64 * 1024];
    private int _next;
    private int _end;
    private bool _atEnd;
    private long _nextLine = 1;

    private enum Scan
    {
        Row,
        NeedMore,
    }

    /// <summary>Physical line on which the row begins.</summary>
    public long Line { get; private set; }

    public int Cells { get; private set; }

    public RowProblem Problem { get; private set; }

    /// <summary>Physical line and cell of <see cref="Problem"/>.</summary>
    public long ProblemLine { get; private set; }

    public int ProblemCell { get; private set; }

    public bool IsOver => Problem >= RowProblem.UnclosedQuote;

    /// <summary>Whether the row ends the file without a line end.</summary>
    public bool IsLastBytes => _atEnd && _next == _end;

    /// <summary>The first bytes of the file, to see what kind of file it is. Consumes nothing.</summary>
    public ReadOnlySpan<byte> Peek()
    {
        while (_end - _next < 4096 && !_atEnd)
        {
            Fill();
        }

        return _buffer.AsSpan(_next, _end - _next);
    }

    public void Skip(int bytes) => _next += bytes;

    /// <summary>Goes to the next row, also a malformed or an empty one; false at the end of the file.</summary>
    public bool Read()
    {
        if (IsOver)
        {
            return false;
        }

        while (true)
        {
            if (_next == _end && _atEnd)
            {
                return false;
            }

            if (_next < _end && ScanRow() == Scan.Row)
            {
                return true;
            }

            Fill();
        }
    }

    /// <summary>Content of a cell, without its quotes. Valid until the next <see cref="Read"/>.</summary>
    public ReadOnlySpan<byte> Cell(int index)
    {
        if (_doubled[index])
        {
            // A doubled quote is one quote; the row is complete, so it can be closed up where it stands.
            var write = _from[index];
            for (var read = write; read < _to[index]; read++, write++)
            {
                _buffer[write] = _buffer[read];
                if (_buffer[read] == (byte)'"')
                {
                    read++;
                }
            }

            _to[index] = write;
            _doubled[index] = false;
        }

        return _buffer.AsSpan(_from[index], _to[index] - _from[index]);
    }

    private void Fill()
    {
        if (_next > 0)
        {
            _buffer.AsSpan(_next, _end - _next).CopyTo(_buffer);
            _end -= _next;
            _next = 0;
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = input.Read(_buffer.AsSpan(_end));
        _end += read;
        _atEnd = read == 0;
    }

    private Scan ScanRow()
    {
        Line = _nextLine;
        Cells = 0;
        Problem = RowProblem.None;
        var line = _nextLine;
        var at = _next;
        while (true)
        {
            if (Cells == MaxCells)
            {
                return Refuse(RowProblem.TooManyCells, line);
            }

            var opening = line;
            var quoted = at < _end && _buffer[at] == (byte)'"';
            var scan = quoted ? ScanQuoted(ref at, ref line) : ScanPlain(ref at, line);
            if (scan == Scan.NeedMore)
            {
                if (_end - at > MaxCellBytes)
                {
                    return Refuse(RowProblem.CellTooLong, opening);
                }

                return _end - _next > MaxRowBytes ? Refuse(RowProblem.RowTooLong, Line) : Scan.NeedMore;
            }

            if (IsOver)
            {
                return Scan.Row;
            }

            if (_to[Cells] - _from[Cells] > MaxCellBytes)
            {
                return Refuse(RowProblem.CellTooLong, opening);
            }

            Cells++;
            if (at == _end || _buffer[at] != delimiter)
            {
                if (at < _end && _buffer[at] == (byte)'\r')
                {
                    if (at + 1 == _end && !_atEnd)
                    {
                        return Scan.NeedMore; // a LF may follow
                    }

                    at += at + 1 < _end && _buffer[at + 1] == (byte)'\n' ? 2 : 1;
                }
                else if (at < _end)
                {
                    at++;
                }

                _next = at;
                _nextLine = line + 1;
                return Scan.Row;
            }

            at++;
        }
    }

    /// <summary>A cell without quotes, from <paramref name="at"/> to its separator; leaves <paramref name="at"/> alone when bytes are missing.</summary>
    private Scan ScanPlain(ref int at, long line)
    {
        var length = _buffer.AsSpan(at, _end - at).IndexOfAny(_cellEnds);
        if (length >= 0 && _buffer[at + length] == (byte)'"')
        {
            Note(RowProblem.QuoteInsideCell, line);
            length = _buffer.AsSpan(at, _end - at).IndexOfAny(_separators);
        }

        if (length < 0)
        {
            if (!_atEnd)
            {
                return Scan.NeedMore;
            }

            length = _end - at;
        }

        Keep(at, at + length, doubled: false);
        at += length;
        return Scan.Row;
    }

    /// <summary>A cell in quotes, up to the separator behind them; counts the lines inside.</summary>
    private Scan ScanQuoted(ref int at, ref long line)
    {
        var doubled = false;
        var look = at + 1;
        var lines = line;
        while (true)
        {
            var stop = _buffer.AsSpan(look, _end - look).IndexOfAny(s_quotedStops);
            if (stop < 0 || (look + stop + 1 == _end && !_atEnd))
            {
                // The byte behind a quote or a CR decides what it means.
                return _atEnd ? Refuse(RowProblem.UnclosedQuote, line) : Scan.NeedMore;
            }

            look += stop;
            var next = look + 1 < _end ? _buffer[look + 1] : (byte)0;
            if (_buffer[look] != (byte)'"')
            {
                lines += _buffer[look] == (byte)'\r' && next == (byte)'\n' ? 0 : 1;
                look++;
            }
            else if (next == (byte)'"')
            {
                doubled = true;
                look += 2;
            }
            else
            {
                break;
            }
        }

        var rest = _buffer.AsSpan(look + 1, _end - look - 1).IndexOfAny(_separators);
        if (rest < 0 && !_atEnd)
        {
            return Scan.NeedMore;
        }

        rest = rest < 0 ? _end - look - 1 : rest;
        if (rest > 0)
        {
            Note(RowProblem.TextAfterQuote, lines);
        }

        Keep(at + 1, look, doubled);
        at = look + 1 + rest;
        line = lines;
        return Scan.Row;
    }

    private void Keep(int from, int to, bool doubled)
    {
        _from[Cells] = from;
        _to[Cells] = to;
        _doubled[Cells] = doubled;
    }

    private void Note(RowProblem problem, long line)
    {
        if (Problem == RowProblem.None)
        {
            (Problem, ProblemLine, ProblemCell) = (problem, line, Cells);
        }
    }

    private Scan Refuse(RowProblem problem, long line)
    {
        (Problem, ProblemLine, ProblemCell) = (problem, line, Cells);
        return Scan.Row;
    }
}
