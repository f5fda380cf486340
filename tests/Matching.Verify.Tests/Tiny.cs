using System.Collections.Immutable;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;

namespace Matching.Verify.Tests;

/// <summary>The parts of rounds small enough to know by heart: communes A and C in province 11, B in 12; jackets at 100 ₫, toilets at 1,000 ₫.</summary>
internal static class Tiny
{
    public static Round Round(ImmutableArray<NeedLine> needs, ImmutableArray<Pledge> pledges, RoundPolicy? policy = null, ImmutableArray<Pin> pins = default) => new()
    {
        Id = "tiny",
        AsOf = new DateOnly(2026, 11, 22),
        Policy = policy ?? new RoundPolicy(),
        Communes = [Commune("A", "11", Zone.III, "111"), Commune("B", "12", Zone.III, "121"), Commune("C", "11", Zone.III, "112")],
        Items =
        [
            new Item { Id = new ItemId("jacket"), NameVi = "Áo ấm", Category = "clothes", Unit = "cái", UnitCost = new Vnd(100), Kind = ItemKind.Consumable },
            new Item { Id = new ItemId("toilet"), NameVi = "Nhà vệ sinh", Category = "works", Unit = "nhà", UnitCost = new Vnd(1_000), Kind = ItemKind.Project },
        ],
        Needs = needs,
        Pledges = pledges,
        Pins = pins.IsDefault ? [] : pins,
    };

    public static Commune Commune(string code, string province, Zone zone, string district) => new()
    {
        Id = new CommuneId(code),
        Name = code,
        Province = new ProvinceId(province),
        ProvinceName = province,
        District = new DistrictId(district),
        Zone = zone,
    };

    /// <summary>A line of jackets in the commune of the same name in capitals.</summary>
    public static NeedLine Jackets(string id, long quantity, Urgency urgency = Urgency.High) => new()
    {
        Id = new NeedId(id),
        Commune = new CommuneId(id[..1].ToUpperInvariant()),
        Item = new ItemId("jacket"),
        Quantity = quantity,
        Urgency = urgency,
    };

    public static Pledge Money(string id, long amountVnd, PledgeConditions? conditions = null) => new()
    {
        Id = new PledgeId(id),
        Donor = new DonorId("donor"),
        Kind = PledgeKind.Money,
        Amount = amountVnd,
        Conditions = conditions ?? PledgeConditions.None,
    };

    public static Pledge Goods(string id, string item, long units, PledgeConditions? conditions = null) =>
        Money(id, units, conditions) with { Kind = PledgeKind.Goods, Item = new ItemId(item) };

    public static PledgeConditions Only(params string[] communes) => new() { Communes = [.. communes.Select(code => new CommuneId(code))] };

    public static Pin Pin(string pledge, string need, PinRule rule, long amount = 0) => new(new PledgeId(pledge), new NeedId(need), rule, amount);
}
