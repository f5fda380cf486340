namespace Matching.Engine.Tests.Allocation;

/// <summary>Seeds whose rounds the allocator answers wrongly, by fault. A fault that is mended leaves this list, and its seeds are tested again.</summary>
internal static class KnownFaults
{
    /// <summary>
    /// A project is passed over though goods could pay it, because they went to a cheaper line of the same item that money could have paid. Smallest:
    /// one unit of goods at 16 ₫ and 13 ₫ of money for two lines of one unit, at 13 ₫ and at 16 ₫.
    /// </summary>
    public static readonly int[] DearGoods = [64];

    /// <summary>The same, in larger rounds.</summary>
    public static readonly int[] DearGoodsInLargerRounds = [27, 52];

    /// <summary>Where lines of several kinds share a province's cap of a few đồng, their whole đồng end one short of it.</summary>
    public static readonly int[] CapADongShort = [505];
}
