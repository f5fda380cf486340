using Matching.Engine.Quantities;

namespace Matching.Engine.Allocation.WholeUnits;

/// <summary>Shares each atom's rounded units among its lines, and keeps the lines' minimum quantities.</summary>
internal static class LineUnits
{
    /// <summary>How many lines are tried in vain with what one line gave back.</summary>
    private const int LiftsPerRelease = 2;

    /// <summary>Every line gets the whole part of its fair share; what its atom has beyond goes to the lowest coverage in it.</summary>
    /// <param name="share">Per line: fair share of the flow, settled amounts included.</param>
    public static void ShareOut(WholeState state, FairShare[] share)
    {
        for (var a = 0; a < state.Network.AtomCount; a++)
        {
            var units = UnitsOf(state, a);
            if (state.Lines(a).Length == 1)
            {
                state.LineUnits[state.LineOf(a)] = units;
                continue;
            }

            var lines = state.Lines(a).ToArray();
            foreach (var line in lines)
            {
                state.LineUnits[line] = share[line].WholeVnd / state.Index.UnitCostVnd[line];
                units -= state.LineUnits[line];
            }

            for (; units < 0; units++)
            {
                // Rounding both sides of a mixed atom down can leave one unit less than its lines' whole parts.
                state.LineUnits[lines.MaxBy(line => (state.LineUnits[line] > 0, state.CoverageOf(line)))]--;
            }

            for (; units > 0; units--)
            {
                state.LineUnits[lines.Where(line => state.LineUnits[line] < state.Index.Quantity[line]).MinBy(state.CoverageOf)]++;
            }
        }
    }

    /// <summary>A line below its minimum quantity is lifted to it or gives back all that was not settled.</summary>
    /// <remarks>Those nearest to their minimum are lifted first, those farthest from it give back first, and what they give back may lift others.</remarks>
    /// <returns>Lines that settled amounts keep below their minimum.</returns>
    public static List<int> KeepMinimums(WholeState state, UnitSupply supply)
    {
        var waiting = new List<(int Line, long Minimum)>();
        for (var l = 0; l < state.Index.LineCount; l++)
        {
            if (state.Index.NeedAt(l).MinQuantity is { } minimum && state.LineUnits[l] > 0 && state.LineUnits[l] < minimum)
            {
                waiting.Add((l, minimum));
            }
        }

        waiting.Sort((left, right) =>
        {
            var order = ((Int128)state.LineUnits[right.Line] * left.Minimum).CompareTo((Int128)state.LineUnits[left.Line] * right.Minimum);
            return order != 0 ? order : left.Line.CompareTo(right.Line);
        });

        var below = new List<int>();
        waiting.RemoveAll(x => supply.Lift(x.Line, x.Minimum - state.LineUnits[x.Line]));
        while (waiting.Count > 0)
        {
            var (farthest, _) = waiting[^1];
            waiting.RemoveAt(waiting.Count - 1);
            if (!Release(state, supply, farthest))
            {
                below.Add(farthest);
            }

            var tries = LiftsPerRelease;
            waiting.RemoveAll(x => tries > 0 && (supply.Lift(x.Line, x.Minimum - state.LineUnits[x.Line]) || tries-- < 0));
        }

        below.Sort();
        return below;
    }

    /// <returns>Whether the line has nothing now; false when settled amounts stay.</returns>
    private static bool Release(WholeState state, UnitSupply supply, int line)
    {
        var atom = state.Network.AtomOfLine[line];
        var cost = state.Index.UnitCostVnd[line];
        var settled = state.Commitments.BaseVnd[line] > 0 ? state.BaseGoodsUnits(atom) + ((state.BaseMoneyVnd(atom) + cost - 1) / cost) : 0;
        var units = state.LineUnits[line] - settled;
        var bought = Math.Min(units, state.MoneyVnd[atom] / cost);
        supply.GiveBackMoney(atom, bought * cost);
        supply.GiveBackGoods(atom, units - bought);
        state.LineUnits[line] = settled;
        return settled == 0;
    }

    /// <summary>Units of an atom: goods and money, settled and flowing.</summary>
    private static long UnitsOf(WholeState state, int a) =>
        state.BaseGoodsUnits(a) + state.GoodsUnits[a]
        + ((state.BaseMoneyVnd(a) + state.MoneyVnd[a]) / state.UnitVnd[state.Network.AtomStart + a]);
}
