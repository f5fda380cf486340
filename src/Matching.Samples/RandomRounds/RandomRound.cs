using System.Collections.Immutable;
using System.Globalization;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;
using Matching.Samples.RandomRounds;
using Matching.Samples.Randomness;

namespace Matching.Samples;

/// <summary>Tiny rounds for property tests: small numbers, so that ties, degeneracies and clashes of conditions are frequent.</summary>
/// <remarks>Every round is one that readers accept: references resolve, ids are unique, no list excludes all that it includes, and pins can be kept.</remarks>
public static class RandomRound
{
    internal static readonly DateOnly AsOf = new(2026, 11, 22);

    private static readonly ClassKey[][] Orders =
    [
        [ClassKey.Urgency, ClassKey.Tier, ClassKey.Kind],
        [ClassKey.Tier, ClassKey.Urgency, ClassKey.Kind],
        [ClassKey.Kind, ClassKey.Urgency, ClassKey.Tier],
        [ClassKey.Kind, ClassKey.Tier, ClassKey.Urgency],
        [ClassKey.Tier, ClassKey.Kind, ClassKey.Urgency],
        [ClassKey.Urgency, ClassKey.Kind, ClassKey.Tier],
    ];

    /// <summary>The round of <paramref name="seed"/>: equal seeds and options give equal rounds.</summary>
    public static Round Create(long seed, RandomOptions? options = null)
    {
        options ??= RandomOptions.Everything;
        var random = new SeededRandom(seed, stream: 11);
        var features = RoundFeatures.Draw(options, random);
        var communes = Communes(features, random, random.Between(1, options.MaxCommunes));
        var items = Items(features, random);
        var needs = Needs(features, random, communes, items, random.Between(2, Math.Max(2, options.MaxLines)));
        var round = new Round
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"random-{seed}"),
            AsOf = AsOf,
            Policy = new RoundPolicy
            {
                ClassOrder = [.. features.Classes ? random.Pick(Orders) : Orders[0]],
                Projects = features.Classes && random.Below(3) == 0 ? ProjectsPlace.Before : ProjectsPlace.After,
                ReservePercent = features.Reserve ? random.Between(0, 60) : 0,
                ProvinceCapPercent = features.ProvinceCap ? random.Between(10, 70) : null,
                OnlyVerified = features.Statuses && random.Below(4) == 0,
            },
            Communes = communes,
            Items = items,
            Needs = needs,
            Pledges = [],
        };
        round = round with { Pledges = RandomPledges.Create(features, random, round, random.Between(1, Math.Max(1, options.MaxPledges))) };
        round = RandomCompany.Add(options, seed, RandomPortions.Add(options, seed, RandomOutsideAid.Add(options, seed, RandomQuality.Add(options, seed, RandomLimits.Add(options, seed, round)))));
        round = features.Pins ? round with { Pins = RandomPins.Create(random, round) } : round;
        return RandomWishes.Add(options, seed, RandomShapes.Add(options, seed, round));
    }

    private static ImmutableArray<Commune> Communes(RoundFeatures features, SeededRandom random, int count)
    {
        var provinces = random.Between(1, Math.Min(3, count));
        var communes = ImmutableArray.CreateBuilder<Commune>(count);
        for (var c = 0; c < count; c++)
        {
            var province = c < provinces ? c : random.Below(provinces);
            var district = (province * 2) + random.Below(2);
            communes.Add(new Commune
            {
                Id = new CommuneId(string.Create(CultureInfo.InvariantCulture, $"C{c + 1}")),
                Name = string.Create(CultureInfo.InvariantCulture, $"Xã {c + 1}"),
                District = features.Districts ? new DistrictId(string.Create(CultureInfo.InvariantCulture, $"H{district + 1}")) : null,
                DistrictName = features.Districts ? string.Create(CultureInfo.InvariantCulture, $"Huyện {district + 1}") : null,
                Province = new ProvinceId(string.Create(CultureInfo.InvariantCulture, $"T{province + 1}")),
                ProvinceName = string.Create(CultureInfo.InvariantCulture, $"Tỉnh {province + 1}"),
                Zone = features.Classes ? (Zone)random.Below(4) : Zone.III,
                PriorityTier = features.Classes && random.Below(5) == 0 ? random.Between(1, 5) : null,
                Children = random.Below(3) == 0 ? null : random.Between(0, 3) * 100,
                PoorHouseholdPercent = random.Below(3) == 0 ? null : random.Between(0, 4) * 12.5m,
            });
        }

        return communes.MoveToImmutable();
    }

    private static ImmutableArray<Item> Items(RoundFeatures features, SeededRandom random)
    {
        var count = random.Between(1, 4);
        var items = ImmutableArray.CreateBuilder<Item>(count);
        for (var i = 0; i < count; i++)
        {
            var project = features.Projects && random.Below(3) == 0;
            items.Add(new Item
            {
                Id = new ItemId(string.Create(CultureInfo.InvariantCulture, $"item{i + 1}")),
                NameVi = string.Create(CultureInfo.InvariantCulture, $"Mặt hàng {i + 1}"),
                Category = string.Create(CultureInfo.InvariantCulture, $"group{random.Between(1, 2)}"),
                Unit = "unit",
                UnitCost = new Vnd(project ? random.Between(4, 20) : random.Pick(UnitCosts)),
                Kind = project ? ItemKind.Project : ItemKind.Consumable,
            });
        }

        return items.MoveToImmutable();
    }

    private static readonly int[] UnitCosts = [1, 1, 2, 3, 5, 7, 10];

    private static readonly string?[] AgeGroups = [null, null, "3-5", "6-10"];

    private static ImmutableArray<NeedLine> Needs(
        RoundFeatures features, SeededRandom random, ImmutableArray<Commune> communes, ImmutableArray<Item> items, int count)
    {
        var most = random.Pick(MostUnits);
        var needs = ImmutableArray.CreateBuilder<NeedLine>(count);
        for (var n = 0; n < count; n++)
        {
            var item = random.Pick(items);
            var project = item.Kind == ItemKind.Project;
            var quantity = random.Between(1, project ? Math.Min(4, most) : most);
            var fewest = features.Discrete && random.Below(4) == 0;
            needs.Add(new NeedLine
            {
                Id = new NeedId(string.Create(CultureInfo.InvariantCulture, $"n{n + 1:D2}")),
                Commune = random.Pick(communes).Id,
                Item = item.Id,
                AgeGroup = random.Pick(AgeGroups),
                Quantity = quantity,
                Urgency = features.Classes ? (Urgency)random.Below(3) : Urgency.Normal,
                NeededBy = features.Dates && random.Below(2) == 0 ? AsOf.AddDays(random.Between(0, 3) * 10) : null,
                MinQuantity = fewest ? random.Between(1, quantity) : null,
                OwnUnitCost = project && features.OwnUnitCosts && random.Below(2) == 0 ? new Vnd(random.Between(4, 20)) : null,
                Rank = project && random.Below(2) == 0 ? random.Between(1, 3) : null,
                Status = features.Statuses ? (NeedStatus)Math.Min(2, random.Below(7) / 3) : NeedStatus.Verified,
            });
        }

        return needs.MoveToImmutable();
    }

    private static readonly int[] MostUnits = [1, 4, 6, 6, 10, 40];
}
