using Matching.Cli.Wording;
using Matching.Engine.Explain.Sentences;
using Matching.Engine.Plans;
using Spectre.Console;

namespace Matching.Cli.Screens;

/// <summary>Coverage class by class, in the order in which they are served.</summary>
internal sealed class ClassTable(Page page, Plan plan)
{
    private const int WideBar = 12;
    private const int NarrowBar = 20;

    public void Show()
    {
        page.Title(Phrases.ClassesTitle);
        if (page.IsRoomy)
        {
            page.Console.Write(Wide());
        }
        else
        {
            page.Console.Write(Narrow());
        }
    }

    private Table Wide()
    {
        var table = Page.Table();
        table.AddColumn(page.Column(Phrases.ColumnNumber).RightAligned());
        table.AddColumn(page.Column(Phrases.ColumnClass));
        table.AddColumn(page.Column(Phrases.ColumnLines).RightAligned());
        table.AddColumn(page.Column(Phrases.ColumnAsked).RightAligned());
        table.AddColumn(page.Column(Phrases.ColumnGiven).RightAligned());
        table.AddColumn(page.Column(Phrases.ColumnFair).RightAligned());
        table.AddColumn(page.Column(Phrases.ColumnSmallest).RightAligned());
        table.AddColumn(page.Column(Phrases.ColumnMean));
        foreach (var of in plan.Classes)
        {
            table.AddRow(
                page.Numbers.Whole(of.Class.Number),
                Markup.Escape(Phrases.ClassName(of.Class, page.Language)),
                page.Numbers.Whole(of.Lines),
                page.Numbers.Millions(of.Requested.Dong),
                page.Numbers.Millions(of.Allocated.Dong),
                page.Numbers.Millions(of.Fair.Dong),
                page.Numbers.Percent(of.MinimumCoverage),
                $"{Bar.Of(of.MeanCoverage, WideBar)} {Mean(of)}");
        }

        return table;
    }

    // Two lines a class: name and mean, then the sums.
    private Grid Narrow()
    {
        var grid = new Grid()
            .AddColumn(new GridColumn().NoWrap().RightAligned().PadLeft(1).PadRight(1))
            .AddColumn(new GridColumn().PadRight(1))
            .AddColumn(new GridColumn().NoWrap().PadRight(1))
            .AddColumn(new GridColumn().NoWrap().RightAligned().PadRight(0));
        foreach (var of in plan.Classes)
        {
            grid.AddRow(
                page.Numbers.Whole(of.Class.Number),
                Page.Strong(Phrases.ClassName(of.Class, page.Language)),
                Bar.Of(of.MeanCoverage, NarrowBar),
                Mean(of));
            grid.AddRow(
                "",
                $"[grey]{page.Text(Phrases.ClassSums, page.Numbers.Millions(of.Allocated.Dong), page.Numbers.Millions(of.Requested.Dong), page.Numbers.Millions(of.Fair.Dong))}[/]",
                $"[grey]{page.Text(Phrases.ClassCounts, page.Numbers.Whole(of.Lines), page.Numbers.Percent(of.MinimumCoverage))}[/]",
                "");
        }

        return grid;
    }

    private string Mean(ClassOutcome of) => page.Numbers.Percent(of.MeanCoverage).PadLeft(7);
}
