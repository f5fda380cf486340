using System.Collections.Immutable;
using Matching.Engine.Allocation;
using Matching.Engine.Plans;
using Matching.Engine.Rounds;

namespace Matching.Files;

/// <summary>The folder that holds one plan (docs/file-format.md): readable tables, exact enough to rebuild and verify the plan from the files alone.</summary>
public static class PlanFolder
{
    /// <summary>Writes a plan as a whole or not at all.</summary>
    /// <remarks>
    /// Everything is written into a folder beside the target, which then takes the target's name. A target that exists is replaced only when it is empty or
    /// holds a plan of ours and nothing else. Whatever goes wrong, and also on cancellation, the target is as it was.
    /// </remarks>
    /// <exception cref="PlanFolderException">The target is not ours to replace, or the disk refuses.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was signalled.</exception>
    public static void Write(Round round, Plan plan, PlanSummary summary, string folder, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(round);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(summary);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var needs = OpenNeeds.Of(round);
        OutputFolder.Replace(folder, temporary =>
        {
            Create(temporary, PlanFiles.Allocations, stream => PlanTables.WriteAllocations(stream, round, plan, cancel), cancel);
            Create(temporary, PlanFiles.Lines, stream => PlanTables.WriteLines(stream, needs, plan, cancel), cancel);
            Create(temporary, PlanFiles.PledgesLeft, stream => PlanTables.WritePledgesLeft(stream, round, plan, cancel), cancel);
            Create(temporary, PlanFiles.Bottlenecks, stream => PlanTables.WriteBottlenecks(stream, plan, cancel), cancel);
            Create(temporary, PlanFiles.FairFlow, stream => PlanTables.WriteFairFlow(stream, round, plan, cancel), cancel);
            Create(temporary, PlanFiles.Summary, stream => SummaryWriter.Write(stream, round, plan, summary), cancel);
            cancel.ThrowIfCancellationRequested();
        });
    }

    /// <summary>Reads a plan of <paramref name="round"/> back, or lists everything that is wrong with the files. Does not verify the plan itself.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was signalled.</exception>
    public static PlanReading Read(Round round, string folder, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(round);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        cancel.ThrowIfCancellationRequested();
        if (!Directory.Exists(folder))
        {
            return new PlanReading
            {
                Faults = [new FileFault(folder, 0, null, null, FaultKind.FileMissing, "a folder that holds a plan", "thư mục chứa một phương án")],
            };
        }

        var needs = OpenNeeds.Of(round);
        var files = PlanFiles.InOrder.Select(name => new InputFile(folder, name)).ToArray();
        var summary = SummaryReader.Read(files[0], round);
        var reader = new PlanReader(needs.Round, needs, cancel);
        reader.ReadBottlenecks(files[1]);
        reader.ReadLines(files[2]);
        reader.ReadPledges(files[3]);
        reader.ReadAllocations(files[4]);
        reader.ReadFairFlow(files[5]);
        if (summary is { } known)
        {
            reader.CheckClasses(files[2], files[1], known.Classes.Length);
        }

        reader.CheckCounts(files[1]);
        var faults = ImmutableArray.CreateBuilder<FileFault>();
        var warnings = ImmutableArray.CreateBuilder<FileFault>();
        foreach (var file in files)
        {
            file.Faults.CopyTo(faults);
            file.Warnings.CopyTo(warnings);
        }

        return new PlanReading
        {
            Plan = faults.Count == 0 ? reader.Build(summary!.Value.Classes) : null,
            Summary = summary?.Summary,
            Faults = faults.DrainToImmutable(),
            Warnings = warnings.DrainToImmutable(),
        };
    }

    private static void Create(string folder, string name, Action<Stream> write, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        using var stream = new FileStream(Path.Combine(folder, name), FileMode.CreateNew, FileAccess.Write);
        write(stream);
        stream.Flush(flushToDisk: true); // the folder's new name must not outlive a power cut without its content
    }
}
