using System.Collections.Immutable;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;
using Xunit;

namespace Matching.Files.Tests;

/// <summary>Rounds to write and to compare.</summary>
internal static class Rounds
{
    /// <summary>One of everything that the format can say, with text that is hard to carry.</summary>
    public static Round Everything() => new()
    {
        Id = "điện-biên \"2026\" <q4> & '",
        AsOf = new DateOnly(2026, 11, 22),
        Policy = new RoundPolicy
        {
            ClassOrder = [ClassKey.Tier, ClassKey.Kind],
            Fairness = Fairness.MaxCoverage,
            Projects = ProjectsPlace.Before,
            ReservePercent = 15,
            ProvinceCapPercent = 0,
            OnlyVerified = true,
        },
        Communes =
        [
            new Commune
            {
                Id = new("03217"), Name = "=Mường \"Phăng\", bản\r\n2", District = new("096"), DistrictName = "'=x", Province = new("11"), ProvinceName = "''Điện Biên",
                Zone = Zone.III, PriorityTier = 999, Children = 0, PoorHouseholdPercent = 45.5m, EthnicMinorityPercent = 100m,
            },
            new Commune { Id = new("-1"), Name = " ＝Pá Khoang\t", Province = new("+12"), ProvinceName = "@Lai Châu" },
        ],
        Items =
        [
            new Item { Id = new("jacket"), NameVi = "Áo ấm", NameEn = "Warm jacket", Category = "quần áo", Unit = "cái", UnitCost = new Vnd(250_000), Kind = ItemKind.Consumable },
            new Item { Id = new("=toilet"), NameVi = "Nhà vệ sinh", Category = "nước sạch", Unit = "công trình", UnitCost = new Vnd(Vnd.Largest), Kind = ItemKind.Project },
        ],
        Needs =
        [
            new NeedLine { Id = new("N1"), Commune = new("03217"), Item = new("jacket"), Quantity = 1, Urgency = Urgency.Normal },
            new NeedLine
            {
                Id = new("'N2"), Commune = new("-1"), Site = "Điểm trường, \"A\"\n", Item = new("=toilet"), AgeGroup = "6-10", Quantity = 7, Urgency = Urgency.Critical,
                NeededBy = new DateOnly(2100, 12, 31), MinQuantity = 7, OwnUnitCost = new Vnd(1), Rank = 0, Beneficiaries = 0, Status = NeedStatus.Rejected,
            },
        ],
        Pledges =
        [
            new Pledge { Id = new("P1"), Donor = new("D"), Kind = PledgeKind.Money, Amount = Vnd.Largest },
            new Pledge
            {
                Id = new("P2"), Donor = new("=D"), DonorName = "\tQuỹ", Kind = PledgeKind.Goods, Amount = 12, Item = new("jacket"),
                Conditions = new PledgeConditions
                {
                    Categories = ["nước sạch", "quần áo"], Items = [new("=toilet"), new("jacket")], Provinces = [new("+12"), new("11")], Districts = [new("096")],
                    Communes = [new("-1"), new("03217")], Zones = [Zone.I, Zone.II, Zone.III], Tiers = [1, 2, 10], Urgencies = [Urgency.Critical, Urgency.Normal],
                    AgeGroups = ["0-5", "6-10"], ExcludeProvinces = [new("11")], ExcludeCommunes = [new("03217")], ExcludeItems = [new("=toilet")],
                    AvailableFrom = new DateOnly(2000, 1, 1), AvailableUntil = new DateOnly(2026, 11, 22), MaxPerCommune = 9, MaxSharePercent = 0, MinPerCommune = 9,
                    MaxCommunes = 1, AllOrNothing = true,
                },
            },
        ],
        Pins =
        [
            new Pin(new("P1"), new("N1"), PinRule.Fix, 0),
            new Pin(new("P2"), new("'N2"), PinRule.Forbid, 0),
            new Pin(new("P2"), new("N1"), PinRule.AtLeast, 3),
        ],
        ExternalAid =
        [
            new ExternalAid { Commune = new("03217"), Item = new("jacket"), Quantity = 1, Source = "=Hội \"Chữ thập đỏ\", tỉnh", Date = new DateOnly(2000, 1, 1), Need = new("N1") },
            new ExternalAid { Commune = new("-1"), Item = new("=toilet"), Quantity = 1, Source = "'A", Date = new DateOnly(2100, 12, 31), AgeGroup = "6-10", Site = "Điểm trường, \"A\"\n" },
        ],
    };

    public static void AssertEqual(Round expected, Round actual)
    {
        Assert.Equal((expected.Id, expected.AsOf), (actual.Id, actual.AsOf));
        Assert.Equal(expected.Policy with { ClassOrder = [] }, actual.Policy with { ClassOrder = [] }); // [] is one object
        Assert.Equal(expected.Policy.ClassOrder.ToArray(), actual.Policy.ClassOrder.ToArray());
        Assert.Equal(expected.Communes.ToArray(), actual.Communes.ToArray());
        Assert.Equal(expected.Items.ToArray(), actual.Items.ToArray());
        Assert.Equal(expected.Needs.ToArray(), actual.Needs.ToArray());
        Assert.Equal(expected.Pins.ToArray(), actual.Pins.ToArray());
        Assert.Equal(expected.ExternalAid.ToArray(), actual.ExternalAid.ToArray());
        Assert.Equal(expected.Pledges.Select(Plain), actual.Pledges.Select(Plain));
        Assert.Equal(expected.Pledges.Select(Lists), actual.Pledges.Select(Lists));
    }

    /// <summary>The round with every list in another order.</summary>
    public static Round Reversed(Round round) => round with
    {
        Communes = [.. round.Communes.Reverse()],
        Items = [.. round.Items.Reverse()],
        Needs = [.. round.Needs.Reverse()],
        Pledges = [.. round.Pledges.Reverse()],
        Pins = [.. round.Pins.Reverse()],
        ExternalAid = [.. round.ExternalAid.Reverse()],
    };

    // Immutable arrays compare by reference; everything beside the lists compares by value.
    private static Pledge Plain(Pledge pledge) => pledge with
    {
        Wishes = [],
        SoftWishes = [],
        Conditions = pledge.Conditions with
        {
            Categories = [], Items = [], Provinces = [], Districts = [], Communes = [], Zones = [], Tiers = [], Urgencies = [], AgeGroups = [],
            ExcludeProvinces = [], ExcludeCommunes = [], ExcludeItems = [], Instalments = [], NotWithDonors = [],
        },
    };

    // The order within a condition's list means nothing.
    private static string Lists(Pledge pledge)
    {
        var said = pledge.Conditions;
        return string.Join(
            " | ",
            Sorted(said.Categories), Sorted(said.Items), Sorted(said.Provinces), Sorted(said.Districts), Sorted(said.Communes), Sorted(said.Zones), Sorted(said.Tiers),
            Sorted(said.Urgencies), Sorted(said.AgeGroups), Sorted(said.ExcludeProvinces), Sorted(said.ExcludeCommunes), Sorted(said.ExcludeItems),
            Sorted(said.Instalments), Sorted(said.NotWithDonors), string.Join(';', pledge.Wishes), Sorted(pledge.SoftWishes));
    }

    private static string Sorted<T>(ImmutableArray<T> list)
        where T : notnull => string.Join(';', list.Select(element => element.ToString()).Distinct().Order(StringComparer.Ordinal));
}
