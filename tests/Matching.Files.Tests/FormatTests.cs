using System.Collections.Immutable;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;
using Matching.Samples;
using Xunit;

namespace Matching.Files.Tests;

/// <summary>Which format a round is written in, and what each format reads.</summary>
public sealed class FormatTests
{
    private const string Second = """{ "format": 2, "round_id": "tiny", "as_of": "2026-11-22" }""";

    [Fact]
    public void A_round_that_the_first_format_can_say_is_written_in_it()
    {
        using var folder = new TempFolder();
        RoundFolder.Write(Tiny.TwoCommunes(), folder.Root);

        Assert.Contains("\"format\": 1", File.ReadAllText(Path.Combine(folder.Root, "round.json")), StringComparison.Ordinal);
        Assert.Equal(TinyFiles.PledgesHeader, File.ReadLines(Path.Combine(folder.Root, "pledges.csv")).First());
    }

    [Fact]
    public void A_condition_of_the_second_format_is_written_in_it_and_comes_back()
    {
        using var folder = new TempFolder();
        var round = Rounds.Everything();
        round = round with
        {
            Pledges = round.Pledges.SetItem(1, round.Pledges[1] with { Conditions = round.Pledges[1].Conditions with { MaxPerProvince = 11, MaxCommuneSharePercent = 80, MaxProvinceSharePercent = 100, Quality = GoodsQuality.Used, NoOutsideAid = true } })
                .Add(Tiny.Money("kept", 10, new() { Tier1Percent = 0, MaxPerCommune = 4, DeliveryPercent = 8 })).Add(Tiny.Money("alone", 10, new() { Exclusive = Exclusivity.CommuneItem, NotWithDonors = [new("x"), new("y")], OnlyFullLines = true })).Add(Tiny.Money("match", 10, new() { CofundMinPercent = 0, MatchPercent = 10_000 })).Add(Tiny.Money("spread", 10, new() { MinCommunes = 1, FixedPerCommune = 4 })).Add(Tiny.Money("child", 10, new() { MinCommunes = 2, FixedPerChild = 10 })).Add(Tiny.Money("split", 10, new() { EqualSplit = SplitPlace.District, EqualParts = 10 })).Add(Tiny.Money("wish", 10) with { Wishes = [new Wish(WishKind.Zone, "III"), new Wish(WishKind.AgeGroup, "3-5")], SoftWishes = [new SoftWish(new Wish(WishKind.Tier, "1"), 1_000)] }).Add(Tiny.Money("parts", 10, new() { Instalments = [new(new(2026, 12, 1), 3), new(new(2027, 1, 31), 7)] })),
            Needs = round.Needs.SetItem(0, round.Needs[0] with { Quality = AcceptedQuality.UsedOk }),
        };
        RoundFolder.Write(round, folder.Root);

        var reading = RoundFolder.Read(folder.Root);

        Assert.Empty(reading.Faults);
        Assert.Empty(reading.Warnings);
        Rounds.AssertEqual(round, reading.Round!);
        Assert.Contains("\"format\": 2", File.ReadAllText(Path.Combine(folder.Root, "round.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void In_the_first_format_the_columns_of_the_second_are_unknown()
    {
        var reading = With("max_per_province", "100").Put("round.json", TinyFiles.Settings).Read();

        Assert.Equal(("max_per_province", FaultKind.UnknownColumn), (Assert.Single(reading.Warnings).Column, reading.Warnings[0].Kind));
        Assert.Same(PledgeConditions.None, reading.Round!.Pledges[0].Conditions);
    }

    [Fact]
    public void The_second_format_reads_a_folder_of_the_first_alike()
    {
        Rounds.AssertEqual(new TinyFiles().Read().Round!, new TinyFiles().Put("round.json", Second).Read().Round!);
    }

    [Theory]
    [InlineData("max_per_province", "0", null)]
    [InlineData("max_per_province", "1000000000000000", null)]
    [InlineData("max_per_province", "1000000000000001", FaultKind.OutOfRange)]
    [InlineData("max_per_province", "1.000.000", FaultKind.NotANumber)]
    [InlineData("max_commune_share_percent", "0", null)]
    [InlineData("max_commune_share_percent", "101", FaultKind.OutOfRange)]
    [InlineData("max_province_share_percent", "100", null)]
    [InlineData("max_province_share_percent", "33.3", FaultKind.NotANumber)]
    [InlineData("quality", "second-hand", FaultKind.NotAllowed)]
    [InlineData("quality", "used", FaultKind.Contradiction)]
    [InlineData("no_outside_aid", "TRUE", null)]
    [InlineData("tier1_percent", "100", null)]
    [InlineData("cofund_min_percent", "100", null)]
    [InlineData("cofund_min_percent", "101", FaultKind.OutOfRange)]
    [InlineData("match_percent", "150", null)]
    [InlineData("match_percent", "0", FaultKind.OutOfRange)]
    [InlineData("exclusive", "commune_item", null)]
    [InlineData("exclusive", "district", FaultKind.NotAllowed)]
    [InlineData("not_with_donors", "E;F", null)]
    [InlineData("not_with_donors", "E;D", FaultKind.Contradiction)]
    [InlineData("only_full_lines", "1", FaultKind.NotAllowed)]
    [InlineData("delivery_percent", "0", null)]
    [InlineData("delivery_percent", "101", FaultKind.OutOfRange)]
    [InlineData("tier1_percent", "101", FaultKind.OutOfRange)]
    [InlineData("instalments", "2026-12-01:1000000; 2027-01-01:4000000", null)]
    [InlineData("instalments", "2026-12-01:1000000;2027-01-01:3999999", FaultKind.Contradiction)]
    [InlineData("instalments", "2026-12-01:1000000;2026-12-01:4000000", FaultKind.Duplicate)]
    [InlineData("instalments", "01/12/2026:5000000", FaultKind.NotAllowed)]
    [InlineData("instalments", "2026-12-01", FaultKind.NotAllowed)]
    [InlineData("instalments", "2026-12-01:0;2026-12-02:5000000", FaultKind.NotAllowed)]
    [InlineData("no_outside_aid", "yes", FaultKind.NotAllowed)]
    [InlineData("wishes", "urgency:high; tier:2;age_group:a:b", null)]
    [InlineData("wishes", "high", FaultKind.NotAllowed)]
    [InlineData("wishes", "village:1", FaultKind.NotAllowed)]
    [InlineData("wishes", "item:unheard", FaultKind.UnknownReference)]
    [InlineData("wishes", "zone:iii", FaultKind.NotAllowed)]
    [InlineData("wishes", "tier:1000", FaultKind.OutOfRange)]
    [InlineData("wishes", "tier:1;tier:1", FaultKind.Duplicate)]
    [InlineData("wishes", "tier:1;tier:2;tier:3;tier:4;tier:5;tier:6;tier:7;tier:8;tier:9;tier:10", FaultKind.OutOfRange)]
    [InlineData("soft_wishes", "zone:III:5", null)]
    [InlineData("soft_wishes", "zone:III", FaultKind.NotAllowed)]
    [InlineData("soft_wishes", "zone:III:1001", FaultKind.NotAllowed)]
    [InlineData("min_communes", "1", null)]
    [InlineData("min_communes", "0", FaultKind.OutOfRange)]
    [InlineData("min_communes", "5000001", FaultKind.Contradiction)]
    [InlineData("fixed_per_commune", "5000000", null)]
    [InlineData("fixed_per_commune", "5000001", FaultKind.Contradiction)]
    [InlineData("fixed_per_commune", "0", FaultKind.OutOfRange)]
    [InlineData("fixed_per_child", "150000", null)]
    [InlineData("fixed_per_child", "5000001", FaultKind.Contradiction)]
    [InlineData("fixed_per_child", "150.000", FaultKind.NotANumber)]
    public void Cells_of_the_second_format_are_read_strictly(string column, string value, FaultKind? fault)
    {
        var reading = With(column, value).Read();

        Assert.Equal(fault is { } kind ? [(column, kind)] : [], reading.Faults.Select(found => (found.Column!, found.Kind)));
    }

    [Theory]
    [InlineData("new", AcceptedQuality.New)]
    [InlineData("used_ok", AcceptedQuality.UsedOk)]
    [InlineData("", null)]
    public void The_second_format_reads_which_goods_a_line_takes(string value, AcceptedQuality? accepted)
    {
        var header = TinyFiles.NeedsHeader + ",quality";
        var files = new TinyFiles().Put("needs.csv", header + "\n" + TinyFiles.Row(
            header, ("need_id", "N1"), ("commune_code", "03217"), ("item_code", "jacket"), ("quantity", "10"), ("urgency", "high"), ("quality", value)));

        Assert.Equal(accepted, files.Put("round.json", Second).Read().Round!.Needs[0].Quality);
        Assert.Null(files.Put("round.json", TinyFiles.Settings).Read().Round!.Needs[0].Quality);
    }

    [Theory]
    [InlineData("tier1_percent", "50", "max_communes", "3")]
    [InlineData("match_percent", "50", "max_communes", "3")]
    [InlineData("cofund_min_percent", "50", "all_or_nothing", "true")]
    [InlineData("tier1_percent", "50", "all_or_nothing", "true")]
    [InlineData("tier1_percent", "50", "min_per_commune", "3")]
    [InlineData("instalments", "2026-12-01:5000000", "available_from", "2026-12-01")]
    [InlineData("min_communes", "2", "exclusive", "line")]
    [InlineData("fixed_per_commune", "5000", "fixed_per_child", "5")]
    [InlineData("fixed_per_child", "5", "only_full_lines", "true")]
    [InlineData("match_percent", "50", "fixed_per_child", "5")]
    [InlineData("tier1_percent", "50", "min_communes", "2")]
    [InlineData("instalments", "2026-12-01:5000000", "max_per_commune", "10")]
    public void Conditions_that_cut_across_each_other_are_refused(string column, string value, string other, string otherValue)
    {
        var fault = Assert.Single(With(column, value, (other, otherValue)).Read().Faults);

        Assert.Equal((column, FaultKind.Contradiction, $"nothing, because {other} is stated, which cuts across it"), (fault.Column, fault.Kind, fault.Expected));
    }

    [Theory]
    [InlineData("min_communes", "4", "max_communes", "3", "at most max_communes, 3")]
    [InlineData("min_communes", "6", "min_per_commune", "1000000", "at most as many communes as the pledge gives min_per_commune to, 5")]
    [InlineData("fixed_per_commune", "2000", "min_per_commune", "3000", "at least min_per_commune, 3000")]
    [InlineData("fixed_per_commune", "2000", "max_per_commune", "1999", "at most max_per_commune, 1999")]
    public void Spreads_and_fixed_amounts_that_contradict_another_condition_are_refused(string column, string value, string other, string otherValue, string wanted)
    {
        var fault = Assert.Single(With(column, value, (other, otherValue)).Read().Faults);

        Assert.Equal((column, FaultKind.Contradiction, wanted), (fault.Column, fault.Kind, fault.Expected));
    }

    [Theory]
    [InlineData("province", "2", null, null)]
    [InlineData("village", "2", "equal_split", FaultKind.NotAllowed)]
    [InlineData("commune", "", "equal_parts", FaultKind.Contradiction)]
    [InlineData("", "2", "equal_split", FaultKind.Contradiction)]
    [InlineData("commune", "1", "equal_parts", FaultKind.OutOfRange)]
    [InlineData("commune", "5000001", "equal_parts", FaultKind.Contradiction)]
    public void An_equal_split_says_among_what_and_how_many(string split, string parts, string? column, FaultKind? fault)
    {
        var header = TinyFiles.PledgesHeader + ",equal_split,equal_parts";
        var faults = new TinyFiles().Put("round.json", Second).Put("pledges.csv", header + "\n" + TinyFiles.Row(
            header, ("pledge_id", "P1"), ("donor_id", "D"), ("kind", "money"), ("amount_vnd", "5000000"), ("equal_split", split), ("equal_parts", parts))).Read().Faults;

        Assert.Equal(fault is { } kind ? (column, kind) : (null, default), faults.Select(found => ((string?)found.Column, found.Kind)).FirstOrDefault());
    }

    [Theory]
    [InlineData("max_per_province", "1999", "at most max_per_province, 1999")]
    [InlineData("delivery_percent", "100", "at most what delivery leaves of the pledge, 2500000", "2500001")]
    [InlineData("max_commune_share_percent", "0", "at most max_commune_share_percent of the pledge, 0")]
    [InlineData("max_province_share_percent", "0", "at most max_province_share_percent of the pledge, 0")]
    public void A_minimum_per_commune_above_what_a_ceiling_leaves_is_refused(string column, string value, string wanted, string least = "2000")
    {
        var fault = Assert.Single(With(column, value, ("min_per_commune", least)).Read().Faults);

        Assert.Equal(("min_per_commune", FaultKind.Contradiction, wanted), (fault.Column, fault.Kind, fault.Expected));
    }

    [Theory]
    [InlineData("delivery_percent")]
    [InlineData("cofund_min_percent")]
    [InlineData("match_percent")]
    public void Goods_pay_no_delivery_and_match_no_money(string column)
    {
        var header = TinyFiles.PledgesHeader + "," + column;
        var reading = new TinyFiles().Put("round.json", Second).Put("pledges.csv", header + "\n" + TinyFiles.Row(
            header, ("pledge_id", "P1"), ("donor_id", "D"), ("kind", "goods"), ("item_code", "jacket"), ("quantity", "5"), (column, "5"))).Read();

        Assert.Equal((column, FaultKind.Contradiction), (Assert.Single(reading.Faults).Column, reading.Faults[0].Kind));
    }

    /// <summary>A folder of the second format with one pledge of 5,000,000 ₫ that states the given cells.</summary>
    private static TinyFiles With(string column, string value, params ImmutableArray<(string Column, string Value)> more)
    {
        var known = TinyFiles.PledgesHeader.Split(',');
        var header = string.Join(',', [.. known, column, .. more.Select(static cell => cell.Column).Except(known, StringComparer.Ordinal)]);
        return new TinyFiles().Put("round.json", Second).Put("pledges.csv", header + "\n" + TinyFiles.Row(
            header, [("pledge_id", "P1"), ("donor_id", "D"), ("kind", "money"), ("amount_vnd", "5000000"), (column, value), .. more]));
    }
}
