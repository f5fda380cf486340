using System.Collections.Immutable;

namespace Matching.Engine.Plans;

/// <summary>A finished plan for one round: who gives what to whom, and why not more.</summary>
/// <remarks>Indices refer to the round's lists. Nothing in it depends on a clock or on the number of threads.</remarks>
public sealed record Plan
{
    /// <summary>Ordered by pledge id, then need id (ordinal).</summary>
    public required ImmutableArray<Shipment> Shipments { get; init; }

    /// <summary>One for every line of the round, in the round's order.</summary>
    public required ImmutableArray<LineOutcome> Lines { get; init; }

    /// <summary>One for every pledge of the round, in the round's order.</summary>
    public required ImmutableArray<PledgeOutcome> Pledges { get; init; }

    /// <summary>By number.</summary>
    public required ImmutableArray<Bottleneck> Bottlenecks { get; init; }

    /// <summary>By class number.</summary>
    public required ImmutableArray<ClassOutcome> Classes { get; init; }

    /// <summary>Witness of the fair shares, ordered like <see cref="Shipments"/>.</summary>
    public required ImmutableArray<FairThread> FairThreads { get; init; }
}
