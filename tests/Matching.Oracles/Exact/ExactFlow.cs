namespace Matching.Oracles.Exact;

/// <summary>Maximum flow in exact fractions by shortest augmenting paths. For small networks; nothing in it is clever.</summary>
public sealed class ExactFlow(int nodes)
{
    private readonly List<int>[] _arcsOf = [.. Enumerable.Range(0, nodes).Select(_ => new List<int>())];
    private readonly List<int> _heads = [];
    private readonly List<BigRational> _residual = [];

    /// <summary>Adds an arc and its reverse; returns the arc's number.</summary>
    /// <param name="capacity">Zero or more; null for no limit.</param>
    public int AddArc(int tail, int head, BigRational? capacity)
    {
        var arc = _heads.Count;
        _heads.Add(head);
        _residual.Add(capacity ?? Unlimited);
        _arcsOf[tail].Add(arc);
        _heads.Add(tail);
        _residual.Add(BigRational.Zero);
        _arcsOf[head].Add(arc + 1);
        return arc;
    }

    /// <summary>More than any amount in a round (10^15 ₫ a line, 63 bits in all).</summary>
    public static BigRational Unlimited { get; } = System.Numerics.BigInteger.Pow(10, 30);

    public BigRational Flow(int arc) => _residual[arc + 1];

    public BigRational Residual(int arc) => _residual[arc];

    public void AddCapacity(int arc, BigRational more) => _residual[arc] += more;

    /// <summary>Sends as much as can be sent on top of what flows already; returns what was added.</summary>
    public BigRational Augment(int source, int sink)
    {
        var added = BigRational.Zero;
        while (ShortestPath(source, sink) is { } path)
        {
            var amount = path.Select(arc => _residual[arc]).Aggregate(BigRational.Min);
            foreach (var arc in path)
            {
                _residual[arc] -= amount;
                _residual[arc ^ 1] += amount;
            }

            added += amount;
        }

        return added;
    }

    /// <summary>For every node whether something more could be brought there.</summary>
    public bool[] Reachable(int source)
    {
        var seen = new bool[_arcsOf.Length];
        seen[source] = true;
        var queue = new Queue<int>([source]);
        while (queue.TryDequeue(out var node))
        {
            foreach (var arc in _arcsOf[node])
            {
                if (_residual[arc].Sign > 0 && !seen[_heads[arc]])
                {
                    seen[_heads[arc]] = true;
                    queue.Enqueue(_heads[arc]);
                }
            }
        }

        return seen;
    }

    private List<int>? ShortestPath(int source, int sink)
    {
        var by = new int[_arcsOf.Length];
        Array.Fill(by, -1);
        var queue = new Queue<int>([source]);
        while (queue.TryDequeue(out var node) && by[sink] < 0)
        {
            foreach (var arc in _arcsOf[node])
            {
                var head = _heads[arc];
                if (head != source && by[head] < 0 && _residual[arc].Sign > 0)
                {
                    by[head] = arc;
                    queue.Enqueue(head);
                }
            }
        }

        if (by[sink] < 0)
        {
            return null;
        }

        var path = new List<int>();
        for (var node = sink; node != source; node = _heads[by[node] ^ 1])
        {
            path.Add(by[node]);
        }

        return path;
    }
}
