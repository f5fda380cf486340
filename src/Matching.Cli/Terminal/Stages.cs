using System.Diagnostics.CodeAnalysis;
using Matching.Cli.Screens;
using Matching.Cli.Wording;
using Matching.Engine.Allocation;
using Spectre.Console;

namespace Matching.Cli.Terminal;

/// <summary>A part of the work: its key in summary.json, and its name.</summary>
internal sealed record Stage(string Key, Phrase Name)
{
    public static Stage Reading { get; } = new("reading", Phrases.StageReading);

    public static Stage Solving { get; } = new("solving", Phrases.StageSolving);

    public static Stage Verifying { get; } = new("verifying", Phrases.StageVerifying);

    public static Stage Writing { get; } = new("writing", Phrases.StageWriting);

    public static Stage Pricing { get; } = new("pricing", Phrases.StagePricing);

    public static Stage Generating { get; } = new("generating", Phrases.StageGenerating);
}

/// <summary>How long one part of the work took.</summary>
internal readonly record struct StageTime(Stage Stage, TimeSpan Took);

/// <summary>Runs the parts of a long command one after another, times them and, when they take long and somebody watches, shows where the work stands.</summary>
internal sealed class Stages(Shell shell, bool quiet)
{
    private static readonly int s_stages = Enum.GetValues<SolveStage>().Length;

    // Shorter work would only flicker.
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(500);

    private const int BarCells = 24;

    private readonly List<StageTime> _times = [];
    private string _standing = "";
    private double _share;

    public IReadOnlyList<StageTime> Times => _times;

    /// <summary>Told by the allocator, shown by whoever watches.</summary>
    public IProgress<SolveProgress> Progress => new Direct(this);

    /// <summary>Says that so many of all parts are done; shown by whoever watches. Any thread may.</summary>
    public void Stand(Phrase standing, int done, int all)
    {
        Volatile.Write(ref _share, (double)done / Math.Max(1, all));
        Volatile.Write(ref _standing, shell.Say(standing, shell.Numbers.Whole(done), shell.Numbers.Whole(all)));
    }

    public async Task<T> RunAsync<T>(Stage stage, Func<T> work, CancellationToken cancel)
    {
        var start = shell.Clock.GetTimestamp();
        var task = Task.Run(work, cancel);
        _standing = shell.Say(stage.Name);
        _share = 0;
        if (shell.ErrorIsTerminal && !quiet && shell.AllowsColour)
        {
            await WatchAsync(task, cancel);
        }

        var result = await task;
        _times.Add(new StageTime(stage, shell.Clock.GetElapsedTime(start)));
        return result;
    }

    [SuppressMessage("Reliability", "CA2008", Justification = "The delay is not a child of anything.")]
    private async Task WatchAsync(Task task, CancellationToken cancel)
    {
        await Task.WhenAny(task, Task.Delay(s_patience, CancellationToken.None));
        if (task.IsCompleted)
        {
            return;
        }

        var start = shell.Clock.GetTimestamp();
        await Screen.Progress(shell)
            .Status()
            .Spinner(Spinner.Known.Dots)
            .StartAsync(Markup.Escape(_standing), async status =>
            {
                while (!task.IsCompleted)
                {
                    var elapsed = shell.Numbers.Seconds(shell.Clock.GetElapsedTime(start) + s_patience);
                    var asked = cancel.IsCancellationRequested ? $"  [yellow]{Markup.Escape(shell.Say(Phrases.Stopping))}[/]" : "";
                    var share = Volatile.Read(ref _share);
                    var bar = share > 0 ? $"{Bar.Of(share, BarCells, Color.Teal)} " : "";
                    status.Status($"{bar}{Markup.Escape(Volatile.Read(ref _standing))} [grey]{elapsed}[/]{asked}");
                    await Task.WhenAny(task, Task.Delay(100, CancellationToken.None));
                }
            });
    }

    private void Stand(SolveProgress progress)
    {
        // Stages are not equally long; the bar tells how many of them lie behind, not how much time.
        var within = progress.Classes > 0 ? (double)progress.Class / (progress.Classes + 1) : 0;
        Volatile.Write(ref _share, ((int)progress.Stage + within) / s_stages);
        var stage = shell.Say(Phrases.Stage(progress.Stage));
        _standing = progress.Class > 0
            ? shell.Say(Phrases.StageOfClass, stage, shell.Numbers.Whole(progress.Class), shell.Numbers.Whole(progress.Classes))
            : stage;
    }

    // Progress<T> would post to the thread pool and arrive out of order.
    private sealed class Direct(Stages stages) : IProgress<SolveProgress>
    {
        public void Report(SolveProgress value) => stages.Stand(value);
    }
}
