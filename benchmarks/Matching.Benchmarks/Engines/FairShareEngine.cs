using Matching.Engine.Allocation;
using Matching.Engine.Allocation.FairShares;
using Matching.Engine.Allocation.Network;
using Matching.Engine.Rounds;

namespace Matching.Benchmarks.Engines;

/// <summary>The product's fair shares alone: index, network, leximin. For rounds without pins.</summary>
internal sealed class FairShareEngine : IEngine
{
    public string Name => "our fair shares";

    public EngineResult Run(Round round)
    {
        var index = RoundIndex.Of(round);
        var commitments = new Commitments(index);
        var network = NetworkBuilder.Build(index, commitments);
        var state = new FlowState(index, network, commitments);
        var levels = FairShareSolver.Solve(state, round.Policy.Fairness, onClass: null, CancellationToken.None);
        return new EngineResult([], SharesVnd(round, index, state, levels), Plan: null);
    }

    private static double[] SharesVnd(Round round, RoundIndex index, FlowState state, List<Level> levels)
    {
        var network = state.Network;
        var shares = new double[round.Needs.Length];
        for (var atom = 0; atom < network.AtomCount; atom++)
        {
            // Lines that no level holds have all they ask for; a project has what it was granted.
            var first = network.AtomLine[network.AtomLineStart[atom]];
            foreach (var line in LinesOf(network, atom))
            {
                shares[index.Need[line]] = index.IsProject(first) ? state.Got[atom] + state.Base[atom] : index.DemandVnd[line];
            }
        }

        foreach (var level in levels)
        {
            foreach (var line in level.Atoms.SelectMany(atom => LinesOf(network, atom).ToArray()))
            {
                shares[index.Need[line]] = level.Coverage.ToDouble() * index.DemandVnd[line];
            }
        }

        return shares;
    }

    private static ArraySegment<int> LinesOf(FlowNetwork network, int atom) =>
        new(network.AtomLine, network.AtomLineStart[atom], network.AtomLineStart[atom + 1] - network.AtomLineStart[atom]);
}
