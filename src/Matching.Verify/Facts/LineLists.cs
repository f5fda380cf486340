namespace Matching.Verify.Facts;

/// <summary>
/// The lines that take part, by place and item, each list in one common order, so that a pledge finds the first lines that it may serve
/// without looking at all lines: nationwide and per province by item, per district and per commune with all items.
/// </summary>
internal sealed class LineLists
{
    private readonly RoundFacts _round;
    private readonly int[][] _nation;
    private readonly int[][] _provinces;
    private readonly int[][] _districts;
    private readonly int[][] _communes;

    /// <param name="rank">Per line: lists ascend by it, then by index.</param>
    public LineLists(RoundFacts round, int[] rank)
    {
        _round = round;
        int[] order = [.. Enumerable.Range(0, rank.Length).Where(n => round.Lines[n].Takes)];
        Array.Sort([.. order.Select(n => ((long)rank[n] << 32) + n)], order);
        _nation = Split(order, round.Items, n => round.Lines[n].Item);
        _provinces = Split(order, round.Provinces * round.Items, n => (round.Lines[n].Province * round.Items) + round.Lines[n].Item);
        _districts = Split(order, round.Districts, n => round.Lines[n].District);
        _communes = Split(order, round.Communes, n => round.Lines[n].Commune);
    }

    /// <summary>Lists that hold every line the pledge may serve, and others; a line may stand in two where the pledge's places overlap.</summary>
    public void Collect(PledgeFacts pledge, List<int[]> lists)
    {
        lists.Clear();
        for (var item = 0; item < _round.Items; item++)
        {
            if (!pledge.ServesItem(item))
            {
                continue;
            }

            if (pledge.AnyPlace)
            {
                Add(_nation, item);
            }

            foreach (var province in pledge.Provinces)
            {
                Add(_provinces, province == RoundFacts.Unknown ? province : (province * _round.Items) + item);
            }
        }

        foreach (var district in pledge.Districts)
        {
            Add(_districts, district);
        }

        foreach (var commune in pledge.Communes)
        {
            Add(_communes, commune);
        }

        void Add(int[][] from, int at)
        {
            if (at < from.Length && from[at].Length > 0)
            {
                lists.Add(from[at]);
            }
        }
    }

    private static int[][] Split(int[] order, int keys, Func<int, int> keyOf)
    {
        var counts = new int[keys];
        foreach (var n in order)
        {
            if (keyOf(n) >= 0)
            {
                counts[keyOf(n)]++;
            }
        }

        int[][] lists = [.. counts.Select(count => count == 0 ? [] : new int[count])];
        Array.Clear(counts);
        foreach (var n in order)
        {
            if (keyOf(n) is var key and >= 0)
            {
                lists[key][counts[key]++] = n;
            }
        }

        return lists;
    }
}
