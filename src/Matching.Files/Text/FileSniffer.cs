using System.Text.Unicode;

namespace Matching.Files;

/// <summary>Tells from the first bytes whether a file can be UTF-8 text at all, and what else it is.</summary>
internal static class FileSniffer
{
    private static ReadOnlySpan<byte> Utf8Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>Length of a byte order mark to skip (0 or 3).</summary>
    public static int MarkLength(ReadOnlySpan<byte> head) => head.StartsWith(Utf8Mark) ? 3 : 0;

    /// <summary>What to refuse the file for, if its first bytes show that it is something else.</summary>
    public static bool IsOther(ReadOnlySpan<byte> head, out FaultKind kind, out Wanted wanted)
    {
        (kind, wanted) = (FaultKind.NotUtf8, default);
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || LooksLikeUtf16(head, zeroAt: 1))
        {
            wanted = Save("UTF-16 little-endian");
            return true;
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) || LooksLikeUtf16(head, zeroAt: 0))
        {
            wanted = Save("UTF-16 big-endian");
            return true;
        }

        kind = FaultKind.WrongFileType;
        var what = head switch
        {
            _ when head.StartsWith("PK\u0003\u0004"u8) => "an Excel workbook (XLSX) or a ZIP archive|sổ tính Excel (XLSX) hoặc tệp nén ZIP",
            _ when head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]) => "an old Excel workbook (XLS)|sổ tính Excel cũ (XLS)",
            _ when head.StartsWith("%PDF"u8) => "a PDF|tệp PDF",
            _ when head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) => "a gzip archive|tệp nén gzip",
            _ when StartsWithTag(head) => "a web page (HTML or XML)|trang web (HTML hoặc XML)",
            _ => null,
        };
        if (what is null)
        {
            return false;
        }

        var names = what.Split('|');
        wanted = new Wanted($"a text file; this is {names[0]}: save it as \"CSV UTF-8\"", $"tệp văn bản; đây là {names[1]}: hãy lưu lại dạng \"CSV UTF-8\"");
        return true;
    }

    /// <summary>What to say of bytes that are not UTF-8, by the letters that they would be in the encodings once common in Vietnam.</summary>
    /// <param name="atEnd">Whether the bytes are the last of the file.</param>
    public static Wanted GuessEncoding(ReadOnlySpan<byte> bytes, bool atEnd)
    {
        if (atEnd && IsCutShort(bytes))
        {
            return new Wanted(
                "whole UTF-8 characters; the last one is cut off, the file may be incomplete", "ký tự UTF-8 trọn vẹn; ký tự cuối bị cắt, tệp có thể chưa đủ");
        }

        // đ ư ơ ă â ê ô and the tone marks of Windows-1258; đ ư ơ ă â ê ô and à á of TCVN3. VNI writes the mark as a letter of its own.
        ReadOnlySpan<byte> windows = [0xF0, 0xFD, 0xF5, 0xE3, 0xE2, 0xEA, 0xF4, 0xCC, 0xD2, 0xDE, 0xEC, 0xF2, 0xD0];
        ReadOnlySpan<byte> tcvn = [0xAE, 0xAD, 0xAC, 0xA8, 0xA9, 0xAA, 0xAB, 0xB5, 0xB8, 0xB6, 0xB7, 0xB9, 0xA7];
        var (asWindows, asTcvn, high) = (0, 0, 0);
        foreach (var value in bytes)
        {
            asWindows += windows.Contains(value) ? 1 : 0;
            asTcvn += tcvn.Contains(value) ? 1 : 0;
            high += value >= 0x80 ? 1 : 0;
        }

        return (asWindows, asTcvn) switch
        {
            _ when asWindows >= asTcvn && asWindows * 2 >= high && asWindows > 0 => Save("Windows-1258 (or Windows-1252)"),
            _ when asTcvn * 2 >= high && asTcvn > 0 => Save("TCVN3 (ABC)"),
            _ => new Wanted(
                "UTF-8; these bytes are damaged, or of an older encoding such as Windows-1258, TCVN3 or VNI: save the file as \"CSV UTF-8\"",
                "UTF-8; các byte này bị hỏng hoặc thuộc bảng mã cũ (Windows-1258, TCVN3, VNI): hãy lưu lại dạng \"CSV UTF-8\""),
        };
    }

    private static Wanted Save(string encoding) =>
        new($"UTF-8; this looks like {encoding}: save the file as \"CSV UTF-8\"", $"UTF-8; tệp này có vẻ là {encoding}: hãy lưu lại dạng \"CSV UTF-8\"");

    private static bool LooksLikeUtf16(ReadOnlySpan<byte> head, int zeroAt)
    {
        // Headers are ASCII: without a mark, UTF-16 shows as every other byte zero.
        if (head.Length < 4)
        {
            return false;
        }

        for (var i = 0; i < Math.Min(head.Length & ~1, 16); i++)
        {
            if ((head[i] == 0) != (i % 2 == zeroAt))
            {
                return false;
            }
        }

        return true;
    }

    private static bool StartsWithTag(ReadOnlySpan<byte> head)
    {
        var text = head[MarkLength(head)..].TrimStart(" \t\r\n"u8);
        return text.Length > 1 && text[0] == (byte)'<' && (char.IsAsciiLetter((char)text[1]) || text[1] is (byte)'!' or (byte)'?');
    }

    private static bool IsCutShort(ReadOnlySpan<byte> bytes)
    {
        for (var cut = 1; cut <= Math.Min(3, bytes.Length); cut++)
        {
            if (Utf8.IsValid(bytes[..^cut]) && bytes[^cut] >= 0xC2 && bytes[^cut] < 0xF5 && Continues(bytes[^cut..]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Continues(ReadOnlySpan<byte> start)
    {
        var needed = start[0] < 0xE0 ? 2 : start[0] < 0xF0 ? 3 : 4;
        return start.Length < needed && !start[1..].ContainsAnyExceptInRange((byte)0x80, (byte)0xBF);
    }
}
