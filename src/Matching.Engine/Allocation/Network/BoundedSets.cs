namespace Matching.Engine.Allocation.Network;

/// <summary>Sets of nodes into which nothing can flow from outside any more, each with a bound on what it can ever be fed with.</summary>
/// <remarks>
/// A search for supply that falls short has seen everything that could feed its node; what was drawn up to then bounds what that set of nodes
/// can ever be fed with, because the cut around it only shrinks. A walk for another node need not go into such sets: it adds up the bounds of
/// those it touches, and when that is too little, all of it becomes one set.
/// </remarks>
internal sealed class BoundedSets(int nodes)
{
    private readonly int[] _setOf = new int[nodes];
    private readonly List<BoundedSet> _sets = [default]; // 0 stands for none
    private readonly List<int> _touched = [];
    private int _walk;
    private long _givenBack;

    public bool Holds(int node) => _setOf[node] != 0;

    /// <summary>What the node's set can be fed with.</summary>
    public long BoundAt(int node) => BoundOf(Find(_setOf[node]));

    public void BeginWalk()
    {
        _walk++;
        _touched.Clear();
    }

    /// <summary>The walk meets a node that a set holds.</summary>
    /// <returns>The bound of its set, or 0 when this walk has met the set before.</returns>
    public long Touch(int node)
    {
        var set = Find(_setOf[node]);
        if (_sets[set].TouchedInWalk == _walk)
        {
            return 0;
        }

        _sets[set] = _sets[set] with { TouchedInWalk = _walk };
        _touched.Add(set);
        return BoundOf(set);
    }

    /// <summary>Makes a set of all that a search has seen.</summary>
    public void Add(ReadOnlySpan<int> seen, long bound)
    {
        var set = _sets.Count;
        _sets.Add(new BoundedSet(set, bound - _givenBack, 0));
        foreach (var v in seen)
        {
            _setOf[v] = set;
        }
    }

    /// <summary>Makes a set of all that the walk has seen; the sets that it touched become part of it.</summary>
    public void AddWalk(ReadOnlySpan<int> seen, long bound)
    {
        foreach (var set in _touched)
        {
            _sets[set] = _sets[set] with { Parent = _sets.Count };
        }

        Add(seen, bound);
    }

    /// <summary>Raises every bound: so much supply came back somewhere.</summary>
    public void GaveBack(long amount) => _givenBack += amount;

    /// <summary>Forgets all sets.</summary>
    public void Forget()
    {
        Array.Clear(_setOf);
        _sets.RemoveRange(1, _sets.Count - 1);
    }

    private long BoundOf(int set) => _sets[set].Bound + _givenBack;

    private int Find(int set)
    {
        while (_sets[set].Parent != set)
        {
            _sets[set] = _sets[set] with { Parent = _sets[_sets[set].Parent].Parent };
            set = _sets[set].Parent;
        }

        return set;
    }

    /// <param name="Parent">Set that this one was merged into, or itself.</param>
    /// <param name="Bound">What the set can be fed with, less what had been given back when it was made.</param>
    /// <param name="TouchedInWalk">The last walk that met it.</param>
    private readonly record struct BoundedSet(int Parent, long Bound, int TouchedInWalk);
}
