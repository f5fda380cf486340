using System.Collections.Immutable;
using Matching.Engine.Rounds;
using Matching.Silo.Reference;

namespace Matching.Silo.Rounds;

/// <summary>What a round was frozen on: the round as the engine takes it, and what it was taken from.</summary>
/// <remarks>Stored as JSON under the SHA-256 of its bytes; the same content gives the same bytes.</remarks>
public sealed record RoundSnapshot
{
    /// <summary>1: needs and pledges. 2: also what it left out, and what had been given before.</summary>
    public const int CurrentFormat = 2;

    public int Format { get; init; } = CurrentFormat;

    public required Round Round { get; init; }

    /// <summary>Every pledge and need line in it, as it stood, and what its communes had been given before.</summary>
    public required ImmutableArray<Relied> Relied { get; init; }

    /// <summary>What is open or free and yet not in it, and why; by kind and id.</summary>
    public ImmutableArray<LeftOut> LeftOut { get; init; } = [];

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

/// <summary>A pledge, a need line or a commune as it stood when a round was frozen.</summary>
/// <param name="Kind">pledge, need or commune.</param>
/// <param name="Version">Its version, for people; 0 of a commune.</param>
/// <param name="Terms">Fingerprint of what it says: amount and conditions of a pledge, the whole line of a need; empty of a commune.</param>
/// <param name="Amount">What was free of the pledge, in its own measure; what was open of the line, in đồng.</param>
/// <param name="Given">Fingerprint of what the pledge had given, or the commune had got, and from whom; nothing of a line.</param>
public sealed record Relied(string Kind, string Id, long Version, string Terms, long Amount, string? Given = null);
