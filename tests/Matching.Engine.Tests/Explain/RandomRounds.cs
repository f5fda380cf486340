using System.Collections.Immutable;
using Matching.Engine.Explain;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Plans;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;
using Xunit;

namespace Matching.Engine.Tests.Explain;

/// <summary>Seeded small rounds with every kind of condition, and plans that keep the conditions without being good.</summary>
internal static class RandomRounds
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    public static Round Create(int seed)
    {
        var random = new Random(seed);
        var needs = Enumerable.Range(0, random.Next(1, 25)).Select(i => NeedOf(random, i)).ToImmutableArray();
        var pledges = Enumerable.Range(0, random.Next(1, 15)).Select(i => PledgeOf(random, i)).ToImmutableArray();
        var pins = random.Next(3) > 0 ? [] : Enumerable.Range(0, 4)
            .Select(_ => new Pin(pledges[random.Next(pledges.Length)].Id, needs[random.Next(needs.Length)].Id, PinRule.Forbid, 0)).Distinct().ToImmutableArray();
        return Tiny.Round(needs, pledges) with
        {
            Pins = pins,
            Policy = new()
            {
                OnlyVerified = random.Next(8) == 0,
                ReservePercent = random.Next(3) == 0 ? 20 : 0,
                ProvinceCapPercent = random.Next(4) == 0 ? 40 : null,
            },
        };
    }

    /// <summary>First come, first served, line by line: whole units, all conditions kept, nothing left that one more unit could use.</summary>
    public static Plan Greedy(Round round)
    {
        var lookup = new RoundLookup(round);
        var gifts = new List<(string Pledge, string Need, long Amount)>();
        for (var grown = true; grown;)
        {
            grown = false;
            for (var n = 0; n < round.Needs.Length; n++)
            {
                var plan = Tiny.Plan(round, [.. gifts]);
                if (!lookup.TakesPart(n) || plan.Lines[n].AllocatedUnits == round.Needs[n].Quantity)
                {
                    continue;
                }

                var units = plan.Lines[n].AllocatedUnits == 0 && round.Needs[n].MinQuantity is { } least ? least : 1;
                for (var p = 0; p < round.Pledges.Length; p++)
                {
                    if (MayGive(lookup, plan, p, n, units))
                    {
                        Add(gifts, round, lookup, p, n, units);
                        grown = true;
                        break;
                    }
                }
            }
        }

        return Tiny.Plan(round, [.. gifts]);
    }

    private static void Add(List<(string Pledge, string Need, long Amount)> gifts, Round round, RoundLookup lookup, int p, int n, long units)
    {
        var (pledge, need) = (round.Pledges[p].Id.Value, round.Needs[n].Id.Value);
        var amount = units * (round.Pledges[p].Kind == PledgeKind.Money ? lookup.UnitCost(n).Dong : 1);
        var known = gifts.FindIndex(g => g.Pledge == pledge && g.Need == need);
        if (known < 0)
        {
            gifts.Add((pledge, need, amount));
        }
        else
        {
            gifts[known] = (pledge, need, gifts[known].Amount + amount);
        }
    }

    /// <summary>Whether a pledge may give a line so many units on its own; written from the contract, apart from the code under test.</summary>
    public static bool MayGive(RoundLookup lookup, Plan plan, int p, int n, long units)
    {
        var (round, pledge) = (lookup.Round, lookup.Round.Pledges[p]);
        var asks = pledge.Conditions;
        var amount = units * (pledge.Kind == PledgeKind.Money ? lookup.UnitCost(n).Dong : 1);
        long Given(Func<Shipment, bool> which) => plan.Shipments.Where(s => s.Pledge == p && which(s)).Sum(s => s.Units + s.AmountVnd);
        var toCommune = Given(s => round.Needs[s.Need].Commune == round.Needs[n].Commune);
        var toProvince = Given(s => lookup.CommuneOf(s.Need).Province == lookup.CommuneOf(n).Province);
        var share = (pledge.Kind == PledgeKind.Money ? lookup.Requested(n).Dong : round.Needs[n].Quantity) * (asks.MaxSharePercent ?? 0) / 100;
        var communes = plan.Shipments.Where(s => s.Pledge == p).Select(s => round.Needs[s.Need].Commune).Append(round.Needs[n].Commune).Distinct().Count();
        bool InPart(Portion part, int need) => part.Holds(lookup.CommuneOf(need).Tier, round.Needs[need].NeededBy);
        var province = lookup.CommuneOf(n).Province;
        var received = plan.Shipments.Where(s => lookup.CommuneOf(s.Need).Province == province).Sum(s => s.ValueVnd);
        var all = plan.Pledges.Select((o, i) => o.Available * lookup.Worth(round.Pledges[i]).Dong).Sum();
        return Eligibility.Check(lookup, pledge, n).IsEligible
            && !round.Pins.Any(pin => pin.Pledge == pledge.Id && pin.Need == round.Needs[n].Id)
            && amount <= plan.Pledges[p].Available - plan.Pledges[p].Used
            && (asks.MaxPerCommune is not { } most || toCommune + amount <= most)
            && (asks.MaxPerProvince is not { } inProvince || toProvince + amount <= inProvince)
            && (asks.MaxCommuneSharePercent is not { } ofCommune || toCommune + amount <= pledge.Amount * ofCommune / 100)
            && (asks.MaxProvinceSharePercent is not { } ofProvince || toProvince + amount <= pledge.Amount * ofProvince / 100)
            && pledge.Portions.All(part => !InPart(part, n) || Given(s => InPart(part, s.Need)) + amount <= part.Most)
            && (asks.MaxSharePercent is null || Given(s => s.Need == n) + amount <= share)
            && (asks.MinPerCommune is not { } least || toCommune + amount >= least)
            && (asks.MaxCommunes is not { } limit || communes <= limit)
            && !asks.AllOrNothing
            && (round.Policy.ProvinceCapPercent is not { } cap || received + (amount * lookup.Worth(pledge).Dong) <= all * cap / 100);
    }

    private static NeedLine NeedOf(Random random, int i) => NeedOf(random, i, random.Next(1, 9));

    private static NeedLine NeedOf(Random random, int i, long quantity) => new()
    {
        Id = new($"n{i:00}"),
        Commune = Pick(random, Tiny.A, Tiny.B, Tiny.C),
        Item = Pick(random, Tiny.Jacket, Tiny.Lunch, Tiny.Jacket, Tiny.Toilet),
        Quantity = quantity,
        MinQuantity = random.Next(6) == 0 ? Math.Min(2, quantity) : null,
        Urgency = (Urgency)random.Next(3),
        AgeGroup = random.Next(2) == 0 ? null : Pick(random, "3-5", "6-8"),
        Quality = random.Next(3) == 0 ? AcceptedQuality.New : null,
        HasOutsideAid = random.Next(4) == 0,
        NeededBy = random.Next(2) == 0 ? null : Tiny.Day.AddDays(random.Next(-5, 30)),
        Status = Pick(random, NeedStatus.Reported, NeedStatus.Verified, NeedStatus.Verified, NeedStatus.Rejected),
    };

    private static Pledge PledgeOf(Random random, int i)
    {
        bool Once(int inHowMany) => random.Next(inHowMany) == 0;
        var isGoods = Once(4);
        var pledge = isGoods ? Tiny.Goods($"p{i:00}", Pick(random, Tiny.Jacket, Tiny.Lunch), random.Next(1, 12)) : Tiny.Money($"p{i:00}", random.Next(10, 2_000));
        return Once(4) ? pledge : pledge.On(WithParts(new()
        {
            Categories = Once(6) ? [Pick(random, "clothes", "food")] : [],
            Items = Once(6) ? [Pick(random, Tiny.Jacket, Tiny.Lunch, Tiny.Toilet)] : [],
            Provinces = Once(6) ? [Pick(random, new ProvinceId("11"), new ProvinceId("12"))] : [],
            Districts = Once(8) ? [Pick(random, new DistrictId("101"), new DistrictId("102"))] : [],
            Communes = Once(6) ? [Pick(random, Tiny.A, Tiny.B, Tiny.C)] : [],
            Zones = Once(6) ? [Pick(random, Zone.II, Zone.III)] : [],
            Tiers = Once(8) ? [Pick(random, 1, 2)] : [],
            Urgencies = Once(6) ? [(Urgency)random.Next(3)] : [],
            AgeGroups = Once(8) ? [Pick(random, "3-5", "6-8")] : [],
            ExcludeProvinces = Once(10) ? [new("12")] : [],
            ExcludeCommunes = Once(8) ? [Pick(random, Tiny.A, Tiny.B)] : [],
            ExcludeItems = Once(8) ? [Pick(random, Tiny.Jacket, Tiny.Lunch)] : [],
            AvailableFrom = Once(5) ? Tiny.Day.AddDays(random.Next(-10, 20)) : null,
            AvailableUntil = Once(6) ? Tiny.Day.AddDays(random.Next(-2, 20)) : null,
            MaxPerCommune = Once(5) ? (isGoods ? random.Next(0, 5) : random.Next(0, 500)) : null,
            MaxSharePercent = Once(6) ? random.Next(0, 100) : null,
            MinPerCommune = Once(6) ? (isGoods ? 2 : 200) : null,
            MaxCommunes = Once(6) ? random.Next(0, 3) : null,
            AllOrNothing = Once(10),
            MaxPerProvince = Once(5) ? (isGoods ? random.Next(0, 8) : random.Next(0, 800)) : null,
            Quality = isGoods && Once(2) ? GoodsQuality.Used : null,
            DeliveryPercent = !isGoods && Once(5) ? random.Next(0, 30) : null,
            NoOutsideAid = Once(5),
            MaxCommuneSharePercent = Once(8) ? random.Next(0, 100) : null,
            MaxProvinceSharePercent = Once(8) ? random.Next(0, 100) : null,
        }));

        PledgeConditions WithParts(PledgeConditions asks)
        {
            var parted = Once(4) ? asks with { Tier1Percent = random.Next(0, 101) }
                : Once(4) ? asks with { AvailableFrom = null, Instalments = [new(Tiny.Day.AddDays(random.Next(-10, 10)), pledge.Amount / 3), new(Tiny.Day.AddDays(15), pledge.Amount - (pledge.Amount / 3))] }
                : asks;
            return CrossingConditions.Of(parted) is null ? parted : asks;
        }
    }

    private static T Pick<T>(Random random, params ReadOnlySpan<T> from) => from[random.Next(from.Length)];
}
