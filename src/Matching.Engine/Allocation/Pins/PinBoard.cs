using System.Collections.Immutable;
using Matching.Engine.Allocation.FairShares;
using Matching.Engine.Explain;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;

namespace Matching.Engine.Allocation.Pins;

/// <summary>Turns the planner's pins into commitments, or names those that cannot be kept with the conditions or with each other.</summary>
internal sealed class PinBoard
{
    private readonly RoundIndex _index;
    private readonly RoundLookup _lookup;
    private readonly List<PinConflict> _conflicts = [];
    private readonly Dictionary<int, int> _liveOf = [];
    private readonly Dictionary<int, int> _lineOf = [];

    private PinBoard(RoundIndex index)
    {
        _index = index;
        _lookup = new RoundLookup(index.Round);
        for (var p = 0; p < index.PledgeCount; p++)
        {
            _liveOf.Add(index.Pledge[p], p);
        }

        for (var l = 0; l < index.LineCount; l++)
        {
            _lineOf.Add(index.Need[l], l);
        }
    }

    public static Commitments Read(RoundIndex index, out ImmutableArray<PinConflict> conflicts)
    {
        var commitments = new Commitments(index);
        conflicts = [];
        if (index.Round.Pins.IsEmpty)
        {
            return commitments;
        }

        var board = new PinBoard(index);
        var pairs = board.Pairs();
        if (board._conflicts.Count == 0)
        {
            board.CheckSums(pairs);
        }

        foreach (var (pin, pledge, line) in pairs)
        {
            var rule = index.Round.Pins[pin];
            commitments.Commit(pledge, line, rule.Rule == PinRule.Forbid ? 0 : rule.Amount, closed: rule.Rule != PinRule.AtLeast);
        }

        conflicts = [.. board._conflicts];
        return commitments;
    }

    /// <summary>Pins that pairs of live pledges and lines can keep, taken one by one.</summary>
    private List<(int Pin, int Pledge, int Line)> Pairs()
    {
        var pins = _index.Round.Pins;
        var pairs = new List<(int, int, int)>();
        var seen = new Dictionary<(int, int), int>();
        foreach (var i in Enumerable.Range(0, pins.Length).OrderBy(i => pins[i].Pledge.Value, StringComparer.Ordinal).ThenBy(i => pins[i].Need.Value, StringComparer.Ordinal))
        {
            if (_lookup.FindPledge(pins[i].Pledge) is not { } pledge || _lookup.FindNeed(pins[i].Need) is not { } need)
            {
                throw new ArgumentException($"A pin names pledge {pins[i].Pledge} or need {pins[i].Need}, which the round does not hold.");
            }

            if (!seen.TryAdd((pledge, need), i))
            {
                _conflicts.Add(new PinConflict(PinConflictKind.TwoPinsOnOnePair, [Math.Min(i, seen[(pledge, need)]), Math.Max(i, seen[(pledge, need)])], null, 2, 1));
                continue;
            }

            var asksForSomething = pins[i].Rule != PinRule.Forbid && pins[i].Amount > 0;
            if (asksForSomething && Eligibility.Check(_lookup, _index.Round.Pledges[pledge], need) is { IsEligible: false } answer)
            {
                _conflicts.Add(new PinConflict(PinConflictKind.NotEligible, [i], answer.Blocking[0].Columns, pins[i].Amount, 0));
            }
            else if (asksForSomething && ColumnAboutOthers(_index.Round.Pledges[pledge].Conditions) is { } column)
            {
                _conflicts.Add(new PinConflict(PinConflictKind.AsksOfOthers, [i], column, pins[i].Amount, 0));
            }
            else if (asksForSomething && CrossingConditions.Shape(_index.Round.Pledges[pledge].Conditions) is { } shape)
            {
                _conflicts.Add(new PinConflict(PinConflictKind.Shaped, [i], shape, pins[i].Amount, 0));
            }
            else if (_liveOf.TryGetValue(pledge, out var p) && _lineOf.TryGetValue(need, out var l))
            {
                CheckShare(i, p, l);
                pairs.Add((i, p, l));
            }
            else if (asksForSomething)
            {
                _conflicts.Add(new PinConflict(PinConflictKind.MoreThanThePledge, [i], "reserve_percent", pins[i].Amount, 0));
            }
        }

        return pairs;
    }

    private static string? ColumnAboutOthers(PledgeConditions asks) =>
        asks.Exclusive is not null ? "exclusive" : !asks.NotWithDonors.IsEmpty ? "not_with_donors" : asks.OnlyFullLines ? "only_full_lines"
        : asks.MatchPercent is not null ? "match_percent" : asks.FollowsOthers ? "cofund_min_percent" : null;

    private void CheckShare(int pin, int pledge, int line)
    {
        var pledgeAt = _index.PledgeAt(pledge);
        if (pledgeAt.Conditions.MaxSharePercent is not { } percent)
        {
            return;
        }

        var most = PledgeRoom.ShareOf(_index, pledgeAt, line, percent);
        if (_index.Round.Pins[pin].Amount > most && _index.Round.Pins[pin].Rule != PinRule.Forbid)
        {
            _conflicts.Add(new PinConflict(PinConflictKind.MoreThanTheShare, [pin], "max_share_percent", _index.Round.Pins[pin].Amount, most));
        }
    }

    private void CheckSums(List<(int Pin, int Pledge, int Line)> pairs)
    {
        var pins = _index.Round.Pins;
        var given = pairs.Where(x => pins[x.Pin].Rule != PinRule.Forbid && pins[x.Pin].Amount > 0).ToList();
        foreach (var own in given.GroupBy(static x => x.Pledge))
        {
            var pledge = _index.PledgeAt(own.Key);
            Limit(own, Sum(own), _index.Available[own.Key], PinConflictKind.MoreThanThePledge, null);
            var communes = own.GroupBy(x => _index.LineCommune[x.Line]).ToList();
            if (pledge.Conditions.MaxCommunes is { } most)
            {
                Limit(own, communes.Count, most, PinConflictKind.TooManyCommunes, "max_communes");
            }

            if (pledge.CommuneCeiling is { } perCommune)
            {
                communes.ForEach(commune => Limit(commune, Sum(commune), perCommune, PinConflictKind.MoreThanPerCommune, perCommune == pledge.Conditions.MaxPerCommune ? "max_per_commune" : "max_commune_share_percent"));
            }

            foreach (var portion in pledge.Portions)
            {
                var within = own.Where(x => PledgeRoom.IsIn(_index, portion, x.Line)).ToList();
                Limit(within, Sum(within), portion.Most, PinConflictKind.MoreThanThePortion, portion.Column);
            }

            if (pledge.ProvinceCeiling is { } perProvince)
            {
                foreach (var province in own.GroupBy(x => _index.CommuneProvince[_index.LineCommune[x.Line]]))
                {
                    Limit(province, Sum(province), perProvince, PinConflictKind.MoreThanPerProvince, perProvince == pledge.Conditions.MaxPerProvince ? "max_per_province" : "max_province_share_percent");
                }
            }
        }

        foreach (var line in given.GroupBy(static x => x.Line))
        {
            Limit(line, line.SumWide(x => (Int128)pins[x.Pin].Amount * Worth(x.Pledge, x.Line)), _index.DemandVnd[line.Key], PinConflictKind.MoreThanTheLine, null);
        }

        if (ProvinceCaps.CapOf(_index) is { } capVnd)
        {
            foreach (var province in given.GroupBy(x => _index.CommuneProvince[_index.LineCommune[x.Line]]))
            {
                var value = province.SumWide(x => (Int128)pins[x.Pin].Amount * (_index.PledgeAt(x.Pledge).Item is { } item ? _index.Items[_index.ItemById[item]].UnitCost.Dong : 1));
                Limit(province, value, capVnd, PinConflictKind.MoreThanTheProvinceCap, "province_cap_percent");
            }
        }
    }

    private long Worth(int pledge, int line) => _index.PledgeAt(pledge).Kind == PledgeKind.Goods ? _index.UnitCostVnd[line] : 1;

    private Int128 Sum(IEnumerable<(int Pin, int Pledge, int Line)> pairs) => pairs.SumWide(x => (Int128)_index.Round.Pins[x.Pin].Amount);

    private void Limit(IEnumerable<(int Pin, int Pledge, int Line)> pairs, Int128 stated, long allowed, PinConflictKind kind, string? condition)
    {
        if (stated > allowed)
        {
            _conflicts.Add(new PinConflict(kind, [.. pairs.Select(static x => x.Pin).Order()], condition, (long)Int128.Min(stated, long.MaxValue), allowed));
        }
    }
}

/// <summary>Sums that cannot overflow, for checks against a limit.</summary>
internal static class WideSums
{
    public static Int128 SumWide<T>(this IEnumerable<T> values, Func<T, Int128> of)
    {
        Int128 sum = 0;
        foreach (var value in values)
        {
            sum += of(value);
        }

        return sum;
    }
}
