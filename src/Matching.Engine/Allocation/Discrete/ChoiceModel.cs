using Matching.Engine.Allocation.Network;

namespace Matching.Engine.Allocation.Discrete;

/// <summary>The choice of communes as an integer program: the flow on its network, a yes or no for each commune that a pledge may choose.</summary>
/// <remarks>
/// Amounts are counted in ten thousands of đồng, rounded down: solvers in floating point tell those apart, and all that is taken from the answer is yes and no.
/// </remarks>
internal sealed class ChoiceModel
{
    private const long UnitVnd = 10_000;

    private readonly ChoiceFlow _flow;
    private readonly List<Chooser> _choosers;
    private readonly FlowNetwork _network;
    private readonly List<long> _upper = [];
    private readonly List<long> _objective = [];
    private readonly List<int> _rowStart = [0];
    private readonly List<int> _columns = [];
    private readonly List<long> _factors = [];
    private readonly List<long> _rowLower = [];
    private readonly List<long> _rowUpper = [];
    private readonly int[] _arcVariable;
    private readonly Dictionary<(int Chooser, int Commune), int> _choice = [];

    /// <param name="atLeastVnd">Per class before the last one that counts: what all up to it are to reach together.</param>
    /// <param name="k">The last class that counts.</param>
    public ChoiceModel(ChoiceFlow flow, List<Chooser> choosers, long[] atLeastVnd, int k)
    {
        (_flow, _choosers, _network) = (flow, choosers, flow.Network);
        _arcVariable = new int[_network.To.Length];
        AddFlow(k);
        AddChoices();
        AddClasses(atLeastVnd, k);
        Program = new ChoiceProgram
        {
            Upper = [.. _upper],
            Objective = [.. _objective],
            RowStart = [.. _rowStart],
            Columns = [.. _columns],
            Factors = [.. _factors],
            RowLower = [.. _rowLower],
            RowUpper = [.. _rowUpper],
            Hint = [.. _choice.Select(x => (x.Value, _flow.FlowOf(choosers[x.Key.Chooser], x.Key.Commune) > 0 ? 1L : 0L))],
        };
    }

    public ChoiceProgram Program { get; }

    /// <summary>
    /// Lets flow what the answer says, and shuts what pledges that chose all their communes did not choose; those with more to choose do so for later classes. Its amounts are
    /// below every capacity, so the flow is one.
    /// </summary>
    public void Apply(long[] answer)
    {
        _flow.Set(arc => answer[_arcVariable[arc]] * UnitVnd);
        foreach (var choices in _choice.GroupBy(static x => x.Key.Chooser))
        {
            if (choices.Count(x => answer[x.Value] > 0) < _choosers[choices.Key].Most)
            {
                continue;
            }

            foreach (var ((c, i), _) in choices.Where(x => answer[x.Value] == 0))
            {
                _flow.Shut(_choosers[c], i);
            }
        }
    }

    private void AddFlow(int k)
    {
        var supply = new long[_network.SourceCount];
        for (var s = 0; s < supply.Length; s++)
        {
            supply[s] = _flow.SupplyOf(s) / UnitVnd;
        }

        var all = supply.Sum();
        for (var v = 0; v < _network.AtomStart; v++)
        {
            for (var e = _network.First[v]; e < _network.Mid[v]; e++)
            {
                var to = _network.To[e];
                var most = Math.Min(_flow.CapOf(e) / UnitVnd, v < supply.Length ? supply[v] : all);
                most = to >= _network.AtomStart ? Math.Min(most, RoomOf(to - _network.AtomStart)) : most;
                var counts = to >= _network.AtomStart && _flow.State.AtomClass[to - _network.AtomStart] <= k;
                _arcVariable[e] = Variable(most, counts ? 1 : 0);
            }
        }

        for (var s = 0; s < supply.Length; s++)
        {
            Row([.. Out(s).Select(static x => (x, 1L))], 0, supply[s]);
        }

        for (var v = supply.Length; v < _network.AtomStart; v++)
        {
            Row([.. In(v).Select(static x => (x, 1L)), .. Out(v).Select(static x => (x, -1L))], 0, 0);
        }

        for (var a = 0; a < _network.AtomCount; a++)
        {
            Row([.. In(_network.AtomStart + a).Select(static x => (x, 1L))], 0, RoomOf(a));
        }
    }

    private void AddChoices()
    {
        for (var c = 0; c < _choosers.Count; c++)
        {
            var chooser = _choosers[c];
            var least = chooser.LeastVnd > 1 ? (chooser.LeastVnd + UnitVnd - 1) / UnitVnd : 0;
            var spent = new List<(int, long)>();
            var chosen = new List<(int, long)>();
            for (var i = 0; i < chooser.Communes.Length; i++)
            {
                var flow = _arcVariable[_network.First[chooser.Source] + i];
                var choice = Variable(1, 0);
                _choice.Add((c, i), choice);
                chosen.Add((choice, 1));
                spent.Add((flow, 1));
                var most = Math.Min(_upper[flow], chooser.TargetVnd[i] / UnitVnd);
                Row([(flow, 1), (choice, -most)], -most, 0);
                if (least > 0)
                {
                    var beyond = Variable(Math.Min(least, chooser.AboveTargetVnd[i] / UnitVnd), 0);
                    spent.Add((beyond, 1));
                    Row([(flow, 1), (beyond, 1), (choice, -least)], 0, most + least);
                    Row([(beyond, 1), (choice, -least)], -least, 0);
                }
            }

            Row(spent, 0, chooser.AvailableVnd / UnitVnd);
            Row(chosen, 0, chooser.Most);
        }
    }

    private void AddClasses(long[] atLeastVnd, int k)
    {
        for (var j = 0; j < k; j++)
        {
            var terms = new List<(int, long)>();
            for (var a = 0; a < _network.AtomCount; a++)
            {
                if (_flow.State.AtomClass[a] <= j)
                {
                    terms.AddRange(In(_network.AtomStart + a).Select(static x => (x, 1L)));
                }
            }

            // What rounding loses at every way need not be made good.
            Row(terms, Math.Max(0, (atLeastVnd[j] / UnitVnd) - terms.Count), terms.Sum(x => _upper[x.Item1]));
        }
    }

    private long RoomOf(int atom) => Math.Max(0, _flow.State.Demand[atom] - _flow.State.Base[atom]) / UnitVnd;

    private IEnumerable<int> Out(int node)
    {
        for (var e = _network.First[node]; e < _network.Mid[node]; e++)
        {
            yield return _arcVariable[e];
        }
    }

    private IEnumerable<int> In(int node)
    {
        for (var e = _network.Mid[node]; e < _network.First[node + 1]; e++)
        {
            yield return _arcVariable[_network.Mate[e]];
        }
    }

    private int Variable(long upper, long objective)
    {
        _upper.Add(Math.Max(0, upper));
        _objective.Add(objective);
        return _upper.Count - 1;
    }

    private void Row(List<(int Variable, long Factor)> terms, long lower, long upper)
    {
        foreach (var (variable, factor) in terms)
        {
            if (factor != 0)
            {
                _columns.Add(variable);
                _factors.Add(factor);
            }
        }

        _rowStart.Add(_columns.Count);
        _rowLower.Add(lower);
        _rowUpper.Add(upper);
    }
}
