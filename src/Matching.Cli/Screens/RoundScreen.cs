using Matching.Cli.Terminal;
using Matching.Cli.Wording;
using Matching.Engine.Allocation;
using Matching.Engine.Explain;
using Matching.Engine.Explain.Sentences;
using Matching.Engine.Plans;

using Spectre.Console;

namespace Matching.Cli.Screens;

/// <summary>A solved round as a planner wants to see it: what was asked and given, class by class, what holds the poorest, what is left.</summary>
internal sealed class RoundScreen(IAnsiConsole console, Language language, RoundLookup lookup, Plan plan)
{
    private readonly Page _page = new(console, language);
    private readonly RoundFigures _figures = new(lookup, plan);

    public void Show(StopReason stopped)
    {
        Header(stopped);
        new OverlapTable(_page, lookup).Show();
        new ClassTable(_page, plan).Show();
        new BottleneckList(_page, lookup, plan).Show();
        Left();
    }

    public void Written(string folder, IReadOnlyList<StageTime> times)
    {
        _page.Title(Phrases.FilesTitle);
        _page.Line($"{Page.Strong(folder)}  [grey]allocations.csv · lines.csv · pledges_left.csv · bottlenecks.csv · fair_flow.csv · summary.json[/]");
        _page.Line("[grey]" + string.Join(" · ", times.Select(t => $"{Markup.Escape(_page.Say(t.Stage.Name))} {_page.Numbers.Seconds(t.Took)}")) + "[/]");
        console.WriteLine();
    }

    private void Header(StopReason stopped)
    {
        var round = lookup.Round;
        var numbers = _page.Numbers;
        console.WriteLine();
        console.Write(new Rule($"[bold]{Markup.Escape(_page.Say(Phrases.RoundTitle, round.Id, numbers.Day(round.AsOf)))}[/]") { Justification = Justify.Left, Style = new Style(Color.Teal) });
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(1).PadRight(2)).AddColumn(new GridColumn().PadRight(0));
        grid.AddRow(
            Heading(Phrases.HeaderAsked),
            _page.Text(Phrases.HeaderAskedText, numbers.Dong(_figures.RequestedVnd), _page.Count(Noun.Line, _figures.Lines), _page.Count(Noun.Commune, _figures.Communes)));
        grid.AddRow(
            Heading(Phrases.HeaderPledged),
            _page.Text(
                Phrases.HeaderPledgedText,
                numbers.Dong(_figures.OfferedVnd),
                numbers.PercentOf(_figures.OfferedVnd, _figures.RequestedVnd),
                _page.Count(Noun.Pledge, round.Pledges.Length),
                _page.Count(Noun.Donor, _figures.Donors)));
        grid.AddRow(
            Heading(Phrases.HeaderGiven),
            _page.Text(
                Phrases.HeaderGivenText,
                numbers.Dong(_figures.GivenVnd),
                numbers.PercentOf(_figures.GivenVnd, _figures.AvailableVnd),
                _page.Count(Noun.Commune, _figures.ServedCommunes),
                _page.Count(Noun.Shipment, plan.Shipments.Length)));
        grid.AddRow(
            Heading(Phrases.HeaderProved),
            $"[green]✓[/] {_page.Text(Phrases.Proof(round.Policy.Fairness, stopped))}");
        var (fairVnd, reachedVnd, boundVnd) = (plan.Classes.Sum(c => c.WholeFair.Dong), plan.Classes.Sum(c => c.Reached.Dong), plan.Classes.Sum(c => c.Bound.Dong));
        if (reachedVnd < fairVnd)
        {
            grid.AddRow(
                Heading(Phrases.HeaderConditions),
                _page.Text(Phrases.HeaderConditionsText, numbers.Dong(reachedVnd), numbers.Dong(fairVnd), numbers.Dong(boundVnd), numbers.PercentOf(boundVnd - reachedVnd, fairVnd)));
        }

        console.Write(grid);
    }

    private string Heading(Phrase phrase) => $"[grey]{Markup.Escape(_page.Say(phrase))}[/]";

    private void Left()
    {
        _page.Title(Phrases.LeftTitle);
        if (_figures.PledgesLeft.IsEmpty)
        {
            _page.Line(_page.Text(Phrases.NothingLeft));
        }
        else
        {
            Reasons(Phrases.LeftPledges, Phrases.LeftValue, _figures.PledgesLeft.Select(l => (Narrator.Tell(l.Reason, language), l.Count, l.ValueVnd)));
        }

        if (!_figures.LinesOpen.IsEmpty)
        {
            console.WriteLine();
            Reasons(Phrases.OpenLines, Phrases.OpenValue, _figures.LinesOpen.Select(l => (Narrator.Tell(l.Reason, language), l.Count, l.ValueVnd)));
        }
    }

    private void Reasons(Phrase counted, Phrase valued, IEnumerable<(string Reason, int Count, long ValueVnd)> rows)
    {
        var table = Page.Table();
        table.AddColumn(_page.Column(valued).RightAligned());
        table.AddColumn(_page.Column(counted).RightAligned());
        table.AddColumn(_page.Column(Phrases.Why, wrap: true));
        foreach (var (reason, count, valueVnd) in rows)
        {
            table.AddRow(_page.Numbers.Dong(valueVnd), _page.Numbers.Whole(count), Markup.Escape(reason));
        }

        _page.Write(table);
    }
}
