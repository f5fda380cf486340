using Matching.Engine.Allocation;
using Matching.Engine.Allocation.FairShares;
using Matching.Engine.Allocation.Network;
using Matching.Engine.Allocation.Pins;
using Matching.Engine.Rounds;

namespace Matching.Benchmarks.Engines;

/// <summary>The product's fair shares alone: index, pins, network, leximin.</summary>
internal sealed class FairShareEngine : IEngine
{
    public string Name => "our fair shares";

    public EngineResult Run(Round round)
    {
        var fair = Solve(round);
        var index = fair.State.Index;
        var shares = new double[round.Needs.Length];
        for (var line = 0; line < index.LineCount; line++)
        {
            shares[index.Need[line]] = LeximinEngine.InVnd(fair.Share[line]);
        }

        return new EngineResult([], shares, Plan: null);
    }

    /// <summary>From the round to every line's share.</summary>
    public static FairPlan Solve(Round round)
    {
        var index = RoundIndex.Of(round);
        var commitments = PinBoard.Read(index, out _);
        var state = new FlowState(index, NetworkBuilder.Build(index, commitments), commitments);
        return FairPlan.Of(state, FairShareSolver.Solve(state, commitments, round.Policy.Fairness, threads: 1, onClass: null, CancellationToken.None));
    }
}
