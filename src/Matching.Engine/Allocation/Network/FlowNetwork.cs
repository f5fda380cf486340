namespace Matching.Engine.Allocation.Network;

/// <summary>
/// The compressed network: sources (pledges with equal conditions) → via nodes (geography × kinds) → atoms (lines that exactly the same
/// nodes feed, which therefore always share one coverage). Residual arcs in compressed rows.
/// </summary>
/// <remarks>
/// Nodes are numbered sources first, then via nodes, then atoms. The arcs of node v are <c>First[v] .. First[v + 1]</c>; those before
/// <c>Mid[v]</c> lead forward (source → atom), the rest are the reverse halves. <c>Cap</c> is what can still be pushed along an arc, in đồng
/// of line value, so the flow on a forward arc is <c>Cap[Mate[arc]]</c>.
/// </remarks>
internal sealed class FlowNetwork
{
    /// <summary>Stands for "no limit": above any sum of supplies (at most 4 · 10^18), yet two of them add up without overflow.</summary>
    public const long Unlimited = long.MaxValue / 2;

    public required int SourceCount { get; init; }

    public required int AtomStart { get; init; }

    public required int NodeCount { get; init; }

    public required int[] First { get; init; }

    public required int[] Mid { get; init; }

    public required int[] To { get; init; }

    public required int[] Mate { get; init; }

    public required long[] Cap { get; init; }

    /// <summary>Whether a node belongs to the goods side; goods and money meet only in the atoms.</summary>
    public required bool[] IsGoods { get; init; }

    /// <summary>Supply of a source in đồng of line value.</summary>
    public required long[] SupplyVnd { get; init; }

    /// <summary>Order in which sources are drawn on: goods, then money from narrow to free.</summary>
    public required byte[] SourceStage { get; init; }

    public required int StageCount { get; init; }

    /// <summary>Đồng of line value per unit of a goods source; 1 for money.</summary>
    public required long[] SourceUnitVnd { get; init; }

    /// <summary>Pledges of source s are <c>SourcePledge[SourceStart[s] .. SourceStart[s + 1]]</c>, ascending.</summary>
    public required int[] SourceStart { get; init; }

    public required int[] SourcePledge { get; init; }

    /// <summary>Lines of atom a (node AtomStart + a) are <c>AtomLine[AtomLineStart[a] .. AtomLineStart[a + 1]]</c>, ascending.</summary>
    public required int[] AtomLineStart { get; init; }

    public required int[] AtomLine { get; init; }

    public required int[] AtomOfLine { get; init; }

    /// <summary>Longest way from a node down to an atom; every forward arc leads to a smaller depth.</summary>
    public required int[] Depth { get; init; }

    public int AtomCount => NodeCount - AtomStart;

    public int ArcCount => To.Length / 2;

    /// <summary>The only line of a project's atom; of others the first, which stands for their class, kind and unit cost.</summary>
    public int FirstLineOf(int atom) => AtomLine[AtomLineStart[atom]];
}
