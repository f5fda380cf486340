using Matching.Engine.Allocation.Network;

namespace Matching.Engine.Allocation.FairShares;

/// <summary>Draws supply into the lines of a class, as much as can be. Which sources pay is settled at the end (<see cref="SourceOrder"/>).</summary>
internal sealed class ClassFill(FlowState state, ClassCore core)
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
        var lacking = atoms.FindAll(a => state.Room[_network.AtomStart + a] > 0);
        if (lacking.Count > 0)
        {
            Draw(lacking, cancel);
        }

        foreach (var a in atoms)
        {
            var v = _network.AtomStart + a;
            state.Got[a] = state.Demand[a] - state.Base[a] - state.Room[v];
            state.Room[v] = 0;
        }

        HandBack(_opening.Stuck);
    }

    private void Draw(List<int> lacking, CancellationToken cancel)
    {
        core.Extract(lacking);
        core.TakeSupply();
        var flow = core.Flow;
        var rooms = new int[lacking.Count];
        var count = 0;
        for (var i = 0; i < core.Nodes.Count; i++)
        {
            flow.Room[i] = state.Room[core.Nodes[i]];
            if (flow.Room[i] > 0)
            {
                rooms[count++] = i;
            }
        }

        flow.Push(rooms.AsSpan(0, count), cancel);
        core.WriteBack();
        core.ReturnSupply();
        foreach (var i in rooms.AsSpan(0, count))
        {
            state.Room[core.Nodes[i]] = flow.Room[i];
        }
    }

    /// <summary>Returns what is stuck in the middle to the sources it came from.</summary>
    private void HandBack(List<int> stuck)
    {
        foreach (var v in stuck)
        {
            if (state.Excess[v] > 0)
            {
                state.HandBack(v, state.Excess[v]);
                state.Excess[v] = 0;
            }
        }
    }
}
