using Matching.Engine.Quantities;

namespace Matching.Engine.Entry;

/// <summary>How shares change when a pledge goes, and what of the round has to do with it.</summary>
/// <param name="StopRank">All that was looked at again lies at this rank or above.</param>
/// <param name="Floor">No line that loses ends below this class and coverage.</param>
internal sealed record Departure(ShareChanges Changes, int StopRank, (int Class, Ratio Coverage) Floor)
{
    /// <summary>Of a pledge that gives nothing.</summary>
    public static Departure OfNothing { get; } = new(ShareChanges.None, int.MaxValue, (int.MaxValue, Ratio.Zero));

    /// <summary>Whether whoever has risen to a key stands no higher than those who lose.</summary>
    public bool IsAbove((int Class, Ratio Coverage) key) => SetNeighbours.Compare(key, Floor) <= 0;
}
