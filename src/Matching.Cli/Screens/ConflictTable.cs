using System.Collections.Immutable;
using Matching.Cli.Terminal;
using Matching.Cli.Wording;
using Matching.Engine.Allocation;
using Matching.Engine.Explain.Sentences;
using Matching.Engine.Rounds;
using Spectre.Console;

namespace Matching.Cli.Screens;

/// <summary>Pins that cannot be kept: which, with what they clash, and the numbers.</summary>
internal static class ConflictTable
{
    private const int PinsShown = 4;

    public static void Show(Round round, ImmutableArray<PinConflict> conflicts, Shell shell)
    {
        var console = Screen.Errors(shell);
        var page = new Page(console, shell.Language);
        console.MarkupLine($"[red]{page.Text(Phrases.ConflictsTitle)}[/]");
        var table = Page.Table();
        table.AddColumn(page.Column(Phrases.ConflictPins));
        table.AddColumn(page.Column(Phrases.Why, wrap: true));
        table.AddColumn(page.Column(Phrases.ConflictAsked).RightAligned());
        table.AddColumn(page.Column(Phrases.ConflictAllowed).RightAligned());
        foreach (var conflict in conflicts)
        {
            var hasNumbers = conflict.Stated != 0 || conflict.Allowed != 0;
            table.AddRow(
                Markup.Escape(Pins(round, conflict, page)),
                page.Text(Phrases.Word(conflict.Kind), conflict.Condition ?? ""),
                hasNumbers ? page.Numbers.Whole(conflict.Stated) : "",
                hasNumbers ? page.Numbers.Whole(conflict.Allowed) : "");
        }

        console.Write(table);
    }

    private static string Pins(Round round, PinConflict conflict, Page page)
    {
        var named = conflict.Pins.Take(PinsShown).Select(p => $"{round.Pins[p].Pledge} → {round.Pins[p].Need}");
        var text = string.Join('\n', named);
        return conflict.Pins.Length > PinsShown ? $"{text}\n{page.Say(Phrases.AndMore, page.Numbers.Whole(conflict.Pins.Length - PinsShown))}" : text;
    }
}
