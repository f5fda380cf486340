using System.Runtime.InteropServices;
using Matching.Engine.Allocation.Network;

namespace Matching.Engine.Allocation.FairShares;

/// <summary>Draws supply into the lines of a class, as much as can be. Which sources pay is settled at the end (<see cref="SourceOrder"/>).</summary>
internal sealed class ClassFill(FlowState state)
{
    private readonly FlowNetwork _network = state.Network;
    private readonly OpeningFlow _opening = new(state);

    public void Fill(List<int> atoms, CancellationToken cancel)
    {
        foreach (var a in atoms)
        {
            state.Room[_network.AtomStart + a] = state.Demand[a] - state.Base[a] - state.Got[a];
        }

        _opening.Pour(atoms);
        var rooms = atoms.FindAll(a => state.Room[_network.AtomStart + a] > 0).ConvertAll(a => _network.AtomStart + a);
        state.OfferSupply();
        state.Flow.Push(CollectionsMarshal.AsSpan(rooms), cancel);
        foreach (var a in atoms)
        {
            var v = _network.AtomStart + a;
            state.Got[a] = state.Demand[a] - state.Base[a] - state.Room[v];
            state.Room[v] = 0;
        }

        state.WithdrawSupply();
        HandBack(_opening.Stuck);
    }

    /// <summary>Returns what is stuck in the middle to the sources it came from.</summary>
    private void HandBack(List<int> stuck)
    {
        foreach (var v in stuck)
        {
            if (state.Excess[v] > 0)
            {
                state.HandBack(v, state.Excess[v], state.Left);
                state.Excess[v] = 0;
            }
        }
    }
}
