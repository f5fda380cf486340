using System.Runtime.InteropServices;
using Matching.Engine.Allocation.Network;

namespace Matching.Engine.Allocation.FairShares;

/// <summary>
/// Projects of a class, one after the other: by rank, then poorer communes, more children, id. A unit is granted when it can be paid in
/// full without lowering anything granted before; else the line is passed over (allocation-model.md, section 3).
/// </summary>
internal sealed class ProjectQueue(FlowState state, ProvinceCaps? caps, OwnPriceGoods ownPrice)
{
    private readonly SupplyPuller _puller = new(state);

    /// <summary>Whether more supply at the node might have changed what the queue of this class decided last.</summary>
    public bool Mattered(int node) => _puller.IsBounded(node);

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
        _puller.Forget();
        state.OfferSupply();
        if (remaining is null)
        {
            FillAll(atoms, cancel);
        }

        var waiting = new HashSet<int>(atoms);
        foreach (var a in InOrder(atoms))
        {
            cancel.ThrowIfCancellationRequested();
            waiting.Remove(a);
            var node = network.AtomStart + a;
            var costVnd = index.UnitCostVnd[network.FirstLineOf(a)];
            var wanted = state.Demand[a] - state.Base[a];
            if (remaining is not null)
            {
                // Whole units only: the cap counts what is settled on the line beforehand, too.
                var most = state.Base[a] + Math.Max(0, remaining[caps!.ProvinceOfAtom[a]]);
                wanted = Math.Min(wanted, (most / costVnd * costVnd) - state.Base[a]);
            }

            var firstUnit = costVnd - (state.Base[a] % costVnd);
            if (wanted < firstUnit)
            {
                continue;
            }

            var has = state.Flow.IsOpen(node) ? _puller.Pull(node, wanted, firstUnit, cancel) : 0;
            var granted = Math.Max(0, ((state.Base[a] + has) / costVnd * costVnd) - state.Base[a]);
            _puller.GiveBack(node, has - granted);
            state.Got[a] = granted;
            if (remaining is not null)
            {
                remaining[caps!.ProvinceOfAtom[a]] -= granted;
                continue;
            }

            while (state.Base[a] + granted + costVnd <= state.Demand[a] && ownPrice.TryExchange(a, other => waiting.Contains(other) || Pay(other, cancel)))
            {
                // one unit more
            }
        }

        state.WithdrawSupply();
    }

    /// <summary>Pays one more unit of a line in money, where goods have just left it.</summary>
    private bool Pay(int atom, CancellationToken cancel)
    {
        var node = state.Network.AtomStart + atom;
        var costVnd = state.Index.UnitCostVnd[state.Network.FirstLineOf(atom)];
        var paid = state.Flow.IsOpen(node) ? _puller.Pull(node, costVnd, costVnd, cancel) : 0;
        if (paid < costVnd)
        {
            _puller.GiveBack(node, paid);
            return false;
        }

        state.Got[atom] += paid;
        return true;
    }

    /// <summary>
    /// Lets all lines draw at once, for the time being. In their turn, lines take what they still lack from those that come later, so the
    /// queue decides as if each had drawn alone; but most find all they want, and many searches become one.
    /// </summary>
    private void FillAll(List<int> atoms, CancellationToken cancel)
    {
        var rooms = new List<int>(atoms.Count);
        foreach (var a in atoms)
        {
            var node = state.Network.AtomStart + a;
            if (state.Flow.IsOpen(node) && state.Demand[a] > state.Base[a])
            {
                state.Room[node] = state.Demand[a] - state.Base[a];
                rooms.Add(node);
            }
        }

        state.Flow.Push(CollectionsMarshal.AsSpan(rooms), cancel);
        foreach (var node in rooms)
        {
            var a = node - state.Network.AtomStart;
            state.Excess[node] = state.Demand[a] - state.Base[a] - state.Room[node];
            state.Room[node] = 0;
        }
    }

    private IOrderedEnumerable<int> InOrder(List<int> atoms) => ProjectOrder.Sort(state.Index, atoms, state.Network.FirstLineOf);
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
