using Matching.Engine.Quantities;

namespace Matching.Engine.Entry;

/// <summary>Which tight sets have residual ways into which others, step by step.</summary>
internal sealed class SetNeighbours
{
    private readonly TightSets _sets;
    private readonly int[][] _into;
    private readonly int[][] _outOf;

    /// <summary>Per set: the lowest rank to which a way leads over nodes in no set.</summary>
    private readonly int[] _beyond;

    private readonly bool[] _isOpen;

    public SetNeighbours(SolvedShares round)
    {
        _sets = round.Sets;
        var count = _sets.Rank.Length;
        var (into, outOf) = (new SortedSet<int>?[count], new SortedSet<int>?[count]);
        (_beyond, _isOpen) = (new int[count], new bool[count]);
        Array.Fill(_beyond, _sets.Levels.Count);
        var network = round.Network;
        for (var v = 0; v < network.NodeCount; v++)
        {
            var from = _sets.SetOf[v];
            for (var e = network.First[v]; e < network.First[v + 1]; e++)
            {
                var to = _sets.SetOf[network.To[e]];
                if (network.Cap[e] == 0 || from == to)
                {
                    continue;
                }

                if (from < 0)
                {
                    _isOpen[to] = true;
                }
                else if (to < 0)
                {
                    _beyond[from] = Math.Min(_beyond[from], _sets.Lowest[network.To[e]]);
                }
                else
                {
                    (into[to] ??= []).Add(from);
                    (outOf[from] ??= []).Add(to);
                }
            }
        }

        // Sets are numbered by rank.
        _into = Array.ConvertAll(into, static sets => sets?.Reverse().ToArray() ?? []);
        _outOf = Array.ConvertAll(outOf, static sets => sets?.ToArray() ?? []);
    }

    /// <summary>Whether the set, fallen to a coverage, stands as high as all that have a way into it.</summary>
    public bool MayFall(int set, Ratio coverage, Dictionary<int, Ratio> moved)
    {
        var now = (_sets.Levels[_sets.Rank[set]].Class, coverage);
        foreach (var from in _into[set])
        {
            if (Compare(Key(from, moved), now) > 0)
            {
                return false;
            }

            if (!moved.ContainsKey(from))
            {
                break; // the others that did not move stand lower, and those that did are among the moved
            }
        }

        return !_isOpen[set] && moved.Keys.All(from => from == set || Array.IndexOf(_into[set], from) < 0 || Compare(Key(from, moved), now) <= 0);
    }

    /// <summary>Whether the set, risen to a coverage, stands no higher than all that it has a way to.</summary>
    public bool MayRise(int set, Ratio coverage) =>
        IsAtMost((_sets.Levels[_sets.Rank[set]].Class, coverage), _outOf[set].Length > 0 ? Math.Min(_beyond[set], _sets.Rank[_outOf[set][0]]) : _beyond[set]);

    private (int Class, Ratio Coverage) Key(int set, Dictionary<int, Ratio> moved)
    {
        var level = _sets.Levels[_sets.Rank[set]];
        return (level.Class, moved.TryGetValue(set, out var now) ? now : level.Coverage);
    }

    /// <summary>Whether a key is at most that of a rank.</summary>
    public bool IsAtMost((int Class, Ratio Coverage) key, int rank) =>
        rank >= _sets.Levels.Count || Compare(key, (_sets.Levels[rank].Class, _sets.Levels[rank].Coverage)) <= 0;

    public static int Compare((int Class, Ratio Coverage) left, (int Class, Ratio Coverage) right) =>
        left.Class != right.Class ? left.Class.CompareTo(right.Class) : left.Coverage.CompareTo(right.Coverage);
}
