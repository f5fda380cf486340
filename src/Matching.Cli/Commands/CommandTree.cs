using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Matching.Cli.Terminal;
using Matching.Cli.Wording;
using Matching.Engine.Explain.Sentences;

namespace Matching.Cli.Commands;

/// <summary>All commands, under the name that a person types.</summary>
internal static class CommandTree
{
    public const string Name = "matching";

    public static RootCommand Create(Shell shell)
    {
        var root = new RootCommand(shell.Say(Phrases.RootPurpose));
        root.Options.Clear();
        root.Add(new HelpOption("--help", "-h") { Description = shell.Say(Phrases.HelpOption), Action = new CommandHelp(shell) });
        root.Add(new VersionOption("--version") { Description = shell.Say(Phrases.VersionOption), Action = new TellVersion(shell) });
        root.Add(Choices.Language(shell));
        foreach (var command in Commands(shell))
        {
            root.Add(command);
        }

        root.SetAction(parsed => new CommandHelp(shell).Invoke(parsed));
        return root;
    }

    /// <summary>The command as it is typed, with those above it: "matching completion bash".</summary>
    public static string PathOf(Command command)
    {
        var names = new List<string>();
        for (Command? at = command; at is not null; at = at.Parents.OfType<Command>().FirstOrDefault())
        {
            names.Add(at is RootCommand ? Name : at.Name);
        }

        names.Reverse();
        return string.Join(' ', names);
    }

    private static IEnumerable<Command> Commands(Shell shell) =>
    [
        DemoCommand.Create(shell),
        SolveCommand.Create(shell),
        VerifyCommand.Create(shell),
        ExplainCommand.Create(shell),
        CheckCommand.Create(shell),
        PricesCommand.Create(shell),
        CompareCommand.Create(shell),
        BatchCommand.Create(shell),
        GenerateCommand.Create(shell),
        ImportCommand.Create(shell),
        TemplateCommand.Create(shell),
        ExportCommand.Create(shell),
        PlacesCommand.Create(shell),
        LedgerCommand.Create(shell),
        BackupCommand.Create(shell),
        RestoreCommand.Create(shell),
        AdminCommand.Create(shell),
        CompletionCommand.Create(shell),
    ];

    private sealed class TellVersion(Shell shell) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            shell.Out.WriteLine($"{Name} {Terminal.Version.Text}");
            return ExitCode.Done;
        }
    }
}
