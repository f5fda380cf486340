using Matching.Engine.Rounds;

namespace Matching.Engine.Allocation;

/// <summary>The product's own allocator: exact leximin by decomposition over maximum flows, then whole units.</summary>
public sealed class LeximinAllocator : IAllocator
{
    public RoundResult Solve(Round round, SolveOptions options, TimeProvider clock, CancellationToken cancel) =>
        throw new NotSupportedException();
}
