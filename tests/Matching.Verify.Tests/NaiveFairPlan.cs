using System.Collections.Immutable;
using System.Numerics;
using Matching.Engine.Needs;
using Matching.Engine.Plans;
using Matching.Engine.Pledges;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;

namespace Matching.Verify.Tests;

/// <summary>
/// The fairest fractional plan of a tiny round of consumables, from the definition: every set of lines is tried as the bottleneck.
/// No pins, province cap or projects. It ships nothing, so it is a plan whose solve was cut short.
/// </summary>
internal sealed class NaiveFairPlan
{
    private readonly Round _round;
    private readonly long[] _value;
    private readonly int[] _classOf;
    private readonly long[] _available;
    private readonly bool[,] _serves;
    private readonly (BigInteger Top, BigInteger Bottom)[] _fair;
    private readonly int[] _heldBy;
    private readonly List<(int Class, Ratio Coverage, List<int> Lines)> _chain = [];
    private readonly List<PriorityClass> _classes = [];
    private long _width;

    private NaiveFairPlan(Round round)
    {
        _round = round;
        var items = round.Items.ToDictionary(item => item.Id);
        var communes = round.Communes.ToDictionary(commune => commune.Id);
        _value = [.. round.Needs.Select(need => need.Quantity * items[need.Item].UnitCost.Dong)];
        _available = [.. round.Pledges.Select(pledge => AvailableVnd(pledge, items))];
        _serves = new bool[round.Pledges.Length, round.Needs.Length];
        for (var p = 0; p < round.Pledges.Length; p++)
        {
            for (var n = 0; n < round.Needs.Length; n++)
            {
                _serves[p, n] = _available[p] > 0 && Eligibility.TakesPart(round, round.Needs[n]) && Eligibility.MayServe(round, round.Pledges[p], round.Needs[n]);
            }
        }

        _fair = new (BigInteger, BigInteger)[round.Needs.Length];
        Array.Fill(_fair, (BigInteger.Zero, BigInteger.One));
        _heldBy = new int[round.Needs.Length];
        _classOf = new int[round.Needs.Length];
        foreach (var group in Enumerable.Range(0, round.Needs.Length).Where(n => Eligibility.TakesPart(round, round.Needs[n]))
            .GroupBy(n => (round.Needs[n].Urgency, communes[round.Needs[n].Commune].Tier))
            .OrderBy(group => round.Policy.ClassOrder.IndexOf(ClassKey.Tier) < round.Policy.ClassOrder.IndexOf(ClassKey.Urgency) ? group.Key.Tier : (int)group.Key.Urgency)
            .ThenBy(group => group.Key.Urgency).ThenBy(group => group.Key.Tier))
        {
            _classes.Add(new PriorityClass(_classes.Count + 1, group.Key.Urgency, group.Key.Tier, ItemKind.Consumable));
            foreach (var n in group)
            {
                _classOf[n] = _classes.Count;
            }

            Share([.. group]);
        }
    }

    /// <summary>The plan of <paramref name="round"/>, to be told about <paramref name="told"/> (the same lines and pledges, changed amounts or conditions).</summary>
    public static Draft Of(Round round, Round? told = null)
    {
        var naive = new NaiveFairPlan(round);
        var (_, fair) = naive.Result();
        return new Draft(told ?? round)
        {
            Threads = [.. naive.Threads()],
            Fair = fair,
            Classes = [.. naive._classes],
            Chain = [.. naive._chain.Select(link => (link.Class, BottleneckKind.Supply, link.Coverage, string.Join(' ', link.Lines.Select(n => round.Needs[n].Id.Value))))],
            Held = Enumerable.Range(0, naive._heldBy.Length).ToImmutableDictionary(n => round.Needs[n].Id.Value, n => naive._heldBy[n], StringComparer.Ordinal),
            LineReasons = Enumerable.Range(0, naive._heldBy.Length).Where(n => naive._classOf[n] > 0 && naive._chain.TrueForAll(link => !link.Lines.Contains(n)))
                .ToImmutableDictionary(n => round.Needs[n].Id.Value, _ => LineReason.LessThanOneUnit, StringComparer.Ordinal),
            Available = Enumerable.Range(0, naive._available.Length).ToImmutableDictionary(
                p => round.Pledges[p].Id.Value,
                p => naive._available[p] / (round.Pledges[p].Item is { } item ? round.Items.Single(other => other.Id == item).UnitCost.Dong : 1),
                StringComparer.Ordinal),
            PledgeReasons = round.Pledges.Where(pledge => !Eligibility.IsAvailable(round, pledge))
                .ToImmutableDictionary(pledge => pledge.Id.Value, _ => PledgeReason.Expired, StringComparer.Ordinal),
        };
    }

    private long AvailableVnd(Pledge pledge, Dictionary<ItemId, Item> items) =>
        !Eligibility.IsAvailable(_round, pledge) ? 0
        : pledge.Item is { } item ? pledge.Amount * items[item].UnitCost.Dong
        : pledge.Conditions == PledgeConditions.None || pledge.Conditions.IsUnconditional ? pledge.Amount * (100 - _round.Policy.ReservePercent) / 100
        : pledge.Amount;

    private (ImmutableArray<int> HeldBy, ImmutableDictionary<string, FairShare> Fair) Result() => ([.. _heldBy], Enumerable.Range(0, _fair.Length)
        .Where(n => _classOf[n] > 0)
        .ToImmutableDictionary(n => _round.Needs[n].Id.Value, n => Share(_fair[n]), StringComparer.Ordinal));

    private static FairShare Share((BigInteger Top, BigInteger Bottom) share)
    {
        var whole = BigInteger.DivRem(share.Top, share.Bottom, out var rest);
        return new FairShare((long)whole, (long)rest, (long)share.Bottom);
    }

    /// <summary>Coverage of the open lines: the least (ρ(X) − what others in X have) / (value of open lines in X) over all sets X; its largest minimiser is the bottleneck.</summary>
    private void Share(List<int> open)
    {
        var live = Enumerable.Range(0, _round.Needs.Length).Where(n => _classOf[n] > 0).ToArray();
        while (open.Count > 0)
        {
            var (least, tight) = (new Ratio(1, 1), new HashSet<int>());
            for (var mask = 1; mask < 1 << live.Length; mask++)
            {
                int[] set = [.. live.Where((_, i) => (mask & (1 << i)) != 0)];
                var demand = set.Where(open.Contains).Sum(n => _value[n]);
                if (demand == 0)
                {
                    continue;
                }

                var free = set.Where(n => !open.Contains(n)).Aggregate((Top: (BigInteger)Reach(set), Bottom: BigInteger.One),
                    (sum, n) => ((sum.Top * _fair[n].Bottom) - (_fair[n].Top * sum.Bottom), sum.Bottom * _fair[n].Bottom));
                var divisor = BigInteger.GreatestCommonDivisor(free.Top, free.Bottom * demand);
                var coverage = free.Top >= free.Bottom * demand ? Ratio.One : new Ratio((long)(free.Top / divisor), (long)(free.Bottom * demand / divisor));
                if (coverage < least)
                {
                    tight.Clear();
                }

                if (coverage <= least && coverage < Ratio.One)
                {
                    least = coverage;
                    tight.UnionWith(set);
                }
            }

            var settled = least == Ratio.One ? [.. open] : open.Where(tight.Contains).ToList();
            foreach (var n in settled)
            {
                _fair[n] = ((BigInteger)_value[n] * least.Numerator, least.Denominator);
                open.Remove(n);
            }

            if (least < Ratio.One)
            {
                _chain.Add((_classOf[settled[0]], least, settled));
                foreach (var n in tight.Where(n => _heldBy[n] == 0))
                {
                    _heldBy[n] = _chain.Count;
                }
            }
        }
    }

    private long Reach(int[] set) => Enumerable.Range(0, _available.Length).Sum(p => Math.Min(_available[p], set.Where(n => _serves[p, n])
        .GroupBy(ProvinceOf).Sum(province => Math.Min(PerProvince(p), province.GroupBy(n => _round.Needs[n].Commune)
            .Sum(commune => Math.Min(PerCommune(p), Math.Min(_available[p], commune.Sum(n => ShareOf(p, n)))))))));

    private long Unit(int p) => _round.Pledges[p].Item is { } item ? _round.Items.Single(other => other.Id == item).UnitCost.Dong : 1;

    private long PerCommune(int p) => Ceiling(p, _round.Pledges[p].Conditions.MaxPerCommune, _round.Pledges[p].Conditions.MaxCommuneSharePercent);

    private long PerProvince(int p) => Ceiling(p, _round.Pledges[p].Conditions.MaxPerProvince, _round.Pledges[p].Conditions.MaxProvinceSharePercent);

    private long Ceiling(int p, long? most, int? percent) => new[]
    {
        _available[p], most * Unit(p) ?? _available[p], percent is { } part ? _round.Pledges[p].Amount * part / 100 * Unit(p) : _available[p],
    }.Min();

    private string ProvinceOf(int n) => _round.Communes.Single(commune => commune.Id == _round.Needs[n].Commune).Province.Code;

    private long ShareOf(int p, int n) => _round.Pledges[p].Conditions.MaxSharePercent is not { } percent ? _available[p]
        : _round.Pledges[p].Item is null ? _value[n] * percent / 100 : _round.Needs[n].Quantity * percent / 100 * Unit(p);

    /// <summary>Whole đồng for the fair shares cut to whole đồng: augmenting paths over pledge → (pledge, province) → (pledge, commune) → line, one after another.</summary>
    private IEnumerable<(string Pledge, string Need, long Vnd)> Threads()
    {
        var (pledges, needs) = (_round.Pledges.Length, _round.Needs.Length);
        var given = new long[pledges, needs];
        for (var n = 0; n < needs; n++)
        {
            // Wide paths first: many narrow ones after one another would take for ever.
            var wanted = (long)(_fair[n].Top / _fair[n].Bottom);
            for (_width = 1L << 40; _width > 0;)
            {
                var got = wanted < _width ? 0 : Pull(n, wanted, [], given);
                wanted -= got;
                _width = got > 0 ? _width : _width / 2;
            }

            if (wanted > 0)
            {
                throw new InvalidOperationException($"Line {n} of {_round.Id} cannot be fed its fair share; {wanted} đồng are missing.");
            }
        }

        return from p in Enumerable.Range(0, pledges) from n in Enumerable.Range(0, needs)
               where given[p, n] > 0 select (_round.Pledges[p].Id.Value, _round.Needs[n].Id.Value, given[p, n]);
    }

    /// <summary>Brings up to <paramref name="most"/> to a line: from a pledge with room, or from another line of a pledge that can be fed otherwise.</summary>
    private long Pull(int n, long most, HashSet<(int, int, int)> visited, long[,] given)
    {
        for (var p = 0; p < _available.Length; p++)
        {
            if (_serves[p, n] && visited.Add((0, p, n)) && Math.Min(most, ShareOf(p, n) - given[p, n]) is var room && room >= _width
                && ToCommune(p, _round.Needs[n].Commune.Code, room, visited, given) is var got and > 0)
            {
                given[p, n] += got;
                return got;
            }
        }

        return 0;
    }

    /// <summary>Makes room at a pledge in one commune: under its ceiling, or by taking from another line there.</summary>
    private long ToCommune(int p, string commune, long most, HashSet<(int, int, int)> visited, long[,] given)
    {
        int[] here = [.. Enumerable.Range(0, _round.Needs.Length).Where(n => _round.Needs[n].Commune.Code == commune)];
        if (!visited.Add((1, p, here[0])))
        {
            return 0;
        }

        if (Math.Min(most, PerCommune(p) - here.Sum(n => given[p, n])) is var room && room >= _width && ToProvince(p, ProvinceOf(here[0]), room, visited, given) is var got and > 0)
        {
            return got;
        }

        return TakeFrom(p, here, most, visited, given);
    }

    /// <summary>Makes room at a pledge in one province, likewise.</summary>
    private long ToProvince(int p, string province, long most, HashSet<(int, int, int)> visited, long[,] given)
    {
        int[] here = [.. Enumerable.Range(0, _round.Needs.Length).Where(n => ProvinceOf(n) == province)];
        if (!visited.Add((4, p, here[0])))
        {
            return 0;
        }

        if (Math.Min(most, PerProvince(p) - here.Sum(n => given[p, n])) is var room && room >= _width && ToPledge(p, room, visited, given) is var got and > 0)
        {
            return got;
        }

        return TakeFrom(p, here, most, visited, given);
    }

    private long ToPledge(int p, long most, HashSet<(int, int, int)> visited, long[,] given)
    {
        int[] all = [.. Enumerable.Range(0, _round.Needs.Length)];
        return Math.Min(most, _available[p] - all.Sum(n => given[p, n])) is var room && room >= _width ? room
            : visited.Add((2, p, 0)) ? TakeFrom(p, all, most, visited, given) : 0;
    }

    private long TakeFrom(int p, int[] lines, long most, HashSet<(int, int, int)> visited, long[,] given)
    {
        foreach (var n in lines)
        {
            if (given[p, n] >= _width && visited.Add((3, p, n)) && Pull(n, Math.Min(most, given[p, n]), visited, given) is var got and > 0)
            {
                given[p, n] -= got;
                return got;
            }
        }

        return 0;
    }
}
