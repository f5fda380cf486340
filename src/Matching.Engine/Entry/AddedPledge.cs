using Matching.Engine.Allocation.FairShares;
using Matching.Engine.Needs;
using Matching.Engine.Quantities;

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
    public static Dictionary<int, ChangedShare>? Try(SolvedShares round, PledgeHeads heads, CancellationToken cancel)
    {
        if (heads.SupplyVnd == 0 || heads.Heads.Count == 0)
        {
            return [];
        }

        var region = new Region(round, heads);
        var levels = round.Sets.Levels;
        var first = region.Border < levels.Count ? levels[region.Border].Class : int.MaxValue;
        var (limit, isGuarded) = LimitOf(round, heads, first);
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

            var outcome = region.Nodes.Count == 0 ? new Outcome([], heads.SupplyVnd) : Work(round, heads, region, cancel);
            var isDone = outcome.Left == 0 ? StaysBelow(round, outcome.Levels, region.Border) : region.Border >= levels.Count && !isGuarded;
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

    /// <summary>Whether the border's own class ends no higher than the border.</summary>
    private static bool StaysBelow(SolvedShares round, List<Level> ended, int border)
    {
        var levels = round.Sets.Levels;
        return border >= levels.Count || ended.TrueForAll(level => level.Class < levels[border].Class || level.Coverage <= levels[border].Coverage);
    }

    private static Outcome Work(SolvedShares round, PledgeHeads heads, Region region, CancellationToken cancel)
    {
        var state = RegionNetwork.Build(round, heads, region.Nodes);
        var network = state.Network;
        var classes = new SortedDictionary<int, List<int>>();
        for (var a = 0; a < network.AtomCount; a++)
        {
            var k = state.AtomClass[a];
            if (round.Index.Classes[k].Kind == ItemKind.Consumable)
            {
                if (!classes.TryGetValue(k, out var atoms))
                {
                    classes.Add(k, atoms = []);
                }

                atoms.Add(a);
            }
        }

        var outcome = new Outcome([], 0);
        var leximin = new ClassLevels(state, new ClassCore(state), threads: 1);
        var active = new bool[network.AtomCount];
        foreach (var (k, atoms) in classes)
        {
            var before = state.Excess[0];
            Fill(state, atoms, cancel);
            if (state.Excess[0] == before)
            {
                continue; // nothing of it comes here
            }

            Mark(active, atoms, true);
            var levels = leximin.Levels(k, atoms, active, cancel);
            Mark(active, atoms, false);
            outcome.Levels.AddRange(levels);
            ShareOut(round, state, atoms, levels, outcome.Shares);
            if (state.Excess[0] == 0)
            {
                break;
            }
        }

        return outcome with { Left = state.Excess[0] };
    }

    private static void Mark(bool[] active, List<int> atoms, bool value)
    {
        foreach (var a in atoms)
        {
            active[a] = value;
        }
    }

    private static void Fill(FlowState state, List<int> atoms, CancellationToken cancel)
    {
        var rooms = new List<int>(atoms.Count);
        foreach (var a in atoms)
        {
            var room = state.Demand[a] - state.Base[a] - state.Got[a];
            if (room > 0)
            {
                state.Room[state.Network.AtomStart + a] = room;
                rooms.Add(state.Network.AtomStart + a);
            }
        }

        state.Flow.Push(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(rooms), cancel);
        foreach (var node in rooms)
        {
            var a = node - state.Network.AtomStart;
            state.Got[a] = state.Demand[a] - state.Base[a] - state.Room[node];
            state.Room[node] = 0;
        }
    }

    private static void ShareOut(SolvedShares round, FlowState state, List<int> atoms, List<Level> levels, Dictionary<int, ChangedShare> shares)
    {
        var coverage = new Dictionary<int, Ratio>();
        foreach (var level in levels)
        {
            foreach (var a in level.Atoms)
            {
                coverage.Add(a, level.Coverage);
            }
        }

        var (network, index) = (state.Network, round.Index);
        foreach (var a in atoms)
        {
            for (var i = network.AtomLineStart[a]; i < network.AtomLineStart[a + 1]; i++)
            {
                var line = network.AtomLine[i];
                var now = !coverage.TryGetValue(a, out var level) ? new ChangedShare(new FairShare(index.DemandVnd[line]), Ratio.One)
                    : (Int128)state.Base[a] * level.Denominator > (Int128)state.Demand[a] * level.Numerator
                        ? new ChangedShare(new FairShare(state.Base[a] + state.Got[a]), new Ratio(state.Base[a] + state.Got[a], state.Demand[a]))
                        : new ChangedShare(FairShare.Of(index.DemandVnd[line], level), level);
                if (now.Share != round.Fair.Share[line])
                {
                    shares[line] = now;
                }
            }
        }
    }

    /// <param name="Left">What of the pledge nobody in the region could take.</param>
    private sealed record Outcome(Dictionary<int, ChangedShare> Shares, long Left)
    {
        public List<Level> Levels { get; } = [];
    }
}
