using System.Collections.Immutable;
using Matching.Engine.Explain;
using Matching.Engine.Needs;
using Matching.Engine.Plans;
using Matching.Engine.Pledges;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;
using Xunit;

namespace Matching.Engine.Tests.Explain;

/// <summary>One tiny round for every reason a line can have, and for every border between two of them.</summary>
public sealed class LineReasonTests
{
    private static readonly NeedLine Jackets = Tiny.Need("n", Tiny.A, Tiny.Jacket, 10);

    [Fact]
    public void A_line_that_has_all_it_asked_for_is_fully_served() =>
        Assert.Equal(LineReason.FullyServed, Reason(Round(Jackets, Tiny.Money("p", 1_000)), [("p", "n", 1_000)]));

    [Fact]
    public void A_rejected_line_takes_no_part_whoever_could_serve_it() =>
        Assert.Equal(LineReason.TakesNoPart, Reason(Round(Jackets with { Status = NeedStatus.Rejected }, Tiny.Money("p", 1_000)), []));

    [Fact]
    public void A_line_that_no_condition_admits_has_no_eligible_pledge() =>
        Assert.Equal(LineReason.NoEligiblePledge, Reason(Round(Jackets, Tiny.Money("p", 1_000).On(new() { Items = [Tiny.Lunch] })), []));

    [Fact]
    public void An_expired_pledge_is_no_pledge() =>
        Assert.Equal(LineReason.NoEligiblePledge, Reason(Round(Jackets, Tiny.Money("p", 1_000).On(new() { AvailableUntil = Tiny.Day.AddDays(-1) })), []));

    [Fact]
    public void A_pledge_that_is_all_reserve_is_no_pledge()
    {
        var round = Round(Jackets, Tiny.Money("p", 1_000)) with { Policy = new() { ReservePercent = 100 } };

        Assert.Equal(LineReason.NoEligiblePledge, Reason(round, []));
    }

    [Theory]
    [InlineData(PinRule.Forbid, 0)]
    [InlineData(PinRule.Fix, 0)]
    public void A_pledge_that_a_pin_forbids_is_no_pledge(PinRule rule, long amount)
    {
        var round = Round(Jackets, Tiny.Money("p", 1_000)) with { Pins = [new Pin(new("p"), new("n"), rule, amount)] };

        Assert.Equal(LineReason.NoEligiblePledge, Reason(round, []));
    }

    [Fact]
    public void A_pin_of_another_line_takes_no_pledge_away()
    {
        var other = Tiny.Need("o", Tiny.B, Tiny.Jacket, 10);
        var round = Tiny.Round([Jackets, other], [Tiny.Money("p", 1_000)]) with { Pins = [new Pin(new("p"), new("o"), PinRule.Forbid, 0)] };

        Assert.Equal(LineReason.HeldByBottleneck, Reason(round, []));
    }

    [Fact]
    public void The_earliest_of_several_days_decides_whether_money_comes_in_time()
    {
        var line = Jackets with { NeededBy = new(2026, 12, 1) };
        Pledge From(string id, int day) => Tiny.Money(id, 100).On(new() { AvailableFrom = new(2026, 12, day) });

        Assert.Equal(LineReason.HeldByBottleneck, Reason(Tiny.Round([line], [From("p", 9), From("q", 1), From("r", 5)]), []));
        Assert.Equal(LineReason.NoEligiblePledge, Reason(Tiny.Round([line], [From("p", 9), From("q", 2), From("r", 5)]), []));
    }

    [Fact]
    public void A_line_short_of_a_shared_coverage_is_held_by_its_bottleneck()
    {
        var plan = Tiny.Plan(Round(Jackets, Tiny.Money("p", 370)), ("p", "n", 300))
            .WithFair(0, new FairShare(370), bottleneck: 1)
            .WithBottlenecks(Tiny.Bottleneck(1, new Ratio(37, 100), [0], [0]));

        Assert.Equal(LineReason.HeldByBottleneck, Reason(Round(Jackets, Tiny.Money("p", 370)), plan));
    }

    [Fact]
    public void A_line_whose_province_is_capped_is_held_by_the_cap()
    {
        var round = Round(Jackets, Tiny.Money("p", 1_000)) with { Policy = new() { ProvinceCapPercent = 40 } };
        var plan = Tiny.Plan(round, ("p", "n", 400))
            .WithFair(0, new FairShare(400), bottleneck: 1)
            .WithBottlenecks(Tiny.Bottleneck(1, new Ratio(2, 5), [0], [0], kind: BottleneckKind.ProvinceCap));

        Assert.Equal(LineReason.HeldByProvinceCap, Reason(round, plan));
    }

    [Fact]
    public void A_line_that_lost_only_to_rounding_lacks_less_than_one_unit()
    {
        var (round, plan) = ReasonStories.Line(LineReason.LessThanOneUnit);

        Assert.Equal(LineReason.LessThanOneUnit, Reason(round, plan));
    }

    [Fact]
    public void A_project_that_was_not_granted_is_passed_over()
    {
        var round = Round(Tiny.Need("n", Tiny.A, Tiny.Toilet, 2), Tiny.Money("p", 1_500));

        Assert.Equal(LineReason.ProjectPassedOver, Reason(round, [("p", "n", 1_000)]));
    }

    [Fact]
    public void A_project_that_nobody_may_pay_has_no_eligible_pledge() =>
        Assert.Equal(LineReason.NoEligiblePledge, Reason(Round(Tiny.Need("n", Tiny.A, Tiny.Toilet, 1), Tiny.Money("p", 1_500).On(new() { Items = [Tiny.Jacket] })), []));

    [Fact]
    public void A_line_that_could_get_some_but_not_its_minimum_is_below_its_minimum()
    {
        var round = Round(Jackets with { MinQuantity = 5 }, Tiny.Money("p", 370));
        var plan = Tiny.Plan(round).WithFair(0, new FairShare(370), bottleneck: 1).WithBottlenecks(Tiny.Bottleneck(1, new Ratio(37, 100), [0], [0]));

        Assert.Equal(LineReason.BelowMinimumQuantity, Reason(round, plan));
    }

    [Fact]
    public void A_line_that_nothing_came_to_is_not_blamed_on_its_minimum() =>
        Assert.Equal(LineReason.HeldByBottleneck, Reason(Round(Jackets with { MinQuantity = 5 }, Tiny.Money("p", 370)), []));

    [Theory]
    [InlineData(6, false)]
    [InlineData(5, true)]
    public void More_than_a_unit_below_the_fair_share_is_a_yes_or_no_condition(long units, bool discrete)
    {
        var round = Tiny.Round([Jackets], [Tiny.Money("p", 1_000), Tiny.Money("q", 500).On(new() { MaxCommunes = 1 })]);
        var plan = Held(Tiny.Plan(round, ("p", "n", units * 100)), new FairShare(690));

        Assert.Equal(discrete ? LineReason.DiscreteCondition : LineReason.HeldByBottleneck, Reason(round, plan));
    }

    [Theory]
    [InlineData(5, false)]
    [InlineData(4, true)]
    public void A_line_that_goods_and_money_may_serve_has_two_units_of_allowance(long units, bool discrete)
    {
        var round = Tiny.Round([Jackets], [Tiny.Money("p", 1_000).On(new() { MaxCommunes = 1 }), Tiny.Goods("g", Tiny.Jacket, 1)]);
        var plan = Held(Tiny.Plan(round, ("p", "n", units * 100)), new FairShare(690));

        Assert.Equal(discrete ? LineReason.DiscreteCondition : LineReason.HeldByBottleneck, Reason(round, plan));
    }

    [Fact]
    public void Exactly_one_unit_below_the_fair_share_is_rounding_and_a_hair_more_is_not()
    {
        var round = Round(Jackets, Tiny.Money("p", 1_000).On(new() { MaxCommunes = 1 }));
        var plan = Tiny.Plan(round, ("p", "n", 500));

        Assert.Equal(LineReason.HeldByBottleneck, Reason(round, Held(plan, new FairShare(600))));
        Assert.Equal(LineReason.DiscreteCondition, Reason(round, Held(plan, new FairShare(600, 1, 1_000_000))));
    }

    [Fact]
    public void Where_nothing_discrete_is_asked_no_line_is_blamed_on_it()
    {
        var round = Round(Jackets, Tiny.Money("p", 1_000));

        Assert.Equal(LineReason.HeldByBottleneck, Reason(round, Held(Tiny.Plan(round, ("p", "n", 100)), new FairShare(690))));
    }

    [Fact]
    public void A_plan_of_another_round_is_refused()
    {
        var plan = Tiny.Plan(Round(Jackets, Tiny.Money("p", 1)));

        var refusal = Assert.Throws<ArgumentException>(() => Tiny.Filled(Tiny.Round([], []), plan));
        Assert.Contains("1 lines and 1 pledges", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Filling_reasons_changes_nothing_else()
    {
        var round = Round(Jackets, Tiny.Money("p", 370));
        var plan = Tiny.Plan(round, ("p", "n", 300));
        var filled = Tiny.Filled(round, plan);

        Assert.Equal(plan.Lines[0] with { Reason = LineReason.HeldByBottleneck }, filled.Lines[0]);
        Assert.Equal(plan.Pledges[0] with { Reason = PledgeReason.LessThanOneUnit }, filled.Pledges[0]);
        Assert.True(plan.Shipments.SequenceEqual(filled.Shipments));
    }

    [Fact]
    public void A_cancelled_filling_stops()
    {
        var round = Round(Jackets, Tiny.Money("p", 370));

        Assert.Throws<OperationCanceledException>(() => Reasons.Fill(round, Tiny.Plan(round), new CancellationToken(canceled: true)));
    }

    private static Plan Held(Plan plan, FairShare fair) =>
        plan.WithFair(0, fair, bottleneck: 1).WithBottlenecks(Tiny.Bottleneck(1, new Ratio(69, 100), [0], [0]));

    private static Round Round(NeedLine line, Pledge pledge) => Tiny.Round([line], [pledge]);

    private static LineReason Reason(Round round, ReadOnlySpan<(string, string, long)> gifts) => Reason(round, Tiny.Plan(round, gifts));

    private static LineReason Reason(Round round, Plan plan) => Tiny.Filled(round, plan).Lines[0].Reason;
}
