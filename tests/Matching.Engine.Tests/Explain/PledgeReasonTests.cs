using Matching.Engine.Explain;
using Matching.Engine.Explain.Sentences;
using Matching.Engine.Needs;
using Matching.Engine.Plans;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;
using Xunit;

namespace Matching.Engine.Tests.Explain;

/// <summary>One tiny round for every reason a pledge can have something left.</summary>
public sealed class PledgeReasonTests
{
    private static readonly NeedLine InA = Tiny.Need("a", Tiny.A, Tiny.Jacket, 10);
    private static readonly NeedLine InB = Tiny.Need("b", Tiny.B, Tiny.Jacket, 10);

    [Fact]
    public void Nothing_left_is_fully_used() =>
        Assert.Equal(PledgeReason.FullyUsed, Reason(Tiny.Round([InA], [Tiny.Money("p", 500)]), ("p", "a", 500)));

    [Fact]
    public void A_pledge_whose_last_day_is_past_has_expired() =>
        Assert.Equal(PledgeReason.Expired, Reason(Tiny.Round([InA], [Tiny.Money("p", 500).On(new() { AvailableUntil = Tiny.Day.AddDays(-1) })])));

    [Fact]
    public void What_the_planner_holds_back_is_reserve()
    {
        var round = Tiny.Round([InA], [Tiny.Money("p", 500)]) with { Policy = new() { ReservePercent = 20 } };

        Assert.Equal(PledgeReason.Reserve, Reason(round, ("p", "a", 400)));
        Assert.Equal(PledgeReason.LessThanOneUnit, Reason(round with { Needs = [InA with { Quantity = 9, MinQuantity = 9 }] }));
    }

    [Fact]
    public void Conditions_that_no_line_meets_leave_no_eligible_line() =>
        Assert.Equal(PledgeReason.NoEligibleLine, Reason(Tiny.Round([InA], [Tiny.Money("p", 500).On(new() { Items = [Tiny.Lunch] })])));

    [Fact]
    public void Goods_whose_own_lists_leave_their_item_out_have_no_eligible_line() =>
        Assert.Equal(PledgeReason.NoEligibleLine, Reason(Tiny.Round([InA], [Tiny.Goods("p", Tiny.Jacket, 5).On(new() { Items = [Tiny.Lunch] })])));

    [Fact]
    public void Lines_that_are_rejected_are_no_eligible_lines() =>
        Assert.Equal(PledgeReason.NoEligibleLine, Reason(Tiny.Round([InA with { Status = NeedStatus.Rejected }], [Tiny.Money("p", 500)])));

    [Fact]
    public void Where_all_that_it_may_serve_is_served_its_needs_are_met()
    {
        var round = Tiny.Round([InA, InB], [Tiny.Money("p", 1_500).On(new() { Communes = [Tiny.A] })]);

        Assert.Equal(PledgeReason.EligibleNeedsMet, Reason(round, ("p", "a", 1_000)));
    }

    [Fact]
    public void A_rest_below_the_price_of_a_unit_is_less_than_one_unit()
    {
        Assert.Equal(PledgeReason.LessThanOneUnit, Reason(Tiny.Round([InA], [Tiny.Money("p", 599)]), ("p", "a", 500)));
    }

    [Fact]
    public void A_rest_below_the_smallest_batch_is_less_than_one_unit() =>
        Assert.Equal(PledgeReason.LessThanOneUnit, Reason(Tiny.Round([InA with { MinQuantity = 6 }], [Tiny.Goods("p", Tiny.Jacket, 5)])));

    [Fact]
    public void A_ceiling_per_commune_that_is_full_stops_the_pledge()
    {
        var round = Tiny.Round([InA], [Tiny.Money("p", 1_000).On(new() { MaxPerCommune = 350 })]);

        Assert.Equal(PledgeReason.CeilingReached, Reason(round, ("p", "a", 300)));
    }

    [Fact]
    public void A_ceiling_counts_all_lines_of_the_commune()
    {
        var lunches = Tiny.Need("l", Tiny.A, Tiny.Lunch, 10);
        var round = Tiny.Round([InA, lunches], [Tiny.Money("p", 1_000).On(new() { MaxPerCommune = 320 })]);

        Assert.Equal(PledgeReason.CeilingReached, Reason(round, ("p", "a", 200), ("p", "l", 120)));
    }

    [Fact]
    public void A_ceiling_per_province_counts_all_its_communes_and_is_named()
    {
        var round = Tiny.Round([InA, Tiny.Need("b", Tiny.B, Tiny.Jacket, 10)], [Tiny.Money("p", 1_000).On(new() { MaxPerProvince = 350 })]);
        var plan = Tiny.Filled(round, Tiny.Plan(round, ("p", "a", 200), ("p", "b", 100)));

        Assert.Equal(PledgeReason.CeilingReached, plan.Pledges[0].Reason);
        var told = Narrator.Tell(new PlanExplainer(round, plan).Pledge(new("p"))!, Language.English);
        Assert.Contains(told, sentence => sentence.Contains("the donor's ceiling (350 ₫ per province) allows no more", StringComparison.Ordinal));
    }

    [Fact]
    public void A_pledge_to_be_used_whole_cannot_place_more_than_its_ceilings_per_province()
    {
        var round = Tiny.Round(
            [InA, Tiny.Need("b", Tiny.B, Tiny.Jacket, 10), Tiny.Need("c", Tiny.C, Tiny.Jacket, 10)],
            [Tiny.Money("p", 1_000).On(new() { MaxPerProvince = 350, AllOrNothing = true })]);
        var pledge = new PlanExplainer(round, Tiny.Filled(round, Tiny.Plan(round))).Pledge(new("p"))!;

        Assert.Equal((700, 350), (pledge.CouldPlace, pledge.BestCommune!.CouldTake));
    }

    [Fact]
    public void A_share_of_the_line_that_is_full_stops_the_pledge()
    {
        var round = Tiny.Round([InA], [Tiny.Goods("p", Tiny.Jacket, 9).On(new() { MaxSharePercent = 59 })]);

        Assert.Equal(PledgeReason.CeilingReached, Reason(round, ("p", "a", 5)));
    }

    [Fact]
    public void A_full_province_stops_the_pledge()
    {
        var round = Tiny.Round([InA, Tiny.Need("c", Tiny.C, Tiny.Jacket, 4)], [Tiny.Money("p", 1_000)]) with { Policy = new() { ProvinceCapPercent = 45 } };

        Assert.Equal(PledgeReason.ProvinceCap, Reason(round, ("p", "a", 400), ("p", "c", 400)));
    }

    [Fact]
    public void A_minimum_that_the_rest_cannot_reach_stops_the_pledge()
    {
        var round = Tiny.Round([InA, InB], [Tiny.Money("p", 1_200).On(new() { MinPerCommune = 500 })]);

        Assert.Equal(PledgeReason.MinimumNotReachable, Reason(round, ("p", "a", 1_000)));
    }

    [Fact]
    public void A_minimum_that_no_commune_can_take_stops_the_pledge() =>
        Assert.Equal(PledgeReason.MinimumNotReachable, Reason(Tiny.Round([InA], [Tiny.Money("p", 5_000).On(new() { MinPerCommune = 2_000 })])));

    [Fact]
    public void A_pledge_that_serves_as_many_communes_as_it_may_is_stopped_by_that()
    {
        var round = Tiny.Round([InA, InB], [Tiny.Money("p", 1_500).On(new() { MaxCommunes = 1 })]);

        Assert.Equal(PledgeReason.CommuneLimitReached, Reason(round, ("p", "a", 1_000)));
    }

    [Fact]
    public void A_pledge_to_be_used_whole_that_is_not_used_could_not_be_placed_whole() =>
        Assert.Equal(PledgeReason.NotPlaceableWhole, Reason(Tiny.Round([InA], [Tiny.Money("p", 1_050).On(new() { AllOrNothing = true })])));

    [Theory]
    [InlineData(PinRule.Forbid, 0)]
    [InlineData(PinRule.Fix, 300)]
    public void A_pledge_that_pins_keep_from_all_open_lines_is_pinned(PinRule rule, long amount)
    {
        var round = Tiny.Round([InA], [Tiny.Money("p", 1_000)]) with { Pins = [new Pin(new("p"), new("a"), rule, amount)] };

        Assert.Equal(PledgeReason.Pinned, rule == PinRule.Fix ? Reason(round, ("p", "a", 300)) : Reason(round));
    }

    [Fact]
    public void A_pledge_that_a_pin_keeps_from_one_line_is_judged_by_the_others()
    {
        var round = Tiny.Round([InA, InB], [Tiny.Money("p", 50)]) with { Pins = [new Pin(new("p"), new("a"), PinRule.Forbid, 0)] };

        Assert.Equal(PledgeReason.LessThanOneUnit, Reason(round));
    }

    [Fact]
    public void A_promise_of_at_least_so_much_closes_nothing()
    {
        var round = Tiny.Round([InA], [Tiny.Money("p", 350)]) with { Pins = [new Pin(new("p"), new("a"), PinRule.AtLeast, 300)] };

        Assert.Equal(PledgeReason.LessThanOneUnit, Reason(round, ("p", "a", 300)));
    }

    [Fact]
    public void The_open_line_with_the_smallest_step_decides()
    {
        // The lunch at 30 ₫ in A is under the ceiling, the jacket at 100 ₫ in B is not.
        var pledge = Tiny.Money("p", 1_000).On(new() { MaxPerCommune = 90 });
        var round = Tiny.Round([InB, Tiny.Need("l", Tiny.A, Tiny.Lunch, 3)], [pledge]);

        Assert.Equal(PledgeReason.CeilingReached, Reason(round, ("p", "l", 90)));
    }

    [Fact]
    public void A_cheap_unit_of_the_same_item_elsewhere_does_not_hide_a_cheaper_line_of_another_item()
    {
        var pledge = Tiny.Money("p", 150).On(new() { Communes = [Tiny.A], MaxPerCommune = 50 });
        var round = Tiny.Round([Tiny.Need("t", Tiny.C, Tiny.Toilet, 1) with { OwnUnitCost = new(40) }, Tiny.Need("u", Tiny.A, Tiny.Toilet, 1), InA], [pledge]);

        Assert.Equal(PledgeReason.CeilingReached, Reason(round)); // the jacket at 100 ₫, not the toilet at 1,000 ₫
    }

    private static PledgeReason Reason(Round round, params ReadOnlySpan<(string, string, long)> gifts) =>
        Tiny.Filled(round, Tiny.Plan(round, gifts)).Pledges[0].Reason;
}
