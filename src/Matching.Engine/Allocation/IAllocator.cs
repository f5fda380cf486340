using System.Collections.Immutable;
using Matching.Engine.Plans;
using Matching.Engine.Rounds;

namespace Matching.Engine.Allocation;

/// <summary>Whatever turns a round into a plan. Every implementation passes the same contract tests and the plan audit.</summary>
public interface IAllocator
{
    /// <summary>Finds a plan for <paramref name="round"/>; reads no clock but <paramref name="clock"/>, writes nothing.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was signalled before there was a plan to return.</exception>
    RoundResult Solve(Round round, SolveOptions options, TimeProvider clock, CancellationToken cancel);
}

/// <summary>How to solve. Equal rounds and options give equal plans, unless the time limit cut the work short.</summary>
public sealed record SolveOptions
{
    /// <summary>In place of the round's own policy, when stated.</summary>
    public Fairness? Fairness { get; init; }

    /// <summary>Shipments of an earlier plan of this round, to stay close to; indices into this round's lists. Empty: none.</summary>
    public ImmutableArray<Shipment> Previous { get; init; } = [];

    /// <summary>Wall-clock budget; <see langword="null"/> for none. What is left undone when it ends is secondary: the plan still keeps every condition.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Threads to use, 1 or more. Changes nothing in the plan.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Helps to choose communes for pledges with yes-or-no conditions; the built-in search works without. Part of the input: another solver may give another plan.</summary>
    public IChoiceSolver? ChoiceSolver { get; init; }

    /// <summary>Told, on the solving thread, where the work stands.</summary>
    public IProgress<SolveProgress>? Progress { get; init; }
}

public enum SolveStage
{
    Preparing,
    FairShares,
    DiscreteConditions,
    WholeUnits,
    Routing,
    Explaining,
}

/// <param name="Class">Class at work, 1 = first; 0 where the stage has none.</param>
/// <param name="Classes">Number of classes.</param>
public readonly record struct SolveProgress(SolveStage Stage, int Class, int Classes);

/// <summary>Why the work ended. Says nothing about whether there is a plan.</summary>
public enum StopReason
{
    /// <summary>All of it was done; the fair shares are proved.</summary>
    Complete,

    /// <summary>The time budget ran out; the plan keeps every condition but may be short of maximal.</summary>
    TimeLimit,

    /// <summary>The planner's pins cannot be kept; <see cref="RoundResult.Conflicts"/> names them.</summary>
    Infeasible,
}

/// <summary>Outcome of a solve: a plan, or the pins that clash.</summary>
public sealed record RoundResult
{
    public required StopReason StoppedBecause { get; init; }

    public Plan? Plan { get; init; }

    public ImmutableArray<PinConflict> Conflicts { get; init; } = [];
}

/// <summary>What a pin clashes with.</summary>
public enum PinConflictKind
{
    /// <summary>The pledge may not serve the line (<see cref="PinConflict.Condition"/> names the condition).</summary>
    NotEligible,

    /// <summary>Two pins speak of the same pair.</summary>
    TwoPinsOnOnePair,

    /// <summary>The pins of a pledge ask for more than it has.</summary>
    MoreThanThePledge,

    /// <summary>The pins of a line give more than it asks for.</summary>
    MoreThanTheLine,

    /// <summary>The pins of a pledge in one commune exceed its ceiling there.</summary>
    MoreThanPerCommune,

    /// <summary>A pin exceeds the pledge's share of a line.</summary>
    MoreThanTheShare,

    /// <summary>The pins in one province exceed the planner's cap.</summary>
    MoreThanTheProvinceCap,

    /// <summary>The pins of a pledge serve more communes than it allows.</summary>
    TooManyCommunes,

    /// <summary>The pins of a pledge stay below its minimum per commune and nothing more can be added there.</summary>
    BelowMinimumPerCommune,

    /// <summary>The pledge must be used whole, and the pins keep it from that.</summary>
    NotPlaceableWhole,

    /// <summary>The pinned money is not a whole number of units, and nobody can complete the unit.</summary>
    NoWholeUnit,

    /// <summary>The pinned amounts stay below the line's minimum quantity and nobody can complete it.</summary>
    BelowMinimumQuantity,

    /// <summary>The pins of a pledge in one province exceed its ceiling there.</summary>
    MoreThanPerProvince,

    /// <summary>The pins of a pledge on some lines exceed the part of it that these may get: lines of other tiers, or lines needed before an instalment comes.</summary>
    MoreThanThePortion,

    /// <summary>The pledge asks something of a line's other donors, or of the whole line, so it is placed as a whole and takes no amounts from pins.</summary>
    AsksOfOthers,

    /// <summary>The pledge fixes its amounts or spreads them over places, so it is placed as a whole and takes no amounts from pins.</summary>
    Shaped,
}

/// <summary>One clash of pins with conditions or with each other.</summary>
/// <param name="Pins">Indices into the round's pins, ascending.</param>
/// <param name="Condition">Name of the condition or column that forbids, where there is one ("exclude_communes").</param>
/// <param name="Stated">What the pins ask for, in the measure of the thing (đồng, units or communes); 0 where no number is meant.</param>
/// <param name="Allowed">What the condition allows, in the same measure.</param>
public sealed record PinConflict(PinConflictKind Kind, ImmutableArray<int> Pins, string? Condition, long Stated, long Allowed);
