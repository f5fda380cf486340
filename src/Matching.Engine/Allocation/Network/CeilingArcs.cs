using System.Collections.Immutable;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;

namespace Matching.Engine.Allocation.Network;

/// <summary>The arcs of pledges whose ceilings (per province, per commune, share of a line) or closed pairs make each stand for itself.</summary>
/// <remarks>
/// Ceilings are capacities between the pledge and its lines, nested as line in commune in province in pledge, so the network stays one. A
/// ceiling that what is asked for there can never reach adds nothing; nor does one way into a province make a node of its own.
/// </remarks>
internal sealed class CeilingArcs(RoundIndex index, KindTable kinds, GeoTree geo, ArcList arcs, ViaNodes via)
{
    private static readonly IReadOnlySet<int> Nowhere = new HashSet<int>();

    private readonly Dictionary<(int Place, int Taste), long> _demand = [];

    /// <summary>Ways into each province that has a ceiling, until all of them are known.</summary>
    private readonly SortedDictionary<int, List<(int Head, long Cap)>> _provinceWays = [];

    /// <param name="pairs">What is settled for the pledge: it takes room under its ceilings, and closes pairs.</param>
    public void Add(CeilingPledge pledge, PledgeConditions conditions, IReadOnlyList<CommittedPair> pairs)
    {
        var apart = pairs.Select(pair => index.LineCommune[pair.Line]).ToHashSet();
        foreach (var place in Scope.Of(index, geo, conditions, apart))
        {
            AddPlace(pledge, place);
        }

        // Communes where something is settled already: line by line, less what is settled.
        var open = Scope.Of(index, geo, conditions, Nowhere);
        foreach (var commune in apart.Order())
        {
            var inScope = open.Contains(0) || open.Contains(1 + index.CommuneProvince[commune]) || open.Contains(geo.FirstCommune + commune)
                || (index.CommuneDistrict[commune] >= 0 && open.Contains(geo.FirstDistrict + index.CommuneDistrict[commune]));
            if (inScope)
            {
                AddLines(pledge, commune, [.. pairs.Where(pair => index.LineCommune[pair.Line] == commune)]);
            }
        }

        CloseProvinces(pledge, pairs);
    }

    /// <summary>One arc to a commune, under the pledge's ceiling for it; single lines stand behind it where it states a share of them.</summary>
    /// <returns>Whether the commune has anything for the pledge.</returns>
    public bool AddCommune(CeilingPledge pledge, int commune)
    {
        if (pledge.Ceilings.SharePercent < 100)
        {
            return AddLines(pledge, commune, []);
        }

        var head = via.For(geo.FirstCommune + commune, pledge.Taste, pledge.Goods);
        Enter(pledge, index.CommuneProvince[commune], head, pledge.Ceilings.CommuneVnd);
        return head != ViaNodes.Nothing;
    }

    private void AddPlace(CeilingPledge pledge, int place)
    {
        var ceilings = pledge.Ceilings;
        if (ceilings.HasProvince && ProvinceOf(place) < 0)
        {
            SplitByProvince(pledge, place);
            return;
        }

        if (ceilings.SharePercent == 100 && (!ceilings.HasCommune || (!geo.IsCommune(place) && CommuneCeilingNeverReached(pledge, place))))
        {
            Enter(pledge, ProvinceOf(place), via.For(place, pledge.Taste, pledge.Goods), FlowNetwork.Unlimited);
            return;
        }

        if (place == 0)
        {
            SplitByProvince(pledge, place);
            return;
        }

        foreach (var commune in geo.CommunesOf(place).ToArray())
        {
            AddCommune(pledge, commune);
        }
    }

    /// <summary>The province that a place lies in, or −1 for the country and for a district whose communes lie in several.</summary>
    private int ProvinceOf(int place)
    {
        var province = -1;
        if (place != 0)
        {
            foreach (var commune in geo.CommunesOf(place))
            {
                if (province >= 0 && province != index.CommuneProvince[commune])
                {
                    return -1;
                }

                province = index.CommuneProvince[commune];
            }
        }

        return province;
    }

    private void SplitByProvince(CeilingPledge pledge, int place)
    {
        if (place == 0)
        {
            for (var province = 0; province < index.Provinces.Length; province++)
            {
                AddPlace(pledge, 1 + province);
            }

            return;
        }

        foreach (var commune in geo.CommunesOf(place).ToArray())
        {
            AddPlace(pledge, geo.FirstCommune + commune);
        }
    }

    private bool CommuneCeilingNeverReached(CeilingPledge pledge, int place)
    {
        if (place == 0)
        {
            return false;
        }

        foreach (var commune in geo.CommunesOf(place))
        {
            if (DemandOf(geo.FirstCommune + commune, pledge.Taste) > pledge.Ceilings.CommuneVnd)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What the lines of a commune or a province that are to the taste ask for.</summary>
    private long DemandOf(int place, int taste)
    {
        taste = via.Restrict(place, taste);
        if (taste < 0)
        {
            return 0;
        }

        if (!_demand.TryGetValue((place, taste), out var demand))
        {
            var wanted = kinds[taste];
            foreach (var commune in geo.CommunesOf(place))
            {
                foreach (var line in geo.LinesOfCommune(commune))
                {
                    demand += via.Accepts(wanted, line) ? index.DemandVnd[line] : 0;
                }
            }

            _demand.Add((place, taste), demand);
        }

        return demand;
    }

    private bool AddLines(CeilingPledge pledge, int commune, ImmutableArray<CommittedPair> settled)
    {
        var wanted = kinds[pledge.Taste];
        var room = pledge.Ceilings.CommuneVnd - (pledge.Ceilings.HasCommune ? SettledVnd(pledge, settled) : 0);
        if (room <= 0)
        {
            return false;
        }

        var any = false;
        var tail = ViaNodes.Nothing;
        foreach (var line in geo.LinesOfCommune(commune))
        {
            if (!via.Accepts(wanted, line) || kinds.LineBucket[line] >= pledge.BucketEnd)
            {
                continue;
            }

            var cap = LineCeiling(pledge, line);
            var closed = false;
            foreach (var pair in settled)
            {
                if (pair.Line == line)
                {
                    closed |= pair.Closed;
                    cap -= cap == FlowNetwork.Unlimited ? 0 : pair.Amount * pledge.UnitVnd;
                }
            }

            if (closed || cap <= 0)
            {
                continue;
            }

            any = true;
            if (!pledge.Ceilings.HasCommune)
            {
                Enter(pledge, index.CommuneProvince[commune], ~line, cap);
                continue;
            }

            if (tail == ViaNodes.Nothing)
            {
                tail = via.New(pledge.Goods);
                Enter(pledge, index.CommuneProvince[commune], tail, room);
            }

            arcs.Add(tail, ~line, cap);
        }

        return any;
    }

    private static long SettledVnd(CeilingPledge pledge, IEnumerable<CommittedPair> settled)
    {
        var sum = 0L;
        foreach (var pair in settled)
        {
            sum += pair.Amount * pledge.UnitVnd;
        }

        return sum;
    }

    private long LineCeiling(CeilingPledge pledge, int line)
    {
        var percent = pledge.Ceilings.SharePercent;
        if (percent == 100)
        {
            return FlowNetwork.Unlimited;
        }

        return pledge.Goods
            ? (long)((Int128)index.Quantity[line] * percent / 100) * pledge.UnitVnd
            : (long)((Int128)index.DemandVnd[line] * percent / 100);
    }

    /// <summary>A way from the pledge to what lies below: at once, or kept until all ways into the province are known.</summary>
    private void Enter(CeilingPledge pledge, int province, int head, long capVnd)
    {
        if (head == ViaNodes.Nothing || capVnd <= 0)
        {
            return;
        }

        if (!pledge.Ceilings.HasProvince)
        {
            arcs.Add(pledge.Gate.Tail(arcs, via, pledge.Goods), head, capVnd);
            return;
        }

        if (!_provinceWays.TryGetValue(province, out var ways))
        {
            ways = [];
            _provinceWays.Add(province, ways);
        }

        ways.Add((head, capVnd));
    }

    private void CloseProvinces(CeilingPledge pledge, IReadOnlyList<CommittedPair> pairs)
    {
        foreach (var (province, ways) in _provinceWays)
        {
            var room = pledge.Ceilings.ProvinceVnd
                - SettledVnd(pledge, pairs.Where(pair => index.CommuneProvince[index.LineCommune[pair.Line]] == province));
            if (room <= 0)
            {
                continue;
            }

            var tail = pledge.Gate.Tail(arcs, via, pledge.Goods);
            if (ways.Count > 1 && DemandOf(1 + province, pledge.Taste) > room)
            {
                tail = via.New(pledge.Goods);
                arcs.Add(pledge.Gate.Tail(arcs, via, pledge.Goods), tail, room);
            }

            foreach (var (head, cap) in ways)
            {
                arcs.Add(tail, head, ways.Count == 1 ? Math.Min(cap, room) : cap);
            }
        }

        _provinceWays.Clear();
    }
}

/// <summary>The ceilings of one pledge, in đồng of line value; <see cref="FlowNetwork.Unlimited"/> where it states none that could bind.</summary>
/// <param name="SharePercent">Of any one line; 100 for none.</param>
internal readonly record struct Ceilings(long CommuneVnd, long ProvinceVnd, int SharePercent)
{
    public bool HasCommune => CommuneVnd != FlowNetwork.Unlimited;

    public bool HasProvince => ProvinceVnd != FlowNetwork.Unlimited;

    public bool Any => HasCommune || HasProvince || SharePercent < 100;
}

/// <summary>A pledge, or a part of it, on its way into the network by itself.</summary>
/// <param name="Gate">What leads to its lines.</param>
/// <param name="BucketEnd">Lines from this bucket of deadlines on have a way of their own already, where each line may have only one.</param>
/// <param name="UnitVnd">Đồng of line value that one of its own measure covers.</param>
internal readonly record struct CeilingPledge(Gate Gate, int Taste, int BucketEnd, bool Goods, long UnitVnd, Ceilings Ceilings);
