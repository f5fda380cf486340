using Matching.Engine.Plans;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;
using Matching.Oracles.Exact;
using Matching.Oracles.Model;
using Matching.Samples;

namespace Matching.Engine.Tests.Allocation;

// Section 3: leximin inside a class, whole units, the other mode.
public abstract partial class AllocatorContract
{
    [Fact]
    public void The_round_known_by_heart_gives_A_seventy_percent_and_B_forty()
    {
        var plan = Solve(Tiny.TwoCommunes());

        Assert.Equal(new FairShare(3_500_000), plan.Line("a-warm").Fair);
        Assert.Equal(new FairShare(2_100_000), plan.Line("a-lunch").Fair);
        Assert.Equal(new FairShare(2_000_000), plan.Line("b-warm").Fair);
        Assert.Equal((7, 14, 4), (plan.Units("a-warm"), plan.Units("a-lunch"), plan.Units("b-warm")));
        Assert.All(plan.Plan.Pledges, pledge => Assert.Equal(0, pledge.Left));
    }

    [Fact]
    public void Its_bottlenecks_name_their_lines_their_pledges_and_what_would_lift_them()
    {
        var chain = Solve(Tiny.TwoCommunes()).Plan.Bottlenecks;

        Assert.Equal([new Ratio(2, 5), new Ratio(7, 10)], chain.Select(bottleneck => bottleneck.Coverage));
        Assert.Equal([new Ratio(7, 10), Ratio.One], chain.Select(bottleneck => bottleneck.NextCoverage));
        Assert.Equal([[2], [1, 0]], chain.Select(bottleneck => bottleneck.Lines.ToArray()));
        Assert.Equal([[2, 1], [0]], chain.Select(bottleneck => bottleneck.FeedingPledges.ToArray()));
        Assert.Equal([new Vnd(1_500_000), new Vnd(2_400_000)], chain.Select(bottleneck => bottleneck.Lift));
    }

    [Fact]
    public void Lines_that_share_one_pledge_share_one_coverage_whatever_their_size()
    {
        var plan = Solve(Round([Sets("small", Tiny.A, 4), Sets("large", Tiny.B, 40)], [Money("p", 11 * Set)]));

        Assert.Equal((new FairShare(Set), new FairShare(10 * Set)), (plan.Line("small").Fair, plan.Line("large").Fair));
        Assert.Equal((1, 10), (plan.Units("small"), plan.Units("large")));
    }

    [Fact]
    public void A_fair_share_is_an_exact_fraction()
    {
        var plan = Solve(Round([Sets("a", Tiny.A, 1), Sets("b", Tiny.B, 1), Sets("c", C, 1)], [Money("p", 1_000_000)]));

        Assert.All(plan.Plan.Lines, line => Assert.Equal(new FairShare(333_333, 1, 3), line.Fair));
        Assert.Equal(2, plan.Served.Length);
    }

    [Fact]
    public void The_worst_off_come_first_then_the_second_worst()
    {
        // p reaches a and b, q reaches b and c, r reaches c: a is held at 2/10, then b at 5/10, then c at 9/10.
        var round = Round(
            [Sets("a", Tiny.A, 10), Sets("b", Tiny.B, 10), Sets("c", C, 10)],
            [
                Money("p", 2 * Set, new() { Communes = [Tiny.A, Tiny.B] }),
                Money("q", 5 * Set, new() { Communes = [Tiny.B, C] }),
                Money("r", 9 * Set, new() { Communes = [C] }),
            ]);

        var plan = Solve(round);

        Assert.Equal([new FairShare(2 * Set), new FairShare(5 * Set), new FairShare(9 * Set)], plan.Plan.Lines.Select(line => line.Fair));
        Assert.Equal([2, 5, 9], plan.Plan.Lines.Select(line => line.AllocatedUnits));
    }

    [Fact]
    public void Lines_that_only_money_serves_stay_within_a_unit_of_their_share_and_nothing_useful_is_left()
    {
        // 12 1/2 sets for five lines of five: shares of 2 1/2; twelve whole sets, so each line has two or three.
        var round = Round(
            [Sets("a1", Tiny.A, 5), Sets("a2", Tiny.A, 5), Sets("b1", Tiny.B, 5), Sets("b2", Tiny.B, 5), Sets("c", C, 5)], [Money("p", (12 * Set) + (Set / 2))]);

        var plan = Solve(round);

        Assert.Equal([2, 2, 2, 3, 3], plan.Plan.Lines.Select(line => line.AllocatedUnits).Order());
        Assert.Equal((Set / 2, PledgeReason.LessThanOneUnit), (plan.Pledge("p").Left, plan.Pledge("p").Reason));
    }

    [Fact]
    public void Money_of_several_donors_pools_on_a_line_to_buy_whole_units()
    {
        var plan = Solve(Round([Sets("a", Tiny.A, 3)], [Money("p", 700_000), Money("q", 700_000)]));

        Assert.Equal((2, 1_000_000), (plan.Units("a"), plan.Line("a").MoneyVnd));
    }

    [Fact]
    public void A_leftover_that_buys_another_line_a_unit_goes_there()
    {
        var round = Round([Sets("a", Tiny.A, 1), Tiny.Line("b", Tiny.B, Tiny.Lunch, 10)], [Money("p", 650_000)]);

        Assert.Equal(0, Solve(round).Pledge("p").Left % 150_000 / 150_000);
        Assert.True(Solve(round).Pledge("p").Left < 150_000, "650,000 ₫ buys a set and a lunch, or four lunches.");
    }

    [Fact]
    public void Max_coverage_places_as_much_value_as_can_be_placed()
    {
        var round = Tiny.TwoCommunes() with { Policy = new() { Fairness = Fairness.MaxCoverage } };

        var outcome = Assert.Single(Solve(round).Plan.Classes);

        Assert.Equal((BigRational)outcome.Fair.Dong, ExactLeximin.LargestCoverage(PairModel.Of(round)));
        Assert.Equal(7_600_000, outcome.Fair.Dong);
    }

    [Fact]
    public void Max_coverage_still_serves_classes_in_order() =>
        Assert.Equal(["critical-tier1"], Solve(SixClasses() with { Policy = new() { Fairness = Fairness.MaxCoverage } }).Served);

    [Fact]
    public void A_round_without_pledges_has_a_plan_that_says_so()
    {
        var plan = Solve(Tiny.TwoCommunes() with { Pledges = [] });

        Assert.Empty(plan.Plan.Shipments);
        Assert.All(plan.Plan.Lines, line => Assert.Equal((LineReason.NoEligiblePledge, 0), (line.Reason, line.AllocatedUnits)));
        Assert.Equal(Ratio.Zero, Assert.Single(plan.Plan.Bottlenecks).Coverage);
    }

    [Fact]
    public void A_round_without_needs_leaves_every_pledge_whole()
    {
        var plan = Solve(Tiny.TwoCommunes() with { Needs = [] });

        Assert.Empty(plan.Plan.Classes);
        Assert.All(plan.Plan.Pledges, pledge => Assert.Equal((0, PledgeReason.NoEligibleLine), (pledge.Used, pledge.Reason)));
    }

    [Fact]
    public void A_pledge_that_nobody_can_use_stays_whole_and_says_why()
    {
        var round = Tiny.TwoCommunes();
        var plan = Solve(round with { Pledges = round.Pledges.Add(Money("nobody", Plenty, new() { Zones = [Geography.Zone.I] })) });

        Assert.Equal(new PledgeOutcome(Plenty, 0, Plenty, PledgeReason.NoEligibleLine), plan.Pledge("nobody"));
        Assert.Equal((7, 14, 4), (plan.Units("a-warm"), plan.Units("a-lunch"), plan.Units("b-warm")));
    }

    [Fact]
    public void A_pledge_whose_lines_are_full_keeps_the_rest()
    {
        var plan = Solve(Round([Sets("a", Tiny.A, 2)], [Money("p", 5 * Set)]));

        Assert.Equal(new PledgeOutcome(5 * Set, 2 * Set, 3 * Set, PledgeReason.EligibleNeedsMet), plan.Pledge("p"));
        Assert.Equal(LineReason.FullyServed, plan.Line("a").Reason);
    }

    [Fact]
    public void The_largest_amounts_are_shared_to_the_last_dong()
    {
        var dong = Tiny.Lunch with { UnitCost = new Vnd(1) };
        var round = Round(
            [Tiny.Line("a", Tiny.A, dong, Vnd.Largest), Tiny.Line("b", Tiny.B, dong, Vnd.Largest - 10), Tiny.Line("c", C, dong, Vnd.Largest - 2)], [Money("p", Vnd.Largest)])
            with { Items = [dong] };

        var plan = Solve(round);

        // Coverage 10^15 / (3·10^15 − 12), so a's share is 10^30 / (3·10^15 − 12).
        Assert.All(plan.Plan.Lines.Zip(ExactLeximin.Solve(round).Vnd), pair => Assert.Equal(pair.Second, Exact.Of(pair.First.Fair)));
        Assert.Equal(333_333_333_333_334, plan.Line("a").Fair.WholeVnd);
        Assert.Equal(Vnd.Largest, plan.Plan.Lines.Sum(line => line.AllocatedUnits));
    }

    [Fact]
    public void Coverages_that_differ_by_less_than_any_rounding_are_told_apart()
    {
        // 499,999,999,999,999 of 10^15 − 3 against 499,999,999,999,998 of 10^15 − 5: the first is the larger by some 10^-30.
        var dong = Tiny.Lunch with { UnitCost = new Vnd(1) };
        var round = Round(
            [Tiny.Line("a", Tiny.A, dong, Vnd.Largest - 3), Tiny.Line("b", Tiny.B, dong, Vnd.Largest - 5)],
            [Money("for-a", 499_999_999_999_999, new() { Communes = [Tiny.A] }), Money("for-b", 499_999_999_999_998, new() { Communes = [Tiny.B] })])
            with { Items = [dong] };

        var chain = Solve(round).Plan.Bottlenecks;

        Assert.Equal(2, chain.Length);
        Assert.True(chain[0].Coverage < chain[1].Coverage, "The poorer bottleneck comes first.");
    }
}
