using Matching.Engine.Allocation;
using Matching.Engine.Needs;
using Matching.Engine.Plans;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;
using Matching.Samples;
using Xunit;

namespace Matching.Verify.Tests;

/// <summary>The audit lowers the lines by the aid outside the fund itself, and holds plans to what it finds.</summary>
public sealed class ExternalAidTests
{
    /// <summary>What the plan was made for: ten jackets in A, the line of B out of it. The aid of the round under audit decides whether that was right.</summary>
    internal static readonly Draft ForAAlone = new(Tiny.Round(
        [Tiny.Jackets("a", 10), Tiny.Jackets("b", 5) with { Status = NeedStatus.Covered }], [Tiny.Money("m", 600)]))
    {
        Shipments = [("m", "a", 600)],
        Threads = [("m", "a", 600)],
        Fair = Known.Shares(("a", 600)),
        Chain = [(1, BottleneckKind.Supply, new Ratio(3, 5), "a")],
        LineReasons = Known.Of(("b", LineReason.CoveredByOthers)),
    };

    internal static readonly Round BothAsk = ForAAlone.Round with { Needs = [Tiny.Jackets("a", 10), Tiny.Jackets("b", 5)] };

    [Fact]
    public void A_plan_that_leaves_out_what_others_cover_passes() =>
        Assert.Empty(PlanAudit.Violations(BothAsk with { ExternalAid = [Aid("B", 7)] }, ForAAlone, Fairness.Leximin));

    [Fact]
    public void A_plan_that_leaves_out_what_others_cover_in_part_is_refused() =>
        Assert.Contains(PlanAudit.Violations(BothAsk with { ExternalAid = [Aid("B", 4)] }, ForAAlone, Fairness.Leximin), v => v.Kind == ViolationKind.WrongClass);

    [Fact]
    public void A_gift_to_a_covered_line_is_found()
    {
        var planted = ForAAlone with { Shipments = [("m", "a", 500), ("m", "b", 100)] };

        var found = Assert.Single(PlanAudit.Violations(BothAsk with { ExternalAid = [Aid("B", 5)] }, planted, Fairness.Leximin));

        Assert.Equal((ViolationKind.CoveredByOthers, new NeedId("b"), 5m), (found.Kind, found.Need!.Value, found.Stated));
        Assert.Equal("Pledge m gives to line b, all of which (5 units) others outside the fund give already.", found.ToString());
    }

    [Fact]
    public void More_than_others_leave_open_is_found()
    {
        var lowered = new Draft(Tiny.Round([Tiny.Jackets("a", 6)], [Tiny.Money("m", 1_000)]))
        {
            Shipments = [("m", "a", 600)],
            Threads = [("m", "a", 600)],
        };
        var stated = lowered.Round with { Needs = [Tiny.Jackets("a", 10)], ExternalAid = [Aid("A", 4)] };
        var planted = lowered with { Shipments = [("m", "a", 700)], LineReasons = Known.Of(("a", LineReason.FullyServed)) };

        Assert.Empty(PlanAudit.Violations(stated, lowered, Fairness.Leximin));
        Assert.Contains(PlanAudit.Violations(stated, planted, Fairness.Leximin), v => v is { Kind: ViolationKind.OverOpenQuantity, Stated: 7, Allowed: 6 });
    }

    [Theory]
    [InlineData(LineReason.TakesNoPart)]
    [InlineData(LineReason.NoEligiblePledge)]
    public void A_covered_line_must_say_so(LineReason reason)
    {
        var lying = ForAAlone with { LineReasons = Known.Of(("b", reason)) };

        Assert.Equal(
            ViolationKind.LineReasonUntrue,
            Assert.Single(PlanAudit.Violations(BothAsk with { ExternalAid = [Aid("B", 5)] }, lying, Fairness.Leximin)).Kind);
    }

    [Fact]
    public void A_rejected_line_cannot_be_called_covered()
    {
        var stated = ForAAlone.Round with { Needs = [Tiny.Jackets("a", 10), Tiny.Jackets("b", 5) with { Status = NeedStatus.Rejected }], ExternalAid = [Aid("B", 5)] };

        Assert.Equal(ViolationKind.LineReasonUntrue, Assert.Single(PlanAudit.Violations(stated, ForAAlone, Fairness.Leximin)).Kind);
    }

    [Fact]
    public void Allocated_plans_of_rounds_with_aid_pass_and_plans_made_without_it_do_not()
    {
        var (passed, found) = (0, 0);
        for (var seed = 1; seed <= 120; seed++)
        {
            var plain = RandomRound.Create(seed) with { Pins = [] };
            var aided = RandomAid.AddTo(plain, seed);
            Assert.Empty(PlanAudit.Violations(aided, Solve(aided), aided.Policy.Fairness).Select(v => $"seed {seed}: {v}"));
            passed++;

            // Where aid touches a line that takes part, its class asks for less: a plan made without the aid cannot hold.
            if (OpenNeeds.Of(aided).Gifts.Length > 0)
            {
                Assert.NotEmpty(PlanAudit.Violations(aided, Solve(plain), plain.Policy.Fairness));
                found++;
            }
        }

        Assert.Equal(120, passed);
        Assert.True(found > 60, $"only {found} rounds have aid that lines have use for");
    }

    private static Plan Solve(Round round) =>
        new LeximinAllocator().Solve(round, new SolveOptions(), TimeProvider.System, CancellationToken.None).Plan!;

    internal static ExternalAid Aid(string commune, long units) => new()
    {
        Commune = new(commune), Item = new("jacket"), Quantity = units, Source = "Hội Chữ thập đỏ", Date = new DateOnly(2026, 11, 5),
    };
}
