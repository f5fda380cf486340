namespace Matching.Engine.Tests.Allocation;

/// <summary>Seeds whose rounds the allocator answers wrongly, by fault. A fault that is mended leaves this list, and its seeds are tested again.</summary>
internal static class KnownFaults
{
    /// <summary>Beside its own plan as the previous one, a narrow pledge is used less than without it where a pin starts the line.</summary>
    public static readonly int[] PreviousOverNarrow = [88];
}
