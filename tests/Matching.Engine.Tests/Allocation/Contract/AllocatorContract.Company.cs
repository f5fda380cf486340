using Matching.Engine.Allocation;
using Matching.Engine.Plans;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;
using Matching.Samples;

namespace Matching.Engine.Tests.Allocation;

// Section 2: what a pledge asks of a line's other donors, and of full lines. Every test donor gives under a name of its own.
public abstract partial class AllocatorContract
{
    private static Pledge Of(string donor, Pledge pledge) => pledge with { Donor = new DonorId(donor) };

    [Fact]
    public void A_donor_alone_on_a_line_is_joined_by_nobody()
    {
        var round = Round([Sets("a", Tiny.A, 10), Sets("b", Tiny.B, 10)], [Money("alone", 8 * Set, new() { Exclusive = Exclusivity.Line }), Money("other", 10 * Set)]);

        var plan = Solve(round);

        Assert.Single(plan.Communes("alone"));
        Assert.DoesNotContain(round.Needs, need => plan.Given("alone", need.Id.Value) > 0 && plan.Given("other", need.Id.Value) > 0);
        Assert.Equal((8 * Set, 10), (plan.Pledge("alone").Used, Math.Max(plan.Units("a"), plan.Units("b"))));
    }

    [Fact]
    public void A_donor_alone_in_a_commune_holds_all_its_lines()
    {
        var round = Round(
            [Sets("a1", Tiny.A, 4), Tiny.Line("a2", Tiny.A, Tiny.Lunch, 10), Sets("b", Tiny.B, 10)],
            [Money("alone", 4 * Set, new() { Exclusive = Exclusivity.Commune, Items = [Tiny.WarmSet.Id], Communes = [Tiny.A] }), Money("other", 3 * Set, new() { Communes = [Tiny.B] })]);

        var plan = Solve(round);

        Assert.Equal((4, 0, 3), (plan.Units("a1"), plan.Units("a2"), plan.Units("b")));
    }

    [Fact]
    public void A_donor_who_would_keep_more_from_a_commune_than_he_brings_stays_away()
    {
        var round = Round(
            [Sets("a1", Tiny.A, 2), Sets("a2", Tiny.A, 10)],
            [Money("alone", 2 * Set, new() { Exclusive = Exclusivity.Commune }), Money("other", 10 * Set)]);

        var plan = Solve(round);

        Assert.Equal((0, PledgeReason.AsksOfOthers), (plan.Pledge("alone").Used, plan.Pledge("alone").Reason));
        Assert.Equal(10, plan.Units("a1") + plan.Units("a2"));
    }

    [Fact]
    public void A_donor_alone_with_an_item_in_a_commune_leaves_its_other_items_to_others()
    {
        var round = Round(
            [Sets("a1", Tiny.A, 4), Sets("a2", Tiny.A, 4), Tiny.Line("a3", Tiny.A, Tiny.Lunch, 10)],
            [Money("alone", 8 * Set, new() { Exclusive = Exclusivity.CommuneItem, Items = [Tiny.WarmSet.Id] }), GivenSets("sets", 5), Money("lunch", 1_500_000, new() { Items = [Tiny.Lunch.Id] })]);

        var plan = Solve(round);

        Assert.Equal((4, 4, 10, 0), (plan.Units("a1"), plan.Units("a2"), plan.Units("a3"), plan.Pledge("sets").Used));
        Assert.Equal(PledgeReason.EligibleNeedsMet, plan.Pledge("sets").Reason);
    }

    [Fact]
    public void Donors_who_do_not_want_each_other_never_meet_on_a_line()
    {
        var round = Round(
            [Sets("a", Tiny.A, 10)],
            [Of("x", Money("p", 4 * Set, new() { NotWithDonors = [new("y")] })), Of("y", Money("q", 4 * Set)), Of("z", Money("r", 2 * Set))]);

        var plan = Solve(round);

        Assert.Equal((4 * Set, 0, 2 * Set), (plan.Given("p", "a"), plan.Given("q", "a"), plan.Given("r", "a")));
        Assert.Equal((PledgeReason.KeptAway, LineReason.DiscreteCondition), (plan.Pledge("q").Reason, plan.Line("a").Reason));
    }

    [Fact]
    public void A_donor_of_full_lines_serves_what_he_can_fill_and_nothing_in_part()
    {
        var round = Round([Sets("a", Tiny.A, 10), Sets("b", Tiny.B, 3)], [Money("p", 5 * Set, new() { OnlyFullLines = true })]);

        var plan = Solve(round);

        Assert.Equal((0, 3, PledgeReason.AsksOfOthers), (plan.Units("a"), plan.Units("b"), plan.Pledge("p").Reason));
    }

    [Fact]
    public void A_donor_of_full_lines_may_finish_what_a_pin_has_begun()
    {
        var round = Round(
            [Sets("a", Tiny.A, 10)], [Money("p", 5 * Set, new() { OnlyFullLines = true }), Money("q", 6 * Set)], Pin("q", "a", PinRule.Fix, 6 * Set));

        Assert.Equal((4 * Set, 10), (Solve(round).Given("p", "a"), Solve(round).Units("a")));
    }

    [Fact]
    public void An_adopting_donor_alone_in_a_commune_is_used_whole_or_not_at_all()
    {
        PledgeConditions adopting = new() { Exclusive = Exclusivity.Commune, MaxCommunes = 1, AllOrNothing = true };

        Assert.Equal(10, Solve(Round([Sets("a", Tiny.A, 6), Sets("b", Tiny.B, 10)], [Money("p", 10 * Set, adopting)])).Units("b"));
        Assert.Equal(0, Solve(Round([Sets("a", Tiny.A, 6), Sets("b", Tiny.B, 9)], [Money("p", 10 * Set, adopting)])).Pledge("p").Used);
    }

    [Theory]
    [InlineData(100, 4)]
    [InlineData(50, 2)]
    [InlineData(200, 6)]
    public void A_pledge_that_matches_releases_so_much_for_each_dong_of_others_on_the_line(int percent, long units)
    {
        var round = Round([Sets("a", Tiny.A, 10), Sets("b", Tiny.B, 10)], [Money("match", 20 * Set, new() { MatchPercent = percent }), Money("other", 4 * Set, new() { Communes = [Tiny.A] })]);

        var plan = Solve(round);

        Assert.Equal((units * Set, 0), (plan.Given("match", "a"), plan.Given("match", "b")));
        Assert.Equal(PledgeReason.AsksOfOthers, plan.Pledge("match").Reason);
    }

    [Fact]
    public void Others_pay_their_part_of_a_line_or_the_pledge_is_not_on_it()
    {
        var round = Round(
            [Sets("a", Tiny.A, 20), Sets("b", Tiny.B, 20)],
            [Money("p", 20 * Set, new() { CofundMinPercent = 70 }), Money("q", 8 * Set, new() { Communes = [Tiny.A] }), GivenSets("g", 3, new() { Communes = [Tiny.B] })]);

        var plan = Solve(round);

        Assert.Equal((3 * Set, 0), (plan.Given("p", "a"), plan.Given("p", "b")));
    }

    [Fact]
    public void A_pledge_that_matches_stays_under_its_ceilings_and_the_need()
    {
        var round = Round(
            [Sets("a", Tiny.A, 7), Sets("b", Tiny.B, 20)],
            [Money("p", 20 * Set, new() { MatchPercent = 100, MaxPerCommune = 5 * Set }), Money("q", 5 * Set, new() { Communes = [Tiny.A] }), Money("r", 8 * Set, new() { Communes = [Tiny.B] })]);

        var plan = Solve(round);

        Assert.Equal((2 * Set, 5 * Set), (plan.Given("p", "a"), plan.Given("p", "b")));
    }

    [Fact]
    public void A_pledge_that_asks_of_others_takes_no_amounts_from_pins()
    {
        var round = Round([Sets("a", Tiny.A, 10)], [Money("p", 10 * Set, new() { Exclusive = Exclusivity.Line })], Pin("p", "a", PinRule.AtLeast, Set));

        AssertConflict(new(PinConflictKind.AsksOfOthers, [0], "exclusive", Set, 0), Conflict(round));
        Assert.Equal(0, Solve(round with { Pins = [Pin("p", "a", PinRule.Forbid)] }).Pledge("p").Used);
    }
}
