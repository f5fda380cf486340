using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;
using Matching.Samples.Randomness;

namespace Matching.Samples.RandomRounds;

/// <summary>What goods the lines of a random tiny round take, and what its goods are. Drawn from a stream of its own, like <see cref="RandomLimits"/>.</summary>
internal static class RandomQuality
{
    public static Round Add(RandomOptions options, long seed, Round round)
    {
        var random = new SeededRandom(seed, stream: 13);
        var drawn = random.Below(3) > 0;
        if (!drawn || !options.Quality)
        {
            return round;
        }

        return round with
        {
            Needs = [.. round.Needs.Select(need => need with { Quality = random.Pick(Accepted) })],
            Pledges = [.. round.Pledges.Select(pledge =>
                pledge.Kind == PledgeKind.Goods ? pledge with { Conditions = pledge.Conditions with { Quality = random.Pick(Given) } } : pledge)],
        };
    }

    private static readonly AcceptedQuality?[] Accepted = [null, AcceptedQuality.New, AcceptedQuality.New, AcceptedQuality.UsedOk];

    private static readonly GoodsQuality?[] Given = [null, GoodsQuality.New, GoodsQuality.Used, GoodsQuality.Used];
}
