namespace Matching.Engine.Explain;

/// <summary>Lines by the places that they lie in, cut into stretches of one item and one sort.</summary>
/// <remarks>Each line stands in up to four places (nation, province, district, commune); three flat arrays hold all of it.</remarks>
internal sealed class LinesByPlace
{
    private readonly int[] _firstStretchOfPlace;
    private readonly Stretch[] _stretches;
    private readonly int[] _lines;

    /// <param name="order">Lines ordered by item, then by sort.</param>
    /// <param name="kindOfRank">Item and sort of a place in that order.</param>
    public LinesByPlace(RoundLookup round, PlaceIndex index, int[] order, Func<int, (int Item, int Sort)> kindOfRank)
    {
        Span<int> places = stackalloc int[4];
        var start = new int[index.Places + 1];
        foreach (var line in order)
        {
            index.PlacesOfCommune(round.CommuneIndex(line), places);
            foreach (var place in places)
            {
                if (place >= 0)
                {
                    start[place + 1]++;
                }
            }
        }

        for (var place = 0; place < index.Places; place++)
        {
            start[place + 1] += start[place];
        }

        var ranks = new int[start[^1]];
        var next = start.AsSpan(0, index.Places).ToArray();
        for (var rank = 0; rank < order.Length; rank++)
        {
            index.PlacesOfCommune(round.CommuneIndex(order[rank]), places);
            foreach (var place in places)
            {
                if (place >= 0)
                {
                    ranks[next[place]++] = rank;
                }
            }
        }

        var stretches = new List<Stretch>();
        _firstStretchOfPlace = new int[index.Places + 1];
        for (var place = 0; place < index.Places; place++)
        {
            _firstStretchOfPlace[place] = stretches.Count;
            var current = (Item: -1, Sort: -1);
            for (var at = start[place]; at < start[place + 1]; at++)
            {
                var kind = kindOfRank(ranks[at]);
                if (kind != current)
                {
                    stretches.Add(new Stretch(at, kind.Item, kind.Sort, NextItem: 0));
                    current = kind;
                }
            }
        }

        _firstStretchOfPlace[index.Places] = stretches.Count;
        stretches.Add(new Stretch(ranks.Length, -1, -1, NextItem: 0));
        _stretches = [.. stretches];
        for (var place = 0; place < index.Places; place++)
        {
            var end = _firstStretchOfPlace[place + 1];
            for (var s = end - 1; s >= _firstStretchOfPlace[place]; s--)
            {
                var isLastOfItem = s + 1 == end || _stretches[s + 1].Item != _stretches[s].Item;
                _stretches[s] = _stretches[s] with { NextItem = isLastOfItem ? s + 1 : _stretches[s + 1].NextItem };
            }
        }

        _lines = Array.ConvertAll(ranks, rank => order[rank]);
    }

    /// <summary>The first stretch of a place; the next place's is one past its last.</summary>
    public int FirstStretch(int place) => _firstStretchOfPlace[place];

    public int ItemOf(int stretch) => _stretches[stretch].Item;

    public int SortOf(int stretch) => _stretches[stretch].Sort;

    /// <summary>The first stretch after this one that is of another item or place.</summary>
    public int NextItem(int stretch) => _stretches[stretch].NextItem;

    public ReadOnlySpan<int> LinesOf(int stretch) => _lines.AsSpan(_stretches[stretch].Start, _stretches[stretch + 1].Start - _stretches[stretch].Start);

    private readonly record struct Stretch(int Start, int Item, int Sort, int NextItem);
}
