using System.Collections.Immutable;
using Matching.Engine.Geography;
using Matching.Engine.Geography.Succession;
using Matching.Engine.Intents;

namespace Matching.Engine.Tests.Places;

/// <summary>Codes of older administrative sets and what became of them.</summary>
public sealed class SuccessionTests
{
    // a and b merged into N1; c was renamed N2; d kept its code; e went to N1 and N3.
    private static readonly SuccessionTable s_table = Table("2024", "2025", 2025, "a>N1 b>N1 c>N2 d>d e>N1 e>N3");

    private static readonly SuccessionBook s_book = SuccessionBook.Create([s_table], []).Value;

    [Fact]
    public void A_merged_a_renamed_and_an_unchanged_commune_are_told_apart_from_a_divided_one()
    {
        Assert.Equal(SuccessionKind.Merged, s_book.KindOf(new("2024", "a")));
        Assert.Equal(SuccessionKind.Renamed, s_book.KindOf(new("2024", "c")));
        Assert.Equal(SuccessionKind.Unchanged, s_book.KindOf(new("2024", "d")));
        Assert.Equal(SuccessionKind.Split, s_book.KindOf(new("2024", "e")));
        Assert.Null(s_book.KindOf(new("2024", "x")));
        Assert.Equal(["e"], s_book.Divided.Select(place => place.Code));
    }

    [Fact]
    public void All_units_of_a_merged_or_renamed_commune_go_to_the_one_it_is_now()
    {
        Assert.Equal([new CarriedPart(new("N1"), 7)], s_book.Carry(new("2024", "a"), 7).Value.AsEnumerable());
        Assert.Equal([new CarriedPart(new("N2"), 7)], s_book.Carry(new("2024", "c"), 7).Value.AsEnumerable());
    }

    [Fact]
    public void A_divided_commune_is_refused_with_the_choices_until_a_planner_decides()
    {
        var refusal = s_book.Carry(new("2024", "e"), 7).Refusal;
        Assert.Equal((RefusalCode.WrongState, "N1,N3"), (refusal!.Code, string.Join(',', refusal.Things)));

        var decided = SuccessionBook.Create([s_table], [Shares("e", ("N1", 2), ("N3", 1))]).Value;
        Assert.Equal([new CarriedPart(new("N1"), 5), new CarriedPart(new("N3"), 2)], decided.Carry(new("2024", "e"), 7).Value.AsEnumerable());
    }

    [Fact]
    public void Where_equally_much_was_cut_off_the_lower_code_gets_the_unit_that_is_left() =>
        Assert.Equal(
            [new CarriedPart(new("N1"), 2), new CarriedPart(new("N2"), 2), new CarriedPart(new("N3"), 1)],
            LargestRemainder.Of(5, [new("N3", 1), new("N2", 1), new("N1", 1)]).AsEnumerable());

    [Fact]
    public void A_code_without_its_set_is_that_of_the_newest_set_which_has_it()
    {
        Assert.Equal(new PlaceCode("2025", "d"), s_book.Find("d", null).Value);
        Assert.Equal(new PlaceCode("2024", "d"), s_book.Find("d", "2024").Value);
        Assert.Equal(new PlaceCode("2024", "a"), s_book.Find("a", null).Value);
        Assert.Equal(new PlaceCode("2025", "new-one"), s_book.Find("new-one", null).Value);
        Assert.Equal(RefusalCode.NotFound, s_book.Find("new-one", "2024").Refusal?.Code);
        Assert.Equal(("2024", "2025"), (s_book.SetAt(new(2025, 6, 30)), s_book.SetAt(new(2025, 7, 1))));
    }

    [Theory]
    [InlineData("2025", "2024", 2026, "a commune would lead back to itself")]
    [InlineData("2026", "2027", 2027, "a set that nothing leads to")]
    [InlineData("2025", "2026", 2025, "not later")]
    [InlineData("2024", "2026", 2026, "a second way out of a set")]
    public void Sets_form_one_line_in_time_and_no_cycle(string from, string to, int year, string why) =>
        Assert.True(SuccessionBook.Create([s_table, Table(from, to, year, "a>a")], []).IsRefused, why);

    [Fact]
    public void A_decision_names_every_part_of_a_divided_commune_once_and_not_only_with_zeros()
    {
        Assert.All(
            new[] { Shares("e", ("N1", 1)), Shares("e", ("N1", 0), ("N3", 0)), Shares("e", ("N1", -1), ("N3", 2)), Shares("e", ("N1", 1), ("N2", 1)), Shares("a", ("N1", 1)) },
            decision => Assert.True(SuccessionBook.Create([s_table], [decision]).IsRefused));
        Assert.True(SuccessionBook.Create([s_table], [Shares("e", ("N1", 1), ("N3", 0)), Shares("e", ("N1", 1), ("N3", 1))]).IsRefused);
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Nothing_is_lost_or_counted_twice_and_carrying_over_twice_changes_nothing(int seed)
    {
        var random = new Random(seed);
        var sets = random.Next(1, 4);
        var tables = new List<SuccessionTable>();
        var decisions = new List<ShareDecision>();
        for (var s = 0; s < sets; s++)
        {
            // The same codes stand for other territory in every set.
            var links = Enumerable.Range(0, 20).SelectMany(old => Enumerable.Range(0, random.Next(5) == 0 ? random.Next(2, 5) : 1).Select(_ => random.Next(20)).Distinct()
                .Select(target => new SuccessionLink("c" + old, "c" + target))).ToImmutableArray();
            tables.Add(new() { OldSet = "s" + s, NewSet = "s" + (s + 1), InForce = new(2000 + s, 1, 1), Citation = "QĐ", Links = links });
            decisions.AddRange(links.GroupBy(link => link.Old).Where(group => group.Count() > 1).Select(group => new ShareDecision
            {
                OldSet = "s" + s,
                OldCommune = group.Key,
                Shares = [.. group.Select((link, i) => new CommuneShare(link.New, i == 0 ? random.Next(1, 100) : random.Next(0, 100)))],
                Source = "đếm",
            }));
        }

        var book = SuccessionBook.Create(tables, decisions).Value;
        for (var code = 0; code < 20; code++)
        {
            var place = new PlaceCode("s0", "c" + code);
            var units = random.NextInt64(1, 1_000_000_000_000_000);
            var parts = book.Carry(place, units).Value;
            Assert.Equal(units, parts.Sum(part => part.Units));
            Assert.All(parts, part =>
            {
                Assert.True(part.Units > 0);
                Assert.Contains(part.Commune.Code, book.Now(place));
                Assert.Contains(place, book.Before(part.Commune.Code));
                Assert.Equal([part], book.Carry(new(book.Current!, part.Commune.Code), part.Units).Value.AsEnumerable());
            });
            Assert.Equal(parts.Length, parts.Select(part => part.Commune).Distinct().Count());
        }
    }

    [Fact]
    public void The_zone_of_a_day_is_the_decided_one_or_the_hardest_of_what_was_merged()
    {
        var zones = ZoneBook.Create(
        [
            Zone("N1", 2026, 2030, Engine.Geography.Zone.I, "46/QĐ-UBND"),
            Zone("a", 2021, 2025, Engine.Geography.Zone.II, "861/QĐ-TTg") with { Set = "2024" },
            Zone("b", 2021, 2025, Engine.Geography.Zone.III, "861/QĐ-TTg") with { Set = "2024" },
        ]).Value;

        Assert.Equal((Engine.Geography.Zone.III, "861/QĐ-TTg"), (zones.At("N1", new(2025, 12, 31), s_book)!.Zone, zones.At("N1", new(2025, 12, 31), s_book)!.Citation));
        Assert.Equal((Engine.Geography.Zone.I, "46/QĐ-UBND"), (zones.At("N1", new(2026, 1, 1), s_book)!.Zone, zones.At("N1", new(2026, 1, 1), s_book)!.Citation));
        Assert.Null(zones.At("N2", new(2026, 1, 1), s_book));
        Assert.Null(zones.At("N1", new(2031, 1, 1), s_book));
        Assert.True(ZoneBook.Create([Zone("N1", 2026, 2030, Engine.Geography.Zone.I, "x"), Zone("N1", 2030, 2031, Engine.Geography.Zone.II, "y")]).IsRefused);
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    internal static SuccessionTable Table(string from, string to, int year, string links) => new()
    {
        OldSet = from,
        NewSet = to,
        InForce = new(year, 7, 1),
        Citation = "19/2025/QĐ-TTg",
        Links = [.. links.Split(' ').Select(link => new SuccessionLink(link.Split('>')[0], link.Split('>')[1]))],
    };

    internal static ShareDecision Shares(string commune, params (string Commune, long Weight)[] shares) => new()
    {
        OldSet = "2024",
        OldCommune = commune,
        Shares = [.. shares.Select(share => new CommuneShare(share.Commune, share.Weight))],
        Source = "số trẻ em 2025",
    };

    private static ZonePeriod Zone(string commune, int from, int until, Zone zone, string citation) =>
        new() { Commune = commune, Zone = zone, From = new(from, 1, 1), Until = new(until, 12, 31), Citation = citation };
}
