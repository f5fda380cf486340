using System.Collections.Immutable;
using Matching.Engine.Rounds;
using Matching.Silo.Reference;

namespace Matching.Silo.Rounds;

/// <summary>What a round was frozen on: the round as the engine takes it, and what it was taken from.</summary>
/// <remarks>Stored as JSON under the SHA-256 of its bytes; the same content gives the same bytes.</remarks>
public sealed record RoundSnapshot
{
    public const int CurrentFormat = 1;

    public int Format { get; init; } = CurrentFormat;

    public required Round Round { get; init; }

    /// <summary>Every pledge and need line in it, as it stood.</summary>
    public required ImmutableArray<Relied> Relied { get; init; }

    /// <summary>Which zone and which price was taken from a decision, and from which; <see langword="null"/> when none was.</summary>
    public IReadOnlyList<SnapshotSource>? Sources { get; init; }

    /// <summary>The documents that these were read from.</summary>
    public ReferenceHeads? Reference { get; init; }
}

/// <summary>A fact that holds on the round's day, and who says so.</summary>
/// <param name="Thing"><c>commune:03217</c> or <c>item:warm_set</c>.</param>
/// <param name="Value">The zone, or the unit cost in đồng.</param>
/// <param name="Citation">The decision or source.</param>
public sealed record SnapshotSource(string Thing, string Value, string Citation);

/// <summary>A pledge or a need line as it stood when a round was frozen.</summary>
/// <param name="Kind">pledge or need.</param>
/// <param name="Version">Its version, for people.</param>
/// <param name="Terms">Fingerprint of what it says: amount and conditions of a pledge, the whole line of a need.</param>
/// <param name="Amount">What was free of the pledge, in its own measure; what was open of the line, in đồng.</param>
public sealed record Relied(string Kind, string Id, long Version, string Terms, long Amount);
