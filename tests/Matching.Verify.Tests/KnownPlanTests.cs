using Matching.Engine.Plans;
using Matching.Engine.Rounds;
using Xunit;

namespace Matching.Verify.Tests;

public sealed class KnownPlanTests
{
    public static TheoryData<string> Names => [.. All.Keys];

    private static Dictionary<string, Func<Draft>> All { get; } = new(StringComparer.Ordinal)
    {
        ["two communes"] = Known.TwoCommunes,
        ["one bottleneck"] = Known.OneBottleneck,
        ["goods and money"] = Known.GoodsAndMoney,
        ["ceilings"] = Known.Ceilings,
        ["a ceiling per province"] = Known.ProvinceCeiling,
        ["ceilings as parts of the pledge"] = Known.PartsOfThePledge,
        ["a part kept for tier 1"] = Known.KeptForTierOne,
        ["instalments"] = Known.Instalments,
        ["delivery"] = Known.Delivery,
        ["company"] = Known.Company,
        ["matching"] = Known.Matching,
        ["pins"] = Known.Pins,
        ["lifted by a pin"] = Known.LiftedByAPin,
        ["province cap"] = Known.ProvinceCap,
        ["projects"] = Known.Projects,
        ["two classes"] = Known.TwoClasses,
        ["discrete conditions"] = Known.Discrete,
        ["wishes"] = Known.Wishes,
        ["spreads, equal parts and fixed amounts"] = Known.Shapes,
        ["taking part"] = Known.TakingPart,
    };

    [Theory, MemberData(nameof(Names))]
    public void The_plan_worked_out_by_hand_passes(string name)
    {
        var draft = All[name]();

        Assert.Empty(PlanAudit.Violations(draft.Round, draft, Fairness.Leximin));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_plan_that_gives_nothing_leaves_something_over(string name)
    {
        var draft = All[name]() with { Shipments = [] };

        Assert.Contains(PlanAudit.Violations(draft.Round, draft, Fairness.Leximin), found =>
            found.Kind is ViolationKind.MoneyLeftForOpenLine or ViolationKind.GoodsLeftForOpenLine or ViolationKind.TooFarBelowFairShare);
    }

    [Fact]
    public void A_plan_cut_short_may_leave_things_over_but_must_keep_its_books()
    {
        var draft = Known.TwoCommunes() with { Shipments = [("m1", "a", 800)] };

        Assert.Empty(PlanAudit.Violations(draft.Round, draft, Fairness.Leximin, complete: false));
        Assert.NotEmpty(PlanAudit.Violations(draft.Round, draft, Fairness.Leximin, complete: true));
    }

    [Fact]
    public void A_round_without_lines_or_pledges_has_an_empty_plan()
    {
        var draft = new Draft(Tiny.Round([], [])) { Classes = [] };

        Assert.Empty(PlanAudit.Violations(draft.Round, draft, Fairness.Leximin));
    }
}
