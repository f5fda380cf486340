using System.Collections.Immutable;
using Matching.Engine.Plans;
using Matching.Engine.Pledges;
using Matching.Engine.Quantities;

namespace Matching.Engine.Explain;

/// <summary>One look over all lines on behalf of one pledge.</summary>
internal sealed class PledgeSurvey
{
    private readonly PlanExplainer _explainer;
    private readonly int _pledge;
    private readonly Dictionary<PledgeReason, Obstacle> _obstacles = [];
    private readonly Dictionary<string, (OneConditionAway Away, Vnd Largest)> _away = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, (int Commune, Int128 Room)> _rooms = new(StringComparer.Ordinal);

    public PledgeSurvey(PlanExplainer explainer, int pledge)
    {
        (_explainer, _pledge) = (explainer, pledge);
        var (round, asked) = (explainer.Round, explainer.Round.Pledges[pledge]);
        var takesPart = !Eligibility.IsExpired(round, asked);
        for (var n = 0; n < round.Needs.Length; n++)
        {
            if (Eligibility.MayServe(explainer.Lookup, asked, n))
            {
                AddEligible(n);
            }
            else if (takesPart && explainer.Open.IsOpen(n))
            {
                AddAway(n);
            }
        }
    }

    public CoverageSum Eligible { get; private set; } = CoverageSum.Nothing;

    public int OpenLines { get; private set; }

    public Vnd Open { get; private set; }

    public int? Nearest { get; private set; }

    public ImmutableArray<Obstacle> Obstacles() =>
        [.. _obstacles.Values.OrderByDescending(o => o.Open).ThenBy(o => o.Kind)];

    public ImmutableArray<OneConditionAway> OneConditionAway() =>
        [.. _away.Values.Select(a => a.Away).OrderByDescending(a => a.Open).ThenBy(a => a.Columns, StringComparer.Ordinal)];

    public CommuneCapacity? BestCommune()
    {
        CommuneCapacity? best = null;
        foreach (var (commune, room) in _rooms.Values)
        {
            var couldTake = CouldTake(room);
            if (couldTake > (best?.CouldTake ?? 0))
            {
                best = new CommuneCapacity(_explainer.Round.Communes[commune], couldTake);
            }
        }

        return best;
    }

    public long CouldPlace()
    {
        Int128 sum = 0;
        foreach (var province in _rooms.Values.GroupBy(room => _explainer.Round.Communes[room.Commune].Province))
        {
            var inProvince = province.Aggregate(Int128.Zero, (total, room) => total + CouldTake(room.Room));
            sum += Int128.Min(inProvince, _explainer.Round.Pledges[_pledge].ProvinceCeiling ?? long.MaxValue);
        }

        return (long)Int128.Min(sum, _explainer.Plan.Pledges[_pledge].Available);
    }

    private long CouldTake(Int128 room) =>
        (long)Int128.Min(
            Int128.Min(room, _explainer.Plan.Pledges[_pledge].Available),
            Math.Min(_explainer.Round.Pledges[_pledge].CommuneCeiling ?? long.MaxValue, _explainer.Round.Pledges[_pledge].ProvinceCeiling ?? long.MaxValue));

    private void AddEligible(int n)
    {
        var (lookup, line, outcome) = (_explainer.Lookup, _explainer.Round.Needs[n], _explainer.Plan.Lines[n]);
        Eligible = Eligible.Add(lookup.Requested(n), lookup.UnitCost(n) * outcome.AllocatedUnits);
        AddRoom(n);
        if (!_explainer.Open.IsOpen(n))
        {
            return;
        }

        var open = lookup.UnitCost(n) * (line.Quantity - outcome.AllocatedUnits);
        (OpenLines, Open) = (OpenLines + 1, Open + open);
        var pinned = _explainer.Pins.Closed.Contains((_pledge, n));
        if (_explainer.Spare(_pledge) > 0)
        {
            var kind = pinned
                ? PledgeReason.Pinned
                : PledgeReasons.ObstacleAt(_pledge, n, _explainer.Spare(_pledge), _explainer.Open, _explainer.Gifts, lookup);
            var known = _obstacles.TryGetValue(kind, out var o) ? o : new Obstacle(kind, 0, Vnd.Zero);
            _obstacles[kind] = known with { Lines = known.Lines + 1, Open = known.Open + open };
        }

        if (!pinned && (Nearest is not { } nearest || _explainer.Open.CompareStep(_explainer.Round.Pledges[_pledge].Kind, n, nearest) < 0))
        {
            Nearest = n;
        }
    }

    /// <summary>What the line could take from this pledge if nothing but the gifts of others stood: its open part and what it has from the pledge.</summary>
    private void AddRoom(int n)
    {
        var (lookup, asked, outcome) = (_explainer.Lookup, _explainer.Round.Pledges[_pledge], _explainer.Plan.Lines[n]);
        if (_explainer.Pins.Forbidden.Contains((_pledge, n)))
        {
            return;
        }

        var openUnits = _explainer.Round.Needs[n].Quantity - outcome.AllocatedUnits;
        var unit = asked.Kind == PledgeKind.Money ? lookup.UnitCost(n).Dong : 1;
        var room = ((Int128)openUnits * unit) + _explainer.Gifts.GivenToLine(_pledge, n);
        if (asked.Conditions.MaxSharePercent is { } percent)
        {
            room = Int128.Min(room, (Int128)_explainer.Round.Needs[n].Quantity * unit * percent / 100);
        }

        var commune = lookup.CommuneIndex(n);
        var code = _explainer.Round.Communes[commune].Id.Code;
        _rooms[code] = (commune, (_rooms.TryGetValue(code, out var known) ? known.Room : 0) + room);
    }

    private void AddAway(int n)
    {
        var blocking = Eligibility.Check(_explainer.Lookup, _explainer.Round.Pledges[_pledge], n).Blocking;
        if (blocking.Length != 1)
        {
            return;
        }

        var (lookup, id) = (_explainer.Lookup, _explainer.Round.Needs[n].Id);
        var open = lookup.UnitCost(n) * (_explainer.Round.Needs[n].Quantity - _explainer.Plan.Lines[n].AllocatedUnits);
        var (condition, columns, _) = blocking[0];
        var (away, largest) = _away.TryGetValue(columns, out var known) ? known : (new OneConditionAway(condition, columns, 0, Vnd.Zero, id), Vnd.Zero);
        var isLarger = open > largest || (open == largest && string.CompareOrdinal(id.Value, away.Example.Value) < 0);
        _away[columns] = (
            away with { Lines = away.Lines + 1, Open = away.Open + open, Example = isLarger ? id : away.Example },
            isLarger ? open : largest);
    }
}
