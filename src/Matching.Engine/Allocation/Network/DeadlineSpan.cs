namespace Matching.Engine.Allocation.Network;

/// <summary>Deadlines <see cref="Start"/> to <see cref="End"/> (exclusive), counted in the ascending list of a place and kind.</summary>
internal readonly record struct DeadlineSpan(int Start, int End)
{
    /// <summary>Parts that a span falls into: the tree is flat, yet a suffix of it takes few nodes.</summary>
    private const int Fan = 4;

    public int Length => End - Start;

    public IEnumerable<DeadlineSpan> Parts()
    {
        var size = 1;
        while (size * Fan < Length)
        {
            size *= Fan;
        }

        for (var start = Start; start < End; start += size)
        {
            yield return new DeadlineSpan(start, Math.Min(start + size, End));
        }
    }
}
