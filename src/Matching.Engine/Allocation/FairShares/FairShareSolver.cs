using Matching.Engine.Allocation.Network;
using Matching.Engine.Needs;
using Matching.Engine.Rounds;

namespace Matching.Engine.Allocation.FairShares;

/// <summary>The fairest fractional plan of a round: classes in order, leximin inside each (or largest coverage), projects by rank.</summary>
internal sealed class FairShareSolver
{
    private readonly FlowState _state;
    private readonly Fairness _fairness;
    private readonly int _threads;
    private readonly List<Level> _levels = [];
    private Action<int, List<int>, ProjectQueue>? _onProjects;
    private int _firstClass;

    private FairShareSolver(FlowState state, Fairness fairness, int threads)
    {
        _state = state;
        _fairness = fairness;
        _threads = threads;
    }

    /// <summary>Leaves the fair flow in <paramref name="state"/> and returns the levels by class, poorest first.</summary>
    /// <param name="threads">1 or more; changes nothing in the result.</param>
    /// <param name="commitments">Settled amounts; promises of goods of projects with own prices are added.</param>
    /// <param name="onProjects">Told after each class of projects: its number from 0, its atoms and the queue that granted them.</param>
    public static List<Level> Solve(
        FlowState state,
        Commitments commitments,
        Fairness fairness,
        int threads,
        Action<int>? onClass,
        CancellationToken cancel,
        Action<int, List<int>, ProjectQueue>? onProjects = null)
    {
        var solver = new FairShareSolver(state, fairness, threads) { _onProjects = onProjects };
        solver.Run(commitments, onClass, cancel);
        return solver._levels;
    }

    /// <summary>The same for the later classes alone, in a state that the earlier ones left; who pays is not settled.</summary>
    /// <param name="firstClass">From 0.</param>
    public static List<Level> SolveFrom(int firstClass, FlowState state, Commitments commitments, Fairness fairness, CancellationToken cancel)
    {
        var solver = new FairShareSolver(state, fairness, threads: 1) { _firstClass = firstClass };
        solver.Fill(commitments, onClass: null, cancel);
        return solver._levels;
    }

    private void Run(Commitments commitments, Action<int>? onClass, CancellationToken cancel)
    {
        Fill(commitments, onClass, cancel);
        _state.WriteBack();
        new SourceOrder(_state.Network, _state.Network.Cap, _state.Zone, FlowState.Open, _state.Left, _state.Flow).Prefer(cancel);
    }

    private void Fill(Commitments commitments, Action<int>? onClass, CancellationToken cancel)
    {
        var index = _state.Index;
        var network = _state.Network;
        var caps = ProvinceCaps.Of(_state, commitments);
        var ownPrice = new OwnPriceGoods(_state, commitments);
        var fill = new ClassFill(_state);
        var whole = new WholeFirst(_state, fill);
        var leximin = new ClassLevels(_state, new ClassCore(_state), _threads);
        var projects = new ProjectQueue(_state, caps, ownPrice);
        var active = new bool[network.AtomCount];
        var atomsOfClass = AtomsByClass();
        if (caps is not null)
        {
            foreach (var atoms in atomsOfClass)
            {
                _state.WantMore(atoms, evenIfShort: true); // what a cap leaves is not shared out twice
            }
        }

        for (var k = _firstClass; k < index.Classes.Length; k++)
        {
            onClass?.Invoke(k + 1);
            var atoms = atomsOfClass[k];
            _state.Admit(atoms);
            if (index.Classes[k].Kind == ItemKind.Project)
            {
                projects.Grant(atoms, cancel);
                _onProjects?.Invoke(k, atoms, projects);
                continue;
            }

            if (caps is not null)
            {
                _levels.AddRange(new CappedClass(_state, caps, fill, leximin, _fairness).Solve(k, atoms, active, cancel));
                continue;
            }

            var others = whole.Fill(atoms, cancel);
            fill.Fill(others, cancel);
            if (_fairness == Fairness.Leximin)
            {
                Mark(active, others, true);
                _levels.AddRange(leximin.Levels(k, others, active, cancel));
                Mark(active, others, false);
            }

            if (_state.WantMore(atoms, evenIfShort: false) is { Count: > 0 } more)
            {
                fill.Fill(more, cancel);
            }
        }

        ownPrice.Close();
    }

    private static void Mark(bool[] active, List<int> atoms, bool value)
    {
        foreach (var a in atoms)
        {
            active[a] = value;
        }
    }

    private List<int>[] AtomsByClass()
    {
        var atoms = new List<int>[_state.Index.Classes.Length];
        for (var k = 0; k < atoms.Length; k++)
        {
            atoms[k] = [];
        }

        for (var a = 0; a < _state.Network.AtomCount; a++)
        {
            if (_state.Demand[a] > 0)
            {
                atoms[_state.AtomClass[a]].Add(a);
            }
        }

        return atoms;
    }
}
