using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;

namespace Matching.Engine.Explain;

/// <summary>Numbers for the places and kinds of goods that conditions name: the nation, provinces, districts, communes; any item, categories, items.</summary>
/// <remarks>A line lies in at most four places and in three kinds; a pledge states its own. What shares no place and no kind need not be compared.</remarks>
internal sealed class PlaceIndex
{
    public const int Nation = 0;
    public const int AnyItem = 0;

    private readonly RoundLookup _round;
    private readonly Dictionary<ProvinceId, int> _provinces = [];
    private readonly Dictionary<DistrictId, int> _districts = [];
    private readonly Dictionary<string, int> _categories = new(StringComparer.Ordinal);
    private readonly int[] _provinceOfCommune;
    private readonly int[] _districtOfCommune;
    private readonly int[] _categoryOfItem;

    public PlaceIndex(RoundLookup round)
    {
        _round = round;
        var communes = round.Round.Communes;
        _provinceOfCommune = new int[communes.Length];
        _districtOfCommune = new int[communes.Length];
        for (var c = 0; c < communes.Length; c++)
        {
            _provinceOfCommune[c] = NumberOf(_provinces, communes[c].Province);
            _districtOfCommune[c] = communes[c].District is { } district ? NumberOf(_districts, district) : -1;
        }

        var items = round.Round.Items;
        _categoryOfItem = new int[items.Length];
        for (var i = 0; i < items.Length; i++)
        {
            _categoryOfItem[i] = NumberOf(_categories, items[i].Category);
        }
    }

    public int Places => 1 + _provinces.Count + _districts.Count + _round.Round.Communes.Length;

    public int ItemKinds => 1 + _categories.Count + _round.Round.Items.Length;

    /// <summary>The nation, the province, the district (or −1) and the commune that a commune lies in.</summary>
    public void PlacesOfCommune(int commune, Span<int> four)
    {
        four[0] = Nation;
        four[1] = 1 + _provinceOfCommune[commune];
        four[2] = _districtOfCommune[commune] is var district && district < 0 ? -1 : 1 + _provinces.Count + district;
        four[3] = PlaceOfCommune(commune);
    }

    /// <summary>Any item, the category, the item.</summary>
    public void KindsOfItem(int item, Span<int> three)
    {
        three[0] = AnyItem;
        three[1] = 1 + _categoryOfItem[item];
        three[2] = KindOfItem(item);
    }

    /// <summary>The places that the conditions name; places outside the round are left out.</summary>
    public void PlacesOf(PledgeConditions asks, List<int> places)
    {
        places.Clear();
        if (asks.Provinces.IsEmpty && asks.Districts.IsEmpty && asks.Communes.IsEmpty)
        {
            places.Add(Nation);
            return;
        }

        foreach (var id in asks.Provinces)
        {
            AddKnown(places, _provinces, id, 1);
        }

        foreach (var id in asks.Districts)
        {
            AddKnown(places, _districts, id, 1 + _provinces.Count);
        }

        foreach (var id in asks.Communes)
        {
            if (_round.FindCommune(id) is { } commune)
            {
                places.Add(PlaceOfCommune(commune));
            }
        }
    }

    /// <summary>The kinds that the pledge names: for goods its own item, unless its lists leave it out.</summary>
    public void KindsOf(Pledge pledge, List<int> kinds)
    {
        kinds.Clear();
        var asks = pledge.Conditions;
        var any = asks.Categories.IsEmpty && asks.Items.IsEmpty;
        if (pledge.Kind == PledgeKind.Goods)
        {
            if (pledge.Item is { } own && _round.FindItem(own) is { } item && (any || Eligibility.HoldsItems(asks, _round.Round.Items[item])))
            {
                kinds.Add(KindOfItem(item));
            }

            return;
        }

        if (any)
        {
            kinds.Add(AnyItem);
        }

        foreach (var category in asks.Categories)
        {
            AddKnown(kinds, _categories, category, 1);
        }

        foreach (var id in asks.Items)
        {
            if (_round.FindItem(id) is { } item)
            {
                kinds.Add(KindOfItem(item));
            }
        }
    }

    /// <summary>Marks the items that are of one of the kinds.</summary>
    public void ItemsOf(List<int> kinds, bool[] marks)
    {
        for (var item = 0; item < marks.Length; item++)
        {
            var isOf = false;
            foreach (var kind in kinds)
            {
                isOf |= kind == AnyItem || kind == 1 + _categoryOfItem[item] || kind == KindOfItem(item);
            }

            marks[item] = isOf;
        }
    }

    private int PlaceOfCommune(int commune) => 1 + _provinces.Count + _districts.Count + commune;

    private int KindOfItem(int item) => 1 + _categories.Count + item;

    private static int NumberOf<TKey>(Dictionary<TKey, int> numbers, TKey key)
        where TKey : notnull
    {
        if (!numbers.TryGetValue(key, out var number))
        {
            number = numbers.Count;
            numbers.Add(key, number);
        }

        return number;
    }

    private static void AddKnown<TKey>(List<int> found, Dictionary<TKey, int> numbers, TKey key, int offset)
        where TKey : notnull
    {
        if (numbers.TryGetValue(key, out var number))
        {
            found.Add(offset + number);
        }
    }
}
