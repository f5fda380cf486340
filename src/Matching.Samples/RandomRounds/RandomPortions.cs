using System.Collections.Immutable;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;
using Matching.Samples.Randomness;

namespace Matching.Samples.RandomRounds;

/// <summary>Parts kept for tier 1, instalments and delivery, on pledges of a random tiny round that may state them. Drawn from a stream of its own, like <see cref="RandomLimits"/>.</summary>
internal static class RandomPortions
{
    private static readonly int[] DeliveryPercents = [0, 5, 10, 25, 100];

    private static readonly int[] KeptPercents = [0, 10, 33, 50, 75, 100];

    public static Round Add(RandomOptions options, long seed, Round round)
    {
        var random = new SeededRandom(seed, stream: 15);
        var drawn = random.Below(3) > 0;
        if (!drawn || !options.Portions)
        {
            return round;
        }

        return round with { Pledges = [.. round.Pledges.Select(pledge => random.Below(2) == 0 ? WithPortions(options, random, pledge) : pledge)] };
    }

    private static Pledge WithPortions(RandomOptions options, SeededRandom random, Pledge pledge)
    {
        var asked = pledge.Conditions;
        if (pledge.Kind == PledgeKind.Money && random.Below(2) == 0)
        {
            var delivering = pledge with { Conditions = asked with { DeliveryPercent = random.Pick(DeliveryPercents) } };
            (pledge, asked) = asked.MinPerCommune > delivering.ForLines ? (pledge, asked) : (delivering, delivering.Conditions);
        }

        var parted = options.Dates && random.Below(2) == 0
            ? asked with { Instalments = InstalmentsOf(random, pledge.Amount), AvailableFrom = null }
            : asked with { Tier1Percent = random.Pick(KeptPercents) };
        return CrossingConditions.Of(parted) is null ? pledge with { Conditions = parted } : pledge;
    }

    private static ImmutableArray<Instalment> InstalmentsOf(SeededRandom random, long amount)
    {
        var instalments = ImmutableArray.CreateBuilder<Instalment>();
        var day = RandomRound.AsOf.AddDays(random.Between(-1, 1) * 10);
        for (var left = amount; left > 0; day = day.AddDays(random.Between(1, 2) * 10))
        {
            var part = instalments.Count == 3 ? left : 1 + random.Below(left);
            instalments.Add(new Instalment(day, part));
            left -= part;
        }

        return instalments.ToImmutable();
    }
}
