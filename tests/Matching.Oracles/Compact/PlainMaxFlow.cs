namespace Matching.Oracles.Compact;

/// <summary>Dinic's maximum flow in 64-bit integers, written plainly: a yardstick for the networks here, not a contender.</summary>
public static class PlainMaxFlow
{
    public static long Solve(NetworkArcs arcs, int source, int sink)
    {
        ArgumentNullException.ThrowIfNull(arcs);
        var first = new int[arcs.Nodes + 1];
        for (var arc = 0; arc < arcs.Count; arc++)
        {
            first[arcs.Tails[arc] + 1]++;
            first[arcs.Heads[arc] + 1]++;
        }

        for (var node = 0; node < arcs.Nodes; node++)
        {
            first[node + 1] += first[node];
        }

        var next = first[..^1];
        var head = new int[2 * arcs.Count];
        var back = new int[2 * arcs.Count];
        var left = new long[2 * arcs.Count];
        for (var arc = 0; arc < arcs.Count; arc++)
        {
            var forth = next[arcs.Tails[arc]]++;
            var reverse = next[arcs.Heads[arc]]++;
            (head[forth], back[forth], left[forth]) = (arcs.Heads[arc], reverse, arcs.Capacities[arc]);
            (head[reverse], back[reverse]) = (arcs.Tails[arc], forth);
        }

        var total = 0L;
        var level = new int[arcs.Nodes];
        while (Levels(source, sink, first, head, left, level))
        {
            total += Block(source, sink, first, head, back, left, level);
        }

        return total;
    }

    private static bool Levels(int source, int sink, int[] first, int[] head, long[] left, int[] level)
    {
        Array.Fill(level, -1);
        level[source] = 0;
        var queue = new Queue<int>([source]);
        while (queue.TryDequeue(out var node))
        {
            for (var arc = first[node]; arc < first[node + 1]; arc++)
            {
                if (left[arc] > 0 && level[head[arc]] < 0)
                {
                    level[head[arc]] = level[node] + 1;
                    queue.Enqueue(head[arc]);
                }
            }
        }

        return level[sink] >= 0;
    }

    private static long Block(int source, int sink, int[] first, int[] head, int[] back, long[] left, int[] level)
    {
        var current = first[..^1];
        var path = new Stack<int>();
        var total = 0L;
        var node = source;
        while (true)
        {
            if (node == sink)
            {
                var amount = path.Min(arc => left[arc]);
                total += amount;
                foreach (var arc in path)
                {
                    left[arc] -= amount;
                    left[back[arc]] += amount;
                }

                path.Clear();
                node = source;
                continue;
            }

            while (current[node] < first[node + 1] && (left[current[node]] == 0 || level[head[current[node]]] != level[node] + 1))
            {
                current[node]++;
            }

            if (current[node] < first[node + 1])
            {
                path.Push(current[node]);
                node = head[current[node]];
            }
            else if (path.TryPop(out var arc))
            {
                node = head[back[arc]];
                current[node]++;
            }
            else
            {
                return total;
            }
        }
    }
}
