using Matching.Engine.Allocation.Network;

namespace Matching.Engine.Allocation.WholeUnits;

/// <summary>Draws exact amounts of what is left over to lines, and gives back what lines do not keep.</summary>
internal sealed class UnitSupply
{
    /// <summary>Nodes that rerouting for leftovers may visit in all: plenty for a province, a fraction of a second for the country.</summary>
    private const long RerouteBudget = 400_000;

    private readonly WholeState _state;
    private readonly Puller _money;
    private readonly Puller _goods;
    private readonly DirectReach _directMoney;
    private readonly DirectReach _directGoods;
    private readonly long[] _unbounded;
    private bool _reroutes = true;
    private bool _boundsHold;
    private bool _drewSinceUpdate;
    private long _vainAtUpdate;

    public UnitSupply(WholeState state)
    {
        _state = state;
        _money = new Puller(state.Network, state.MoneyCap, state.MoneyLeft, state.Zone, WholeState.MoneyZone);
        _goods = new Puller(state.Network, state.GoodsCap, state.GoodsLeft, state.Zone, WholeState.GoodsZone);
        _directMoney = new DirectReach(state.Network, state.MoneyTopDown);
        _directGoods = new DirectReach(state.Network, state.GoodsTopDown);
        _unbounded = new long[state.Network.NodeCount];
        Array.Fill(_unbounded, FlowNetwork.Unlimited);
    }

    private bool MayReroute => _reroutes && _money.Visited + _goods.Visited < RerouteBudget;

    private long SearchedInVain => _money.SearchedInVain + _goods.SearchedInVain;

    /// <summary>From now on what flows already may be moved, as far as the budget of work goes; after that only direct supply is drawn on.</summary>
    public void Reroute() => _reroutes = true;

    /// <summary>From now on only supply that reaches a line directly is drawn on. To be said again when others have moved the flow.</summary>
    public void DrawDirectly()
    {
        _reroutes = false;
        UpdateBounds();
    }

    /// <summary>Whether the line could have so many more units, as far as bounds on direct supply tell.</summary>
    public bool MayHave(int line, long units)
    {
        var atom = _state.Network.AtomOfLine[line];
        return MayReroute || !_boundsHold
            || _directGoods.Of(atom) + (_directMoney.Of(atom) / _state.Index.UnitCostVnd[line]) >= units;
    }

    /// <summary>Draws exactly so much money to the atom, or none.</summary>
    public bool TakeMoney(int atom, long amountVnd)
    {
        if (amountVnd == 0)
        {
            return true;
        }

        if (_state.ProvinceRoomVnd(_state.LineOf(atom)) < amountVnd)
        {
            return false;
        }

        var drawn = _money.Pull(_state.Network.AtomStart + atom, amountVnd, amountVnd, Direct(_directMoney));
        if (drawn < amountVnd)
        {
            _money.Undo(drawn);
            return false;
        }

        _drewSinceUpdate = true;
        _state.AddMoney(atom, drawn);
        return true;
    }

    /// <summary>Takes exactly so many more units for the line, goods first, or nothing.</summary>
    public bool Lift(int line, long units)
    {
        var atom = _state.Network.AtomOfLine[line];
        var goods = TakeGoods(atom, units);
        if (goods < units && !TakeMoney(atom, checked((units - goods) * _state.Index.UnitCostVnd[line])))
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

    public void GiveBackMoney(int atom, long amountVnd)
    {
        if (amountVnd > 0)
        {
            _state.DrainMoney(atom, amountVnd);
            _money.GaveBack(amountVnd);
            _boundsHold = false;
        }
    }

    public void GiveBackGoods(int atom, long units)
    {
        if (units > 0)
        {
            _state.DrainGoods(atom, units);
            _goods.GaveBack(units);
            _boundsHold = false;
        }
    }

    private long TakeGoods(int atom, long units)
    {
        var line = _state.LineOf(atom);
        if (_state.HasProvinceCap)
        {
            units = Math.Min(units, Math.Max(0, _state.ProvinceRoomVnd(line) / _state.PriceVnd(line)));
        }

        if (units <= 0)
        {
            return 0;
        }

        var drawn = _goods.Pull(_state.Network.AtomStart + atom, units, 1, Direct(_directGoods));
        _drewSinceUpdate |= drawn > 0;
        _state.AddGoods(atom, drawn);
        return drawn;
    }

    /// <summary>Null when what flows may be moved; else bounds on what each node can have directly.</summary>
    private long[]? Direct(DirectReach reach)
    {
        if (MayReroute)
        {
            _boundsHold = false; // moving opens other ways
            return null;
        }

        if ((_drewSinceUpdate || !_boundsHold) && SearchedInVain > _vainAtUpdate + _state.Network.NodeCount)
        {
            UpdateBounds(); // costs about as much as the searches that failed since the last time
        }

        return _boundsHold ? reach.Bounds : _unbounded;
    }

    private void UpdateBounds()
    {
        _directGoods.Update(_state.GoodsCap, _state.GoodsLeft);
        _directMoney.Update(_state.MoneyCap, _state.MoneyLeft);
        _boundsHold = true;
        _drewSinceUpdate = false;
        _vainAtUpdate = SearchedInVain;
    }
}
