using Matching.Cli.Wording;
using Matching.Engine.Explain;
using Matching.Engine.Explain.Sentences;
using Matching.Engine.Plans;
using Matching.Engine.Quantities;
using Spectre.Console;

namespace Matching.Cli.Screens;

/// <summary>What holds the poorest lines: of every class its poorest bottleneck, first classes first.</summary>
internal sealed class BottleneckList(Page page, RoundLookup lookup, Plan plan)
{
    private const int Shown = 6;
    private const int BarCells = 12;
    private const int NamesShown = 2;
    private const int FeedersShown = 3;

    public void Show()
    {
        page.Title(Phrases.BottlenecksTitle);
        if (plan.Bottlenecks.IsEmpty)
        {
            page.Line(page.Text(Phrases.NoBottleneck));
            return;
        }

        var worst = plan.Bottlenecks.GroupBy(b => b.Class).Select(ofClass => ofClass.MinBy(b => b.Coverage)!).Take(Shown).ToList();
        if (worst.Count < Shown)
        {
            worst.AddRange(plan.Bottlenecks.Except(worst).OrderBy(b => b.Coverage).ThenBy(b => b.Number).Take(Shown - worst.Count));
            worst.Sort((left, right) => left.Number.CompareTo(right.Number));
        }

        var given = GivenByPledge(worst);
        foreach (var bottleneck in worst)
        {
            Show(bottleneck, given);
        }

        if (plan.Bottlenecks.Length > worst.Count)
        {
            page.Line($"[grey]{page.Text(Phrases.MoreBottlenecks, page.Numbers.Whole(plan.Bottlenecks.Length - worst.Count))}[/]");
        }
    }

    private void Show(Bottleneck of, Dictionary<(int Bottleneck, int Pledge), long> given)
    {
        var numbers = page.Numbers;
        var share = of.Coverage.ToDouble();
        var grid = new Grid()
            .AddColumn(new GridColumn().NoWrap().RightAligned().PadLeft(1).PadRight(1).Width(3))
            .AddColumn(new GridColumn().PadRight(0));
        grid.AddRow(
            numbers.Whole(of.Number),
            $"{Bar.Of(share, BarCells)} [bold {Bar.Colour(share)}]{numbers.Percent(of.Coverage)}[/] · "
            + $"{page.Text(Phrases.BottleneckWho, numbers.Whole(of.Class), Items(of), page.Count(Noun.Line, of.Lines.Length), page.Count(Noun.Commune, of.Communes), Places(of))}");
        grid.AddRow("", Reason(of, given));
        if (of.Lift.Dong > 0)
        {
            grid.AddRow("", $"[aqua]{page.Text(Phrases.BottleneckLift, numbers.Dong(of.Lift), numbers.Percent(of.Coverage), numbers.Percent(of.NextCoverage))}[/]");
        }

        page.Console.Write(grid);
    }

    private string Reason(Bottleneck of, Dictionary<(int Bottleneck, int Pledge), long> given)
    {
        if (of.Kind == BottleneckKind.ProvinceCap)
        {
            return page.Text(Phrases.BottleneckCap, lookup.CommuneOf(of.Lines[0]).ProvinceName);
        }

        if (of.FeedingPledges.IsEmpty)
        {
            return page.Text(of.Coverage == Ratio.Zero ? Phrases.BottleneckUnfed : Phrases.BottleneckSupply);
        }

        var feeders = of.FeedingPledges
            .OrderByDescending(p => given.GetValueOrDefault((of.Number, p)))
            .ThenBy(p => lookup.Round.Pledges[p].Id.Value, StringComparer.Ordinal)
            .ToList();
        var named = string.Join(", ", feeders.Take(FeedersShown).Select(NameOf));
        var others = feeders.Count - FeedersShown;
        return page.Text(Phrases.BottleneckFed, page.Count(Noun.Pledge, feeders.Count), others > 0 ? $"{named} {page.Say(Phrases.AndMore, page.Numbers.Whole(others))}" : named);
    }

    private string NameOf(int pledge)
    {
        var of = lookup.Round.Pledges[pledge];
        return of.DonorName is { Length: > 0 } name ? $"{of.Id} {name}" : of.Id.Value;
    }

    private string Items(Bottleneck of)
    {
        var names = of.Lines.Select(lookup.ItemIndex).Distinct().Select(i => NameOf(lookup.Round.Items[i])).Order(StringComparer.Ordinal).ToList();
        return Few(names);
    }

    private string NameOf(Engine.Needs.Item item) => page.Language == Language.English ? item.NameEn ?? item.NameVi : item.NameVi;

    // A few communes by name; more of them by their provinces.
    private string Places(Bottleneck of)
    {
        var communes = of.Lines.Select(lookup.CommuneIndex).Distinct().Select(c => lookup.Round.Communes[c]).ToList();
        var names = communes.Select(c => communes.Count > NamesShown ? c.ProvinceName : c.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return Few(names);
    }

    private string Few(List<string> names)
    {
        var text = string.Join(", ", names.Take(NamesShown));
        return names.Count > NamesShown ? $"{text} {page.Say(Phrases.AndMore, page.Numbers.Whole(names.Count - NamesShown))}" : text;
    }

    /// <summary>What the fair plan lends the shown bottlenecks, by pledge; to name the largest feeders first.</summary>
    private Dictionary<(int Bottleneck, int Pledge), long> GivenByPledge(List<Bottleneck> shown)
    {
        var numbers = shown.Select(b => b.Number).ToHashSet();
        var given = new Dictionary<(int Bottleneck, int Pledge), long>();
        foreach (var thread in plan.FairThreads)
        {
            var number = plan.Lines[thread.Need].Bottleneck;
            if (numbers.Contains(number))
            {
                given[(number, thread.Pledge)] = given.GetValueOrDefault((number, thread.Pledge)) + thread.ValueVnd;
            }
        }

        return given;
    }
}
