using System.Text;
using static Matching.Files.FaultKind;
using static Matching.Files.Tests.Nasty.NumbersAndDates;

namespace Matching.Files.Tests.Nasty;

/// <summary>Headers, quotes, line ends, delimiters, and files that are something else.</summary>
internal static class TablesAndQuotes
{
    private const string OneNeed = "N1,03217,,jacket,,10,critical,,,,,,\n";

    public static IEnumerable<NastyCase> Cases()
    {
        var good = new TinyFiles();
        var needs = good.Text("needs.csv");
        yield return Accept("CRLF line ends", Needs2(needs.ReplaceLineEndings("\r\n")));
        yield return Accept("CR line ends", Needs2(needs.ReplaceLineEndings("\r")));
        yield return Accept("mixed line ends and no last one", Needs2(TinyFiles.NeedsHeader + "\r\n" + OneNeed + "N2,03217,,jacket,,10,critical,,,,,,\rN3,03217,,jacket,,10,critical,,,,,,"));
        yield return Accept("empty lines between rows", Needs2(TinyFiles.NeedsHeader + "\n\n" + OneNeed + "\n\n"));
        yield return Accept("a spreadsheet's blank rows", Needs(OneNeed + string.Concat(Enumerable.Repeat(",,,,,,,,,,,,\n", 1_000))), new Spot("needs.csv", 3, null, BlankRows));
        yield return Reject("a fault behind quoted line breaks keeps its line", Needs("N1,03217,\"a\nb\r\nc\rd\",jacket,,10,critical,,,,,,\nN2,03217,,jacket,,x,critical,,,,,,\n"), new Spot("needs.csv", 6, "quantity", NotANumber));
        yield return Reject("a fault behind CR line ends keeps its line", Needs2(needs.Replace("N2,", "N1,", StringComparison.Ordinal).ReplaceLineEndings("\r")), new Spot("needs.csv", 3, "need_id", Duplicate));
        yield return Accept("doubled quotes", Needs("N1,03217,\"trường \"\"Sao Mai\"\"\",jacket,,10,critical,,,,,,\n"));
        yield return Accept("every cell quoted", Needs2(string.Join('\n', needs.Split('\n').Select(line => line.Length == 0 ? line : "\"" + line.Replace(",", "\",\"", StringComparison.Ordinal) + "\""))));
        yield return Reject("a quote in the middle", Needs("N1,03217,ống 5\" dài,jacket,,10,critical,,,,,,\n" + OneNeed.Replace("N1", "N2", StringComparison.Ordinal)), new Spot("needs.csv", 2, "site", BadQuote));
        yield return Reject("text after the closing quote", Needs("N1,03217,\"Bản\" A,jacket,,10,critical,,,,,,\n"), new Spot("needs.csv", 2, "site", BadQuote));
        yield return Reject("a blank before the opening quote", Needs("N1,03217, \"Bản\",jacket,,10,critical,,,,,,\n"), new Spot("needs.csv", 2, "site", BadQuote));
        yield return Reject("a quote that is never closed", Needs(OneNeed + "N2,03217,\"Bản,jacket,,10,critical,,,,,,\nN3,03217,,jacket,,x,critical,,,,,,\n"), new Spot("needs.csv", 3, "site", BadQuote));
        yield return Reject("a quote never closed before much more", Needs("N1,03217,\"Bản" + string.Concat(Enumerable.Repeat("\nN,03217,,jacket,,10,critical,,,,,,", 2_000))), new Spot("needs.csv", 2, "site", TooLong));
        yield return Reject("a cell of 40 KB", Needs($"N1,03217,{new string('x', 40_000)},jacket,,10,critical,,,,,,\n"), new Spot("needs.csv", 2, "site", TooLong));
        yield return Reject("one line of 5 MB", Needs2(new string('x', 5_000_000)), new Spot("needs.csv", 1, null, TooLong));
        yield return Reject("257 columns", Needs2(string.Join(',', Enumerable.Range(0, 257).Select(i => $"c{i}")) + "\n"), new Spot("needs.csv", 1, null, TooManyColumns));
        yield return Reject("a cell too few", Needs("N1,03217,,jacket,,10,critical,,,,,\n"), new Spot("needs.csv", 2, null, WrongCellCount));
        yield return Reject("a comma in an unquoted number", Needs("N1,03217,,jacket,,1,000,critical,,,,,,\n"), new Spot("needs.csv", 2, null, WrongCellCount));
        yield return Reject("a semicolon as delimiter", Needs2(needs.Replace(',', ';')), new Spot("needs.csv", 1, null, WrongDelimiter));
        yield return Reject("a tab as delimiter", Needs2(needs.Replace(',', '\t')), new Spot("needs.csv", 1, null, WrongDelimiter));
        yield return Reject("a bar as delimiter", Needs2(needs.Replace(',', '|')), new Spot("needs.csv", 1, null, WrongDelimiter));
        yield return Reject("sep=; in the first line", Needs2("sep=;\n" + needs), new Spot("needs.csv", 1, null, WrongDelimiter));

        yield return Accept("a header in capitals with blanks", Needs2(needs.Replace("need_id,commune_code", "\" NEED_ID \", Commune_Code", StringComparison.Ordinal)));
        yield return new NastyCase(
            "a column name with a zero-width space", Needs2(needs.Replace("quantity", "quan\u200Btity", StringComparison.Ordinal)), [], [new Spot("needs.csv", 1, "quantity", InvisibleCharacter), new Spot("needs.csv", 1, "min_quantity", InvisibleCharacter)]);
        yield return Accept(
            "an unknown column with an NFD name", Needs2("need_id,commune_code,item_code,quantity,urgency," + "Ghi chú".Normalize(NormalizationForm.FormD) + "\nN1,03217,jacket,1,high,x\n"),
            new Spot("needs.csv", 1, "Ghi chú", UnknownColumn));
        yield return Accept("columns in another order, optional ones left out", Needs2("urgency,quantity,need_id,item_code,commune_code\nhigh,1,N1,jacket,03217\n"));
        yield return Reject("a column twice", Needs2("need_id,commune_code,item_code,quantity,urgency,Quantity\nN1,03217,jacket,1,high,2\n"), new Spot("needs.csv", 1, "quantity", DuplicateColumn));
        yield return Reject("a required column missing", Needs2("need_id,commune_code,item_code,urgency\nN1,03217,jacket,high\n"), new Spot("needs.csv", 1, "quantity", MissingColumn));
        yield return new NastyCase(
            "a title above the header", Needs2("BẢNG NHU CẦU 2026\n" + needs),
            [.. ((string[])["need_id", "commune_code", "item_code", "quantity", "urgency"]).Select(column => new Spot("needs.csv", 1, column, MissingColumn))],
            [new Spot("needs.csv", 1, "BẢNG NHU CẦU 2026", UnknownColumn)]);

        yield return Reject("an empty file", Needs2(""), new Spot("needs.csv", 0, null, EmptyFile));
        yield return Reject("a byte order mark only", Needs2("\uFEFF"), new Spot("needs.csv", 0, null, EmptyFile));
        yield return Reject("blank lines only", Needs2("\n\r\n \n"), new Spot("needs.csv", 0, null, EmptyFile));
        yield return Reject("needs without rows", Needs(""), new Spot("needs.csv", 0, null, NothingToAllocate));
        yield return Accept("pledges without rows", new TinyFiles().Put("pledges.csv", TinyFiles.PledgesHeader + "\n"), new Spot("pledges.csv", 0, null, NothingToAllocate));
        yield return Reject("a missing file", new TinyFiles().Remove("communes.csv"), new Spot("communes.csv", 0, null, FileMissing));
        yield return new NastyCase(
            "nothing but pins", new TinyFiles().Remove("round.json").Remove("communes.csv").Remove("items.csv").Remove("needs.csv").Remove("pledges.csv").Put("pins.csv", TinyFiles.PinsHeader + "\nP,N,fix,1\n"),
            [.. ((string[])["round.json", "communes.csv", "items.csv", "needs.csv", "pledges.csv"]).Select(file => new Spot(file, 0, null, FileMissing))], []);
        yield return Reject("a workbook named .csv", new TinyFiles().Put("needs.csv", [.. "PK\u0003\u0004"u8, 0x14, 0, 6, 0, 8, 0]), new Spot("needs.csv", 0, null, WrongFileType));
        yield return Reject("an old workbook named .csv", new TinyFiles().Put("needs.csv", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1]), new Spot("needs.csv", 0, null, WrongFileType));
        yield return Reject("a PDF named .csv", Needs2("%PDF-1.7\n"), new Spot("needs.csv", 0, null, WrongFileType));
        yield return Reject("a web page named .csv", Needs2("<!DOCTYPE html><table><tr><td>need_id"), new Spot("needs.csv", 0, null, WrongFileType));
        yield return Reject("a gzip archive named .csv", new TinyFiles().Put("needs.csv", [0x1F, 0x8B, 8, 0]), new Spot("needs.csv", 0, null, WrongFileType));
    }

    private static TinyFiles Needs2(string whole) => new TinyFiles().Put("needs.csv", Encoding.UTF8.GetBytes(whole));
}
