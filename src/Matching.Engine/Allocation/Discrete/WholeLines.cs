using System.Runtime.InteropServices;
using Matching.Engine.Allocation.FairShares;
using Matching.Engine.Needs;

namespace Matching.Engine.Allocation.Discrete;

/// <summary>
/// Lines that a part does no good while communes are chosen: projects, which take whole units, and lines that are aimed at their minimum quantity or more. In a flow that leaves
/// one of them with a part, the others of its class that take any part give way until it is whole; where that is not enough, it gives up the part for this flow.
/// </summary>
internal sealed class WholeLines
{
    private readonly FlowState _state;
    private readonly List<int>[] _atoms;

    /// <summary>Per atom: where it is whole, first and from there on; the second 0 where any part more will do.</summary>
    private readonly (long LeastVnd, long StepVnd)[] _whole;

    private readonly long[] _wantedVnd;

    /// <param name="atoms">Per class.</param>
    public WholeLines(FlowState state, List<int>[] atoms)
    {
        (_state, _atoms) = (state, new List<int>[atoms.Length]);
        _whole = new (long, long)[state.Network.AtomCount];
        _wantedVnd = (long[])state.Demand.Clone();
        var index = state.Index;
        for (var k = 0; k < atoms.Length; k++)
        {
            foreach (var a in atoms[k])
            {
                _whole[a] = WholeOf(index, a);
            }

            // As projects are queued; of minimum quantities, the smallest first: more lines are helped with the same.
            var whole = atoms[k].FindAll(a => _whole[a].LeastVnd > 0);
            _atoms[k] = [.. index.Classes[k].Kind == ItemKind.Project
                ? ProjectOrder.Sort(index, whole, state.Network.FirstLineOf)
                : whole.OrderBy(a => _whole[a].LeastVnd).ThenBy(static a => a)];
        }
    }

    /// <summary>Lets all of them want their targets again.</summary>
    public void Begin()
    {
        foreach (var atoms in _atoms)
        {
            foreach (var a in atoms)
            {
                _state.Demand[a] = _wantedVnd[a];
            }
        }
    }

    /// <summary>Makes the lines of a class whole or lets go their parts, when the class has drawn all it can and what later classes have may still be drawn.</summary>
    /// <param name="all">The atoms of the class.</param>
    public void Settle(int k, List<int> all, CancellationToken cancel)
    {
        var partial = _atoms[k].FindAll(a => Rounded(a, _state.Got[a], up: false) != _state.Got[a]);
        if (partial.Count == 0)
        {
            return;
        }

        var flow = _state.Flow;
        var others = all.FindAll(a => _whole[a].LeastVnd == 0);
        foreach (var a in others.Concat(partial))
        {
            flow.Excess[Node(a)] = _state.Got[a];
        }

        foreach (var a in partial)
        {
            var v = Node(a);
            _state.Got[a] = flow.Excess[v];
            flow.Excess[v] = 0;
            var aim = Rounded(a, _state.Got[a], up: true);
            if (aim > _state.Got[a] && flow.IsOpen(v))
            {
                Draw([a], _ => aim, cancel);
            }

            var whole = Rounded(a, _state.Got[a], up: false);
            if (whole < _state.Got[a])
            {
                _state.HandBack(v, _state.Got[a] - whole, flow.Excess);
                _state.Got[a] = whole;
                _state.Demand[a] = _state.Base[a] + whole;
            }
        }

        foreach (var a in others)
        {
            _state.Got[a] = flow.Excess[Node(a)];
            flow.Excess[Node(a)] = 0;
        }

        Draw(others.FindAll(a => flow.IsOpen(Node(a))), a => _state.Demand[a] - _state.Base[a], cancel);
    }

    /// <summary>Lines aimed at a minimum quantity that get nothing in this flow. Projects are left to their queue.</summary>
    public IEnumerable<int> GivenUp() =>
        _atoms.SelectMany(static atoms => atoms)
            .Where(a => _whole[a].StepVnd == 0 && _state.Got[a] + _state.Base[a] == 0)
            .Select(_state.Network.FirstLineOf);

    private void Draw(List<int> atoms, Func<int, long> wantedVnd, CancellationToken cancel)
    {
        var flow = _state.Flow;
        var rooms = new List<int>();
        foreach (var a in atoms)
        {
            flow.Room[Node(a)] = wantedVnd(a) - _state.Got[a];
            if (flow.Room[Node(a)] > 0)
            {
                rooms.Add(Node(a));
            }
        }

        flow.Push(CollectionsMarshal.AsSpan(rooms), cancel);
        foreach (var a in atoms)
        {
            _state.Got[a] = wantedVnd(a) - flow.Room[Node(a)];
            flow.Room[Node(a)] = 0;
        }
    }

    /// <summary>What flows to an atom, cut or raised to where its line is whole; not beyond what it wants.</summary>
    private long Rounded(int a, long got, bool up)
    {
        var (least, step) = _whole[a];
        var (has, most) = (_state.Base[a] + got, _state.Demand[a]);
        long whole;
        if (has < least)
        {
            whole = up && least <= most ? least : 0;
        }
        else if (step == 0)
        {
            whole = has;
        }
        else
        {
            whole = has / step * step;
            whole += up && whole < has && whole + step <= most ? step : 0;
        }

        return Math.Max(0, whole - _state.Base[a]);
    }

    private (long LeastVnd, long StepVnd) WholeOf(RoundIndex index, int a)
    {
        var network = _state.Network;
        if (network.AtomLineStart[a + 1] - network.AtomLineStart[a] > 1)
        {
            return default;
        }

        var line = network.FirstLineOf(a);
        var (unitVnd, minimumVnd) = (index.UnitCostVnd[line], MinimumLines.MinimumVnd(index, line));
        if (index.IsProject(line))
        {
            return (Math.Max(unitVnd, minimumVnd), unitVnd);
        }

        return minimumVnd > unitVnd && _state.Demand[a] >= minimumVnd ? (minimumVnd, 0) : default;
    }

    private int Node(int atom) => _state.Network.AtomStart + atom;
}
