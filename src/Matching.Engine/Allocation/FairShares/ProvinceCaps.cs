namespace Matching.Engine.Allocation.FairShares;

/// <summary>What each province may still receive under the planner's cap, in đồng.</summary>
/// <remarks>
/// Lines count at their own value here; goods of a project with a price of its own are counted exactly (at the item's unit cost) when
/// units are handed out.
/// </remarks>
internal sealed class ProvinceCaps
{
    private readonly FlowState _state;
    private readonly long[] _reservedVnd;

    private ProvinceCaps(FlowState state, long capVnd)
    {
        _state = state;
        CapVnd = capVnd;
        ProvinceOfAtom = new int[state.Network.AtomCount];
        _reservedVnd = new long[state.Index.Provinces.Length];
        for (var a = 0; a < ProvinceOfAtom.Length; a++)
        {
            var line = state.Network.AtomLine[state.Network.AtomLineStart[a]];
            ProvinceOfAtom[a] = state.Index.CommuneProvince[state.Index.LineCommune[line]];
            _reservedVnd[ProvinceOfAtom[a]] += state.Base[a];
        }
    }

    public long CapVnd { get; }

    public int[] ProvinceOfAtom { get; }

    public static ProvinceCaps? Of(FlowState state) =>
        CapOf(state.Index) is { } capVnd ? new ProvinceCaps(state, capVnd) : null;

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
        var remaining = new long[_reservedVnd.Length];
        for (var j = 0; j < remaining.Length; j++)
        {
            remaining[j] = CapVnd - _reservedVnd[j];
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
