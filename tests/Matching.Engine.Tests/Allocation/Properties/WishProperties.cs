using Matching.Engine.Allocation;
using Matching.Engine.Explain;
using Matching.Engine.Plans;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;
using Matching.Samples;

namespace Matching.Engine.Tests.Allocation;

/// <summary>What wishes do on many random rounds, and what they never do.</summary>
public sealed class WishProperties
{
    private const int Some = 400;

    private static readonly RandomOptions Free = RandomOptions.Everything with { Discrete = false, Pins = false, OwnUnitCosts = false, Ceilings = false, ProvinceCeilings = false, Portions = false };

    private static Plan Solve(Round round) => new LeximinAllocator().Solve(round, new SolveOptions(), StillClock.Instance, CancellationToken.None).Plan!;

    [Fact]
    public void Wishes_change_no_line_and_no_sum_of_a_pledge() =>
        Seeds.Hold(Some, RandomOptions.Everything, round =>
        {
            var (wishing, without) = (Solve(round), Solve(round with { Pledges = [.. round.Pledges.Select(static p => p with { Wishes = [], SoftWishes = [] })] }));
            Assert.Equal(without.Lines.AsEnumerable(), wishing.Lines);
            Assert.Equal(without.Classes.AsEnumerable(), wishing.Classes);
            Assert.Equal(without.Pledges.AsEnumerable(), wishing.Pledges.Select(static p => p with { WishMet = null }));
        });

    [Fact]
    public void No_two_pledges_could_change_places_to_meet_wishes_better() =>
        Seeds.Hold(Some, Free, round =>
        {
            var plan = Solve(round);
            var lookup = new RoundLookup(round);
            foreach (var one in plan.Shipments.Where(s => round.Pledges[s.Pledge].HasWishes))
            {
                foreach (var other in plan.Shipments.Where(s => s.Pledge != one.Pledge && s.Need != one.Need))
                {
                    var (p, q) = (round.Pledges[one.Pledge], round.Pledges[other.Pledge]);
                    if (p.Kind == q.Kind && p.Item == q.Item && Eligibility.MayServe(lookup, p, other.Need) && Eligibility.MayServe(lookup, q, one.Need))
                    {
                        var gain = Levels(lookup, p, other.Need).Zip(Levels(lookup, p, one.Need), Levels(lookup, q, one.Need).Zip(Levels(lookup, q, other.Need)))
                            .Select(static x => x.First - x.Second + x.Third.First - x.Third.Second).FirstOrDefault(static change => change != 0);
                        Assert.True(gain <= 0, $"{p.Id} on {round.Needs[one.Need].Id} and {q.Id} on {round.Needs[other.Need].Id}");
                    }
                }
            }
        });

    /// <summary>One for the first wish that the line meets, by place, and last the weights.</summary>
    private static long[] Levels(RoundLookup lookup, Pledge pledge, int need)
    {
        bool Holds(Wish wish) => wish.Holds(lookup.Round.Needs[need], lookup.CommuneOf(need), lookup.ItemOf(need));
        var first = Enumerable.Range(0, pledge.Wishes.Length).Where(i => Holds(pledge.Wishes[i])).DefaultIfEmpty(-1).First();
        return [.. Enumerable.Range(0, 9).Select(i => i == first ? 1L : 0), pledge.SoftWishes.Where(soft => Holds(soft.Wish)).Sum(static soft => (long)soft.Weight)];
    }
}
