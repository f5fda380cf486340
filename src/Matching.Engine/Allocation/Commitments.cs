namespace Matching.Engine.Allocation;

/// <summary>
/// What is settled before the flows decide: amounts between pairs that are given first, pairs closed for more, and pledges that
/// take no further part. Pins come in here, and later the choices made for yes-or-no conditions.
/// </summary>
internal sealed class Commitments
{
    private readonly Dictionary<int, List<CommittedPair>> _byPledge = [];
    private readonly HashSet<int> _withdrawn = [];

    public Commitments(RoundIndex index)
    {
        Index = index;
        BaseVnd = new long[index.LineCount];
        BaseUnits = new long[index.LineCount];
    }

    public RoundIndex Index { get; }

    /// <summary>Line value already settled, per line.</summary>
    public long[] BaseVnd { get; }

    /// <summary>Goods units already settled, per line (their value is in <see cref="BaseVnd"/>).</summary>
    public long[] BaseUnits { get; }

    public IReadOnlyDictionary<int, List<CommittedPair>> ByPledge => _byPledge;

    /// <summary>Lines that get nothing beyond what is settled, because one donor holds them alone.</summary>
    public HashSet<int> ShutLines { get; } = [];

    /// <summary>Whether anything is settled on the line; such a line keeps its own node.</summary>
    public HashSet<int> TouchedLines { get; } = [];

    public IReadOnlyList<CommittedPair> Of(int pledge) => _byPledge.TryGetValue(pledge, out var pairs) ? pairs : [];

    public bool IsWithdrawn(int pledge) => _withdrawn.Contains(pledge);

    public Commitments Copy()
    {
        var copy = new Commitments(Index);
        BaseVnd.CopyTo(copy.BaseVnd, 0);
        BaseUnits.CopyTo(copy.BaseUnits, 0);
        foreach (var (pledge, pairs) in _byPledge)
        {
            copy._byPledge.Add(pledge, [.. pairs]);
        }

        copy._withdrawn.UnionWith(_withdrawn);
        copy.TouchedLines.UnionWith(TouchedLines);
        copy.ShutLines.UnionWith(ShutLines);
        return copy;
    }

    /// <param name="amount">In the pledge's own measure.</param>
    /// <param name="closed">Nothing more may flow between the pair.</param>
    public void Commit(int pledge, int line, long amount, bool closed)
    {
        if (!_byPledge.TryGetValue(pledge, out var pairs))
        {
            pairs = [];
            _byPledge.Add(pledge, pairs);
        }

        pairs.Add(new CommittedPair(pledge, line, amount, closed));
        TouchedLines.Add(line);
        if (Index.PledgeAt(pledge).Kind == Pledges.PledgeKind.Goods)
        {
            BaseUnits[line] += amount;
            BaseVnd[line] += amount * Index.UnitCostVnd[line];
        }
        else
        {
            BaseVnd[line] += amount;
        }
    }

    /// <summary>Takes back so much of what was committed between the pair last, which must be at least that.</summary>
    public void TakeBack(int pledge, int line, long amount)
    {
        var pairs = _byPledge[pledge];
        var at = pairs.FindLastIndex(pair => pair.Line == line && !pair.Closed && pair.Amount >= amount);
        pairs[at] = pairs[at] with { Amount = pairs[at].Amount - amount };
        if (pairs[at].Amount == 0)
        {
            pairs.RemoveAt(at);
        }

        if (Index.PledgeAt(pledge).Kind == Pledges.PledgeKind.Goods)
        {
            BaseUnits[line] -= amount;
            BaseVnd[line] -= amount * Index.UnitCostVnd[line];
        }
        else
        {
            BaseVnd[line] -= amount;
        }
    }

    /// <summary>Keeps the pledge out of every further flow; what it has committed stays.</summary>
    public void Withdraw(int pledge) => _withdrawn.Add(pledge);

    public long UsedBy(int pledge)
    {
        var used = 0L;
        foreach (var pair in Of(pledge))
        {
            used += pair.Amount;
        }

        return used;
    }
}

/// <summary>A settled amount between a pledge and a line, in the pledge's own measure; zero with <paramref name="Closed"/> forbids the pair.</summary>
internal readonly record struct CommittedPair(int Pledge, int Line, long Amount, bool Closed);
