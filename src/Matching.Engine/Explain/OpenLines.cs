using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Plans;
using Matching.Engine.Pledges;

namespace Matching.Engine.Explain;

/// <summary>What a pledge may serve of what is still open.</summary>
/// <param name="Line">The open line whose next step is smallest, or −1; ties go to the lower id.</param>
/// <param name="MayServeSome">Whether any line of the round, open or not, is eligible.</param>
/// <param name="PinnedApart">Whether a pin keeps the pledge from an eligible open line.</param>
internal readonly record struct NearestOpen(int Line, bool MayServeSome, bool PinnedApart);

/// <summary>Lines by place, ready to be asked which open one a pledge could serve with least.</summary>
/// <remarks>
/// Within a place lines stand in stretches of one item and one sort (zone, tier, urgency, age group, quality, aid of others), open before closed, then by their next step.
/// A question passes over the stretches that the pledge does not accept, looks at the first lines of the others, and ends where items begin that
/// cost more than what it has found. Pledges that ask the same share one answer.
/// </remarks>
internal sealed class OpenLines
{
    private readonly RoundLookup _round;
    private readonly PlaceIndex _index;
    private readonly Plan _plan;
    private readonly List<Sort> _sorts = [];
    private readonly LinesByPlace _byPlace;
    private readonly Dictionary<ItemId, Dictionary<PledgeConditions, NearestOpen>> _known = [];
    private readonly Dictionary<PledgeConditions, bool[]> _acceptedSorts = new(new ConditionComparer(ConditionScope.Lines));
    private readonly ConditionComparer _sameConditions = new(ConditionScope.Everything);
    private readonly List<int> _places = [];
    private readonly List<int> _kinds = [];
    private readonly bool[] _items;
    // What a search reads of a line, side by side: following references to the lines themselves costs ten times as much.
    private readonly bool[] _isOpen;
    private readonly int[] _neededByDay;
    private readonly long[] _stepUnits;
    private readonly long[] _stepVnd;
    private readonly long[] _cheapestVnd;

    public OpenLines(RoundLookup round, PlaceIndex index, Plan plan)
    {
        (_round, _index, _plan) = (round, index, plan);
        _items = new bool[round.Round.Items.Length];
        _isOpen = new bool[round.Round.Needs.Length];
        _neededByDay = new int[round.Round.Needs.Length];
        _stepUnits = new long[round.Round.Needs.Length];
        _stepVnd = new long[round.Round.Needs.Length];
        _cheapestVnd = new long[round.Round.Items.Length];
        var order = CheapestFirst(round);
        var sortIds = new Dictionary<Sort, int>();
        var lines = new List<int>(round.Round.Needs.Length);
        var keys = new List<Key>(round.Round.Needs.Length);
        for (var n = 0; n < round.Round.Needs.Length; n++)
        {
            if (!round.TakesPart(n))
            {
                continue;
            }

            var (line, commune) = (round.Round.Needs[n], round.CommuneOf(n));
            var sort = new Sort(commune.Zone, commune.Tier, line.Urgency, line.AgeGroup, line.Quality, line.HasOutsideAid);
            if (!sortIds.TryGetValue(sort, out var id))
            {
                sortIds.Add(sort, id = _sorts.Count);
                _sorts.Add(sort with { Example = n });
            }

            lines.Add(n);
            keys.Add(new Key(order[round.ItemIndex(n)], round.ItemIndex(n), id, IsOpen(n) ? 0 : 1, _stepVnd[n], round.IdRank(n)));
        }

        var (sortedLines, sortedKeys) = (lines.ToArray(), keys.ToArray());
        Array.Sort(sortedKeys, sortedLines);
        _byPlace = new LinesByPlace(round, index, sortedLines, rank => (sortedKeys[rank].Item, sortedKeys[rank].Sort));
    }

    public bool IsOpen(int need) => _isOpen[need];

    /// <summary>Units that the line can take next: one, or its minimum quantity while it has none.</summary>
    public long StepUnits(int need) => _stepUnits[need];

    /// <summary>What that step costs, in đồng.</summary>
    public long StepVnd(int need) => _stepVnd[need];

    /// <summary>The step in the pledge's own measure.</summary>
    public long Step(PledgeKind kind, int need) => kind == PledgeKind.Money ? StepVnd(need) : StepUnits(need);

    /// <summary>Which of two lines a pledge of this kind could serve with less; ties by id.</summary>
    public int CompareStep(PledgeKind kind, int left, int right)
    {
        var step = kind == PledgeKind.Money ? _stepVnd[left].CompareTo(_stepVnd[right]) : StepUnits(left).CompareTo(StepUnits(right));
        return step != 0 ? step : _round.IdRank(left).CompareTo(_round.IdRank(right));
    }

    /// <param name="apart">Pairs (pledge, line) that a pin closes.</param>
    /// <param name="pinned">Whether the pledge is in any of them.</param>
    public NearestOpen NearestTo(int pledge, HashSet<(int Pledge, int Need)> apart, bool pinned)
    {
        var asked = _round.Round.Pledges[pledge];
        if (pinned)
        {
            return Search(pledge, asked, apart);
        }

        var item = asked.Kind == PledgeKind.Goods ? asked.Item.GetValueOrDefault() : default;
        if (!_known.TryGetValue(item, out var answers))
        {
            _known.Add(item, answers = new Dictionary<PledgeConditions, NearestOpen>(_sameConditions));
        }

        if (!answers.TryGetValue(asked.Conditions, out var answer))
        {
            answers.Add(asked.Conditions, answer = Search(pledge, asked, apart: null));
        }

        return answer;
    }

    private NearestOpen Search(int pledge, Pledge asked, HashSet<(int Pledge, int Need)>? apart)
    {
        _index.PlacesOf(asked.Conditions, _places);
        _index.KindsOf(asked, _kinds);
        _index.ItemsOf(_kinds, _items);
        var accepted = AcceptedSorts(asked.Conditions);
        var found = new NearestOpen(-1, MayServeSome: false, PinnedApart: false);
        foreach (var place in _places)
        {
            var end = _byPlace.FirstStretch(place + 1);
            for (var s = _byPlace.FirstStretch(place); s < end;)
            {
                var item = _byPlace.ItemOf(s);
                if (asked.Kind == PledgeKind.Money && found.Line >= 0 && _cheapestVnd[item] > _stepVnd[found.Line])
                {
                    break;
                }

                var next = _byPlace.NextItem(s);
                for (; _items[item] && s < next; s++)
                {
                    found = accepted[_byPlace.SortOf(s)] ? SearchStretch(pledge, asked, _byPlace.LinesOf(s), apart, found) : found;
                }

                s = next;
            }
        }

        return found;
    }

    private NearestOpen SearchStretch(int pledge, Pledge asked, ReadOnlySpan<int> lines, HashSet<(int Pledge, int Need)>? apart, NearestOpen found)
    {
        var asks = asked.Conditions;
        var fromDay = asks.FirstDay?.DayNumber ?? int.MinValue;
        var excludes = !asks.ExcludeProvinces.IsEmpty || !asks.ExcludeCommunes.IsEmpty || !asks.ExcludeItems.IsEmpty;
        foreach (var n in lines)
        {
            if (fromDay > _neededByDay[n] || (excludes && !Eligibility.IsNotExcluded(asks, _round.CommuneOf(n), _round.ItemOf(n))))
            {
                continue;
            }

            found = found.MayServeSome ? found : found with { MayServeSome = true };
            if (!IsOpen(n))
            {
                return found; // only closed ones follow
            }

            if (apart is not null && apart.Contains((pledge, n)))
            {
                found = found with { PinnedApart = true };
                continue;
            }

            if (found.Line < 0 || CompareStep(asked.Kind, n, found.Line) < 0)
            {
                found = found with { Line = n };
            }

            // By price the first is the nearest; in units a dearer project without a minimum may still come nearer.
            if (asked.Kind == PledgeKind.Money || StepUnits(n) == 1)
            {
                return found;
            }
        }

        return found;
    }

    /// <summary>Fills in what searches read of lines and the cheapest unit of every item, and gives each item its place by that price.</summary>
    private int[] CheapestFirst(RoundLookup round)
    {
        Array.Fill(_cheapestVnd, long.MaxValue);
        for (var n = 0; n < _stepVnd.Length; n++)
        {
            var unitCostVnd = round.UnitCost(n).Dong;
            ref var cheapest = ref _cheapestVnd[round.ItemIndex(n)];
            cheapest = Math.Min(cheapest, unitCostVnd);
            _stepUnits[n] = _plan.Lines[n].AllocatedUnits == 0 && round.Round.Needs[n].MinQuantity is { } minimum and > 1 ? minimum : 1;
            _stepVnd[n] = unitCostVnd * _stepUnits[n];
            _neededByDay[n] = round.Round.Needs[n].NeededBy?.DayNumber ?? int.MaxValue;
            _isOpen[n] = _plan.Lines[n].Class > 0 && _plan.Lines[n].AllocatedUnits < round.Round.Needs[n].Quantity;
        }

        var order = new int[_cheapestVnd.Length];
        var place = 0;
        foreach (var item in Enumerable.Range(0, order.Length).OrderBy(i => _cheapestVnd[i]).ThenBy(i => round.Round.Items[i].Id.Code, StringComparer.Ordinal))
        {
            order[item] = place++;
        }

        return order;
    }

    private bool[] AcceptedSorts(PledgeConditions asks)
    {
        if (!_acceptedSorts.TryGetValue(asks, out var accepted))
        {
            accepted = [.. _sorts.Select(s => Eligibility.HoldsLine(asks, _round.Round.Needs[s.Example], _round.CommuneOf(s.Example)))];
            _acceptedSorts.Add(asks, accepted);
        }

        return accepted;
    }

    /// <summary>Lines that no condition tells apart but by place, item and date. <see cref="Example"/> is one of them.</summary>
    private readonly record struct Sort(Zone Zone, int Tier, Urgency Urgency, string? AgeGroup, AcceptedQuality? Quality, bool HasOutsideAid, int Example = 0);

    private readonly record struct Key(int Place, int Item, int Sort, int Closed, long StepVnd, int IdRank) : IComparable<Key>
    {
        public int CompareTo(Key other)
        {
            var order = Place.CompareTo(other.Place);
            order = order != 0 ? order : Sort.CompareTo(other.Sort);
            order = order != 0 ? order : Closed.CompareTo(other.Closed);
            order = order != 0 ? order : StepVnd.CompareTo(other.StepVnd);
            return order != 0 ? order : IdRank.CompareTo(other.IdRank);
        }
    }
}
