using Matching.Engine.Explain;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Plans;
using Matching.Engine.Rounds;
using Matching.Solvers.Integers;

namespace Matching.Oracles.Whole;

/// <summary>
/// The whole problem in one integer program: every eligible pair, whole units, every linear and yes-or-no condition. What it maximises is how much of the
/// fair shares in whole units the first classes reach. For rounds without pins, caps of provinces and conditions on other donors.
/// </summary>
/// <remarks>Written from the contract (allocation-model.md, sections 2 and 3) without the engine's networks; eligibility and ceilings are read from the round.</remarks>
public sealed class WholePlanModel
{
    private readonly IntegerModelBuilder _model = new(maximise: true);
    private readonly RoundLookup _lookup;
    private readonly Plan _plan;
    private readonly Dictionary<int, List<(int Variable, Pledge Pledge)>> _toLine = [];
    private readonly List<(int Class, int Variable, long UnitVnd)> _reached = [];

    private WholePlanModel(Round round, Plan plan)
    {
        _lookup = new RoundLookup(round);
        _plan = plan;
    }

    /// <param name="plan">Of the round: its fair shares are the targets, nothing else of it is used.</param>
    /// <param name="classes">How many classes count, the first ones. All but the last of them are to reach together, one after the other, what the plan does.</param>
    public static IntegerModel Of(Round round, Plan plan, int classes)
    {
        var whole = new WholePlanModel(round, plan);
        for (var p = 0; p < whole._lookup.Round.Pledges.Length; p++)
        {
            whole.AddPledge(p);
        }

        foreach (var (line, gifts) in whole._toLine.OrderBy(static x => x.Key))
        {
            whole.AddLine(line, gifts, plan.Lines[line].Class <= classes);
        }

        for (var k = 1; k < classes; k++)
        {
            var terms = whole._reached.Where(x => x.Class <= k).Select(static x => (x.Variable, x.UnitVnd)).ToList();
            whole.Sum(terms, Math.Min(plan.Classes.Take(k).Sum(static c => c.Reached.Dong), IntegerModel.LargestActivity), IntegerModel.NoUpper);
        }

        return whole._model.Build();
    }

    private void AddPledge(int p)
    {
        var pledge = _lookup.Round.Pledges[p];
        var available = _plan.Pledges[p].Available;
        var asks = pledge.Conditions;
        var gifts = new List<(int Variable, int Line)>();
        for (var n = 0; n < _lookup.Round.Needs.Length && available > 0; n++)
        {
            if (_plan.Lines[n].Class > 0 && Eligibility.MayServe(_lookup, pledge, n))
            {
                var asked = pledge.Kind == PledgeKind.Goods ? _lookup.Round.Needs[n].Quantity : _lookup.Requested(n).Dong;
                var most = (long)((Int128)asked * (asks.MaxSharePercent ?? 100) / 100);
                var variable = _model.AddVariable(0, Math.Min(most, available));
                gifts.Add((variable, n));
                if (!_toLine.TryGetValue(n, out var here))
                {
                    _toLine.Add(n, here = []);
                }

                here.Add((variable, pledge));
            }
        }

        AtMost(gifts.Select(static x => x.Variable), available);
        if (asks.AllOrNothing)
        {
            var used = _model.AddVariable(0, 1);
            Sum([.. gifts.Select(static x => (x.Variable, 1L)), (used, -available)], 0, 0);
        }

        foreach (var portion in pledge.Portions)
        {
            AtMost(gifts.Where(x => portion.Holds(_lookup.CommuneOf(x.Line).Tier, _lookup.Round.Needs[x.Line].NeededBy)).Select(static x => x.Variable), portion.Most);
        }

        if (pledge.ProvinceCeiling is { } inProvince)
        {
            foreach (var province in gifts.GroupBy(x => _lookup.CommuneOf(x.Line).Province))
            {
                AtMost(province.Select(static x => x.Variable), inProvince);
            }
        }

        var chosen = new List<int>();
        foreach (var commune in gifts.GroupBy(x => _lookup.CommuneIndex(x.Line)))
        {
            AtMost(commune.Select(static x => x.Variable), Math.Min(available, pledge.CommuneCeiling ?? available));
            if (asks.MinPerCommune is > 0 || asks.MaxCommunes is not null || asks.MinCommunes is > 1 || asks.FixedPerCommune is not null)
            {
                var serves = _model.AddVariable(0, 1);
                chosen.Add(serves);
                var (least, most) = asks.FixedPerCommune is { } amount ? (amount, amount) : (Math.Max(1, asks.MinPerCommune ?? 1), available);
                Sum([.. commune.Select(static x => (x.Variable, 1L)), (serves, -most)], -most, 0);
                Sum([.. commune.Select(static x => (x.Variable, 1L)), (serves, -least)], 0, available);
            }
        }

        if (asks.MaxCommunes is { } communes)
        {
            AtMost(chosen, communes);
        }

        if (asks.MinCommunes is > 1 and var fewest)
        {
            var used = _model.AddVariable(0, 1);
            Sum([.. gifts.Select(static x => (x.Variable, 1L)), (used, -available)], -available, 0);
            Sum([.. chosen.Select(static c => (c, 1L)), (used, -fewest)], 0, chosen.Count);
        }

        if (asks.FixedPerChild is { } rate)
        {
            foreach (var (variable, line) in gifts)
            {
                var amount = (Int128)rate * (_lookup.Round.Needs[line].Beneficiaries ?? 0);
                var serves = _model.AddVariable(0, amount > 0 && amount <= available ? 1 : 0);
                Sum([(variable, 1), (serves, -(long)Int128.Min(amount, available))], 0, 0);
            }
        }

        if (asks.EqualSplit is { } split)
        {
            Split(split, asks.EqualParts ?? 0, gifts, available);
        }
    }

    /// <summary>Exactly so many places get the same, or the same and one more.</summary>
    private void Split(SplitPlace split, int parts, List<(int Variable, int Line)> gifts, long available)
    {
        var used = _model.AddVariable(0, 1);
        var each = _model.AddVariable(0, available);
        Sum([(each, 1), (used, -1)], 0, available);
        var chosen = new List<(int Variable, long Factor)>();
        foreach (var place in gifts.GroupBy(x => _lookup.CommuneOf(x.Line) is var commune && split == SplitPlace.District ? commune.District?.Code : split == SplitPlace.Commune ? commune.Id.Code : commune.Province.Code))
        {
            var given = place.Select(static x => (x.Variable, 1L)).ToList();
            var serves = _model.AddVariable(0, place.Key is null ? 0 : 1);
            chosen.Add((serves, 1));
            Sum([.. given, (serves, -available)], -available, 0);
            Sum([.. given, (each, -1), (serves, -available)], -available, available);
            Sum([.. given, (each, -1)], -available, 1);
        }

        Sum([.. chosen, (used, -parts)], 0, 0);
    }

    private void AddLine(int line, List<(int Variable, Pledge Pledge)> gifts, bool counts)
    {
        var need = _lookup.Round.Needs[line];
        var unitVnd = _lookup.UnitCost(line).Dong;
        var units = _model.AddVariable(0, need.Quantity);
        Sum([.. gifts.Select(x => (x.Variable, x.Pledge.Kind == PledgeKind.Goods ? unitVnd : 1L)), (units, -unitVnd)], 0, 0);
        if (need.MinQuantity is > 1 and var minimum)
        {
            var served = _model.AddVariable(0, 1);
            Sum([(units, 1), (served, -need.Quantity)], -need.Quantity, 0);
            Sum([(units, 1), (served, -minimum)], 0, need.Quantity);
        }

        if (counts)
        {
            var target = _plan.Lines[line].Fair.WholeVnd / unitVnd;
            var reached = _model.AddVariable(0, target, unitVnd);
            _reached.Add((_plan.Lines[line].Class, reached, unitVnd));
            Sum([(units, 1), (reached, -1)], 0, need.Quantity);
        }
    }

    private void AtMost(IEnumerable<int> variables, long most)
    {
        var terms = variables.Select(static v => (v, 1L)).ToList();
        if (terms.Count > 0)
        {
            Sum(terms, 0, most);
        }
    }

    private void Sum(List<(int Variable, long Factor)> terms, long least, long most) =>
        _model.AddRow([.. terms.Select(static t => t.Variable)], [.. terms.Select(static t => t.Factor)], least, most);
}
