using Matching.Engine.Quantities;

namespace Matching.Engine.Plans;

/// <summary>Why a line got what it got. Data; sentences are made at the edge.</summary>
public enum LineReason
{
    /// <summary>Everything that was asked for.</summary>
    FullyServed = 0,

    /// <summary>Rejected, or not verified in a round of verified needs only.</summary>
    TakesNoPart,

    /// <summary>No pledge of this round may serve the line.</summary>
    NoEligiblePledge,

    /// <summary>The pledges that may serve it are used up by it, its bottleneck and those before it.</summary>
    HeldByBottleneck,

    /// <summary>Its province reached the planner's cap.</summary>
    HeldByProvinceCap,

    /// <summary>What the fair share leaves of a unit cannot be bought whole.</summary>
    LessThanOneUnit,

    /// <summary>A project that could not be paid in full when its turn came.</summary>
    ProjectPassedOver,

    /// <summary>Fewer units than its minimum could be had.</summary>
    BelowMinimumQuantity,

    /// <summary>A pin or a yes-or-no condition of a pledge kept money away that the fair share had counted on.</summary>
    DiscreteCondition,

    /// <summary>Others outside the fund give all of it; it takes no part.</summary>
    CoveredByOthers,
}

/// <summary>What the plan does for one line of the round.</summary>
public sealed record LineOutcome
{
    /// <summary>Class number, 1 = first; 0 when the line takes no part.</summary>
    public int Class { get; init; }

    /// <summary>Line value in the fairest fractional plan, discrete conditions aside.</summary>
    public FairShare Fair { get; init; }

    /// <summary>Units delivered: goods units plus units bought.</summary>
    public long AllocatedUnits { get; init; }

    public long GoodsUnits { get; init; }

    public long MoneyVnd { get; init; }

    /// <summary>The bottleneck whose lines share this line's coverage, or 0 (full, a project, or no part in the round).</summary>
    public int Bottleneck { get; init; }

    /// <summary>
    /// The bottleneck in whose tight set this line lies, or 0 for none: its own, or (for a line of an earlier class, a project or a line
    /// at its province's cap) the later one that this line's pledges were drained by.
    /// </summary>
    public int HeldBy { get; init; }

    public LineReason Reason { get; init; }
}
