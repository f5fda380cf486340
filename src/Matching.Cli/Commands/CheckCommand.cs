using Matching.Cli.Entry;
using Matching.Cli.Terminal;
using Matching.Cli.Wording;
using Matching.Engine.Explain.Sentences;

namespace Matching.Cli.Commands;

/// <summary><c>matching check ROUND --pledge FILE</c>.</summary>
internal static class CheckCommand
{
    public static Verb Create(Shell shell)
    {
        var verb = new Verb("check", Phrases.CheckPurpose, shell.Language)
        {
            Examples =
            [
                new("matching check samples/dien-bien-2026 --pledge offer.csv", Phrases.CheckExample),
                new("matching check round --pledge offers.csv --json", Phrases.CheckExampleJson),
            ],
            Remark = Phrases.CheckRemark,
        };
        var round = Choices.Folder(shell, "ROUND", Phrases.RoundArgument);
        var pledge = Choices.Text(shell, "--pledge", "FILE", Phrases.CheckPledgeOption);
        pledge.Required = true;
        var json = Choices.Switch(shell, "--json", Phrases.ExplainJsonOption);
        verb.Add(round);
        verb.Add(pledge);
        verb.Add(json);
        verb.SetAction((parsed, cancel) => Check.RunAsync(parsed.GetRequiredValue(round), parsed.GetRequiredValue(pledge), parsed.GetValue(json), shell, cancel));
        return verb;
    }
}
