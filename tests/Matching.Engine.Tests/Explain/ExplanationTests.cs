using System.Collections.Immutable;
using Matching.Engine.Explain;
using Matching.Engine.Plans;
using Matching.Engine.Pledges;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;
using Xunit;

namespace Matching.Engine.Tests.Explain;

public sealed class ExplanationTests
{
    private static readonly PlanExplainer Explainer = Story.Explainer();

    [Fact]
    public void A_line_names_who_gives_and_how_much()
    {
        var line = Explainer.Line(new("a-jackets"))!;

        Assert.Equal(4, line.Facts.Outcome.AllocatedUnits);
        Assert.Equal(new Ratio(2, 5), line.Facts.Coverage);
        Assert.Equal(4.1m, line.Facts.FairUnits);
        Assert.Equal([("goods", 3L, 300L), ("free", 100L, 100L)], line.From.Select(g => (g.From.Id.Value, g.Amount, g.Value.Dong)));
    }

    [Fact]
    public void A_line_tells_where_the_value_of_the_pledges_that_reach_it_went()
    {
        var reach = Explainer.Line(new("a-jackets"))!.Reach;

        Assert.Equal((2, 940L, 400L, 500L, 40L), (reach.Pledges, reach.Available.Dong, reach.ToThisLine.Dong, reach.ToOthers.Dong, reach.Spare.Dong));
        Assert.Equal(["free", "goods"], reach.Largest.Select(r => r.Pledge.Id.Value));
        Assert.Equal([(1, 1, 500L)], reach.ByClass.Select(c => (c.To, c.Lines, c.Value.Dong)));
        Assert.Equal([("Tỉnh Lai Châu", 500L)], reach.ByProvince.Select(p => (p.To, p.Value.Dong)));
    }

    [Fact]
    public void A_line_names_the_single_conditions_that_keep_money_away()
    {
        var blocked = Explainer.Line(new("a-jackets"))!.Blocked;

        Assert.Equal(
            [("items", 1, 2_000L, "lunches"), ("zones", 1, 900L, "large"), ("exclude_communes", 1, 150L, "not-here")],
            blocked.Select(b => (b.Columns, b.Pledges, b.Spare.Dong, b.Largest.Id.Value)));
    }

    [Fact]
    public void A_line_tells_what_one_more_unit_would_need() =>
        Assert.Equal(new OneMoreUnit(1, new(100), new(40), new(60)), Explainer.Line(new("a-jackets"))!.OneMore);

    [Fact]
    public void A_line_names_the_bottleneck_that_holds_it() => Assert.Equal(1, Explainer.Line(new("a-jackets"))!.HeldBy!.Number);

    [Fact]
    public void A_line_drained_by_another_bottleneck_names_that_one()
    {
        var round = Story.Round();
        var plan = Story.Plan();
        var drained = Tiny.Filled(round, plan.WithFair(0, plan.Lines[0].Fair, bottleneck: 0, heldBy: 1));

        Assert.Equal(1, new PlanExplainer(round, drained).Line(new("a-jackets"))!.HeldBy!.Number);
    }

    [Fact]
    public void A_line_that_has_everything_needs_no_more()
    {
        var line = Explainer.Line(new("b-lunches"))!;

        Assert.Null(line.OneMore);
        Assert.Empty(line.Blocked);
    }

    [Fact]
    public void A_pledge_tells_what_it_may_serve_and_what_it_did()
    {
        var pledge = Explainer.Pledge(new("lunches"))!;

        Assert.Equal((1, 300L, 0, 0L), (pledge.Eligible.Lines, pledge.Eligible.Requested.Dong, pledge.EligibleOpenLines, pledge.EligibleOpen.Dong));
        var gift = Assert.Single(pledge.Given);
        Assert.Equal((Tiny.B, 300L), (gift.Commune.Id, gift.Amount));
        Assert.Equal(("b-lunches", 300L), (gift.Lines[0].Need.Value, gift.Lines[0].Amount));
        Assert.Equal(PledgeReason.EligibleNeedsMet, pledge.Outcome.Reason);
    }

    [Fact]
    public void A_pledge_names_the_open_lines_that_are_one_condition_away()
    {
        var away = Assert.Single(Explainer.Pledge(new("lunches"))!.OneConditionAway);

        Assert.Equal(("items", 3, 3_100L, "c-toilets"), (away.Columns, away.Lines, away.Open.Dong, away.Example.Value));
    }

    [Fact]
    public void A_pledge_counts_what_stops_it_and_where()
    {
        var pledge = Explainer.Pledge(new("free"))!;

        Assert.Equal([(PledgeReason.LessThanOneUnit, 3, 3_100L)], pledge.Obstacles.Select(o => (o.Kind, o.Lines, o.Open.Dong)));
        Assert.Equal(("a-jackets", 100L), (pledge.Nearest!.Line.Id.Value, pledge.NearestStep));
    }

    [Fact]
    public void A_pledge_that_must_be_placed_whole_tells_how_much_could_be_placed()
    {
        var round = Tiny.Round([Tiny.Need("n", Tiny.A, Tiny.Jacket, 3), Tiny.Need("m", Tiny.B, Tiny.Jacket, 1)], [Tiny.Money("p", 5_000).On(new() { AllOrNothing = true })]);
        var pledge = new PlanExplainer(round, Tiny.Filled(round, Tiny.Plan(round))).Pledge(new("p"))!;

        Assert.Equal((400L, Tiny.A, 300L), (pledge.CouldPlace, pledge.BestCommune!.Commune.Id, pledge.BestCommune.CouldTake));
    }

    [Fact]
    public void A_commune_adds_up_its_lines_and_stands_beside_its_province_and_tier()
    {
        var commune = Explainer.Commune(Tiny.A)!;

        Assert.Equal(["a-jackets", "a-rejected"], commune.Lines.Select(l => l.Line.Id.Value));
        Assert.Equal(new CoverageSum(1, new(1_000), new(400)), commune.Total);
        Assert.Equal(new CoverageSum(2, new(1_300), new(700)), commune.Province);
        Assert.Equal(new CoverageSum(3, new(4_000), new(900)), commune.Tier);
        Assert.Equal(["goods", "free"], commune.From.Select(g => g.From.Id.Value));
    }

    [Fact]
    public void A_bottleneck_tells_who_feeds_it_and_what_money_would_lift_it()
    {
        var bottleneck = Explainer.Bottleneck(1)!;

        Assert.Equal(new CoverageSum(2, new(2_000), new(900)), bottleneck.Total);
        Assert.Equal(["free", "goods"], bottleneck.Feeding.Select(f => f.Pledge.Id.Value));
        Assert.Equal([600L, 300L], bottleneck.Feeding.Select(f => f.InPlan.Dong));
        Assert.Equal(Vnd.Zero, bottleneck.FeedingElsewhere);
        var money = bottleneck.NextMoney!;
        Assert.Equal([Tiny.Jacket], money.Items.Select(i => i.Id));
        Assert.Equal(["Tỉnh Lai Châu", "Tỉnh Điện Biên"], money.Provinces.Select(p => p.Example.ProvinceName).Order(StringComparer.Ordinal));
        Assert.Equal((2, 2, 1_100L, new Ratio(41, 100), Ratio.One), (money.Lines, money.Communes, money.Lift.Dong, money.From, money.To));
        Assert.Equal(Ratio.One, money.GainPerMillion);
    }

    [Fact]
    public void Money_does_not_lift_lines_at_the_province_cap()
    {
        var plan = Story.Plan();
        var capped = plan.WithBottlenecks(plan.Bottlenecks[0] with { Kind = BottleneckKind.ProvinceCap });
        var explainer = new PlanExplainer(Story.Round(), capped);

        Assert.Null(explainer.Bottleneck(1)!.NextMoney);
        Assert.Empty(explainer.NextMoney());
    }

    [Fact]
    public void The_next_money_goes_by_class_and_then_to_the_poorest()
    {
        var plan = Story.Plan();
        var first = plan.Bottlenecks[0];
        var explainer = new PlanExplainer(Story.Round(), plan.WithBottlenecks(
            first with { Number = 1, Class = 2, Coverage = Ratio.Zero },
            first with { Number = 2, Class = 1, Coverage = new Ratio(1, 2) },
            first with { Number = 3, Class = 1, Coverage = new Ratio(1, 3) }));

        Assert.Equal([3, 2, 1], explainer.NextMoney().Select(n => n.Bottleneck));
        Assert.Equal([1, 2], explainer.NextMoney(2).Select(n => n.Rank));
    }

    [Fact]
    public void A_million_dong_lifts_by_its_share_of_what_is_asked()
    {
        var round = Tiny.Round([Tiny.Need("n", Tiny.A, Tiny.Jacket, 80_000)], [Tiny.Money("p", 100)]);
        var plan = Tiny.Plan(round, ("p", "n", 100)).WithBottlenecks(Tiny.Bottleneck(1, new Ratio(1, 80_000), [0], [0]));

        Assert.Equal(new Ratio(1, 8), new PlanExplainer(round, plan).NextMoney()[0].Money.GainPerMillion);
    }

    [Fact]
    public void Useful_money_names_the_age_groups_youngest_first_and_none_when_a_line_states_none()
    {
        Matching.Engine.Needs.NeedLine Of(string id, string? age) => Tiny.Need(id, Tiny.A, Tiny.Jacket, 1) with { AgeGroup = age };
        var round = Tiny.Round([Of("a", "13-15"), Of("b", "3-5"), Of("c", null)], [Tiny.Money("p", 1)]);
        IEnumerable<string> AgeGroups(params ImmutableArray<int> lines) =>
            new PlanExplainer(round, Tiny.Plan(round).WithBottlenecks(Tiny.Bottleneck(1, Ratio.Zero, lines, []))).NextMoney()[0].Money.AgeGroups.AsEnumerable();

        Assert.Equal(["3-5", "13-15"], AgeGroups(0, 1));
        Assert.Empty(AgeGroups(0, 1, 2));
    }

    [Fact]
    public void What_the_round_does_not_hold_is_not_explained()
    {
        Assert.Null(Explainer.Line(new("none")));
        Assert.Null(Explainer.Pledge(new("none")));
        Assert.Null(Explainer.Commune(new("none")));
        Assert.Null(Explainer.Bottleneck(9));
    }
}
