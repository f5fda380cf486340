using System.CommandLine;
using System.CommandLine.Invocation;
using Matching.Cli.Wording;
using Matching.Cli.Terminal;

namespace Matching.Cli.Commands;

/// <summary>The help page of a command: purpose, usage, what may be stated, examples, exit codes; in the person's language.</summary>
internal sealed class CommandHelp(Shell shell) : SynchronousCommandLineAction
{
    private const int Indent = 2;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        ArgumentNullException.ThrowIfNull(parseResult);
        Write(parseResult.CommandResult.Command);
        return ExitCode.Done;
    }

    public static string NameOf(Argument argument) => argument.HelpName ?? argument.Name;

    private void Write(Command command)
    {
        var isRoot = command is RootCommand;
        Paragraph(command.Description ?? "");
        Title(Phrases.HelpUsage);
        Paragraph(UsageLine(command), Indent);
        Rows(Phrases.HelpCommands, command.Subcommands.Where(c => !c.Hidden).Select(c => (c.Name, c.Description)));
        Rows(Phrases.HelpArguments, command.Arguments.Select(a => (NameOf(a), a.Description)));
        Rows(Phrases.HelpOptions, OptionsOf(command).Select(o => (LabelOf(o), Remark(o))));
        if (command is Verb verb)
        {
            if (verb.Remark is { } remark)
            {
                shell.Out.WriteLine();
                Paragraph(shell.Say(remark));
            }

            Title(Phrases.HelpExamples);
            foreach (var example in verb.Examples)
            {
                shell.Out.WriteLine($"  {example.Line}");
                Paragraph(shell.Say(example.Meaning), 2 * Indent);
            }
        }

        if (isRoot)
        {
            Rows(Phrases.HelpExitCodes, ExitCodes().Select(c => (c.Code, (string?)shell.Say(c.Meaning))));
            shell.Out.WriteLine();
            Paragraph(shell.Say(Phrases.HelpMore));
        }
        else
        {
            shell.Out.WriteLine();
            Paragraph(shell.Say(Phrases.HelpCodesInOneLine));
        }
    }

    private static IEnumerable<(string Code, Phrase Meaning)> ExitCodes() =>
    [
        ("0", Phrases.ExitDone),
        ("1", Phrases.ExitFails),
        ("2", Phrases.ExitBadInput),
        ("3", Phrases.ExitStopped),
        ("4", Phrases.ExitInternal),
    ];

    private static IEnumerable<Option> OptionsOf(Command command) =>
        command.Options
            .Concat(command.Parents.OfType<Command>().SelectMany(p => p.Options).Where(o => o.Recursive))
            .Where(o => !o.Hidden);

    private static string LabelOf(Option option)
    {
        var names = string.Join(", ", option.Aliases.Where(a => a.StartsWith('-')).OrderBy(a => a.Length).Append(option.Name));
        return option.Arity.MaximumNumberOfValues == 0 ? names : $"{names} {option.HelpName ?? "VALUE"}";
    }

    private string? Remark(Option option) => option.Required ? $"{option.Description} {shell.Say(Phrases.HelpRequired)}" : option.Description;

    private static string UsageLine(Command command)
    {
        var words = new List<string> { CommandTree.PathOf(command) };
        words.AddRange(command.Arguments.Select(NameOf));
        words.AddRange(command.Options.Where(o => o.Required && !o.Hidden).Select(LabelOf));
        if (command.Subcommands.Any(c => !c.Hidden))
        {
            words.Add("COMMAND");
        }

        words.Add("[OPTIONS]");
        return string.Join(' ', words);
    }

    private void Title(Phrase title)
    {
        shell.Out.WriteLine();
        shell.Out.WriteLine(shell.Say(title));
    }

    private void Rows(Phrase title, IEnumerable<(string Label, string? Meaning)> rows)
    {
        var all = rows.ToList();
        if (all.Count == 0)
        {
            return;
        }

        Title(title);
        var column = Math.Min(28, all.Max(r => r.Label.Length)) + (2 * Indent);
        foreach (var (label, meaning) in all)
        {
            var head = new string(' ', Indent) + label;
            var lines = Wrap(meaning ?? "", Width - column).ToList();
            if (head.Length + Indent > column)
            {
                shell.Out.WriteLine(head);
            }
            else
            {
                shell.Out.WriteLine((head.PadRight(column) + lines[0]).TrimEnd());
                lines.RemoveAt(0);
            }

            foreach (var line in lines)
            {
                shell.Out.WriteLine(new string(' ', column) + line);
            }
        }
    }

    private void Paragraph(string text, int indent = 0)
    {
        foreach (var line in Wrap(text, Width - indent))
        {
            shell.Out.WriteLine(new string(' ', indent) + line);
        }
    }

    private int Width => Math.Min(shell.Width, 100);

    private static IEnumerable<string> Wrap(string text, int width)
    {
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        yield return line;
    }
}
