using System.IO.Compression;
using System.Text;
using static Matching.Files.FaultKind;
using static Matching.Files.Tests.Workbooks.NastySheet;
using static Matching.Files.Tests.Workbooks.Verdict;

namespace Matching.Files.Tests.Workbooks;

/// <summary>Tables, headers, encodings, archives and what hides in them.</summary>
internal static class NastyFiles
{
    private const string Head = Imports.NeedsHeader + "\n";
    private const string Good = "N9,03217,jacket,5,high,\n";

    public static IEnumerable<NastySheet> All() => [.. Encodings(), .. Tables(), .. Sheets(), .. Archives(), .. Loads()];

    private static IEnumerable<NastySheet> Encodings() =>
    [
        Bytes(20, "UTF-16 with a mark", "t.csv", static () => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Head + Good)], Whole, NotUtf8, "UTF-16"),
        Bytes(20, "UTF-16 without a mark", "t.csv", static () => Encoding.Unicode.GetBytes("need_id,commune_code\n"), Whole, NotUtf8, "UTF-16"),
        Bytes(20, "TCVN3", "t.csv", static () => [.. Encoding.UTF8.GetBytes(Head), .. "\xAE\xB8p øng N9"u8, 0xAE, 0xB8, 0xAD, 0xAC, .. ",03217,jacket,5,high,\n"u8], Whole, NotUtf8, "TCVN3"),
        Bytes(20, "Windows-1258", "t.csv", static () => [.. Encoding.UTF8.GetBytes(Head), 0xF0, 0xEA, 0xF4, 0xE2, .. ",03217,jacket,5,high,\n"u8], Whole, NotUtf8, "Windows-1258"),
        Bytes(21, "0xFF", "t.csv", static () => [.. Encoding.UTF8.GetBytes(Head), (byte)'N', 0xFF, .. ",03217,jacket,5,high,\n"u8], Whole, NotUtf8, "UTF-8"),
        Bytes(21, "an overlong form", "t.csv", static () => [.. Encoding.UTF8.GetBytes(Head), 0xC0, 0xAF, .. ",03217,jacket,5,high,\n"u8], Whole, NotUtf8),
        Bytes(21, "cut within a letter", "t.csv", static () => Encoding.UTF8.GetBytes(Head + "N9,Mường Ph\u1EB7")[..^1], Whole, NotUtf8, "cut off"),
        Bytes(46, "text called .xlsx", "t.xlsx", static () => Encoding.UTF8.GetBytes(Head + Good), Whole, WrongFileType, ".csv"),
        Bytes(46, "a workbook called .csv", "t.csv", static () => Imports.Need().Bytes(), Whole, WrongFileType, ".xlsx"),
        Bytes(46, "a web page called .xls", "t.xls", static () => "<html><table><tr><td>need_id"u8.ToArray(), Whole, WrongFileType, "web page"),
        Bytes(46, "a PDF", "t.xlsx", static () => "%PDF-1.7 something"u8.ToArray(), Whole, WrongFileType, "PDF"),
        Bytes(45, "an old workbook called .xlsx", "t.xlsx", static () => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[512]], Whole, WrongFileType, "password"),
        Bytes(61, "a file name that leads elsewhere", "..\\CON\0.csv" + new string('x', 300), static () => Encoding.UTF8.GetBytes(Head + Good), Accepted),
    ];

    private static IEnumerable<NastySheet> Tables() =>
    [
        .. ((string[])["Mã xã", "MA_XA", " mã  xã ", "MÃ XÃ", "commune_code", "Commune Code", "Mã xã (*)", "Mã xã*"]).Select(static header => Csv(32, "header " + header, $"need_id,{header},item_code,quantity,urgency\nN9,03217,jacket,5,high\n", Accepted)),
        Csv(32, "a header with combining marks", "need_id," + "Mã xã".Normalize(NormalizationForm.FormD) + ",item_code,quantity,urgency\nN9,03217,jacket,5,high\n", Accepted),
        Csv(33, "a column twice", "need_id,Mã xã,commune_code,item_code,quantity,urgency\nN9,03217,03217,jacket,5,high\n", Whole, DuplicateColumn, "once"),
        Csv(34, "a required column missing", "need_id,Mã xã,item_code,quantity\nN9,03217,jacket,5\n", Whole, MissingColumn, "urgency"),
        Csv(34, "one column too many", "need_id,Mã xã,item_code,quantity,urgency,Người lập\nN9,03217,jacket,5,high,Lan\n", Accepted, UnknownColumn),
        Csv(34, "no header at all", Good + Good, Whole, MissingColumn, "first 50 rows"),
        Workbook(35, "the header on row 4 under a merged national title", static () => new Book().Sheet(Book.Data([["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"], ["Độc lập - Tự do - Hạnh phúc"], [], Imports.NeedsColumns, Imports.NeedCells()]) + "<mergeCells><mergeCell ref='A1:F1'/></mergeCells>"), Accepted),
        Workbook(36, "one cell over two communes", static () => new Book().Sheet(Book.Data([Imports.NeedsColumns, Imports.NeedCells(), Imports.NeedCells(("Mã nhu cầu", "N10"))]) + "<mergeCells><mergeCell ref='B2:B3'/></mergeCells>"), Whole, MergedCells, "unmerge"),
        Workbook(37, "hidden rows", static () => new Book().Sheet($"<sheetData>{Book.Row(1, Imports.NeedsColumns)}{Book.Row(2, Imports.NeedCells(), "hidden='1'")}</sheetData>"), Accepted, OutOfSight, "hidden or filtered"),
        Workbook(37, "a hidden column", static () => new Book().Sheet("<cols><col min='4' max='4' hidden='1'/></cols>" + Book.Data([Imports.NeedsColumns, Imports.NeedCells()])), Accepted, OutOfSight, "column"),
        Workbook(37, "a hidden sheet beside the table", static () => Imports.Need().Workbook("<sheets><sheet name='x' sheetId='2' state='hidden' r:id='rId9'/><sheet name='b' sheetId='1' r:id='rId1'/></sheets>"), Accepted, OutOfSight, "--sheet"),
        Csv(50, "a quote never closed", Head + "\"N9,03217,jacket,5,high,\n", Whole, BadQuote, "never closed"),
        Csv(50, "a quote in the middle", Head + "N\"9,03217,jacket,5,high,\n", Row, BadQuote),
        Csv(50, "CRLF within quotes", "source,commune_code,item_code,quantity,date\r\n\"a\r\nb\",03217,jacket,5,2026-01-01\r\n", Accepted, of: ImportKind.Aid),
        Csv(50, "bare CR", (Head + Good).Replace('\n', '\r'), Accepted),
        Csv(50, "mixed line ends", Head + "N8,03217,jacket,5,high,\r\n" + Good, Accepted),
        .. ";\t|".Select(static d => Csv(51, $"cells parted by {(int)d}", (Head + Good).Replace(',', d), Accepted)),
        Csv(51, "sep=; in the first line", "sep=;\r\n" + (Head + Good).Replace(',', ';'), Accepted),
        Csv(51, "a comma in an unquoted number", Head + "N9,03217,jacket,1,200,high,\n", Row, WrongCellCount, "quotes"),
        Csv(52, "an empty file", "", Whole, EmptyFile),
        Csv(52, "a mark and nothing else", "\uFEFF", Whole, EmptyFile),
        Csv(52, "a header and nothing else", Head, Whole, NothingToAllocate, "at least one row"),
        Csv(52, "only blank rows", "\n\n,,,\n , \n", Whole, EmptyFile),
        Csv(52, "a header and blank rows", Head + ",,,,,\n,,,,,\n", Whole, NothingToAllocate),
        Csv(40, "a formula in quotes comes back", "commune_code,item_code,quantity,source,date\n03217,jacket,1,'=1+1,2026-01-01\n", Accepted, says: "=1+1", of: ImportKind.Aid),
        Csv(40, "an apostrophe before a letter stays", "commune_code,item_code,quantity,source,date\n03217,jacket,1,'a,2026-01-01\n", Accepted, says: "'a", of: ImportKind.Aid),
    ];

    private static IEnumerable<NastySheet> Sheets() =>
    [
        Workbook(47, "row 1,048,577", static () => new Book().Sheet($"<sheetData>{Book.Row(1, Imports.NeedsColumns)}<row r='1048577'><c r='A1048577'><v>1</v></c></row></sheetData>"), Whole, Damaged, "XFD1048576"),
        Workbook(47, "column XFE", static () => new Book().Sheet($"<sheetData>{Book.Row(1, Imports.NeedsColumns)}<row r='2'><c r='XFE2'><v>1</v></c></row></sheetData>"), Whole, Damaged, "XFD1048576"),
        Workbook(47, "column IW", static () => new Book().Sheet($"<sheetData>{Book.Row(1, Imports.NeedsColumns)}<row r='2'><c r='IW2'><v>1</v></c></row></sheetData>"), Whole, TooManyColumns, "256"),
        .. ((string[])["A99999999999", "A-1", "A0", "AAAAA2", "2", "A3"]).Select(static reference => Workbook(47, "cell " + reference, () => new Book().Sheet($"<sheetData>{Book.Row(1, Imports.NeedsColumns)}<row r='2'><c r='{reference}'><v>1</v></c></row></sheetData>"), Whole, Damaged)),
        .. ((string[])["-1", "0", "1", "x"]).Select(static row => Workbook(47, "row " + row, () => new Book().Sheet($"<sheetData>{Book.Row(1, Imports.NeedsColumns)}<row r='{row}'><c><v>1</v></c></row></sheetData>"), Whole, Damaged)),
        Workbook(49, "a cell of 16 MB", static () => Imports.Need(("Mã nhu cầu", new string('x', 16_000_000))), Whole, null, ""),
        Workbook(49, "a cell of 40 KB", static () => Imports.Need(("Mã nhu cầu", new string('x', 40_000))), Whole, TooLong, "32 KB"),
        Csv(49, "a cell of 16 MB in CSV", Head + new string('x', 16_000_000) + ",03217,jacket,5,high,\n", Whole, TooLong),
        Csv(49, "a line of 100,000 columns", Head + new string(',', 100_000) + "\n", Whole, TooManyColumns),
        Workbook(52, "trailing blank formatted rows", static () => new Book().Sheet("<sheetData>" + Book.Row(1, Imports.NeedsColumns) + Book.Row(2, Imports.NeedCells()) + string.Concat(Enumerable.Range(3, 20_000).Select(static r => $"<row r='{r}'><c r='A{r}' s='1'/></row>")) + "</sheetData>"), Accepted, options: new ImportOptions { Limits = ImportLimits.Default with { Rows = 1 } }),
        Workbook(52, "a sheet without rows", static () => new Book().Sheet("<sheetData/>"), Whole, EmptyFile),
        .. ((string[])["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels", "_rels/.rels", "xl/workbook.xml", "[Content_Types].xml", "xl/styles.xml"]).SelectMany(static part => new[]
        {
            ("external entity", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"),
            ("parameter entity", "<!DOCTYPE x [<!ENTITY % e SYSTEM 'http://127.0.0.1:9/x'> %e;]>"),
            ("external DTD", "<!DOCTYPE x SYSTEM 'http://127.0.0.1:9/x.dtd'>"),
            ("billion laughs", "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'>]>"),
        }.Select(evil => Workbook(44, $"{evil.Item1} in {part}", () => Imports.Need().Put(part, $"<?xml version=\"1.0\"?>{evil.Item2}<x>&c;</x>"), Whole, UnsafeContent, "DTD"))),
    ];

    private static IEnumerable<NastySheet> Archives() =>
    [
        Bytes(41, "a small archive that unpacks to 64 MB", "t.xlsx", static () => Imports.Need().Put("xl/sharedStrings.xml", new byte[64_000_000]).Bytes(), Whole, TooLarge, "packed size"),
        Bytes(41, "10,001 entries", "t.xlsx", static () => Imports.Need().Bytes(static zip => { for (var i = 0; i < 10_001; i++) { zip.CreateEntry($"x{i}"); } }), Whole, TooLarge, "200 parts"),
        Bytes(41, "more than the unpacking budget", "t.xlsx", static () => Imports.Need().Bytes(), Whole, TooLarge, "500 bytes", new ImportOptions { Limits = ImportLimits.Default with { UnpackedBytes = 500 } }),
        Bytes(42, "a size header that lies", "t.xlsx", static () => WithHeader(Imports.Need().Bytes(), 24, [10, 0, 0, 0]), Whole, Damaged),
        Bytes(42, "a checksum that is wrong", "t.xlsx", static () => WithHeader(Imports.Need().Bytes(), 16, [1, 2, 3, 4]), Whole, Damaged),
        Bytes(42, "an archive cut short", "t.xlsx", static () => Imports.Need().Bytes() is var bytes ? bytes[..(bytes.Length / 2)] : [], Whole, Damaged),
        Bytes(42, "an encrypted entry", "t.xlsx", static () => WithHeader(Imports.Need().Bytes(), 8, [1, 0]), Whole, UnsafeContent, "password"),
        Bytes(42, "a 64-bit archive", "t.xlsx", static () => WithZip64(Imports.Need().Bytes()), Whole, Damaged, "64-bit"),
        Bytes(43, "an entry twice", "t.xlsx", static () => Imports.Need().Bytes(static zip => Book.Add(zip, "xl/worksheets/sheet1.xml", "<x/>"u8.ToArray())), Whole, UnsafeContent, "once"),
        Bytes(43, "an entry twice in other case", "t.xlsx", static () => Imports.Need().Bytes(static zip => Book.Add(zip, "XL/worksheets/SHEET1.xml", "<x/>"u8.ToArray())), Whole, UnsafeContent, "once"),
        .. ((string[])["../../x", "/etc/x", "a\\..\\x", "C:x"]).Select(static name => Bytes(43, "entry " + name, "t.xlsx", () => Imports.Need().Bytes(zip => Book.Add(zip, name, [1])), Whole, UnsafeContent, "plain names")),
        Bytes(43, "a symbolic link", "t.xlsx", static () => Imports.Need().Bytes(static zip => Book.Add(zip, "xl/link", "/etc/passwd"u8.ToArray()).ExternalAttributes = unchecked((int)0xA1FF0000)), Whole, UnsafeContent, "plain names"),
        .. ((string[])["\\\\server\\share\\x.xlsx", "http://example.org/x"]).Select(static target => Workbook(45, "a link to " + target[..4], () => Imports.Need().Put("xl/worksheets/_rels/sheet1.xml.rels", Book.Rels($"<Relationship Id='a' Type='x' TargetMode='External' Target='{target}'/>")), Whole, UnsafeContent, "links")),
        .. ((string[])["xl/vbaProject.bin", "xl/externalLinks/externalLink1.xml", "xl/embeddings/oleObject1.bin", "xl/activeX/activeX1.xml", "xl/macrosheets/sheet1.xml", "xl/connections.xml", "EncryptedPackage"]).Select(static part => Workbook(45, part, () => Imports.Need().Put(part, "x"), Whole, UnsafeContent, "without")),
        Workbook(45, "a macro workbook by its type", static () => Imports.Need().Put("[Content_Types].xml", "<Types><Override ContentType='application/vnd.ms-excel.sheet.macroEnabled.main+xml'/></Types>"), Whole, UnsafeContent, "macros"),
        Workbook(46, "another Office document", static () => Imports.Need().Put("[Content_Types].xml", "<Types><Override ContentType='application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'/></Types>"), Whole, WrongFileType, "another kind"),
        Workbook(42, "a part that is no XML", static () => Imports.Need().Put("xl/workbook.xml", "not xml"), Whole, Damaged),
    ];

    private static IEnumerable<NastySheet> Loads() =>
    [
        Csv(48, "more rows than the limit", Head + string.Concat(Enumerable.Range(0, 20).Select(static i => $"N{i},03217,jacket,1,high,\n")), Whole, TooLarge, "at most 10 rows", options: new ImportOptions { Limits = ImportLimits.Default with { Rows = 10 } }),
        Bytes(48, "more bytes than the limit", "t.csv", static () => Encoding.UTF8.GetBytes(Head + string.Concat(Enumerable.Repeat(Good, 10))), Whole, TooLarge, "200 bytes", new ImportOptions { Limits = ImportLimits.Default with { UploadBytes = 200 } }),
    ];

    /// <summary>Overwrites bytes of the central header of the sheet's entry.</summary>
    private static byte[] WithHeader(byte[] bytes, int at, byte[] value)
    {
        var name = bytes.AsSpan().LastIndexOf("xl/worksheets/sheet1.xml"u8);
        value.CopyTo(bytes, name - 46 + at);
        return bytes;
    }

    private static byte[] WithZip64(byte[] bytes)
    {
        var end = bytes.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        return [.. bytes[..end], .. "PK\u0006\u0007"u8, .. new byte[16], .. bytes[end..]];
    }
}
