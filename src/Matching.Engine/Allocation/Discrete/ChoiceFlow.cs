using Matching.Engine.Allocation.FairShares;
using Matching.Engine.Allocation.Network;

namespace Matching.Engine.Allocation.Discrete;

/// <summary>A pledge whose communes are to be chosen; amounts in đồng of line value.</summary>
/// <param name="Pledge">Live pledge.</param>
/// <param name="Source">Its source in the network.</param>
/// <param name="Communes">Communes that it may choose; arc i of the source leads to commune i.</param>
internal sealed record Chooser(int Pledge, int Source, int[] Communes)
{
    public required long AvailableVnd { get; init; }

    /// <summary>What a chosen commune must get.</summary>
    public required long LeastVnd { get; init; }

    /// <summary>How many communes it can serve.</summary>
    public required int Most { get; init; }

    /// <summary>Per commune: what its lines want of this pledge up to their targets.</summary>
    public required long[] TargetVnd { get; init; }

    /// <summary>Per commune: what its lines may still take of this pledge once they have their targets.</summary>
    public required long[] AboveTargetVnd { get; init; }
}

/// <summary>
/// The flow towards the fair shares in which pledges with yes-or-no conditions have an arc to each commune that they may choose. Arcs are shut and
/// opened; what flowed over a shut one goes another way, or is missed.
/// </summary>
internal sealed class ChoiceFlow
{
    private readonly TargetFlow _flow;
    private readonly FlowNetwork _network;
    private readonly long[] _capVnd;

    public ChoiceFlow(TargetFlow flow)
    {
        _flow = flow;
        _network = flow.State.Network;
        _capVnd = (long[])_network.Cap.Clone();
        Wholes = flow.Wholes();
    }

    public FlowState State => _flow.State;

    public FlowNetwork Network => _network;

    /// <summary>What an arc carries at most, open or shut.</summary>
    public long CapOf(int arc) => _capVnd[arc];

    /// <summary>All that a source has, given or left.</summary>
    public long SupplyOf(int source)
    {
        var supply = State.Left[source];
        for (var e = _network.First[source]; e < _network.Mid[source]; e++)
        {
            supply += State.Links[e].Pull;
        }

        return supply;
    }

    /// <summary>Lines that take no part.</summary>
    public WholeLines Wholes { get; }

    public void Fill(CancellationToken cancel) => _flow.Fill(cancel);

    public void Refill(CancellationToken cancel) => _flow.Refill(cancel, Wholes);

    public long[] Reached() => _flow.Reached();

    /// <summary>Per class: how much of the targets was settled beforehand.</summary>
    public long[] SettledVnd => _flow.SettledVnd;

    public void Save() => _flow.Save();

    public void Restore() => _flow.Restore();

    /// <summary>What flows from the pledge to its i-th commune.</summary>
    public long FlowOf(Chooser chooser, int i) => State.Links[_network.First[chooser.Source] + i].Pull;

    /// <summary>Puts another flow in place of this one; all arcs are open then.</summary>
    /// <param name="flowVnd">Per forward arc: a flow within all capacities.</param>
    public void Set(Func<int, long> flowVnd)
    {
        for (var s = 0; s < _network.SourceCount; s++)
        {
            State.Left[s] = SupplyOf(s);
        }

        Array.Clear(State.Got);
        for (var v = 0; v < _network.AtomStart; v++)
        {
            for (var e = _network.First[v]; e < _network.Mid[v]; e++)
            {
                ref var link = ref State.Links[e];
                link.Pull = flowVnd(e);
                State.Links[link.Mate].Pull = _capVnd[e] - link.Pull;
                if (v < _network.SourceCount)
                {
                    State.Left[v] -= link.Pull;
                }

                if (link.To >= _network.AtomStart)
                {
                    State.Got[link.To - _network.AtomStart] += link.Pull;
                }
            }
        }
    }

    /// <summary>Nothing flows there any more; the pledge has it back, and the lines miss it until the next <see cref="Refill"/>.</summary>
    public void Shut(Chooser chooser, int i)
    {
        ref var link = ref State.Links[_network.First[chooser.Source] + i];
        var flow = link.Pull;
        link.Pull = 0;
        State.Links[link.Mate].Pull = 0;
        State.Left[chooser.Source] += flow;
        TakeBelow(link.To, flow);
    }

    /// <summary>The pledge may choose the commune again.</summary>
    public void Open(Chooser chooser, int i)
    {
        var e = _network.First[chooser.Source] + i;
        ref var link = ref State.Links[e];
        State.Links[link.Mate].Pull = _capVnd[e] - link.Pull;
    }

    /// <summary>Lowers what flows through a node by so much, the last arcs first: late classes are numbered last, so they lose first.</summary>
    private void TakeBelow(int node, long amountVnd)
    {
        if (node >= _network.AtomStart)
        {
            State.Got[node - _network.AtomStart] -= amountVnd;
            return;
        }

        for (var e = _network.Mid[node] - 1; e >= _network.First[node] && amountVnd > 0; e--)
        {
            ref var link = ref State.Links[e];
            var taken = Math.Min(link.Pull, amountVnd);
            if (taken > 0)
            {
                link.Pull -= taken;
                State.Links[link.Mate].Pull += taken;
                amountVnd -= taken;
                TakeBelow(link.To, taken);
            }
        }
    }
}
