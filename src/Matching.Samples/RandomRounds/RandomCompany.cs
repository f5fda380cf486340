using Matching.Engine.Pledges;
using Matching.Engine.Rounds;
using Matching.Samples.Randomness;

namespace Matching.Samples.RandomRounds;

/// <summary>What pledges of a random tiny round ask of other donors and of full lines. Drawn from a stream of its own, like <see cref="RandomLimits"/>.</summary>
internal static class RandomCompany
{
    public static Round Add(RandomOptions options, long seed, Round round)
    {
        var random = new SeededRandom(seed, stream: 16);
        var drawn = random.Below(3) > 0;
        if (!drawn || !options.Discrete)
        {
            return round;
        }

        DonorId[] donors = [.. round.Pledges.Select(pledge => pledge.Donor).Distinct()];
        round = round with { Pledges = [.. round.Pledges.Select(pledge => random.Below(4) == 0 ? Asking(random, pledge, donors) : pledge)] };
        var followed = new SeededRandom(seed, stream: 17);
        return round with { Pledges = [.. round.Pledges.Select(pledge => followed.Below(6) == 0 ? Following(followed, pledge) : pledge)] };
    }

    private static readonly int[] Ratios = [25, 50, 100, 200];

    private static Pledge Following(SeededRandom random, Pledge pledge)
    {
        var kind = random.Below(3);
        var asked = pledge.Conditions with
        {
            CofundMinPercent = kind < 2 ? random.Between(0, 80) : null,
            MatchPercent = kind > 0 ? random.Pick(Ratios) : null,
        };
        return pledge.Kind == PledgeKind.Goods || CrossingConditions.Of(asked) is not null ? pledge : pledge with { Conditions = asked };
    }

    private static Pledge Asking(SeededRandom random, Pledge pledge, DonorId[] donors)
    {
        var asked = pledge.Conditions;
        var unwanted = random.Pick(donors);
        return pledge with
        {
            Conditions = random.Below(5) switch
            {
                0 => asked with { OnlyFullLines = true },
                1 => asked with { Exclusive = (Exclusivity)random.Below(3), OnlyFullLines = random.Below(3) == 0 },
                2 => asked with { Exclusive = Exclusivity.Line },
                _ => asked with { NotWithDonors = unwanted == pledge.Donor ? [] : [unwanted], OnlyFullLines = random.Below(4) == 0 },
            },
        };
    }
}
