using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Plans;

namespace Matching.Engine.Explain;

/// <summary>Tells, without looking at pairs, whether some pledge with anything to give may serve a line.</summary>
/// <remarks>
/// Pledges are thrown together by place and kind of goods; of those that also ask the same of zone, tier, urgency, age group and exclusions only
/// the earliest date is kept, because it reaches every line that a later one reaches. What is left to compare for a line are a few dozen entries.
/// Built in O(pledges × places and kinds each one names).
/// </remarks>
internal sealed class PledgeReach
{
    private readonly RoundLookup _round;
    private readonly PlaceIndex _index;
    private readonly List<PledgeConditions> _rests = [];
    private readonly List<Entry> _entries = [];
    private readonly Dictionary<long, int> _lastOfBucket = [];

    public PledgeReach(RoundLookup round, PlaceIndex index, Plan plan, PledgeKind kind)
    {
        _round = round;
        _index = index;
        var restIds = new Dictionary<PledgeConditions, int>(new ConditionComparer(ConditionScope.Rest));
        var places = new List<int>();
        var kinds = new List<int>();
        var known = new Dictionary<(long Bucket, int Asks), int>(2 * round.Round.Pledges.Length);
        for (var p = 0; p < round.Round.Pledges.Length; p++)
        {
            var pledge = round.Round.Pledges[p];
            if (pledge.Kind != kind || !CanGive(round, plan, p))
            {
                continue;
            }

            if (!restIds.TryGetValue(pledge.Conditions, out var asks))
            {
                asks = _rests.Count;
                _rests.Add(pledge.Conditions);
                restIds.Add(pledge.Conditions, asks);
            }

            index.PlacesOf(pledge.Conditions, places);
            index.KindsOf(pledge, kinds);
            var from = pledge.Conditions.FirstDay ?? DateOnly.MinValue;
            foreach (var place in places)
            {
                foreach (var goods in kinds)
                {
                    Add(Bucket(place, goods), asks, from, known);
                }
            }
        }
    }

    /// <summary>Whether the pledge has anything that a line could get at all.</summary>
    public static bool CanGive(RoundLookup round, Plan plan, int pledge)
    {
        var asked = round.Round.Pledges[pledge];
        return plan.Pledges[pledge].Available > 0 && !Eligibility.IsExpired(round.Round, asked)
            && asked.CommuneCeiling != 0 && asked.ProvinceCeiling != 0 && asked.Conditions is { MaxSharePercent: not 0, MaxCommunes: not 0 };
    }

    /// <summary>Whether any pledge of this kind may serve the line, pins aside.</summary>
    public bool Reaches(int need)
    {
        if (_rests.Count == 0)
        {
            return false;
        }

        var line = _round.Round.Needs[need];
        var (commune, item) = (_round.CommuneOf(need), _round.ItemOf(need));
        Span<int> places = stackalloc int[4];
        Span<int> kinds = stackalloc int[3];
        _index.PlacesOfCommune(_round.CommuneIndex(need), places);
        _index.KindsOfItem(_round.ItemIndex(need), kinds);
        foreach (var place in places)
        {
            foreach (var goods in kinds)
            {
                if (place >= 0 && _lastOfBucket.TryGetValue(Bucket(place, goods), out var last) && AnyHolds(last, line, commune, item))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The same for a line that some pin speaks of: pledge by pledge.</summary>
    public static bool ReachesDespitePins(RoundLookup round, Plan plan, int need, PledgeKind kind, HashSet<(int Pledge, int Need)> apart)
    {
        for (var p = 0; p < round.Round.Pledges.Length; p++)
        {
            if (round.Round.Pledges[p].Kind == kind && CanGive(round, plan, p) && !apart.Contains((p, need)) && Eligibility.MayServe(round, round.Round.Pledges[p], need))
            {
                return true;
            }
        }

        return false;
    }

    private void Add(long bucket, int asks, DateOnly from, Dictionary<(long Bucket, int Asks), int> known)
    {
        if (known.TryGetValue((bucket, asks), out var same))
        {
            var entry = _entries[same];
            _entries[same] = from < entry.From ? entry with { From = from } : entry;
            return;
        }

        known.Add((bucket, asks), _entries.Count);
        _entries.Add(new Entry(asks, from, _lastOfBucket.GetValueOrDefault(bucket, -1)));
        _lastOfBucket[bucket] = _entries.Count - 1;
    }

    private bool AnyHolds(int last, NeedLine line, Geography.Commune commune, Item item)
    {
        for (var e = last; e >= 0; e = _entries[e].Before)
        {
            var entry = _entries[e];
            if ((line.NeededBy is not { } neededBy || entry.From <= neededBy) && Eligibility.HoldsRest(_rests[entry.Asks], line, commune, item))
            {
                return true;
            }
        }

        return false;
    }

    private long Bucket(int place, int kind) => ((long)place * _index.ItemKinds) + kind;

    /// <param name="Before">The entry before it in the same bucket, or −1.</param>
    private readonly record struct Entry(int Asks, DateOnly From, int Before);
}
