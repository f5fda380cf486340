using System.Numerics;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;

namespace Matching.Engine.Allocation.Network;

/// <summary>
/// Sorts lines into kinds (same item, tier, zone, urgency, age group, quality of goods and aid of others) and turns a pledge's wishes into a taste: the set of kinds it
/// accepts and the earliest date it can serve. Two pledges that ask differently but accept the same kinds share one taste.
/// </summary>
internal sealed class KindTable
{
    private readonly RoundIndex _index;
    private readonly Dictionary<Taste, int> _tasteIds = [];
    private readonly List<Taste> _tastes = [];
    private readonly Dictionary<(PledgeConditions, int), int> _byConditions = new(ConditionsComparer.Instance);
    private readonly DateOnly[] _thresholds;
    private readonly ulong[][] _byItem;
    private readonly Dictionary<string, ulong[]> _byCategory = new(StringComparer.Ordinal);
    private readonly Dictionary<int, ulong[]> _byTier = [];
    private readonly ulong[][] _byZone;
    private readonly ulong[][] _byUrgency;
    private readonly Dictionary<string, ulong[]> _byAge = new(StringComparer.Ordinal);
    private readonly ulong[] _newOnly;
    private readonly ulong[] _aided;
    private readonly ulong[] _all;

    public KindTable(RoundIndex index)
    {
        _index = index;
        _thresholds = Thresholds(index);
        var kinds = new Dictionary<(int Item, int Tier, Zone Zone, Urgency Urgency, string Age, bool NewOnly, bool Aided), int>();
        LineKind = new int[index.LineCount];
        LineBucket = new int[index.LineCount];
        for (var l = 0; l < index.LineCount; l++)
        {
            var need = index.NeedAt(l);
            var commune = index.LineCommune[l];
            var key = (index.LineItem[l], index.CommuneTier[commune], index.CommuneZone[commune], need.Urgency, need.AgeGroup ?? string.Empty, need.Quality == AcceptedQuality.New, need.HasOutsideAid);
            if (!kinds.TryGetValue(key, out var kind))
            {
                kind = kinds.Count;
                kinds.Add(key, kind);
            }

            LineKind[l] = kind;
            LineBucket[l] = BucketOf(need.NeededBy);
        }

        Count = kinds.Count;
        Words = Math.Max(1, (Count + 63) / 64);
        KindItem = new int[Count];
        _all = new ulong[Words];
        _newOnly = new ulong[Words];
        _aided = new ulong[Words];
        _byItem = Sets(index.Items.Length);
        _byZone = Sets(4);
        _byUrgency = Sets(3);
        foreach (var (key, kind) in kinds)
        {
            KindItem[kind] = key.Item;
            Set(_all, kind);
            if (key.NewOnly)
            {
                Set(_newOnly, kind);
            }

            if (key.Aided)
            {
                Set(_aided, kind);
            }

            Set(_byItem[key.Item], kind);
            Set(_byZone[(int)key.Zone], kind);
            Set(_byUrgency[(int)key.Urgency], kind);
            Set(Under(_byTier, key.Tier), kind);
            Set(Under(_byAge, key.Age), kind);
            Set(Under(_byCategory, index.Items[key.Item].Category), kind);
        }
    }

    public int Count { get; }

    /// <summary>64-bit words in a set of kinds.</summary>
    public int Words { get; }

    public int[] LineKind { get; }

    /// <summary>How many of the pledges' distinct first days are not later than the line's deadline.</summary>
    public int[] LineBucket { get; }

    public int[] KindItem { get; }

    public Taste this[int taste] => _tastes[taste];

    /// <summary>Whether a taste accepts the line's kind and can serve it in time.</summary>
    public bool Accepts(Taste taste, int line) => LineBucket[line] >= taste.Bucket && Has(taste.Bits, LineKind[line]);

    public static bool Has(ulong[] set, int kind) => (set[kind >> 6] >> (kind & 63) & 1) != 0;

    /// <summary>The taste of a pledge, or −1 when it accepts no kind of line.</summary>
    /// <param name="item">Goods: the item given; money: −1.</param>
    public int TasteOf(PledgeConditions conditions, int item)
    {
        if (_byConditions.TryGetValue((conditions, item), out var known))
        {
            return known;
        }

        var bits = (ulong[])_all.Clone();
        if (item >= 0)
        {
            And(bits, _byItem[item]);
        }

        if (!conditions.Categories.IsEmpty || !conditions.Items.IsEmpty)
        {
            var wanted = new ulong[Words];
            foreach (var category in conditions.Categories)
            {
                Or(wanted, _byCategory.GetValueOrDefault(category));
            }

            foreach (var id in conditions.Items)
            {
                Or(wanted, _index.ItemById.TryGetValue(id, out var i) ? _byItem[i] : null);
            }

            And(bits, wanted);
        }

        foreach (var id in conditions.ExcludeItems)
        {
            if (_index.ItemById.TryGetValue(id, out var i))
            {
                AndNot(bits, _byItem[i]);
            }
        }

        if (conditions.Quality == GoodsQuality.Used)
        {
            AndNot(bits, _newOnly);
        }

        if (conditions.NoOutsideAid)
        {
            AndNot(bits, _aided);
        }

        Narrow(bits, conditions.Zones, zone => _byZone[(int)zone]);
        Narrow(bits, conditions.Urgencies, urgency => _byUrgency[(int)urgency]);
        Narrow(bits, conditions.Tiers, tier => _byTier.GetValueOrDefault(tier));
        Narrow(bits, conditions.AgeGroups, age => _byAge.GetValueOrDefault(age));
        var bucket = conditions.FirstDay is { } from ? BucketFrom(from) : 0;
        var taste = Intern(bits, bucket);
        _byConditions.Add((conditions, item), taste);
        return taste;
    }

    /// <summary>The first bucket of lines needed on the day or later, where the day is one on which some pledge or instalment begins.</summary>
    public int BucketFrom(DateOnly day) => Array.BinarySearch(_thresholds, day) + 1;

    /// <summary>The part of a taste with other first days, or −1.</summary>
    public int From(int taste, int bucket) => Intern(_tastes[taste].Bits, bucket);

    /// <summary>The part of a taste of tier 1, or of all others; −1 where there is none.</summary>
    public int OfFirstTier(int taste, bool first)
    {
        var bits = (ulong[])_tastes[taste].Bits.Clone();
        var tier = _byTier.GetValueOrDefault(1) ?? new ulong[Words];
        if (first)
        {
            And(bits, tier);
        }
        else
        {
            AndNot(bits, tier);
        }

        return Intern(bits, _tastes[taste].Bucket);
    }

    /// <summary>The id of a set of kinds with an earliest bucket, or −1 for the empty set. Keeps <paramref name="bits"/>.</summary>
    public int Intern(ulong[] bits, int bucket)
    {
        if (!bits.AsSpan().ContainsAnyExcept(0UL))
        {
            return -1;
        }

        var taste = new Taste(bits, bucket);
        if (!_tasteIds.TryGetValue(taste, out var id))
        {
            id = _tastes.Count;
            _tasteIds.Add(taste, id);
            _tastes.Add(taste);
        }

        return id;
    }

    public static int CountOf(ulong[] bits)
    {
        var count = 0;
        foreach (var word in bits)
        {
            count += BitOperations.PopCount(word);
        }

        return count;
    }

    private static DateOnly[] Thresholds(RoundIndex index)
    {
        var days = new SortedSet<DateOnly>();
        for (var p = 0; p < index.PledgeCount; p++)
        {
            if (index.PledgeAt(p).Conditions.AvailableFrom is { } from)
            {
                days.Add(from);
            }

            foreach (var instalment in index.PledgeAt(p).Conditions.Instalments)
            {
                days.Add(instalment.Date);
            }
        }

        return [.. days];
    }

    private int BucketOf(DateOnly? neededBy)
    {
        if (neededBy is not { } day)
        {
            return _thresholds.Length;
        }

        var at = Array.BinarySearch(_thresholds, day);
        return at >= 0 ? at + 1 : ~at;
    }

    private void Narrow<T>(ulong[] bits, System.Collections.Immutable.ImmutableArray<T> values, Func<T, ulong[]?> set)
    {
        if (values.IsEmpty)
        {
            return;
        }

        var wanted = new ulong[Words];
        foreach (var value in values)
        {
            Or(wanted, set(value));
        }

        And(bits, wanted);
    }

    private ulong[][] Sets(int count)
    {
        var sets = new ulong[count][];
        for (var i = 0; i < count; i++)
        {
            sets[i] = new ulong[Words];
        }

        return sets;
    }

    private ulong[] Under<TKey>(Dictionary<TKey, ulong[]> sets, TKey key)
        where TKey : notnull
    {
        if (!sets.TryGetValue(key, out var set))
        {
            set = new ulong[Words];
            sets.Add(key, set);
        }

        return set;
    }

    private static void Set(ulong[] set, int kind) => set[kind >> 6] |= 1UL << (kind & 63);

    private static void And(ulong[] into, ulong[] other)
    {
        for (var w = 0; w < into.Length; w++)
        {
            into[w] &= other[w];
        }
    }

    private static void AndNot(ulong[] into, ulong[] other)
    {
        for (var w = 0; w < into.Length; w++)
        {
            into[w] &= ~other[w];
        }
    }

    private static void Or(ulong[] into, ulong[]? other)
    {
        if (other is null)
        {
            return;
        }

        for (var w = 0; w < into.Length; w++)
        {
            into[w] |= other[w];
        }
    }

    /// <summary>By reference: readers share equal conditions, and an unshared twin only costs a second look-up of the same taste.</summary>
    private sealed class ConditionsComparer : IEqualityComparer<(PledgeConditions Conditions, int Item)>
    {
        public static readonly ConditionsComparer Instance = new();

        public bool Equals((PledgeConditions Conditions, int Item) x, (PledgeConditions Conditions, int Item) y) =>
            ReferenceEquals(x.Conditions, y.Conditions) && x.Item == y.Item;

        public int GetHashCode((PledgeConditions Conditions, int Item) key) =>
            HashCode.Combine(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(key.Conditions), key.Item);
    }
}

/// <summary>A set of kinds and the earliest bucket of deadlines it can meet; equal by content.</summary>
internal readonly struct Taste(ulong[] bits, int bucket) : IEquatable<Taste>
{
    public ulong[] Bits { get; } = bits;

    public int Bucket { get; } = bucket;

    public bool Equals(Taste other) => Bucket == other.Bucket && Bits.AsSpan().SequenceEqual(other.Bits);

    public override bool Equals(object? obj) => obj is Taste other && Equals(other);

    public override int GetHashCode()
    {
        var hash = (ulong)Bucket;
        unchecked
        {
            foreach (var word in Bits)
            {
                hash = (hash ^ word) * 0x9E3779B97F4A7C15UL;
                hash ^= hash >> 29;
            }

            return (int)(hash ^ (hash >> 32));
        }
    }
}
