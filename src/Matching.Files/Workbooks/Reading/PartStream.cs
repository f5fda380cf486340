using System.Globalization;

namespace Matching.Files;

/// <summary>Bytes that the parts of one workbook may still unpack to.</summary>
internal sealed class UnpackingBudget(long allBytes)
{
    private long _spent;

    public void Spend(int read, string part)
    {
        _spent += read;
        if (_spent > allBytes)
        {
            throw new SheetRefusedException(FaultKind.TooLarge, new(
                string.Create(CultureInfo.InvariantCulture, $"a workbook that unpacks to at most {allBytes} bytes; remove unused sheets, pictures and formats, or hand the table in as CSV"),
                string.Create(CultureInfo.InvariantCulture, $"sổ tính khi giải nén nhiều nhất {allBytes} byte; hãy bỏ trang, ảnh, định dạng thừa hoặc nộp dạng CSV")), part);
        }
    }
}

/// <summary>A part of a workbook while it is unpacked: holds it to the budget, to its stated size and checksum, and to markup that needs no memory.</summary>
internal sealed class PartStream(Stream inner, string part, long statedBytes, uint statedCrc, UnpackingBudget budget) : ReadOnlyStream
{
    /// <summary>Longest run without a tag beginning or ending. A parser keeps such a run in memory; a cell of 32 KB written as character references stays below.</summary>
    private const int LongestRun = 1_000_000;

    private Crc32 _crc;
    private long _run;

    public static SheetRefusedException Damaged(string part) => new(FaultKind.Damaged, new(
        "a whole, undamaged workbook; open it in a spreadsheet program and save it again as XLSX", "sổ tính nguyên vẹn; hãy mở bằng phần mềm bảng tính rồi lưu lại dạng XLSX"), part);

    protected override int Next(Span<byte> buffer)
    {
        int read;
        try
        {
            read = inner.Read(buffer);
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException)
        {
            throw Damaged(part);
        }

        var bytes = buffer[..read];
        var all = Position + read;
        _crc.Add(bytes);
        budget.Spend(read, part);
        if (all > statedBytes || (read == 0 && (all != statedBytes || _crc.Value != statedCrc)))
        {
            throw Damaged(part);
        }

        Measure(bytes);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Measure(ReadOnlySpan<byte> bytes)
    {
        var first = bytes.IndexOfAny((byte)'<', (byte)'>');
        _run = first < 0 ? _run + bytes.Length : Math.Max(_run + first, 0);
        if (_run > LongestRun)
        {
            throw new SheetRefusedException(FaultKind.TooLong, new("at most 32 KB in a cell", "mỗi ô nhiều nhất 32 KB"), part);
        }

        if (first >= 0)
        {
            _run = bytes.Length - 1 - bytes.LastIndexOfAny((byte)'<', (byte)'>');
        }
    }
}
