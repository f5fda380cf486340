namespace Matching.Engine.Tests.Allocation;

/// <summary>Seeds whose rounds the allocator answers wrongly, by fault. A fault that is mended leaves this list, and its seeds are tested again.</summary>
internal static class KnownFaults
{
    /// <summary>
    /// A round is refused, naming no pin, because what is settled on a line ends below the line's minimum quantity and is not taken back.
    /// </summary>
    public static readonly int[] PromisedBelowMinimum = [290];

    /// <summary>Beside its own plan as the previous one, a narrow pledge is used less than without it where a pin starts the line.</summary>
    public static readonly int[] PreviousOverNarrow = [88];
}
