using Matching.Engine.Allocation;
using Matching.Engine.Pledges;
using Matching.Engine.Plans;
using Matching.Engine.Rounds;
using Matching.Samples;

namespace Matching.Engine.Tests.Allocation;

// Section 3, the last of the secondary orders but for few shipments: wishes decide who serves which line, and nothing else.
public abstract partial class AllocatorContract
{
    private static Wish In(string commune) => new(WishKind.Commune, commune);

    /// <summary>Two donors of equal sums, free to serve A, B or C, each of which asks for what one of them has.</summary>
    private static Round TwoDonors(Pledge first, Pledge second) => Round([Sets("a", Tiny.A, 4), Sets("b", Tiny.B, 4)], [first, second]);

    [Theory]
    [InlineData("A", "B")]
    [InlineData("B", "A")]
    public void Donors_who_wish_for_different_communes_get_them(string first, string second)
    {
        var plan = Solve(TwoDonors(Money("p", 4 * Set) with { Wishes = [In(first)] }, Money("q", 4 * Set) with { Wishes = [In(second)] }));

        Assert.Equal([first], plan.Communes("p"));
        Assert.Equal([second], plan.Communes("q"));
        Assert.Equal((4 * Set, 4 * Set), (plan.Pledge("p").WishMet, plan.Pledge("q").WishMet));
    }

    [Fact]
    public void A_first_wish_comes_before_a_second_of_another_donor_and_both_before_anything()
    {
        var plan = Solve(Round(
            [Sets("a", Tiny.A, 4), Sets("b", Tiny.B, 4), Sets("c", C, 4)],
            [Money("p", 4 * Set) with { Wishes = [In("A"), In("B")] }, Money("q", 4 * Set) with { Wishes = [In("C"), In("A")] }, Money("r", 4 * Set) with { Wishes = [In("A")] }]));

        // p and r both wish for A first: together they have all of it, q has C, and of the two the one without a second wish leaves B to the other.
        Assert.Equal((4 * Set, 4 * Set), (plan.Given("q", "c"), plan.Given("p", "a") + plan.Given("r", "a")));
        Assert.Equal(4 * Set, plan.Given("p", "b"));
    }

    [Fact]
    public void Of_soft_wishes_the_heavier_one_counts_more()
    {
        static Pledge Soft(string id, int weight) => Money(id, 4 * Set) with { SoftWishes = [new SoftWish(In("A"), weight)] };

        Assert.Equal(["A"], Solve(TwoDonors(Soft("p", 5), Soft("q", 4))).Communes("p"));
        Assert.Equal(["A"], Solve(TwoDonors(Soft("p", 4), Soft("q", 5))).Communes("q"));
    }

    [Fact]
    public void An_ordered_wish_comes_before_any_weight()
    {
        var plan = Solve(TwoDonors(Money("p", 4 * Set) with { SoftWishes = [new SoftWish(In("A"), 1_000)] }, Money("q", 4 * Set) with { Wishes = [In("A")] }));

        Assert.Equal(["A"], plan.Communes("q"));
    }

    [Fact]
    public void A_wish_gives_no_line_more_and_uses_no_pledge_more()
    {
        var round = Round([Sets("a", Tiny.A, 10), Sets("b", Tiny.B, 10)], [Money("p", 8 * Set), GivenSets("g", 2)]);
        var wishing = round with { Pledges = [.. round.Pledges.Select(static p => p with { Wishes = [In("B")] })] };

        Assert.Equal(Solve(round).Plan.Lines.AsEnumerable(), Solve(wishing).Plan.Lines);
        Assert.Equal(Solve(round).Plan.Pledges.Select(static p => p.Used), Solve(wishing).Plan.Pledges.Select(static p => p.Used));
    }

    [Fact]
    public void A_wish_bends_no_ceiling_and_moves_no_pin()
    {
        var capped = Money("p", 4 * Set, new() { MaxPerCommune = 3 * Set }) with { Wishes = [In("A")] };

        Assert.Equal(3 * Set, Solve(TwoDonors(capped, Money("q", 4 * Set))).Given("p", "a"));

        var pinned = TwoDonors(Money("p", 4 * Set) with { Wishes = [In("A")] }, Money("q", 4 * Set));
        Assert.Equal(2 * Set, Solve(pinned with { Pins = [Pin("p", "b", PinRule.Fix, 2 * Set)] }).Given("p", "a"));
        Assert.Equal(0, Solve(pinned with { Pins = [Pin("p", "a", PinRule.Forbid)] }).Given("p", "a"));
    }

    [Fact]
    public void What_an_earlier_plan_gave_is_kept_before_wishes()
    {
        var round = TwoDonors(Money("p", 4 * Set) with { Wishes = [In("B")] }, Money("q", 4 * Set));
        Shipment[] before = [new(0, 0, 0, 4 * Set, 4 * Set), new(1, 1, 0, 4 * Set, 4 * Set)];

        Assert.Equal(["B"], Solve(round).Communes("p"));
        Assert.Equal(["A"], Solve(round, new SolveOptions { Previous = [.. before] }).Communes("p"));
    }
}
