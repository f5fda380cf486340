using System.CommandLine;
using System.CommandLine.Parsing;
using Matching.Cli.Wording;
using Matching.Cli.Terminal;

namespace Matching.Cli.Commands;

/// <summary>A command line that makes no sense, told in the person's language with a way out.</summary>
internal static class Usage
{
    public static int Report(ParseResult parsed, Shell shell)
    {
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var error in parsed.Errors)
        {
            var sentence = Describe(error, parsed, shell);
            if (told.Add(sentence))
            {
                shell.Error.WriteLine(sentence);
            }
        }

        shell.Error.WriteLine(shell.Say(Phrases.SeeHelp, CommandTree.PathOf(parsed.CommandResult.Command)));
        return ExitCode.BadInput;
    }

    private static string Describe(ParseError error, ParseResult parsed, Shell shell)
    {
        foreach (var word in parsed.UnmatchedTokens)
        {
            if (error.Message.Contains($"'{word}'", StringComparison.Ordinal))
            {
                var near = Nearest(word, parsed.CommandResult.Command);
                return near is null ? shell.Say(Phrases.UnknownWord, word) : shell.Say(Phrases.UnknownWordNear, word, near);
            }
        }

        return error.SymbolResult switch
        {
            OptionResult { Implicit: true, Option: { Required: true } option } => shell.Say(Phrases.OptionMissing, option.Name, option.Description),
            OptionResult { Tokens.Count: 0 } option => shell.Say(Phrases.OptionWithoutValue, option.Option.Name),
            OptionResult { Tokens.Count: > 1 } option when option.Option.Arity.MaximumNumberOfValues == 1 => shell.Say(Phrases.OptionTwice, option.Option.Name),
            ArgumentResult { Tokens.Count: 0, Parent: CommandResult } argument => shell.Say(Phrases.ArgumentMissing, CommandHelp.NameOf(argument.Argument), argument.Argument.Description),
            CommandResult command when MissingOption(command) is { } option => shell.Say(Phrases.OptionMissing, option.Name, option.Description),
            CommandResult { Command.Subcommands.Count: > 0 } => shell.Say(Phrases.CommandMissing),
            _ => error.Message,
        };
    }

    private static Option? MissingOption(CommandResult command) =>
        command.Command.Options.FirstOrDefault(o => o.Required && command.GetResult(o) is null or { Tokens.Count: 0 });

    private static string? Nearest(string word, Command command)
    {
        var known = word.StartsWith('-')
            ? command.Options.Concat(command.Parents.OfType<Command>().SelectMany(p => p.Options).Where(o => o.Recursive)).Select(o => o.Name)
            : command.Subcommands.Select(c => c.Name);
        return known
            .Select(name => (name, distance: Distance(word, name)))
            .Where(near => near.distance <= Math.Max(word.Length > 3 ? 2 : 1, word.Length / 3))
            .OrderBy(near => near.distance)
            .ThenBy(near => near.name, StringComparer.Ordinal)
            .Select(near => near.name)
            .FirstOrDefault();
    }

    /// <summary>Letters to change, add or drop (Levenshtein).</summary>
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (left[i - 1] == right[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
