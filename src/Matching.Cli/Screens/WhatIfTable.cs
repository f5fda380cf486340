using Matching.Cli.Batch;
using Matching.Cli.Wording;
using Spectre.Console;

namespace Matching.Cli.Screens;

/// <summary>What a what-if changes, class by class.</summary>
internal sealed class WhatIfTable(Page page)
{
    public void Show(WhatIfDifference difference)
    {
        page.Title(Phrases.WhatIfTitle, difference.Name, difference.BaseName);
        var table = page.Table(Phrases.ColumnClass, Phrases.ColumnFair, Phrases.ColumnSmallest, Phrases.ColumnMean, Phrases.ComparePlaced, Phrases.CompareChange);
        foreach (var of in difference.Classes)
        {
            table.AddRow(
                Markup.Escape(Phrases.ClassName(of.Either.Class, page.Language)),
                ChangeMarks.Arrow(of.Before, of.After, c => page.Numbers.Millions(c.Fair.Dong)),
                ChangeMarks.Arrow(of.Before, of.After, c => page.Numbers.Percent(c.MinimumCoverage)),
                ChangeMarks.Arrow(of.Before, of.After, c => page.Numbers.Percent(c.MeanCoverage)),
                ChangeMarks.Arrow(of.Before, of.After, c => page.Numbers.Millions(c.Allocated.Dong)),
                ChangeMarks.Change(of.ValueChangeVnd, page.Numbers));
        }

        table.AddRow(page.Text(Phrases.WhatIfTotal), "", "", "", "", ChangeMarks.Change(difference.PlacedChangeVnd, page.Numbers));
        page.Write(table);
    }
}
