using System.Collections.Immutable;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;
using Matching.Samples;

namespace Matching.Engine.Tests.Allocation;

// Section 3: classes strictly in order.
public abstract partial class AllocatorContract
{
    /// <summary>Six lines in six classes, each of which would take all the money; the one that gets it comes first.</summary>
    private static Round SixClasses(long amountVnd = Toilet)
    {
        var round = Round(
            [
                Sets("critical-tier1", Tiny.A, 120) with { Urgency = Urgency.Critical },
                Toilets("critical-tier1-toilet", Tiny.A) with { Urgency = Urgency.Critical },
                Sets("critical-tier2", Tiny.B, 120) with { Urgency = Urgency.Critical },
                Sets("high-tier1", Tiny.A, 120) with { Urgency = Urgency.High },
                Sets("normal-tier1", Tiny.A, 120),
                Toilets("normal-tier2-toilet", Tiny.B),
            ],
            [Money("p", amountVnd)]);
        return round with { Communes = [round.Communes[0], round.Communes[1] with { Zone = Zone.II }, round.Communes[2]] };
    }

    private static string[] InOrderOfClass(Solved plan) =>
        [.. plan.Round.Needs.OrderBy(need => plan.Line(need.Id.Value).Class).Select(need => need.Id.Value)];

    [Fact]
    public void Urgency_comes_before_tier_before_kind_unless_the_planner_says_otherwise()
    {
        var plan = Solve(SixClasses());

        Assert.Equal(["critical-tier1", "critical-tier1-toilet", "critical-tier2", "high-tier1", "normal-tier1", "normal-tier2-toilet"], InOrderOfClass(plan));
        Assert.Equal(["critical-tier1"], plan.Served);
    }

    [Fact]
    public void The_planner_may_put_tiers_first()
    {
        var plan = Solve(SixClasses() with { Policy = new() { ClassOrder = [ClassKey.Tier, ClassKey.Urgency, ClassKey.Kind] } });

        Assert.Equal(["critical-tier1", "critical-tier1-toilet", "high-tier1", "normal-tier1", "critical-tier2", "normal-tier2-toilet"], InOrderOfClass(plan));
    }

    [Fact]
    public void A_key_that_the_planner_leaves_out_comes_last()
    {
        var plan = Solve(SixClasses() with { Policy = new() { ClassOrder = [ClassKey.Kind] } });

        Assert.Equal(["critical-tier1", "critical-tier2", "high-tier1", "normal-tier1", "critical-tier1-toilet", "normal-tier2-toilet"], InOrderOfClass(plan));
    }

    [Fact]
    public void Projects_come_before_consumables_where_the_planner_says_so()
    {
        var plan = Solve(SixClasses() with { Policy = new() { Projects = ProjectsPlace.Before } });

        Assert.Equal("critical-tier1-toilet", InOrderOfClass(plan)[0]);
        Assert.Equal(["critical-tier1-toilet"], plan.Served);
    }

    [Fact]
    public void A_later_class_gets_what_the_earlier_ones_leave()
    {
        var plan = Solve(SixClasses((2 * Toilet) + (5 * Set)));

        Assert.Equal(["critical-tier1", "critical-tier1-toilet", "critical-tier2"], plan.Served);
        Assert.Equal(5, plan.Units("critical-tier2"));
    }

    [Fact]
    public void Only_classes_that_hold_a_line_of_the_round_are_numbered()
    {
        var plan = Solve(Round([Sets("a", Tiny.A, 1), Sets("b", Tiny.B, 1) with { Urgency = Urgency.Critical, Status = NeedStatus.Rejected }], []));

        Assert.Equal(new PriorityClass(1, Urgency.Normal, 1, ItemKind.Consumable), Assert.Single(plan.Plan.Classes).Class);
    }

    [Fact]
    public void A_later_class_may_change_who_gives_to_an_earlier_one_but_not_how_much()
    {
        // The first class could be served by either pledge; it must take the one that cannot help the second.
        var round = Round(
            [Sets("first", Tiny.A, 10) with { Urgency = Urgency.Critical }, Sets("second", Tiny.B, 10)],
            [Money("anywhere", 10 * Set), Money("only-a", 10 * Set, new() { Communes = [Tiny.A] })]);

        var plan = Solve(round);

        Assert.Equal((10, 10), (plan.Units("first"), plan.Units("second")));
        Assert.Equal(10 * Set, plan.Given("anywhere", "second"));
    }

    [Fact]
    public void A_tiny_urgent_line_is_full_before_a_large_one_gets_anything()
    {
        ImmutableArray<NeedLine> needs = [Sets("small", Tiny.A, 1) with { Urgency = Urgency.High }, Sets("large", Tiny.B, 1_000)];

        var plan = Solve(Round(needs, [GivenSets("p", 1)]));

        Assert.Equal((1, 0), (plan.Units("small"), plan.Units("large")));
        Assert.Equal(new FairShare(0), plan.Line("large").Fair);
    }
}
