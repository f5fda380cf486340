using System.Collections.Immutable;
using Matching.Engine.Rounds;

namespace Matching.Files;

/// <summary>What reading a round folder came to: a round, or everything that is wrong with the files.</summary>
public sealed record RoundReading
{
    /// <summary>The round; <see langword="null"/> exactly when there are <see cref="Faults"/>.</summary>
    public Round? Round { get; init; }

    /// <summary>In the order round.json, communes, items, needs, pledges, pins, external_aid, and by line within each. At most a thousand per file, then one that counts the rest.</summary>
    public ImmutableArray<FileFault> Faults { get; init; } = [];

    /// <summary>What was understood all the same, and should be known: ignored columns, removed characters. Listed like <see cref="Faults"/>.</summary>
    public ImmutableArray<FileFault> Warnings { get; init; } = [];

    /// <summary>
    /// SHA-256, lower-case hex, over one line <c>name length sha256-of-the-bytes</c> (LF) per file that is there, in the order of <see cref="Faults"/>.
    /// Empty when a file could not be read to its end.
    /// </summary>
    public string InputSha256 { get; init; } = "";
}
