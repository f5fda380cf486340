using Matching.Engine.Allocation.FairShares;
using Matching.Engine.Allocation.Network;
using Matching.Engine.Allocation.Routing;
using Matching.Engine.Pledges;

namespace Matching.Engine.Allocation.Discrete;

/// <summary>
/// Places, before all others, the pledges that ask something of a line's other donors or of the whole line (exclusive, not_with_donors,
/// only_full_lines): in whole units, holding by holding (a line, a commune's item or a commune, whatever is to be held alone).
/// </summary>
/// <remarks>
/// A constructive method. A holding is taken where the pledge has most of its fair flow, and kept only if, in the first class where it matters, it brings
/// the lines there more of their fair shares than it keeps from them. What is held alone is shut for everybody else; where certain donors are not to
/// stand beside the pledge, their pairs with its lines are closed. A pledge that cannot keep its conditions is left unused.
/// </remarks>
internal sealed class LinePlacer
{
    private readonly RoundIndex _index;
    private readonly Commitments _commitments;
    private readonly KindTable _kinds;
    private readonly GeoTree _geo;
    private readonly long[] _missingVnd;
    private readonly long[] _provinceLeftVnd;
    private readonly Dictionary<(int Pledge, int Line), long> _fairVnd = [];
    private readonly Dictionary<int, HashSet<int>> _givers = [];
    private readonly ILookup<DonorId, int> _byDonor;
    private readonly Setbacks _setbacks;

    private LinePlacer(FairPlan fair, List<PledgeShipment> threads, Commitments commitments, Setbacks setbacks)
    {
        (_index, _commitments, _setbacks) = (fair.State.Index, commitments, setbacks);
        _kinds = new KindTable(_index);
        _geo = new GeoTree(_index, _kinds, new HashSet<int>());
        _byDonor = Enumerable.Range(0, _index.PledgeCount).ToLookup(p => _index.PledgeAt(p).Donor);
        foreach (var thread in threads)
        {
            _fairVnd[(thread.Pledge, thread.Line)] = _fairVnd.GetValueOrDefault((thread.Pledge, thread.Line)) + thread.Amount;
        }

        _missingVnd = new long[_index.LineCount];
        _provinceLeftVnd = ProvinceCaps.LeftVnd(_index, commitments);
        for (var l = 0; l < _index.LineCount; l++)
        {
            _missingVnd[l] = Math.Max(0, fair.Share[l].WholeVnd - commitments.BaseVnd[l]);
        }

        foreach (var pair in commitments.ByPledge.SelectMany(static x => x.Value).Where(static pair => pair.Amount > 0))
        {
            Givers(pair.Line).Add(pair.Pledge);
        }
    }

    /// <param name="setbacks">What is to be avoided.</param>
    /// <returns>The pins themselves where no pledge asks of others; else commitments that hold the placed pledges, which take no further part.</returns>
    public static Commitments Place(
        FairPlan fair, List<PledgeShipment> threads, Commitments pins, Setbacks setbacks, CancellationToken cancel)
    {
        var index = fair.State.Index;
        var asking = Enumerable.Range(0, index.PledgeCount).Where(p => index.PledgeAt(p).Conditions.AsksOfOthers)
            .OrderBy(p => index.PledgeAt(p).Conditions.MaxCommunes == 1 ? 0 : 1)
            .ThenBy(p => index.PledgeAt(p).Conditions.AllOrNothing ? 0 : 1)
            .ThenBy(p => index.PledgeAt(p).Conditions.Exclusive is null ? 1 : 0)
            .ThenBy(static p => p)
            .ToList();
        if (asking.Count == 0)
        {
            return pins;
        }

        var placer = new LinePlacer(fair, threads, pins.Copy(), setbacks);
        foreach (var p in asking)
        {
            cancel.ThrowIfCancellationRequested();
            placer._commitments.Withdraw(p);
            if (!setbacks.IsRefused(p) && !index.PledgeAt(p).Conditions.FollowsOthers)
            {
                placer.PlaceOne(p);
            }
        }

        return placer._commitments;
    }

    private void PlaceOne(int p)
    {
        var asks = _index.PledgeAt(p).Conditions;
        var holdings = HoldingsOf(p);
        var given = new List<Gift>();
        var without = new HashSet<int>(); // communes that did not come to the pledge's minimum
        while (true)
        {
            var communes = new HashSet<int>();
            foreach (var holding in holdings)
            {
                var commune = _index.LineCommune[holding.Scope[0]];
                if (!without.Contains(commune) && (communes.Contains(commune) || communes.Count < (asks.MaxCommunes ?? int.MaxValue)) && Take(p, holding, given))
                {
                    communes.Add(commune);
                }
            }

            var below = given.GroupBy(gift => _index.LineCommune[gift.Line]).Where(group => group.Sum(static gift => gift.Amount) < (asks.MinPerCommune ?? 0))
                .Select(static group => group.Key).ToList();
            var whole = !asks.AllOrNothing || given.Sum(static gift => gift.Amount) == _index.Available[p];
            if (below.Count == 0 && whole)
            {
                break;
            }

            TakeBack(p, given, 0);
            if (below.Count == 0)
            {
                return;
            }

            without.UnionWith(below);
        }

        foreach (var line in given.Select(static gift => gift.Line).ToHashSet().Order())
        {
            Givers(line).Add(p);
            foreach (var q in asks.NotWithDonors.SelectMany(donor => _byDonor[donor]).Where(q => q != p))
            {
                _commitments.Commit(q, line, 0, closed: true);
            }
        }

        if (asks.Exclusive is not null)
        {
            var lines = given.Select(static gift => gift.Line).ToHashSet();
            _commitments.ShutLines.UnionWith(holdings.Where(holding => holding.Scope.Any(lines.Contains)).SelectMany(static holding => holding.Scope));
        }
    }

    /// <summary>What the pledge could hold: lines that it may serve beside those who give there already, with all that would be shut with them.</summary>
    private List<Holding> HoldingsOf(int p)
    {
        var pledge = _index.PledgeAt(p);
        var taste = _kinds.TasteOf(pledge.Conditions, pledge.Item is { } item ? _index.ItemById[item] : -1);
        var holdings = new List<Holding>();
        if (taste < 0)
        {
            return holdings;
        }

        var wanted = _kinds[taste];
        foreach (var commune in Scope.Communes(_index, _geo, pledge.Conditions))
        {
            AddHoldings(commune);
        }

        holdings.Sort(static (left, right) =>
        {
            var order = right.FairVnd.CompareTo(left.FairVnd);
            order = order != 0 ? order : right.MissingVnd.CompareTo(left.MissingVnd);
            return order != 0 ? order : left.Scope[0].CompareTo(right.Scope[0]);
        });
        return holdings;

        void AddHoldings(int commune)
        {
            var here = _geo.LinesOfCommune(commune).ToArray();
            foreach (var scope in pledge.Conditions.Exclusive switch
            {
                Exclusivity.Commune => [here],
                Exclusivity.CommuneItem => here.GroupBy(l => _index.LineItem[l]).Select(static group => group.ToArray()),
                _ => here.Select(static l => new[] { l }),
            })
            {
                int[] lines = [.. scope.Where(l => _kinds.Accepts(wanted, l) && MayStand(p, l))];
                if (lines.Length > 0 && (pledge.Conditions.Exclusive is null || Array.TrueForAll(scope, l => Givers(l).Count == 0 && !_commitments.ShutLines.Contains(l))))
                {
                    holdings.Add(new Holding(scope, lines, lines.Sum(l => _fairVnd.GetValueOrDefault((p, l))), lines.Sum(l => _missingVnd[l])));
                }
            }
        }
    }

    /// <summary>Whether the pledge may give to the line beside what is settled there; a line on which a pin has begun a unit is left to those who can complete it.</summary>
    private bool MayStand(int p, int line) =>
        !_setbacks.IsAvoided(p, line) && PledgeRoom.For(_index, _commitments, p, line) > 0 && _commitments.BaseVnd[line] % _index.UnitCostVnd[line] == 0
        && !Givers(line).Any(q => _index.PledgeAt(p).Conditions.NotWithDonors.Contains(_index.PledgeAt(q).Donor) || _index.PledgeAt(q).Conditions.NotWithDonors.Contains(_index.PledgeAt(p).Donor));

    /// <summary>Buys in the holding, first what the fair shares miss, then as far as its lines ask; gives it back where that does more harm than good.</summary>
    private bool Take(int p, Holding holding, List<Gift> given)
    {
        var asks = _index.PledgeAt(p).Conditions;
        var start = given.Count;
        int[] order = [.. holding.Lines.OrderBy(l => _index.LineClass[l]).ThenByDescending(l => _index.UnitCostVnd[l]).ThenBy(static l => l)];
        foreach (var toTheFull in asks.OnlyFullLines ? [true] : new[] { false, true })
        {
            foreach (var line in order)
            {
                var open = (_index.DemandVnd[line] - _commitments.BaseVnd[line]) / _index.UnitCostVnd[line];
                var wanted = toTheFull ? open : Math.Min(open, (_missingVnd[line] + _index.UnitCostVnd[line] - 1) / _index.UnitCostVnd[line]);
                var units = Math.Min(wanted, RoomUnits(p, line));
                var enough = Math.Max(1, (_index.NeedAt(line).MinQuantity ?? 0) - (_commitments.BaseVnd[line] / _index.UnitCostVnd[line]));
                if (units >= enough && (!asks.OnlyFullLines || units == open))
                {
                    Give(p, line, units, given);
                }
            }
        }

        if (given.Count == start || (asks.Exclusive is not null && DoesHarm(holding, given, start)))
        {
            TakeBack(p, given, start);
            return false;
        }

        return true;
    }

    /// <summary>Whether, in the first class where it makes a difference, the lines held lose more of their fair shares than they get.</summary>
    private bool DoesHarm(Holding holding, List<Gift> given, int start)
    {
        var gain = new SortedDictionary<int, long>();
        foreach (var line in holding.Scope)
        {
            var got = given.Skip(start).Where(gift => gift.Line == line).Sum(static gift => gift.OfMissingVnd);
            gain[_index.LineClass[line]] = gain.GetValueOrDefault(_index.LineClass[line]) + got - _missingVnd[line];
        }

        return gain.Values.FirstOrDefault(static change => change != 0) < 0;
    }

    private long RoomUnits(int p, int line)
    {
        var goods = _index.PledgeAt(p).Kind == PledgeKind.Goods;
        var room = Math.Max(0, PledgeRoom.For(_index, _commitments, p, line)) / (goods ? 1 : _index.UnitCostVnd[line]);
        return Math.Min(room, Math.Max(0, _provinceLeftVnd[ProvinceOf(line)]) / CapVnd(p, line));
    }

    private void Give(int p, int line, long units, List<Gift> given)
    {
        var amount = _index.PledgeAt(p).Kind == PledgeKind.Goods ? units : units * _index.UnitCostVnd[line];
        var ofMissing = Math.Min(_missingVnd[line], units * _index.UnitCostVnd[line]);
        _commitments.Commit(p, line, amount, closed: false);
        _missingVnd[line] -= ofMissing;
        _provinceLeftVnd[ProvinceOf(line)] -= units * CapVnd(p, line);
        given.Add(new Gift(line, amount, units, ofMissing));
    }

    private void TakeBack(int p, List<Gift> given, int downTo)
    {
        for (var i = given.Count - 1; i >= downTo; i--)
        {
            var (line, amount, units, ofMissing) = given[i];
            _commitments.TakeBack(p, line, amount);
            _missingVnd[line] += ofMissing;
            _provinceLeftVnd[ProvinceOf(line)] += units * CapVnd(p, line);
            given.RemoveAt(i);
        }
    }

    private HashSet<int> Givers(int line)
    {
        if (!_givers.TryGetValue(line, out var givers))
        {
            givers = [];
            _givers.Add(line, givers);
        }

        return givers;
    }

    /// <summary>What a unit counts against a province's cap.</summary>
    private long CapVnd(int p, int line) => _index.PledgeAt(p).Item is { } item ? _index.Items[_index.ItemById[item]].UnitCost.Dong : _index.UnitCostVnd[line];

    private int ProvinceOf(int line) => _index.CommuneProvince[_index.LineCommune[line]];

    /// <param name="Scope">All lines that would be held; where nothing is held alone, the one line.</param>
    /// <param name="Lines">Those of them that the pledge may give to.</param>
    private sealed record Holding(int[] Scope, int[] Lines, long FairVnd, long MissingVnd);

    /// <param name="Amount">In the pledge's own measure.</param>
    /// <param name="OfMissingVnd">How much of it the line's fair share missed.</param>
    private readonly record struct Gift(int Line, long Amount, long Units, long OfMissingVnd);
}
