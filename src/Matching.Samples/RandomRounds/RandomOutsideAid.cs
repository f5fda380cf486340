using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Rounds;
using Matching.Samples.Randomness;

namespace Matching.Samples.RandomRounds;

/// <summary>
/// Marks some communes' items of a random tiny round as given to by others, as a round is once its aid has been counted, and lets pledges stay away from
/// them. Drawn from a stream of its own, like <see cref="RandomLimits"/>.
/// </summary>
internal static class RandomOutsideAid
{
    public static Round Add(RandomOptions options, long seed, Round round)
    {
        var random = new SeededRandom(seed, stream: 14);
        var drawn = random.Below(3) > 0;
        if (!drawn || !options.OutsideAid)
        {
            return round;
        }

        var aided = new Dictionary<(CommuneId, ItemId), bool>();
        foreach (var need in round.Needs)
        {
            aided.TryAdd((need.Commune, need.Item), random.Below(3) == 0);
        }

        return round with
        {
            Needs = [.. round.Needs.Select(need => need with { HasOutsideAid = aided[(need.Commune, need.Item)] })],
            Pledges = [.. round.Pledges.Select(pledge => random.Below(3) == 0 ? pledge with { Conditions = pledge.Conditions with { NoOutsideAid = true } } : pledge)],
        };
    }
}
