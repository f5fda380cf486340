using static Matching.Files.FaultKind;
using static Matching.Files.Tests.Nasty.NumbersAndDates;

namespace Matching.Files.Tests.Nasty;

/// <summary>round.json.</summary>
internal static class SettingsCases
{
    public static IEnumerable<NastyCase> Cases()
    {
        yield return Accept("settings: everything stated", Json("""
            { "policy": { "only_verified": true, "province_cap_percent": 40, "reserve_percent": 10, "projects": "before", "fairness": "max_coverage",
              "class_order": ["tier", "kind"] }, "as_of": "2026-11-22", "round_id": "a", "format": 1 }
            """));
        yield return Reject("settings: empty", Json(" \n"), Spot(0, null, EmptyFile));
        yield return Reject("settings: a list", Json("[1]"), Spot(1, null, NotAllowed));
        yield return Reject("settings: nothing in it", Json("{}"), Spot(0, "format", Missing), Spot(0, "round_id", Missing), Spot(0, "as_of", Missing));
        yield return Reject("settings: a comma behind the last member", Json("""{ "format": 1, "round_id": "a", "as_of": "2026-11-22", }"""), Spot(1, null, BadJson));
        yield return Reject("settings: a comment", Json("{ // x\n \"format\": 1, \"round_id\": \"a\", \"as_of\": \"2026-11-22\" }"), Spot(1, null, BadJson));
        yield return Reject("settings: two documents", Json(TinyFiles.Settings + TinyFiles.Settings), Spot(2, null, BadJson));
        yield return Reject("settings: cut short", Json("{ \"format\": 1,\n \"round_id\": \"a"), Spot(2, null, BadJson));
        yield return Reject("settings: 10,000 brackets", Json("{ \"policy\": " + new string('[', 10_000)), Spot(1, "policy", NotAllowed), Spot(1, null, BadJson));
        yield return Reject("settings: NaN", Policy("\"reserve_percent\": NaN"), Spot(2, null, BadJson));
        yield return Reject("settings: two megabytes", Json("{ \"format\": 1 }" + new string(' ', 2_000_000)), Spot(0, null, TooLong));
        yield return Reject("settings: a member twice", Json("""{ "format": 1, "round_id": "a", "as_of": "2026-11-22", "round_id": "b" }"""), Spot(1, "round_id", Duplicate));
        yield return Reject("settings: a member twice, once escaped", Json("""{ "format": 1, "round_id": "a", "as_of": "2026-11-22", "round\u005fid": "b" }"""), Spot(1, "round_id", Duplicate));
        yield return Reject("settings: an unknown member", Json("""{ "format": 1, "round_id": "a", "as_of": "2026-11-22", "isAdmin": { "x": [1, 2] } }"""), Spot(1, "isAdmin", UnknownMember));
        yield return Reject("settings: an unknown member of the policy", Policy("\"fair\": true"), Spot(2, "policy.fair", UnknownMember));
        yield return Reject("settings: a member in capitals", Json("""{ "Format": 1, "format": 1, "round_id": "a", "as_of": "2026-11-22" }"""), Spot(1, "Format", UnknownMember));
        yield return Reject("settings: format 3", Json("""{ "format": 3, "round_id": "a", "as_of": "2026-11-22" }"""), Spot(1, "format", OutOfRange));
        yield return Reject("settings: format in quotes", Json("""{ "format": "1", "round_id": "a", "as_of": "2026-11-22" }"""), Spot(1, "format", NotANumber));
        yield return Reject("settings: format 1.0", Json("""{ "format": 1.0, "round_id": "a", "as_of": "2026-11-22" }"""), Spot(1, "format", NotANumber));
        yield return Reject("settings: an empty id", Json("""{ "format": 1, "round_id": " ", "as_of": "2026-11-22" }"""), Spot(1, "round_id", Missing));
        yield return Reject("settings: an id that is null", Json("""{ "format": 1, "round_id": null, "as_of": "2026-11-22" }"""), Spot(1, "round_id", NotAllowed));
        yield return Reject("settings: half a character in the id", Json("""{ "format": 1, "round_id": "\uD800", "as_of": "2026-11-22" }"""), Spot(1, "round_id", ForbiddenCharacter));
        yield return Reject("settings: a day that is none", Json("""{ "format": 1, "round_id": "a", "as_of": "2026-02-30" }"""), Spot(1, "as_of", NotADate));
        yield return Reject("settings: a day of another century", Json("""{ "format": 1, "round_id": "a", "as_of": "1926-02-20" }"""), Spot(1, "as_of", OutOfRange));
        yield return Reject("settings: bytes that are not UTF-8", new TinyFiles().Put("round.json", [.. "{ \"format\": 1,\n \"round_id\": \""u8, 0xF0, .. "i\", \"as_of\": \"2026-11-22\" }"u8]), Spot(2, null, NotUtf8));
        yield return Reject("settings: policy is null", Json("""{ "format": 1, "round_id": "a", "as_of": "2026-11-22", "policy": null }"""), Spot(1, "policy", NotAllowed));
        yield return Reject("settings: a reserve of 101 percent", Policy("\"reserve_percent\": 101"), Spot(2, "policy.reserve_percent", OutOfRange));
        yield return Reject("settings: a negative reserve", Policy("\"reserve_percent\": -1"), Spot(2, "policy.reserve_percent", NotANumber));
        yield return Reject("settings: a reserve of null", Policy("\"reserve_percent\": null"), Spot(2, "policy.reserve_percent", Missing));
        yield return Accept("settings: no province cap", Policy("\"province_cap_percent\": null"));
        yield return Reject("settings: a cap with an exponent", Policy("\"province_cap_percent\": 1e1"), Spot(2, "policy.province_cap_percent", NotANumber));
        yield return Reject("settings: a key of the class order twice", Policy("\"class_order\": [\"tier\", \"kind\", \"tier\"]"), Spot(2, "policy.class_order", Duplicate));
        yield return Reject("settings: an unknown key of the class order", Policy("\"class_order\": [\"tier\", \"zone\", 3]"), Spot(2, "policy.class_order", NotAllowed), Spot(2, "policy.class_order", NotAllowed));
        yield return Reject("settings: a class order that is no list", Policy("\"class_order\": \"tier\""), Spot(2, "policy.class_order", NotAllowed));
        yield return Accept("settings: an empty class order", Policy("\"class_order\": []"));
        yield return Reject("settings: an unknown fairness", Policy("\"fairness\": \"maximin\""), Spot(2, "policy.fairness", NotAllowed));
        yield return Reject("settings: projects in the middle", Policy("\"projects\": \"between\""), Spot(2, "policy.projects", NotAllowed));
        yield return Reject("settings: only_verified in quotes", Policy("\"only_verified\": \"true\""), Spot(2, "policy.only_verified", NotAllowed));
        yield return Reject("settings: several faults at once", Policy("\"only_verified\": 1, \"fairness\": {}, \"x\": [], \"reserve_percent\": [7], \"projects\": \"after\""),
            Spot(2, "policy.only_verified", NotAllowed), Spot(2, "policy.fairness", NotAllowed), Spot(2, "policy.x", UnknownMember), Spot(2, "policy.reserve_percent", NotANumber));
    }

    private static Spot Spot(long line, string? column, FaultKind kind) => new("round.json", line, column, kind);

    private static TinyFiles Json(string text) => new TinyFiles().Put("round.json", text);

    private static TinyFiles Policy(string members) =>
        Json("{ \"format\": 1, \"round_id\": \"a\", \"as_of\": \"2026-11-22\",\n \"policy\": { " + members + " } }");
}
