using Matching.Engine.Allocation.FairShares;
using Matching.Engine.Quantities;

namespace Matching.Engine.Allocation.WholeUnits;

/// <param name="Supply">Draws further on what is left over.</param>
/// <param name="UnfinishedUnits">Lines whose settled money is not a whole number of units and could not be completed.</param>
/// <param name="BelowMinimum">Lines whose settled amounts stay below the line's minimum quantity.</param>
internal sealed record WholeResult(WholeState State, UnitSupply Supply, IReadOnlyList<int> UnfinishedUnits, IReadOnlyList<int> BelowMinimum);

/// <summary>From the fair flow to whole units: round down in a way that can be carried out, then hand out what that leaves over.</summary>
/// <remarks>
/// <para>Goods are rounded as an integral flow between the floor and the ceiling of each line's goods, so at most one unit is lost; a
/// line's money is cut to whole units, so at most one more is lost. That is the promised distance: fair share − 1, or − 2 where both meet.</para>
/// <para>What is left is handed out unit by unit to the line with the lowest coverage of the earliest class, until no line can take one
/// more from what is left over: the plan is maximal.</para>
/// </remarks>
internal static class WholeUnitsSolver
{
    /// <param name="share">Per line: fair share of the flow, settled amounts included.</param>
    public static WholeResult Solve(FlowState fair, FairShare[] share, Commitments commitments, Func<bool> outOfTime, CancellationToken cancel)
    {
        var state = new WholeState(fair, commitments);
        var supply = new UnitSupply(state);
        var goods = new GoodsPush(state);
        var rounding = new FlowRounding(state, goods);
        rounding.RoundGoods(cancel);
        rounding.RoundMoney();
        var unfinished = rounding.CompleteBegunUnits(supply);
        LineUnits.ShareOut(state, share);
        var belowMinimum = LineUnits.KeepMinimums(state, supply);
        var handingOut = new HandingOut(state, supply, belowMinimum);
        do
        {
            handingOut.Run(outOfTime, cancel);
        }
        while (GoodsInPlaceOfMoney(state, goods, supply, cancel) && !outOfTime());

        return new WholeResult(state, supply, unfinished, belowMinimum);
    }

    /// <summary>Lets goods that are left take the place of money, so that the money can help elsewhere.</summary>
    /// <returns>Whether any money came free.</returns>
    private static bool GoodsInPlaceOfMoney(WholeState state, GoodsPush goods, UnitSupply supply, CancellationToken cancel)
    {
        var atomStart = state.Network.AtomStart;
        for (var a = 0; a < state.Network.AtomCount; a++)
        {
            // A province's cap counts goods at the item's price, which a project line may differ from.
            goods.Room[atomStart + a] = state.HasProvinceCap && state.Index.IsProject(state.LineOf(a)) ? 0 : state.MoneyVnd[a] / state.UnitVnd[atomStart + a];
        }

        var freed = false;
        goods.Run(cancel, (atom, units) =>
        {
            supply.GiveBackMoney(atom, units * state.UnitVnd[atomStart + atom]);
            freed = true;
        });
        return freed;
    }
}
