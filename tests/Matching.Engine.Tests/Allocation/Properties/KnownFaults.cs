namespace Matching.Engine.Tests.Allocation;

/// <summary>Seeds whose rounds the allocator answers wrongly, by fault. A fault that is mended leaves this list, and its seeds are tested again.</summary>
internal static class KnownFaults
{
    /// <summary>Where lines of several kinds share a province's cap of a few đồng, their whole đồng end one short of it.</summary>
    public static readonly int[] CapADongShort = [334, 498, 505];
}
