using System.Collections.Immutable;
using Matching.Engine.Explain;
using Matching.Engine.Plans;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;

namespace Matching.Engine.Entry;

/// <summary>What one class gains.</summary>
/// <param name="Gain">Of its fair shares, to the nearest đồng; negative where it loses.</param>
public sealed record ClassPrice(PriorityClass Class, Vnd Gain, Ratio SmallestBefore, Ratio SmallestAfter);

/// <summary>What a condition costs the fair shares, or what a pledge adds to them.</summary>
/// <param name="Condition">
/// Its columns in pledges.csv: before is today, after is without the condition. Empty for the pledge itself: before is without the pledge, after is today.
/// </param>
/// <param name="Method">Whether a part of the round told, or a full solve.</param>
/// <param name="Classes">Classes in which something changes, in order.</param>
public sealed record Price(PledgeName Pledge, string Condition, EntryMethod Method, ImmutableArray<ClassPrice> Classes)
{
    /// <summary>Over all classes.</summary>
    public Vnd Gain => new(Classes.Sum(static c => c.Gain.Dong));
}

/// <summary>What the next đồng does in one bottleneck.</summary>
/// <param name="Asked">What its lines ask for: each đồng lifts all of them by one part in so many.</param>
/// <param name="AfterMillion">The common coverage after the next 1,000,000 đồng; that of <see cref="Bottleneck.NextCoverage"/> when less is needed.</param>
/// <remarks>At a province cap money lifts nobody.</remarks>
public sealed record BottleneckValue(Bottleneck Bottleneck, PriorityClass Class, Vnd Asked, Ratio AfterMillion);

/// <summary>Prices of pledges and conditions, and the value of the next money in every bottleneck.</summary>
/// <param name="Prices">By pledge id; the pledge itself first, then its conditions in the order of the columns. A condition without which the pins cannot be kept has none.</param>
public sealed record PriceReport(ImmutableArray<Price> Prices, ImmutableArray<BottleneckValue> Bottlenecks);
