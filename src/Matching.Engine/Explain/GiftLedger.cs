using System.Collections.Immutable;
using Matching.Engine.Geography;
using Matching.Engine.Pledges;
using Matching.Engine.Plans;

namespace Matching.Engine.Explain;

/// <summary>The shipments of a plan by pledge, by line and by province, and what each ceiling still leaves room for.</summary>
internal sealed class GiftLedger
{
    private readonly RoundLookup _round;
    private readonly ImmutableArray<Shipment> _shipments;
    private readonly Grouping _byPledge;
    private readonly Lazy<Grouping> _byLine;
    private readonly Dictionary<ProvinceId, Int128>? _roomOfProvince;
    private readonly Lazy<CompanyKept> _company;

    public GiftLedger(RoundLookup round, Plan plan)
    {
        _round = round;
        _shipments = plan.Shipments;
        _company = new(() => new CompanyKept(round, plan));
        _byPledge = new Grouping(_shipments.Length, round.Round.Pledges.Length, s => _shipments[s].Pledge);
        _byLine = new(() => new Grouping(_shipments.Length, round.Round.Needs.Length, s => _shipments[s].Need));
        if (round.Round.Policy.ProvinceCapPercent is { } percent)
        {
            _roomOfProvince = ProvinceRooms(percent, plan);
        }
    }

    /// <summary>Places in the plan's shipments of what the pledge gives.</summary>
    public ReadOnlySpan<int> OfPledge(int pledge) => _byPledge[pledge];

    /// <summary>Whether what another pledge asks of its company keeps this one from the line.</summary>
    public bool IsClosedByOthers(int pledge, int need) => _company.Value.Closes(pledge, need);

    /// <summary>Places in the plan's shipments of what the line gets.</summary>
    public ReadOnlySpan<int> OfLine(int need) => _byLine.Value[need];

    public Shipment this[int shipment] => _shipments[shipment];

    /// <summary>In the pledge's own measure, to one commune.</summary>
    public long GivenToCommune(int pledge, int commune)
    {
        var sum = 0L;
        foreach (var s in OfPledge(pledge))
        {
            if (_round.CommuneIndex(_shipments[s].Need) == commune)
            {
                sum += Measure(_shipments[s]);
            }
        }

        return sum;
    }

    /// <summary>In the pledge's own measure, to one province.</summary>
    public long GivenToProvince(int pledge, ProvinceId province)
    {
        var sum = 0L;
        foreach (var s in OfPledge(pledge))
        {
            if (_round.CommuneOf(_shipments[s].Need).Province == province)
            {
                sum += Measure(_shipments[s]);
            }
        }

        return sum;
    }

    /// <summary>In the pledge's own measure, to one line.</summary>
    public long GivenToLine(int pledge, int need)
    {
        foreach (var s in OfPledge(pledge))
        {
            if (_shipments[s].Need == need)
            {
                return Measure(_shipments[s]);
            }
        }

        return 0;
    }

    /// <summary>How many communes get something from the pledge.</summary>
    public int CommunesServed(int pledge)
    {
        var communes = new HashSet<int>();
        foreach (var s in OfPledge(pledge))
        {
            communes.Add(_round.CommuneIndex(_shipments[s].Need));
        }

        return communes.Count;
    }

    /// <summary>What the pledge's ceilings (per commune, per province, share of the line, parts kept for others) still let it give the line, in its own measure.</summary>
    public long RoomUnderCeilings(int pledge, int need)
    {
        var asked = _round.Round.Pledges[pledge];
        var room = long.MaxValue;
        if (asked.CommuneCeiling is { } perCommune)
        {
            room = Math.Min(room, perCommune - GivenToCommune(pledge, _round.CommuneIndex(need)));
        }

        if (asked.ProvinceCeiling is { } perProvince)
        {
            room = Math.Min(room, perProvince - GivenToProvince(pledge, _round.CommuneOf(need).Province));
        }

        if (asked.Conditions.MaxSharePercent is { } percent)
        {
            room = Math.Min(room, ShareOf(pledge, need, percent) - GivenToLine(pledge, need));
        }

        foreach (var portion in asked.Portions)
        {
            if (IsIn(portion, need))
            {
                room = Math.Min(room, portion.Most - GivenTo(portion, pledge));
            }
        }

        return Math.Max(room, 0);
    }

    private bool IsIn(Portion portion, int need) => portion.Holds(_round.CommuneOf(need).Tier, _round.Round.Needs[need].NeededBy);

    private long GivenTo(Portion portion, int pledge)
    {
        var sum = 0L;
        foreach (var s in OfPledge(pledge))
        {
            sum += IsIn(portion, _shipments[s].Need) ? Measure(_shipments[s]) : 0;
        }

        return sum;
    }

    /// <summary>What the planner's cap still lets the line's province receive, in đồng; more than any amount where there is no cap.</summary>
    public Int128 RoomOfProvinceVnd(int need) =>
        _roomOfProvince is null ? Int128.MaxValue : _roomOfProvince[_round.CommuneOf(need).Province];

    public static long Measure(Shipment shipment) => shipment.Units > 0 ? shipment.Units : shipment.AmountVnd;

    private long ShareOf(int pledge, int need, int percent)
    {
        var whole = _round.Round.Pledges[pledge].Kind == PledgeKind.Money ? _round.Requested(need).Dong : _round.Round.Needs[need].Quantity;
        return (long)((Int128)whole * percent / 100);
    }

    private Dictionary<ProvinceId, Int128> ProvinceRooms(int percent, Plan plan)
    {
        Int128 available = 0;
        for (var p = 0; p < plan.Pledges.Length; p++)
        {
            available += (Int128)plan.Pledges[p].Available * _round.Worth(_round.Round.Pledges[p]).Dong;
        }

        var rooms = new Dictionary<ProvinceId, Int128>();
        foreach (var commune in _round.Round.Communes)
        {
            rooms[commune.Province] = available * percent / 100;
        }

        foreach (var shipment in _shipments)
        {
            rooms[_round.CommuneOf(shipment.Need).Province] -= shipment.ValueVnd;
        }

        return rooms;
    }

    /// <summary>Members by group, in their order: a counting sort kept as offsets.</summary>
    private sealed class Grouping
    {
        private readonly int[] _start;
        private readonly int[] _members;

        public Grouping(int members, int groups, Func<int, int> groupOf)
        {
            _start = new int[groups + 1];
            for (var m = 0; m < members; m++)
            {
                _start[groupOf(m) + 1]++;
            }

            for (var g = 0; g < groups; g++)
            {
                _start[g + 1] += _start[g];
            }

            _members = new int[members];
            var next = _start.AsSpan(0, groups).ToArray();
            for (var m = 0; m < members; m++)
            {
                _members[next[groupOf(m)]++] = m;
            }
        }

        public ReadOnlySpan<int> this[int group] => _members.AsSpan(_start[group], _start[group + 1] - _start[group]);
    }
}
