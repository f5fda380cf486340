using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Plans;

namespace Matching.Engine.Explain;

/// <summary>What a pledge may serve of what is still open.</summary>
/// <param name="Line">The open line whose next step is smallest, or −1; ties go to the lower id.</param>
/// <param name="MayServeSome">Whether any line of the round, open or not, is eligible.</param>
/// <param name="PinnedApart">Whether a pin keeps the pledge from an eligible open line.</param>
internal readonly record struct NearestOpen(int Line, bool MayServeSome, bool PinnedApart);

/// <summary>Lines by place, ready to be asked which open one a pledge could serve with least.</summary>
/// <remarks>
/// Within a place lines stand by item, open before closed, then by their next step; a question walks the item's stretch and stops at the first
/// line that fits. Pledges that ask the same share one answer.
/// </remarks>
internal sealed class OpenLines
{
    private readonly RoundLookup _round;
    private readonly PlaceIndex _index;
    private readonly Plan _plan;
    private readonly int[] _lineOfRank;
    private readonly int[] _firstRankOfItem;
    private readonly int[] _startOfPlace;
    private readonly int[] _ranks;
    private readonly Dictionary<ItemId, Dictionary<PledgeConditions, NearestOpen>> _known = [];
    private readonly ConditionComparer _sameConditions = new(everything: true);
    private readonly List<int> _places = [];
    private readonly List<int> _kinds = [];

    public OpenLines(RoundLookup round, PlaceIndex index, Plan plan)
    {
        (_round, _index, _plan) = (round, index, plan);
        var lines = Enumerable.Range(0, round.Round.Needs.Length).Where(round.TakesPart).ToArray();
        var keys = Array.ConvertAll(lines, n => new Key(round.ItemIndex(n), IsOpen(n) ? 0 : 1, StepVnd(n), round.Round.Needs[n].Id.Value));
        Array.Sort(keys, lines);
        _lineOfRank = lines;
        _firstRankOfItem = new int[round.Round.Items.Length + 1];
        foreach (var key in keys)
        {
            _firstRankOfItem[key.Item + 1]++;
        }

        for (var i = 0; i < round.Round.Items.Length; i++)
        {
            _firstRankOfItem[i + 1] += _firstRankOfItem[i];
        }

        (_startOfPlace, _ranks) = ByPlace();
    }

    public bool IsOpen(int need) => _plan.Lines[need].Class > 0 && _plan.Lines[need].AllocatedUnits < _round.Round.Needs[need].Quantity;

    /// <summary>Units that the line can take next: one, or its minimum quantity while it has none.</summary>
    public long StepUnits(int need) =>
        _plan.Lines[need].AllocatedUnits == 0 && _round.Round.Needs[need].MinQuantity is { } minimum and > 1 ? minimum : 1;

    /// <summary>What that step costs, in đồng.</summary>
    public long StepVnd(int need) => _round.UnitCost(need).Dong * StepUnits(need);

    /// <summary>The step in the pledge's own measure.</summary>
    public long Step(PledgeKind kind, int need) => kind == PledgeKind.Money ? StepVnd(need) : StepUnits(need);

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
        var found = new NearestOpen(-1, MayServeSome: false, PinnedApart: false);
        foreach (var place in _places)
        {
            var ranks = _ranks.AsSpan(_startOfPlace[place], _startOfPlace[place + 1] - _startOfPlace[place]);
            while (!ranks.IsEmpty)
            {
                var item = _round.ItemIndex(_lineOfRank[ranks[0]]);
                var length = LowerBound(ranks, _firstRankOfItem[item + 1]);
                if (_kinds.Exists(kind => _index.IsOfKind(item, kind)))
                {
                    found = SearchItem(pledge, asked, ranks[..length], apart, found);
                }

                ranks = ranks[length..];
            }
        }

        return found;
    }

    private NearestOpen SearchItem(int pledge, Pledge asked, ReadOnlySpan<int> ranks, HashSet<(int Pledge, int Need)>? apart, NearestOpen found)
    {
        foreach (var rank in ranks)
        {
            var n = _lineOfRank[rank];
            var line = _round.Round.Needs[n];
            if (!Eligibility.HoldsFrom(asked.Conditions, line) || !Eligibility.HoldsRest(asked.Conditions, line, _round.CommuneOf(n), _round.ItemOf(n)))
            {
                continue;
            }

            found = found with { MayServeSome = true };
            if (!IsOpen(n))
            {
                return found; // only closed ones follow
            }

            if (apart is not null && apart.Contains((pledge, n)))
            {
                found = found with { PinnedApart = true };
                continue;
            }

            found = found.Line < 0 || Compare(asked.Kind, n, found.Line) < 0 ? found with { Line = n } : found;

            // By price the first is the nearest; units of a project with prices of its own may still come smaller.
            if (asked.Kind == PledgeKind.Money || StepUnits(n) == 1)
            {
                return found;
            }
        }

        return found;
    }

    private int Compare(PledgeKind kind, int left, int right)
    {
        var step = Step(kind, left).CompareTo(Step(kind, right));
        return step != 0 ? step : string.CompareOrdinal(_round.Round.Needs[left].Id.Value, _round.Round.Needs[right].Id.Value);
    }

    private (int[] Start, int[] Ranks) ByPlace()
    {
        Span<int> places = stackalloc int[4];
        var start = new int[_index.Places + 1];
        foreach (var line in _lineOfRank)
        {
            _index.PlacesOfCommune(_round.CommuneIndex(line), places);
            foreach (var place in places)
            {
                if (place >= 0)
                {
                    start[place + 1]++;
                }
            }
        }

        for (var place = 0; place < _index.Places; place++)
        {
            start[place + 1] += start[place];
        }

        var ranks = new int[start[^1]];
        var next = start.AsSpan(0, _index.Places).ToArray();
        for (var rank = 0; rank < _lineOfRank.Length; rank++)
        {
            _index.PlacesOfCommune(_round.CommuneIndex(_lineOfRank[rank]), places);
            foreach (var place in places)
            {
                if (place >= 0)
                {
                    ranks[next[place]++] = rank;
                }
            }
        }

        return (start, ranks);
    }

    private static int LowerBound(ReadOnlySpan<int> ascending, int value)
    {
        var (low, high) = (0, ascending.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = ascending[middle] < value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private readonly record struct Key(int Item, int Closed, long StepVnd, string Id) : IComparable<Key>
    {
        public int CompareTo(Key other)
        {
            var order = Item.CompareTo(other.Item);
            order = order != 0 ? order : Closed.CompareTo(other.Closed);
            order = order != 0 ? order : StepVnd.CompareTo(other.StepVnd);
            return order != 0 ? order : string.CompareOrdinal(Id, other.Id);
        }
    }
}
