using System.Runtime.InteropServices;
using Matching.Engine.Allocation.FairShares;
using Matching.Engine.Allocation.Network;

namespace Matching.Engine.Allocation.WholeUnits;

/// <summary>Rounds the fair flow: goods to whole units as a flow, each atom's money down to whole units.</summary>
internal sealed class FlowRounding
{
    private readonly WholeState _state;
    private readonly FlowNetwork _network;
    private readonly GoodsPush _goods;
    private readonly long[] _goodsVnd;

    public FlowRounding(WholeState state, GoodsPush goods)
    {
        _state = state;
        _network = state.Network;
        _goods = goods;
        _goodsVnd = new long[_network.AtomCount];
        ReadFairFlow();
    }

    /// <summary>Every atom's goods rounded down, then up by one where there was a fraction and goods are there.</summary>
    public void RoundGoods(CancellationToken cancel)
    {
        FollowFairGoods();
        for (var pass = 0; pass < 2; pass++)
        {
            for (var a = 0; a < _network.AtomCount; a++)
            {
                var unit = _state.UnitVnd[_network.AtomStart + a];
                _goods.Room[_network.AtomStart + a] = pass == 0 ? (_goodsVnd[a] / unit) - _state.GoodsUnits[a] : MayRoundUp(a) ? 1 : 0;
            }

            _goods.Run(cancel);
        }
    }

    /// <summary>What an atom's money has beyond whole units goes back, to the freest money first.</summary>
    public void RoundMoney()
    {
        var surplus = new long[_network.NodeCount];
        var starts = new List<int>();
        for (var a = 0; a < _network.AtomCount; a++)
        {
            var v = _network.AtomStart + a;
            var total = _state.BaseMoneyVnd(a) + _state.MoneyVnd[a];
            surplus[v] = Math.Min(total % _state.UnitVnd[v], _state.MoneyVnd[a]);
            if (surplus[v] > 0)
            {
                _state.AddMoney(a, -surplus[v]);
                starts.Add(v);
            }
        }

        var drawn = new long[_network.NodeCount];
        var back = new OneWayFlow(_network, _state.MoneyCap, down: false);
        var freest = FreestFeeders();
        for (var stage = (byte)(_network.StageCount - 1); stage > 0; stage--)
        {
            for (var s = 0; s < _network.SourceCount; s++)
            {
                drawn[s] = _network.SourceStage[s] == stage ? _network.SupplyVnd[s] - _state.MoneyLeft[s] : 0;
            }

            back.Push(CollectionsMarshal.AsSpan(starts), surplus, drawn, freest, stage);
            for (var s = 0; s < _network.SourceCount; s++)
            {
                if (_network.SourceStage[s] == stage)
                {
                    _state.MoneyLeft[s] = _network.SupplyVnd[s] - drawn[s];
                }
            }
        }
    }

    /// <summary>Settled money that does not buy whole units is completed before anything else is handed out.</summary>
    /// <returns>Lines where it could not be.</returns>
    public List<int> CompleteBegunUnits(UnitSupply supply)
    {
        var unfinished = new List<int>();
        for (var a = 0; a < _network.AtomCount; a++)
        {
            var unit = _state.UnitVnd[_network.AtomStart + a];
            var begun = (_state.BaseMoneyVnd(a) + _state.MoneyVnd[a]) % unit;
            if (begun > 0 && !supply.TakeMoney(a, unit - begun))
            {
                unfinished.Add(_state.LineOf(a));
            }
        }

        return unfinished;
    }

    /// <summary>Splits each atom's fair inflow into goods and money.</summary>
    private void ReadFairFlow()
    {
        for (var a = 0; a < _network.AtomCount; a++)
        {
            var v = _network.AtomStart + a;
            var line = _state.LineOf(a);
            _state.ProvinceVnd[_state.ProvinceOf(line)] += _state.BaseMoneyVnd(a) + (_state.BaseGoodsUnits(a) * _state.PriceVnd(line));
            for (var e = _network.Mid[v]; e < _network.First[v + 1]; e++)
            {
                if (_network.IsGoods[_network.To[e]])
                {
                    _goodsVnd[a] += _state.MoneyCap[e];
                }
                else if (_state.MoneyCap[e] > 0)
                {
                    _state.AddMoney(a, _state.MoneyCap[e]);
                }
            }
        }
    }

    /// <summary>Sends whole units down the ways that the fair flow takes, as far as that goes at one go: it settles nearly all, over few ways.</summary>
    private void FollowFairGoods()
    {
        var cap = new long[_state.GoodsCap.Length];
        var gate = new byte[_network.NodeCount];
        var starts = new List<int>();
        foreach (var v in _state.GoodsTopDown)
        {
            gate[v] = 1;
            if (v < _network.SourceCount)
            {
                starts.Add(v);
            }

            for (var e = _network.First[v]; e < _network.Mid[v]; e++)
            {
                cap[e] = _state.MoneyCap[_network.Mate[e]] > 0 ? _state.GoodsCap[e] : 0;
            }
        }

        Array.Fill<byte>(gate, 1, _network.AtomStart, _network.AtomCount);
        var room = new long[_network.NodeCount];
        for (var a = 0; a < _network.AtomCount; a++)
        {
            room[_network.AtomStart + a] = _goodsVnd[a] / _state.UnitVnd[_network.AtomStart + a];
        }

        new OneWayFlow(_network, cap, down: true).Push(CollectionsMarshal.AsSpan(starts), _state.GoodsLeft, room, gate, 1);
        foreach (var v in _state.GoodsTopDown)
        {
            for (var e = _network.First[v]; e < _network.Mid[v]; e++)
            {
                _state.GoodsCap[e] -= cap[_network.Mate[e]];
                _state.GoodsCap[_network.Mate[e]] += cap[_network.Mate[e]];
            }
        }

        for (var a = 0; a < _network.AtomCount; a++)
        {
            var v = _network.AtomStart + a;
            _state.AddGoods(a, (_goodsVnd[a] / _state.UnitVnd[v]) - room[v]);
        }
    }

    /// <summary>
    /// Not where settled money has begun a unit that must be completed, and not under a province cap, where units are handed out one by
    /// one later on.
    /// </summary>
    private bool MayRoundUp(int atom)
    {
        var unit = _state.UnitVnd[_network.AtomStart + atom];
        return _goodsVnd[atom] % unit > 0 && _state.BaseMoneyVnd(atom) % unit == 0 && !_state.HasProvinceCap;
    }

    /// <summary>Per node: the freest stage of money that flows through it, 0 for none.</summary>
    private byte[] FreestFeeders()
    {
        var freest = new byte[_network.NodeCount];
        foreach (var v in _state.MoneyTopDown)
        {
            if (v < _network.SourceCount)
            {
                freest[v] = _network.SourceStage[v];
            }

            for (var e = _network.First[v]; e < _network.Mid[v]; e++)
            {
                var w = _network.To[e];
                if (freest[w] < freest[v] && _state.MoneyCap[_network.Mate[e]] > 0)
                {
                    freest[w] = freest[v];
                }
            }
        }

        return freest;
    }
}
