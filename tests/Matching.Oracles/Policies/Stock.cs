using System.Collections.Immutable;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Plans;
using Matching.Engine.Rounds;
using Matching.Oracles.Model;

namespace Matching.Oracles.Policies;

/// <summary>What pledges have left while a policy hands it out, unit by whole unit; several donors may pay one unit together.</summary>
internal sealed class Stock
{
    private readonly Round _round;
    private readonly Dictionary<ItemId, Item> _items;
    private readonly Commune[] _communeOfNeed;
    private readonly long[] _left;
    private readonly Dictionary<(int Pledge, CommuneId Commune), long> _givenInCommune = [];
    private readonly Dictionary<(int Pledge, ProvinceId Province), long> _givenInProvince = [];
    private readonly Dictionary<(int Pledge, int Need), long> _given = [];

    // Pledges that could serve a line by its item and its province: nobody reads 50,000 letters for every school.
    private readonly Dictionary<(ItemId, ProvinceId), List<int>> _candidates = [];
    private readonly (Donors Goods, Donors Money)?[] _donors;

    public Stock(Round round)
    {
        _round = round;
        _items = round.Items.ToDictionary(item => item.Id);
        var communes = round.Communes.ToDictionary(commune => commune.Id);
        _communeOfNeed = [.. round.Needs.Select(need => communes[need.Commune])];
        _left = [.. round.Pledges.Select(pledge => Eligibility.Available(pledge, round.Policy, round.AsOf))];
        _donors = new (Donors, Donors)?[round.Needs.Length];
        Delivered = new long[round.Needs.Length];
        UnitCostVnd = [.. round.Needs.Select(need => Eligibility.UnitCostVnd(need, _items[need.Item]))];
        TakesPart = [.. round.Needs.Select(need => Eligibility.TakesPart(need, round.Policy))];
    }

    /// <summary>Units delivered so far, per need.</summary>
    public long[] Delivered { get; }

    public long[] UnitCostVnd { get; }

    public bool[] TakesPart { get; }

    public long Open(int need) => _round.Needs[need].Quantity - Delivered[need];

    /// <summary>Gives a line up to so many whole units: goods first, then money, each donor in the order of the list; returns the units given.</summary>
    public long Give(int need, long units)
    {
        units = Math.Min(units, Open(need));
        var goods = GiveGoods(need, units);
        return goods + GiveMoney(need, units - goods);
    }

    public ImmutableArray<Shipment> Shipments() =>
    [
        .. _given.Where(given => given.Value > 0)
            .OrderBy(given => given.Key.Pledge).ThenBy(given => given.Key.Need)
            .Select(given => _round.Pledges[given.Key.Pledge].Item is { } item
                ? new Shipment(given.Key.Pledge, given.Key.Need, given.Value, 0, given.Value * _items[item].UnitCost.Dong)
                : new Shipment(given.Key.Pledge, given.Key.Need, 0, given.Value, given.Value)),
    ];

    private long GiveGoods(int need, long units)
    {
        var given = 0L;
        var donors = DonorsOf(need).Goods;
        for (var i = donors.First; i < donors.Pledges.Length && given < units; i++)
        {
            var take = Math.Min(units - given, MostOf(donors.Pledges[i], need));
            Move(donors.Pledges[i], need, take);
            given += take;
        }

        Delivered[need] += given;
        return given;
    }

    private long GiveMoney(int need, long units)
    {
        var wantedVnd = units * UnitCostVnd[need];
        var gathered = new List<(int Pledge, long Vnd)>();
        var totalVnd = 0L;
        var donors = DonorsOf(need).Money;
        for (var i = donors.First; i < donors.Pledges.Length && totalVnd < wantedVnd; i++)
        {
            var take = Math.Min(wantedVnd - totalVnd, MostOf(donors.Pledges[i], need));
            if (take > 0)
            {
                gathered.Add((donors.Pledges[i], take));
                totalVnd += take;
            }
        }

        // What does not make a whole unit goes back to the last who gave.
        var backVnd = totalVnd % UnitCostVnd[need];
        for (var i = gathered.Count - 1; i >= 0; i--)
        {
            var back = Math.Min(backVnd, gathered[i].Vnd);
            backVnd -= back;
            Move(gathered[i].Pledge, need, gathered[i].Vnd - back);
        }

        Delivered[need] += totalVnd / UnitCostVnd[need];
        return totalVnd / UnitCostVnd[need];
    }

    private (Donors Goods, Donors Money) DonorsOf(int need)
    {
        if (_donors[need] is not { } donors)
        {
            var key = (_round.Needs[need].Item, _communeOfNeed[need].Province);
            if (!_candidates.TryGetValue(key, out var candidates))
            {
                candidates = [.. Enumerable.Range(0, _left.Length).Where(p => MayReach(_round.Pledges[p], key.Item, key.Province))];
                _candidates.Add(key, candidates);
            }

            var eligible = candidates.Where(p => _left[p] > 0 && MayServe(p, need)).ToLookup(p => _round.Pledges[p].Kind);
            donors = (new Donors([.. eligible[PledgeKind.Goods]]), new Donors([.. eligible[PledgeKind.Money]]));
            _donors[need] = donors;
        }

        donors.Goods.SkipExhausted(_left);
        donors.Money.SkipExhausted(_left);
        return donors;
    }

    private bool MayServe(int pledge, int need) =>
        Eligibility.MayServe(_round.Pledges[pledge], _round.Needs[need], _items[_round.Needs[need].Item], _communeOfNeed[need], _round.AsOf);

    private bool MayReach(Pledge pledge, ItemId item, ProvinceId province)
    {
        var c = pledge.Conditions;
        return (pledge.Item is null || pledge.Item == item)
            && ((c.Items.IsEmpty && c.Categories.IsEmpty) || c.Items.Contains(item) || c.Categories.Contains(_items[item].Category))
            && !c.ExcludeItems.Contains(item)
            && !c.ExcludeProvinces.Contains(province)
            && (c.Provinces.IsEmpty || !c.Communes.IsEmpty || !c.Districts.IsEmpty || c.Provinces.Contains(province));
    }

    private long MostOf(int p, int need)
    {
        var pledge = _round.Pledges[p];
        var most = _left[p];
        if (Eligibility.MostPerCommune(pledge) is { } perCommune)
        {
            most = Math.Min(most, perCommune - _givenInCommune.GetValueOrDefault((p, _communeOfNeed[need].Id)));
        }

        if (Eligibility.MostPerProvince(pledge) is { } perProvince)
        {
            most = Math.Min(most, perProvince - _givenInProvince.GetValueOrDefault((p, _communeOfNeed[need].Province)));
        }

        foreach (var (holds, part) in Eligibility.Parts(pledge))
        {
            if (holds(_round.Needs[need], _communeOfNeed[need]))
            {
                most = Math.Min(most, part - _given.Where(given => given.Key.Pledge == p && holds(_round.Needs[given.Key.Need], _communeOfNeed[given.Key.Need])).Sum(given => given.Value));
            }
        }

        if (Eligibility.ShareLimit(pledge, _round.Needs[need], UnitCostVnd[need]) is { } share)
        {
            most = Math.Min(most, share - _given.GetValueOrDefault((p, need)));
        }

        return most;
    }

    private void Move(int pledge, int need, long amount)
    {
        if (amount == 0)
        {
            return;
        }

        _left[pledge] -= amount;
        _given[(pledge, need)] = _given.GetValueOrDefault((pledge, need)) + amount;
        if (Eligibility.MostPerCommune(_round.Pledges[pledge]) is not null)
        {
            var key = (pledge, _communeOfNeed[need].Id);
            _givenInCommune[key] = _givenInCommune.GetValueOrDefault(key) + amount;
        }

        if (Eligibility.MostPerProvince(_round.Pledges[pledge]) is not null)
        {
            var key = (pledge, _communeOfNeed[need].Province);
            _givenInProvince[key] = _givenInProvince.GetValueOrDefault(key) + amount;
        }
    }

    /// <summary>Pledges that may serve one line, in the order of the list, from the first that has something left.</summary>
    private sealed class Donors(int[] pledges)
    {
        public int[] Pledges => pledges;

        public int First { get; private set; }

        public void SkipExhausted(long[] left)
        {
            while (First < pledges.Length && left[pledges[First]] == 0)
            {
                First++;
            }
        }
    }
}
