using Matching.Engine.Intents;
using Matching.Silo.Imports;

namespace Matching.Silo.Desks;

/// <summary>Who wants something done, and under which key: the same key with the same wish is done once and answered alike each time.</summary>
/// <param name="Actor">Account name of the person or machine; it stands in the journal, and keys are its own.</param>
/// <param name="Key">Idempotency key, made by the caller before it sends: 1 to 255 letters without control characters.</param>
public sealed record Intent(string Actor, string Key)
{
    /// <summary>The version that the caller saw; <see langword="null"/> to do it whatever the version is.</summary>
    public long? IfVersion { get; init; }
}

/// <summary>What a change did: kept with its key and given again when it is repeated.</summary>
/// <param name="Subject">What was changed, kind and id: <c>pledge:P12</c>.</param>
/// <param name="Version">Its version after the change.</param>
/// <param name="Sequence">Number of the entry in the journal.</param>
/// <param name="AtMicroseconds">When, in microseconds since 1970-01-01 00:00 UTC.</param>
public sealed record Receipt(string Subject, long Version, long Sequence, long AtMicroseconds)
{
    /// <summary>Of a table that was taken in: how many rows did what.</summary>
    public ImportCounts? Import { get; init; }
}

/// <summary>Done, or refused.</summary>
public sealed record Answer
{
    /// <summary>What was done; <see langword="null"/> exactly when it was refused.</summary>
    public Receipt? Receipt { get; init; }

    public Refusal? Refusal { get; init; }

    /// <summary>Whether it had been done before under this key.</summary>
    public bool Replayed { get; init; }

    public static Answer Refused(Refusal refusal) => new() { Refusal = refusal };
}
