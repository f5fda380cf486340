using System.Collections.Immutable;

namespace Matching.Solvers.Checks;

/// <summary>What a solver says it found.</summary>
public enum ClaimedStatus
{
    /// <summary>Gave up, or was stopped, without a solution.</summary>
    Unknown,

    Feasible,

    Optimal,

    Infeasible,

    /// <summary>The solver does not accept the model or the parameters.</summary>
    Refused,
}

/// <summary>A solver's answer before anybody looked at it.</summary>
public sealed record SolverClaim
{
    public required ClaimedStatus Status { get; init; }

    /// <summary>Value by variable; empty when there is no solution.</summary>
    public ImmutableArray<long> Values { get; init; } = [];

    /// <summary>The objective it says the values have, in the model's own direction; null when it does not say.</summary>
    public double? Objective { get; init; }

    /// <summary>No solution is better than this; null when it does not say.</summary>
    public long? Bound { get; init; }

    public SolverStop Stop { get; init; }

    public double? Work { get; init; }

    /// <summary>What it adds in words; shown when it refuses.</summary>
    public string? Detail { get; init; }
}
