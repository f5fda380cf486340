using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Matching.Files;

/// <summary>Writes a CSV file: UTF-8 without a mark, LF, quotes only where needed, formula-looking text neutralised.</summary>
internal sealed class CsvOutput : IDisposable
{
    private static readonly SearchValues<char> s_needQuotes = SearchValues.Create(",\"\r\n");

    private readonly Stream _stream;
    private readonly CancellationToken _cancel;
    private byte[] _buffer = new byte[64 * 1024];
    private int _used;
    private bool _rowBegun;
    private int _rows;

    public CsvOutput(Stream stream, ReadOnlySpan<string> header, CancellationToken cancel = default)
    {
        _stream = stream;
        _cancel = cancel;
        foreach (var column in header)
        {
            Text(column);
        }

        EndRow();
    }

    public CsvOutput Text(string? text) => Verbatim(text is not null && Neutral.NeedsMark(text) ? "'" + text : text);

    /// <summary>Text that keeps its first character, whatever a spreadsheet makes of it; for what is read again at once.</summary>
    public CsvOutput Verbatim(string? text)
    {
        Begin();
        if (string.IsNullOrEmpty(text))
        {
            return this;
        }

        if (text.AsSpan().ContainsAny(s_needQuotes))
        {
            text = "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
        }

        Reserve(Encoding.UTF8.GetMaxByteCount(text.Length));
        _used += Encoding.UTF8.GetBytes(text, _buffer.AsSpan(_used));
        return this;
    }

    public CsvOutput Number(long? value)
    {
        Begin();
        if (value is { } number)
        {
            Append(number);
        }

        return this;
    }

    /// <summary>A number with exactly six decimals; what lies behind them is cut.</summary>
    public CsvOutput Decimals(decimal value)
    {
        var whole = decimal.Truncate(value);
        Begin();
        Append((long)whole);
        Reserve(7);
        _buffer[_used++] = (byte)'.';
        var millionths = (long)((value - whole) * 1_000_000m);
        Utf8Formatter.TryFormat(millionths, _buffer.AsSpan(_used), out var written, new StandardFormat('D', 6));
        _used += written;
        return this;
    }

    public CsvOutput Day(DateOnly? day)
    {
        Begin();
        return day is { } stated ? Ascii(stated.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)) : this;
    }

    /// <summary>A word of the format itself, written as it is.</summary>
    public CsvOutput Word(string word)
    {
        Begin();
        return Ascii(word);
    }

    public CsvOutput List<T>(IEnumerable<T> elements, Comparison<T> order)
        where T : notnull
        => List(elements.Order(Comparer<T>.Create(order)));

    public CsvOutput List<T>(IEnumerable<T> elements)
        where T : notnull => Text(string.Join(';', elements));

    public void EndRow()
    {
        Reserve(1);
        _buffer[_used++] = (byte)'\n';
        _rowBegun = false;
        if (++_rows % 4096 == 0)
        {
            _cancel.ThrowIfCancellationRequested();
        }
    }

    public void Dispose() => Flush();

    private CsvOutput Ascii(string word)
    {
        Reserve(word.Length);
        _used += Encoding.ASCII.GetBytes(word, _buffer.AsSpan(_used));
        return this;
    }

    private void Append(long number)
    {
        Reserve(20);
        Utf8Formatter.TryFormat(number, _buffer.AsSpan(_used), out var written);
        _used += written;
    }

    private void Begin()
    {
        if (_rowBegun)
        {
            Reserve(1);
            _buffer[_used++] = (byte)',';
        }

        _rowBegun = true;
    }

    private void Reserve(int bytes)
    {
        if (_buffer.Length - _used >= bytes)
        {
            return;
        }

        Flush();
        if (_buffer.Length < bytes)
        {
            _buffer = new byte[bytes];
        }
    }

    /// <summary>Hands everything written so far to the stream.</summary>
    public void Flush()
    {
        _stream.Write(_buffer, 0, _used);
        _used = 0;
    }
}
