using static Matching.Files.FaultKind;
using static Matching.Files.Tests.Workbooks.NastySheet;
using static Matching.Files.Tests.Workbooks.Verdict;

namespace Matching.Files.Tests.Workbooks;

/// <summary>Numbers, days, names and text.</summary>
internal static class NastyValues
{
    private const string Head = Imports.NeedsHeader + "\n";

    public static IEnumerable<NastySheet> All() => [.. Numbers(), .. Days(), .. Names(), .. Text(), .. Rules()];

    private static IEnumerable<NastySheet> Numbers() =>
    [
        .. ((string[])["NaN", "Infinity", "-Infinity", "nan"]).Select(static text => Amount(1, text, Row, NotANumber)),
        Amount(1, Book.Raw("<c r='@'><v>NaN</v></c>"), Row, NotANumber),
        .. ((string[])["1e308", "1e400", "1e-320"]).Select(static text => Amount(2, text, Row, NotANumber, "exponent")),
        .. ((string[])["1e308", "1e400", "1e-320", "-1e3"]).Select(static text => Amount(2, Book.Raw($"<c r='@'><v>{text}</v></c>"), Row, NotANumber)),
        Amount(2, Book.Raw("<c r='@'><v>1.2E3</v></c>"), Accepted),
        .. ((string[])["-1", "-0", "(500)"]).Select(static text => Amount(3, text, Row, NotANumber, "not negative")),
        Amount(3, "+5", Accepted),
        Amount(3, -5, Row, NotANumber, "not negative"),
        Amount(4, 0, Row, OutOfRange, "from 1 to"),
        Pledge(4, "min_per_commune", "0", Accepted),
        Csv(4, "a need for nobody", "need_id,commune_code,item_code,quantity,urgency,beneficiaries\nN9,03217,jacket,1,high,0\n", Accepted),
        Amount(5, "9223372036854775807", Row, OutOfRange, "1000000000000000"),
        Amount(5, "9223372036854775808", Row, OutOfRange, "1000000000000000"),
        Amount(5, Book.Raw("<c r='@'><v>9.2233720368547758E18</v></c>"), Row),
        new(6, "ten thousand needs whose sum passes 63 bits", Whole, SumTooLarge, "4000000000000000000", static () => HandedIn.Csv(Head + string.Concat(Enumerable.Range(0, 10_000).Select(static i => $"N{i},03217,jacket,3600000000,high,\n")))),
        Amount(7, "1.234.567", Row, FormNotDeclared, "--numbers vi"),
        Amount(7, "1.234.567", Accepted, form: NumberForm.Vietnamese),
        Amount(7, "1.234.567,00", Accepted, form: NumberForm.Vietnamese),
        Amount(7, "1.234.567,89", Row, NotANumber, form: NumberForm.Vietnamese),
        Amount(7, "1,234,567.89", Row, NotANumber, form: NumberForm.English),
        Amount(7, "1,234,567.00", Accepted, form: NumberForm.English),
        .. ((string[])["1 234 567", "1\u00A0234\u00A0567", "1\u202F234"]).Select(static text => Amount(7, text, Accepted, form: NumberForm.Vietnamese)),
        .. ((string[])["1 234 567", "1\u00A0234\u00A0567", "1\u202F234"]).Select(static text => Amount(7, text, Row, FormNotDeclared)),
        Amount(8, "1.234", Row, FormNotDeclared, "--numbers"),
        Amount(8, "1,234", Row, FormNotDeclared, "--numbers"),
        Amount(8, "1.234", Accepted, form: NumberForm.Vietnamese),
        Amount(8, "1.234", Row, NotANumber, form: NumberForm.English),
        .. ((string[])["1.5", "1,5", "1,2,3", "1..234", "1.2345", ".234", "1.234.", "1 23"]).SelectMany(static text => ((NumberForm[])[NumberForm.Plain, NumberForm.Vietnamese, NumberForm.English]).Select(form => Amount(9, text, Row, form: form))),
        Amount(9, 1.5, Row, NotANumber),
        .. ((string[])["500 triệu", "1,2 tỷ", "50k", "500.000 đ", "500000 VND"]).Select(static text => Amount(10, text, Row, NotANumber, "without words or units", NumberForm.Vietnamese)),
        .. ((string[])["١٢", "１２", "12²"]).Select(static text => Amount(11, text, Row, NotANumber, "another script")),
        Amount(11, "12_x0000_", Row, NotANumber),
        Amount(12, "0x1F", Row, NotANumber, "decimal"),
        Amount(12, "1_000", Row, NotANumber),
        Amount(12, "1e3", Row, NotANumber, "exponent"),
        Amount(12, Book.Raw("<c r='@' s='2'><v>0.5</v></c>"), Row, NotANumber),
        Amount(38, Book.Raw("<c r='@'><f>2+3</f><v>5</v></c>"), Accepted),
        Amount(38, Book.Raw("<c r='@'><f>2+3</f></c>"), Row, FormulaFailed, "formula"),
        Amount(38, Book.Raw("<c r='@' t='e'><f>1/0</f><v>#DIV/0!</v></c>"), Row, FormulaFailed, "formula"),
        .. ((string[])["#REF!", "#N/A"]).Select(static error => Amount(38, Book.Raw($"<c r='@' t='e'><v>{error}</v></c>"), Row, FormulaFailed)),
        Amount(53, Book.Raw("<c r='@' t='s'><v>99</v></c>"), Row, FormulaFailed),
        Amount(53, Book.Raw("<c r='@' t='s'><v>five</v></c>"), Row, FormulaFailed),
        Amount(53, Book.Raw("<c r='@' t='s'><v>-1</v></c>"), Row, FormulaFailed),
        Amount(53, Book.Raw("<c r='@' t='str'><v>5</v></c>"), Accepted),
        Amount(53, Book.Raw("<c r='@' t='zz'><v>5</v></c>"), Row, FormulaFailed),
    ];

    private static IEnumerable<NastySheet> Days() =>
    [
        Day(22, "03/04/2026", Row, FormNotDeclared, "--dates dmy"),
        Day(22, "03/04/2026", Accepted, form: DateForm.DayMonthYear),
        Day(22, "3/4/2026", Accepted, form: DateForm.DayMonthYear),
        Day(22, "3/4/26", Row, NotADate, form: DateForm.DayMonthYear),
        Day(22, "04/13/2026", Row, NotADate, form: DateForm.DayMonthYear),
        Day(22, "2026-04-03", Accepted),
        Day(22, Book.Raw("<c r='@' s='1'><v>46115</v></c>"), Accepted),
        Day(22, Book.Raw("<c r='@' t='d'><v>2026-04-03T00:00:00</v></c>"), Accepted),
        Day(22, 46115, Row, NotADate, "formatted as a date"),
        Day(22, Book.Raw("<c r='@' s='1'><v>46115.75</v></c>"), Row, NotADate),
        new(22, "the 1904 system", Accepted, null, "2026-04-03", static () =>
            HandedIn.Xlsx(Imports.Need(("Hạn cần", Book.Raw("<c r='@' s='1'><v>44653</v></c>"))).Workbook("<workbookPr date1904='1'/><sheets><sheet name='a' sheetId='1' r:id='rId1'/></sheets>"))),
        .. ((string[])["31/02/2026", "29/02/2026", "00/00/0000"]).Select(static text => Day(23, text, Row, NotADate, form: DateForm.DayMonthYear)),
        .. ((string[])["01/01/0001", "31/12/9999", "22/11/2569"]).Select(static text => Day(23, text, Row, form: DateForm.DayMonthYear)),
        Day(23, "2026-04-03T00:00:00+07:00", Row, NotADate),
        Pledge(24, "Dùng từ ngày,Dùng đến ngày", "2026-12-02,2026-12-01", Row, Contradiction),
    ];

    private static IEnumerable<NastySheet> Names() =>
    [
        new(15, "a commune in composed and decomposed letters", Accepted, null, "", static () => HandedIn.Csv("Mã nhu cầu,Xã,Mã mặt hàng,Số lượng,Tính cấp thiết\nN8,Mường Phăng,jacket,1,high\nN9," + "Mường Phăng".Normalize(System.Text.NormalizationForm.FormD) + ",jacket,1,high\n")),
        ByName(16, "Xã Sin Súôi Hồ", Accepted),
        ByName(16, "Sin Suôí Hồ", Accepted),
        ByName(16, "Sin Suoi Ho", Row, UnknownReference),
        ByName(17, "PÁ KHOANG", Accepted),
        new(17, "Đ, Ð and Ɖ are one letter", Accepted, null, "", static () => HandedIn.Csv("need_id,Xã,item_code,quantity,urgency\nA,Đà Bắc,jacket,1,high\nB,Ðà Bắc,jacket,1,high\nC,Ɖà Bắc,jacket,1,high\n", round: Imports.Round with { Communes = [Imports.Round.Communes[0] with { Name = "Xã Đà Bắc" }], Needs = [], Pledges = [] })),
        Need(25, "Mã xã", 3217, Row, UnknownReference, "perhaps 03217"),
        Need(25, "Mã xã", Book.Raw("<c r='@' s='3'><v>3217</v></c>"), Accepted),
        WithName(25, "3217", "Mường Phăng", Accepted, Assumed, "zeros"),
        WithName(25, "3217", "Pá Khoang", Row, UnknownReference, "perhaps 03217"),
        WithAlias(26, "01234", [("01234", "03217")], Accepted, Assumed, "table of aliases"),
        WithAlias(26, "01234", [("01234", "03217"), ("01234", "03218")], Row, NotAllowed, "03217 (Mường Phăng"),
        Need(26, "Mã xã", "01234", Row, UnknownReference),
        Need(27, "Mã xã", "99999", Row, UnknownReference, "communes.csv"),
        WithName(27, "03217", "Sin Suối Hồ", Row, Contradiction, "03217 is Mường Phăng"),
        Csv(27, "the name right, the province another", "need_id,Mã xã,Tên xã,Tên tỉnh,item_code,quantity,urgency\nN9,03217,Mường Phăng,Lai Châu,jacket,1,high\n", Row, Contradiction, "Điện Biên"),
        new(27, "two communes of one name", Row, NotAllowed, "03218 (Xã Mường Phăng", static () => HandedIn.Csv("need_id,Xã,item_code,quantity,urgency\nN9,Mường Phăng,jacket,1,high\n", round: TwoOfOneName())),
        new(27, "two communes of one name, told apart by the province", Accepted, null, "", static () => HandedIn.Csv("need_id,Xã,Tỉnh,item_code,quantity,urgency\nN9,Mường Phăng,tỉnh Lai Châu,jacket,1,high\n", round: TwoOfOneName())),
        Need(31, "Mã mặt hàng", "áo ấm", Accepted),
        Need(31, "Mã mặt hàng", "Áo rét", Accepted),
        Need(31, "Mã mặt hàng", "mũ len", Row, UnknownReference, "items.csv"),
        Csv(31, "a unit that is not the item's", "need_id,commune_code,item_code,Đơn vị tính,quantity,urgency\nN9,03217,jacket,đôi,1,high\n", Row, Contradiction, "counted in cái"),
        .. ((string[])["IV", "lII", "ІІІ", "Ⅲ"]).Select(static zone => Pledge(29, "zones", zone, Row, NotAllowed)),
        .. ((string[])["iii", "3", "III", "Khu vực III;II"]).Select(static zone => Pledge(29, "zones", zone, Accepted)),
        Need(30, "Tính cấp thiết", null, Row, Missing, "critical, high, normal"),
        Pledge(30, "tier1_percent", "101", Row, OutOfRange),
        Pledge(30, "tier1_percent", "-5", Row, NotANumber),
        Pledge(30, "tier1_percent", "50%", Accepted),
    ];

    private static IEnumerable<NastySheet> Text() =>
    [
        .. ((string[])["N\u200B9", "N\u200C9", "N\u200D9", "\uFEFFN9", "N\u00AD9"]).Select(static id => Need(18, "Mã nhu cầu", id, Accepted, InvisibleCharacter)),
        Need(18, "Số lượng", "\u200B5", Accepted, InvisibleCharacter),
        Need(18, "Mã xã", "03217\u200B", Accepted, InvisibleCharacter),
        .. ((string[])["N\u202E9", "N\uFDD09", "N\uE0009"]).Select(static id => Need(19, "Mã nhu cầu", id, Row, ForbiddenCharacter)),
        Need(19, "Mã nhu cầu", "N_xD800_9", Row, ForbiddenCharacter),
        Need(19, "Mã xã", "N_xD800_9", Row),
        Need(20, "Mã nhu cầu", "Äiá»‡n Biên", Row, GarbledText, "Windows-1252"),
        .. ((string[])["=cmd|' /C calc'!A0", "+1", "-1", "@x", "=HYPERLINK(\"http://x\")", "＝1"]).Select(static text => new NastySheet(39, $"a source {text.Length} long that begins with {(int)text[0]:X}", Accepted, null, text, () => Aid(text))),
        Need(39, "Mã nhu cầu", "N_x0009_9", Row, ForbiddenCharacter),
        Need(39, "Mã nhu cầu", "N_x0000_9", Row, ForbiddenCharacter),
        .. ((string[])["'; drop table needs; --", "<img src=x onerror=alert(1)>", "a\nFAKE 2026-01-01 INFO ok"]).Select(static text => new NastySheet(58, "payload " + text[..3], Accepted, null, text, () => Aid(text))),
        new(61, "a name of 5,000 characters", Accepted, null, new string('a', 5_000), static () => Aid(new string('a', 5_000))),
        Csv(62, "ids that differ by case and width", Head + "a,03217,jacket,1,high,\nA,03217,jacket,1,high,\nａ,03217,jacket,1,high,\n", Accepted),
        new(62, "fifty thousand ids of one prefix", Accepted, null, "", static () => HandedIn.Csv(Head + string.Concat(Enumerable.Range(0, 50_000).Select(static i => $"{new string('a', 50)}{i},03217,jacket,1,high,\n")))),
        Need(62, "Mã xã", new string('a', 20_000) + "!", Row, UnknownReference),
    ];

    private static IEnumerable<NastySheet> Rules() =>
    [
        Csv(13, "an id twice", Head + "N9,03217,jacket,1,high,\nN9,03218,jacket,1,high,\n", Row, Duplicate, "line 2"),
        Csv(13, "an id twice, once with combining marks", Head + "Nhà,03217,jacket,1,high,\n" + "Nhà".Normalize(System.Text.NormalizationForm.FormD) + ",03218,jacket,1,high,\n", Row, Duplicate),
        Pledge(59, "min_per_commune,max_per_commune", "500,400", Row, Contradiction),
        Pledge(60, "min_per_commune", "6000000", Row, Contradiction),
        Pledge(60, "tier1_percent", "110", Row, OutOfRange),
        Pledge(60, "max_share_percent", "0", Accepted),
        .. ((string[])["0", "-1", "1000"]).Select(static tier => Pledge(60, "tiers", tier, Row)),
        Pledge(60, "tiers", "999", Accepted),
        Csv(28, "a province where a commune belongs", Head + "N9,11,jacket,1,high,\n", Row, UnknownReference),
    ];

    private static Engine.Rounds.Round TwoOfOneName() => Imports.Round with
    {
        Communes = [Imports.Round.Communes[0] with { Name = "Phường Mường Phăng" }, Imports.Round.Communes[1] with { Name = "Xã Mường Phăng" }, Imports.Round.Communes[2] with { Name = "Mường Phăng", ProvinceName = "Lai Châu" }],
        Needs = [],
        Pledges = [],
    } is var round ? round with { Communes = [round.Communes[0], round.Communes[1], round.Communes[2] with { Name = "Xã Mường Phăng" }] } : Imports.Round;

    private static HandedIn Aid(string source) =>
        HandedIn.Xlsx(new Book(["Mã xã", "Mã mặt hàng", "Số lượng", "Nguồn", "Ngày"], ["03217", "jacket", 1, source, "2026-01-01"]), ImportKind.Aid);

    private static NastySheet ByName(int number, string name, Verdict verdict, FaultKind? kind = null) =>
        Csv(number, "commune named " + name, $"need_id,Xã,item_code,quantity,urgency\nN9,{name},jacket,1,high\n", verdict, kind);

    private static NastySheet WithName(int number, string code, string name, Verdict verdict, FaultKind kind, string says) =>
        Csv(number, $"code {code} beside {name}", $"need_id,Mã xã,Tên xã,item_code,quantity,urgency\nN9,{code},{name},jacket,1,high\n", verdict, kind, says);

    private static NastySheet WithAlias(int number, string code, (string, string)[] aliases, Verdict verdict, FaultKind kind, string says) =>
        Need(number, "Mã xã", code, verdict, kind, says, new ImportOptions { Aliases = ImportAliases.Create(aliases, []) }) with { Name = $"former code {code} of {aliases.Length}" };
}
