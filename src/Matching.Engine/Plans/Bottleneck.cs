using System.Collections.Immutable;
using Matching.Engine.Quantities;

namespace Matching.Engine.Plans;

public enum BottleneckKind
{
    /// <summary>The pledges that can reach the lines are exhausted.</summary>
    Supply = 0,

    /// <summary>The planner's cap on the lines' province is reached.</summary>
    ProvinceCap = 1,
}

/// <summary>A set of lines of one class that share one coverage because nothing more can reach them.</summary>
public sealed record Bottleneck
{
    /// <summary>Number in the round, 1 = poorest of the first class; classes in order, coverage ascending within.</summary>
    public required int Number { get; init; }

    public required int Class { get; init; }

    public required BottleneckKind Kind { get; init; }

    /// <summary>The common coverage, exact. Lines lifted above it by a pin keep their own.</summary>
    public required Ratio Coverage { get; init; }

    /// <summary>Indices into the round's needs, ascending by id.</summary>
    public required ImmutableArray<int> Lines { get; init; }

    /// <summary>Indices of the pledges whose value flows into the lines in the fair plan, ascending by id.</summary>
    public required ImmutableArray<int> FeedingPledges { get; init; }

    public required int Communes { get; init; }

    /// <summary>New money, free to serve any of the lines, that lifts them all to <see cref="NextCoverage"/>.</summary>
    public required Vnd Lift { get; init; }

    /// <summary>Coverage of the next richer bottleneck of the class, or 1.</summary>
    public required Ratio NextCoverage { get; init; }
}
