using System.Collections.Immutable;
using Matching.Cli.Batch;
using Matching.Cli.Wording;
using Matching.Engine.Explain;
using Matching.Engine.Plans;
using Matching.Engine.Quantities;
using Spectre.Console;

namespace Matching.Cli.Screens;

/// <summary>Many rounds or what-ifs, one row each.</summary>
internal sealed class BatchTable(Page page)
{
    private const int BarCells = 8;

    public void Show(ImmutableArray<BatchOutcome> outcomes)
    {
        page.Title(Phrases.BatchTitle, page.Numbers.Whole(outcomes.Length));
        var table = Page.Table();
        table.AddColumn(page.Column(Phrases.BatchName, wrap: true));
        if (page.IsRoomy)
        {
            table.AddColumn(page.Column(Phrases.ColumnLines).RightAligned());
            table.AddColumn(page.Column(Phrases.BatchPledged).RightAligned());
        }

        table.AddColumn(page.Column(Phrases.ColumnGiven).RightAligned());
        table.AddColumn(page.Column(Phrases.BatchUsed).RightAligned());
        table.AddColumn(page.Column(Phrases.BatchSmallest).RightAligned());
        table.AddColumn(page.Column(Phrases.BatchMean));
        table.AddColumn(page.Column(Phrases.BatchFull).RightAligned());
        if (page.IsRoomy)
        {
            table.AddColumn(page.Column(Phrases.BatchTook).RightAligned());
        }

        foreach (var outcome in outcomes.Where(o => o.Plan is not null))
        {
            Add(table, outcome);
        }

        page.Console.Write(table);
        foreach (var outcome in outcomes.Where(o => o.Trouble is not null))
        {
            page.Line($"[red]✗[/] {Page.Strong(outcome.Case.Name)}: {Markup.Escape(outcome.Trouble!)}");
        }
    }

    private void Add(Table table, BatchOutcome outcome)
    {
        var figures = new RoundFigures(new RoundLookup(outcome.Round!), outcome.Plan!);
        var write = page.Numbers;
        var first = outcome.Plan!.Classes.FirstOrDefault();
        var row = new List<string> { Markup.Escape(outcome.Case.Name) };
        if (page.IsRoomy)
        {
            row.Add(write.Whole(figures.Lines));
            row.Add(write.Millions(figures.OfferedVnd));
        }

        row.Add(write.Millions(figures.GivenVnd));
        row.Add(write.PercentOf(figures.GivenVnd, figures.AvailableVnd));
        row.Add(first is null ? "–" : write.Percent(first.MinimumCoverage));
        row.Add(first is null ? "–" : $"{Bar.Of(first.MeanCoverage, BarCells)} {write.Percent(first.MeanCoverage).PadLeft(7)}");
        row.Add($"{write.Whole(figures.FullLines)}/{write.Whole(figures.Lines)}");
        if (page.IsRoomy)
        {
            row.Add(write.Seconds(outcome.Took));
        }

        table.AddRow([.. row]);
    }
}
