using Matching.Cli.Wording;
using Matching.Engine.Explain.Sentences;
using Spectre.Console;

namespace Matching.Cli.Screens;

/// <summary>A console with a language and one look: titles as rules, tables without boxes.</summary>
internal sealed class Page(IAnsiConsole console, Language language)
{
    // Below this, tables fold into two lines a row.
    private const int Roomy = 104;

    public IAnsiConsole Console => console;

    public Language Language => language;

    public Numbers Numbers { get; } = new(language);

    public bool IsRoomy => console.Profile.Width >= Roomy;

    public static string Strong(string text) => $"[bold]{Markup.Escape(text)}[/]";

    public string Say(Phrase phrase, params ReadOnlySpan<string?> parts) => parts.IsEmpty ? phrase.In(language) : phrase.In(language, parts);

    /// <summary>The phrase as markup, whatever brackets its parts hold.</summary>
    public string Text(Phrase phrase, params ReadOnlySpan<string?> parts) => Markup.Escape(Say(phrase, parts));

    public void Title(Phrase title, params ReadOnlySpan<string?> parts) => Title(Say(title, parts));

    public void Title(string title)
    {
        console.WriteLine();
        console.Write(new Rule(Strong(title)) { Justification = Justify.Left, Style = new Style(Color.Grey) });
    }

    public void Line(string markup) => console.Write(new Padder(new Markup(markup), new Padding(1, 0, 0, 0)));

    public static Table Table() => new Table { Border = TableBorder.None }.ShowHeaders();

    /// <summary>A table whose first column reads from the left and whose others are figures.</summary>
    public Table Table(Phrase first, params ReadOnlySpan<Phrase> figures)
    {
        var table = Table();
        table.AddColumn(Column(first, wrap: true));
        foreach (var title in figures)
        {
            table.AddColumn(Column(title).RightAligned());
        }

        return table;
    }

    public TableColumn Column(Phrase title, bool wrap = false) =>
        new($"[grey]{Text(title)}[/]") { NoWrap = !wrap, Padding = new Padding(1, 0, 1, 0) };
}
