using Matching.Engine.Quantities;

namespace Matching.Engine.Entry;

/// <summary>A tight set that falls or rises as one.</summary>
/// <param name="Set">Its number.</param>
/// <param name="Coverage">What its lines have then.</param>
/// <param name="GainVnd">Of all its lines together.</param>
internal readonly record struct MovedSet(int Set, Ratio Coverage, long GainVnd);

/// <summary>How shares differ from those of the solved round.</summary>
/// <param name="Sets">Sets that move as one.</param>
/// <param name="Lines">Lines that change, outside of these sets.</param>
internal sealed record ShareChanges(List<MovedSet> Sets, Dictionary<int, ChangedShare> Lines)
{
    public static ShareChanges None { get; } = new([], []);

    public static ShareChanges Of(Dictionary<int, ChangedShare> lines) => new([], lines);

    /// <summary>Line by line.</summary>
    public Dictionary<int, ChangedShare> ByLine(SolvedShares round)
    {
        var lines = new Dictionary<int, ChangedShare>(Lines);
        var network = round.Network;
        foreach (var moved in Sets)
        {
            var k = round.Sets.Levels[round.Sets.Rank[moved.Set]].Class;
            foreach (var v in round.Sets.NodesOf(moved.Set))
            {
                if (v >= network.AtomStart && round.State.AtomClass[v - network.AtomStart] == k)
                {
                    for (var i = network.AtomLineStart[v - network.AtomStart]; i < network.AtomLineStart[v - network.AtomStart + 1]; i++)
                    {
                        var line = network.AtomLine[i];
                        lines[line] = new ChangedShare(FairShare.Of(round.Index.DemandVnd[line], moved.Coverage), moved.Coverage);
                    }
                }
            }
        }

        return lines;
    }
}
