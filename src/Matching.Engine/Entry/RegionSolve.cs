using System.Runtime.InteropServices;
using Matching.Engine.Allocation.FairShares;
using Matching.Engine.Needs;
using Matching.Engine.Quantities;

namespace Matching.Engine.Entry;

/// <summary>What solving a region again gave.</summary>
/// <param name="Shares">Lines whose share is another one than in the solved round.</param>
/// <param name="Levels">Levels below full coverage that were found, by class.</param>
/// <param name="Left">What of the supply nobody in the region could take.</param>
internal sealed record RegionOutcome(Dictionary<int, ChangedShare> Shares, List<Level> Levels, long Left);

/// <summary>Fills and levels the classes of a region in order, starting from the flow that is there.</summary>
internal static class RegionSolve
{
    /// <param name="state">Of a region network, with the supply to be placed as excess.</param>
    /// <param name="mayTakeBack">
    /// Whether lines of later classes may lose what they have to earlier ones. Where supply is only added they never do, and need not be looked at.
    /// </param>
    public static RegionOutcome Run(SolvedShares round, FlowState state, bool mayTakeBack, CancellationToken cancel)
    {
        var network = state.Network;
        var classes = ByClass(round, state);
        var outcome = new RegionOutcome([], [], 0);
        var leximin = new ClassLevels(state, new ClassCore(state), threads: 1);
        var active = new bool[network.AtomCount];
        var later = new List<int>();
        foreach (var (k, atoms) in classes)
        {
            if (mayTakeBack)
            {
                later.Clear();
                later.AddRange(classes.Where(c => c.Key > k).SelectMany(static c => c.Value));
                Offer(state, later);
            }

            var before = state.Excess[0];
            Fill(state, atoms, cancel);
            Keep(state, later);
            if (!mayTakeBack && state.Excess[0] == before)
            {
                continue; // nothing of it comes here
            }

            Mark(active, atoms, true);
            var levels = leximin.Levels(k, atoms, active, cancel);
            Mark(active, atoms, false);
            outcome.Levels.AddRange(levels);
            ShareOut(round, state, atoms, levels, outcome.Shares);
            if (!mayTakeBack && state.Excess[0] == 0)
            {
                break;
            }
        }

        return outcome with { Left = state.Excess[0] };
    }

    /// <summary>Atoms of consumables in each class.</summary>
    public static SortedDictionary<int, List<int>> ByClass(SolvedShares round, FlowState state)
    {
        var classes = new SortedDictionary<int, List<int>>();
        for (var a = 0; a < state.Network.AtomCount; a++)
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

        return classes;
    }

    /// <summary>What the atoms have becomes excess that others may take.</summary>
    public static void Offer(FlowState state, List<int> atoms)
    {
        foreach (var a in atoms)
        {
            state.Excess[state.Network.AtomStart + a] = state.Got[a];
        }
    }

    /// <summary>What nobody took stays with the atoms.</summary>
    public static void Keep(FlowState state, List<int> atoms)
    {
        foreach (var a in atoms)
        {
            state.Got[a] = state.Excess[state.Network.AtomStart + a];
            state.Excess[state.Network.AtomStart + a] = 0;
        }
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

        state.Flow.Push(CollectionsMarshal.AsSpan(rooms), cancel);
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
}
