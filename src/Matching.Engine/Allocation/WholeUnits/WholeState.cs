using Matching.Engine.Allocation.FairShares;
using Matching.Engine.Allocation.Network;
using Matching.Engine.Quantities;

namespace Matching.Engine.Allocation.WholeUnits;

/// <summary>The plan in whole units while it is made: goods flow in units, money flows in đồng, each on its own side of the network.</summary>
internal sealed class WholeState
{
    /// <summary>Zone of goods nodes.</summary>
    public const int GoodsZone = 1;

    /// <summary>Zone of money nodes.</summary>
    public const int MoneyZone = 2;

    public WholeState(FlowState fair, Commitments commitments)
    {
        Index = fair.Index;
        Network = fair.Network;
        Flow = fair.Flow;
        Commitments = commitments;
        MoneyCap = fair.Network.Cap;
        MoneyLeft = fair.Left;
        GoodsCap = new long[MoneyCap.Length];
        GoodsLeft = new long[Network.SourceCount];
        GoodsUnits = new long[Network.AtomCount];
        MoneyVnd = new long[Network.AtomCount];
        LineUnits = new long[Index.LineCount];
        Zone = new int[Network.NodeCount];
        UnitVnd = new long[Network.NodeCount];
        ProvinceVnd = new long[Index.Provinces.Length];
        ProvinceCapVnd = ProvinceCaps.CapOf(Index) ?? long.MaxValue;
        var topDown = DepthOrder.TopDown(Network);
        GoodsTopDown = [.. topDown.Where(v => v < Network.AtomStart && Network.IsGoods[v])];
        MoneyTopDown = [.. topDown.Where(v => v < Network.AtomStart && !Network.IsGoods[v])];
        SetUnitValues();
        SetGoodsSide();
    }

    public RoundIndex Index { get; }

    public FlowNetwork Network { get; }

    /// <summary>Where pushes are worked out, one after the other; what it holds in between means nothing.</summary>
    public CompactFlow<long> Flow { get; }

    public Commitments Commitments { get; }

    public long[] MoneyCap { get; }

    public long[] MoneyLeft { get; }

    /// <summary>Residual capacities of the goods side, in units.</summary>
    public long[] GoodsCap { get; }

    public long[] GoodsLeft { get; }

    /// <summary>Goods that flow into an atom, in units; settled goods are not among them.</summary>
    public long[] GoodsUnits { get; }

    /// <summary>Money that flows into an atom; settled money is not among it.</summary>
    public long[] MoneyVnd { get; }

    /// <summary>Units per line, settled ones included.</summary>
    public long[] LineUnits { get; }

    public int[] Zone { get; }

    /// <summary>Nodes of the goods side above the atoms, from the sources down.</summary>
    public int[] GoodsTopDown { get; }

    /// <summary>Nodes of the money side above the atoms, from the sources down.</summary>
    public int[] MoneyTopDown { get; }

    /// <summary>Line value of one unit, per node of the goods side and per atom.</summary>
    public long[] UnitVnd { get; }

    /// <summary>What each province receives, goods at their item's unit cost.</summary>
    public long[] ProvinceVnd { get; }

    public long ProvinceCapVnd { get; }

    public bool HasProvinceCap => ProvinceCapVnd != long.MaxValue;

    public int LineOf(int atom) => Network.FirstLineOf(atom);

    public ReadOnlySpan<int> Lines(int atom) =>
        Network.AtomLine.AsSpan(Network.AtomLineStart[atom], Network.AtomLineStart[atom + 1] - Network.AtomLineStart[atom]);

    public Ratio CoverageOf(int line) => new(LineUnits[line], Index.Quantity[line]);

    /// <summary>A unit's value under a province cap: the item's price, whatever the line's own cost.</summary>
    public long PriceVnd(int line) => Index.Items[Index.LineItem[line]].UnitCost.Dong;

    /// <summary>What the cap still lets the line's province receive.</summary>
    public long ProvinceRoomVnd(int line) => ProvinceCapVnd - ProvinceVnd[ProvinceOf(line)];

    /// <summary>Zones in which the atoms belong to one side, for pushes on that side.</summary>
    public int[] ZoneWithAtoms(int side)
    {
        var zone = (int[])Zone.Clone();
        Array.Fill(zone, side, Network.AtomStart, Network.AtomCount);
        return zone;
    }

    public int ProvinceOf(int line) => Index.CommuneProvince[Index.LineCommune[line]];

    /// <summary>Money settled on an atom's line beforehand (only atoms of one line have any).</summary>
    public long BaseMoneyVnd(int atom)
    {
        var line = LineOf(atom);
        return Commitments.BaseVnd[line] - (Commitments.BaseUnits[line] * Index.UnitCostVnd[line]);
    }

    public long BaseGoodsUnits(int atom) => Commitments.BaseUnits[LineOf(atom)];

    public void DrainMoney(int atom, long amountVnd)
    {
        MoneyVnd[atom] -= amountVnd;
        ProvinceVnd[ProvinceOf(LineOf(atom))] -= amountVnd;
        Drainage.Drain(Network, MoneyCap, MoneyLeft, Network.AtomStart + atom, amountVnd, fromGoods: false);
    }

    public void DrainGoods(int atom, long units)
    {
        AddGoods(atom, -units);
        Drainage.Drain(Network, GoodsCap, GoodsLeft, Network.AtomStart + atom, units, fromGoods: true);
    }

    public void AddGoods(int atom, long units)
    {
        GoodsUnits[atom] += units;
        var line = LineOf(atom);
        ProvinceVnd[ProvinceOf(line)] += units * PriceVnd(line);
    }

    public void AddMoney(int atom, long amountVnd)
    {
        MoneyVnd[atom] += amountVnd;
        ProvinceVnd[ProvinceOf(LineOf(atom))] += amountVnd;
    }

    private void SetUnitValues()
    {
        for (var a = 0; a < Network.AtomCount; a++)
        {
            UnitVnd[Network.AtomStart + a] = Index.UnitCostVnd[LineOf(a)];
        }

        foreach (var v in MoneyTopDown)
        {
            Zone[v] = MoneyZone;
        }

        for (var i = GoodsTopDown.Length - 1; i >= 0; i--)
        {
            var v = GoodsTopDown[i];
            Zone[v] = GoodsZone;
            if (Network.First[v] < Network.Mid[v])
            {
                UnitVnd[v] = UnitVnd[Network.To[Network.First[v]]]; // one item below any goods node
            }
        }
    }

    private void SetGoodsSide()
    {
        foreach (var v in GoodsTopDown)
        {
            if (v < Network.SourceCount)
            {
                GoodsLeft[v] = Network.SupplyVnd[v] / Network.SourceUnitVnd[v];
            }

            for (var e = Network.First[v]; e < Network.Mid[v]; e++)
            {
                var whole = MoneyCap[e] + MoneyCap[Network.Mate[e]];
                GoodsCap[e] = whole >= FlowNetwork.Unlimited ? FlowNetwork.Unlimited : whole / UnitVnd[v];
            }
        }
    }
}
