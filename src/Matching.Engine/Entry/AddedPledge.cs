using Matching.Engine.Allocation.FairShares;

namespace Matching.Engine.Entry;

/// <summary>The fair shares of a solved round with one pledge more, from those parts of it alone that the pledge touches.</summary>
/// <remarks>
/// Further supply lowers no line (docs/check-and-prices.md), and what it raises lies on residual ways from it. So the sets that it can reach are taken
/// in from the lowest rank up until they can hold all of it; inside, each class is filled from the pledge alone and levelled exactly; what lies
/// beyond stays. That the levels end below the border and the supply is used up proves that beyond it nothing could be done better.
/// </remarks>
internal static class AddedPledge
{
    /// <summary>The lines whose share changes, with their new shares; <see langword="null"/> when only a full solve can tell.</summary>
    /// <param name="stopRank">When stated, all of it must be used up without the sets from this rank on.</param>
    public static Dictionary<int, ChangedShare>? Try(SolvedShares round, PledgeHeads heads, CancellationToken cancel, int stopRank = int.MaxValue)
    {
        if (heads.SupplyVnd == 0 || heads.Heads.Count == 0)
        {
            return [];
        }

        var region = new Region(round, heads);
        var levels = round.Sets.Levels;
        var first = region.Border < levels.Count ? levels[region.Border].Class : int.MaxValue;
        var (limit, isGuarded) = LimitOf(round, heads, first);
        if (stopRank < int.MaxValue)
        {
            (limit, isGuarded) = (Math.Min(stopRank, limit), true);
        }

        var wanted = (Int128)heads.SupplyVnd;
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            while (region.Border < limit && (region.Nodes.Count == 0 || region.RoomVnd() < wanted))
            {
                region.Grow();
            }

            if (isGuarded && region.Border >= limit && region.RoomVnd() < heads.SupplyVnd)
            {
                return null; // some of it must go on to the projects
            }

            var outcome = region.Nodes.Count == 0
                ? new RegionOutcome([], [], heads.SupplyVnd)
                : RegionSolve.Run(round, RegionNetwork.Build(round, heads, region.Nodes), mayTakeBack: false, cancel);
            var isDone = outcome.Left == 0 ? StaysBelow(round, outcome.Shares, region.Border) : region.Border >= levels.Count && !isGuarded;
            if (isDone)
            {
                return outcome.Shares;
            }

            if (region.Border >= limit)
            {
                return null;
            }

            wanted = Int128.Max(2 * wanted, region.RoomVnd() + 1);
        }
    }

    /// <summary>The rank at which a queue of projects could begin to decide otherwise, if one could.</summary>
    private static (int Rank, bool IsGuarded) LimitOf(SolvedShares round, PledgeHeads heads, int firstClass)
    {
        var levels = round.Sets.Levels;
        foreach (var guard in round.Guards)
        {
            // Lines of an earlier class that rise open ways that were closed when the queue was served.
            if (guard.Class > firstClass || heads.Heads.Exists(head => guard.Atoms[head.Atom]))
            {
                var at = levels.FindIndex(level => level.Class > guard.Class);
                return (at < 0 ? levels.Count : at, true);
            }
        }

        return (levels.Count, false);
    }

    /// <summary>Whether no line that has more ends above the border, be it full, or comes after it.</summary>
    private static bool StaysBelow(SolvedShares round, Dictionary<int, ChangedShare> ended, int border)
    {
        var levels = round.Sets.Levels;
        return border >= levels.Count || ended.All(line =>
            round.Index.LineClass[line.Key] is var k && (k < levels[border].Class || (k == levels[border].Class && line.Value.Coverage <= levels[border].Coverage)));
    }
}
