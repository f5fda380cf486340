using Matching.Engine.Plans;
using Matching.Engine.Rounds;

namespace Matching.Cli.Batch;

/// <summary>One row of the table to be: a round folder, and what is changed in it.</summary>
/// <param name="Variant">Nothing for the round as it stands.</param>
internal sealed record BatchCase(string Name, string RoundFolder, Variant? Variant);

/// <summary>What became of one case.</summary>
internal sealed record BatchOutcome(BatchCase Case, int ExitCode)
{
    public Round? Round { get; init; }

    public Plan? Plan { get; init; }

    public TimeSpan Took { get; init; }

    /// <summary>Why there is no plan, in a sentence.</summary>
    public string? Trouble { get; init; }
}
