using System.Numerics;

namespace Matching.Engine.Allocation.Network;

/// <summary>
/// The middle of the network. A node stands for (place, taste); it leads to narrower nodes: first item by item, then kind by kind and
/// deadline by deadline, then from the country to the provinces, and at last to lines. Nodes are made when first asked for.
/// </summary>
/// <remarks>
/// Items are split before geography because then all tastes of the country share the same few leaves per province (algorithms.md 7.1).
/// Deadlines form a tree of spans: a taste that can serve days from bucket m on leads to the few spans that make up the rest, so that no
/// way through the network is long. Nothing stands between two nodes that has a single way out.
/// </remarks>
internal sealed class ViaNodes
{
    /// <summary>Stands for "no line there".</summary>
    public const int Nothing = int.MinValue;

    private readonly RoundIndex _index;
    private readonly KindTable _kinds;
    private readonly GeoTree _geo;
    private readonly ArcList _arcs;
    private readonly Dictionary<PlaceKey, int> _nodes = [];
    private readonly Dictionary<PlaceKey, int> _leaves = [];
    private readonly Dictionary<(PlaceKey, int End), int> _spans = [];
    private readonly Dictionary<PlaceKey, int> _suffixes = [];
    private readonly Dictionary<PlaceKey, int[]> _buckets = [];
    private readonly Dictionary<PlaceKey, int> _restricted = [];
    private readonly List<bool> _isGoods = [];
    private readonly Dictionary<(int Province, int Kind), List<(int Bucket, List<int> Lines)>> _cells = [];
    private readonly Dictionary<int, SortedDictionary<int, List<int>>> _provincesOf = [];
    private readonly List<ulong[]> _itemBits = [];

    public ViaNodes(RoundIndex index, KindTable kinds, GeoTree geo, ArcList arcs)
    {
        _index = index;
        _kinds = kinds;
        _geo = geo;
        _arcs = arcs;
        for (var i = 0; i < index.Items.Length; i++)
        {
            _itemBits.Add(new ulong[kinds.Words]);
        }

        for (var kind = 0; kind < kinds.Count; kind++)
        {
            _itemBits[kinds.KindItem[kind]][kind >> 6] |= 1UL << (kind & 63);
        }

        CollectCells();
    }

    public int Count => _isGoods.Count;

    public bool IsGoods(int node) => _isGoods[node];

    public int New(bool goods)
    {
        _isGoods.Add(goods);
        return _isGoods.Count - 1;
    }

    /// <summary>The node through which everything of this taste in this place can be fed, or <see cref="Nothing"/>.</summary>
    /// <remarks>A place with a single line is that line itself, as a head for <see cref="ArcList"/>: below zero.</remarks>
    public int For(int geo, int taste, bool goods)
    {
        taste = Restrict(geo, taste);
        if (taste < 0)
        {
            return Nothing;
        }

        if (_nodes.TryGetValue(new PlaceKey(geo, taste, 0, goods), out var known))
        {
            return known;
        }

        var node = Make(geo, taste, goods);
        _nodes.Add(new PlaceKey(geo, taste, 0, goods), node);
        return node;
    }

    /// <summary>The taste as far as the place has lines for it, or −1.</summary>
    public int Restrict(int geo, int taste)
    {
        if (_restricted.TryGetValue(new PlaceKey(geo, taste, 0, false), out var known))
        {
            return known;
        }

        var result = -1;
        if (_geo.Kinds(geo) is { } present)
        {
            var wanted = _kinds[taste];
            var bits = new ulong[present.Length];
            for (var w = 0; w < bits.Length; w++)
            {
                bits[w] = wanted.Bits[w] & present[w];
            }

            result = _kinds.Intern(bits, wanted.Bucket);
        }

        _restricted.Add(new PlaceKey(geo, taste, 0, false), result);
        return result;
    }

    public bool Accepts(Taste taste, int line) =>
        _kinds.LineBucket[line] >= taste.Bucket && KindTable.Has(taste.Bits, _kinds.LineKind[line]);

    private int Make(int geo, int taste, bool goods)
    {
        var wanted = _kinds[taste];
        if (geo != 0 && !_geo.IsProvince(geo))
        {
            return MakeSmallPlace(geo, wanted, goods);
        }

        var children = new List<int>();
        if (KindTable.CountOf(wanted.Bits) == 1)
        {
            return KindFrom(geo, FirstKind(wanted.Bits), wanted.Bucket, goods);
        }

        var items = 0;
        foreach (var item in _itemBits)
        {
            items += Intersects(item, wanted.Bits) ? 1 : 0;
        }

        if (items > 1)
        {
            foreach (var item in _itemBits)
            {
                if (Intersects(item, wanted.Bits))
                {
                    var part = new ulong[item.Length];
                    for (var w = 0; w < part.Length; w++)
                    {
                        part[w] = item[w] & wanted.Bits[w];
                    }

                    Add(children, For(geo, _kinds.Intern(part, wanted.Bucket), goods));
                }
            }
        }
        else
        {
            for (var w = 0; w < wanted.Bits.Length; w++)
            {
                for (var word = wanted.Bits[w]; word != 0; word &= word - 1)
                {
                    var kind = (w << 6) + BitOperations.TrailingZeroCount(word);
                    Add(children, KindFrom(geo, kind, wanted.Bucket, goods));
                }
            }
        }

        return Join(children, goods);
    }

    private int MakeSmallPlace(int geo, Taste wanted, bool goods)
    {
        var lines = new List<int>();
        foreach (var commune in _geo.CommunesOf(geo))
        {
            foreach (var line in _geo.LinesOfCommune(commune))
            {
                if (Accepts(wanted, line))
                {
                    lines.Add(~line);
                }
            }
        }

        return Join(lines, goods);
    }

    /// <summary>Lines of one kind in one place whose deadlines <paramref name="bucket"/> can meet.</summary>
    private int KindFrom(int geo, int kind, int bucket, bool goods)
    {
        var buckets = BucketsOf(geo, kind);
        var from = Array.BinarySearch(buckets, bucket) is var at && at >= 0 ? at : ~at;
        if (from == buckets.Length)
        {
            return Nothing;
        }

        var last = buckets.Length - 1;
        if (from == last)
        {
            return Leaf(geo, kind, buckets[last], goods);
        }

        if (!_suffixes.TryGetValue(new PlaceKey(geo, kind, from, goods), out var node))
        {
            // The last deadline, mostly "none at all", holds most lines: it hangs directly below.
            List<int> children = [Leaf(geo, kind, buckets[last], goods)];
            AddSuffix(children, geo, kind, new DeadlineSpan(0, last), from, goods);
            node = Join(children, goods);
            _suffixes.Add(new PlaceKey(geo, kind, from, goods), node);
        }

        return node;
    }

    /// <summary>The part of a span of deadlines from <paramref name="from"/> on, as few nodes as the tree of spans allows.</summary>
    private void AddSuffix(List<int> children, int geo, int kind, DeadlineSpan span, int from, bool goods)
    {
        if (from <= span.Start)
        {
            children.Add(Whole(geo, kind, span, goods));
            return;
        }

        foreach (var part in span.Parts())
        {
            if (part.End > from)
            {
                AddSuffix(children, geo, kind, part, from, goods);
            }
        }
    }

    /// <summary>All lines of one kind in one place whose deadlines lie in the span.</summary>
    private int Whole(int geo, int kind, DeadlineSpan span, bool goods)
    {
        if (span.Length == 1)
        {
            return Leaf(geo, kind, BucketsOf(geo, kind)[span.Start], goods);
        }

        if (!_spans.TryGetValue((new PlaceKey(geo, kind, span.Start, goods), span.End), out var node))
        {
            var children = new List<int>();
            foreach (var part in span.Parts())
            {
                children.Add(Whole(geo, kind, part, goods));
            }

            node = Join(children, goods);
            _spans.Add((new PlaceKey(geo, kind, span.Start, goods), span.End), node);
        }

        return node;
    }

    /// <summary>Lines of one kind and deadline in the country or a province.</summary>
    private int Leaf(int geo, int kind, int bucket, bool goods)
    {
        if (_leaves.TryGetValue(new PlaceKey(geo, kind, bucket, goods), out var known))
        {
            return known;
        }

        var children = new List<int>();
        if (geo == 0)
        {
            foreach (var province in _provincesOf[kind][bucket])
            {
                children.Add(Leaf(1 + province, kind, bucket, goods));
            }
        }
        else
        {
            foreach (var (cellBucket, lines) in _cells[(geo - 1, kind)])
            {
                if (cellBucket == bucket)
                {
                    children.AddRange(lines.Select(static line => ~line));
                }
            }
        }

        var node = Join(children, goods);
        _leaves.Add(new PlaceKey(geo, kind, bucket, goods), node);
        return node;
    }

    private int[] BucketsOf(int geo, int kind)
    {
        if (!_buckets.TryGetValue(new PlaceKey(geo, kind, 0, false), out var buckets))
        {
            buckets = geo == 0
                ? _provincesOf.TryGetValue(kind, out var byBucket) ? [.. byBucket.Keys] : []
                : _cells.TryGetValue((geo - 1, kind), out var cells) ? [.. cells.Select(static cell => cell.Bucket)] : [];
            _buckets.Add(new PlaceKey(geo, kind, 0, false), buckets);
        }

        return buckets;
    }

    private int Join(List<int> children, bool goods)
    {
        if (children.Count <= 1)
        {
            return children.Count == 0 ? Nothing : children[0];
        }

        var node = New(goods);
        foreach (var child in children)
        {
            _arcs.Add(node, child);
        }

        return node;
    }

    private void CollectCells()
    {
        for (var l = 0; l < _index.LineCount; l++)
        {
            if (_geo.Shut.Contains(l))
            {
                continue;
            }

            var province = _index.CommuneProvince[_index.LineCommune[l]];
            var kind = _kinds.LineKind[l];
            var bucket = _kinds.LineBucket[l];
            if (!_cells.TryGetValue((province, kind), out var cells))
            {
                cells = [];
                _cells.Add((province, kind), cells);
            }

            var at = cells.FindIndex(cell => cell.Bucket == bucket);
            if (at < 0)
            {
                cells.Add((bucket, [l]));
                if (!_provincesOf.TryGetValue(kind, out var byBucket))
                {
                    byBucket = [];
                    _provincesOf.Add(kind, byBucket);
                }

                if (!byBucket.TryGetValue(bucket, out var provinces))
                {
                    provinces = [];
                    byBucket.Add(bucket, provinces);
                }

                provinces.Add(province);
            }
            else
            {
                cells[at].Lines.Add(l);
            }
        }

        foreach (var cells in _cells.Values)
        {
            cells.Sort(static (left, right) => left.Bucket.CompareTo(right.Bucket));
        }

        foreach (var byBucket in _provincesOf.Values)
        {
            foreach (var provinces in byBucket.Values)
            {
                provinces.Sort();
            }
        }
    }

    private static void Add(List<int> children, int child)
    {
        if (child != Nothing)
        {
            children.Add(child);
        }
    }

    private static bool Intersects(ulong[] left, ulong[] right)
    {
        for (var w = 0; w < left.Length; w++)
        {
            if ((left[w] & right[w]) != 0)
            {
                return true;
            }
        }

        return false;
    }

    private static int FirstKind(ulong[] bits)
    {
        var w = 0;
        while (bits[w] == 0)
        {
            w++;
        }

        return (w << 6) + BitOperations.TrailingZeroCount(bits[w]);
    }
}
