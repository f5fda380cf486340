using Matching.Engine.Pledges;
using Matching.Engine.Rounds;
using Matching.Samples.Randomness;

namespace Matching.Samples.RandomRounds;

/// <summary>Ceilings per province on the pledges of a random tiny round.</summary>
/// <remarks>Drawn from a stream of its own, so that the rest of the round stays what the seed always gave.</remarks>
internal static class RandomLimits
{
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
        var limited = pledge with { Conditions = pledge.Conditions with { MaxPerProvince = 1 + random.Below(pledge.Amount) } };
        return limited.Conditions.MinPerCommune > limited.ProvinceCeiling ? pledge : limited;
    }
}
