using System.Collections.Immutable;
using System.Globalization;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;
using Matching.Samples.Randomness;

namespace Matching.Samples.RandomRounds;

/// <summary>Pledges of a random tiny round: what they list mostly exists in the round, and no list excludes all it includes.</summary>
internal static class RandomPledges
{
    public static ImmutableArray<Pledge> Create(RoundFeatures features, SeededRandom random, Round round, int count)
    {
        var pledges = ImmutableArray.CreateBuilder<Pledge>(count);
        for (var p = 0; p < count; p++)
        {
            Item? goods = features.Goods && random.Below(3) == 0 ? random.Pick(round.Items) : null;
            long amount = goods is null ? random.Between(1, random.Pick(LargestSums)) : random.Between(1, 8);
            pledges.Add(new Pledge
            {
                Id = new PledgeId(string.Create(CultureInfo.InvariantCulture, $"p{p + 1:D2}")),
                Donor = new DonorId(string.Create(CultureInfo.InvariantCulture, $"d{random.Between(1, 4)}")),
                Kind = goods is null ? PledgeKind.Money : PledgeKind.Goods,
                Amount = amount,
                Item = goods?.Id,
                Conditions = Conditions(features, random, round, goods, amount),
            });
        }

        return pledges.MoveToImmutable();
    }

    private static readonly int[] LargestSums = [10, 30, 30, 60, 200];

    private static readonly int[] SharePercents = [10, 25, 33, 50, 75, 100];

    private static PledgeConditions Conditions(RoundFeatures features, SeededRandom random, Round round, Item? goods, long amount)
    {
        var asked = PledgeConditions.None;
        if (features.Lists)
        {
            asked = WithPlaces(asked, random, round);
            asked = WithLines(asked, random, round);
            asked = goods is null ? WithItems(asked, random, round) : asked;
        }

        if (features.Exclusions && random.Below(3) == 0)
        {
            asked = WithExclusions(asked, random, round, goods);
        }

        if (features.Dates && random.Below(4) == 0)
        {
            asked = random.Below(2) == 0
                ? asked with { AvailableFrom = RandomRound.AsOf.AddDays(random.Between(-1, 3) * 10) }
                : asked with { AvailableUntil = RandomRound.AsOf.AddDays(random.Between(-1, 3) * 10) };
        }

        if (features.Ceilings && random.Below(3) == 0)
        {
            asked = random.Below(2) == 0
                ? asked with { MaxPerCommune = 1 + random.Below(amount) }
                : asked with { MaxSharePercent = random.Pick(SharePercents) };
        }

        return features.Discrete && random.Below(3) == 0 ? WithDiscrete(asked, random, amount) : asked;
    }

    private static PledgeConditions WithPlaces(PledgeConditions asked, SeededRandom random, Round round) => random.Below(8) switch
    {
        0 or 1 => asked with { Provinces = Some(random, round.Communes.Select(c => c.Province), 2) },
        2 => asked with { Districts = Some(random, round.Communes.Where(c => c.District is not null).Select(c => c.District!.Value), 2) },
        3 or 4 => asked with { Communes = Some(random, round.Communes.Select(c => c.Id), 3) },
        5 => asked with
        {
            Provinces = Some(random, round.Communes.Select(c => c.Province), 1),
            Communes = Some(random, round.Communes.Select(c => c.Id), 2),
        },
        _ => asked,
    };

    private static PledgeConditions WithItems(PledgeConditions asked, SeededRandom random, Round round) => random.Below(6) switch
    {
        0 or 1 => asked with { Items = Some(random, round.Items.Select(i => i.Id), 2) },
        2 => asked with { Categories = Some(random, round.Items.Select(i => i.Category), 1) },
        3 => asked with
        {
            Items = Some(random, round.Items.Select(i => i.Id), 1),
            Categories = Some(random, round.Items.Select(i => i.Category), 1),
        },
        _ => asked,
    };

    private static PledgeConditions WithLines(PledgeConditions asked, SeededRandom random, Round round) => random.Below(12) switch
    {
        0 => asked with { Zones = Some(random, round.Communes.Select(c => c.Zone).Where(z => z != Zone.None), 2) },
        1 => asked with { Tiers = Some(random, round.Communes.Select(c => c.Tier), 2) },
        2 => asked with { Urgencies = Some(random, round.Needs.Select(n => n.Urgency), 2) },
        3 or 4 => asked with { AgeGroups = Some(random, round.Needs.Select(n => n.AgeGroup).OfType<string>(), 1) },
        _ => asked,
    };

    private static PledgeConditions WithExclusions(PledgeConditions asked, SeededRandom random, Round round, Item? goods)
    {
        var tried = random.Below(3) switch
        {
            0 => asked with { ExcludeProvinces = Some(random, round.Communes.Select(c => c.Province), 1) },
            1 => asked with { ExcludeCommunes = Some(random, round.Communes.Select(c => c.Id), 2) },
            _ => goods is null ? asked with { ExcludeItems = Some(random, round.Items.Select(i => i.Id), 1) } : asked,
        };
        return round.Communes.Any(c => Eligibility.PlaceHolds(tried, c)) && round.Items.Any(i => Eligibility.ItemHolds(tried, i))
            ? tried
            : asked;
    }

    private static PledgeConditions WithDiscrete(PledgeConditions asked, SeededRandom random, long amount) => random.Below(4) switch
    {
        0 => asked with { AllOrNothing = true },
        1 => asked with { MaxCommunes = random.Between(1, 2) },
        2 => asked with { MinPerCommune = 1 + random.Below(asked.MaxPerCommune ?? amount) },
        _ => asked with { MinPerCommune = 1 + random.Below(asked.MaxPerCommune ?? amount), MaxCommunes = random.Between(1, 3) },
    };

    private static ImmutableArray<T> Some<T>(SeededRandom random, IEnumerable<T> choices, int most)
    {
        var all = choices.Distinct().ToArray();
        random.Shuffle<T>(all);
        return [.. all.Take(random.Between(1, most))];
    }
}
