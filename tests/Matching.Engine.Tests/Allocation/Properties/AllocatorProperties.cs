using Matching.Engine.Allocation;
using Matching.Engine.Needs;
using Matching.Engine.Plans;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;
using Matching.Oracles.Exact;
using Matching.Oracles.Model;
using Matching.Samples;
using Matching.Verify;

namespace Matching.Engine.Tests.Allocation;

/// <summary>What holds for every round, on many random ones. Every allocator has a subclass of it.</summary>
public abstract class AllocatorProperties
{
    private const int Many = 600;
    private const int Some = 200;

    /// <summary>Random rounds count in single đồng; this many times the prices, one đồng is little.</summary>
    private const long DongPerPrice = 1_000_000;

    private static readonly RandomOptions WithoutCap = RandomOptions.Everything with { ProvinceCap = false };

    private static readonly RandomOptions Wide = RandomOptions.PureNetwork with { MaxCommunes = 10, MaxLines = 40, MaxPledges = 40 };

    protected abstract IAllocator Allocator { get; }

    private Plan Solve(Round round, SolveOptions? options = null)
    {
        var result = Allocator.Solve(round, options ?? new SolveOptions(), StillClock.Instance, CancellationToken.None);
        Assert.True(result.StoppedBecause == StopReason.Complete, $"{result.StoppedBecause}: {string.Join("; ", result.Conflicts)}");
        return result.Plan!;
    }

    [Fact]
    public void Every_leximin_plan_passes_the_audit() =>
        Seeds.Hold(Many, RandomOptions.Everything, round => Assert.Empty(PlanAudit.Violations(round, Solve(round), Fairness.Leximin)), KnownFaults.CapADongShort);

    [Fact]
    public void Every_max_coverage_plan_passes_the_audit() =>
        Seeds.Hold(Many, RandomOptions.Everything, round =>
            Assert.Empty(PlanAudit.Violations(round, Solve(round, new() { Fairness = Fairness.MaxCoverage }), Fairness.MaxCoverage)));

    // Minimum quantities beside what yes-or-no pledges have left (761, 1057, 3964), goods of projects with own prices beside them (2968) or under a cap that whole units leave room under (4450).
    [Theory]
    [InlineData(761)]
    [InlineData(1057)]
    [InlineData(2968)]
    [InlineData(3964)]
    [InlineData(4450)]
    public void What_is_hard_to_hand_out_is_handed_out(int seed)
    {
        var round = RandomRound.Create(seed, RandomOptions.Everything with { Shapes = false });

        Assert.Empty(PlanAudit.Violations(round, Solve(round), Fairness.Leximin));
        Assert.Empty(PlanAudit.Violations(round, Solve(round, new() { Fairness = Fairness.MaxCoverage }), Fairness.MaxCoverage));
    }

    [Fact]
    public void Larger_rounds_pass_the_audit_too() =>
        Seeds.Hold(60, RandomOptions.Everything with { MaxCommunes = 12, MaxLines = 60, MaxPledges = 50 }, round =>
            Assert.Empty(PlanAudit.Violations(round, Solve(round), Fairness.Leximin)));

    [Fact]
    public void Fair_shares_are_those_of_the_definition_in_exact_fractions() =>
        Seeds.Hold(Some, WithoutCap, AssertSameAsDefinition);

    [Fact]
    public void Fair_shares_of_wider_networks_are_those_of_the_definition_in_exact_fractions() =>
        Seeds.Hold(60, Wide, AssertSameAsDefinition);

    // What can still move inside a level is used up to its last fraction over one arc, and more is lacking behind it.
    [Theory]
    [InlineData(506)]
    public void Fair_shares_where_the_last_fraction_of_a_dong_moves_are_those_of_the_definition(int seed) =>
        AssertSameAsDefinition(RandomRound.Create(seed, WithoutCap with { MaxLines = 30, MaxPledges = 15 }));

    private void AssertSameAsDefinition(Round round) => Assert.Equal(ExactLeximin.Solve(round).Vnd, Solve(round).Lines.Select(line => Exact.Of(line.Fair)));

    [Fact]
    public void Fair_shares_under_a_province_cap_are_those_of_the_definition_within_a_dong() =>
        Seeds.Hold(Some, RandomOptions.Everything, round =>
        {
            if (round.Policy.ProvinceCapPercent is null)
            {
                return;
            }

            var expected = ExactLeximin.Solve(round).Vnd;
            var plan = Solve(round);
            for (var n = 0; n < expected.Count; n++)
            {
                Assert.True(Exact.IsWithinADong(Exact.Of(plan.Lines[n].Fair), expected[n]), $"{round.Needs[n].Id}: {plan.Lines[n].Fair} in place of {expected[n]}");
            }
        });

    [Fact]
    public void A_single_class_of_max_coverage_places_all_that_can_be_placed() =>
        Seeds.Hold(Some, RandomOptions.PureNetwork with { Classes = false }, round =>
        {
            var plan = Solve(round, new() { Fairness = Fairness.MaxCoverage });
            Assert.Equal(ExactLeximin.LargestCoverage(PairModel.Of(round)), plan.Classes.Aggregate(BigRational.Zero, (sum, outcome) => sum + outcome.Fair.Dong));
        });

    [Fact]
    public void The_fairness_of_the_options_beats_that_of_the_round() =>
        Seeds.Hold(Some, RandomOptions.Everything, round =>
        {
            var other = round with { Policy = round.Policy with { Fairness = Fairness.MaxCoverage } };
            Assert.Equal(PlanText.All(round, Solve(round)), PlanText.All(round, Solve(other, new() { Fairness = Fairness.Leximin })));
            Assert.Equal(PlanText.All(round, Solve(other)), PlanText.All(round, Solve(round, new() { Fairness = Fairness.MaxCoverage })));
        });

    [Fact]
    public void More_of_a_pledge_never_lowers_the_sorted_coverages_of_the_first_class() =>
        Seeds.Hold(Some, RandomOptions.Everything, random =>
        {
            var round = random.WithPricesTimes(DongPerPrice);
            foreach (var pledge in round.Pledges)
            {
                AssertNoLower(round, round with { Pledges = round.Pledges.Replace(pledge, pledge with { Amount = (pledge.Amount * 2) + 1 }) });
            }
        });

    [Fact]
    public void Another_pledge_never_lowers_the_sorted_coverages_of_the_first_class() =>
        Seeds.Hold(Some, RandomOptions.Everything, random =>
        {
            var round = random.WithPricesTimes(DongPerPrice);
            AssertNoLower(round, round with { Pledges = round.Pledges.Add(Tiny.Money("new", 7 * DongPerPrice)) });
        });

    private void AssertNoLower(Round round, Round richer)
    {
        var before = Solve(round);
        if (before.Classes.IsEmpty || before.Classes[0].Class.Kind == ItemKind.Project)
        {
            return; // a queue of projects may pass small ones over once a large one comes within reach
        }

        var (was, now) = (Exact.CoveragesOfFirstClass(round, before), Exact.CoveragesOfFirstClass(richer, Solve(richer)));
        if (round.Policy.ProvinceCapPercent is null)
        {
            Assert.All(was.Zip(now), pair => Assert.True(pair.First <= pair.Second, $"{pair.First} became {pair.Second}"));
            return;
        }

        // A cap rises with the supply, and the poor of a capped province may then take from the rich of another: the first change is for the better.
        var slack = new BigRational(1, DongPerPrice);
        var (lower, after) = was.Zip(now).FirstOrDefault(pair => pair.First - pair.Second > slack || pair.Second - pair.First > slack);
        Assert.True(lower <= after, $"{lower} became {after}");
    }

    [Fact]
    public void Solving_twice_gives_the_same_plan() =>
        Seeds.Hold(Some, RandomOptions.Everything, round => Assert.Equal(PlanText.All(round, Solve(round)), PlanText.All(round, Solve(round))));

    [Fact]
    public void Threads_change_nothing_in_the_plan() =>
        Seeds.Hold(Some, RandomOptions.Everything, round => Assert.Equal(PlanText.All(round, Solve(round)), PlanText.All(round, Solve(round, new() { Threads = 4 }))));

    [Fact]
    public void Threads_change_nothing_in_a_round_large_enough_to_be_shared_among_them()
    {
        var round = NationalRound.Create(new NationalOptions { Seed = 7, Pledges = 3000, Communes = 1500, Lines = 15_000, MaxSharePercent = 0, DiscretePercent = 0 });
        Assert.Equal(PlanText.All(round, Solve(round)), PlanText.All(round, Solve(round, new() { Threads = 4 })));
    }

    [Fact]
    public void Beside_the_plan_of_the_same_round_the_same_shipments_come_out() =>
        Seeds.Hold(Some, RandomOptions.Everything, round =>
        {
            var plan = Solve(round);
            Assert.Equal(plan.Shipments.AsEnumerable(), Solve(round, new() { Previous = plan.Shipments }).Shipments);
        });

    [Fact]
    public void Without_any_time_every_plan_still_keeps_every_condition() =>
        Seeds.Hold(Some, RandomOptions.Everything, round =>
        {
            var result = Allocator.Solve(round, new() { TimeLimit = TimeSpan.Zero }, StillClock.Instance, CancellationToken.None);
            Assert.Equal(StopReason.TimeLimit, result.StoppedBecause);
            Assert.Empty(PlanAudit.Violations(round, result.Plan!, Fairness.Leximin, complete: false));
        });
}

public sealed class LeximinAllocatorProperties : AllocatorProperties
{
    protected override IAllocator Allocator { get; } = new LeximinAllocator();
}
