using System.Collections.Immutable;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;
using Matching.Samples.TuanGiao;
using Matching.Samples.Facts;

namespace Matching.Samples;

/// <summary>School needs of the former district of Điện Biên in 2021, under the programme that the plan of Tuần Giáo describes.</summary>
public static class TuanGiaoRound
{
    public static Round Create()
    {
        var communes = Communes();
        return new Round
        {
            Id = "tuan-giao-2021",
            AsOf = new DateOnly(2021, 2, 18), // date of plan 210/KH-UBND
            Communes = communes,
            Items = DistrictItems.All,
            Needs = DistrictNeeds.Create(communes),
            Pledges = Pledges(communes),
        };
    }

    /// <summary>The 21 communes of the district in the set of 2024; their zones are not stated in any source at hand.</summary>
    private static ImmutableArray<Commune> Communes() =>
    [
        .. FactTable.Rows("dien_bien_district_2024.csv").Select(row => new Commune
        {
            Id = new CommuneId(row[0]),
            Name = row[1],
            District = new DistrictId("100"),
            DistrictName = "Huyện Điện Biên",
            Province = new ProvinceId("11"),
            ProvinceName = "Tỉnh Điện Biên",
        }),
    ];

    /// <summary>All modelled: sizes as schools' sponsors give, organisations invented.</summary>
    private static ImmutableArray<Pledge> Pledges(ImmutableArray<Commune> communes) =>
    [
        Money("P1", "D1", "Điều ước học trò", 300_000_000, new() { Items = [DistrictItems.Toilet.Id] }),
        Money("P2", "D2", "Công ty Nước sạch Suối Đầu Nguồn", 500_000_000, new() { Categories = ["water"], MaxPerCommune = 140_000_000 }),
        Money("P3", "D3", "Hội Phụ huynh thành phố", 90_000_000, new() { Items = [DistrictItems.Lunch.Id, DistrictItems.SchoolSupplies.Id] }),
        Money("P4", "D4", "Câu lạc bộ Bữa trưa", 24_000_000, new() { Items = [DistrictItems.Lunch.Id], AgeGroups = ["6-10"] }),
        new Pledge
        {
            Id = new PledgeId("P5"),
            Donor = new DonorId("D5"),
            DonorName = "Nhà sách Trang Mới",
            Kind = PledgeKind.Goods,
            Amount = 200,
            Item = DistrictItems.SchoolSupplies.Id,
        },
        Money("P6", "D6", "Đồng hương Mường Pồn", 75_000_000, new() { Communes = [communes[0].Id] }),
        Money("P7", "D7", "Góp nhỏ qua cổng nhân đạo", 60_000_000),
        Money("P8", "D8", "Công ty Xây dựng Nền Móng", 210_000_000, new() { Categories = ["toilet", "water"], MaxCommunes = 2 }),
    ];

    private static Pledge Money(string id, string donor, string donorName, long amountVnd, PledgeConditions? conditions = null) => new()
    {
        Id = new PledgeId(id),
        Donor = new DonorId(donor),
        DonorName = donorName,
        Kind = PledgeKind.Money,
        Amount = amountVnd,
        Conditions = conditions ?? PledgeConditions.None,
    };
}
