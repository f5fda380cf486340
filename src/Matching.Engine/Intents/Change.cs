using System.Collections.Immutable;
using Matching.Engine.Ledger;

namespace Matching.Engine.Intents;

/// <summary>What a rule decided: the next state, what it moves in the ledger, and what the journal says about it.</summary>
/// <param name="Action">Verb of the journal, snake_case.</param>
/// <param name="Details">What is written down as JSON beside the movements.</param>
public sealed record Change<TState>(TState Next, string Action, object Details)
{
    public ImmutableArray<Movement> Movements { get; init; } = [];

    /// <summary>Why, in the actor's words.</summary>
    public string? Reason { get; init; }
}
