using Matching.Engine.Quantities;
using Matching.Engine.Rounds;

namespace Matching.Engine.Plans;

/// <summary>What the plan does for one class, in đồng of line value.</summary>
public sealed record ClassOutcome
{
    public required PriorityClass Class { get; init; }

    public required int Lines { get; init; }

    public required Vnd Requested { get; init; }

    /// <summary>Sum of the fair shares, cut to whole đồng: no plan that keeps the classes before can place more here.</summary>
    public required Vnd Fair { get; init; }

    /// <summary>Line value of what is allocated (units × the line's unit cost).</summary>
    public required Vnd Allocated { get; init; }

    /// <summary>Sum over lines of what the plan stays below the fair share.</summary>
    public required Vnd PriceOfConditions { get; init; }

    /// <summary>Sum of the fair shares, each cut to whole units: what yes-or-no conditions are measured against.</summary>
    public required Vnd WholeFair { get; init; }

    /// <summary>How much of <see cref="WholeFair"/> the plan reaches.</summary>
    public required Vnd Reached { get; init; }

    /// <summary>
    /// The most of <see cref="WholeFair"/> that can be reached, given the yes-or-no conditions: summed over the first classes, for any number of them, no plan reaches
    /// more that reaches as much as this one in every sum before.
    /// </summary>
    public required Vnd Bound { get; init; }

    /// <summary>Coverage by whole units of the worst line.</summary>
    public required Ratio MinimumCoverage { get; init; }

    /// <summary>Mean of the lines' coverages by whole units; for display.</summary>
    public required double MeanCoverage { get; init; }
}
