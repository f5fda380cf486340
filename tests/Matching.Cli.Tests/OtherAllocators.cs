using Matching.Engine.Allocation;
using Matching.Engine.Rounds;

namespace Matching.Cli.Tests;

/// <summary>Works until it is told to stop.</summary>
internal sealed class EndlessAllocator(Action begun) : IAllocator
{
    public RoundResult Solve(Round round, SolveOptions options, TimeProvider clock, CancellationToken cancel)
    {
        begun();
        cancel.WaitHandle.WaitOne();
        throw new OperationCanceledException(cancel);
    }
}

/// <summary>Has a bug.</summary>
internal sealed class BrokenAllocator : IAllocator
{
    public RoundResult Solve(Round round, SolveOptions options, TimeProvider clock, CancellationToken cancel) =>
        throw new InvalidOperationException("The flow has a leak.\nIn two lines.");
}

/// <summary>Finds that the pins cannot be kept.</summary>
internal sealed class ClashingAllocator(PinConflict conflict) : IAllocator
{
    public RoundResult Solve(Round round, SolveOptions options, TimeProvider clock, CancellationToken cancel) =>
        new() { StoppedBecause = StopReason.Infeasible, Conflicts = [conflict] };
}
