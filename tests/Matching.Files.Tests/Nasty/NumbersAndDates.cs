using static Matching.Files.FaultKind;

namespace Matching.Files.Tests.Nasty;

/// <summary>Numbers and days in all the ways that people write them.</summary>
internal static class NumbersAndDates
{
    public static IEnumerable<NastyCase> Cases()
    {
        foreach (var (name, amount, kind) in new (string, string, FaultKind)[]
        {
            ("a dot as thousands separator", "1.234", NotANumber),
            ("a comma in quotes as decimal separator", "\"1,5\"", NotANumber),
            ("two commas as thousands separators", "\"1,234,567\"", NotANumber),
            ("Vietnamese separators of thousands and decimals", "\"1.234.567,89\"", NotANumber),
            ("blanks between thousands", "1 234 567", NotANumber),
            ("no-break spaces between thousands", "1\u00A0234\u00A0567", NotANumber),
            ("narrow no-break spaces between thousands", "1\u202F234", NotANumber),
            ("an exponent", "1e3", NotANumber),
            ("a decimal exponent", "1.5E+9", NotANumber),
            ("a huge exponent", "1e308", NotANumber),
            ("a minus sign", "-5", NotANumber),
            ("minus zero", "-0", NotANumber),
            ("a plus sign", "+5", NotANumber),
            ("an accountant's negative", "(500)", NotANumber),
            ("words for millions", "500 triệu", NotANumber),
            ("words for billions", "\"1,2 tỷ\"", NotANumber),
            ("k for thousands", "50k", NotANumber),
            ("a currency", "500000 đ", NotANumber),
            ("a currency code", "500000VND", NotANumber),
            ("underscores", "1_000", NotANumber),
            ("hexadecimal", "0x1F", NotANumber),
            ("Arabic-Indic digits", "١٢", NotANumber),
            ("full-width digits", "１２", NotANumber),
            ("a superscript", "12²", NotANumber),
            ("a NUL behind the digits", "12\0", NotANumber),
            ("not a number", "NaN", NotANumber),
            ("infinity", "Infinity", NotANumber),
            ("a spreadsheet error", "#REF!", NotANumber),
            ("a formula", "=1+1", NotANumber),
            ("one decimal", "1.5", NotANumber),
            ("the largest long", "9223372036854775807", OutOfRange),
            ("one more than the largest long", "9223372036854775808", OutOfRange),
            ("forty digits", new string('9', 40), OutOfRange),
            ("one more than the largest amount", "1000000000000001", OutOfRange),
            ("an amount of zero", "0", OutOfRange),
            ("no amount", "", Missing),
        })
        {
            yield return Reject($"amount: {name}", Pledges(("amount_vnd", amount)), new Spot("pledges.csv", 2, "amount_vnd", kind));
        }

        yield return Accept("amount: the largest", Pledges(("amount_vnd", "1000000000000000")));
        yield return Accept("amount: leading zeros and blanks around", Pledges(("amount_vnd", "  000500 ")));
        foreach (var (name, day, kind) in new (string, string, FaultKind)[]
        {
            ("day first with slashes", "03/04/2026", NotADate),
            ("two-digit year", "3/4/26", NotADate),
            ("a spreadsheet's serial number", "46115", NotADate),
            ("31 February", "2026-02-31", NotADate),
            ("29 February in a common year", "2026-02-29", NotADate),
            ("month 13", "2026-13-01", NotADate),
            ("day 0", "2026-01-00", NotADate),
            ("with a time", "2026-11-22T00:00:00Z", NotADate),
            ("year 1", "0001-01-01", OutOfRange),
            ("year 9999", "9999-12-31", OutOfRange),
            ("Buddhist year", "2569-11-22", OutOfRange),
        })
        {
            yield return Reject($"date: {name}", Needs($"N1,03217,,jacket,,10,critical,{day},,,,,\n"), new Spot("needs.csv", 2, "needed_by", kind));
        }

        yield return Accept("date: 29 February in a leap year", Needs("N1,03217,,jacket,,10,critical,2028-02-29,,,,,\n"));
        yield return Reject("quantity: a fraction of a coat", Needs("N1,03217,,jacket,,1.5,critical,,,,,,\n"), new Spot("needs.csv", 2, "quantity", NotANumber));
        yield return Reject("quantity: zero", Needs("N1,03217,,jacket,,0,critical,,,,,,\n"), new Spot("needs.csv", 2, "quantity", OutOfRange));
        yield return Reject("quantity: times unit cost above the limit", Needs("N1,03217,,jacket,,4000000001,critical,,,,,,\n"), new Spot("needs.csv", 2, "quantity", OutOfRange));
        yield return Accept("quantity: times unit cost at the limit", Needs("N1,03217,,jacket,,4000000000,critical,,,,,,\n"));
        yield return Reject(
            "quantity: of goods times unit cost above the limit",
            new TinyFiles().Put("pledges.csv", TinyFiles.PledgesHeader + "\n" + TinyFiles.Pledge(("pledge_id", "P1"), ("donor_id", "D"), ("kind", "goods"), ("item_code", "jacket"), ("quantity", "4000000001"))),
            new Spot("pledges.csv", 2, "quantity", OutOfRange));
        yield return Reject("minimum above the quantity", Needs("N1,03217,,jacket,,10,critical,,11,,,,\n"), new Spot("needs.csv", 2, "min_quantity", Contradiction));
        yield return Accept("minimum equal to the quantity", Needs("N1,03217,,jacket,,10,critical,,10,,,,\n"));

        var manyRows = string.Concat(Enumerable.Range(0, 4_001).Select(i => $"N{i},03217,,jacket,,4000000000,critical,,,,,,\n"));
        yield return Reject("sum of all needs above 4 × 10^18", Needs(manyRows), new Spot("needs.csv", 0, "quantity", SumTooLarge));
        var manyPledges = string.Concat(Enumerable.Range(0, 10_000).Select(i =>
            TinyFiles.Pledge(("pledge_id", $"P{i}"), ("donor_id", "D"), ("kind", "money"), ("amount_vnd", "920000000000000"))));
        yield return Reject("sum of all pledges past 63 bits", new TinyFiles().Put("pledges.csv", TinyFiles.PledgesHeader + "\n" + manyPledges), new Spot("pledges.csv", 0, "amount_vnd", SumTooLarge));

        yield return Accept("percent: two decimals behind a point", Communes("zone", "III", "poor_household_percent", "45.25"));
        yield return Reject("percent: a comma", Communes("zone", "III", "poor_household_percent", "\"45,25\""), new Spot("communes.csv", 2, "poor_household_percent", NotANumber));
        yield return Reject("percent: three decimals", Communes("zone", "III", "poor_household_percent", "45.255"), new Spot("communes.csv", 2, "poor_household_percent", NotANumber));
        yield return Reject("percent: a sign behind it", Communes("zone", "III", "poor_household_percent", "45%"), new Spot("communes.csv", 2, "poor_household_percent", NotANumber));
        yield return Reject("percent: 101", Communes("zone", "III", "ethnic_minority_percent", "101"), new Spot("communes.csv", 2, "ethnic_minority_percent", OutOfRange));
        yield return Reject("percent: 100.01", Communes("zone", "III", "ethnic_minority_percent", "100.01"), new Spot("communes.csv", 2, "ethnic_minority_percent", OutOfRange));
        yield return Reject("tier: 0", Communes("zone", "III", "priority_tier", "0"), new Spot("communes.csv", 2, "priority_tier", OutOfRange));
        yield return Accept("a commune without children", Communes("zone", "III", "children", "0"));
    }

    internal static NastyCase Accept(string name, TinyFiles files, params Spot[] warnings) => new(name, files, [], warnings);

    internal static NastyCase Reject(string name, TinyFiles files, params Spot[] faults) => new(name, files, faults, []);

    internal static TinyFiles Needs(string rows) => new TinyFiles().Put("needs.csv", TinyFiles.NeedsHeader + "\n" + rows);

    /// <summary>A money pledge with the named cells.</summary>
    internal static TinyFiles Pledges(params (string Column, string Value)[] cells) => new TinyFiles().Put(
        "pledges.csv",
        TinyFiles.PledgesHeader + "\n" + TinyFiles.Pledge([("pledge_id", "P1"), ("donor_id", "D1"), ("kind", "money"), ("amount_vnd", "5000000"), .. cells]));

    /// <summary>The tiny communes, the first with two cells changed.</summary>
    internal static TinyFiles Communes(string column, string value, string otherColumn, string otherValue)
    {
        var first = TinyFiles.Row(
            TinyFiles.CommunesHeader, ("commune_code", "03217"), ("commune_name", "Mường Phăng"), ("district_code", "096"), ("province_code", "11"), ("province_name", "Điện Biên"), (column, value), (otherColumn, otherValue));
        return new TinyFiles().Put("communes.csv", TinyFiles.CommunesHeader + "\n" + first + TinyFiles.CommuneRows[(TinyFiles.CommuneRows.IndexOf('\n', StringComparison.Ordinal) + 1)..]);
    }
}
