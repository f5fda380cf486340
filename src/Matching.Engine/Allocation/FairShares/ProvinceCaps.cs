namespace Matching.Engine.Allocation.FairShares;

/// <summary>What each province may still receive under the planner's cap, in đồng.</summary>
/// <remarks>A goods unit counts at its item's unit cost, whatever the line it covers would pay.</remarks>
internal sealed class ProvinceCaps
{
    private readonly FlowState _state;
    private readonly Commitments _commitments;

    private ProvinceCaps(FlowState state, Commitments commitments, long capVnd)
    {
        _state = state;
        _commitments = commitments;
        CapVnd = capVnd;
        ProvinceOfAtom = new int[state.Network.AtomCount];
        for (var a = 0; a < ProvinceOfAtom.Length; a++)
        {
            var line = state.Network.FirstLineOf(a);
            ProvinceOfAtom[a] = state.Index.CommuneProvince[state.Index.LineCommune[line]];
        }
    }

    public long CapVnd { get; }

    public int[] ProvinceOfAtom { get; }

    public static ProvinceCaps? Of(FlowState state, Commitments commitments) =>
        CapOf(state.Index) is { } capVnd ? new ProvinceCaps(state, commitments, capVnd) : null;

    /// <summary>What the planner's cap leaves each province after what is settled, goods at the item's price; out of reach of any sum where there is no cap.</summary>
    public static long[] LeftVnd(RoundIndex index, Commitments settled)
    {
        var left = new long[index.Provinces.Length];
        Array.Fill(left, CapOf(index) ?? long.MaxValue / 4);
        for (var l = 0; l < index.LineCount; l++)
        {
            left[index.CommuneProvince[index.LineCommune[l]]] -= settled.BaseVnd[l]
                + (settled.BaseUnits[l] * (index.Items[index.LineItem[l]].UnitCost.Dong - index.UnitCostVnd[l]));
        }

        return left;
    }

    /// <summary><c>floor(available value of all pledges × percent / 100)</c>, or <see langword="null"/> without a cap.</summary>
    public static long? CapOf(RoundIndex index)
    {
        if (index.Round.Policy.ProvinceCapPercent is not { } percent)
        {
            return null;
        }

        Int128 total = 0;
        for (var p = 0; p < index.PledgeCount; p++)
        {
            total += (Int128)index.Available[p] * (index.PledgeAt(p).Item is { } item ? index.Items[index.ItemById[item]].UnitCost.Dong : 1);
        }

        return (long)Int128.Min(total * percent / 100, long.MaxValue);
    }

    /// <summary>Per province: the cap less what is settled beforehand and what flows now, leaving out the atoms that <paramref name="except"/> marks.</summary>
    public long[] Remaining(bool[] except)
    {
        var index = _state.Index;
        var remaining = new long[index.Provinces.Length];
        Array.Fill(remaining, CapVnd);
        for (var l = 0; l < index.LineCount; l++)
        {
            var priceVnd = index.Items[index.LineItem[l]].UnitCost.Dong;
            remaining[index.CommuneProvince[index.LineCommune[l]]] -=
                _commitments.BaseVnd[l] + (_commitments.BaseUnits[l] * (priceVnd - index.UnitCostVnd[l]));
        }

        for (var a = 0; a < ProvinceOfAtom.Length; a++)
        {
            if (!except[a])
            {
                remaining[ProvinceOfAtom[a]] -= _state.Got[a];
            }
        }

        return remaining;
    }
}
