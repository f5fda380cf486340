using Matching.Cli.Comparing;
using Matching.Cli.Screens;
using Matching.Cli.Solving;
using Matching.Cli.Terminal;
using Matching.Cli.Wording;
using Matching.Engine.Explain;

namespace Matching.Cli.Commands;

/// <summary><c>matching compare DIR DIR</c>.</summary>
internal static class CompareCommand
{
    public static Verb Create(Shell shell)
    {
        var verb = new Verb("compare", Phrases.ComparePurpose, shell.Language)
        {
            Examples =
            [
                new("matching compare plan1 plan2", Phrases.CompareExample),
                new("matching compare plan widest --round round", Phrases.CompareExampleRound),
            ],
        };
        var before = Choices.Folder(shell, "DIR", Phrases.CompareBeforeArgument);
        var after = Choices.Folder(shell, "DIR2", Phrases.CompareAfterArgument);
        var round = Choices.FolderOption(shell, "--round", Phrases.CompareRoundOption);
        verb.Add(before);
        verb.Add(after);
        verb.Add(round);
        verb.SetAction((parsed, cancel) =>
            Task.FromResult(Run(parsed.GetRequiredValue(before), parsed.GetRequiredValue(after), parsed.GetValue(round), shell, cancel)));
        return verb;
    }

    private static int Run(string before, string after, string? roundFolder, Shell shell, CancellationToken cancel)
    {
        if (RoundInput.PlanById(before, shell, cancel) is not { } first || RoundInput.PlanById(after, shell, cancel) is not { } second)
        {
            return ExitCode.BadInput;
        }

        RoundLookup? lookup = null;
        if (roundFolder is not null)
        {
            if (RoundInput.Round(roundFolder, shell, cancel) is not { Round: { } round })
            {
                return ExitCode.BadInput;
            }

            lookup = new RoundLookup(round);
        }

        if (!string.Equals(first.Summary!.InputSha256, second.Summary!.InputSha256, StringComparison.Ordinal))
        {
            shell.Error.WriteLine(shell.Say(Phrases.Warning, shell.Say(Phrases.CompareOtherInput)));
        }

        new DifferenceScreen(new Page(Screen.Results(shell), shell.Language), new PlanDifference(first, second), lookup).Show(before, after);
        return ExitCode.Done;
    }
}
