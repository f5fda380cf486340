using Matching.Engine.Intents;
using Matching.Engine.Ledger;
using Matching.Engine.Needs;
using Matching.Samples;

namespace Matching.Engine.Tests.Needs;

public sealed class NeedRulesTests
{
    private static readonly NeedLine Line = Tiny.Line("n1", Tiny.A, Tiny.WarmSet, 10) with { Site = "Điểm trường Pá Khôm", AgeGroup = "3-5" };

    private readonly Dictionary<string, LineBalances> _balances = new(StringComparer.Ordinal);

    private CommuneNeeds _needs = CommuneNeeds.Of(Tiny.A);

    [Fact]
    public void A_report_asks_and_a_verification_by_somebody_else_changes_only_the_status()
    {
        Do(new NeedCommand.Report(Line, Tiny.WarmSet.UnitCost, 2026), "officer");
        Assert.Equal(RefusalCode.NotYou, Try(new NeedCommand.Verify(Line.Id), "officer").Refusal?.Code);
        Do(new NeedCommand.Verify(Line.Id), "planner");

        Assert.Equal(NeedStatus.Verified, _needs.Find(Line.Id)?.Line.Status);
        Assert.Equal(5_000_000, _balances["n1"].OpenVnd);
        Assert.Equal(2, _needs.Version);
    }

    [Theory]
    [InlineData("Điểm trường Pá Khôm")]
    [InlineData("  điểm TRƯỜNG pá khôm ")]
    [InlineData("\u0110i\u00EA\u0309m tr\u01B0\u01A1\u0300ng Pa\u0301 Kh\u00F4m")]
    public void The_same_need_reported_twice_is_found_however_it_is_spelled(string site)
    {
        Do(new NeedCommand.Report(Line, Tiny.WarmSet.UnitCost, 2026), "officer");
        var again = Line with { Id = new("n2"), Site = site };

        var refused = Try(new NeedCommand.Report(again, Tiny.WarmSet.UnitCost, 2026), "teacher").Refusal;

        Assert.Equal(RefusalCode.Duplicate, refused?.Code);
        Assert.Equal(["n1"], refused!.Things);
        Assert.Null(Try(new NeedCommand.Report(again, Tiny.WarmSet.UnitCost, 2027), "teacher").Refusal); // another year
        Assert.Null(Try(new NeedCommand.Report(again with { AgeGroup = "6-8" }, Tiny.WarmSet.UnitCost, 2026), "teacher").Refusal);
    }

    [Fact]
    public void A_rejected_or_closed_line_asks_for_nothing_and_says_why()
    {
        Do(new NeedCommand.Report(Line, Tiny.WarmSet.UnitCost, 2026), "officer");
        Assert.Equal(RefusalCode.Invalid, Try(new NeedCommand.Reject(Line.Id, " "), "planner").Refusal?.Code);
        Do(new NeedCommand.Reject(Line.Id, "đã có từ dự án khác"), "planner");

        Assert.Equal(0, _balances["n1"].OpenVnd);
        Assert.Equal("đã có từ dự án khác", _needs.Find(Line.Id)?.Reason);
        Assert.Equal(RefusalCode.WrongState, Try(new NeedCommand.Verify(Line.Id), "planner").Refusal?.Code);
    }

    [Fact]
    public void A_line_is_lowered_down_to_what_is_held_or_given_and_no_further()
    {
        Do(new NeedCommand.Report(Line, Tiny.WarmSet.UnitCost, 2026), "officer");
        _balances["n1"] = new(5_000_000, 2_000_000, 0, 1_000_000, 2_000_000);

        Assert.Contains("6 units", Try(new NeedCommand.Amend(Line.Id, "đếm lại") { Quantity = 5 }, "officer").Refusal?.En, StringComparison.Ordinal);
        Do(new NeedCommand.Amend(Line.Id, "đếm lại") { Quantity = 6 }, "officer");

        Assert.Equal(0, _balances["n1"].OpenVnd);
    }

    [Fact]
    public void A_line_that_asks_for_more_must_be_verified_again()
    {
        Do(new NeedCommand.Report(Line, Tiny.WarmSet.UnitCost, 2026), "officer");
        Do(new NeedCommand.Verify(Line.Id), "planner");
        Do(new NeedCommand.Amend(Line.Id, "thêm lớp") { Quantity = 12 }, "officer");

        Assert.Equal(NeedStatus.Reported, _needs.Find(Line.Id)?.Line.Status);
        Assert.Equal(6_000_000, _balances["n1"].AskedVnd);
    }

    [Fact]
    public void The_yearly_review_closes_the_old_line_and_reports_a_new_one()
    {
        Do(new NeedCommand.Report(Line, Tiny.WarmSet.UnitCost, 2026), "officer");
        Do(new NeedCommand.Renew(Line.Id, new("n1-2027"), 2027, 4), "officer");

        Assert.True(_needs.Find(Line.Id)?.IsClosed);
        Assert.Equal(Line.Id, _needs.Find(new("n1-2027"))?.Renews);
        Assert.Equal((0, 2_000_000), (_balances["n1"].OpenVnd, _balances["n1-2027"].OpenVnd));
    }

    [Fact]
    public void Aid_from_outside_lowers_the_most_urgent_lines_first_and_is_counted_once()
    {
        Do(new NeedCommand.Report(Line, Tiny.WarmSet.UnitCost, 2026), "officer");
        Do(new NeedCommand.Report(Line with { Id = new("n2"), Site = "khác", Urgency = Urgency.Critical }, Tiny.WarmSet.UnitCost, 2026), "officer");
        var aid = Tiny.Aid(Tiny.A, Tiny.WarmSet, 12, "Hội Chữ thập đỏ", new DateOnly(2026, 11, 1));
        Do(new NeedCommand.RegisterAid("a1", aid), "officer");

        Assert.Equal((0, 5_000_000), (_balances["n2"].OpenVnd, _balances["n2"].OutsideVnd));
        Assert.Equal((4_000_000, 1_000_000), (_balances["n1"].OpenVnd, _balances["n1"].OutsideVnd));
        Assert.Equal(RefusalCode.Duplicate, Try(new NeedCommand.RegisterAid("a2", aid), "officer").Refusal?.Code);
    }

    [Fact]
    public void The_state_is_the_fold_of_the_events()
    {
        var all = new List<NeedEvent>();
        foreach (var (command, actor) in new (NeedCommand, string)[]
        {
            (new NeedCommand.Report(Line, Tiny.WarmSet.UnitCost, 2026), "officer"), (new NeedCommand.Verify(Line.Id), "planner"),
            (new NeedCommand.Amend(Line.Id, "gấp") { Urgency = Urgency.Critical }, "officer"), (new NeedCommand.Renew(Line.Id, new("n9"), 2027, 3), "officer"),
            (new NeedCommand.RegisterAid("a1", Tiny.Aid(Tiny.A, Tiny.WarmSet, 1, "x", new DateOnly(2026, 11, 1))), "officer"),
        })
        {
            all.AddRange((NeedEvent[])Do(command, actor).Details);
        }

        var folded = all.Aggregate(CommuneNeeds.Of(Tiny.A), (state, happened) => state.Apply(happened));

        Assert.Equal(all.Count, folded.Version);
        Assert.Equal(_needs.Lines.Values, folded.Lines.Values);
    }

    private Decision<Change<CommuneNeeds>> Try(NeedCommand command, string actor) => NeedRules.Decide(_needs, id => _balances.GetValueOrDefault(id.Value), command, actor);

    private Change<CommuneNeeds> Do(NeedCommand command, string actor)
    {
        var decision = Try(command, actor);
        Assert.True(decision.Refusal is null, decision.Refusal?.ToString());
        foreach (var movement in decision.Value.Movements)
        {
            var id = movement.Need!.Value.Value;
            var now = _balances.GetValueOrDefault(id);
            _balances[id] = movement.Kind switch
            {
                MovementKind.Ask => now with { AskedVnd = now.AskedVnd + movement.NeedVnd, OpenVnd = now.OpenVnd + movement.NeedVnd },
                MovementKind.Unask => now with { AskedVnd = now.AskedVnd - movement.NeedVnd, OpenVnd = now.OpenVnd - movement.NeedVnd },
                _ => now with { OpenVnd = now.OpenVnd - movement.NeedVnd, OutsideVnd = now.OutsideVnd + movement.NeedVnd },
            };
        }

        _needs = decision.Value.Next;
        return decision.Value;
    }
}
