using Matching.Engine.Needs;
using Matching.Engine.Rounds;
using Matching.Samples.Randomness;

namespace Matching.Samples;

/// <summary>Aid outside the fund for tiny rounds: often more than is asked, often for the same lines, aimed narrowly and widely.</summary>
public static class RandomAid
{
    private static readonly string[] Sources = ["Hội Chữ thập đỏ", "Ngân sách tỉnh", "Công ty An"];

    /// <summary>The round with up to six gifts of others; equal seeds give equal aid, and no two gifts are equal.</summary>
    public static Round AddTo(Round round, long seed)
    {
        ArgumentNullException.ThrowIfNull(round);
        var random = new SeededRandom(seed, stream: 23);
        var aid = new List<ExternalAid>();
        for (var left = random.Between(1, 6); left > 0; left--)
        {
            var line = round.Needs[random.Below(round.Needs.Length)];
            var aim = random.Below(4);
            aid.Add(new ExternalAid
            {
                Commune = line.Commune,
                Item = line.Item,
                Quantity = random.Between(1, (int)Math.Min(line.Quantity + 3, 1_000)),
                Source = random.Pick(Sources),
                Date = round.AsOf.AddDays(random.Between(-20, 5)),
                Need = aim == 0 ? line.Id : null,
                AgeGroup = aim is 1 or 2 ? line.AgeGroup : null,
                Site = aim == 2 ? line.Site : null,
            });
        }

        return round with
        {
            ExternalAid = [.. aid.Distinct()],
            Pledges = [.. round.Pledges.Select(pledge => random.Below(4) == 0 ? pledge with { Conditions = pledge.Conditions with { NoOutsideAid = true } } : pledge)],
        };
    }
}
