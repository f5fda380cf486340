using Matching.Engine.Geography;
using Matching.Engine.Needs;

namespace Matching.Engine.Pledges.Remaining;

/// <summary>What a line has of a pledge from rounds before: held, committed, on its way or there. What was released, taken back or lost is no part of it.</summary>
public sealed record Gift
{
    public required PledgeId Pledge { get; init; }

    public required NeedId Need { get; init; }

    public required Commune Commune { get; init; }

    public required ItemId Item { get; init; }

    /// <summary>Whether it counts as given to tier 1: the commune was of that tier in every round that gave it.</summary>
    public required bool IsTier1 { get; init; }

    /// <summary>What left the pledge, in its own measure; more than zero.</summary>
    public required long Amount { get; init; }

    /// <summary>What the line has of it, in the pledge's measure: less than <see cref="Amount"/> where the pledge pays delivery.</summary>
    public required long OnLine { get; init; }

    /// <summary>Committed by a published round; one that is approved may still be voided.</summary>
    public required bool IsPublished { get; init; }
}

/// <summary>The terms of what is left of a pledge, or why that takes no part.</summary>
/// <param name="Pledge">What is left, with conditions that keep the donor's in sum; <see langword="null"/> exactly when it is left out.</param>
/// <param name="LeftOutBy">The condition that leaves it out, as pledges.csv names it.</param>
/// <param name="ServedLinesAreShut">Whether no line that has something of it may get more, because the condition is about each line.</param>
public sealed record Rest(Pledge? Pledge, string? LeftOutBy, bool ServedLinesAreShut);
