using System.Collections.Immutable;
using Matching.Engine.Needs;
using Matching.Engine.Quantities;

namespace Matching.Samples.DienBien;

/// <summary>Items of the Điện Biên round with dated public prices; nothing is adjusted for inflation.</summary>
internal static class DienBienItems
{
    /// <summary>Quỹ Bảo trợ trẻ em Việt Nam 2019 (VnExpress 6/2019): padded jacket with hood, trousers, wool hat, four pairs of socks.</summary>
    public static readonly Item WarmSet = Consumable("warm_set", "Bộ đồ ấm", "Warm clothes set", "warm", "bộ", 500_000);

    /// <summary>Decree 66/2025/NĐ-CP: blanket, net and personal things, once.</summary>
    public static readonly Item BoardingKit =
        Consumable("boarding_kit", "Chăn, màn, đồ dùng cá nhân cho học sinh bán trú", "Blanket, net and boarding kit", "warm", "bộ", 1_080_000);

    /// <summary>Nuôi em 2025 (VnExpress 1/10/2025): lunch for a month.</summary>
    public static readonly Item Lunch = Consumable("lunch", "Bữa trưa", "Lunch", "meal", "trẻ-tháng", 150_000);

    /// <summary>Phú Giáo, Bình Dương 2014 (Báo Bình Dương 14/3/2014; computed there, low confidence).</summary>
    public static readonly Item HealthExam = Consumable("health_exam", "Khám bệnh, cấp thuốc", "Health exam with medicine", "health", "trẻ", 43_000);

    /// <summary>Quỹ Bảo trợ trẻ em Việt Nam 2002-2022 (Công Thương): nearly 90 billion ₫ for over 2,000 operations.</summary>
    public static readonly Item HeartSurgery =
        Consumable("heart_surgery", "Phẫu thuật tim bẩm sinh", "Heart surgery", "health", "ca", 45_000_000);

    /// <summary>Đà Nẵng 2025 (Tiền Phong 4/12/2025): nearly 80 million ₫ for 265 sets.</summary>
    public static readonly Item SchoolSupplies =
        Consumable("school_supplies", "Ba lô và 10 tập vở", "School bag and notebooks", "school", "bộ", 301_887);

    /// <summary>Grade 8, 2023 (VnExpress 13/6/2023), middle of the range.</summary>
    public static readonly Item Textbooks = Consumable("textbooks", "Bộ sách giáo khoa", "Textbooks", "school", "bộ", 285_000);

    /// <summary>Quỹ Bảo trợ trẻ em Việt Nam, An Giang 2024 (Báo mới 9/2024): 260 million ₫ for 150 bicycles.</summary>
    public static readonly Item Bicycle = Consumable("bicycle", "Xe đạp", "Bicycle", "travel", "chiếc", 1_733_333);

    /// <summary>Quỹ Bảo trợ trẻ em Việt Nam 2025 (Báo Phú Thọ 5/10/2025).</summary>
    public static readonly Item Scholarship = Consumable("scholarship", "Học bổng", "Scholarship", "scholarship", "suất", 1_000_000);

    /// <summary>Điều ước cho em 2022 (Dân Việt 3/2022): 60 million ₫ each.</summary>
    public static readonly Item Toilet = Project("toilet", "Nhà vệ sinh trường học", "School toilet", "toilet", "nhà", 60_000_000);

    /// <summary>Mậu Lâm, Thanh Hóa 2025 (Báo Thanh Hóa 13/9/2025).</summary>
    public static readonly Item WaterSystem =
        Project("water_system", "Giếng khoan, téc, máy bơm, lọc RO", "Well with tank, pump and filter", "water", "hệ thống", 70_000_000);

    /// <summary>Quỹ Bảo trợ trẻ em Việt Nam, Quản Bạ 2016 (thuviensuckhoe.org 20/11/2016).</summary>
    public static readonly Item PlayArea = Project("play_area", "Điểm vui chơi cho trẻ em", "Play area", "play", "điểm", 80_000_000);

    /// <summary>Sức mạnh 2000, 2025 (Dân trí 12/12/2025): nearly 139 billion ₫ for 451 school sites.</summary>
    public static readonly Item SchoolSite =
        Project("school_site", "Phòng học điểm trường", "School site building", "building", "điểm trường", 308_203_991);

    public static ImmutableArray<Item> All { get; } =
    [
        WarmSet, BoardingKit, Lunch, HealthExam, HeartSurgery, SchoolSupplies, Textbooks, Bicycle, Scholarship, Toilet, WaterSystem, PlayArea, SchoolSite,
    ];

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
