using Matching.Engine.Plans;
using Matching.Engine.Quantities;
using Matching.Verify.Facts;
using static Matching.Verify.ViolationKind;

namespace Matching.Verify.Checks;

/// <summary>A line said to be held by its province's cap lies in a province that reached it, beside nobody of its class who could give way.</summary>
/// <remarks>
/// For a cap bottleneck b of class k in one province: Σ fair shares there of classes up to k + Σ pinned there of later classes
/// &gt; cap − (number of bottlenecks with lines there), the rest being what whole đồng leave; and no line of class k there has more than
/// coverage(b) × value + 1 đồng, unless exactly that is pinned. Goods on a project count at the item's unit cost, as the cap does.
/// </remarks>
internal static class ProvinceCutCheck
{
    // Fractions of a đồng are rounded up to a 2^40th, which is far below what the whole đồng leave.
    private const int Scale = 40;

    public static void Run(RoundFacts round, Plan plan, Flows threads, Complaints complaints)
    {
        foreach (var bottleneck in plan.Bottlenecks.Where(b => b.Kind == BottleneckKind.ProvinceCap && !b.Lines.IsEmpty && b.Coverage.Denominator > 0))
        {
            var provinces = bottleneck.Lines.Select(n => round.Lines[n].Province).Distinct().Count();
            if (provinces != 1 || round.ProvinceCapVnd is not { } cap)
            {
                complaints.Add(CapBottleneckAstray, provinces, round.ProvinceCapVnd is null ? 0 : 1, bottleneck: bottleneck.Number);
                continue;
            }

            Check(round, plan, threads, bottleneck, cap, complaints);
        }
    }

    private static void Check(RoundFacts round, Plan plan, Flows threads, Bottleneck bottleneck, Int128 cap, Complaints complaints)
    {
        var province = round.Lines[bottleneck.Lines[0]].Province;
        var (received, groups) = (Int128.Zero, new HashSet<int>());
        for (var n = 0; n < round.Lines.Length; n++)
        {
            ref readonly var line = ref round.Lines[n];
            if (line.Province != province || !line.Takes)
            {
                continue;
            }

            var fair = plan.Lines[n].Fair;
            groups.Add(plan.Lines[n].Bottleneck);
            if (round.ClassOf[n] > bottleneck.Class)
            {
                continue;
            }

            received += ((Int128)fair.WholeVnd << Scale) + (fair.Remainder == 0 ? 0 : (((Int128)fair.Remainder << Scale) / fair.Denominator) + 1);
            var most = FairShare.Of(line.ValueVnd, bottleneck.Coverage < Ratio.One ? bottleneck.Coverage : Ratio.One);
            var pinned = fair.Remainder == 0 && fair.WholeVnd == round.Pins.OnLine(n);
            if (round.ClassOf[n] == bottleneck.Class && !pinned && fair.WholeVnd > most.WholeVnd + 1)
            {
                complaints.Add(RicherBesideCap, fair, most, need: n, bottleneck: bottleneck.Number);
            }
        }

        foreach (var pin in round.Pins.All.Where(pin => round.Lines[pin.Need].Province == province && round.ClassOf[pin.Need] > bottleneck.Class))
        {
            received += pin.OwnVnd << Scale;
        }

        foreach (var flow in threads.All)
        {
            if (flow.LineVnd != flow.OwnVnd && round.Lines[flow.Need].Province == province && round.ClassOf[flow.Need] <= bottleneck.Class)
            {
                received += (flow.OwnVnd - flow.LineVnd) << Scale;
            }
        }

        if (received <= (cap - groups.Count) << Scale && received < cap << Scale)
        {
            complaints.Add(CapNotReached, received >> Scale, cap, bottleneck: bottleneck.Number, province: round.ProvinceCode(province));
        }
    }
}
