namespace Matching.Oracles.Compact;

/// <summary>A network as plain arrays: what flow codes take.</summary>
public sealed class NetworkArcs
{
    private readonly List<int> _tails = [];
    private readonly List<int> _heads = [];
    private readonly List<long> _capacities = [];

    /// <summary>Stands for no limit: more than all pledges together, and exact in a double.</summary>
    public const long Unlimited = 1L << 52;

    public int Nodes { get; private set; }

    public int Count => _tails.Count;

    public IReadOnlyList<int> Tails => _tails;

    public IReadOnlyList<int> Heads => _heads;

    /// <summary>In đồng of line value.</summary>
    public IReadOnlyList<long> Capacities => _capacities;

    public int AddNode() => Nodes++;

    public int AddArc(int tail, int head, long capacity = Unlimited)
    {
        _tails.Add(tail);
        _heads.Add(head);
        _capacities.Add(Math.Min(capacity, Unlimited));
        return Count - 1;
    }
}
