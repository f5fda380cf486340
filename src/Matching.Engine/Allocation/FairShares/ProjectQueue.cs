using Matching.Engine.Allocation.Network;

namespace Matching.Engine.Allocation.FairShares;

/// <summary>
/// Projects of a class, one after the other: by rank, then poorer communes, more children, id. A unit is granted when it can be paid in
/// full without lowering anything granted before; else the line is passed over (allocation-model.md, section 3).
/// </summary>
internal sealed class ProjectQueue(FlowState state, ClassCore core, ProvinceCaps? caps, OwnPriceGoods ownPrice)
{
    public void Grant(List<int> atoms, CancellationToken cancel)
    {
        if (atoms.Count == 0)
        {
            return;
        }

        var index = state.Index;
        var network = state.Network;
        var remaining = caps?.Remaining(new bool[network.AtomCount]);
        ownPrice.Promise(atoms, remaining);
        core.Extract(atoms);
        core.TakeSupply();
        var puller = new CorePuller(network, core);
        var place = new Dictionary<int, int>(atoms.Count);
        for (var i = 0; i < core.Nodes.Count && core.Nodes[i] >= network.AtomStart; i++)
        {
            place.TryAdd(core.Nodes[i] - network.AtomStart, i);
        }

        foreach (var a in InOrder(atoms))
        {
            cancel.ThrowIfCancellationRequested();
            var line = network.AtomLine[network.AtomLineStart[a]];
            var costVnd = index.UnitCostVnd[line];
            var wanted = state.Demand[a] - state.Base[a];
            if (remaining is not null)
            {
                // Whole units only: the cap counts what is settled on the line beforehand, too.
                var most = state.Base[a] + Math.Max(0, remaining[caps!.ProvinceOfAtom[a]]);
                wanted = Math.Min(wanted, (most / costVnd * costVnd) - state.Base[a]);
            }

            var firstUnit = costVnd - (state.Base[a] % costVnd);
            if (!place.TryGetValue(a, out var node) || wanted < firstUnit)
            {
                continue;
            }

            var drawn = puller.Pull(node, wanted, firstUnit, cancel);
            state.Got[a] = drawn;
            var granted = Math.Max(0, ((state.Base[a] + drawn) / costVnd * costVnd) - state.Base[a]);
            if (granted < drawn)
            {
                puller.GiveBack(node, drawn - granted);
                state.Got[a] = granted;
            }

            if (remaining is not null)
            {
                remaining[caps!.ProvinceOfAtom[a]] -= granted;
            }
        }

        core.WriteBack();
        core.ReturnSupply();
    }

    private IOrderedEnumerable<int> InOrder(List<int> atoms) => ProjectOrder.Sort(state.Index, atoms, a => state.Network.AtomLine[state.Network.AtomLineStart[a]]);
}

/// <summary>The queue of projects: rank ascending (none last), poor households descending, children descending, id.</summary>
internal static class ProjectOrder
{
    public static IOrderedEnumerable<int> Sort(RoundIndex index, IEnumerable<int> atoms, Func<int, int> lineOf)
    {
        var communes = index.Round.Communes.ToDictionary(static c => c.Id);
        return atoms
            .OrderBy(a => index.NeedAt(lineOf(a)).Rank ?? long.MaxValue)
            .ThenByDescending(a => communes[index.NeedAt(lineOf(a)).Commune].PoorHouseholdPercent ?? 0)
            .ThenByDescending(a => communes[index.NeedAt(lineOf(a)).Commune].Children ?? -1)
            .ThenBy(a => index.NeedAt(lineOf(a)).Id.Value, StringComparer.Ordinal);
    }
}
