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
        var flow = core.Flow;
        var starts = new int[lacking.Count];
        var count = 0;
        for (var i = 0; i < core.Nodes.Count; i++)
        {
            var v = core.Nodes[i];
            flow.Excess[i] = state.Excess[v];
            flow.Room[i] = state.Room[v];
            if (v < _network.SourceCount)
            {
                flow.Excess[i] += state.Left[v];
                state.Left[v] = 0;
            }

            if (flow.Room[i] > 0)
            {
                starts[count++] = i;
            }
        }

        flow.Draw(starts.AsSpan(0, count), cancel);
        core.WriteBack();
        for (var i = 0; i < core.Nodes.Count; i++)
        {
            state.Excess[core.Nodes[i]] = flow.Excess[i];
            state.Room[core.Nodes[i]] = flow.Room[i];
        }

        foreach (var v in core.Nodes)
        {
            if (v < _network.SourceCount)
            {
                state.Left[v] = state.Excess[v];
                state.Excess[v] = 0;
            }
        }
    }

    /// <summary>Returns what is stuck in the middle to the sources it came from.</summary>
    private void HandBack(List<int> stuck)
    {
        foreach (var v in stuck)
        {
            if (state.Excess[v] > 0)
            {
                Drainage.Drain(_network, _network.Cap, state.Left, v, state.Excess[v], fromGoods: null);
                state.Excess[v] = 0;
            }
        }
    }
}
