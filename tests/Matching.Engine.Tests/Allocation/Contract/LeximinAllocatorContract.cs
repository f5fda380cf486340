using Matching.Engine.Allocation;

namespace Matching.Engine.Tests.Allocation;

public sealed class LeximinAllocatorContract : AllocatorContract
{
    protected override IAllocator Allocator { get; } = new LeximinAllocator();
}
