using System.Runtime.InteropServices;
using Matching.Engine.Allocation.FairShares;
using Matching.Engine.Allocation.Network;

namespace Matching.Engine.Allocation.Discrete;

/// <summary>The largest flow towards targets, class after class: no line gets more than its target, no class is lowered for a later one.</summary>
internal sealed class TargetFlow
{
    private readonly ClassFill _fill;
    private readonly List<int>[] _atoms;
    private Link<long>[] _savedLinks = [];
    private long[] _savedLeft = [];
    private long[] _savedGot = [];
    private long[] _savedDemand = [];

    /// <param name="target">Per line, in đồng. What is settled already counts, and stays even above the target.</param>
    public TargetFlow(RoundIndex index, FlowNetwork network, Commitments settled, long[] target)
    {
        State = new FlowState(index, network, settled, target);
        _fill = new ClassFill(State);
        _atoms = new List<int>[index.Classes.Length];
        for (var k = 0; k < _atoms.Length; k++)
        {
            _atoms[k] = [];
        }

        SettledVnd = new long[_atoms.Length];
        for (var l = 0; l < index.LineCount; l++)
        {
            SettledVnd[index.LineClass[l]] += Math.Min(target[l], settled.BaseVnd[l]);
        }

        for (var a = 0; a < network.AtomCount; a++)
        {
            _atoms[State.AtomClass[a]].Add(a);
        }
    }

    public FlowState State { get; }

    /// <summary>Per class: how much of the targets was settled beforehand.</summary>
    public long[] SettledVnd { get; }

    /// <summary>The first flow.</summary>
    public void Fill(CancellationToken cancel)
    {
        for (var k = 0; k < _atoms.Length; k++)
        {
            Fill(k, cancel);
        }
    }

    /// <summary>The first flow of one class; those before it come first.</summary>
    public void Fill(int k, CancellationToken cancel)
    {
        State.Admit(_atoms[k]);
        _fill.Fill(_atoms[k], cancel);
    }

    /// <summary>Lets all lines take part, before anything is drawn.</summary>
    public void AdmitAll()
    {
        foreach (var atoms in _atoms)
        {
            State.Admit(atoms);
        }
    }

    /// <summary>Lets the atoms take so much more than they have, all at once.</summary>
    /// <returns>What they could draw.</returns>
    public long Extend(List<(int Atom, long MoreVnd)> atoms, CancellationToken cancel)
    {
        var flow = State.Flow;
        var rooms = new List<int>();
        State.OfferSupply();
        foreach (var (a, more) in atoms)
        {
            var v = State.Network.AtomStart + a;
            State.Demand[a] += more;
            flow.Room[v] += more;
            rooms.Add(v);
        }

        flow.Push(CollectionsMarshal.AsSpan(rooms), cancel);
        var drawn = 0L;
        foreach (var (a, more) in atoms)
        {
            var v = State.Network.AtomStart + a;
            State.Demand[a] -= flow.Room[v];
            drawn += more - flow.Room[v];
            flow.Room[v] = 0;
        }

        State.WithdrawSupply();
        return drawn;
    }

    /// <summary>Per line of the classes filled: whether it misses something, or could give way to one that does.</summary>
    public bool[] Scarce()
    {
        var flow = State.Flow;
        var rooms = new List<int>();
        for (var a = 0; a < State.Network.AtomCount; a++)
        {
            var v = State.Network.AtomStart + a;
            if (flow.IsOpen(v) && State.Got[a] < State.Demand[a] - State.Base[a])
            {
                flow.Room[v] = State.Demand[a] - State.Base[a] - State.Got[a];
                rooms.Add(v);
            }
        }

        flow.Push(CollectionsMarshal.AsSpan(rooms), CancellationToken.None); // nothing is offered: it only looks
        foreach (var v in rooms)
        {
            flow.Room[v] = 0;
        }

        var scarce = new bool[State.Index.LineCount];
        for (var l = 0; l < scarce.Length; l++)
        {
            scarce[l] = State.Network.AtomOfLine[l] is var a and >= 0 && flow.WasReached(State.Network.AtomStart + a);
        }

        return scarce;
    }

    /// <summary>Remembers the flow for <see cref="Restore"/>.</summary>
    public void Save()
    {
        Array.Resize(ref _savedLinks, State.Links.Length);
        State.Links.CopyTo(_savedLinks, 0);
        _savedLeft = (long[])State.Left.Clone();
        _savedGot = (long[])State.Got.Clone();
        _savedDemand = (long[])State.Demand.Clone();
    }

    public void Restore()
    {
        _savedLinks.CopyTo(State.Links, 0);
        _savedLeft.CopyTo(State.Left, 0);
        _savedGot.CopyTo(State.Got, 0);
        _savedDemand.CopyTo(State.Demand, 0);
    }

    /// <summary>After a change to the network or to what sources have left: class by class, what is missing is drawn from them and from later classes.</summary>
    /// <param name="whole">Lines that take no part; they may be left with less than their targets then.</param>
    public void Refill(CancellationToken cancel, WholeLines? whole = null)
    {
        whole?.Begin();
        var network = State.Network;
        var flow = State.Flow;
        var rooms = new List<int>();
        State.OfferSupply();
        foreach (var atoms in _atoms)
        {
            foreach (var a in atoms)
            {
                flow.Excess[network.AtomStart + a] = State.Got[a];
            }
        }

        for (var k = 0; k < _atoms.Length; k++)
        {
            var atoms = _atoms[k];
            rooms.Clear();
            foreach (var a in atoms)
            {
                var v = network.AtomStart + a;
                flow.Room[v] = State.Demand[a] - State.Base[a] - flow.Excess[v];
                State.Got[a] = flow.Excess[v];
                flow.Excess[v] = 0;
                if (flow.Room[v] > 0 && flow.IsOpen(v))
                {
                    rooms.Add(v);
                }
            }

            flow.Push(CollectionsMarshal.AsSpan(rooms), cancel);
            foreach (var a in atoms)
            {
                var v = network.AtomStart + a;
                State.Got[a] = State.Demand[a] - State.Base[a] - flow.Room[v];
                flow.Room[v] = 0;
            }

            whole?.Settle(k, atoms, cancel);
        }

        State.WithdrawSupply();
    }

    /// <summary>The lines of all classes that take no part.</summary>
    public WholeLines Wholes() => new(State, _atoms);

    /// <summary>Per class: how much of the targets is reached.</summary>
    public long[] Reached()
    {
        var reached = (long[])SettledVnd.Clone();
        for (var a = 0; a < State.Got.Length; a++)
        {
            reached[State.AtomClass[a]] += State.Got[a];
        }

        return reached;
    }
}
