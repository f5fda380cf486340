using System.Collections.Immutable;
using Matching.Engine.Quantities;

namespace Matching.Engine.Explain;

/// <summary>Adds up value and distinct lines by a key.</summary>
internal sealed class Tally<TKey>
    where TKey : notnull
{
    private readonly Dictionary<TKey, (HashSet<int> Lines, Vnd Value)> _sums = [];

    public void Add(TKey key, int need, Vnd value)
    {
        var (lines, sum) = _sums.TryGetValue(key, out var known) ? known : ([], Vnd.Zero);
        lines.Add(need);
        _sums[key] = (lines, sum + value);
    }

    public ImmutableArray<ValueTo<TKey>> InOrder(IComparer<TKey> order) =>
        [.. All().OrderBy(v => v.To, order)];

    public ImmutableArray<ValueTo<TKey>> MostFirst(int most, IComparer<TKey> ties) =>
        [.. All().OrderByDescending(v => v.Value).ThenBy(v => v.To, ties).Take(most)];

    private IEnumerable<ValueTo<TKey>> All() => _sums.Select(s => new ValueTo<TKey>(s.Key, s.Value.Lines.Count, s.Value.Value));
}
