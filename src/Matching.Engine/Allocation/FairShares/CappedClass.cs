using System.Numerics;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;

namespace Matching.Engine.Allocation.FairShares;

/// <summary>One class under a cap per province.</summary>
/// <remarks>
/// A cap lies behind the lines, so the deliverable vectors are no polymatroid any more. But all lines can be thought of as rising
/// together: a line stops when its supply is tight or its province is full, and what happens above a level never changes what happened
/// below. So the class is solved without caps, the province that would overflow at the lowest level is held there, and the rest is
/// solved again around it (algorithms.md 7.6). Lines held by a cap share it in whole đồng.
/// </remarks>
internal sealed class CappedClass(FlowState state, ProvinceCaps caps, ClassFill fill, ClassLevels leximin, Fairness fairness)
{
    public List<Level> Solve(int k, List<int> atoms, bool[] active, CancellationToken cancel)
    {
        var zones = (int[])state.Zone.Clone();
        var open = new List<int>(atoms);
        var held = new List<Level>();
        while (true)
        {
            foreach (var a in open)
            {
                active[a] = true;
            }

            fill.Fill(open, cancel);
            var levels = fairness == Fairness.Leximin ? leximin.Levels(k, open, active, cancel) : [];
            var overflow = Overflowing(k, open, levels, active);
            foreach (var a in open)
            {
                active[a] = false;
            }

            if (overflow is null)
            {
                levels.AddRange(held);
                levels.Sort(static (left, right) => left.Coverage.CompareTo(right.Coverage) is var c && c != 0 ? c : left.CappedProvince.CompareTo(right.CappedProvince));
                return levels;
            }

            if (fairness == Fairness.Leximin)
            {
                held.Add(overflow);
            }

            open.RemoveAll(overflow.Atoms.Contains);
            for (var v = 0; v < zones.Length; v++)
            {
                state.SetZone(v, zones[v]);
            }
        }
    }

    /// <summary>Holds the province that overflows at the lowest level, or returns null when none does.</summary>
    private Level? Overflowing(int k, List<int> open, List<Level> levels, bool[] active)
    {
        var remaining = caps.Remaining(active);
        var coverage = Coverages(open, levels);
        (int Province, Ratio Level, List<int> Atoms)? worst = null;
        foreach (var province in open.GroupBy(a => caps.ProvinceOfAtom[a]).OrderBy(static g => g.Key))
        {
            var capVnd = Math.Max(0, remaining[province.Key]);
            if (!Exceeds([.. province], coverage, capVnd))
            {
                continue;
            }

            var (level, atoms) = WaterLevel([.. province.OrderBy(a => coverage[a]).ThenBy(static a => a)], coverage, capVnd);
            if (worst is null || level < worst.Value.Level)
            {
                worst = (province.Key, level, atoms);
            }
        }

        if (worst is not { } hold)
        {
            return null;
        }

        Settle(hold.Atoms, hold.Level);
        hold.Atoms.Sort();
        return new Level { Class = k, Coverage = hold.Level, Atoms = hold.Atoms, HeldAtoms = [], CappedProvince = hold.Province };
    }

    private Dictionary<int, Ratio> Coverages(List<int> open, List<Level> levels)
    {
        var coverage = new Dictionary<int, Ratio>(open.Count);
        foreach (var a in open)
        {
            coverage[a] = new Ratio(state.Got[a] + state.Base[a], state.Demand[a]);
        }

        foreach (var level in levels)
        {
            foreach (var a in level.Atoms)
            {
                var lifted = new Ratio(state.Base[a], state.Demand[a]);
                coverage[a] = lifted > level.Coverage ? lifted : level.Coverage;
            }
        }

        return coverage;
    }

    /// <summary>Whether the province's lines take more than the cap, by their exact shares or by the whole đồng that flow.</summary>
    private bool Exceeds(List<int> atoms, Dictionary<int, Ratio> coverage, long capVnd)
    {
        var flow = BigInteger.Zero;
        foreach (var a in atoms)
        {
            flow += state.Got[a];
        }

        if (flow > capVnd)
        {
            return true;
        }

        var exact = BigInteger.Zero;
        foreach (var group in atoms.GroupBy(a => coverage[a]))
        {
            // Rounding each level down keeps the comparison on the safe side by less than one đồng per level, as documented.
            BigInteger demand = 0;
            BigInteger settled = 0;
            foreach (var a in group)
            {
                demand += state.Demand[a];
                settled += state.Base[a];
            }

            exact += (demand * group.Key.Numerator / group.Key.Denominator) - settled;
        }

        return exact > capVnd;
    }

    /// <summary>The level at which the province's richer lines must stop so that all of it fits, and those lines.</summary>
    private (Ratio Level, List<int> Atoms) WaterLevel(List<int> ascending, Dictionary<int, Ratio> coverage, long capVnd)
    {
        var below = BigInteger.Zero;
        for (var i = 0; ; i++)
        {
            var level = LevelOf(ascending[i..], BigInteger.Max(0, capVnd - below));
            if (i == ascending.Count - 1 || level <= coverage[ascending[i]])
            {
                return (level, ascending[i..]);
            }

            below += state.Got[ascending[i]];
        }
    }

    /// <summary>The common level that uses up the amount; lines lifted above it beforehand stand aside.</summary>
    private Ratio LevelOf(List<int> atoms, BigInteger amount)
    {
        while (true)
        {
            var supply = amount;
            var demand = BigInteger.Zero;
            foreach (var a in atoms)
            {
                supply += state.Base[a];
                demand += state.Demand[a];
            }

            if (demand.IsZero)
            {
                return Ratio.Zero;
            }

            var level = new Ratio((long)supply, (long)demand);
            var below = atoms.FindAll(a => !IsLifted(a, level));
            if (below.Count == atoms.Count)
            {
                return level;
            }

            atoms = below;
        }
    }

    private bool IsLifted(int atom, Ratio level) => (Int128)state.Base[atom] * level.Denominator > (Int128)state.Demand[atom] * level.Numerator;

    /// <summary>Cuts the atoms to the level, in whole đồng that never exceed it in sum, and gives the rest of their inflow back.</summary>
    private void Settle(List<int> atoms, Ratio level)
    {
        Int128 demand = 0;
        var before = 0L;
        foreach (var a in atoms.Order())
        {
            var target = 0L;
            if (!IsLifted(a, level))
            {
                demand += state.Demand[a];
                var upTo = (long)(demand * level.Numerator / level.Denominator);
                target = upTo - before - state.Base[a];
                before = upTo;
            }

            if (state.Got[a] > target)
            {
                state.Drain(a, state.Got[a] - target);
            }
        }
    }
}
