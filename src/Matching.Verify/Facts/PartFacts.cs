namespace Matching.Verify.Facts;

/// <summary>Lines that together get at most so much of a pledge.</summary>
/// <param name="Before">Lines needed before this day, by its number; null for lines of another tier than the first.</param>
internal readonly record struct PartFacts(int? Before, Int128 MostVnd)
{
    public bool Holds(in LineFacts line) => Before is { } day ? line.NeededBy < day : line.Tier != 1;

    /// <summary>The column that states it.</summary>
    public string Column => Before is null ? "tier1_percent" : "instalments";
}
