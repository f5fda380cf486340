using Matching.Engine.Allocation.FairShares;
using Matching.Engine.Allocation.Network;
using Matching.Engine.Allocation.Routing;
using Matching.Engine.Pledges;

namespace Matching.Engine.Allocation.Discrete;

/// <summary>What lines still miss and provinces may still get while pledges with yes-or-no conditions are placed one by one.</summary>
internal sealed class PlacementState
{
    private readonly KindTable _kinds;
    private readonly Setbacks _setbacks;
    private readonly long[] _provinceLeftVnd;

    /// <param name="target">Per line, in đồng: what it should get.</param>
    /// <param name="commitments">What is settled already; what is placed is added.</param>
    /// <param name="setbacks">What is to be avoided.</param>
    public PlacementState(RoundIndex index, long[] target, Commitments commitments, Setbacks setbacks)
    {
        Index = index;
        Commitments = commitments;
        _setbacks = setbacks;
        _kinds = new KindTable(index);
        Geo = new GeoTree(index, _kinds, commitments.ShutLines);
        MissingVnd = new long[index.LineCount];
        OpenVnd = new long[index.LineCount];
        _provinceLeftVnd = ProvinceCaps.LeftVnd(index, commitments);
        for (var l = 0; l < index.LineCount; l++)
        {
            MissingVnd[l] = target[l] - commitments.BaseVnd[l];
            OpenVnd[l] = index.DemandVnd[l] - commitments.BaseVnd[l];
        }
    }

    public RoundIndex Index { get; }

    public Commitments Commitments { get; }

    public GeoTree Geo { get; }

    /// <summary>Per line: what it misses of its target, less what is reserved on it; below zero where it has more.</summary>
    public long[] MissingVnd { get; }

    /// <summary>Per line: what it misses of all that it asks for, less what is reserved on it.</summary>
    public long[] OpenVnd { get; }

    /// <summary>Keeps so much of the line for a pledge that comes later, or (negative) gives it back when its turn has come.</summary>
    public void Reserve(int line, long amountVnd)
    {
        MissingVnd[line] -= amountVnd;
        OpenVnd[line] -= amountVnd;
    }

    /// <summary>What one đồng or unit of the pledge counts against a province's cap.</summary>
    public long PriceVnd(Pledge pledge) => pledge.Item is { } item ? Index.Items[Index.ItemById[item]].UnitCost.Dong : 1;

    public int ProvinceOf(int line) => Index.CommuneProvince[Index.LineCommune[line]];

    /// <summary>Lines of the commune that the pledge may give something.</summary>
    public List<int> LinesFor(int p, int commune)
    {
        var lines = new List<int>();
        var pledge = Index.PledgeAt(p);
        var id = _kinds.TasteOf(pledge.Conditions, pledge.Item is { } item ? Index.ItemById[item] : -1);
        if (id >= 0)
        {
            var taste = _kinds[id];
            foreach (var line in Geo.LinesOfCommune(commune))
            {
                if (_kinds.Accepts(taste, line) && !IsClosed(p, line))
                {
                    lines.Add(line);
                }
            }
        }

        return lines;
    }

    /// <summary>How much of a line's gap the pledge may fill, in its own measure.</summary>
    public long Take(int p, int line, long gapVnd, bool wholeUnits)
    {
        if (gapVnd <= 0)
        {
            return 0;
        }

        var pledge = Index.PledgeAt(p);
        var unitVnd = Index.UnitCostVnd[line];
        var goods = pledge.Kind == PledgeKind.Goods;
        var most = goods ? gapVnd / unitVnd : gapVnd;
        if (pledge.Conditions.MaxSharePercent is { } percent)
        {
            var share = PledgeRoom.ShareOf(Index, pledge, line, percent);
            foreach (var pair in Commitments.Of(p))
            {
                share -= pair.Line == line ? pair.Amount : 0;
            }

            most = Math.Min(most, share);
        }

        return Math.Max(0, wholeUnits && !goods ? most / unitVnd * unitVnd : most);
    }

    /// <summary>What each province may still get from the pledge, in its own measure: under the planner's cap and the pledge's own ceiling.</summary>
    public long[] ProvinceRoom(int p)
    {
        var price = PriceVnd(Index.PledgeAt(p));
        var room = _provinceLeftVnd.Select(vnd => vnd / price).ToArray();
        if (Index.PledgeAt(p).ProvinceCeiling is { } ceiling)
        {
            var own = new long[room.Length];
            Array.Fill(own, ceiling);
            foreach (var pair in Commitments.Of(p))
            {
                own[ProvinceOf(pair.Line)] -= pair.Amount;
            }

            for (var province = 0; province < room.Length; province++)
            {
                room[province] = Math.Min(room[province], own[province]);
            }
        }

        return room;
    }

    public void Commit(int p, List<(int Line, long Amount)> parts)
    {
        var pledge = Index.PledgeAt(p);
        foreach (var (line, amount) in parts)
        {
            Commitments.Commit(p, line, amount, closed: false);
            var value = amount * (pledge.Kind == PledgeKind.Goods ? Index.UnitCostVnd[line] : 1);
            MissingVnd[line] -= value;
            OpenVnd[line] -= value;
            _provinceLeftVnd[ProvinceOf(line)] -= amount * PriceVnd(pledge);
        }
    }

    private bool IsClosed(int p, int line)
    {
        if (_setbacks.IsAvoided(p, line))
        {
            return true;
        }

        foreach (var pair in Commitments.Of(p))
        {
            if (pair.Line == line && pair.Closed)
            {
                return true;
            }
        }

        return false;
    }
}
