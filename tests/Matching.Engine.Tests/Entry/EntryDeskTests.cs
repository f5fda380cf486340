using Matching.Engine.Entry;
using Matching.Engine.Explain.Sentences;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;
using Matching.Samples;

namespace Matching.Engine.Tests.Entry;

public sealed class EntryDeskTests
{
    private static readonly PledgeConditions OnlyB = new() { Communes = [Tiny.B] };

    private static EntryReport Check(Pledge pledge, Round? round = null) =>
        EntryDesk.Open(round ?? Tiny.TwoCommunes(), out _)!.Check(pledge, thorough: true);

    [Fact]
    public void A_pledge_lifts_those_it_may_serve_from_one_exact_coverage_to_another()
    {
        var report = Check(Tiny.Money("new", 1_000_000, OnlyB));

        var group = Assert.Single(report.Groups);
        Assert.Equal((new Ratio(2, 5), new Ratio(3, 5), 1, 1), (group.Before, group.After, group.Lines, group.Communes));
        Assert.Equal(new Vnd(1_000_000), report.Today);
        Assert.Equal(EntryMethod.Incremental, report.Method);
        Assert.Equal(new Vnd(1_000_000), Assert.Single(report.Classes).After - report.Classes[0].Before);
        Assert.Equal(new Ratio(3, 5), report.Classes[0].SmallestAfter);
    }

    [Fact]
    public void What_it_could_serve_is_counted_with_what_is_still_lacking_there()
    {
        var reach = Check(Tiny.Money("new", 1_000_000, OnlyB)).Reach;

        Assert.Equal((1, 1, new Vnd(5_000_000), new Vnd(3_000_000)), (reach.Lines, reach.Communes, reach.Asked, reach.Open));
        Assert.Equal(Tiny.WarmSetsForB, Assert.Single(reach.Examples).Need);
    }

    [Fact]
    public void Alone_it_can_be_placed_up_to_what_is_asked_for_under_its_own_ceilings()
    {
        Assert.Equal(new Vnd(5_000_000), Check(Tiny.Money("new", 9_000_000, OnlyB)).Alone);
        Assert.Equal(new Vnd(2_000_000), Check(Tiny.Money("new", 9_000_000, OnlyB with { MaxPerCommune = 2_000_000 })).Alone);
        Assert.Equal(new Vnd(2_500_000), Check(Tiny.Money("new", 9_000_000, OnlyB with { MaxSharePercent = 50 })).Alone);
        Assert.Equal(new Vnd(8_000_000), Check(Tiny.Money("new", 9_000_000, new() { MaxCommunes = 1 })).Alone);
        Assert.Equal(new Vnd(8_000_000), Check(Tiny.Money("new", 9_000_000, new() { MinPerCommune = 6_000_000 })).Alone);
        Assert.Equal(new Vnd(6_000_000), Check(Tiny.Money("new", 9_000_000, new() { MaxPerProvince = 6_000_000 })).Alone);
        Assert.Equal(Vnd.Zero, Check(Tiny.Money("new", 9_000_000, OnlyB with { AllOrNothing = true })).Alone);
        Assert.Equal(new Vnd(1_500_000), Check(Tiny.Goods("new", Tiny.WarmSet, 3, OnlyB)).Alone);
    }

    [Fact]
    public void Each_condition_tells_what_dropping_it_would_bring()
    {
        var report = Check(Tiny.Money("new", 9_000_000, OnlyB with { MaxSharePercent = 20 }));

        Assert.Equal(["communes", "max_share_percent"], report.Conditions.Select(c => c.Columns));
        Assert.Equal((2, new Vnd(1_600_000)), (report.Conditions[0].MoreLines, report.Conditions[0].MoreAlone));
        Assert.Equal(new Vnd(1_600_000), report.Conditions[0].MoreToday);
        Assert.Equal((0, new Vnd(4_000_000), new Vnd(3_500_000)), (report.Conditions[1].MoreLines, report.Conditions[1].MoreAlone, report.Conditions[1].MoreToday!.Value));
    }

    [Fact]
    public void A_choice_that_fair_shares_do_not_see_is_not_said_to_be_free()
    {
        var report = Check(Tiny.Money("new", 1_000_000, OnlyB with { MaxCommunes = 1 }));

        Assert.Contains("max_communes: keeps it from nothing that fair shares see; what this choice costs, only a plan can tell.", EntrySentences.Conditions(report, Language.English));
    }

    [Fact]
    public void A_minimum_above_what_any_commune_asks_for_is_told_with_the_most_that_would_do()
    {
        var problem = Assert.Single(Check(Tiny.Money("new", 9_000_000, new() { MinPerCommune = 8_000_001 })).Problems);

        Assert.Equal((EntryProblemKind.MinimumAboveEveryCommune, 8_000_001L, 8_000_000L), (problem.Kind, problem.Stated, problem.Allowed));
    }

    [Fact]
    public void All_or_nothing_above_all_that_is_asked_for_is_told_with_the_most_that_would_do()
    {
        var problem = Assert.Single(Check(Tiny.Money("new", 5_000_001, OnlyB with { AllOrNothing = true })).Problems);

        Assert.Equal((EntryProblemKind.CannotBeUsedWhole, 5_000_000L), (problem.Kind, problem.Allowed));
    }

    [Fact]
    public void Numbers_of_places_and_fixed_amounts_beyond_the_round_are_told_with_what_would_do()
    {
        Assert.Equal((EntryProblemKind.TooFewCommunes, 2L), Problem(new() { MinCommunes = 3 }));
        Assert.Equal((EntryProblemKind.TooFewParts, 1L), Problem(new() { EqualSplit = SplitPlace.Province, EqualParts = 2 }));
        Assert.Equal((EntryProblemKind.FixedAmountAboveEveryCommune, 8_000_000L), Problem(new() { FixedPerCommune = 8_500_000 }));
        Assert.Equal((EntryProblemKind.AmountPerChildFitsNoLine, 0L), Problem(new() { FixedPerChild = 1_000 }));

        (EntryProblemKind, long) Problem(PledgeConditions asks)
        {
            var report = Check(Tiny.Money("new", 9_000_000, asks));
            var problem = Assert.Single(report.Problems);
            Assert.Equal(Vnd.Zero, report.Alone);
            Assert.Single(EntrySentences.Problems(report, Language.English));
            Assert.Single(EntrySentences.Problems(report, Language.Vietnamese));
            return (problem.Kind, problem.Allowed);
        }
    }

    [Fact]
    public void What_equal_parts_and_fixed_amounts_place_alone_is_told()
    {
        Assert.Equal(new Vnd(10_000_000), Check(Tiny.Money("new", 12_000_000, new() { EqualSplit = SplitPlace.Commune, EqualParts = 2 })).Alone);
        Assert.Equal(new Vnd(8_000_000), Check(Tiny.Money("new", 9_000_000, new() { FixedPerCommune = 4_000_000 })).Alone);
        Assert.Equal(new Vnd(9_000_000), Check(Tiny.Money("new", 9_000_000, new() { MinCommunes = 2 })).Alone);
    }

    [Fact]
    public void A_first_day_after_every_need_is_told_with_the_last_day_that_would_do()
    {
        var day = new DateOnly(2026, 12, 1);
        var round = Tiny.TwoCommunes();
        round = round with { Needs = [.. round.Needs.Select(n => n with { NeededBy = day })] };

        var problem = Assert.Single(Check(Tiny.Money("new", 1_000_000, new() { AvailableFrom = day.AddDays(1) }), round).Problems);

        Assert.Equal((EntryProblemKind.TooLate, day, 3), (problem.Kind, problem.Day!.Value, problem.Lines));
        Assert.Empty(Check(Tiny.Money("new", 1_000_000, new() { AvailableFrom = day }), round).Problems);
    }

    [Fact]
    public void A_pledge_that_has_ended_or_may_serve_nobody_names_what_is_in_the_way()
    {
        var round = Tiny.TwoCommunes();
        var ended = Assert.Single(Check(Tiny.Money("new", 1_000_000, new() { AvailableUntil = round.AsOf.AddDays(-1) })).Problems);
        Assert.Equal((EntryProblemKind.Expired, round.AsOf, 3), (ended.Kind, ended.Day!.Value, ended.Lines));

        var one = Assert.Single(Check(Tiny.Money("new", 1_000_000, new() { Communes = [Tiny.A], Zones = [Geography.Zone.I] })).Problems);
        Assert.Equal((EntryProblemKind.ReachesNothing, "zones"), (one.Kind, one.Columns));

        var two = Assert.Single(Check(Tiny.Money("new", 1_000_000, new() { Tiers = [9], Zones = [Geography.Zone.I] })).Problems);
        Assert.Equal(EntryProblemKind.ReachesNothingBySeveral, two.Kind);

        var closed = Assert.Single(Check(Tiny.Money("new", 1_000_000, new() { MaxPerCommune = 0 })).Problems);
        Assert.Equal((EntryProblemKind.CeilingOfNothing, "max_per_commune"), (closed.Kind, closed.Columns));
    }

    [Fact]
    public void Under_a_province_cap_the_whole_round_is_solved_again()
    {
        var round = Tiny.TwoCommunes() with { Policy = new RoundPolicy { ProvinceCapPercent = 50 } };

        Assert.Equal(EntryMethod.Full, Check(Tiny.Money("new", 1_000_000), round).Method);
    }

    [Fact]
    public void What_only_a_full_solve_can_tell_is_left_out_when_none_is_asked_for()
    {
        var round = Tiny.TwoCommunes() with { Policy = new RoundPolicy { ProvinceCapPercent = 50 } };
        var report = EntryDesk.Open(round, out _)!.Check(Tiny.Money("new", 1_000_000, OnlyB));

        Assert.Null(Assert.Single(report.Conditions).MoreToday);
    }

    [Fact]
    public void A_changed_pledge_takes_the_place_of_the_one_with_its_id()
    {
        var round = Tiny.TwoCommunes();
        var known = round.Pledges.Single(p => p.Id == Tiny.MoneyForA);
        var report = Check(known with { Amount = known.Amount - 800_000 }, round);

        Assert.True(report.Replaces);
        Assert.Equal(new Vnd(-800_000), report.Today);
        Assert.All(report.Groups, g => Assert.True(g.After < g.Before));
    }

    [Fact]
    public void Asking_changes_nothing_so_the_same_question_has_the_same_answer()
    {
        var desk = EntryDesk.Open(Tiny.TwoCommunes(), out _)!;
        var first = desk.Check(Tiny.Money("new", 1_000_000, OnlyB));
        desk.Check(Tiny.Money("other", 7_000_000));

        Assert.Equal(first.Groups.Select(g => (g.Before, g.After)), desk.Check(Tiny.Money("new", 1_000_000, OnlyB)).Groups.Select(g => (g.Before, g.After)));
    }

    [Fact]
    public void Pins_that_cannot_be_kept_come_back_in_place_of_a_desk()
    {
        var round = Tiny.TwoCommunes() with { Pins = [new Pin(Tiny.MoneyForA, Tiny.WarmSetsForB, PinRule.Fix, 500_000)] };

        Assert.Null(EntryDesk.Open(round, out var conflicts));
        Assert.NotEmpty(conflicts);
    }
}
