using Matching.Engine.Quantities;

namespace Matching.Engine.Entry;

/// <summary>Sums up changes of shares by class.</summary>
internal sealed class ClassPrices
{
    private readonly SolvedShares _round;

    /// <summary>Per class: where its lines stand that lie in tight sets, poorest first.</summary>
    private readonly List<(int Set, Ratio Coverage)>[] _setsOf;

    public ClassPrices(SolvedShares round)
    {
        _round = round;
        _setsOf = [.. round.Index.Classes.Select(static _ => new List<(int, Ratio)>())];
        var network = round.Network;
        for (var set = 0; set < round.Sets.Rank.Length; set++)
        {
            var k = round.Sets.Levels[round.Sets.Rank[set]].Class;
            var poorest = Ratio.One;
            foreach (var v in round.Sets.NodesOf(set))
            {
                if (v >= network.AtomStart && round.State.AtomClass[v - network.AtomStart] == k)
                {
                    for (var i = network.AtomLineStart[v - network.AtomStart]; i < network.AtomLineStart[v - network.AtomStart + 1]; i++)
                    {
                        poorest = round.Coverage[network.AtomLine[i]] is var coverage && coverage < poorest ? coverage : poorest;
                    }
                }
            }

            _setsOf[k].Add((set, poorest));
        }

        // By rank already, but for lines that were settled above their level.
        foreach (var sets in _setsOf)
        {
            sets.Sort(static (left, right) => left.Coverage != right.Coverage ? left.Coverage.CompareTo(right.Coverage) : left.Set.CompareTo(right.Set));
        }
    }

    /// <summary>The classes in which something changes, in order.</summary>
    /// <param name="isPledge">Whether the change is the loss of a pledge, which is told the other way round.</param>
    public IEnumerable<ClassPrice> Of(ShareChanges changed, bool isPledge)
    {
        var linesOf = changed.Lines.GroupBy(c => _round.Index.LineClass[c.Key]).ToDictionary(static g => g.Key, static g => g.ToDictionary());
        var movedOf = changed.Sets.GroupBy(m => _round.Sets.Levels[_round.Sets.Rank[m.Set]].Class).ToDictionary(static g => g.Key, static g => g.ToList());
        return linesOf.Keys.Union(movedOf.Keys).Order().Select(k => PriceOf(k, movedOf.GetValueOrDefault(k) ?? [], linesOf.GetValueOrDefault(k) ?? [], isPledge));
    }

    private ClassPrice PriceOf(int k, List<MovedSet> moved, Dictionary<int, ChangedShare> lines, bool isPledge)
    {
        var smallest = lines.Count == 0 ? SmallestOf(k, moved) : SmallestOf(k, moved, lines);
        var gain = new Vnd(checked(ShareSums.Gain(_round, lines) + moved.Sum(static m => m.GainVnd)));
        return isPledge
            ? new ClassPrice(_round.Index.Classes[k], Vnd.Zero - gain, smallest, _round.Smallest[k])
            : new ClassPrice(_round.Index.Classes[k], gain, _round.Smallest[k], smallest);
    }

    private Ratio SmallestOf(int k, List<MovedSet> moved)
    {
        var smallest = moved.Min(static m => m.Coverage);
        foreach (var (set, coverage) in _setsOf[k])
        {
            if (!moved.Exists(m => m.Set == set))
            {
                return coverage < smallest ? coverage : smallest;
            }
        }

        return smallest;
    }

    private Ratio SmallestOf(int k, List<MovedSet> moved, Dictionary<int, ChangedShare> lines)
    {
        var all = moved.Count == 0 ? lines : new ShareChanges(moved, lines).ByLine(_round);
        var smallest = Ratio.One;
        for (var l = _round.Index.ClassStart[k]; l < _round.Index.ClassStart[k + 1]; l++)
        {
            var coverage = all.TryGetValue(l, out var now) ? now.Coverage : _round.Coverage[l];
            smallest = coverage < smallest ? coverage : smallest;
        }

        return smallest;
    }
}
