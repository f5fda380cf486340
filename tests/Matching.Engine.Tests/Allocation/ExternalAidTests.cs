using System.Collections.Immutable;
using Matching.Engine.Allocation;
using Matching.Engine.Explain;
using Matching.Engine.Explain.Sentences;
using Matching.Engine.Needs;
using Matching.Engine.Plans;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;
using Matching.Oracles.Exact;
using Matching.Samples;
using Matching.Verify;

namespace Matching.Engine.Tests.Allocation;

/// <summary>What others outside the fund give lowers what the lines still ask for, before anything is shared.</summary>
public sealed class ExternalAidTests
{
    private static readonly DateOnly Day = new(2026, 11, 5);

    [Fact]
    public void A_line_may_get_no_more_than_what_others_leave_open()
    {
        var round = Round([Sets("a", 10)], [Tiny.Money("p", 100_000_000)], Aid(4));

        var plan = Solve(round);

        Assert.Equal(6, plan.Lines[0].AllocatedUnits);
        Assert.Equal(LineReason.FullyServed, plan.Lines[0].Reason);
        Assert.Equal(new Vnd(3_000_000), plan.Classes[0].Requested);
    }

    [Fact]
    public void The_sample_with_aid_comes_out_as_its_readme_says()
    {
        var round = Tiny.TwoCommunesWithAid();

        var plan = Solve(round);

        Assert.Equal([10L, 0L, 4L], plan.Lines.Select(line => line.AllocatedUnits));
        Assert.Equal(LineReason.CoveredByOthers, plan.Lines[1].Reason);
        Assert.Equal(600_000, plan.Pledges[0].Left);
        Assert.Equal(5_000_000, AvoidedOverlap.Of(new RoundLookup(round)).Sum(item => item.Value.Dong));
    }

    [Fact]
    public void A_covered_line_keeps_its_quantity_and_takes_no_part()
    {
        var open = OpenNeeds.Of(Round([Sets("a", 10), Sets("b", 5)], [], Aid(12)));

        Assert.Equal((NeedStatus.Covered, 10L), (open.Round.Needs[0].Status, open.Round.Needs[0].Quantity));
        Assert.Equal((NeedStatus.Reported, 3L), (open.Round.Needs[1].Status, open.Round.Needs[1].Quantity));
        Assert.Equal((10L, 2L), (open.CoveredUnits(0), open.CoveredUnits(1)));
    }

    [Fact]
    public void What_no_line_asked_for_is_surplus()
    {
        var open = OpenNeeds.Of(Round([Sets("a", 10)], [], Aid(12), Aid(3) with { Item = Tiny.Lunch.Id }, Aid(4) with { Commune = Tiny.B }));

        Assert.Equal([2L, 3L, 4L], open.Surplus.AsEnumerable());
        Assert.Equal(new AidGift(0, 0, 10), Assert.Single(open.Gifts));
    }

    [Fact]
    public void Urgent_lines_are_covered_first_then_lower_ids()
    {
        var round = Round([Sets("c", 10), Sets("b", 10), Sets("d", 10) with { Urgency = Urgency.Critical }, Sets("a", 10)], [], Aid(25));

        Assert.Equal([0L, 5L, 10L, 10L], Covered(round));
    }

    [Fact]
    public void Aid_for_one_line_goes_to_that_line_and_nowhere_else()
    {
        var round = Round([Sets("a", 10), Sets("b", 10)], [], Aid(12) with { Need = new NeedId("b") });

        Assert.Equal([0L, 10L], Covered(round));
        Assert.Equal(2, Assert.Single(OpenNeeds.Of(round).Surplus));
    }

    [Fact]
    public void Age_group_and_site_narrow_the_lines_that_aid_is_for()
    {
        var round = Round(
            [Sets("a", 10) with { AgeGroup = "3-5" }, Sets("b", 10) with { AgeGroup = "6-10" }, Sets("c", 10) with { AgeGroup = "6-10", Site = "Điểm trường B" }, Sets("d", 10)],
            [],
            Aid(4) with { AgeGroup = "6-10", Site = "Điểm trường B" },
            Aid(3) with { AgeGroup = "6-10" });

        Assert.Equal([0L, 3L, 4L, 0L], Covered(round));
    }

    [Fact]
    public void Narrow_aid_comes_before_wide_aid_however_early_the_wide_one_came()
    {
        var round = Round([Sets("a", 10), Sets("b", 10)], [], Aid(10) with { Date = Day.AddDays(-100) }, Aid(10) with { Need = new NeedId("a") });

        Assert.Equal([10L, 10L], Covered(round));
    }

    [Fact]
    public void Lines_that_take_no_part_take_no_aid()
    {
        var round = Round([Sets("a", 10) with { Status = NeedStatus.Rejected }, Sets("b", 10), Sets("c", 10) with { Status = NeedStatus.Verified }], [], Aid(15));

        Assert.Equal([0L, 10L, 5L], Covered(round));
        Assert.Equal([0L, 0L, 10L], Covered(round with { Policy = new RoundPolicy { OnlyVerified = true } }));
    }

    [Theory]
    [InlineData(3, 5L)]
    [InlineData(7, 1L)]
    [InlineData(8, null)]
    [InlineData(9, null)]
    public void A_minimum_quantity_counts_what_others_give(long aid, long? left) =>
        Assert.Equal(left, OpenNeeds.Of(Round([Sets("a", 10) with { MinQuantity = 8 }], [], Aid(aid))).Round.Needs[0].MinQuantity);

    [Fact]
    public void A_share_of_a_line_is_a_share_of_what_is_open()
    {
        var round = Round([Sets("a", 10)], [Tiny.Money("p", 100_000_000, new() { MaxSharePercent = 50 })], Aid(4));

        Assert.Equal(3, Solve(round).Lines[0].AllocatedUnits);
    }

    [Fact]
    public void A_donor_who_does_not_give_where_others_do_serves_no_line_of_that_commune_and_item()
    {
        var round = Round(
            [Sets("a", 10), Sets("b", 10) with { AgeGroup = "3-5" }, Sets("c", 10) with { Commune = Tiny.B }, Tiny.Line("d", Tiny.A, Tiny.Lunch, 10)],
            [Tiny.Money("p", 100_000_000, new() { NoOutsideAid = true }), Tiny.Money("q", 500_000)],
            Aid(1) with { Need = new NeedId("a") });

        var plan = Solve(round);

        Assert.Equal([1L, 0L, 10L, 10L], plan.Lines.Select(line => line.AllocatedUnits));
        Assert.Equal(["c", "d"], plan.Shipments.Where(s => s.Pledge == 0).Select(s => round.Needs[s.Need].Id.Value));
        Assert.Equal(PledgeReason.EligibleNeedsMet, plan.Pledges[0].Reason);
    }

    [Fact]
    public void Random_rounds_with_aid_are_shared_as_the_definition_says()
    {
        for (var seed = 1; seed <= 80; seed++)
        {
            var round = RandomAid.AddTo(RandomRound.Create(seed, RandomOptions.Everything with { ProvinceCap = false }) with { Pins = [] }, seed);
            var open = OpenNeeds.Of(round).Round;
            ImmutableArray<int> takingPart = [.. Enumerable.Range(0, open.Needs.Length).Where(n => open.Needs[n].Status != NeedStatus.Covered)];
            var expected = ExactLeximin.Solve(open with { Needs = [.. takingPart.Select(n => open.Needs[n])] }).Vnd;

            var plan = Solve(round);

            Assert.Equal(expected, takingPart.Select(n => Exact.Of(plan.Lines[n].Fair)));
        }
    }

    [Fact]
    public void A_round_without_aid_is_left_as_it_is()
    {
        var round = Tiny.TwoCommunes();

        Assert.Same(round, OpenNeeds.Of(round).Round);
    }

    [Fact]
    public void Opening_an_open_round_changes_nothing()
    {
        var open = OpenNeeds.Of(Tiny.TwoCommunesWithAid()).Round;

        Assert.Same(open, OpenNeeds.Of(open).Round);
        Assert.Equal(
            PlanText.All(open, Solve(Tiny.TwoCommunesWithAid())),
            PlanText.All(open, new LeximinAllocator().Solve(open, new SolveOptions(), StillClock.Instance, CancellationToken.None).Plan!));
    }

    [Fact]
    public void A_pin_on_a_covered_line_is_refused_with_the_aid_as_its_reason()
    {
        var round = Round([Sets("a", 10)], [Tiny.Money("p", 100_000_000)], Aid(10)) with { Pins = [new Pin(new("p"), new("a"), PinRule.Fix, 500_000)] };

        var conflict = Assert.Single(new LeximinAllocator().Solve(round, new SolveOptions(), StillClock.Instance, CancellationToken.None).Conflicts);

        Assert.Equal((PinConflictKind.NotEligible, "external_aid"), (conflict.Kind, conflict.Condition));
    }

    [Fact]
    public void The_order_of_lines_and_of_aid_changes_nothing()
    {
        for (var seed = 1; seed <= 60; seed++)
        {
            var round = RandomAid.AddTo(RandomRound.Create(seed), seed);
            var other = round with { Needs = [.. round.Needs.Reverse()], ExternalAid = [.. round.ExternalAid.Reverse()] };

            Assert.Equal(Told(round), Told(other));
        }
    }

    [Fact]
    public void A_round_with_aid_is_shared_like_one_that_asked_for_less()
    {
        var solved = 0;
        for (var seed = 1; seed <= 80; seed++)
        {
            var round = RandomAid.AddTo(RandomRound.Create(seed) with { Pins = [] }, seed);
            var open = OpenNeeds.Of(round).Round;
            ImmutableArray<NeedLine> less = [.. open.Needs.Where(need => need.Status != NeedStatus.Covered)];
            var plan = Solve(round);

            var plain = open with { Needs = less };
            var expected = new LeximinAllocator().Solve(plain, new SolveOptions(), StillClock.Instance, CancellationToken.None).Plan!;

            Assert.Equal(Shipped(plain, expected), Shipped(round, plan));
            solved += plan.Shipments.IsEmpty ? 0 : 1;
        }

        Assert.True(solved > 40, $"only {solved} rounds give anything");
    }

    [Fact]
    public void Overlap_avoided_is_told_by_item_and_source()
    {
        var round = Round([Sets("a", 10), Sets("b", 10)], [], Aid(4), Aid(12) with { Source = "B" }, Aid(7) with { Source = "B", Date = Day.AddDays(1) }, Aid(5) with { Item = Tiny.Lunch.Id });

        var items = AvoidedOverlap.Of(new RoundLookup(round));

        Assert.Equal([Tiny.WarmSet.Id, Tiny.Lunch.Id], items.Select(item => item.Item.Id));
        Assert.Equal([new SourceOverlap("B", 16, new Vnd(8_000_000), 3), new SourceOverlap("A", 4, new Vnd(2_000_000), 0)], items[0].Sources.AsEnumerable());
        Assert.Equal((0L, Vnd.Zero, 5L), (items[1].Units, items[1].Value, items[1].SurplusUnits));
    }

    [Fact]
    public void A_line_tells_who_gave_what_and_when_in_both_languages()
    {
        var round = Tiny.TwoCommunesWithAid();
        var explainer = new PlanExplainer(round, Solve(round));

        var covered = explainer.Line(Tiny.LunchesForA)!;
        var lowered = explainer.Line(Tiny.WarmSetsForB)!;

        Assert.Equal((20L, 20L, 0L), (covered.Facts.UnitsAsked, covered.Facts.UnitsFromOthers, covered.Facts.UnitsOpen));
        Assert.Equal((10L, 4L, 2L), (lowered.Facts.UnitsAsked, lowered.Facts.UnitsFromOthers, lowered.Facts.UnitsOpen));
        Assert.Contains("needs 10 units of Warm clothes set, worth 5,000,000 ₫", Narrator.Tell(lowered, Language.English)[0], StringComparison.Ordinal);
        Assert.Equal("Others outside the fund give 4 units: Hội Chữ thập đỏ tỉnh T 4 units (2026-11-05). 6 units are still open in this round.", Narrator.Tell(lowered, Language.English)[1]);
        Assert.Equal("Ngoài quỹ đã có 20 trẻ-tháng: Ngân sách tỉnh T 20 trẻ-tháng (01/09/2026).", Narrator.Tell(covered, Language.Vietnamese)[1]);
        Assert.Contains("others outside the fund cover all of it", Narrator.Tell(covered, Language.English)[2], StringComparison.Ordinal);
        Assert.Contains("nguồn ngoài quỹ đã hỗ trợ đủ", Narrator.Tell(covered, Language.Vietnamese)[2], StringComparison.Ordinal);
    }

    [Fact]
    public void A_commune_tells_what_others_gave_it()
    {
        var round = Tiny.TwoCommunesWithAid();
        var explainer = new PlanExplainer(round, Solve(round));

        var told = Narrator.Tell(explainer.Commune(Tiny.A)!, Language.English);

        Assert.Contains("a-lunch: Lunch, 20 units: covered by others. Outside the fund: Ngân sách tỉnh T 20 units (2026-09-01).", told);
    }

    private static Round Round(ImmutableArray<NeedLine> needs, ImmutableArray<Matching.Engine.Pledges.Pledge> pledges, params ReadOnlySpan<ExternalAid> aid) =>
        Tiny.TwoCommunes() with { Needs = needs, Pledges = pledges, ExternalAid = [.. aid] };

    private static NeedLine Sets(string id, long quantity) => Tiny.Line(id, Tiny.A, Tiny.WarmSet, quantity);

    private static ExternalAid Aid(long units) => Tiny.Aid(Tiny.A, Tiny.WarmSet, units, "A", Day);

    private static long[] Covered(Round round) => [.. Enumerable.Range(0, round.Needs.Length).Select(OpenNeeds.Of(round).CoveredUnits)];

    private static Plan Solve(Round round)
    {
        var plan = new LeximinAllocator().Solve(round, new SolveOptions(), StillClock.Instance, CancellationToken.None).Plan!;
        Assert.Empty(PlanAudit.Violations(round, plan, round.Policy.Fairness));
        return plan;
    }

    private static string[] Told(Round round) =>
        [.. OpenNeeds.Of(round).Gifts.Select(gift => $"{round.Needs[gift.Need].Id} {round.ExternalAid[gift.Aid]} {gift.Units}").Order(StringComparer.Ordinal)];

    private static string[] Shipped(Round round, Plan plan) =>
        [.. plan.Shipments.Select(s => $"{round.Pledges[s.Pledge].Id} {round.Needs[s.Need].Id} {s.Units} {s.AmountVnd}").Order(StringComparer.Ordinal)];
}
