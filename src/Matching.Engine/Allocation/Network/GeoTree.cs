namespace Matching.Engine.Allocation.Network;

/// <summary>Places as one range of numbers: the country, then provinces, districts, communes; with the lines and kinds each one holds.</summary>
internal sealed class GeoTree
{
    private readonly RoundIndex _index;
    private readonly int[] _communeLineStart;
    private readonly int[] _communeLine;
    private readonly ulong[]?[] _kinds;
    private readonly int[][] _communesOfProvince;
    private readonly int[][] _communesOfDistrict;

    /// <param name="shut">Lines that are to be reached by nobody.</param>
    public GeoTree(RoundIndex index, KindTable kinds, IReadOnlySet<int> shut)
    {
        _index = index;
        Shut = shut;
        FirstDistrict = 1 + index.Provinces.Length;
        FirstCommune = FirstDistrict + index.Districts.Length;
        Count = FirstCommune + index.Communes.Length;
        _kinds = new ulong[Count][];
        _communeLineStart = new int[index.Communes.Length + 1];
        for (var l = 0; l < index.LineCount; l++)
        {
            _communeLineStart[index.LineCommune[l] + 1] += shut.Contains(l) ? 0 : 1;
        }

        for (var c = 0; c < index.Communes.Length; c++)
        {
            _communeLineStart[c + 1] += _communeLineStart[c];
        }

        var next = _communeLineStart.ToArray();
        _communeLine = new int[index.LineCount];
        for (var l = 0; l < index.LineCount; l++)
        {
            if (shut.Contains(l))
            {
                continue;
            }

            var c = index.LineCommune[l];
            _communeLine[next[c]++] = l;
            var kind = kinds.LineKind[l];
            Mark(0, kind, kinds.Words);
            Mark(1 + index.CommuneProvince[c], kind, kinds.Words);
            Mark(FirstCommune + c, kind, kinds.Words);
            if (index.CommuneDistrict[c] >= 0)
            {
                Mark(FirstDistrict + index.CommuneDistrict[c], kind, kinds.Words);
            }
        }

        _communesOfProvince = Members(index.CommuneProvince, index.Provinces.Length);
        _communesOfDistrict = Members(index.CommuneDistrict, index.Districts.Length);
    }

    public int Count { get; }

    /// <summary>Lines that no place holds.</summary>
    public IReadOnlySet<int> Shut { get; }

    public int FirstDistrict { get; }

    public int FirstCommune { get; }

    public bool IsCommune(int geo) => geo >= FirstCommune;

    public bool IsProvince(int geo) => geo > 0 && geo < FirstDistrict;

    /// <summary>Kinds of line that the place holds, or null for none.</summary>
    public ulong[]? Kinds(int geo) => _kinds[geo];

    public ReadOnlySpan<int> LinesOfCommune(int commune) =>
        _communeLine.AsSpan(_communeLineStart[commune], _communeLineStart[commune + 1] - _communeLineStart[commune]);

    /// <summary>Communes of any place but the country.</summary>
    public ReadOnlySpan<int> CommunesOf(int geo) => geo switch
    {
        _ when IsCommune(geo) => new[] { geo - FirstCommune },
        _ when IsProvince(geo) => _communesOfProvince[geo - 1],
        _ => _communesOfDistrict[geo - FirstDistrict],
    };

    private void Mark(int geo, int kind, int words)
    {
        var set = _kinds[geo] ??= new ulong[words];
        set[kind >> 6] |= 1UL << (kind & 63);
    }

    private static int[][] Members(int[] groupOf, int groups)
    {
        var lists = new List<int>[groups];
        for (var g = 0; g < groups; g++)
        {
            lists[g] = [];
        }

        for (var i = 0; i < groupOf.Length; i++)
        {
            if (groupOf[i] >= 0)
            {
                lists[groupOf[i]].Add(i);
            }
        }

        return [.. lists.Select(static list => list.ToArray())];
    }
}
