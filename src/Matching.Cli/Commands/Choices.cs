using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Matching.Cli.Solving;
using Matching.Cli.Terminal;
using Matching.Cli.Wording;
using Matching.Engine.Explain.Sentences;
using Matching.Engine.Rounds;

namespace Matching.Cli.Commands;

/// <summary>The options and arguments that several commands share, each refusing nonsense in the person's language.</summary>
internal static class Choices
{
    public const string Leximin = "leximin";
    public const string MaxCoverage = "max_coverage";

    public static Option<string> Language(Shell shell)
    {
        var option = Words(shell, "--lang", Phrases.LanguageOption, Languages.Vietnamese, Languages.English);
        option.Recursive = true;
        return option;
    }

    public static Argument<string> Folder(Shell shell, string name, Phrase meaning) =>
        new(name) { Description = shell.Say(meaning), HelpName = name };

    public static Option<string> FolderOption(Shell shell, string name, Phrase meaning, bool required = false) =>
        new(name) { Description = shell.Say(meaning), HelpName = "DIR", Required = required };

    public static Option<string> Text(Shell shell, string name, string helpName, Phrase meaning) =>
        new(name) { Description = shell.Say(meaning), HelpName = helpName };

    public static Option<bool> Switch(Shell shell, string name, Phrase meaning) =>
        new(name) { Description = shell.Say(meaning), Arity = ArgumentArity.Zero };

    public static Option<Fairness?> Fairness(Shell shell)
    {
        var option = new Option<Fairness?>("--fairness")
        {
            Description = shell.Say(Phrases.FairnessOption),
            HelpName = $"{Leximin}|{MaxCoverage}",
            CustomParser = result => Word(result) switch
            {
                Leximin => Engine.Rounds.Fairness.Leximin,
                MaxCoverage => Engine.Rounds.Fairness.MaxCoverage,
                var other => Refuse<Fairness?>(result, shell, "--fairness", other, $"{Leximin}, {MaxCoverage}"),
            },
        };
        option.CompletionSources.Clear(); // the names of the enum
        option.CompletionSources.Add(Leximin, MaxCoverage);
        return option;
    }

    /// <summary>Who helps to choose communes.</summary>
    public static Option<SolverDoor> Solver(Shell shell)
    {
        var option = new Option<SolverDoor>("--solver")
        {
            Description = shell.Say(Phrases.SolverOption),
            HelpName = string.Join('|', SolverDoors.Words),
            CustomParser = result => Array.IndexOf(SolverDoors.Words, Word(result)) is var at and >= 0
                ? (SolverDoor)at
                : Refuse<SolverDoor>(result, shell, "--solver", Word(result), string.Join(", ", SolverDoors.Words)),
        };
        option.CompletionSources.Clear(); // the names of the enum
        option.CompletionSources.Add(SolverDoors.Words);
        return option;
    }

    /// <summary>A plain whole number within its range; signs, separators and exponents are refused.</summary>
    public static Option<long?> Number(Shell shell, string name, Phrase meaning, long lowest, long highest) =>
        new(name)
        {
            Description = shell.Say(meaning),
            HelpName = "N",
            CustomParser = result =>
                long.TryParse(Word(result), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= lowest && number <= highest
                    ? number
                    : Refuse<long?>(result, shell, name, Word(result), shell.Say(Phrases.WholeNumberBetween, shell.Numbers.Whole(lowest), shell.Numbers.Whole(highest))),
        };

    /// <summary>Seconds, with a decimal point where needed.</summary>
    public static Option<TimeSpan?> Seconds(Shell shell, string name, Phrase meaning) =>
        new(name)
        {
            Description = shell.Say(meaning),
            HelpName = "SECONDS",
            CustomParser = result =>
                decimal.TryParse(Word(result), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= 86_400
                    ? TimeSpan.FromMilliseconds((long)(seconds * 1000))
                    : Refuse<TimeSpan?>(result, shell, name, Word(result), shell.Say(Phrases.SecondsBetween)),
        };

    public static Option<string> Words(Shell shell, string name, Phrase meaning, params string[] allowed)
    {
        var option = new Option<string>(name)
        {
            Description = shell.Say(meaning),
            HelpName = string.Join('|', allowed),
            CustomParser = result => allowed.Contains(Word(result), StringComparer.Ordinal)
                ? Word(result)
                : Refuse<string>(result, shell, name, Word(result), string.Join(", ", allowed)),
        };
        option.CompletionSources.Add(allowed);
        return option;
    }

    private static string Word(ArgumentResult result) => result.Tokens.Count == 0 ? "" : result.Tokens[0].Value;

    private static T? Refuse<T>(ArgumentResult result, Shell shell, string name, string value, string expected)
    {
        result.AddError(shell.Say(Phrases.OptionValueRefused, name, value, expected));
        return default;
    }
}
