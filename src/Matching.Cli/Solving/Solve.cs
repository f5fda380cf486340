using Matching.Cli.Screens;
using Matching.Cli.Terminal;
using Matching.Cli.Wording;
using Matching.Engine.Allocation;
using Matching.Engine.Explain;
using Matching.Engine.Explain.Sentences;
using Matching.Engine.Plans;
using Matching.Engine.Rounds;
using Matching.Files;
using Matching.Verify;

namespace Matching.Cli.Solving;

/// <summary>The main job: read, allocate, verify, write, show. Nothing is written unless the audit finds nothing.</summary>
internal static class Solve
{
    // Wide enough for the class table, narrow enough for a page.
    private const int PictureWidth = 112;

    public static async Task<int> RunAsync(SolveRequest request, Shell shell, CancellationToken cancel)
    {
        if (SameFolder(request.RoundFolder, request.OutFolder))
        {
            throw new RefusedException(shell.Say(Phrases.OutputIsRound, request.OutFolder));
        }

        var stages = new Stages(shell, request.Quiet);
        var reading = await stages.RunAsync(Stage.Reading, () => RoundFolder.Read(request.RoundFolder, cancel), cancel);
        if (RoundInput.Accept(reading, shell, request.Quiet) is null)
        {
            return ExitCode.BadInput;
        }

        var round = WithFairness(reading.Round!, request.Fairness);
        PlanById? previous = null;
        if (request.PreviousFolder is { } folder && (previous = RoundInput.PlanById(folder, shell, cancel)) is null)
        {
            return ExitCode.BadInput;
        }

        using var helper = SolverDoors.Open(request.Solver, shell);
        var options = new SolveOptions
        {
            ChoiceSolver = helper?.Chooser,
            Previous = previous?.ShipmentsIn(round) ?? [],
            TimeLimit = request.TimeLimit,
            Threads = request.Threads,
            Progress = stages.Progress,
        };
        var result = await stages.RunAsync(Stage.Solving, () => shell.Allocator.Solve(round, options, shell.Clock, cancel), cancel);
        if (result.Plan is not { } plan)
        {
            ConflictTable.Show(round, result.Conflicts, shell);
            return ExitCode.BadInput;
        }

        var violations = await stages.RunAsync(Stage.Verifying, () => PlanAudit.Violations(round, plan, round.Policy.Fairness, result.StoppedBecause == StopReason.Complete), cancel);
        if (!violations.IsEmpty)
        {
            ViolationList.Show(violations, shell);
            await shell.Error.WriteLineAsync(shell.Say(Phrases.NothingWritten));
            return ExitCode.PlanFailsVerification;
        }

        var lookup = new RoundLookup(round);
        var summary = Summaries.Of(lookup, plan, reading.InputSha256, result.StoppedBecause, request.Seed, helper?.Chooser.Name, stages.Times);
        await stages.RunAsync(
            Stage.Writing,
            () =>
            {
                PlanFolder.Write(round, plan, summary, request.OutFolder, cancel);
                return true;
            },
            cancel);
        Show(request, lookup, plan, result.StoppedBecause, stages, shell);
        if (result.StoppedBecause != StopReason.TimeLimit)
        {
            return ExitCode.Done;
        }

        await shell.Error.WriteLineAsync(shell.Say(Phrases.TimeLimitReached));
        return ExitCode.Stopped;
    }

    public static Round WithFairness(Round round, Fairness? fairness) =>
        fairness is { } stated ? round with { Policy = round.Policy with { Fairness = stated } } : round;

    private static void Show(SolveRequest request, RoundLookup lookup, Plan plan, StopReason stopped, Stages stages, Shell shell)
    {
        if (!request.Quiet)
        {
            var screen = new RoundScreen(Screen.Results(shell), shell.Language, lookup, plan);
            screen.Show(stopped);
            screen.Written(request.OutFolder, stages.Times);
        }

        if (request.PictureFile is { } file)
        {
            Picture.Draw(file, PictureWidth, console => new RoundScreen(console, shell.Language, lookup, plan).Show(stopped));
        }
    }

    private static bool SameFolder(string left, string right) =>
        string.Equals(
            Path.TrimEndingDirectorySeparator(Path.GetFullPath(left)),
            Path.TrimEndingDirectorySeparator(Path.GetFullPath(right)),
            StringComparison.Ordinal);
}
