using System.Collections.Immutable;
using Matching.Engine.Needs;
using Matching.Engine.Quantities;

namespace Matching.Samples.TuanGiao;

/// <summary>The kinds of need that the report of 2021 names, with public prices; where none of 2021 is known, the nearest year's.</summary>
internal static class DistrictItems
{
    /// <summary>Mậu Lâm, Thanh Hóa 2025 (Báo Thanh Hóa 13/9/2025), a well with tank, pump and filter.</summary>
    public static readonly Item Power = new()
    {
        Id = new ItemId("power_water"),
        NameVi = "Điện, nước cho điểm trường",
        NameEn = "Electricity and water for a school point",
        Category = "water",
        Unit = "điểm trường",
        UnitCost = new Vnd(70_000_000),
        Kind = ItemKind.Project,
    };

    /// <summary>Điều ước cho em 2022 (Dân Việt 3/2022).</summary>
    public static readonly Item Toilet = new()
    {
        Id = new ItemId("toilet"),
        NameVi = "Nhà vệ sinh trường học",
        NameEn = "School toilet",
        Category = "toilet",
        Unit = "nhà",
        UnitCost = new Vnd(60_000_000),
        Kind = ItemKind.Project,
    };

    /// <summary>Decree 105/2020/NĐ-CP, in force since 1/11/2020.</summary>
    public static readonly Item Lunch = new()
    {
        Id = new ItemId("lunch"),
        NameVi = "Bữa trưa",
        NameEn = "Lunch",
        Category = "meal",
        Unit = "trẻ-tháng",
        UnitCost = new Vnd(160_000),
        Kind = ItemKind.Consumable,
    };

    /// <summary>Grade 1 textbooks 2020 (SGGP News 2020), the mean of four sets; stands for books and notebooks of one pupil.</summary>
    public static readonly Item SchoolSupplies = new()
    {
        Id = new ItemId("school_supplies"),
        NameVi = "Sách vở, đồ dùng học tập",
        NameEn = "Books and school supplies",
        Category = "school",
        Unit = "bộ",
        UnitCost = new Vnd(187_000),
        Kind = ItemKind.Consumable,
    };

    public static ImmutableArray<Item> All { get; } = [Power, Toilet, Lunch, SchoolSupplies];
}
