using System.Numerics;

namespace Matching.Engine.Allocation.Network;

/// <summary>
/// The middle of the network. A node stands for (place, taste); it leads to narrower nodes: first item by item, then kind by kind and
/// deadline by deadline, then from the country to the provinces, and at last to lines. Nodes are made when first asked for.
/// </summary>
/// <remarks>
/// Items are split before geography because then all tastes of the country share the same few leaves per province (algorithms.md 7.1).
/// Deadlines form chains: a taste that can serve days from bucket m on enters the chain at m.
/// </remarks>
internal sealed class ViaNodes
{
    private readonly RoundIndex _index;
    private readonly KindTable _kinds;
    private readonly GeoTree _geo;
    private readonly ArcList _arcs;
    private readonly Dictionary<(int Geo, int Taste, bool Goods), int> _nodes = [];
    private readonly Dictionary<(int Geo, int Kind, int Bucket, bool Goods), int> _leaves = [];
    private readonly Dictionary<(int Geo, int Taste), int> _restricted = [];
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

    /// <summary>The node through which everything of this taste in this place can be fed, or −1 when there is nothing.</summary>
    public int For(int geo, int taste, bool goods)
    {
        taste = Restrict(geo, taste);
        if (taste < 0)
        {
            return -1;
        }

        if (_nodes.TryGetValue((geo, taste, goods), out var known))
        {
            return known;
        }

        var node = Make(geo, taste, goods);
        _nodes[(geo, taste, goods)] = node;
        return node;
    }

    /// <summary>The taste as far as the place has lines for it, or −1.</summary>
    public int Restrict(int geo, int taste)
    {
        if (_restricted.TryGetValue((geo, taste), out var known))
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

        _restricted.Add((geo, taste), result);
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
            return KindChain(geo, FirstKind(wanted.Bits), wanted.Bucket, goods);
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
                    Add(children, KindChain(geo, kind, wanted.Bucket, goods));
                }
            }
        }

        return Join(children, goods);
    }

    private int MakeSmallPlace(int geo, Taste wanted, bool goods)
    {
        var node = -1;
        foreach (var commune in _geo.CommunesOf(geo))
        {
            foreach (var line in _geo.LinesOfCommune(commune))
            {
                if (Accepts(wanted, line))
                {
                    node = node < 0 ? New(goods) : node;
                    _arcs.Add(node, ~line);
                }
            }
        }

        return node;
    }

    /// <summary>Chain of the deadlines of one kind in one place, entered at <paramref name="bucket"/>.</summary>
    private int KindChain(int geo, int kind, int bucket, bool goods)
    {
        var buckets = BucketsOf(geo, kind);
        var at = buckets.Count - 1;
        if (at < 0 || buckets[at] < bucket)
        {
            return -1;
        }

        // From the last deadline back, each link leads to its own leaf and to the next link.
        var link = Leaf(geo, kind, buckets[at], goods);
        while (--at >= 0 && buckets[at] >= bucket)
        {
            if (!_leaves.TryGetValue((geo, kind, ~buckets[at], goods), out var previous))
            {
                previous = Join([Leaf(geo, kind, buckets[at], goods), link], goods);
                _leaves.Add((geo, kind, ~buckets[at], goods), previous);
            }

            link = previous;
        }

        return link;
    }

    private int Leaf(int geo, int kind, int bucket, bool goods)
    {
        if (_leaves.TryGetValue((geo, kind, bucket, goods), out var known))
        {
            return known;
        }

        var node = New(goods);
        _leaves.Add((geo, kind, bucket, goods), node);
        if (geo == 0)
        {
            foreach (var province in _provincesOf[kind][bucket])
            {
                _arcs.Add(node, Leaf(1 + province, kind, bucket, goods));
            }
        }
        else
        {
            foreach (var (cellBucket, lines) in _cells[(geo - 1, kind)])
            {
                if (cellBucket == bucket)
                {
                    foreach (var line in lines)
                    {
                        _arcs.Add(node, ~line);
                    }
                }
            }
        }

        return node;
    }

    private List<int> BucketsOf(int geo, int kind)
    {
        if (geo == 0)
        {
            return _provincesOf.TryGetValue(kind, out var byBucket) ? [.. byBucket.Keys] : [];
        }

        return _cells.TryGetValue((geo - 1, kind), out var cells) ? [.. cells.Select(static cell => cell.Bucket)] : [];
    }

    private int Join(List<int> children, bool goods)
    {
        if (children.Count <= 1)
        {
            return children.Count == 0 ? -1 : children[0];
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
        if (child >= 0)
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
