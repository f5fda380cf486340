using Matching.Engine.Pledges;

namespace Matching.Engine.Allocation.Network;

/// <summary>Builds the compressed network of a round: pledges that ask the same merge into one source, places and kinds become nodes.</summary>
/// <remarks>
/// Pledges with a ceiling (per commune, per province, share of a line, parts kept for some lines) or with a closed pair keep a source of their own, because their ceilings count
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
    private readonly CeilingArcs _ceilings;
    private readonly PortionArcs _portions;

    private readonly CommuneCandidates? _candidates;

    private NetworkBuilder(RoundIndex index, Commitments commitments, CommuneCandidates? candidates)
    {
        _index = index;
        _commitments = commitments;
        _candidates = candidates;
        _kinds = new KindTable(index);
        _geo = new GeoTree(index, _kinds, commitments.ShutLines);
        _via = new ViaNodes(index, _kinds, _geo, _arcs);
        _ceilings = new CeilingArcs(index, _kinds, _geo, _arcs, _via);
        _portions = new PortionArcs(index, _kinds, _ceilings);
    }

    /// <param name="candidates">Pledges that get a source of their own, with one arc to each of the communes named.</param>
    public static FlowNetwork Build(RoundIndex index, Commitments commitments, CommuneCandidates? candidates = null)
    {
        var builder = new NetworkBuilder(index, commitments, candidates);
        for (var p = 0; p < index.PledgeCount; p++)
        {
            builder.AddPledge(p);
        }

        return NetworkLayout.LayOut(index, commitments, builder._kinds, builder._via, builder._arcs, builder._sources);
    }

    /// <summary>Đồng of line value that one unit of a goods item covers, or 0 when some line of it has a price of its own.</summary>
    internal static long UnitValueVnd(RoundIndex index, int item) => index.HasOwnPrices[item] ? 0 : index.Items[item].UnitCost.Dong;

    /// <summary>Đồng of line value that one of a pledge's own measure covers: 1 of money.</summary>
    internal static long UnitValueVnd(RoundIndex index, Pledge pledge) => pledge.Item is { } item ? UnitValueVnd(index, index.ItemById[item]) : 1;

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
        var ceilings = new Ceilings(Ceiling(pledge.CommuneCeiling), Ceiling(pledge.ProvinceCeiling), conditions.MaxSharePercent ?? 100);
        var pairs = _commitments.Of(p);
        if (_candidates?.Of(p) is { } communes)
        {
            AddCandidates(p, communes, leftVnd, taste, goods, unitVnd, ceilings with { CommuneVnd = Math.Min(leftVnd, ceilings.CommuneVnd) });
        }
        else if (!ceilings.Any && pledge.Portions.IsEmpty && !pairs.Any(static pair => pair.Closed))
        {
            AddMerged(p, leftVnd, taste, item, unitVnd, Scope.Of(_index, _geo, conditions, Nowhere));
        }
        else
        {
            var source = NewSource(p, leftVnd, goods, unitVnd);
            _portions.Add(new CeilingPledge(new Gate(source), taste, int.MaxValue, goods, unitVnd, ceilings), pledge, pairs);
        }

        long Ceiling(long? stated) => stated is { } most && most < _index.Available[p] ? checked(most * unitVnd) : FlowNetwork.Unlimited;
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

    private void AddCandidates(int p, int[] communes, long leftVnd, int taste, bool goods, long unitVnd, Ceilings ceilings)
    {
        var source = NewSource(p, leftVnd, goods, unitVnd);
        var pledge = new CeilingPledge(new Gate(source), taste, int.MaxValue, goods, unitVnd, ceilings);
        _candidates!.Found(p, source, [.. communes.Where(c => _ceilings.AddCommune(pledge, c))]);
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
