using Matching.Cli.Solving;
using Matching.Cli.Terminal;
using Matching.Cli.Wording;
using Matching.Engine.Explain.Sentences;

namespace Matching.Cli.Commands;

/// <summary><c>matching demo</c>: the sample round, solved and shown.</summary>
internal static class DemoCommand
{
    private const string Sample = "dien-bien-2026";

    public static Verb Create(Shell shell)
    {
        var verb = new Verb("demo", Phrases.DemoPurpose, shell.Language)
        {
            Examples =
            [
                new("matching demo", Phrases.DemoExample),
                new("matching demo --lang en", Phrases.DemoExampleEnglish),
            ],
        };
        var output = Choices.FolderOption(shell, "--out", Phrases.DemoOutOption);
        var picture = Choices.Text(shell, "--picture", "FILE", Phrases.PictureOption);
        verb.Add(output);
        verb.Add(picture);
        verb.SetAction((parsed, cancel) => Solve.RunAsync(
            new SolveRequest
            {
                RoundFolder = FindSample(shell),
                OutFolder = parsed.GetValue(output) ?? Path.Combine("out", Sample),
                PictureFile = parsed.GetValue(picture),
                Threads = Environment.ProcessorCount,
            },
            shell,
            cancel));
        return verb;
    }

    /// <summary>The sample round beside the working folder or the program, or in a folder above either.</summary>
    private static string FindSample(Shell shell)
    {
        foreach (var start in (ReadOnlySpan<string>)[Environment.CurrentDirectory, AppContext.BaseDirectory])
        {
            for (var at = new DirectoryInfo(start); at is not null; at = at.Parent)
            {
                var folder = Path.Combine(at.FullName, "samples", Sample);
                if (File.Exists(Path.Combine(folder, "round.json")))
                {
                    return folder;
                }
            }
        }

        throw new RefusedException(shell.Say(Phrases.SampleNotFound, Sample, Environment.CurrentDirectory));
    }
}
