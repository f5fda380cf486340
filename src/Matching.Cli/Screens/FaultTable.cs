using System.Collections.Immutable;
using System.Globalization;
using Matching.Cli.Terminal;
using Matching.Cli.Wording;
using Matching.Engine.Explain.Sentences;
using Matching.Files;
using Spectre.Console;

namespace Matching.Cli.Screens;

/// <summary>Every fault of the input on the error stream: file, line, column, value, what was expected.</summary>
internal static class FaultTable
{
    public static void Show(ImmutableArray<FileFault> faults, Shell shell)
    {
        var vietnamese = shell.Language == Language.Vietnamese;
        var console = Screen.Errors(shell);
        var page = new Page(console, shell.Language);
        console.MarkupLine($"[red]{(faults.Length == 1 ? page.Text(Phrases.FaultTitle) : page.Text(Phrases.FaultsTitle, page.Numbers.Whole(faults.Length)))}[/]");
        var table = Page.Table();
        table.AddColumn(page.Column(Phrases.FaultFile));
        table.AddColumn(page.Column(Phrases.FaultLine).RightAligned());
        table.AddColumn(page.Column(Phrases.FaultColumn, wrap: true));
        table.AddColumn(page.Column(Phrases.FaultValue, wrap: true));
        table.AddColumn(page.Column(Phrases.FaultExpected, wrap: true));
        foreach (var fault in faults)
        {
            table.AddRow(
                Markup.Escape(fault.Place),
                fault.Line > 0 ? fault.Line.ToString(CultureInfo.InvariantCulture) : "",
                Markup.Escape(fault.Column ?? ""),
                $"[yellow]{Markup.Escape(fault.Value ?? "")}[/]",
                Markup.Escape(vietnamese ? fault.ExpectedVi : fault.Expected));
        }

        page.Write(table);
    }
}
