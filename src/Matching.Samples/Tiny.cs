using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;

namespace Matching.Samples;

/// <summary>The round known by heart, and the pieces to vary it with: two communes, two items, three lines, three pledges.</summary>
/// <remarks>
/// <para>Commune A asks for 10 warm sets (5,000,000 ₫) and 20 child-months of lunch (3,000,000 ₫), commune B for 10 warm sets (5,000,000 ₫). All are of one class.</para>
/// <para>A donor tied to A gives 5,600,000 ₫, one gives 1 warm set to B, one gives 1,500,000 ₫ for warm sets anywhere.</para>
/// <para>Fair shares: A's donor lifts both lines of A to 5.6 / 8 = 70 % alone, so the money for warm sets goes to B whole, where it and the
/// given set make 2 / 5 = 40 %. Whole units: A gets 7 sets and 14 child-months, B gets 4 sets; nothing is left.</para>
/// </remarks>
public static class Tiny
{
    public static readonly CommuneId A = new("A");

    public static readonly CommuneId B = new("B");

    public static readonly ProvinceId Province = new("T");

    public static readonly NeedId WarmSetsForA = new("a-warm");

    public static readonly NeedId LunchesForA = new("a-lunch");

    public static readonly NeedId WarmSetsForB = new("b-warm");

    public static readonly PledgeId MoneyForA = new("for-a");

    public static readonly PledgeId SetsForB = new("sets-for-b");

    public static readonly PledgeId MoneyForWarmSets = new("for-warm-sets");

    /// <summary>500,000 ₫ each.</summary>
    public static readonly Item WarmSet = new()
    {
        Id = new ItemId("warm_set"),
        NameVi = "Bộ đồ ấm",
        NameEn = "Warm clothes set",
        Category = "warm",
        Unit = "bộ",
        UnitCost = new Vnd(500_000),
        Kind = ItemKind.Consumable,
    };

    /// <summary>150,000 ₫ a child-month.</summary>
    public static readonly Item Lunch = new()
    {
        Id = new ItemId("lunch"),
        NameVi = "Bữa trưa",
        NameEn = "Lunch",
        Category = "meal",
        Unit = "trẻ-tháng",
        UnitCost = new Vnd(150_000),
        Kind = ItemKind.Consumable,
    };

    /// <summary>60,000,000 ₫ each; not asked for in <see cref="TwoCommunes"/>, ready to be added.</summary>
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

    public static Round TwoCommunes() => new()
    {
        Id = "two-communes",
        AsOf = new DateOnly(2026, 11, 22),
        Communes = [Commune(A, "Xã A"), Commune(B, "Xã B")],
        Items = [WarmSet, Lunch],
        Needs =
        [
            Line(WarmSetsForA.Value, A, WarmSet, 10),
            Line(LunchesForA.Value, A, Lunch, 20),
            Line(WarmSetsForB.Value, B, WarmSet, 10),
        ],
        Pledges =
        [
            Money(MoneyForA.Value, 5_600_000, new() { Communes = [A] }),
            Goods(SetsForB.Value, WarmSet, 1, new() { Communes = [B] }),
            Money(MoneyForWarmSets.Value, 1_500_000, new() { Items = [WarmSet.Id] }),
        ],
    };

    /// <summary>
    /// The same round after the Red Cross gave B 4 warm sets, the province gave A all 20 child-months of lunch and 5 more: B asks for 6 sets,
    /// A for its 10 sets only.
    /// </summary>
    public static Round TwoCommunesWithAid() => TwoCommunes() with
    {
        Id = "two-communes-aid",
        ExternalAid =
        [
            Aid(B, WarmSet, 4, "Hội Chữ thập đỏ tỉnh T", new DateOnly(2026, 11, 5)),
            Aid(A, Lunch, 25, "Ngân sách tỉnh T", new DateOnly(2026, 9, 1)),
        ],
    };

    /// <summary>Aid outside the fund for any line of the commune and item.</summary>
    public static ExternalAid Aid(CommuneId commune, Item item, long units, string source, DateOnly date) => new()
    {
        Commune = commune,
        Item = item.Id,
        Quantity = units,
        Source = source,
        Date = date,
    };

    /// <summary>A commune of zone III in the one province.</summary>
    public static Commune Commune(CommuneId id, string name) => new()
    {
        Id = id,
        Name = name,
        Province = Province,
        ProvinceName = "Tỉnh T",
        Zone = Zone.III,
    };

    /// <summary>A line of normal urgency without an age group.</summary>
    public static NeedLine Line(string id, CommuneId commune, Item item, long quantity) => new()
    {
        Id = new NeedId(id),
        Commune = commune,
        Item = item.Id,
        Quantity = quantity,
        Urgency = Urgency.Normal,
    };

    public static Pledge Money(string id, long amountVnd, PledgeConditions? conditions = null) => new()
    {
        Id = new PledgeId(id),
        Donor = new DonorId("donor-" + id),
        Kind = PledgeKind.Money,
        Amount = amountVnd,
        Conditions = conditions ?? PledgeConditions.None,
    };

    public static Pledge Goods(string id, Item item, long units, PledgeConditions? conditions = null) => new()
    {
        Id = new PledgeId(id),
        Donor = new DonorId("donor-" + id),
        Kind = PledgeKind.Goods,
        Amount = units,
        Item = item.Id,
        Conditions = conditions ?? PledgeConditions.None,
    };
}
