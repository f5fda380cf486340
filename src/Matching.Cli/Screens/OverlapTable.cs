using Matching.Cli.Wording;
using Matching.Engine.Explain;
using Matching.Engine.Explain.Sentences;
using Spectre.Console;

namespace Matching.Cli.Screens;

/// <summary>What others outside the fund cover, by item and source; nothing for a round without such aid.</summary>
internal sealed class OverlapTable(Page page, RoundLookup lookup)
{
    public void Show()
    {
        var items = AvoidedOverlap.Of(lookup);
        if (items.IsEmpty)
        {
            return;
        }

        var numbers = page.Numbers;
        page.Title(Phrases.OverlapTitle, numbers.Dong(items.Sum(item => item.Value.Dong)));
        var table = Page.Table();
        table.AddColumn(page.Column(Phrases.OverlapItem, wrap: true));
        table.AddColumn(page.Column(Phrases.OverlapSource, wrap: true));
        table.AddColumn(page.Column(Phrases.OverlapUnits).RightAligned());
        table.AddColumn(page.Column(Phrases.OverlapValue).RightAligned());
        table.AddColumn(page.Column(Phrases.OverlapSurplus).RightAligned());
        foreach (var item in items)
        {
            var name = page.Language == Language.English ? item.Item.NameEn ?? item.Item.NameVi : item.Item.NameVi;
            foreach (var source in item.Sources)
            {
                table.AddRow(
                    Markup.Escape(name),
                    Markup.Escape(source.Source),
                    numbers.Whole(source.Units),
                    numbers.Dong(source.Value.Dong),
                    numbers.Whole(source.SurplusUnits));
            }
        }

        page.Write(table);
    }
}
