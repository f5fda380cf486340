using System.Collections.Immutable;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;

namespace Matching.Oracles.Tests;

/// <summary>A round known by heart: communes A and B of one province, C of another; blankets at 10 ₫, meals at 5 ₫, toilets at 100 ₫.</summary>
internal static class Tiny
{
    public static readonly Commune A = CommuneOf("A", "P1", "D1", Zone.III);
    public static readonly Commune B = CommuneOf("B", "P1", "D2", Zone.III);
    public static readonly Commune C = CommuneOf("C", "P2", "D3", Zone.III);

    public static readonly Item Blanket = ItemOf("blanket", "warm", 10, ItemKind.Consumable);
    public static readonly Item Meal = ItemOf("meal", "food", 5, ItemKind.Consumable);
    public static readonly Item Toilet = ItemOf("toilet", "wash", 100, ItemKind.Project);

    public static Round Round(NeedLine[] needs, Pledge[] pledges, params Pin[] pins) => new()
    {
        Id = "tiny",
        AsOf = new DateOnly(2026, 11, 22),
        Communes = [A, B, C],
        Items = [Blanket, Meal, Toilet],
        Needs = [.. needs],
        Pledges = [.. pledges],
        Pins = [.. pins],
    };

    public static NeedLine Need(string id, Commune commune, Item item, long quantity) => new()
    {
        Id = new NeedId(id), Commune = commune.Id, Item = item.Id, Quantity = quantity, Urgency = Urgency.Normal, Status = NeedStatus.Verified,
    };

    public static Pledge Money(string id, long amount, PledgeConditions? conditions = null) => new()
    {
        Id = new PledgeId(id), Donor = new DonorId(id), Kind = PledgeKind.Money, Amount = amount, Conditions = conditions ?? PledgeConditions.None,
    };

    public static Pledge Goods(string id, Item item, long units, PledgeConditions? conditions = null) => new()
    {
        Id = new PledgeId(id), Donor = new DonorId(id), Kind = PledgeKind.Goods, Item = item.Id, Amount = units, Conditions = conditions ?? PledgeConditions.None,
    };

    public static PledgeConditions In(params Commune[] communes) =>
        new() { Communes = communes.Select(commune => commune.Id).ToImmutableArray() };

    private static Commune CommuneOf(string name, string province, string district, Zone zone) => new()
    {
        Id = new CommuneId(name), Name = name, Province = new ProvinceId(province), ProvinceName = province, District = new DistrictId(district), Zone = zone,
    };

    private static Item ItemOf(string code, string category, long cost, ItemKind kind) => new()
    {
        Id = new ItemId(code), NameVi = code, Category = category, Unit = "unit", UnitCost = new Vnd(cost), Kind = kind,
    };
}
