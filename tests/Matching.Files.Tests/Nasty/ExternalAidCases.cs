using static Matching.Files.FaultKind;
using static Matching.Files.Tests.Nasty.NumbersAndDates;

namespace Matching.Files.Tests.Nasty;

/// <summary>external_aid.csv: what others outside the fund give.</summary>
internal static class ExternalAidCases
{
    public const string Header = "commune_code,item_code,quantity,source,date,need_id,age_group,site";

    private const string Good = "03217,jacket,4,Hội Chữ thập đỏ,2026-11-05,,,\n";

    public static IEnumerable<NastyCase> Cases()
    {
        yield return Accept("aid: one gift", Aid(Good));
        yield return Accept("aid: no rows", Aid(""));
        yield return Accept("aid: for one line", Aid("03217,jacket,4,A,2026-11-05,N1,,\n"));
        yield return Accept("aid: for an age group and a site", Aid("03217,jacket,4,A,2026-11-05,,6-10,Điểm trường A\n"));
        yield return Accept("aid: more than anybody asked for", Aid("04000,lunch,1000,A,2026-11-05,,,\n"));
        yield return Accept("aid: of two days", Aid(Good + Good.Replace("11-05", "11-06", StringComparison.Ordinal)));
        yield return Accept("aid: format 2 without the file", new TinyFiles().Put("round.json", TwoJson));
        yield return Reject("aid: in a round of format 1", new TinyFiles().Put("external_aid.csv", Header + "\n" + Good), Spot(0, null, NotAllowed));
        yield return Reject("aid: the same gift twice", Aid(Good + Good), Spot(3, "quantity", Duplicate));
        yield return Reject("aid: nothing stated", Aid(",,,,,,,6\n"), Spot(2, "commune_code", Missing), Spot(2, "item_code", Missing), Spot(2, "quantity", Missing), Spot(2, "source", Missing), Spot(2, "date", Missing));
        yield return Reject("aid: of nothing", Aid(Good.Replace(",4,", ",0,", StringComparison.Ordinal)), Spot(2, "quantity", OutOfRange));
        yield return Reject("aid: in words", Aid(Good.Replace(",4,", ",4 cái,", StringComparison.Ordinal)), Spot(2, "quantity", NotANumber));
        yield return Reject("aid: worth more than the limit", Aid(Good.Replace(",4,", ",4000000001,", StringComparison.Ordinal)), Spot(2, "quantity", OutOfRange));
        yield return Reject("aid: a day as people write it", Aid(Good.Replace("2026-11-05", "05/11/2026", StringComparison.Ordinal)), Spot(2, "date", NotADate));
        yield return Reject("aid: unknown commune and item", Aid("3217,coat,4,A,2026-11-05,,,\n"), Spot(2, "commune_code", UnknownReference), Spot(2, "item_code", UnknownReference));
        yield return Reject("aid: for an unknown line", Aid("03217,jacket,4,A,2026-11-05,N9,,\n"), Spot(2, "need_id", UnknownReference));
        yield return Reject("aid: for a line of another commune", Aid("03218,jacket,4,A,2026-11-05,N1,,\n"), Spot(2, "need_id", Contradiction));
        yield return Reject("aid: for a line of another item", Aid("03217,lunch,4,A,2026-11-05,N1,,\n"), Spot(2, "need_id", Contradiction));
        yield return Reject("aid: for a line and an age group", Aid("03217,jacket,4,A,2026-11-05,N1,6-10,\n"), Spot(2, "need_id", Contradiction));
        yield return Reject("aid: without a column", Aid("").Put("external_aid.csv", "commune_code,item_code,quantity,source\n"), Spot(1, "date", MissingColumn));
        yield return Reject("aid: lines of needs.csv that could not be read are not called unknown",
            Aid("03217,jacket,4,A,2026-11-05,N9,,\n").Put("needs.csv", TinyFiles.NeedsHeader + "\nN1,03217\n" + TinyFiles.NeedRows[..TinyFiles.NeedRows.IndexOf('\n', StringComparison.Ordinal)] + "\n"),
            new Spot("needs.csv", 2, null, WrongCellCount));
    }

    private const string TwoJson = """{ "format": 2, "round_id": "tiny", "as_of": "2026-11-22" }""";

    private static TinyFiles Aid(string rows) => new TinyFiles().Put("round.json", TwoJson).Put("external_aid.csv", Header + "\n" + rows);

    private static Spot Spot(long line, string? column, FaultKind kind) => new("external_aid.csv", line, column, kind);
}
