using System.Collections.Immutable;
using Matching.Cli.Terminal;
using Matching.Cli.Wording;
using Matching.Cli.Solving;
using Matching.Engine.Allocation;
using Matching.Engine.Explain;
using Matching.Engine.Plans;
using Matching.Engine.Rounds;
using Matching.Engine.Explain.Sentences;
using Matching.Files;
using Matching.Verify;

namespace Matching.Cli.Batch;

/// <summary>Solves the cases side by side, one core each. Every plan is audited; only sound ones are written or shown.</summary>
internal sealed class BatchRun(Shell shell, string? outFolder, int cores)
{
    /// <summary>In the order of <paramref name="cases"/>, whichever is done first.</summary>
    public async Task<ImmutableArray<BatchOutcome>> RunAsync(ImmutableArray<BatchCase> cases, CancellationToken cancel)
    {
        var outcomes = new BatchOutcome[cases.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = cores, CancellationToken = cancel };
        await Parallel.ForAsync(0, cases.Length, options, (i, token) =>
        {
            outcomes[i] = Run(cases[i], token);
            return ValueTask.CompletedTask;
        });
        return [.. outcomes];
    }

    private BatchOutcome Run(BatchCase one, CancellationToken cancel)
    {
        var start = shell.Clock.GetTimestamp();
        var reading = RoundFolder.Read(one.RoundFolder, cancel);
        if (reading.Round is null || !reading.Faults.IsEmpty)
        {
            var first = reading.Faults.IsEmpty ? "" : reading.Faults[0].Describe(shell.Language == Language.Vietnamese);
            return new BatchOutcome(one, ExitCode.BadInput) { Trouble = shell.Say(Phrases.BatchFaults, shell.Numbers.Whole(reading.Faults.Length), first) };
        }

        var round = one.Variant is { } variant ? variant.ApplyTo(reading.Round) : reading.Round;
        var result = shell.Allocator.Solve(round, new SolveOptions { Threads = 1 }, shell.Clock, cancel);
        if (result.Plan is not { } plan)
        {
            return new BatchOutcome(one, ExitCode.BadInput) { Trouble = shell.Say(Phrases.BatchConflicts, shell.Numbers.Whole(result.Conflicts.Length)) };
        }

        var violations = PlanAudit.Violations(round, plan, round.Policy.Fairness, result.StoppedBecause == StopReason.Complete);
        if (!violations.IsEmpty)
        {
            return new BatchOutcome(one, ExitCode.PlanFailsVerification)
            {
                Trouble = shell.Say(Phrases.BatchViolations, shell.Numbers.Whole(violations.Length), violations[0].Describe(shell.Language.Code())),
            };
        }

        cancel.ThrowIfCancellationRequested();
        if (outFolder is not null)
        {
            Write(one, reading, round, plan, result.StoppedBecause, Path.Combine(outFolder, one.Name), cancel);
        }

        return new BatchOutcome(one, result.StoppedBecause == StopReason.TimeLimit ? ExitCode.Stopped : ExitCode.Done)
        {
            Round = round,
            Plan = plan,
            Took = shell.Clock.GetElapsedTime(start),
        };
    }

    // A variant's round goes beside its plan: only with it can the plan be verified and explained.
    private static void Write(BatchCase one, RoundReading reading, Round round, Plan plan, StopReason stopped, string folder, CancellationToken cancel)
    {
        var sha256 = reading.InputSha256;
        if (one.Variant is not null)
        {
            var roundFolder = Path.Combine(folder, "round");
            RoundFolder.Write(round, roundFolder);
            sha256 = RoundFolder.Read(roundFolder, cancel).InputSha256;
        }

        var summary = Summaries.Of(new RoundLookup(round), plan, sha256, stopped, seed: null, choiceSolver: null, times: []);
        PlanFolder.Write(round, plan, summary, Path.Combine(folder, "plan"), cancel);
    }
}
