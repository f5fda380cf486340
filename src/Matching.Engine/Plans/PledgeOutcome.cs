namespace Matching.Engine.Plans;

/// <summary>Why a pledge has something left. Data; sentences are made at the edge.</summary>
public enum PledgeReason
{
    /// <summary>Used to the last đồng or unit.</summary>
    FullyUsed = 0,

    /// <summary>Its last day lies before the round.</summary>
    Expired,

    /// <summary>No line of the round is eligible under its conditions.</summary>
    NoEligibleLine,

    /// <summary>Every line that it may serve has all it asked for.</summary>
    EligibleNeedsMet,

    /// <summary>The rest does not buy a whole unit of any eligible open line.</summary>
    LessThanOneUnit,

    /// <summary>Its ceiling per commune or its share of a line stops it.</summary>
    CeilingReached,

    /// <summary>The planner's province cap stops it.</summary>
    ProvinceCap,

    /// <summary>Its minimum per commune cannot be reached.</summary>
    MinimumNotReachable,

    /// <summary>It serves as many communes as it may, and those have what they need.</summary>
    CommuneLimitReached,

    /// <summary>It is to be used whole or not at all, and could not be placed whole.</summary>
    NotPlaceableWhole,

    /// <summary>What is left is the planner's reserve.</summary>
    Reserve,

    /// <summary>A pin keeps it from the open lines.</summary>
    Pinned,

    /// <summary>What is left pays for delivery.</summary>
    Delivery,

    /// <summary>What it asks of a line's other donors, or of full lines, could not be kept at the open lines.</summary>
    AsksOfOthers,

    /// <summary>What another pledge asks of its company keeps it from the open lines.</summary>
    KeptAway,

    /// <summary>It is to reach more communes than could be served together.</summary>
    SpreadNotReachable,

    /// <summary>Its amounts are fixed (per commune, per child, or in equal parts), and no further such amount could be placed.</summary>
    FixedAmounts,
}

/// <summary>What the plan does with one pledge, in its own measure (đồng or units).</summary>
/// <param name="Available">What the round may use: the amount less the reserve and less what delivery takes; 0 when expired.</param>
/// <param name="Used">Given to lines.</param>
/// <param name="Left">Amount − used; includes the reserve and what pays for delivery.</param>
public sealed record PledgeOutcome(long Available, long Used, long Left, PledgeReason Reason)
{
    /// <summary>How much of what is used goes to lines that meet one of its wishes at least; <see langword="null"/> where it states none.</summary>
    public long? WishMet { get; init; }
}
