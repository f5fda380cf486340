namespace Matching.Engine.Entry;

/// <summary>Arcs laid out as a network wants them: the rows of the nodes one after the other, in each first the ways there, then the ways back, in the order of the list.</summary>
/// <param name="First">Where each node's row begins, and one place more.</param>
/// <param name="Mid">Where its ways back begin.</param>
internal readonly record struct ArcRows(int[] First, int[] Mid, int[] To, int[] Mate, long[] Cap)
{
    public static ArcRows Of(List<(int Tail, int Head, long There, long Back)> arcs, int nodes)
    {
        var (first, mid) = (new int[nodes + 1], new int[nodes]);
        foreach (var (tail, head, _, _) in arcs)
        {
            first[tail + 1]++;
            first[head + 1]++;
            mid[tail]++;
        }

        for (var v = 0; v < nodes; v++)
        {
            first[v + 1] += first[v];
            mid[v] += first[v];
        }

        var (nextThere, nextBack) = (first.AsSpan(0, nodes).ToArray(), mid.ToArray());
        var (to, mate, cap) = (new int[first[nodes]], new int[first[nodes]], new long[first[nodes]]);
        foreach (var (tail, head, there, back) in arcs)
        {
            var (e, r) = (nextThere[tail]++, nextBack[head]++);
            (to[e], mate[e], cap[e]) = (head, r, there);
            (to[r], mate[r], cap[r]) = (tail, e, back);
        }

        return new ArcRows(first, mid, to, mate, cap);
    }
}
