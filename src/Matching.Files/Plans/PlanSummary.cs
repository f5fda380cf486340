using System.Collections.Immutable;
using Matching.Engine.Allocation;
using Matching.Engine.Rounds;

namespace Matching.Files;

/// <summary>What summary.json says beside what follows from the plan itself.</summary>
public sealed record PlanSummary
{
    /// <summary>Version of the engine that made the plan ("0.1.0").</summary>
    public required string EngineVersion { get; init; }

    /// <summary>How classes shared what they got; may differ from the round's policy when the planner asked for it.</summary>
    public required Fairness Fairness { get; init; }

    /// <summary>The solver that helped to choose communes for yes-or-no pledges; <see langword="null"/> for the built-in search alone.</summary>
    public string? ChoiceSolver { get; init; }

    /// <summary><see cref="RoundReading.InputSha256"/> of the round that was solved.</summary>
    public required string InputSha256 { get; init; }

    public required StopReason StopReason { get; init; }

    /// <summary>Milliseconds by stage. The only part of a plan folder that differs between two runs.</summary>
    public IReadOnlyDictionary<string, double> TimesMs { get; init; } = ImmutableSortedDictionary<string, double>.Empty;

    /// <summary>Versions beside the engine's (a solver, the format of the norms).</summary>
    public IReadOnlyDictionary<string, string> Versions { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>How evenly each tier is served.</summary>
    public ImmutableArray<TierSummary> Tiers { get; init; } = [];

    /// <summary>Further figures by name in snake_case with the unit ("value_placed_vnd").</summary>
    public IReadOnlyDictionary<string, decimal> Figures { get; init; } = ImmutableSortedDictionary<string, decimal>.Empty;
}

/// <summary>How evenly the lines of one tier are served; coverages by whole units, 0 to 1.</summary>
/// <param name="Tier">1 = first.</param>
/// <param name="Lines">Lines of the tier that take part.</param>
/// <param name="Gini">0 = all alike, towards 1 = one has everything.</param>
/// <param name="Lorenz">From (0, 0) to (1, 1).</param>
public sealed record TierSummary(int Tier, int Lines, double Minimum, double Mean, double Gini, ImmutableArray<LorenzPoint> Lorenz);

/// <summary>The poorest <paramref name="Lines"/> (a share, 0 to 1) hold this share of all coverage.</summary>
public readonly record struct LorenzPoint(double Lines, double Coverage);
