using System.Collections.Immutable;
using Matching.Engine.Allocation;
using Matching.Engine.Plans;
using Matching.Samples;
using Matching.Verify;

namespace Matching.Engine.Tests.Allocation;

// Section 3, "among plans with the same coverage"; and how a solve runs and ends.
public abstract partial class AllocatorContract
{
    [Fact]
    public void Goods_are_used_before_money()
    {
        var plan = Solve(Round([Sets("a", Tiny.A, 10)], [Money("a-money", 10 * Set), GivenSets("z-goods", 4)]));

        Assert.Equal((4, 6 * Set), (plan.Given("z-goods", "a"), plan.Given("a-money", "a")));
    }

    [Fact]
    public void Narrow_money_is_used_before_free_money()
    {
        var plan = Solve(Round([Sets("a", Tiny.A, 10)], [Money("a-free", 10 * Set), Money("z-narrow", 6 * Set, new() { Communes = [Tiny.A], Items = [Tiny.WarmSet.Id] })]));

        Assert.Equal((6 * Set, 4 * Set), (plan.Given("z-narrow", "a"), plan.Given("a-free", "a")));
    }

    [Fact]
    public void Goods_are_used_before_money_even_where_the_money_is_narrow_and_elsewhere_in_the_round()
    {
        var round = Round(
            [Sets("a", Tiny.A, 5), Sets("b", Tiny.B, 5)],
            [Money("for-a", 5 * Set, new() { Communes = [Tiny.A] }), Money("free", 10 * Set), GivenSets("goods", 10)]);

        Assert.Equal((0, 0, 10), (Solve(round).Pledge("for-a").Used, Solve(round).Pledge("free").Used, Solve(round).Pledge("goods").Used));
    }

    [Fact]
    public void Two_donors_who_can_each_serve_a_line_alone_do_not_share_two()
    {
        var plan = Solve(Round([Sets("a", Tiny.A, 10), Sets("b", Tiny.B, 10)], [Money("p", 10 * Set), Money("q", 10 * Set)]));

        Assert.Equal(2, plan.Plan.Shipments.Length);
    }

    [Fact]
    public void Without_an_earlier_plan_ties_break_by_id()
    {
        var shipments = Solve(Round([Sets("b", Tiny.B, 10), Sets("a", Tiny.A, 10)], [Money("q", 10 * Set), Money("p", 10 * Set)])).Shipments;

        Assert.Equal([new Shipment(1, 1, 0, 10 * Set, 10 * Set), new Shipment(0, 0, 0, 10 * Set, 10 * Set)], shipments);
    }

    [Fact]
    public void An_earlier_plan_is_kept_where_coverage_stays_the_same()
    {
        var round = Round([Sets("a", Tiny.A, 10), Sets("b", Tiny.B, 10)], [Money("p", 10 * Set), Money("q", 10 * Set)]);
        ImmutableArray<Shipment> crossed = [new(0, 1, 0, 10 * Set, 10 * Set), new(1, 0, 0, 10 * Set, 10 * Set)];

        Assert.Equal(crossed.AsEnumerable(), Solve(round, new() { Previous = crossed }).Shipments);
    }

    [Fact]
    public void An_earlier_plan_of_the_same_round_comes_out_again()
    {
        var plan = Solve(Tiny.TwoCommunes()).Plan;

        Assert.Equal(plan.Shipments.AsEnumerable(), Solve(Tiny.TwoCommunes(), new() { Previous = plan.Shipments }).Shipments);
    }

    [Fact]
    public void An_earlier_plan_never_lowers_coverage()
    {
        ImmutableArray<Shipment> unfair = [new(2, 0, 0, 3 * Set, 3 * Set)];

        var plan = Solve(Tiny.TwoCommunes(), new() { Previous = unfair });

        Assert.Equal((7, 14, 4), (plan.Units("a-warm"), plan.Units("a-lunch"), plan.Units("b-warm")));
    }

    [Fact]
    public void A_solve_that_is_cancelled_beforehand_throws() =>
        Assert.ThrowsAny<OperationCanceledException>(() => Allocator.Solve(Tiny.TwoCommunes(), new(), StillClock.Instance, new CancellationToken(canceled: true)));

    [Fact]
    public void A_solve_that_is_cancelled_on_its_way_throws()
    {
        using var source = new CancellationTokenSource();
        var options = new SolveOptions { Progress = new Told(progress => { if (progress.Stage == SolveStage.FairShares) { source.Cancel(); } }) };

        Assert.ThrowsAny<OperationCanceledException>(() => Allocator.Solve(Tiny.TwoCommunes(), options, StillClock.Instance, source.Token));
    }

    [Fact]
    public void Progress_goes_through_the_stages_in_order_and_counts_the_classes()
    {
        var told = new List<SolveProgress>();

        Solve(SixClasses(), new() { Progress = new Told(told.Add) });

        Assert.Equal(told.OrderBy(progress => progress.Stage).ThenBy(progress => progress.Class), told);
        Assert.Equal([1, 2, 3, 4, 5, 6], told.Where(progress => progress.Stage == SolveStage.FairShares).Select(progress => progress.Class));
        Assert.All(told.Where(progress => progress.Class > 0), progress => Assert.Equal(6, progress.Classes));
    }

    [Fact]
    public void Without_any_time_a_plan_still_keeps_every_condition()
    {
        var round = SixClasses();

        var result = Allocator.Solve(round, new() { TimeLimit = TimeSpan.Zero }, StillClock.Instance, CancellationToken.None);

        Assert.Equal(StopReason.TimeLimit, result.StoppedBecause);
        Assert.Empty(PlanAudit.Violations(round, result.Plan!, round.Policy.Fairness, complete: false));
    }

    [Fact]
    public void A_time_limit_that_is_not_reached_changes_nothing()
    {
        var plan = Solve(Tiny.TwoCommunes(), new() { TimeLimit = TimeSpan.FromSeconds(1) });

        Assert.Equal(Solve(Tiny.TwoCommunes()).Shipments, plan.Shipments);
    }

    private sealed class Told(Action<SolveProgress> tell) : IProgress<SolveProgress>
    {
        public void Report(SolveProgress value) => tell(value);
    }
}
