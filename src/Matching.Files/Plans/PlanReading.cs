using System.Collections.Immutable;
using Matching.Engine.Plans;

namespace Matching.Files;

/// <summary>What reading a plan folder came to: the plan as it was written, or everything that is wrong with the files.</summary>
public sealed record PlanReading
{
    /// <summary>The plan, with indices into the round that it was read against; <see langword="null"/> exactly when there are <see cref="Faults"/>.</summary>
    public Plan? Plan { get; init; }

    /// <summary>What summary.json says beside the plan; compare its <see cref="PlanSummary.InputSha256"/> with the round's.</summary>
    public PlanSummary? Summary { get; init; }

    /// <summary>File by file, by line within each; at most a thousand per file, then one that counts the rest.</summary>
    public ImmutableArray<FileFault> Faults { get; init; } = [];

    public ImmutableArray<FileFault> Warnings { get; init; } = [];
}
