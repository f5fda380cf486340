using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;
using Xunit;

namespace Matching.Verify.Tests;

public sealed class SentenceTests
{
    public static TheoryData<ViolationKind> Kinds => [.. Enum.GetValues<ViolationKind>()];

    [Fact]
    public void A_complaint_names_the_thing_and_the_numbers()
    {
        var draft = Known.TwoCommunes() with { Shipments = [("m1", "a", 800), ("m2", "b", 500)] };

        var found = Assert.Single(PlanAudit.Violations(draft.Round, draft, Fairness.Leximin));

        Assert.Equal("Pledge m2 gives 500; this round may use 400 of it.", found.ToString());
        Assert.Equal("Cam kết m2 đã dùng 500; đợt này chỉ được dùng 400.", found.Describe("vi"));
        Assert.Equal((new PledgeId("m2"), 500m, 400m), (found.Pledge!.Value, found.Stated, found.Allowed));
    }

    [Fact]
    public void A_complaint_about_the_fair_plan_says_so()
    {
        var draft = Known.LiftedByAPin() with { Threads = [("m", "a", 500), ("m", "b", 500)] };

        var found = PlanAudit.Violations(draft.Round, draft, Fairness.Leximin)[0];

        Assert.StartsWith("In the fair plan: Pledge m gives line a 500;", found.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("Trong phương án công bằng: Cam kết m", found.Describe("vi"), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Every_complaint_has_a_sentence_in_both_languages_with_every_blank_filled(ViolationKind kind)
    {
        var violation = new Violation(kind)
        {
            Pledge = new PledgeId("P"), Need = new NeedId("N"), Commune = new CommuneId("C"), Province = new ProvinceId("V"),
            Bottleneck = 3, Class = 2, What = "zones", Stated = 1234567.5m, Allowed = 2,
        };

        Assert.DoesNotContain('{', violation.Describe("en"));
        Assert.DoesNotContain('{', violation.Describe("vi"));
        Assert.NotEqual(violation.Describe("en"), violation.Describe("vi"));
    }

    [Fact]
    public void Numbers_are_written_the_way_of_the_language()
    {
        var violation = new Violation(ViolationKind.OverQuantity) { Need = new NeedId("N"), Stated = 1234567.5m, Allowed = 2 };

        Assert.Contains("1,234,567.5", violation.Describe("en"), StringComparison.Ordinal);
        Assert.Contains("1.234.567,5", violation.Describe("vi"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_thousand_complaints_are_enough()
    {
        var needs = Enumerable.Range(0, 1_500).Select(i => Tiny.Jackets($"a{i:0000}", 1)).ToArray();
        var draft = new Draft(Tiny.Round([.. needs], [Tiny.Money("m", 1)]));

        Assert.Equal(1_000, PlanAudit.Violations(draft.Round, draft, Fairness.Leximin).Length);
    }
}
