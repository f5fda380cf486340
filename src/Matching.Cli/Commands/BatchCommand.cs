using Matching.Cli.Batch;
using Matching.Cli.Screens;
using Matching.Cli.Terminal;
using Matching.Cli.Wording;
using Matching.Engine.Explain.Sentences;

namespace Matching.Cli.Commands;

/// <summary><c>matching batch FOLDER</c>.</summary>
internal static class BatchCommand
{
    private const int MostThreads = 1024;

    public static Verb Create(Shell shell)
    {
        var verb = new Verb("batch", Phrases.BatchPurpose, shell.Language)
        {
            Examples =
            [
                new("matching batch rounds", Phrases.BatchExample),
                new("matching batch what-ifs --out out/what-ifs", Phrases.BatchExampleOut),
            ],
            Remark = Phrases.BatchRemark,
        };
        var folder = Choices.Folder(shell, "FOLDER", Phrases.BatchFolderArgument);
        var output = Choices.FolderOption(shell, "--out", Phrases.BatchOutOption);
        var threads = Choices.Number(shell, "--threads", Phrases.BatchThreadsOption, 1, MostThreads);
        verb.Add(folder);
        verb.Add(output);
        verb.Add(threads);
        verb.SetAction((parsed, cancel) =>
            RunAsync(parsed.GetRequiredValue(folder), parsed.GetValue(output), (int?)parsed.GetValue(threads) ?? Environment.ProcessorCount, shell, cancel));
        return verb;
    }

    private static async Task<int> RunAsync(string folder, string? output, int cores, Shell shell, CancellationToken cancel)
    {
        var batch = BatchFolder.Read(folder, shell, cancel);
        if (!batch.Faults.IsEmpty)
        {
            FaultTable.Show(batch.Faults, shell);
            return ExitCode.BadInput;
        }

        var outcomes = await new BatchRun(shell, output, cores).RunAsync(batch.Cases, cancel);
        var page = new Page(Screen.Results(shell), shell.Language);
        new BatchTable(page).Show(outcomes);
        foreach (var difference in WhatIfDifference.Of(outcomes))
        {
            new WhatIfTable(page).Show(difference);
            if (output is not null)
            {
                difference.Write(Path.Combine(output, difference.Name), cancel);
            }
        }

        return outcomes.Max(o => o.ExitCode);
    }
}
