using Matching.Engine.Quantities;

namespace Matching.Engine.Allocation.FairShares;

/// <summary>A set of lines of one class that share one coverage, as the decomposition closed it.</summary>
internal sealed class Level
{
    public required int Class { get; init; }

    public required Ratio Coverage { get; init; }

    /// <summary>Atoms of the class.</summary>
    public required List<int> Atoms { get; init; }

    /// <summary>Atoms settled earlier that lie in the same tight set.</summary>
    public required List<int> HeldAtoms { get; init; }

    /// <summary>Province whose cap holds the lines, or −1 when their supply does.</summary>
    public int CappedProvince { get; init; } = -1;

    /// <summary>Poorest first; levels of equal coverage become one.</summary>
    public static List<Level> Merge(List<Level> levels)
    {
        levels.Sort(static (left, right) => left.Coverage.CompareTo(right.Coverage));
        var merged = new List<Level>();
        foreach (var level in levels)
        {
            if (merged.Count > 0 && merged[^1].Coverage == level.Coverage)
            {
                merged[^1].Atoms.AddRange(level.Atoms);
                merged[^1].HeldAtoms.AddRange(level.HeldAtoms);
            }
            else
            {
                merged.Add(level);
            }
        }

        foreach (var level in merged)
        {
            level.Atoms.Sort();
            level.HeldAtoms.Sort();
        }

        return merged;
    }
}
