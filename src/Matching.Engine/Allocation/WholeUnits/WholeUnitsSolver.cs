using Matching.Engine.Allocation.FairShares;
using Matching.Engine.Allocation.Network;
using Matching.Engine.Quantities;

namespace Matching.Engine.Allocation.WholeUnits;

/// <param name="UnfinishedUnits">Lines whose settled money is not a whole number of units and could not be completed.</param>
/// <param name="BelowMinimum">Lines whose settled amounts stay below the line's minimum quantity.</param>
internal sealed record WholeResult(WholeState State, WholeUnitsSolver Solver, IReadOnlyList<int> UnfinishedUnits, IReadOnlyList<int> BelowMinimum);

/// <summary>From the fair flow to whole units: round down in a way that can be carried out, then hand out what that leaves over.</summary>
/// <remarks>
/// <para>Goods are rounded as an integral flow between the floor and the ceiling of each line's goods, so at most one unit is lost; a
/// line's money is cut to whole units, so at most one more is lost. That is the promised distance: fair share − 1, or − 2 where both meet.</para>
/// <para>What is left is handed out unit by unit to the line with the lowest coverage of the earliest class, until no line can take one
/// more from what is left over: the plan is maximal.</para>
/// </remarks>
internal sealed class WholeUnitsSolver
{
    /// <summary>Nodes that rerouting for leftovers may visit in all: plenty for a province, a fraction of a second for the country.</summary>
    private const long RerouteBudget = 1_000_000;

    private readonly WholeState _state;
    private readonly FlowState _fair;
    private readonly FairShare[] _share;
    private readonly Puller _money;
    private readonly Puller _goods;
    private readonly Augmenter<long> _goodsPush;
    private readonly Augmenter<long> _moneyPush;
    private readonly List<int> _unfinishedUnits = [];
    private readonly List<int> _belowMinimum = [];
    private readonly bool[] _heldBelowMinimum;
    private bool _mayReroute = true;

    private WholeUnitsSolver(FlowState fair, FairShare[] share, Commitments commitments)
    {
        _fair = fair;
        _share = share;
        _state = new WholeState(fair, commitments);
        var network = fair.Network;
        _money = new Puller(network, _state.MoneyCap, _state.MoneyLeft, _state.Zone, WholeState.MoneyZone);
        _goods = new Puller(network, _state.GoodsCap, _state.GoodsLeft, _state.Zone, WholeState.GoodsZone);
        var zone = (int[])_state.Zone.Clone();
        Array.Fill(zone, WholeState.GoodsZone, network.AtomStart, network.AtomCount);
        _goodsPush = new Augmenter<long>(network, _state.GoodsCap, fair.Excess, fair.Room, zone);
        var moneyZone = (int[])_state.Zone.Clone();
        Array.Fill(moneyZone, WholeState.MoneyZone, network.AtomStart, network.AtomCount);
        _moneyPush = new Augmenter<long>(network, _state.MoneyCap, fair.Excess, fair.Room, moneyZone);
        _heldBelowMinimum = new bool[fair.Index.LineCount];
    }

    /// <param name="share">Per line: fair share of the flow, settled amounts included.</param>
    public static WholeResult Solve(FlowState fair, FairShare[] share, Commitments commitments, Func<bool> outOfTime, CancellationToken cancel)
    {
        var solver = new WholeUnitsSolver(fair, share, commitments);
        var goodsVnd = solver.ReadFairFlow();
        solver.RoundGoods(goodsVnd);
        solver.RoundMoney();
        solver.ShareOutWithinAtoms();
        solver.KeepMinimums();
        do
        {
            solver.HandOut(outOfTime, cancel);
        }
        while (solver.GoodsInPlaceOfMoney() && !outOfTime());

        return new WholeResult(solver._state, solver, solver._unfinishedUnits, solver._belowMinimum);
    }

    /// <summary>Splits each atom's fair inflow into goods and money.</summary>
    private long[] ReadFairFlow()
    {
        var network = _fair.Network;
        var goodsVnd = new long[network.AtomCount];
        for (var a = 0; a < network.AtomCount; a++)
        {
            var v = network.AtomStart + a;
            var line = _state.LineOf(a);
            _state.ProvinceVnd[_state.ProvinceOf(line)] += _state.BaseMoneyVnd(a)
                + (_state.BaseGoodsUnits(a) * _state.Index.Items[_state.Index.LineItem[line]].UnitCost.Dong);
            for (var e = network.Mid[v]; e < network.First[v + 1]; e++)
            {
                var carried = network.Cap[e];
                if (network.IsGoods[network.To[e]])
                {
                    goodsVnd[a] += carried;
                }
                else if (carried > 0)
                {
                    _state.AddMoney(a, carried);
                }
            }
        }

        return goodsVnd;
    }

    private void RoundGoods(long[] goodsVnd)
    {
        var network = _fair.Network;
        var starts = new List<int>();
        for (var s = 0; s < network.SourceCount; s++)
        {
            if (network.IsGoods[s])
            {
                starts.Add(s);
                _fair.Excess[s] = _state.GoodsLeft[s];
            }
        }

        for (var pass = 0; pass < 2; pass++)
        {
            for (var a = 0; a < network.AtomCount; a++)
            {
                var v = network.AtomStart + a;
                _fair.Room[v] = pass == 0 ? goodsVnd[a] / _state.UnitVnd[v] : MayRoundUp(a, goodsVnd[a]) ? 1 : 0;
            }

            PushGoods(starts);
        }

        foreach (var s in starts)
        {
            _state.GoodsLeft[s] = _fair.Excess[s];
            _fair.Excess[s] = 0;
        }
    }

    /// <summary>Pushes goods into the rooms set by the caller and books what arrives.</summary>
    private void PushGoods(List<int> starts)
    {
        var network = _fair.Network;
        var wanted = new long[network.AtomCount];
        Array.Copy(_fair.Room, network.AtomStart, wanted, 0, wanted.Length);
        _goodsPush.Push(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(starts), WholeState.GoodsZone);
        for (var a = 0; a < wanted.Length; a++)
        {
            var arrived = wanted[a] - _fair.Room[network.AtomStart + a];
            _fair.Room[network.AtomStart + a] = 0;
            if (arrived > 0)
            {
                _state.AddGoods(a, arrived);
            }
        }
    }

    /// <summary>
    /// Not where settled money has begun a unit that must be completed, and not under a province cap, where units are handed out one by
    /// one later on.
    /// </summary>
    private bool MayRoundUp(int atom, long goodsVnd)
    {
        var unit = _state.UnitVnd[_fair.Network.AtomStart + atom];
        return goodsVnd % unit > 0 && _state.BaseMoneyVnd(atom) % unit == 0 && _state.ProvinceCapVnd == long.MaxValue;
    }

    private void RoundMoney()
    {
        var network = _fair.Network;
        for (var a = 0; a < network.AtomCount; a++)
        {
            var total = _state.BaseMoneyVnd(a) + _state.MoneyVnd[a];
            var surplus = Math.Min(total % _state.UnitVnd[network.AtomStart + a], _state.MoneyVnd[a]);
            if (surplus > 0)
            {
                _state.DrainMoney(a, surplus);
            }
        }

        // Settled money that does not buy whole units is completed before anything else is handed out.
        for (var a = 0; a < network.AtomCount; a++)
        {
            var unit = _state.UnitVnd[network.AtomStart + a];
            var started = (_state.BaseMoneyVnd(a) + _state.MoneyVnd[a]) % unit;
            if (started > 0 && !TakeMoney(a, unit - started))
            {
                _unfinishedUnits.Add(_state.LineOf(a));
            }
        }
    }

    /// <summary>Draws exactly so much money to the atom, or none.</summary>
    internal bool TakeMoney(int atom, long amountVnd)
    {
        if (amountVnd == 0)
        {
            return true;
        }

        var node = _fair.Network.AtomStart + atom;
        var province = _state.ProvinceOf(_state.LineOf(atom));
        if (_state.ProvinceCapVnd - _state.ProvinceVnd[province] < amountVnd)
        {
            return false;
        }

        var drawn = _money.Pull(node, amountVnd, amountVnd, MayReroute);
        if (drawn < amountVnd)
        {
            _money.Undo(drawn);
            return false;
        }

        _state.AddMoney(atom, drawn);
        return true;
    }

    private long TakeGoods(int atom, long units)
    {
        var node = _fair.Network.AtomStart + atom;
        var line = _state.LineOf(atom);
        if (_state.ProvinceCapVnd != long.MaxValue)
        {
            var price = _state.Index.Items[_state.Index.LineItem[line]].UnitCost.Dong;
            units = Math.Min(units, Math.Max(0, (_state.ProvinceCapVnd - _state.ProvinceVnd[_state.ProvinceOf(line)]) / price));
        }

        if (units <= 0)
        {
            return 0;
        }

        var drawn = _goods.Pull(node, units, 1, MayReroute);
        _state.AddGoods(atom, drawn);
        return drawn;
    }

    /// <summary>Every line gets the whole part of its fair share; what its atom has beyond goes to the lowest coverage in it.</summary>
    private void ShareOutWithinAtoms()
    {
        var network = _fair.Network;
        for (var a = 0; a < network.AtomCount; a++)
        {
            var lines = _state.Lines(a).ToArray();
            var units = UnitsOf(a);
            if (lines.Length == 1)
            {
                _state.LineUnits[lines[0]] = units;
                continue;
            }

            foreach (var line in lines)
            {
                _state.LineUnits[line] = _share[line].WholeVnd / _state.Index.UnitCostVnd[line];
                units -= _state.LineUnits[line];
            }

            for (; units < 0; units++)
            {
                // Rounding both sides of a mixed atom down can leave one unit less than its lines' whole parts.
                var most = lines.MaxBy(line => (_state.LineUnits[line] > 0, new Ratio(_state.LineUnits[line], _state.Index.Quantity[line])));
                _state.LineUnits[most]--;
            }

            for (; units > 0; units--)
            {
                var least = lines.Where(line => _state.LineUnits[line] < _state.Index.Quantity[line])
                    .MinBy(line => new Ratio(_state.LineUnits[line], _state.Index.Quantity[line]));
                _state.LineUnits[least]++;
            }
        }
    }

    /// <summary>Units of an atom: goods and money, settled and flowing.</summary>
    private long UnitsOf(int a) =>
        _state.BaseGoodsUnits(a) + _state.GoodsUnits[a]
        + ((_state.BaseMoneyVnd(a) + _state.MoneyVnd[a]) / _state.UnitVnd[_fair.Network.AtomStart + a]);

    /// <summary>A line below its minimum quantity is lifted to it or gives everything back.</summary>
    private void KeepMinimums()
    {
        var index = _state.Index;
        for (var l = 0; l < index.LineCount; l++)
        {
            if (index.NeedAt(l).MinQuantity is not { } minimum || _state.LineUnits[l] == 0 || _state.LineUnits[l] >= minimum)
            {
                continue;
            }

            var atom = _fair.Network.AtomOfLine[l];
            if (!Lift(atom, l, minimum - _state.LineUnits[l]))
            {
                Release(atom, l);
            }
        }
    }

    /// <summary>Takes exactly so many more units for the line, goods first, or nothing.</summary>
    private bool Lift(int atom, int line, long units)
    {
        var goods = TakeGoods(atom, units);
        var costVnd = _state.Index.UnitCostVnd[line];
        if (goods < units && !TakeMoney(atom, checked((units - goods) * costVnd)))
        {
            if (goods > 0)
            {
                _goods.Undo(goods);
                _state.AddGoods(atom, -goods);
            }

            return false;
        }

        _state.LineUnits[line] += units;
        return true;
    }

    private void Release(int atom, int line)
    {
        var settled = _state.Commitments.BaseVnd[line] > 0 ? UnitsSettled(atom) : 0;
        var units = _state.LineUnits[line] - settled;
        var bought = Math.Min(units, _state.MoneyVnd[atom] / _state.Index.UnitCostVnd[line]);
        if (bought > 0)
        {
            _state.DrainMoney(atom, bought * _state.Index.UnitCostVnd[line]);
            _money.GaveBack(bought * _state.Index.UnitCostVnd[line]);
        }

        if (units > bought)
        {
            _state.DrainGoods(atom, units - bought);
            _goods.GaveBack(units - bought);
        }

        _state.LineUnits[line] = settled;
        if (settled > 0)
        {
            _heldBelowMinimum[line] = true;
            _belowMinimum.Add(line);
        }

    }

    private long UnitsSettled(int atom)
    {
        var unit = _state.UnitVnd[_fair.Network.AtomStart + atom];
        return _state.BaseGoodsUnits(atom) + ((_state.BaseMoneyVnd(atom) + unit - 1) / unit);
    }

    private void HandOut(Func<bool> outOfTime, CancellationToken cancel)
    {
        // Who pays is put in order first: free money is left where narrow money can pay, so what is left reaches most lines directly.
        // Then rerouting gathers what remains in pieces, as far as its budget of work goes. Both can open a ceiling for another line, so
        // it ends when a whole round of direct supply finds nothing.
        var rerouted = false;
        for (var found = true; found && !outOfTime();)
        {
            PreferNarrowMoney();
            _mayReroute = false;
            found = HandOutAll(outOfTime, cancel);
            if (!rerouted)
            {
                _mayReroute = rerouted = true;
                found |= HandOutAll(outOfTime, cancel);
            }
        }
    }

    private bool MayReroute => _mayReroute && _money.Visited + _goods.Visited < RerouteBudget;

    private bool HandOutAll(Func<bool> outOfTime, CancellationToken cancel)
    {
        var found = false;
        for (var k = 0; k < _state.Index.Classes.Length; k++)
        {
            found |= HandOut(k, outOfTime, cancel);
        }

        return found;
    }

    private void PreferNarrowMoney() =>
        SourceOrder.Prefer(_fair.Network, _moneyPush, WholeState.MoneyZone, _state.MoneyLeft);

    private bool HandOut(int k, Func<bool> outOfTime, CancellationToken cancel)
    {
        var index = _state.Index;
        var queue = new PriorityQueue<int, (Ratio Coverage, int Line)>();
        for (var l = index.ClassStart[k]; l < index.ClassStart[k + 1]; l++)
        {
            if (_state.LineUnits[l] < index.Quantity[l] && !_heldBelowMinimum[l])
            {
                queue.Enqueue(l, (new Ratio(_state.LineUnits[l], index.Quantity[l]), l));
            }
        }

        var steps = 0;
        var found = false;
        while (queue.TryDequeue(out var line, out _))
        {
            if ((++steps & 255) == 0)
            {
                cancel.ThrowIfCancellationRequested();
                if (outOfTime())
                {
                    break;
                }
            }

            var minimum = index.NeedAt(line).MinQuantity ?? 1;
            var units = _state.LineUnits[line] == 0 ? Math.Max(1, minimum) : 1;
            if (!Lift(_fair.Network.AtomOfLine[line], line, units))
            {
                continue;
            }

            found = true;
            if (_state.LineUnits[line] < index.Quantity[line])
            {
                queue.Enqueue(line, (new Ratio(_state.LineUnits[line], index.Quantity[line]), line));
            }
        }

        return found;
    }

    /// <summary>Lets goods that are left take the place of money, so that the money can help elsewhere.</summary>
    /// <returns>Whether any money came free.</returns>
    private bool GoodsInPlaceOfMoney()
    {
        var network = _fair.Network;
        var starts = new List<int>();
        for (var s = 0; s < network.SourceCount; s++)
        {
            if (network.IsGoods[s] && _state.GoodsLeft[s] > 0)
            {
                starts.Add(s);
                _fair.Excess[s] = _state.GoodsLeft[s];
            }
        }

        if (starts.Count == 0)
        {
            return false;
        }

        for (var a = 0; a < network.AtomCount; a++)
        {
            // A province's cap counts goods at the item's price, which a project line may differ from.
            _fair.Room[network.AtomStart + a] = _state.ProvinceCapVnd == long.MaxValue || !_state.Index.IsProject(_state.LineOf(a))
                ? _state.MoneyVnd[a] / _state.UnitVnd[network.AtomStart + a]
                : 0;
        }

        var before = (long[])_state.GoodsUnits.Clone();
        PushGoods(starts);
        foreach (var s in starts)
        {
            _state.GoodsLeft[s] = _fair.Excess[s];
            _fair.Excess[s] = 0;
        }

        var freed = false;
        for (var a = 0; a < before.Length; a++)
        {
            if (_state.GoodsUnits[a] > before[a])
            {
                var freedVnd = (_state.GoodsUnits[a] - before[a]) * _state.UnitVnd[network.AtomStart + a];
                _state.DrainMoney(a, freedVnd);
                _money.GaveBack(freedVnd);
                freed = true;
            }
        }

        return freed;
    }
}
