using System.Text;
using System.Text.Unicode;

namespace Matching.Files;

/// <summary>A CSV file as a table: its delimiter found out, its bytes known to be UTF-8.</summary>
internal sealed class CsvSheet : ISheet
{
    private static ReadOnlySpan<byte> Delimiters => ",;\t|"u8;

    private readonly byte[] _bytes;
    private readonly int _from;
    private readonly byte _delimiter;
    private readonly int _linesBefore;

    private CsvSheet(byte[] bytes, int from, byte delimiter, int linesBefore) =>
        (_bytes, _from, _delimiter, _linesBefore) = (bytes, from, delimiter, linesBefore);

    public string? Name => null;

    public bool HasTypes => false;

    public SheetShape Shape { get; } = new();

    /// <summary>Opens a file that is no workbook.</summary>
    /// <param name="fit">How well the first rows serve as a table; the delimiter with the best fit is taken.</param>
    /// <exception cref="SheetRefusedException">The file is no UTF-8 text.</exception>
    public static CsvSheet Open(byte[] bytes, Func<ISheet, int> fit)
    {
        var mark = FileSniffer.MarkLength(bytes);
        if (bytes.Length <= mark)
        {
            throw new SheetRefusedException(FaultKind.EmptyFile, new("a table with a header row", "một bảng có dòng tiêu đề"));
        }

        if (FileSniffer.IsOther(bytes, out var kind, out var wanted))
        {
            throw new SheetRefusedException(kind, wanted);
        }

        RefuseOtherEncodings(bytes);
        if (StatedDelimiter(bytes.AsSpan(mark), out var stated, out var length))
        {
            return new CsvSheet(bytes, mark + length, stated, 1);
        }

        CsvSheet? best = null;
        var bestFit = -1;
        foreach (var delimiter in Delimiters)
        {
            var sheet = new CsvSheet(bytes, mark, delimiter, 0);
            if (fit(sheet) is var fits && fits > bestFit)
            {
                (best, bestFit) = (sheet, fits);
            }
        }

        return best!;
    }

    public IEnumerable<SheetRow> Rows()
    {
        using var input = new HashedInput(new MemoryStream(_bytes, _from, _bytes.Length - _from, writable: false));
        var scanner = new CsvScanner(input, _delimiter);
        while (scanner.Read())
        {
            if (Row(scanner) is { IsBlank: false } row)
            {
                yield return row;
            }
        }
    }

    private SheetRow Row(CsvScanner scanner)
    {
        if (scanner.IsOver)
        {
            var (kind, wanted) = Advice.Of(scanner.Problem);
            throw new SheetRefusedException(kind, wanted, null, scanner.ProblemLine + _linesBefore);
        }

        var cells = new SheetCell[scanner.Cells];
        for (var i = 0; i < cells.Length; i++)
        {
            var bytes = scanner.Cell(i);
            cells[i] = bytes.IsEmpty ? SheetCell.Empty : new SheetCell(CellKind.Text, Encoding.UTF8.GetString(bytes));
        }

        return new SheetRow(scanner.Line + _linesBefore, cells, false, scanner.Problem);
    }

    private static void RefuseOtherEncodings(byte[] bytes)
    {
        if (Utf8.IsValid(bytes))
        {
            return;
        }

        var line = 1L;
        foreach (var part in bytes.AsSpan().Split((byte)'\n'))
        {
            if (!Utf8.IsValid(bytes.AsSpan(part)))
            {
                throw new SheetRefusedException(FaultKind.NotUtf8, FileSniffer.GuessEncoding(bytes.AsSpan(part), part.End.Value == bytes.Length), Printable.Of(bytes.AsSpan(part)), line);
            }

            line++;
        }
    }

    // "sep=;" in the first line is how Excel tells itself the delimiter.
    private static bool StatedDelimiter(ReadOnlySpan<byte> text, out byte delimiter, out int length)
    {
        (delimiter, length) = (0, 0);
        if (text.Length < 6 || !Ascii.EqualsIgnoreCase(text[..4], "sep="u8) || Delimiters.IndexOf(text[4]) < 0 || text[5] is not ((byte)'\r' or (byte)'\n'))
        {
            return false;
        }

        delimiter = text[4];
        length = text[5] == (byte)'\r' && text.Length > 6 && text[6] == (byte)'\n' ? 7 : 6;
        return true;
    }
}
