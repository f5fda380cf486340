using System.Collections.Immutable;
using Matching.Cli.Comparing;
using Matching.Cli.Wording;
using Matching.Engine.Explain;
using Matching.Engine.Explain.Sentences;
using Matching.Engine.Plans;
using Matching.Engine.Rounds;
using Matching.Files;
using Spectre.Console;

namespace Matching.Cli.Screens;

/// <summary>Two plans beside each other: how, class by class, line by line and shipment by shipment, the second differs from the first.</summary>
/// <param name="lookup">The round, to name lines by commune and item; nothing leaves them their ids.</param>
internal sealed class DifferenceScreen(Page page, PlanDifference difference, RoundLookup? lookup)
{
    private const int LinesShown = 5;

    public void Show(string before, string after)
    {
        page.Title(Phrases.CompareTitle, before, after);
        Plans(before, after);
        Classes();
        Tiers();
        page.Title(Phrases.CompareLinesTitle);
        page.Line(page.Text(
            Phrases.CompareLines,
            page.Numbers.Whole(difference.Gained.Length),
            page.Numbers.Whole(difference.Lost.Length),
            page.Numbers.Whole(difference.UnchangedLines)));
        Lines(difference.Lost);
        Lines(difference.Gained);
        page.Line(page.Text(
            Phrases.CompareShipments,
            page.Numbers.Whole(difference.SameShipments),
            page.Numbers.Whole(difference.ChangedShipments),
            page.Numbers.Whole(difference.NewShipments),
            page.Numbers.Whole(difference.GoneShipments),
            page.Numbers.Dong(difference.MovedVnd)));
    }

    private void Plans(string before, string after)
    {
        var table = Page.Table();
        table.AddColumn(page.Column(Phrases.ComparePlan));
        table.AddColumn(page.Column(Phrases.CompareFairness));
        table.AddColumn(page.Column(Phrases.ComparePlaced).RightAligned());
        table.AddColumn(page.Column(Phrases.CompareShipmentCount).RightAligned());
        foreach (var (folder, plan) in (ReadOnlySpan<(string, PlanById)>)[(before, difference.Before), (after, difference.After)])
        {
            table.AddRow(
                Markup.Escape(folder),
                page.Text(plan.Summary!.Fairness == Fairness.Leximin ? Phrases.FairnessLeximin : Phrases.FairnessMaxCoverage),
                page.Numbers.Dong(plan.Shipments.Sum(s => s.ValueVnd)),
                page.Numbers.Whole(plan.Shipments.Length));
        }

        page.Write(table);
    }

    private void Classes()
    {
        page.Title(Phrases.ClassesTitle);
        var table = page.Table(Phrases.ColumnClass, Phrases.ColumnSmallest, Phrases.ColumnMean, Phrases.ColumnGiven, Phrases.CompareChange);
        foreach (var of in difference.Classes)
        {
            table.AddRow(
                Markup.Escape(Phrases.ClassName(of.Either.Class, page.Language)),
                Arrow(of, c => page.Numbers.Percent(c.MinimumCoverage)),
                Arrow(of, c => page.Numbers.Percent(c.MeanCoverage)),
                Arrow(of, c => page.Numbers.Millions(c.Allocated.Dong)),
                Change(of.ValueChangeVnd));
        }

        page.Write(table);
    }

    private void Tiers()
    {
        var earlier = difference.Before.Summary!.Tiers.ToDictionary(t => t.Tier);
        if (difference.After.Summary!.Tiers.IsEmpty)
        {
            return;
        }

        page.Title(Phrases.ExplainTiersTitle);
        var table = page.Table(Phrases.CompareTier, Phrases.ColumnSmallest, Phrases.ColumnMean, Phrases.CompareGini);
        foreach (var now in difference.After.Summary.Tiers)
        {
            var then = earlier.GetValueOrDefault(now.Tier);
            string Both(Func<TierSummary, string> tell) => then is null ? $"– → {tell(now)}" : $"{tell(then)} → {tell(now)}";
            table.AddRow(
                page.Numbers.Whole(now.Tier),
                Both(t => page.Numbers.Percent(t.Minimum)),
                Both(t => page.Numbers.Percent(t.Mean)),
                Both(t => Figures.Statistic(t.Gini, page.Language)));
        }

        page.Write(table);
    }

    private void Lines(ImmutableArray<LineDifference> lines)
    {
        if (lines.IsEmpty)
        {
            return;
        }

        var table = Page.Table().HideHeaders();
        table.AddColumn(page.Column(Phrases.ColumnClass));
        table.AddColumn(page.Column(Phrases.ColumnClass, wrap: true));
        table.AddColumn(page.Column(Phrases.ColumnClass));
        table.AddColumn(page.Column(Phrases.ColumnClass).RightAligned());
        foreach (var line in lines.Take(LinesShown))
        {
            table.AddRow(
                Markup.Escape(line.Need.Value),
                Markup.Escape(Place(line)),
                $"{Share(line.CoverageBefore)} → {Share(line.CoverageAfter)}",
                Change(line.ValueChangeVnd));
        }

        page.Write(table);
        if (lines.Length > LinesShown)
        {
            page.Line($"[grey]{page.Text(Phrases.AndMore, page.Numbers.Whole(lines.Length - LinesShown))}[/]");
        }
    }

    private string Place(LineDifference line)
    {
        if (lookup?.FindNeed(line.Need) is not { } need)
        {
            return "";
        }

        var item = lookup.ItemOf(need);
        return $"{lookup.CommuneOf(need).Name}: {(page.Language == Language.English ? item.NameEn ?? item.NameVi : item.NameVi)}";
    }

    private string Share(decimal coverage) => page.Numbers.Percent((double)coverage);

    private string Change(long vnd) => ChangeMarks.Change(vnd, page.Numbers);

    private static string Arrow(ClassDifference of, Func<ClassOutcome, string> tell) => ChangeMarks.Arrow(of.Before, of.After, tell);
}
