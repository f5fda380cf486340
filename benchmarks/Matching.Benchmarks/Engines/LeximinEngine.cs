using Matching.Engine.Allocation;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;

namespace Matching.Benchmarks.Engines;

/// <summary>The product: the whole solve, from the round to the explained plan.</summary>
internal sealed class LeximinEngine(int threads = 1) : IEngine
{
    public string Name => "ours";

    public EngineResult Run(Round round)
    {
        var result = new LeximinAllocator().Solve(round, new SolveOptions { Threads = threads }, TimeProvider.System, CancellationToken.None);
        var plan = result.Plan ?? throw new InvalidOperationException($"No plan for {round.Id}: {result.StoppedBecause}.");
        return new EngineResult(plan.Shipments, [.. plan.Lines.Select(line => InVnd(line.Fair))], plan);
    }

    internal static double InVnd(FairShare share) => share.WholeVnd + ((double)share.Remainder / share.Denominator);
}
