using System.Collections.Immutable;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;
using Matching.Oracles.Model;

namespace Matching.Oracles.Compact;

/// <summary>Nodes that stand for "these kinds of lines in this place, needed on this day or later", made when first asked for.</summary>
/// <remarks>
/// (country, kinds) → (country, kind) → (province, kind) → lines, and (province, kinds) → (province, kind), (commune, kinds) → lines. Days: the lines
/// of one kind in one province are ordered by the day they are needed; a pledge that comes later gets a node for the end of that list.
/// </remarks>
internal sealed class PlaceNodes
{
    private const int Country = -1;
    private readonly Round _round;
    private readonly NetworkArcs _arcs;
    private readonly Dictionary<ItemId, Item> _items;
    private readonly int[] _lineNode;
    private readonly long[] _demandVnd;
    private readonly List<int> _needOfLine = [];
    private readonly List<int> _lineArcs = [];

    private readonly List<(LineKind Kind, NeedLine Sample, Commune SampleCommune)> _kinds = [];
    private readonly List<(ProvinceId Id, List<int> Communes)> _provinces = [];
    private readonly List<int>[] _linesOfCommune;
    private readonly int[] _kindOfNeed;

    private readonly int[] _communeOfNeed;

    // Lines of a province and kind by the day they are needed, latest (or no day) last.
    private readonly Dictionary<(int Province, int Kind), int[]> _byDay = [];
    private readonly Dictionary<(int Province, int Kind, int First), int> _fromDayNodes = [];
    private readonly Dictionary<(int Kind, DateOnly From), int> _countryKindNodes = [];
    private readonly Dictionary<(int Place, string Kinds, DateOnly From), int> _setNodes = [];
    private readonly Dictionary<(int Commune, string Kinds, DateOnly From), int> _communeNodes = [];
    private readonly Dictionary<string, int[]> _kindSets = new(StringComparer.Ordinal);

    public PlaceNodes(Round round, NetworkArcs arcs, int sink, Func<int, bool> takesPart)
    {
        _round = round;
        _arcs = arcs;
        _items = round.Items.ToDictionary(item => item.Id);
        _lineNode = new int[round.Needs.Length];
        _demandVnd = new long[round.Needs.Length];
        _kindOfNeed = new int[round.Needs.Length];
        _communeOfNeed = new int[round.Needs.Length];
        _linesOfCommune = [.. round.Communes.Select(_ => new List<int>())];
        AddLines(sink, takesPart);
        AddPlaces();
    }

    public ImmutableArray<int> NeedOfLine => [.. _needOfLine];

    public ImmutableArray<int> LineArcs => [.. _lineArcs];

    public int LineNode(int need) => _lineNode[need];

    public long DemandVnd(int need) => _demandVnd[need];

    public long VndPerMeasure(Pledge pledge) => pledge.Item is { } item ? _items[item].UnitCost.Dong : 1;

    public long? ShareLimitVnd(Pledge pledge, int need)
    {
        var unitCost = Eligibility.UnitCostVnd(_round.Needs[need], _items[_round.Needs[need].Item]);
        return Eligibility.ShareLimit(pledge, _round.Needs[need], unitCost) * VndPerMeasure(pledge);
    }

    /// <summary>The nodes that together lead to exactly the lines that the pledge may serve.</summary>
    public IEnumerable<int> Targets(Pledge pledge)
    {
        var (key, kinds) = KindsOf(pledge);
        if (kinds.Length == 0)
        {
            yield break;
        }

        var c = pledge.Conditions;
        var from = Eligibility.FirstDay(pledge) ?? DateOnly.MinValue;
        if (c.Provinces.IsEmpty && c.Districts.IsEmpty && c.Communes.IsEmpty && c.ExcludeProvinces.IsEmpty && c.ExcludeCommunes.IsEmpty)
        {
            yield return SetNode(Country, key, kinds, from);
            yield break;
        }

        for (var province = 0; province < _provinces.Count; province++)
        {
            var communes = _provinces[province].Communes;
            var open = communes.Where(commune => Eligibility.PlaceObstacle(pledge, _round.Communes[commune]) is null).ToList();
            if (open.Count == communes.Count)
            {
                yield return SetNode(province, key, kinds, from);
                continue;
            }

            foreach (var node in open.SelectMany(commune => CommuneTargets(commune, key, from, pledge)))
            {
                yield return node;
            }
        }
    }

    /// <summary>How many of the pledge's parts hold the line.</summary>
    public int DepthOf(Pledge pledge, int need) => Eligibility.Parts(pledge).Count(part => part.Holds(_round.Needs[need], _round.Communes[_communeOfNeed[need]]));

    public ProvinceId ProvinceOf(int commune) => _round.Communes[commune].Province;

    /// <summary>The pledge's lines, commune by commune.</summary>
    public IEnumerable<(int Commune, List<int> Lines)> LinesByCommune(Pledge pledge)
    {
        for (var commune = 0; commune < _linesOfCommune.Length; commune++)
        {
            if (_linesOfCommune[commune].Count == 0 || Eligibility.PlaceObstacle(pledge, _round.Communes[commune]) is not null)
            {
                continue;
            }

            var lines = LinesIn(commune, pledge);
            if (lines.Count > 0)
            {
                yield return (commune, lines);
            }
        }
    }

    public IEnumerable<int> CommuneTargets(int commune, Pledge pledge) =>
        CommuneTargets(commune, KindsOf(pledge).Key, Eligibility.FirstDay(pledge) ?? DateOnly.MinValue, pledge);

    private IEnumerable<int> CommuneTargets(int commune, string key, DateOnly from, Pledge pledge)
    {
        if (!_communeNodes.TryGetValue((commune, key, from), out var node))
        {
            var lines = LinesIn(commune, pledge);
            node = lines.Count switch { 0 => -1, 1 => _lineNode[lines[0]], _ => _arcs.AddNode() };
            for (var i = 0; lines.Count > 1 && i < lines.Count; i++)
            {
                _arcs.AddArc(node, _lineNode[lines[i]]);
            }

            _communeNodes.Add((commune, key, from), node);
        }

        return node < 0 ? [] : [node];
    }

    private List<int> LinesIn(int commune, Pledge pledge)
    {
        var kinds = KindsOf(pledge).Kinds;
        return [.. _linesOfCommune[commune].Where(n =>
            Array.BinarySearch(kinds, _kindOfNeed[n]) >= 0 && !Eligibility.IsTooLate(pledge, _round.Needs[n]))];
    }

    private (string Key, int[] Kinds) KindsOf(Pledge pledge)
    {
        // Pledges ask alike: what they ask is the key, and which kinds that means is found once.
        var key = ConditionKey.Of(pledge with
        {
            Conditions = pledge.Conditions with
            {
                Provinces = [], Districts = [], Communes = [], ExcludeProvinces = [], ExcludeCommunes = [],
                AvailableFrom = null, MaxPerCommune = null, MaxPerProvince = null, MaxCommuneSharePercent = null, MaxProvinceSharePercent = null, MaxSharePercent = null, Tier1Percent = null, Instalments = [],
            },
        })!;
        if (!_kindSets.TryGetValue(key, out var kinds))
        {
            kinds = [.. Enumerable.Range(0, _kinds.Count).Where(kind =>
                Eligibility.KindObstacle(pledge, _kinds[kind].Sample, _items[_kinds[kind].Kind.Item], _kinds[kind].SampleCommune) is null)];
            _kindSets.Add(key, kinds);
        }

        return (key, kinds);
    }

    private int SetNode(int place, string key, int[] kinds, DateOnly from)
    {
        if (_setNodes.TryGetValue((place, key, from), out var known))
        {
            return known;
        }

        var node = _arcs.AddNode();
        _setNodes.Add((place, key, from), node);
        foreach (var kind in kinds)
        {
            var target = place == Country ? CountryKindNode(kind, from) : FromDayNode(place, kind, from);
            if (target >= 0)
            {
                _arcs.AddArc(node, target);
            }
        }

        return node;
    }

    private int CountryKindNode(int kind, DateOnly from)
    {
        if (_countryKindNodes.TryGetValue((kind, from), out var known))
        {
            return known;
        }

        var node = _arcs.AddNode();
        _countryKindNodes.Add((kind, from), node);
        for (var province = 0; province < _provinces.Count; province++)
        {
            var target = FromDayNode(province, kind, from);
            if (target >= 0)
            {
                _arcs.AddArc(node, target);
            }
        }

        return node;
    }

    private int FromDayNode(int province, int kind, DateOnly from)
    {
        if (!_byDay.TryGetValue((province, kind), out var lines))
        {
            return -1;
        }

        var first = Array.FindIndex(lines, n => Day(n) >= from);
        return first < 0 ? -1 : FromDayNode(province, kind, first, lines);
    }

    private int FromDayNode(int province, int kind, int first, int[] lines)
    {
        if (_fromDayNodes.TryGetValue((province, kind, first), out var known))
        {
            return known;
        }

        var node = first == lines.Length - 1 ? _lineNode[lines[first]] : _arcs.AddNode();
        _fromDayNodes.Add((province, kind, first), node);
        for (var i = first; first < lines.Length - 1 && i < lines.Length; i++)
        {
            _arcs.AddArc(node, _lineNode[lines[i]]);
        }

        return node;
    }

    private DateOnly Day(int need) => _round.Needs[need].NeededBy ?? DateOnly.MaxValue;

    private void AddLines(int sink, Func<int, bool> takesPart)
    {
        var communes = _round.Communes.Select((commune, index) => (commune, index)).ToDictionary(c => c.commune.Id, c => c.index);
        var goods = _round.Pledges.Where(pledge => pledge.Item is not null).Select(pledge => pledge.Item!.Value).ToHashSet();
        var kindNumbers = new Dictionary<LineKind, int>();
        for (var n = 0; n < _round.Needs.Length; n++)
        {
            if (!takesPart(n))
            {
                continue;
            }

            var need = _round.Needs[n];
            var item = _items[need.Item];
            var unitCost = Eligibility.UnitCostVnd(need, item);
            if (unitCost != item.UnitCost.Dong && goods.Contains(item.Id))
            {
                throw new NotSupportedException($"Goods units of {item.Id} count at another price for line {need.Id}; that is not a plain network.");
            }

            var commune = communes[need.Commune];
            var kind = new LineKind(need.Item, _round.Communes[commune].Zone, _round.Communes[commune].Tier, need.Urgency, need.AgeGroup, need.Quality, need.HasOutsideAid);
            if (!kindNumbers.TryGetValue(kind, out var number))
            {
                number = _kinds.Count;
                kindNumbers.Add(kind, number);
                _kinds.Add((kind, need, _round.Communes[commune]));
            }

            _kindOfNeed[n] = number;
            _communeOfNeed[n] = commune;
            _demandVnd[n] = checked(need.Quantity * unitCost);
            _lineNode[n] = _arcs.AddNode();
            _lineArcs.Add(_arcs.AddArc(_lineNode[n], sink, _demandVnd[n]));
            _needOfLine.Add(n);
            _linesOfCommune[commune].Add(n);
        }
    }

    private void AddPlaces()
    {
        var numbers = new Dictionary<ProvinceId, int>();
        for (var commune = 0; commune < _round.Communes.Length; commune++)
        {
            var id = _round.Communes[commune].Province;
            if (!numbers.TryGetValue(id, out var province))
            {
                province = _provinces.Count;
                numbers.Add(id, province);
                _provinces.Add((id, []));
            }

            _provinces[province].Communes.Add(commune);
        }

        foreach (var lines in _needOfLine.GroupBy(n => (numbers[_round.Communes[_communeOfNeed[n]].Province], _kindOfNeed[n])))
        {
            _byDay.Add(lines.Key, [.. lines.OrderBy(Day).ThenBy(n => n)]);
        }
    }
}
