using Matching.Engine.Plans;
using Matching.Verify.Facts;
using static Matching.Verify.ViolationKind;

namespace Matching.Verify.Checks;

/// <summary>What a line may get, and what the plan says it gets.</summary>
/// <remarks>
/// Money on the line = whole number of units × unit cost; units = goods units + money / unit cost ≤ quantity less what others give; units = 0 or ≥ min_quantity.
/// Class by the policy's order. Lines that take no part have class, fair share and units of zero.
/// </remarks>
internal static class LineCheck
{
    /// <returns>Per line: whole units delivered.</returns>
    public static long[] Run(RoundFacts round, Plan plan, Complaints complaints)
    {
        var goods = new Int128[round.Lines.Length];
        var money = new Int128[round.Lines.Length];
        foreach (var shipment in plan.Shipments)
        {
            goods[shipment.Need] += shipment.Units;
            money[shipment.Need] += shipment.AmountVnd;
        }

        var delivered = new long[round.Lines.Length];
        for (var n = 0; n < round.Lines.Length; n++)
        {
            ref readonly var line = ref round.Lines[n];
            var units = goods[n] + (money[n] / line.UnitVnd);
            delivered[n] = (long)Int128.Min(units, long.MaxValue);
            if (money[n] % line.UnitVnd != 0)
            {
                complaints.Add(NotWholeUnits, money[n], line.UnitVnd, need: n);
            }

            if (units > line.Quantity)
            {
                complaints.Add(line.FromOthers > 0 ? OverOpenQuantity : OverQuantity, units, line.Quantity, need: n);
            }

            if (units > 0 && units < line.Minimum)
            {
                complaints.Add(UnderMinimumQuantity, units, line.Minimum, need: n);
            }

            var stated = plan.Lines[n];
            if (stated.Class != round.ClassOf[n])
            {
                complaints.Add(WrongClass, stated.Class, round.ClassOf[n], need: n);
            }

            Same(stated.GoodsUnits, goods[n], "goods_units");
            Same(stated.MoneyVnd, money[n], "money_vnd");
            Same(stated.AllocatedUnits, units, "allocated_units");
            if (!line.Takes && (stated.Fair != default || stated.Bottleneck != 0 || stated.HeldBy != 0))
            {
                complaints.Add(LineAccount, stated.Fair, 0, need: n, what: "fair_share");
            }

            void Same(long said, Int128 right, string what)
            {
                if (said != right)
                {
                    complaints.Add(LineAccount, said, right, need: n, what: what);
                }
            }
        }

        return delivered;
    }
}
