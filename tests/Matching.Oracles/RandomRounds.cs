using System.Collections.Immutable;
using System.Globalization;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;

namespace Matching.Oracles;

/// <summary>What a random round may contain. The default is the plain core: consumables, money and goods, lists.</summary>
public sealed record RandomRoundOptions
{
    public int Communes { get; init; } = 3;

    public int Lines { get; init; } = 6;

    public int Pledges { get; init; } = 5;

    /// <summary>How many urgencies occur, 1 to 3; tiers follow from zones when <see cref="Tiers"/> is set.</summary>
    public int Urgencies { get; init; } = 1;

    public bool Tiers { get; init; }

    public bool Projects { get; init; }

    /// <summary>Project lines with prices of their own, so that goods units of projects count differently from line to line.</summary>
    public bool OwnPrices { get; init; }

    /// <summary><c>max_per_commune</c> and <c>max_share_percent</c>.</summary>
    public bool Ceilings { get; init; }

    /// <summary><c>min_per_commune</c>, <c>max_communes</c>, <c>all_or_nothing</c> and the lines' <c>min_quantity</c>.</summary>
    public bool DiscreteConditions { get; init; }

    public bool Pins { get; init; }

    public int? ProvinceCapPercent { get; init; }

    public int ReservePercent { get; init; }

    /// <summary>Prices and amounts are multiples of this many đồng.</summary>
    public long MoneyStepVnd { get; init; } = 1;
}

/// <summary>Small seeded rounds with every kind of condition; equal arguments give equal rounds.</summary>
public static class RandomRounds
{
    public static Round Create(int seed, RandomRoundOptions? options = null)
    {
        var o = options ?? new RandomRoundOptions();
        var random = new Random(seed);
        var communes = Enumerable.Range(0, o.Communes).Select(i => CommuneOf(random, i)).ToImmutableArray();
        var items = ItemsOf(random, o);
        var needs = Enumerable.Range(0, o.Lines).Select(i => NeedOf(random, i, communes, items, o)).ToImmutableArray();
        var demand = needs.Sum(need => (double)need.Quantity * items.First(item => item.Id == need.Item).UnitCost.Dong);
        var pledges = Enumerable.Range(0, o.Pledges)
            .Select(i => PledgeOf(random, i, communes, items, demand / o.Pledges, o)).ToImmutableArray();
        var round = new Round
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"random-{seed}"),
            AsOf = new DateOnly(2026, 11, 22),
            Policy = new RoundPolicy { ReservePercent = o.ReservePercent, ProvinceCapPercent = o.ProvinceCapPercent },
            Communes = communes,
            Items = items,
            Needs = needs,
            Pledges = pledges,
        };
        return o.Pins ? WithPins(random, round) : round;
    }

    private static Commune CommuneOf(Random random, int i) => new()
    {
        Id = new CommuneId(Number("C", i)),
        Name = Number("Xã ", i),
        District = new DistrictId(Number("D", i / 2)),
        Province = new ProvinceId(Number("P", i % 2)),
        ProvinceName = Number("Tỉnh ", i % 2),
        Zone = (Zone)random.Next(4),
        Children = random.Next(4) == 0 ? null : random.Next(50, 500),
        PoorHouseholdPercent = random.Next(4) == 0 ? null : random.Next(0, 80),
    };

    private static ImmutableArray<Item> ItemsOf(Random random, RandomRoundOptions o)
    {
        var items = ImmutableArray.CreateBuilder<Item>();
        for (var i = 0; i < (o.Projects ? 4 : 3); i++)
        {
            var isProject = i == 3;
            items.Add(new Item
            {
                Id = new ItemId(isProject ? "toilet" : Number("item", i)),
                NameVi = Number("Mặt hàng ", i),
                Category = isProject ? "wash" : Number("cat", i % 2),
                Unit = "unit",
                UnitCost = new Vnd(random.NextInt64(1, isProject ? 400 : 60) * o.MoneyStepVnd),
                Kind = isProject ? ItemKind.Project : ItemKind.Consumable,
            });
        }

        return items.ToImmutable();
    }

    private static NeedLine NeedOf(Random random, int i, ImmutableArray<Commune> communes, ImmutableArray<Item> items, RandomRoundOptions o)
    {
        var item = items[random.Next(items.Length)];
        var isProject = item.Kind == ItemKind.Project;
        var quantity = random.Next(1, isProject ? 4 : 40);
        return new NeedLine
        {
            Id = new NeedId(Number("N", i)),
            Commune = communes[random.Next(communes.Length)].Id,
            Item = item.Id,
            AgeGroup = random.Next(3) switch { 0 => null, 1 => "0-5", _ => "6-11" },
            Quantity = quantity,
            Urgency = (Urgency)random.Next(o.Urgencies),
            NeededBy = random.Next(3) == 0 ? new DateOnly(2026, 12, random.Next(1, 28)) : null,
            MinQuantity = o.DiscreteConditions && random.Next(4) == 0 ? random.Next(1, quantity + 1) : null,
            OwnUnitCost = isProject && o.OwnPrices && random.Next(2) == 0 ? new Vnd(random.NextInt64(1, 400) * o.MoneyStepVnd) : null,
            Rank = isProject && random.Next(2) == 0 ? random.Next(1, 4) : null,
            Status = random.Next(12) == 0 ? NeedStatus.Rejected : NeedStatus.Verified,
        };
    }

    private static Pledge PledgeOf(
        Random random, int i, ImmutableArray<Commune> communes, ImmutableArray<Item> items, double typicalVnd, RandomRoundOptions o)
    {
        var isGoods = random.Next(3) == 0;
        var item = items[random.Next(items.Length)];
        var value = (long)(typicalVnd * random.NextDouble() * 1.2);
        var amount = isGoods ? 1 + (value / item.UnitCost.Dong) : Math.Max(1, value / o.MoneyStepVnd) * o.MoneyStepVnd;
        return new Pledge
        {
            Id = new PledgeId(Number("G", i)),
            Donor = new DonorId(Number("donor", i / 2)),
            Kind = isGoods ? PledgeKind.Goods : PledgeKind.Money,
            Amount = amount,
            Item = isGoods ? item.Id : null,
            Conditions = ConditionsOf(random, communes, items, amount, o),
        };
    }

    private static PledgeConditions ConditionsOf(
        Random random, ImmutableArray<Commune> communes, ImmutableArray<Item> items, long amount, RandomRoundOptions o)
    {
        bool Sometimes(int oneIn) => random.Next(oneIn) == 0;
        Commune AnyCommune() => communes[random.Next(communes.Length)];
        Item AnyItem() => items[random.Next(items.Length)];
        var conditions = new PledgeConditions
        {
            Items = Sometimes(4) ? [AnyItem().Id] : [],
            Categories = Sometimes(5) ? [AnyItem().Category] : [],
            Provinces = Sometimes(4) ? [AnyCommune().Province] : [],
            Districts = Sometimes(8) ? [AnyCommune().District!.Value] : [],
            Communes = Sometimes(4) ? [AnyCommune().Id, AnyCommune().Id] : [],
            Zones = Sometimes(8) ? [Zone.III, Zone.II] : [],
            Tiers = Sometimes(10) ? [1, 2, 4] : [],
            Urgencies = Sometimes(10) ? [Urgency.Critical, Urgency.High] : [],
            AgeGroups = Sometimes(8) ? ["0-5"] : [],
            ExcludeProvinces = Sometimes(12) ? [AnyCommune().Province] : [],
            ExcludeCommunes = Sometimes(8) ? [AnyCommune().Id] : [],
            ExcludeItems = Sometimes(8) ? [AnyItem().Id] : [],
            AvailableFrom = Sometimes(8) ? new DateOnly(2026, 12, random.Next(1, 28)) : null,
            AvailableUntil = Sometimes(8) ? new DateOnly(2026, 11, random.Next(15, 30)) : null,
        };
        if (o.Ceilings)
        {
            conditions = conditions with
            {
                MaxPerCommune = Sometimes(3) ? 1 + random.NextInt64(amount) : null,
                MaxSharePercent = Sometimes(3) ? random.Next(10, 90) : null,
            };
        }

        if (o.DiscreteConditions)
        {
            conditions = conditions with
            {
                MinPerCommune = Sometimes(4) ? 1 + random.NextInt64(1 + (amount / 4)) : null,
                MaxCommunes = Sometimes(4) ? random.Next(1, 3) : null,
                AllOrNothing = Sometimes(8),
            };
        }

        return conditions;
    }

    /// <summary>A few pins that can all be kept: each takes at most a part of what its pledge, its line and the ceilings leave.</summary>
    private static Round WithPins(Random random, Round round)
    {
        for (var tries = 0; tries < 6; tries++)
        {
            var pledge = round.Pledges[random.Next(round.Pledges.Length)];
            var need = round.Needs[random.Next(round.Needs.Length)];
            var rule = (PinRule)random.Next(3);
            var most = pledge.Kind == PledgeKind.Goods ? need.Quantity : pledge.Amount / 3;
            var pin = new Pin(pledge.Id, need.Id, rule, rule == PinRule.Forbid ? 0 : Math.Min(pledge.Amount, 1 + random.NextInt64(1 + (most / 2))));
            var pinned = round with { Pins = round.Pins.Add(pin) };
            if (round.Pins.Any(other => other.Pledge == pin.Pledge && other.Need == pin.Need) || !CanBeKept(pinned))
            {
                continue;
            }

            round = pinned;
        }

        return round;
    }

    private static bool CanBeKept(Round round)
    {
        try
        {
            _ = Model.PairModel.Of(round);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static string Number(string prefix, int i) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{i:00}");
}
