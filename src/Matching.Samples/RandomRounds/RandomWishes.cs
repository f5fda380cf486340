using System.Globalization;
using Matching.Engine.Geography;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;
using Matching.Samples.Randomness;

namespace Matching.Samples.RandomRounds;

/// <summary>Wishes on pledges of a random tiny round. Drawn from a stream of its own, like <see cref="RandomLimits"/>.</summary>
internal static class RandomWishes
{
    public static Round Add(RandomOptions options, long seed, Round round)
    {
        var random = new SeededRandom(seed, stream: 19);
        var drawn = random.Below(3) == 0;
        if (!drawn || !options.Wishes)
        {
            return round;
        }

        return round with { Pledges = [.. round.Pledges.Select(pledge => random.Below(2) == 0 ? Wishing(random, round, pledge) : pledge)] };
    }

    private static Pledge Wishing(SeededRandom random, Round round, Pledge pledge)
    {
        var wishes = Enumerable.Range(0, random.Between(1, 3)).Select(_ => WishOf(random, round)).OfType<Wish>().Distinct().ToList();
        return random.Below(3) switch
        {
            0 => pledge with { Wishes = [.. wishes] },
            1 => pledge with { SoftWishes = [.. wishes.Select(wish => new SoftWish(wish, random.Between(1, 10)))] },
            _ => pledge with { Wishes = [.. wishes.Take(1)], SoftWishes = [.. wishes.Skip(1).Select(wish => new SoftWish(wish, random.Between(1, 10)))] },
        };
    }

    private static Wish? WishOf(SeededRandom random, Round round)
    {
        var need = random.Pick(round.Needs);
        var commune = round.Communes.First(c => c.Id == need.Commune);
        var kind = (WishKind)random.Below(9);
        var value = kind switch
        {
            WishKind.Item => need.Item.Code,
            WishKind.Category => round.Items.First(i => i.Id == need.Item).Category,
            WishKind.Province => commune.Province.Code,
            WishKind.District => commune.District?.Code,
            WishKind.Commune => commune.Id.Code,
            WishKind.Zone => commune.Zone == Zone.None ? null : commune.Zone.ToString(),
            WishKind.Tier => commune.Tier.ToString(CultureInfo.InvariantCulture),
            WishKind.Urgency => need.Urgency.ToString().ToLowerInvariant(),
            _ => need.AgeGroup,
        };
        return value is null ? null : new Wish(kind, value);
    }
}
