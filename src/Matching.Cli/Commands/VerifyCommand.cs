using Matching.Cli.Screens;
using Matching.Cli.Solving;
using Matching.Cli.Terminal;
using Matching.Cli.Wording;
using Matching.Engine.Explain.Sentences;
using Matching.Engine.Allocation;
using Matching.Verify;

namespace Matching.Cli.Commands;

/// <summary><c>matching verify ROUND DIR</c>.</summary>
internal static class VerifyCommand
{
    public static Verb Create(Shell shell)
    {
        var verb = new Verb("verify", Phrases.VerifyPurpose, shell.Language)
        {
            Examples = [new("matching verify samples/dien-bien-2026 out/dien-bien-2026", Phrases.VerifyExample)],
            Remark = Phrases.VerifyRemark,
        };
        var round = Choices.Folder(shell, "ROUND", Phrases.RoundArgument);
        var plan = Choices.Folder(shell, "DIR", Phrases.PlanArgument);
        verb.Add(round);
        verb.Add(plan);
        verb.SetAction((parsed, cancel) => RunAsync(parsed.GetRequiredValue(round), parsed.GetRequiredValue(plan), shell, cancel));
        return verb;
    }

    private static async Task<int> RunAsync(string roundFolder, string planFolder, Shell shell, CancellationToken cancel)
    {
        if (RoundInput.Round(roundFolder, shell, cancel) is not { Round: { } round } reading
            || RoundInput.Plan(round, planFolder, shell, cancel) is not { Plan: { } plan, Summary: { } summary })
        {
            return ExitCode.BadInput;
        }

        if (!string.Equals(reading.InputSha256, summary.InputSha256, StringComparison.Ordinal))
        {
            await shell.Error.WriteLineAsync(shell.Say(Phrases.Warning, shell.Say(Phrases.RoundHasChanged)));
        }

        // The plan is held to the kind of fairness that it was made for, which may differ from the round's policy.
        var ruled = Solve.WithFairness(round, summary.Fairness);
        var violations = await Task.Run(() => PlanAudit.Violations(ruled, plan, summary.Fairness, summary.StopReason == StopReason.Complete), cancel);
        if (!violations.IsEmpty)
        {
            ViolationList.Show(violations, shell);
            return ExitCode.PlanFailsVerification;
        }

        await shell.Out.WriteLineAsync(shell.Say(
            Phrases.Verified,
            shell.Numbers.Whole(plan.Shipments.Length),
            shell.Numbers.Dong(plan.Shipments.Sum(s => s.ValueVnd)),
            shell.Say(Phrases.Proof(summary.Fairness, summary.StopReason))));
        return ExitCode.Done;
    }
}
