using Matching.Cli.Solving;
using Matching.Cli.Terminal;
using Matching.Cli.Wording;
using Matching.Engine.Explain.Sentences;

namespace Matching.Cli.Commands;

/// <summary><c>matching solve ROUND --out DIR</c>.</summary>
internal static class SolveCommand
{
    private const int MostThreads = 1024;

    public static Verb Create(Shell shell)
    {
        var verb = new Verb("solve", Phrases.SolvePurpose, shell.Language)
        {
            Examples =
            [
                new("matching solve samples/dien-bien-2026 --out out/dien-bien-2026", Phrases.SolveExample),
                new("matching solve round --out plan2 --previous plan1", Phrases.SolveExamplePrevious),
                new("matching solve round --out widest --fairness max_coverage", Phrases.SolveExampleMax),
                new("matching solve province --out plan --solver cbc", Phrases.SolveExampleSolver),
            ],
            Remark = Phrases.SolveRemark,
        };
        var round = Choices.Folder(shell, "ROUND", Phrases.RoundArgument);
        var output = Choices.FolderOption(shell, "--out", Phrases.OutOption, required: true);
        var fairness = Choices.Fairness(shell);
        var previous = Choices.FolderOption(shell, "--previous", Phrases.PreviousOption);
        var seed = Choices.Number(shell, "--seed", Phrases.SeedOption, 0, long.MaxValue);
        var threads = Choices.Number(shell, "--threads", Phrases.ThreadsOption, 1, MostThreads);
        var limit = Choices.Seconds(shell, "--time-limit", Phrases.TimeLimitOption);
        var solver = Choices.Solver(shell);
        var quiet = Choices.Switch(shell, "--quiet", Phrases.QuietOption);
        verb.Add(round);
        verb.Add(output);
        verb.Add(fairness);
        verb.Add(previous);
        verb.Add(seed);
        verb.Add(threads);
        verb.Add(limit);
        verb.Add(solver);
        verb.Add(quiet);
        verb.SetAction((parsed, cancel) => Solve.RunAsync(
            new SolveRequest
            {
                RoundFolder = parsed.GetRequiredValue(round),
                OutFolder = parsed.GetRequiredValue(output),
                Fairness = parsed.GetValue(fairness),
                PreviousFolder = parsed.GetValue(previous),
                Seed = parsed.GetValue(seed),
                Threads = (int?)parsed.GetValue(threads) ?? Environment.ProcessorCount,
                TimeLimit = parsed.GetValue(limit),
                Solver = parsed.GetValue(solver),
                Quiet = parsed.GetValue(quiet),
            },
            shell,
            cancel));
        return verb;
    }
}
