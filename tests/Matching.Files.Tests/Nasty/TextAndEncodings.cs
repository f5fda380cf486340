using System.Text;
using static Matching.Files.FaultKind;
using static Matching.Files.Tests.Nasty.NumbersAndDates;

namespace Matching.Files.Tests.Nasty;

/// <summary>Letters, marks, invisible characters, and bytes that are no UTF-8.</summary>
internal static class TextAndEncodings
{
    private const string OneNeed = "N1,03217,,jacket,,10,critical,,,,,,\n";

    public static IEnumerable<NastyCase> Cases()
    {
        var good = new TinyFiles();
        yield return Accept("the tiny round itself", good);
        yield return Accept("a byte order mark", Bytes([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(good.Text("communes.csv"))]));
        yield return Accept("a byte order mark before JSON", new TinyFiles().Put("round.json", "\uFEFF" + TinyFiles.Settings));
        yield return Reject("UTF-16 with a mark", Bytes([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(good.Text("communes.csv"))]), new Spot("communes.csv", 0, null, NotUtf8));
        yield return Reject("UTF-16 without a mark", Bytes(Encoding.Unicode.GetBytes(good.Text("communes.csv"))), new Spot("communes.csv", 0, null, NotUtf8));
        yield return Reject("UTF-16 big-endian with a mark", Bytes([.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(good.Text("communes.csv"))]), new Spot("communes.csv", 0, null, NotUtf8));
        yield return Reject("UTF-16 big-endian without a mark", Bytes(Encoding.BigEndianUnicode.GetBytes(good.Text("communes.csv"))), new Spot("communes.csv", 0, null, NotUtf8));
        yield return Reject("UTF-16 JSON", new TinyFiles().Put("round.json", Encoding.Unicode.GetBytes(TinyFiles.Settings)), new Spot("round.json", 0, null, NotUtf8));

        // "Mường Phăng", "Điện Biên" in Windows-1258 and in TCVN3: many bad cells, one fault.
        yield return Reject("Windows-1258", Name([.. "M"u8, 0xFD, 0xF5, 0xCC, .. "ng Ph"u8, 0xE3, .. "ng"u8], [0xD0, .. "i"u8, 0xEA, 0xF2, .. "n Bi"u8, 0xEA, .. "n"u8]), new Spot("communes.csv", 2, "commune_name", NotUtf8));
        yield return Reject("TCVN3", Name([.. "M"u8, 0xAD, 0xEA, .. "ng Ph"u8, 0xA8, .. "ng"u8], [0xA7, .. "i"u8, 0xD6, .. "n Bi"u8, 0xAA, .. "n"u8]), new Spot("communes.csv", 2, "commune_name", NotUtf8));
        yield return Reject("a byte 0xFF", Name([.. "M"u8, 0xFF], "x"u8), new Spot("communes.csv", 2, "commune_name", NotUtf8));
        yield return Reject("an overlong slash", Name([.. "M"u8, 0xC0, 0xAF], "x"u8), new Spot("communes.csv", 2, "commune_name", NotUtf8));
        yield return Reject("a surrogate in UTF-8", Name([.. "M"u8, 0xED, 0xA0, 0x80], "x"u8), new Spot("communes.csv", 2, "commune_name", NotUtf8));
        yield return Reject("bad bytes in the header", Bytes([0xC3, 0x28, .. ",commune_name\n"u8]), new Spot("communes.csv", 1, null, NotUtf8));
        yield return Reject(
            "a file cut inside a letter",
            new TinyFiles().Put("needs.csv", [.. Encoding.UTF8.GetBytes(TinyFiles.NeedsHeader + "\nN1,03217,,jacket,,10,critical,,,,,,\nN2,03217,"), .. Encoding.UTF8.GetBytes("Điểm")[..^2]]),
            new Spot("needs.csv", 3, null, WrongCellCount));
        yield return Reject("UTF-8 read as Windows-1252 and saved again", Needs("N1,03217,Äiá»‡n BiÃªn,jacket,,10,critical,,,,,,\n"), new Spot("needs.csv", 2, "site", GarbledText));

        yield return Accept("NFD names", new TinyFiles().Put("communes.csv", good.Text("communes.csv").Normalize(NormalizationForm.FormD)));
        yield return Reject(
            "one id in NFC and in NFD",
            Needs("Mường,03217,,jacket,,10,critical,,,,,,\n" + "Mường".Normalize(NormalizationForm.FormD) + ",03217,,jacket,,10,critical,,,,,,\n"),
            new Spot("needs.csv", 3, "need_id", Duplicate));
        yield return Accept(
            "an id in NFD referred to in NFC",
            new TinyFiles().Put("items.csv", TinyFiles.ItemsHeader + "\n" + "áo".Normalize(NormalizationForm.FormD) + ",Áo,,clothes,cái,1000,consumable\n" + TinyFiles.ItemRows)
                .Put("needs.csv", TinyFiles.NeedsHeader + "\nN1,03217,,áo,,10,critical,,,,,,\n"));
        yield return new NastyCase(
            "ids that differ by a zero-width space",
            Needs(OneNeed + "N\u200B1,03217,,jacket,,10,critical,,,,,,\n"),
            [new Spot("needs.csv", 3, "need_id", Duplicate)],
            [new Spot("needs.csv", 3, "need_id", InvisibleCharacter)]);
        yield return Accept("a soft hyphen in a reference", Needs("N1,03\u00AD217,,jacket,,10,critical,,,,,,\n"), new Spot("needs.csv", 2, "commune_code", InvisibleCharacter));
        yield return Accept("a byte order mark inside a name", Needs("N1,03217,Bản\uFEFF A,jacket,,10,critical,,,,,,\n"), new Spot("needs.csv", 2, "site", InvisibleCharacter));
        yield return new NastyCase(
            "an id of zero-width characters only",
            Needs("\u200B\u200D,03217,,jacket,,10,critical,,,,,,\n"),
            [new Spot("needs.csv", 2, "need_id", Missing)],
            [new Spot("needs.csv", 2, "need_id", InvisibleCharacter)]);
        yield return Accept("an id with a no-break space behind it", Needs("N1\u00A0,03217,,jacket,,10,critical,,,,,,\n"));
        yield return Accept("ids that differ by case", Needs(OneNeed + "n1,03217,,jacket,,10,critical,,,,,,\n"));
        yield return Accept("ids that differ by width", Needs(OneNeed + "Ｎ1,03217,,jacket,,10,critical,,,,,,\n"));
        foreach (var (name, text) in new (string, string)[]
        {
            ("an override to right-to-left", "Bản \u202Egnp.exe"),
            ("an isolate", "Bản \u2066A\u2069"),
            ("a NUL", "Bản\0A"),
            ("an escape", "Bản\u001B[31mA"),
            ("a C1 control", "Bản\u0085A"),
            ("a private-use letter", "Bản \uE000"),
            ("a noncharacter", "Bản \uFFFE"),
            ("a noncharacter of a higher plane", "Bản \U0001FFFF"),
            ("a replacement character", "B\uFFFDn"),
            ("a line separator", "Bản\u2028A"),
        })
        {
            yield return Reject($"a name with {name}", Needs($"N1,03217,{text},jacket,,10,critical,,,,,,\n"), new Spot("needs.csv", 2, "site", ForbiddenCharacter));
        }

        yield return Reject("a tab in an id", Needs("N\t1,03217,,jacket,,10,critical,,,,,,\n"), new Spot("needs.csv", 2, "need_id", ForbiddenCharacter));
        yield return Reject("a line break in an id", Needs("\"N\n1\",03217,,jacket,,10,critical,,,,,,\n"), new Spot("needs.csv", 2, "need_id", ForbiddenCharacter));
        yield return Reject("a semicolon in an id", Needs("N;1,03217,,jacket,,10,critical,,,,,,\n"), new Spot("needs.csv", 2, "need_id", ForbiddenCharacter));
        yield return Accept("an emoji", Needs("N1,03217,Bản 😀,jacket,,10,critical,,,,,,\n"));
        foreach (var formula in (string[])["=HYPERLINK(1)", "+84 912", "-x", "@SUM", "\tx", "＝cmd|x", "'=x"])
        {
            yield return Accept($"text that looks like a formula: {formula}", Needs($"N1,03217,{formula},jacket,,10,critical,,,,,,\n"));
        }

        yield return Accept("text that attacks databases, pages and logs", Needs("N1,03217,\"'; drop table x; <img onerror=1>\r\n2026 INFO ok\",jacket,,10,critical,,,,,,\n"));
        yield return Accept("a name of 5,000 letters", Needs($"N1,03217,{new string('Đ', 5_000)},jacket,,10,critical,,,,,,\n"));
        foreach (var zone in (string[])["iii", "3", "IV", "lII", "ІІІ", "Ⅲ", "III.", "vùng III"])
        {
            yield return Reject($"zone: {zone}", Communes("zone", zone, "children", "5"), new Spot("communes.csv", 2, "zone", NotAllowed));
        }

        foreach (var urgency in (string[])["Critical", "khẩn cấp", "сritical", "1"])
        {
            yield return Reject($"urgency: {urgency}", Needs($"N1,03217,,jacket,,10,{urgency},,,,,,\n"), new Spot("needs.csv", 2, "urgency", NotAllowed));
        }

        yield return Reject("urgency: none", Needs("N1,03217,,jacket,,10,,,,,,,\n"), new Spot("needs.csv", 2, "urgency", Missing));
    }

    private static TinyFiles Bytes(byte[] communes) => new TinyFiles().Put("communes.csv", communes);

    private static TinyFiles Name(ReadOnlySpan<byte> commune, ReadOnlySpan<byte> province)
    {
        var rest = Encoding.UTF8.GetBytes(TinyFiles.CommuneRows[(TinyFiles.CommuneRows.IndexOf('\n', StringComparison.Ordinal) + 1)..]);
        return Bytes([.. Encoding.UTF8.GetBytes(TinyFiles.CommunesHeader), .. "\n03217,"u8, .. commune, .. ",096,,11,"u8, .. province, .. ",III,,,,\n"u8, .. rest]);
    }
}
