namespace Matching.Verify;

/// <summary>What is wrong with a plan; one value for every complaint that the audit can raise.</summary>
public enum ViolationKind
{
    // The plan cannot be read: nothing else is checked.

    /// <summary>A list of the plan has not one entry for each line, pledge or class.</summary>
    ListLength = 0,

    /// <summary>An index or number points outside its list.</summary>
    UnknownIndex,

    /// <summary>Shipments, threads or lists of indices are not strictly ascending by id.</summary>
    OutOfOrder,

    /// <summary>A shipment or thread carries nothing, or less.</summary>
    NotPositive,

    /// <summary>A shipment states đồng for goods, units for money or a value that is not theirs.</summary>
    WrongMeasure,

    // Contract section 2; the first eight are raised for the plan and for the fair plan.

    /// <summary>The pledge may not serve the line; <see cref="Violation.What"/> names the condition.</summary>
    NotEligible,

    /// <summary>More is used than the round may use of the pledge.</summary>
    OverAvailable,

    /// <summary>A commune gets more than the pledge's ceiling per commune.</summary>
    OverPerCommune,

    /// <summary>A line gets more than the pledge's share of a line.</summary>
    OverShare,

    /// <summary>The lines of a province receive more than the planner's cap.</summary>
    OverProvinceCap,

    /// <summary>A forbidden pair carries something.</summary>
    ForbiddenPairServed,

    /// <summary>A fixed pair carries another amount.</summary>
    FixedAmountNotKept,

    /// <summary>A pair carries less than it was promised at least.</summary>
    LeastAmountNotKept,

    /// <summary>A commune gets something, but less than the pledge's minimum.</summary>
    UnderPerCommune,

    /// <summary>The pledge serves more communes than it allows.</summary>
    TooManyCommunes,

    /// <summary>An all-or-nothing pledge is used in part.</summary>
    NeitherAllNorNothing,

    /// <summary>A line gets more units than it asked for.</summary>
    OverQuantity,

    /// <summary>The money on a line does not buy a whole number of units.</summary>
    NotWholeUnits,

    /// <summary>A line gets some units, but fewer than its minimum.</summary>
    UnderMinimumQuantity,

    /// <summary>A province gets more than the pledge's ceiling per province; raised for the plan and for the fair plan.</summary>
    OverPerProvince,

    /// <summary>Lines get more than the part of the pledge that is not kept for others or comes in time; <see cref="Violation.What"/> names the condition. Raised for the plan and for the fair plan.</summary>
    OverPart,

    /// <summary>Another donor gives where the pledge wants to be the only one; <see cref="Violation.What"/> names the scope.</summary>
    NotAlone,

    /// <summary>A donor gives to a line of a pledge that does not want this company; <see cref="Violation.What"/> names the donor.</summary>
    BesideUnwantedDonor,

    /// <summary>A pledge for full lines only gives to a line that is not full.</summary>
    LineNotFull,

    /// <summary>A pledge gives more to a line than the money of others there allows it; <see cref="Violation.What"/> names the condition.</summary>
    MoreThanOthersAllow,

    /// <summary>A pledge that is to reach so many communes serves fewer.</summary>
    TooFewCommunes,

    /// <summary>A pledge that is split equally serves another number of places; <see cref="Violation.What"/> names their kind.</summary>
    WrongNumberOfParts,

    /// <summary>A pledge that is split equally gives one place more than another by more than what a division leaves over; <see cref="Violation.What"/> names their kind.</summary>
    UnequalParts,

    /// <summary>A pledge split among districts gives to a line of a commune without one.</summary>
    OutsideEveryPart,

    /// <summary>A commune gets another amount than the pledge fixes.</summary>
    NotTheFixedAmount,

    /// <summary>A line gets another amount than the pledge fixes for its beneficiaries.</summary>
    NotTheAmountPerChild,

    // The plan's own accounts.

    /// <summary>A line is booked under another class than the policy's order gives.</summary>
    WrongClass,

    /// <summary>A figure of a line does not follow from the shipments.</summary>
    LineAccount,

    /// <summary>A figure of a pledge does not follow from the shipments.</summary>
    PledgeAccount,

    /// <summary>A figure of a class does not follow from its lines.</summary>
    ClassAccount,

    /// <summary>What is said to be the most that conditions allow is less than the plan reaches, or more than the fair shares.</summary>
    BoundUntrue,

    // The fair shares.

    /// <summary>The threads of a line do not add up to its fair share within one đồng.</summary>
    FairShareNotWitnessed,

    /// <summary>A fair share exceeds what the line asks for.</summary>
    FairShareOverRequest,

    /// <summary>Bottlenecks are not numbered by class and ascending coverage, or state no coverage below one.</summary>
    BottleneckOrder,

    /// <summary>A line names a bottleneck of another class, or is a project and names one.</summary>
    BottleneckOfOtherClass,

    /// <summary>A bottleneck lists other lines than those that name it.</summary>
    BottleneckLines,

    /// <summary>A figure of a bottleneck does not follow from its lines and the threads.</summary>
    BottleneckAccount,

    /// <summary>A line's fair share is not the coverage of its bottleneck, nor pinned above it.</summary>
    FairShareOffCoverage,

    /// <summary>A line is short of its request, yet no bottleneck holds it.</summary>
    OpenWithoutBottleneck,

    /// <summary>A line is said to lie in a tight set that may not hold it.</summary>
    HeldByWrong,

    /// <summary>More could flow into a bottleneck and those before it: the fair shares are too low or unfairly shared.</summary>
    MoreCouldFlow,

    /// <summary>More is said to flow into a bottleneck and those before it than the pledges can carry there.</summary>
    MoreThanCanFlow,

    /// <summary>A cap bottleneck whose lines lie in several provinces, or in a round without a cap.</summary>
    CapBottleneckAstray,

    /// <summary>A line is said to be held by its province's cap, which is not reached.</summary>
    CapNotReached,

    /// <summary>A line held by its province's cap stands beside a better served one of its class and province.</summary>
    RicherBesideCap,

    // Whole units.

    /// <summary>A line is further below its fair share than whole units explain.</summary>
    TooFarBelowFairShare,

    /// <summary>Goods are left over that an open line could take whole.</summary>
    GoodsLeftForOpenLine,

    /// <summary>Money is left over that buys an open line a whole unit.</summary>
    MoneyLeftForOpenLine,

    /// <summary>The reason that a line states is not true of it.</summary>
    LineReasonUntrue,

    /// <summary>The reason that a pledge states is not true of it.</summary>
    PledgeReasonUntrue,

    // Aid outside the fund.

    /// <summary>A pledge gives to a line that others outside the fund cover already.</summary>
    CoveredByOthers,

    /// <summary>A line gets more units than others outside the fund leave open.</summary>
    OverOpenQuantity,
}
