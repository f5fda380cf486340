using static Matching.Files.FaultKind;
using static Matching.Files.Tests.Nasty.NumbersAndDates;

namespace Matching.Files.Tests.Nasty;

/// <summary>Ids, references, and conditions that cannot be.</summary>
internal static class RulesOfTheRound
{
    private const string OneNeed = "N1,03217,,jacket,,10,critical,,,,,,\n";

    public static IEnumerable<NastyCase> Cases()
    {
        yield return Reject("a need twice", Needs(OneNeed + OneNeed), new Spot("needs.csv", 3, "need_id", Duplicate));
        yield return Reject("a commune twice", new TinyFiles().Put("communes.csv", TinyFiles.CommunesHeader + "\n" + TinyFiles.CommuneRows + TinyFiles.CommuneRows),
            new Spot("communes.csv", 5, "commune_code", Duplicate), new Spot("communes.csv", 6, "commune_code", Duplicate), new Spot("communes.csv", 7, "commune_code", Duplicate));
        yield return Reject("an item twice", new TinyFiles().Put("items.csv", TinyFiles.ItemsHeader + "\n" + TinyFiles.ItemRows + "jacket,Áo,,clothes,cái,1,project\n"), new Spot("items.csv", 5, "item_code", Duplicate));
        yield return Reject("a pledge twice", new TinyFiles().Put("pledges.csv", TinyFiles.PledgesHeader + "\n" + TinyFiles.PledgeRows + TinyFiles.PledgeRows),
            new Spot("pledges.csv", 4, "pledge_id", Duplicate), new Spot("pledges.csv", 5, "pledge_id", Duplicate));
        yield return Reject("an unknown commune", Needs("N1,99999,,jacket,,10,critical,,,,,,\n"), new Spot("needs.csv", 2, "commune_code", UnknownReference));
        yield return Reject("a commune whose zero a spreadsheet dropped", Needs("N1,3217,,jacket,,10,critical,,,,,,\n"), new Spot("needs.csv", 2, "commune_code", UnknownReference));
        yield return Reject("an unknown item", Needs("N1,03217,,áo rét,,10,critical,,,,,,\n"), new Spot("needs.csv", 2, "item_code", UnknownReference));
        yield return Reject("a slip in a commune is not told again at each need", Communes("zone", "iii", "children", "1"), new Spot("communes.csv", 2, "zone", NotAllowed));
        yield return Reject("needs of a commune in a row that could not be read are not called unknown",
            new TinyFiles().Put("communes.csv", TinyFiles.CommunesHeader + "\n03217,a\n03218,Pá,096,,11,ĐB,,,,,\n"), new Spot("communes.csv", 2, null, WrongCellCount));
        yield return Reject("several faults in one row are all listed", Needs("N1,99999,,x,,-1,soon,31/12/2026,,,,,\n"),
            new Spot("needs.csv", 2, "quantity", NotANumber), new Spot("needs.csv", 2, "urgency", NotAllowed), new Spot("needs.csv", 2, "needed_by", NotADate),
            new Spot("needs.csv", 2, "commune_code", UnknownReference), new Spot("needs.csv", 2, "item_code", UnknownReference));
        yield return Reject("a price of its own on a consumable", Needs("N1,03217,,jacket,,10,critical,,,5000,,,\n"), new Spot("needs.csv", 2, "unit_cost_vnd", Contradiction));
        yield return Reject("an item that costs nothing", new TinyFiles().Put("items.csv", TinyFiles.ItemsHeader + "\n" + TinyFiles.ItemRows.Replace("250000", "0", StringComparison.Ordinal)), new Spot("items.csv", 2, "unit_cost_vnd", OutOfRange));
        yield return Reject("an unknown status", Needs("N1,03217,,jacket,,10,critical,,,,,,done\n"), new Spot("needs.csv", 2, "status", NotAllowed));

        foreach (var (column, value) in new (string, string)[]
        {
            ("categories", "clothes;toys"), ("items", "coat"), ("provinces", "11;99"), ("districts", "000"), ("communes", "03217;3218"),
            ("exclude_provinces", "99"), ("exclude_communes", "x"), ("exclude_items", "x"),
        })
        {
            yield return Reject($"unknown in {column}", Pledges((column, value)), new Spot("pledges.csv", 2, column, UnknownReference));
        }

        yield return Reject("two unknown places in one cell", Pledges(("provinces", "98;11;99")), new Spot("pledges.csv", 2, "provinces", UnknownReference), new Spot("pledges.csv", 2, "provinces", UnknownReference));
        yield return Accept("lists with blanks, repeats and a last semicolon", Pledges(("provinces", " 11 ; 12;11; ")));
        yield return Reject("a list of nothing but a semicolon", Pledges(("provinces", ";")), new Spot("pledges.csv", 2, "provinces", Missing));
        yield return Reject("a zone of a list in small letters", Pledges(("zones", "III;ii")), new Spot("pledges.csv", 2, "zones", NotAllowed));
        yield return Reject("tier 0 in a list", Pledges(("tiers", "1;0")), new Spot("pledges.csv", 2, "tiers", OutOfRange));
        yield return Reject("a word in a list of tiers", Pledges(("tiers", "1;hai")), new Spot("pledges.csv", 2, "tiers", NotANumber));
        yield return Reject("an unknown urgency in a list", Pledges(("urgencies", "critical;soon")), new Spot("pledges.csv", 2, "urgencies", NotAllowed));

        yield return Reject("available from after until", Pledges(("available_from", "2026-12-02"), ("available_until", "2026-12-01")), new Spot("pledges.csv", 2, "available_until", Contradiction));
        yield return Accept("available for one day", Pledges(("available_from", "2026-12-01"), ("available_until", "2026-12-01")));
        yield return Reject("minimum above maximum per commune", Pledges(("min_per_commune", "2000"), ("max_per_commune", "1000")), new Spot("pledges.csv", 2, "min_per_commune", Contradiction));
        yield return Reject("minimum per commune above the amount", Pledges(("min_per_commune", "5000001")), new Spot("pledges.csv", 2, "min_per_commune", Contradiction));
        yield return Accept("maximum per commune above the amount", Pledges(("max_per_commune", "5000001")));
        yield return Reject("at most 0 communes", Pledges(("max_communes", "0")), new Spot("pledges.csv", 2, "max_communes", OutOfRange));
        yield return Reject("a share of 101 percent", Pledges(("max_share_percent", "101")), new Spot("pledges.csv", 2, "max_share_percent", OutOfRange));
        yield return Reject("a share with decimals", Pledges(("max_share_percent", "33.3")), new Spot("pledges.csv", 2, "max_share_percent", NotANumber));
        yield return Accept("TRUE as spreadsheets write it", Pledges(("all_or_nothing", "TRUE")));
        yield return Reject("yes for true", Pledges(("all_or_nothing", "yes")), new Spot("pledges.csv", 2, "all_or_nothing", NotAllowed));
        yield return Reject("all listed provinces excluded", Pledges(("provinces", "11"), ("exclude_provinces", "11")), new Spot("pledges.csv", 2, "exclude_provinces", Contradiction));
        yield return Reject("all communes of the listed province excluded", Pledges(("provinces", "11"), ("exclude_communes", "03217;03218")), new Spot("pledges.csv", 2, "exclude_communes", Contradiction));
        yield return Reject("the listed commune's province excluded", Pledges(("communes", "04000"), ("exclude_provinces", "12")), new Spot("pledges.csv", 2, "exclude_provinces", Contradiction));
        yield return Accept("one commune of the listed district excluded", Pledges(("districts", "096"), ("exclude_communes", "03217")));
        yield return Reject("all listed items excluded", Pledges(("items", "jacket"), ("categories", "food"), ("exclude_items", "jacket;lunch")), new Spot("pledges.csv", 2, "exclude_items", Contradiction));
        yield return Accept("one of the listed items excluded", Pledges(("items", "jacket"), ("categories", "food"), ("exclude_items", "jacket")));
        var twice = TinyFiles.Pledge(("pledge_id", "P1"), ("donor_id", "D"), ("kind", "money"), ("amount_vnd", "1"), ("provinces", "11"), ("exclude_provinces", "11"));
        yield return Reject("the same contradiction in two rows", new TinyFiles().Put("pledges.csv", TinyFiles.PledgesHeader + "\n" + twice + twice.Replace("P1", "P2", StringComparison.Ordinal)),
            new Spot("pledges.csv", 2, "exclude_provinces", Contradiction), new Spot("pledges.csv", 3, "exclude_provinces", Contradiction));

        yield return Reject("goods with an amount of money", Goods(("amount_vnd", "5")), new Spot("pledges.csv", 2, "amount_vnd", Contradiction));
        yield return Reject("money with an item", Pledges(("item_code", "jacket")), new Spot("pledges.csv", 2, "item_code", Contradiction));
        yield return Reject("money with a quantity", Pledges(("quantity", "1")), new Spot("pledges.csv", 2, "quantity", Contradiction));
        yield return Reject("goods of an unknown item", Goods(("item_code", "coat")), new Spot("pledges.csv", 2, "item_code", UnknownReference));
        yield return Reject("goods of nothing", Goods(("item_code", ""), ("quantity", "")), new Spot("pledges.csv", 2, "item_code", Missing), new Spot("pledges.csv", 2, "quantity", Missing));
        yield return Reject("goods for other items only", Goods(("items", "lunch")), new Spot("pledges.csv", 2, "items", Contradiction));
        yield return Reject("goods for another category only", Goods(("categories", "food")), new Spot("pledges.csv", 2, "categories", Contradiction));
        yield return Accept("goods for their own category", Goods(("categories", "clothes"), ("items", "lunch")));
        yield return Reject("goods that exclude themselves", Goods(("exclude_items", "jacket")), new Spot("pledges.csv", 2, "exclude_items", Contradiction));
        yield return Reject("an unknown kind of pledge", Pledges(("kind", "cash")), new Spot("pledges.csv", 2, "kind", NotAllowed));

        yield return Accept("pins of every rule", Pins("P1,N1,fix,0\nP1,N2,at_least,1\nP2,N1,forbid,\n"));
        yield return Accept("two pins on one pair are the engine's affair", Pins("P1,N1,fix,5\nP1,N1,forbid,0\n"));
        yield return Reject("a pin to an unknown pledge and need", Pins("P9,N9,fix,1\n"), new Spot("pins.csv", 2, "pledge_id", UnknownReference), new Spot("pins.csv", 2, "need_id", UnknownReference));
        yield return Reject("a pin with another rule", Pins("P1,N1,prefer,1\n"), new Spot("pins.csv", 2, "rule", NotAllowed));
        yield return Reject("a fix without amount", Pins("P1,N1,fix,\n"), new Spot("pins.csv", 2, "amount", Missing));
        yield return Reject("at least nothing", Pins("P1,N1,at_least,0\n"), new Spot("pins.csv", 2, "amount", OutOfRange));
        yield return Reject("a forbidden amount", Pins("P1,N1,forbid,7\n"), new Spot("pins.csv", 2, "amount", Contradiction));
    }

    private static TinyFiles Goods(params (string Column, string Value)[] cells) => new TinyFiles().Put(
        "pledges.csv",
        TinyFiles.PledgesHeader + "\n" + TinyFiles.Pledge([("pledge_id", "P1"), ("donor_id", "D1"), ("kind", "goods"), ("item_code", "jacket"), ("quantity", "5"), .. cells]));

    private static TinyFiles Pins(string rows) => new TinyFiles().Put("pins.csv", TinyFiles.PinsHeader + "\n" + rows);
}
