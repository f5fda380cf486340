using Matching.Engine.Pledges;
using Matching.Engine.Rounds;
using Matching.Samples.Randomness;

namespace Matching.Samples.RandomRounds;

/// <summary>Ceilings per province, and as a part of the pledge, on the pledges of a random tiny round.</summary>
/// <remarks>Drawn from a stream of its own, so that the rest of the round stays what the seed always gave.</remarks>
internal static class RandomLimits
{
    private static readonly int[] SharePercents = [10, 20, 25, 33, 50, 75, 100];

    public static Round Add(RandomOptions options, long seed, Round round)
    {
        var random = new SeededRandom(seed, stream: 12);
        var drawn = random.Below(3) > 0;
        if (!drawn || !options.ProvinceCeilings)
        {
            return round;
        }

        return round with { Pledges = [.. round.Pledges.Select(pledge => random.Below(3) == 0 ? WithCeiling(random, pledge) : pledge)] };
    }

    private static Pledge WithCeiling(SeededRandom random, Pledge pledge)
    {
        var asked = pledge.Conditions;
        var limited = pledge with
        {
            Conditions = random.Below(5) switch
            {
                0 or 1 => asked with { MaxPerProvince = 1 + random.Below(pledge.Amount) },
                2 => asked with { MaxProvinceSharePercent = random.Pick(SharePercents) },
                3 => asked with { MaxCommuneSharePercent = random.Pick(SharePercents) },
                _ => asked with { MaxPerProvince = 1 + random.Below(pledge.Amount), MaxCommuneSharePercent = random.Pick(SharePercents), MaxProvinceSharePercent = random.Pick(SharePercents) },
            },
        };
        var cannotKeepItsMinimum = asked.MinPerCommune > limited.ProvinceCeiling || asked.MinPerCommune > limited.CommuneCeiling;
        return cannotKeepItsMinimum ? pledge : limited;
    }
}
