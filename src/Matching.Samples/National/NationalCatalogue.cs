using System.Collections.Immutable;
using Matching.Engine.Needs;
using Matching.Engine.Quantities;

namespace Matching.Samples.National;

/// <summary>What children of an age group may need, and how often.</summary>
/// <param name="Item">Index into <see cref="NationalCatalogue.Items"/>.</param>
/// <param name="AgeGroup">As written in lines and conditions; <see langword="null"/> for needs of a whole school or commune.</param>
/// <param name="AgePerMille">The age group's part of the children under 16.</param>
/// <param name="PerHundredThousand">Units needed by 100,000 children of the group in the hardest zone.</param>
/// <param name="Pressing">More often critical or high than others.</param>
internal sealed record NeedPattern(int Item, string? AgeGroup, int AgePerMille, int PerHundredThousand, bool Pressing);

/// <summary>Items of a national round with public unit costs (programmes and norms of 2014 to 2025, not adjusted for inflation).</summary>
internal static class NationalCatalogue
{
    private const string Preschool = "3-5";
    private const string Primary = "6-10";
    private const string LowerSecondary = "11-15";

    // Parts of the children under 16 (General Statistics Office projection for 2025): 177, 320 and 335 of 1,000.
    private const int PreschoolPerMille = 177;
    private const int PrimaryPerMille = 320;
    private const int LowerSecondaryPerMille = 335;
    private const int Everybody = 1000;

    public static ImmutableArray<Item> Items { get; } =
    [
        // Quỹ Bảo trợ trẻ em Việt Nam 2019 (VnExpress 6/2019)
        Consumable("warm_set", "Bộ đồ ấm", "Warm clothes set", "warm", "set", 500_000),
        // Decree 66/2025/NĐ-CP: blanket, mosquito net, personal things of a boarding pupil
        Consumable("boarding_kit", "Chăn, màn, đồ dùng cá nhân bán trú", "Blanket, net and boarding kit", "warm", "kit", 1_080_000),
        // Nuôi em 2025 (VnExpress 1/10/2025)
        Consumable("lunch", "Bữa trưa", "Lunch", "meal", "child-month", 150_000),
        // Decree 66/2025/NĐ-CP art. 6
        Consumable("boarding_meal", "Tiền ăn học sinh bán trú", "Boarding meals", "meal", "child-month", 936_000),
        // Phú Giáo, Bình Dương 2014 (computed)
        Consumable("health_exam", "Khám bệnh, cấp thuốc", "Health exam", "health", "child", 43_000),
        // Quỹ Bảo trợ trẻ em Việt Nam 2002-2022 (Công Thương; computed)
        Consumable("heart_surgery", "Phẫu thuật tim bẩm sinh", "Heart surgery", "health", "operation", 45_000_000),
        // Đà Nẵng 2025 (Tiền Phong 4/12/2025; computed)
        Consumable("school_supplies", "Ba lô và 10 tập vở", "School bag and notebooks", "school", "set", 301_887),
        // Grade 4 with English, 2023 (VnExpress 13/6/2023)
        Consumable("textbooks_primary", "Bộ sách giáo khoa tiểu học", "Primary textbooks", "school", "set", 265_000),
        // Grade 8, 2023 (VnExpress 13/6/2023)
        Consumable("textbooks_secondary", "Bộ sách giáo khoa trung học cơ sở", "Lower secondary textbooks", "school", "set", 285_000),
        // Quỹ Bảo trợ trẻ em Việt Nam, An Giang 2024 (Báo mới 9/2024; computed)
        Consumable("bicycle", "Xe đạp", "Bicycle", "school", "bicycle", 1_733_333),
        // Quỹ Bảo trợ trẻ em Việt Nam 2025 (Báo Phú Thọ 5/10/2025)
        Consumable("scholarship", "Học bổng", "Scholarship", "scholarship", "scholarship", 1_000_000),
        // Provincial fund of Quảng Nam 2023 (Báo Quảng Nam 1/2023)
        Consumable("gift", "Suất quà Tết", "Tết gift", "gift", "gift", 500_000),
        // Sơn Hòa, Đắk Lắk 2025 (Dân trí 5/12/2025; computed)
        Consumable("water_filter", "Bộ lọc nước uống", "Drinking-water filter", "water", "unit", 2_376_000),
        // Điều ước cho em 2022 (Dân Việt 3/2022)
        Project("toilet", "Nhà vệ sinh trường học", "School toilet", "toilet", "toilet", 60_000_000),
        // Provincial fund of Thanh Hóa 2025 (Báo Thanh Hóa 13/9/2025)
        Project("water_system", "Giếng khoan, téc, máy bơm, lọc RO", "Well with pump and filter", "water", "system", 70_000_000),
        // Quỹ Bảo trợ trẻ em Việt Nam, Quản Bạ 2016
        Project("play_area", "Điểm vui chơi cho trẻ em", "Play area", "play", "playground", 80_000_000),
        // Sức mạnh 2000, 2025 (Dân trí 12/12/2025; computed)
        Project("school_site", "Công trình điểm trường", "School site building", "building", "school site", 308_203_991),
    ];

    public static ImmutableArray<NeedPattern> Consumables { get; } =
    [
        new(0, Preschool, PreschoolPerMille, 45_000, Pressing: true),
        new(0, Primary, PrimaryPerMille, 40_000, Pressing: true),
        new(0, LowerSecondary, LowerSecondaryPerMille, 30_000, Pressing: true),
        new(1, Primary, PrimaryPerMille, 8_000, Pressing: true),
        new(1, LowerSecondary, LowerSecondaryPerMille, 16_000, Pressing: false),
        new(2, Preschool, PreschoolPerMille, 360_000, Pressing: true), // 40 % of the children, nine months a year
        new(2, Primary, PrimaryPerMille, 225_000, Pressing: false),
        new(3, Primary, PrimaryPerMille, 45_000, Pressing: false),
        new(3, LowerSecondary, LowerSecondaryPerMille, 90_000, Pressing: false),
        new(4, Preschool, PreschoolPerMille, 100_000, Pressing: false),
        new(4, Primary, PrimaryPerMille, 100_000, Pressing: false),
        new(5, null, Everybody, 30, Pressing: true),
        new(6, Primary, PrimaryPerMille, 40_000, Pressing: false),
        new(6, LowerSecondary, LowerSecondaryPerMille, 35_000, Pressing: false),
        new(7, Primary, PrimaryPerMille, 45_000, Pressing: false),
        new(8, LowerSecondary, LowerSecondaryPerMille, 45_000, Pressing: false),
        new(9, LowerSecondary, LowerSecondaryPerMille, 12_000, Pressing: false),
        new(10, Primary, PrimaryPerMille, 6_000, Pressing: false),
        new(10, LowerSecondary, LowerSecondaryPerMille, 8_000, Pressing: false),
        new(11, Preschool, PreschoolPerMille, 50_000, Pressing: false),
        new(11, Primary, PrimaryPerMille, 50_000, Pressing: false),
        new(12, null, Everybody, 400, Pressing: true),
    ];

    /// <summary>Projects are asked for by the school, one to four units, whatever the number of children.</summary>
    public static ImmutableArray<NeedPattern> Projects { get; } =
    [
        new(13, null, Everybody, 0, Pressing: false),
        new(14, null, Everybody, 0, Pressing: true),
        new(15, null, Everybody, 0, Pressing: false),
        new(16, null, Everybody, 0, Pressing: false),
    ];

    /// <summary>Items that donors give as goods, by index.</summary>
    public static ImmutableArray<int> GivenAsGoods { get; } = [0, 1, 6, 7, 8, 9, 11, 12];

    public static ImmutableArray<string> Categories { get; } = [.. Items.Select(item => item.Category).Distinct(StringComparer.Ordinal)];

    private static Item Consumable(string code, string nameVi, string nameEn, string category, string unit, long costVnd) =>
        Make(code, nameVi, nameEn, category, unit, costVnd, ItemKind.Consumable);

    private static Item Project(string code, string nameVi, string nameEn, string category, string unit, long costVnd) =>
        Make(code, nameVi, nameEn, category, unit, costVnd, ItemKind.Project);

    private static Item Make(string code, string nameVi, string nameEn, string category, string unit, long costVnd, ItemKind kind) => new()
    {
        Id = new ItemId(code),
        NameVi = nameVi,
        NameEn = nameEn,
        Category = category,
        Unit = unit,
        UnitCost = new Vnd(costVnd),
        Kind = kind,
    };
}
