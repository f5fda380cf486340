using Spectre.Console;

namespace Matching.Cli.Terminal;

/// <summary>Consoles on the shell's writers: coloured where a person looks, plain text everywhere else.</summary>
internal static class Screen
{
    /// <summary>For results.</summary>
    public static IAnsiConsole Results(Shell shell) => Create(shell.Out, shell.UsesColour, shell.Width);

    /// <summary>For tables of complaints.</summary>
    public static IAnsiConsole Errors(Shell shell) => Create(shell.Error, shell.ErrorIsTerminal && shell.AllowsColour, shell.Width);

    /// <summary>For what moves; only where a person looks.</summary>
    public static IAnsiConsole Progress(Shell shell) => Create(shell.Error, colour: true, shell.Width, interactive: true);

    public static IAnsiConsole Create(TextWriter writer, bool colour, int width, bool interactive = false)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = colour ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = colour ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = interactive ? InteractionSupport.Yes : InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        console.Profile.Width = width;
        console.Profile.Capabilities.Unicode = true;
        return console;
    }
}
