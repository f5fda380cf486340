using Matching.Engine.Allocation.FairShares;
using Matching.Engine.Allocation.Network;
using Matching.Engine.Allocation.Routing;
using Matching.Engine.Pledges;

namespace Matching.Engine.Allocation.Discrete;

/// <summary>
/// Places the pledges with yes-or-no conditions before the flows: minimum per commune, number of communes, all or nothing. Scarcest first,
/// each where the fair shares still miss most, in whole units; the rest of the round is then solved around them.
/// </summary>
/// <remarks>
/// A constructive method: conditions hold exactly, and what the plan stays below the fair shares is reported as the price of conditions.
/// A pledge that cannot keep its own conditions is left unused. Source: round and repair, algorithms.md 7.5.
/// </remarks>
internal sealed class DiscretePlacer
{
    private readonly RoundIndex _index;
    private readonly Commitments _commitments;
    private readonly long[] _missingVnd;
    private readonly long[] _openVnd;
    private readonly long[] _provinceLeftVnd;
    private readonly KindTable _kinds;
    private readonly GeoTree _geo;
    private readonly IReadOnlySet<int> _refused;
    private readonly IReadOnlySet<(int Pledge, int Line)> _avoided;

    private readonly Dictionary<(int Pledge, int Commune), long> _fairFlowVnd = [];

    private DiscretePlacer(FairPlan fair, List<PledgeShipment> threads, Commitments commitments, IReadOnlySet<int> refused, IReadOnlySet<(int Pledge, int Line)> avoided)
    {
        _avoided = avoided;
        foreach (var thread in threads)
        {
            var key = (thread.Pledge, fair.State.Index.LineCommune[thread.Line]);
            _fairFlowVnd[key] = _fairFlowVnd.GetValueOrDefault(key) + thread.Amount;
        }

        _index = fair.State.Index;
        _commitments = commitments;
        _refused = refused;
        _kinds = new KindTable(_index);
        _geo = new GeoTree(_index, _kinds, commitments.ShutLines);
        _missingVnd = new long[_index.LineCount];
        _openVnd = new long[_index.LineCount];
        _provinceLeftVnd = new long[_index.Provinces.Length];
        Array.Fill(_provinceLeftVnd, ProvinceCaps.CapOf(_index) ?? long.MaxValue / 4);
        for (var l = 0; l < _index.LineCount; l++)
        {
            _missingVnd[l] = Math.Max(0, fair.Share[l].WholeVnd - commitments.BaseVnd[l]);
            _openVnd[l] = _index.DemandVnd[l] - commitments.BaseVnd[l];
            _provinceLeftVnd[ProvinceOf(l)] -= commitments.BaseVnd[l]
                + (commitments.BaseUnits[l] * (_index.Items[_index.LineItem[l]].UnitCost.Dong - _index.UnitCostVnd[l]));
        }
    }

    /// <param name="refused">Pledges that are to stay unused (their last đồng found no partner in an earlier attempt).</param>
    /// <param name="avoided">Pairs that are to stay unused, likewise.</param>
    /// <returns>Commitments that hold the placed pledges, which take no further part.</returns>
    public static Commitments Place(FairPlan fair, List<PledgeShipment> threads, Commitments pins, IReadOnlySet<int> refused, IReadOnlySet<(int Pledge, int Line)> avoided, CancellationToken cancel)
    {
        var placer = new DiscretePlacer(fair, threads, pins.Copy(), refused, avoided);
        foreach (var p in placer.ScarcestFirst())
        {
            cancel.ThrowIfCancellationRequested();
            placer.PlaceOne(p);
        }

        return placer._commitments;
    }

    private IEnumerable<int> ScarcestFirst() =>
        Enumerable.Range(0, _index.PledgeCount)
            .Where(p => _index.PledgeAt(p).Conditions is { IsDiscrete: true, AsksOfOthers: false })
            .OrderBy(p => _index.PledgeAt(p).Conditions.MaxCommunes == 1 ? 0 : 1)
            .ThenBy(p => _index.PledgeAt(p).Conditions.AllOrNothing ? 0 : 1)
            .ThenBy(p => _index.PledgeAt(p).Conditions.MaxCommunes ?? int.MaxValue)
            .ThenBy(static p => p);

    private void PlaceOne(int p)
    {
        var pledge = _index.PledgeAt(p);
        var conditions = pledge.Conditions;
        _commitments.Withdraw(p);
        if (_refused.Contains(p) && _commitments.UsedBy(p) == 0)
        {
            return;
        }

        var left = _index.Available[p] - _commitments.UsedBy(p);
        var pinned = _commitments.Of(p).Where(static pair => pair.Amount > 0).Select(pair => _index.LineCommune[pair.Line]).ToHashSet();
        var offers = Offers(p, pinned);
        var most = conditions.MaxCommunes ?? int.MaxValue;
        var minimum = conditions.MinPerCommune ?? 0;
        var price = PriceVnd(pledge);

        // Where the fair shares miss most first; communes that pins chose already come before all.
        var chosen = new List<(CommuneOffer Offer, long Amount)>();
        var rest = left;
        var provinceLeft = ProvinceRoom(p, price);
        foreach (var offer in offers)
        {
            if (chosen.Count == most || rest == 0)
            {
                break;
            }

            var needed = Math.Max(0, minimum - offer.Settled);
            var province = _index.CommuneProvince[offer.Commune];
            var inReach = Math.Min(offer.OpenAmount, provinceLeft[province]);
            var amount = Math.Max(Math.Min(Math.Min(offer.FairAmount, inReach), rest), needed);
            if (amount > rest)
            {
                var borrowed = Borrow(chosen, amount - rest, minimum);
                rest += borrowed;
            }

            if (amount > rest || amount > inReach || (amount == 0 && !pinned.Contains(offer.Commune)))
            {
                continue;
            }

            chosen.Add((offer, amount));
            rest -= amount;
            provinceLeft[province] -= amount;
        }

        if (conditions.AllOrNothing)
        {
            // The whole pledge or none of it: fill the chosen communes beyond the fair shares as far as they ask.
            for (var i = 0; i < chosen.Count && rest > 0; i++)
            {
                var province = _index.CommuneProvince[chosen[i].Offer.Commune];
                var more = Math.Min(rest, Math.Min(provinceLeft[province], chosen[i].Offer.OpenAmount - chosen[i].Amount));
                chosen[i] = (chosen[i].Offer, chosen[i].Amount + more);
                rest -= more;
                provinceLeft[province] -= more;
            }
        }

        if (conditions.AllOrNothing && rest > 0)
        {
            return;
        }

        var parts = new List<(int Line, long Amount)>();
        foreach (var (offer, amount) in chosen)
        {
            if (!Buy(p, offer, amount, conditions, parts))
            {
                return;
            }
        }

        if (conditions.AllOrNothing && parts.Sum(static part => part.Amount) != left)
        {
            return;
        }

        foreach (var (line, amount) in parts)
        {
            _commitments.Commit(p, line, amount, closed: false);
            var value = amount * Worth(pledge, line);
            _missingVnd[line] = Math.Max(0, _missingVnd[line] - value);
            _openVnd[line] -= value;
            _provinceLeftVnd[ProvinceOf(line)] -= amount * price;
        }
    }

    /// <summary>What each province may still get from the pledge, in its own measure: under the planner's cap and the pledge's own ceiling.</summary>
    private long[] ProvinceRoom(int p, long priceVnd)
    {
        var room = _provinceLeftVnd.Select(vnd => vnd / priceVnd).ToArray();
        if (_index.PledgeAt(p).ProvinceCeiling is { } ceiling)
        {
            var own = new long[room.Length];
            Array.Fill(own, ceiling);
            foreach (var pair in _commitments.Of(p))
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

    /// <summary>Takes back from communes already chosen what they have above the minimum, the last chosen first.</summary>
    private static long Borrow(List<(CommuneOffer Offer, long Amount)> chosen, long wanted, long minimum)
    {
        var spare = chosen.Select(c => Math.Max(0, c.Amount - Math.Max(0, minimum - c.Offer.Settled))).ToArray();
        if (spare.Sum() < wanted)
        {
            return 0; // not enough: everything stays as it was
        }

        var borrowed = 0L;
        for (var i = chosen.Count - 1; borrowed < wanted; i--)
        {
            var taken = Math.Min(spare[i], wanted - borrowed);
            chosen[i] = (chosen[i].Offer, chosen[i].Amount - taken);
            borrowed += taken;
        }

        return borrowed;
    }

    /// <summary>What each commune could take from the pledge: pinned ones first, then where the fair plan uses this pledge, then where most is missing.</summary>
    private List<CommuneOffer> Offers(int p, HashSet<int> pinned)
    {
        var pledge = _index.PledgeAt(p);
        var offers = new List<CommuneOffer>();
        foreach (var place in Scope.Of(_index, _geo, pledge.Conditions, new HashSet<int>()))
        {
            if (place == 0)
            {
                for (var c = 0; c < _index.Communes.Length; c++)
                {
                    AddOffer(p, pledge, c, pinned, offers);
                }

                continue;
            }

            foreach (var c in _geo.CommunesOf(place))
            {
                AddOffer(p, pledge, c, pinned, offers);
            }
        }

        offers.Sort((left, right) =>
        {
            var order = pinned.Contains(right.Commune).CompareTo(pinned.Contains(left.Commune));
            order = order != 0 ? order : right.FairFlowVnd.CompareTo(left.FairFlowVnd);
            order = order != 0 ? order : right.FairAmount.CompareTo(left.FairAmount);
            order = order != 0 ? order : right.OpenAmount.CompareTo(left.OpenAmount);
            return order != 0 ? order : left.Commune.CompareTo(right.Commune);
        });
        return offers;
    }

    private void AddOffer(int p, Pledge pledge, int c, HashSet<int> pinned, List<CommuneOffer> offers)
    {
        var fair = 0L;
        var open = 0L;
        var taste = TasteOf(pledge);
        foreach (var line in _geo.LinesOfCommune(c))
        {
            if (taste is { } wanted && Accepts(wanted, line) && !IsClosed(p, line))
            {
                fair += Take(p, line, _missingVnd[line], wholeUnits: true);
                open += Take(p, line, _openVnd[line], wholeUnits: !pledge.Conditions.AllOrNothing);
            }
        }

        var settled = 0L;
        foreach (var pair in _commitments.Of(p))
        {
            settled += _index.LineCommune[pair.Line] == c ? pair.Amount : 0;
        }

        if (pledge.CommuneCeiling is { } ceiling)
        {
            fair = Math.Min(fair, ceiling - settled);
            open = Math.Min(open, ceiling - settled);
        }

        if (open > 0 || pinned.Contains(c))
        {
            offers.Add(new CommuneOffer(c, _fairFlowVnd.GetValueOrDefault((p, c)), fair, open, settled));
        }
    }

    private Taste? TasteOf(Pledge pledge)
    {
        var taste = _kinds.TasteOf(pledge.Conditions, pledge.Item is { } item ? _index.ItemById[item] : -1);
        return taste < 0 ? null : _kinds[taste];
    }

    private bool Accepts(Taste taste, int line) =>
        _kinds.LineBucket[line] >= taste.Bucket && KindTable.Has(taste.Bits, _kinds.LineKind[line]);

    /// <summary>How much of a line's gap the pledge may fill, in its own measure.</summary>
    private long Take(int p, int line, long gapVnd, bool wholeUnits)
    {
        if (gapVnd <= 0)
        {
            return 0;
        }

        var conditions = _index.PledgeAt(p).Conditions;
        var unitVnd = _index.UnitCostVnd[line];
        var goods = _index.PledgeAt(p).Kind == PledgeKind.Goods;
        var most = goods ? gapVnd / unitVnd : gapVnd;
        if (conditions.MaxSharePercent is { } percent)
        {
            var share = PledgeRoom.ShareOf(_index, _index.PledgeAt(p), line, percent);
            foreach (var pair in _commitments.Of(p))
            {
                share -= pair.Line == line ? pair.Amount : 0;
            }

            most = Math.Min(most, share);
        }

        return Math.Max(0, wholeUnits && !goods ? most / unitVnd * unitVnd : most);
    }

    /// <summary>Spends exactly the amount in the commune: whole units where they are missed, the rest where it begins a unit that others complete.</summary>
    private bool Buy(int p, CommuneOffer offer, long amount, PledgeConditions conditions, List<(int Line, long Amount)> parts)
    {
        var pledge = _index.PledgeAt(p);
        var floor = Math.Max(0, (conditions.MinPerCommune ?? 0) - offer.Settled);
        var lines = TasteOf(pledge) is { } taste
            ? _geo.LinesOfCommune(offer.Commune).ToArray().Where(l => Accepts(taste, l) && !IsClosed(p, l)).ToArray()
            : [];
        var bought = new Dictionary<int, long>();
        var rest = amount;
        foreach (var gap in new[] { _missingVnd, _openVnd })
        {
            // Dear lines first, so that the cheap ones can use up what remains.
            foreach (var line in lines.OrderByDescending(l => _index.UnitCostVnd[l]).ThenBy(static l => l))
            {
                var already = bought.GetValueOrDefault(line);
                var unit = pledge.Kind == PledgeKind.Goods ? 1 : _index.UnitCostVnd[line];
                var more = Math.Min(rest, Take(p, line, gap[line], wholeUnits: true) - already) / unit * unit;
                if (more > 0)
                {
                    bought[line] = already + more;
                    rest -= more;
                }
            }

            if (rest == 0 || (!conditions.AllOrNothing && amount - rest >= floor))
            {
                break;
            }
        }

        if (rest > 0 && conditions.AllOrNothing)
        {
            var line = lines
                .Where(l => Take(p, l, _openVnd[l], wholeUnits: false) - bought.GetValueOrDefault(l) >= rest
                    && _openVnd[l] - bought.GetValueOrDefault(l) >= _index.UnitCostVnd[l])
                .OrderBy(l => _index.UnitCostVnd[l]).ThenBy(static l => l)
                .Cast<int?>().FirstOrDefault();
            if (pledge.Kind == PledgeKind.Goods || line is not { } partner)
            {
                return false;
            }

            bought[partner] = bought.GetValueOrDefault(partner) + rest;
            rest = 0;
        }

        if (amount - rest < floor)
        {
            return offer.Settled == 0 && !conditions.AllOrNothing; // this commune gets nothing; the others may
        }

        foreach (var (line, part) in bought.OrderBy(static x => x.Key))
        {
            parts.Add((line, part));
        }

        return true;
    }

    private bool IsClosed(int p, int line)
    {
        if (_avoided.Contains((p, line)))
        {
            return true;
        }

        foreach (var pair in _commitments.Of(p))
        {
            if (pair.Line == line && pair.Closed)
            {
                return true;
            }
        }

        return false;
    }

    private long Worth(Pledge pledge, int line) => pledge.Kind == PledgeKind.Goods ? _index.UnitCostVnd[line] : 1;

    /// <summary>What one đồng or unit counts against a province's cap.</summary>
    private long PriceVnd(Pledge pledge) => pledge.Item is { } item ? _index.Items[_index.ItemById[item]].UnitCost.Dong : 1;

    private int ProvinceOf(int line) => _index.CommuneProvince[_index.LineCommune[line]];

    private readonly record struct CommuneOffer(int Commune, long FairFlowVnd, long FairAmount, long OpenAmount, long Settled);
}
