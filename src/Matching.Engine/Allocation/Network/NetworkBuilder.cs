using System.Collections.Immutable;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;

namespace Matching.Engine.Allocation.Network;

/// <summary>Builds the compressed network of a round: pledges that ask the same merge into one source, places and kinds become nodes.</summary>
/// <remarks>
/// Pledges with a ceiling (per commune, share of a line) or with a closed pair keep a source of their own, because their ceilings count
/// per pledge. No list of pledge × line pairs is ever made except where a ceiling or a closed pair speaks of single lines.
/// </remarks>
internal sealed class NetworkBuilder
{
    private static readonly IReadOnlySet<int> Nowhere = new HashSet<int>();

    private readonly RoundIndex _index;
    private readonly Commitments _commitments;
    private readonly KindTable _kinds;
    private readonly GeoTree _geo;
    private readonly ArcList _arcs = new();
    private readonly ViaNodes _via;
    private readonly List<Source> _sources = [];
    private readonly Dictionary<(int Taste, int Scope, int Item), int> _merged = [];
    private readonly Dictionary<ScopeKey, int> _scopeIds = [];
    private readonly Dictionary<(int Commune, int Taste), long> _communeDemand = [];

    private NetworkBuilder(RoundIndex index, Commitments commitments)
    {
        _index = index;
        _commitments = commitments;
        _kinds = new KindTable(index);
        _geo = new GeoTree(index, _kinds);
        _via = new ViaNodes(index, _kinds, _geo, _arcs);
    }

    public static FlowNetwork Build(RoundIndex index, Commitments commitments)
    {
        var builder = new NetworkBuilder(index, commitments);
        for (var p = 0; p < index.PledgeCount; p++)
        {
            builder.AddPledge(p);
        }

        return NetworkLayout.LayOut(index, commitments, builder._kinds, builder._via, builder._arcs, builder._sources);
    }

    /// <summary>Đồng of line value that one unit of a goods item covers, or 0 when some line of it has a price of its own.</summary>
    internal static long UnitValueVnd(RoundIndex index, int item) => index.HasOwnPrices[item] ? 0 : index.Items[item].UnitCost.Dong;

    private void AddPledge(int p)
    {
        if (_commitments.IsWithdrawn(p))
        {
            return;
        }

        var pledge = _index.PledgeAt(p);
        var conditions = pledge.Conditions;
        var goods = pledge.Kind == PledgeKind.Goods;
        var item = goods ? _index.ItemById[pledge.Item!.Value] : -1;
        var unitVnd = goods ? UnitValueVnd(_index, item) : 1;
        var left = _index.Available[p] - _commitments.UsedBy(p);
        var taste = left > 0 && unitVnd > 0 ? _kinds.TasteOf(conditions, item) : -1;
        if (taste < 0)
        {
            return;
        }

        var leftVnd = checked(left * unitVnd);
        var perCommune = conditions.MaxPerCommune is { } max && max < _index.Available[p] ? checked(max * unitVnd) : FlowNetwork.Unlimited;
        var sharePercent = conditions.MaxSharePercent is { } percent and < 100 ? percent : 100;
        var pairs = _commitments.Of(p);
        if (perCommune == FlowNetwork.Unlimited && sharePercent == 100 && !pairs.Any(static pair => pair.Closed))
        {
            AddMerged(p, leftVnd, taste, item, unitVnd, Scope.Of(_index, _geo, conditions, Nowhere));
        }
        else
        {
            AddWithCeilings(new CeilingPledge(p, leftVnd, taste, goods, unitVnd, perCommune, sharePercent), conditions, pairs);
        }
    }

    private void AddMerged(int p, long leftVnd, int taste, int item, long unitVnd, int[] scope)
    {
        var key = new ScopeKey(scope);
        if (!_scopeIds.TryGetValue(key, out var scopeId))
        {
            scopeId = _scopeIds.Count;
            _scopeIds.Add(key, scopeId);
        }

        if (_merged.TryGetValue((taste, scopeId, item), out var known))
        {
            if (known >= 0)
            {
                _sources[known].Pledges.Add(p);
                _sources[known].SupplyVnd = checked(_sources[known].SupplyVnd + leftVnd);
            }

            return;
        }

        var heads = new List<int>();
        foreach (var place in scope)
        {
            var node = _via.For(place, taste, item >= 0);
            if (node != ViaNodes.Nothing)
            {
                heads.Add(node);
            }
        }

        _merged.Add((taste, scopeId, item), heads.Count > 0 ? _sources.Count : -1);
        if (heads.Count > 0)
        {
            var source = NewSource(p, leftVnd, item >= 0, unitVnd);
            foreach (var node in heads)
            {
                _arcs.Add(~source, node);
            }
        }
    }

    private void AddWithCeilings(CeilingPledge pledge, PledgeConditions conditions, IReadOnlyList<CommittedPair> pairs)
    {
        var apart = pairs.Select(pair => _index.LineCommune[pair.Line]).ToHashSet();
        var source = NewSource(pledge.Index, pledge.LeftVnd, pledge.Goods, pledge.UnitVnd);
        foreach (var place in Scope.Of(_index, _geo, conditions, apart))
        {
            AddPlace(pledge, source, place);
        }

        // Communes where something is settled already: line by line, less what is settled.
        var open = Scope.Of(_index, _geo, conditions, Nowhere);
        foreach (var commune in apart.Order())
        {
            var inScope = open.Contains(0) || open.Contains(1 + _index.CommuneProvince[commune]) || open.Contains(_geo.FirstCommune + commune)
                || (_index.CommuneDistrict[commune] >= 0 && open.Contains(_geo.FirstDistrict + _index.CommuneDistrict[commune]));
            if (inScope)
            {
                AddLines(pledge, source, commune, [.. pairs.Where(pair => _index.LineCommune[pair.Line] == commune)]);
            }
        }
    }

    private void AddPlace(CeilingPledge pledge, int source, int place)
    {
        if (pledge.SharePercent == 100 && (pledge.PerCommuneVnd == FlowNetwork.Unlimited || (!_geo.IsCommune(place) && CeilingNeverReached(pledge, place))))
        {
            var node = _via.For(place, pledge.Taste, pledge.Goods);
            if (node != ViaNodes.Nothing)
            {
                _arcs.Add(~source, node);
            }

            return;
        }

        if (place == 0)
        {
            for (var province = 0; province < _index.Provinces.Length; province++)
            {
                AddPlace(pledge, source, 1 + province);
            }

            return;
        }

        foreach (var commune in _geo.CommunesOf(place).ToArray())
        {
            if (pledge.SharePercent < 100)
            {
                AddLines(pledge, source, commune, []);
                continue;
            }

            var node = _via.For(_geo.FirstCommune + commune, pledge.Taste, pledge.Goods);
            if (node != ViaNodes.Nothing && pledge.PerCommuneVnd > 0)
            {
                _arcs.Add(~source, node, Math.Min(pledge.PerCommuneVnd, FlowNetwork.Unlimited));
            }
        }
    }

    private bool CeilingNeverReached(CeilingPledge pledge, int place)
    {
        if (place == 0)
        {
            return false;
        }

        foreach (var commune in _geo.CommunesOf(place))
        {
            if (DemandOf(commune, pledge.Taste) > pledge.PerCommuneVnd)
            {
                return false;
            }
        }

        return true;
    }

    private long DemandOf(int commune, int taste)
    {
        taste = _via.Restrict(_geo.FirstCommune + commune, taste);
        if (taste < 0)
        {
            return 0;
        }

        if (!_communeDemand.TryGetValue((commune, taste), out var demand))
        {
            var wanted = _kinds[taste];
            foreach (var line in _geo.LinesOfCommune(commune))
            {
                demand += _via.Accepts(wanted, line) ? _index.DemandVnd[line] : 0;
            }

            _communeDemand.Add((commune, taste), demand);
        }

        return demand;
    }

    private void AddLines(CeilingPledge pledge, int source, int commune, ImmutableArray<CommittedPair> settled)
    {
        var wanted = _kinds[pledge.Taste];
        var room = pledge.PerCommuneVnd;
        if (room != FlowNetwork.Unlimited)
        {
            foreach (var pair in settled)
            {
                room -= pair.Amount * pledge.UnitVnd;
            }
        }

        if (room <= 0)
        {
            return;
        }

        var tail = ~source;
        foreach (var line in _geo.LinesOfCommune(commune))
        {
            if (!_via.Accepts(wanted, line))
            {
                continue;
            }

            var cap = LineCeiling(pledge, line);
            var closed = false;
            foreach (var pair in settled)
            {
                if (pair.Line == line)
                {
                    closed |= pair.Closed;
                    cap -= cap == FlowNetwork.Unlimited ? 0 : pair.Amount * pledge.UnitVnd;
                }
            }

            if (closed || cap <= 0)
            {
                continue;
            }

            if (tail < 0 && room != FlowNetwork.Unlimited)
            {
                tail = _via.New(pledge.Goods);
                _arcs.Add(~source, tail, room);
            }

            _arcs.Add(tail, ~line, cap);
        }
    }

    private long LineCeiling(CeilingPledge pledge, int line)
    {
        if (pledge.SharePercent == 100)
        {
            return FlowNetwork.Unlimited;
        }

        return pledge.Goods
            ? (long)((Int128)_index.Quantity[line] * pledge.SharePercent / 100) * pledge.UnitVnd
            : (long)((Int128)_index.DemandVnd[line] * pledge.SharePercent / 100);
    }

    private int NewSource(int pledge, long supplyVnd, bool goods, long unitVnd)
    {
        _sources.Add(new Source
        {
            SupplyVnd = supplyVnd,
            Goods = goods,
            UnitVnd = unitVnd,
            Unconditional = _index.PledgeAt(pledge).Conditions.IsUnconditional,
            Pledges = [pledge],
        });
        return _sources.Count - 1;
    }

    private readonly record struct CeilingPledge(int Index, long LeftVnd, int Taste, bool Goods, long UnitVnd, long PerCommuneVnd, int SharePercent);

    private readonly struct ScopeKey(int[] places) : IEquatable<ScopeKey>
    {
        private readonly int[] _places = places;

        public bool Equals(ScopeKey other) => _places.AsSpan().SequenceEqual(other._places);

        public override bool Equals(object? obj) => obj is ScopeKey other && Equals(other);

        public override int GetHashCode()
        {
            var hash = default(HashCode);
            foreach (var place in _places)
            {
                hash.Add(place);
            }

            return hash.ToHashCode();
        }
    }
}

/// <summary>Pledges that may be exchanged for each other, on their way into the network.</summary>
internal sealed class Source
{
    public required long SupplyVnd { get; set; }

    public required bool Goods { get; init; }

    public required long UnitVnd { get; init; }

    public required bool Unconditional { get; init; }

    public required List<int> Pledges { get; init; }
}
