using System.Collections.Immutable;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Samples.Randomness;

namespace Matching.Samples.National;

/// <summary>How far a pledge reaches.</summary>
internal enum Reach
{
    Country = 0,
    Provinces = 1,
    Communes = 2,
}

/// <summary>Draws what donors ask for: where, what, for whom and when. Equal wishes are one object, and so are equal lists.</summary>
internal sealed class NationalScopes
{
    private readonly NationalOptions _options;
    private readonly NationalPlaces _places;
    private readonly DateOnly _asOf;
    private readonly SeededRandom _random;
    private readonly Dictionary<PledgeConditions, PledgeConditions> _known = [];
    private readonly Dictionary<int, ImmutableArray<ItemId>> _itemLists = [];
    private readonly Dictionary<string, ImmutableArray<ProvinceId>> _provinceLists = new(StringComparer.Ordinal);
    private readonly ImmutableArray<CommuneId>[] _singleCommunes;
    private readonly ImmutableArray<ImmutableArray<string>> _categories;
    private readonly ImmutableArray<ImmutableArray<string>> _ageGroups;
    private readonly ImmutableArray<string> _ageGroupNames;
    private readonly ImmutableArray<Zone> _zoneThree = [Zone.III];
    private readonly ImmutableArray<ImmutableArray<int>> _tiers = [[1], [1, 2]];
    private readonly ImmutableArray<ImmutableArray<Urgency>> _urgencies = [[Urgency.Critical], [Urgency.Critical, Urgency.High]];

    public NationalScopes(NationalOptions options, NationalPlaces places, DateOnly asOf, SeededRandom random)
    {
        _options = options;
        _places = places;
        _asOf = asOf;
        _random = random;
        _singleCommunes = new ImmutableArray<CommuneId>[places.Communes.Length];
        _categories = [.. NationalCatalogue.Categories.Select(category => ImmutableArray.Create(category))];
        _ageGroupNames = [.. NationalCatalogue.Consumables.Select(p => p.AgeGroup).OfType<string>().Distinct(StringComparer.Ordinal)];
        _ageGroups = [.. _ageGroupNames.Select(group => ImmutableArray.Create(group))];
    }

    /// <summary>A wish without amounts. <paramref name="goods"/>: the item given, by index, or -1 for money.</summary>
    public PledgeConditions Next(Reach reach, int goods)
    {
        var hardestOnly = _random.Chance(_options.ZoneThreePercent) && !_places.HardestCommunes.IsEmpty;
        var scope = WithPlaces(PledgeConditions.None, reach, hardestOnly);
        if (hardestOnly)
        {
            scope = scope with { Zones = _zoneThree };
        }
        else if (reach != Reach.Communes && _options.Classes > 1 && _random.Chance(_options.TierPercent))
        {
            scope = scope with { Tiers = _random.Pick(_tiers) };
        }

        var wanted = goods < 0 ? NextItems(ref scope) : 1 << goods;
        if (_random.Chance(_options.AgeGroupPercent))
        {
            scope = WithAgeGroup(scope, wanted);
        }

        if (_options.Classes == 9 && _random.Chance(_options.UrgencyPercent))
        {
            scope = scope with { Urgencies = _random.Pick(_urgencies) };
        }

        if (_random.Chance(_options.ExclusionPercent))
        {
            scope = WithExclusion(scope, reach, goods, wanted);
        }

        if (_random.Chance(_options.WindowPercent))
        {
            scope = _random.Below(2) == 0
                ? scope with { AvailableFrom = _asOf.AddDays(_random.Between(0, 120)) }
                : scope with { AvailableUntil = _asOf.AddDays(_random.Between(0, 365)) };
        }

        if (_known.TryGetValue(scope, out var same))
        {
            return same;
        }

        _known.Add(scope, scope);
        return scope;
    }

    private PledgeConditions WithPlaces(PledgeConditions scope, Reach reach, bool hardestOnly)
    {
        switch (reach)
        {
            case Reach.Country:
                return scope;
            case Reach.Provinces:
                var provinces = new SortedSet<int>();
                var wanted = Math.Min(_random.Between(1, 3), _places.Provinces.Length);
                for (var tries = 0; provinces.Count < wanted && tries < 20; tries++)
                {
                    provinces.Add(_places.ProvinceOf[NextCommune(hardestOnly)]);
                }

                return scope with { Provinces = ProvinceList(provinces) };
            default:
                return scope with { Communes = CommuneList(NextCommunes(hardestOnly, _random.Between(1, 5))) };
        }
    }

    /// <summary>One to five communes of one province, as a donor with ties to a place would name them.</summary>
    private SortedSet<int> NextCommunes(bool hardestOnly, int wanted)
    {
        var province = _places.ProvinceOf[NextCommune(hardestOnly)];
        var choices = hardestOnly ? _places.HardestCommunesOf[province] : _places.CommunesOf[province];
        var communes = new SortedSet<int>();
        for (var tries = 0; communes.Count < wanted && tries < 20; tries++)
        {
            communes.Add(_random.Pick(choices));
        }

        return communes;
    }

    /// <summary>Donors look to the hardest zone more than to the others (three to one).</summary>
    private int NextCommune(bool hardestOnly)
    {
        if (hardestOnly)
        {
            return _random.Pick(_places.HardestCommunes);
        }

        while (true)
        {
            var commune = _random.Below(_places.Communes.Length);
            if (_places.Communes[commune].Zone == Zone.III || _random.Below(3) == 0)
            {
                return commune;
            }
        }
    }

    /// <summary>States items or a category, and tells which items may be served (bits by index).</summary>
    private int NextItems(ref PledgeConditions scope)
    {
        var items = NationalCatalogue.Items;
        var everything = (1 << items.Length) - 1;
        var place = _random.Below(100);
        if ((place -= _options.SingleItemPercent) < 0)
        {
            var one = 1 << _random.Below(items.Length);
            scope = scope with { Items = ItemList(one) };
            return one;
        }

        if ((place -= _options.AnyItemPercent) < 0)
        {
            return everything;
        }

        if (place < _options.CategoryPercent)
        {
            var category = _random.Below(_categories.Length);
            scope = scope with { Categories = _categories[category] };
            var members = 0;
            for (var i = 0; i < items.Length; i++)
            {
                members |= string.Equals(items[i].Category, NationalCatalogue.Categories[category], StringComparison.Ordinal) ? 1 << i : 0;
            }

            return members;
        }

        var some = 0;
        for (var count = _random.Between(1, 3); count > 0; count--)
        {
            some |= 1 << _random.Below(items.Length);
        }

        scope = scope with { Items = ItemList(some) };
        return some;
    }

    /// <summary>An age group that the wanted items know; items for whole schools know none.</summary>
    private PledgeConditions WithAgeGroup(PledgeConditions scope, int wanted)
    {
        var groups = 0;
        foreach (var pattern in NationalCatalogue.Consumables)
        {
            if (pattern.AgeGroup is { } group && (wanted & (1 << pattern.Item)) != 0)
            {
                groups |= 1 << _ageGroupNames.IndexOf(group);
            }
        }

        var pick = _random.Below(Math.Max(1, System.Numerics.BitOperations.PopCount((uint)groups)));
        for (var g = 0; g < _ageGroups.Length; g++)
        {
            if ((groups & (1 << g)) != 0 && pick-- == 0)
            {
                return scope with { AgeGroups = _ageGroups[g] };
            }
        }

        return scope;
    }

    /// <summary>Something is excluded that would otherwise be included, never all of it.</summary>
    private PledgeConditions WithExclusion(PledgeConditions scope, Reach reach, int goods, int wanted)
    {
        if (goods < 0 && System.Numerics.BitOperations.PopCount((uint)wanted) > 3 && _random.Below(2) == 0)
        {
            return scope with { ExcludeItems = ItemList(1 << _random.Below(NationalCatalogue.Items.Length)) };
        }

        if (reach == Reach.Country && _places.Provinces.Length > 3)
        {
            return _random.Below(2) == 0
                ? scope with { ExcludeProvinces = ProvinceList([_random.Below(_places.Provinces.Length)]) }
                : scope with { ExcludeCommunes = CommuneList([NextCommune(hardestOnly: false)]) };
        }

        if (reach != Reach.Provinces)
        {
            return scope;
        }

        // One commune of a listed province, where that province has others (of the zone asked for, too).
        var province = _places.Provinces.IndexOf(_random.Pick(scope.Provinces));
        var choices = scope.Zones.IsEmpty ? _places.CommunesOf[province] : _places.HardestCommunesOf[province];
        return choices.Length < 2 ? scope : scope with { ExcludeCommunes = CommuneList([_random.Pick(choices)]) };
    }

    private ImmutableArray<ItemId> ItemList(int bits)
    {
        if (!_itemLists.TryGetValue(bits, out var list))
        {
            list = [.. NationalCatalogue.Items.Where((_, i) => (bits & (1 << i)) != 0).Select(item => item.Id)];
            _itemLists.Add(bits, list);
        }

        return list;
    }

    private ImmutableArray<ProvinceId> ProvinceList(SortedSet<int> provinces)
    {
        var key = string.Join(';', provinces);
        if (!_provinceLists.TryGetValue(key, out var list))
        {
            list = [.. provinces.Select(p => _places.Provinces[p])];
            _provinceLists.Add(key, list);
        }

        return list;
    }

    private ImmutableArray<CommuneId> CommuneList(SortedSet<int> communes)
    {
        if (communes.Count > 1)
        {
            return [.. communes.Select(c => _places.Communes[c].Id)];
        }

        ref var single = ref _singleCommunes[communes.Min];
        if (single.IsDefault)
        {
            single = [_places.Communes[communes.Min].Id];
        }

        return single;
    }
}
