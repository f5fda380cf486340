using Matching.Engine.Quantities;

namespace Matching.Engine.Allocation.WholeUnits;

/// <summary>Shares each atom's rounded units among its lines, and keeps the lines' minimum quantities.</summary>
internal static class LineUnits
{
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
    /// <returns>Lines that settled amounts keep below their minimum.</returns>
    public static List<int> KeepMinimums(WholeState state, UnitSupply supply)
    {
        var below = new List<int>();
        for (var l = 0; l < state.Index.LineCount; l++)
        {
            if (state.Index.NeedAt(l).MinQuantity is { } minimum && state.LineUnits[l] > 0 && state.LineUnits[l] < minimum
                && !supply.Lift(l, minimum - state.LineUnits[l]) && !Release(state, supply, l))
            {
                below.Add(l);
            }
        }

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
