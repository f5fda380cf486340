using Matching.Engine.Plans;
using Matching.Engine.Quantities;
using Matching.Verify.Facts;
using static Matching.Verify.ViolationKind;

namespace Matching.Verify.Checks;

/// <summary>The chain of bottlenecks covers every consumable line that is not full, and each line has the coverage of its bottleneck.</summary>
/// <remarks>
/// Order: by class, then coverage below one, strictly ascending among the supply bottlenecks of a class. A line of bottleneck b has exactly
/// coverage(b) × value (whole đồng within one at a province's cap), or more when exactly that is pinned. A line in the tight set of h lies in a
/// class before h's, or in h's class with no higher coverage than h's unless pinned there: it can give nothing back.
/// </remarks>
internal static class ChainCheck
{
    public static void Run(RoundFacts round, Plan plan, Flows threads, Complaints complaints)
    {
        Order(plan, complaints);
        var named = new int[plan.Bottlenecks.Length];
        for (var n = 0; n < round.Lines.Length; n++)
        {
            if (round.Lines[n].Takes)
            {
                Line(round, plan, n, complaints);
            }

            if (plan.Lines[n].Bottleneck is var number and > 0)
            {
                named[number - 1]++;
            }
        }

        foreach (var bottleneck in plan.Bottlenecks)
        {
            var astray = bottleneck.Lines.Count(n => plan.Lines[n].Bottleneck != bottleneck.Number);
            if (astray > 0 || bottleneck.Lines.Length != named[bottleneck.Number - 1] || bottleneck.Lines.IsEmpty)
            {
                complaints.Add(BottleneckLines, bottleneck.Lines.Length, named[bottleneck.Number - 1], bottleneck: bottleneck.Number);
            }
        }

        Figures(round, plan, threads, complaints);
    }

    private static void Order(Plan plan, Complaints complaints)
    {
        var (lastClass, last, lastSupply) = (0, default(Ratio), default(Ratio));
        for (var i = 0; i < plan.Bottlenecks.Length; i++)
        {
            var b = plan.Bottlenecks[i];
            if (b.Class != lastClass)
            {
                (last, lastSupply) = (default, default);
            }

            var supply = b.Kind == BottleneckKind.Supply;
            if (b.Class < lastClass)
            {
                complaints.Add(BottleneckOrder, b.Class, lastClass, bottleneck: i + 1, what: "class");
            }
            else if (b.Coverage.Denominator == 0 || b.Coverage >= Ratio.One
                || (last.Denominator > 0 && b.Coverage < last) || (supply && lastSupply.Denominator > 0 && b.Coverage == lastSupply))
            {
                complaints.Add(BottleneckOrder, b.Coverage, last, bottleneck: i + 1, what: "coverage");
            }

            (lastClass, last, lastSupply) = (b.Class, b.Coverage, supply ? b.Coverage : lastSupply);
        }
    }

    private static void Line(RoundFacts round, Plan plan, int n, Complaints complaints)
    {
        var (line, said) = (round.Lines[n], plan.Lines[n]);
        var (own, held) = (Numbered(plan, said.Bottleneck), Numbered(plan, said.HeldBy));
        var pinned = said.Fair.Remainder == 0 && said.Fair.WholeVnd == round.Pins.OnLine(n);
        if (own is null && !line.IsProject && said.Fair.WholeVnd < line.ValueVnd)
        {
            complaints.Add(OpenWithoutBottleneck, said.Fair, line.ValueVnd, need: n);
        }

        if (own is not null && (line.IsProject || own.Class != round.ClassOf[n]))
        {
            complaints.Add(BottleneckOfOtherClass, own.Class, round.ClassOf[n], need: n, bottleneck: own.Number);
        }
        else if (own is not null && own.Coverage.Denominator > 0 && own.Coverage <= Ratio.One)
        {
            var right = FairShare.Of(line.ValueVnd, own.Coverage);
            var atCap = own.Kind == BottleneckKind.ProvinceCap && said.Fair.Remainder == 0
                && said.Fair.WholeVnd >= right.WholeVnd - (right.Remainder == 0 ? 1 : 0) && said.Fair.WholeVnd <= right.WholeVnd + 1;
            if (said.Fair != right && !atCap && !(pinned && said.Fair > right))
            {
                complaints.Add(FairShareOffCoverage, said.Fair, right, need: n, bottleneck: own.Number);
            }
        }

        if (own?.Kind == BottleneckKind.Supply && said.HeldBy != own.Number)
        {
            complaints.Add(HeldByWrong, said.Bottleneck, said.HeldBy, need: n, bottleneck: said.HeldBy, what: "number");
        }
        else if (held is not null && held.Class < round.ClassOf[n])
        {
            complaints.Add(HeldByWrong, round.ClassOf[n], held.Class, need: n, bottleneck: held.Number, what: "class");
        }
        else if (held is not null && held != own && held.Class == round.ClassOf[n] && !pinned && held.Coverage.Denominator > 0)
        {
            var most = FairShare.Of(line.ValueVnd, held.Coverage < Ratio.One ? held.Coverage : Ratio.One);
            var slack = own?.Kind == BottleneckKind.ProvinceCap ? 1 : 0;
            if (said.Fair.WholeVnd > most.WholeVnd + slack || (slack == 0 && said.Fair > most))
            {
                complaints.Add(HeldByWrong, said.Fair, most, need: n, bottleneck: held.Number, what: "coverage");
            }
        }
    }

    /// <summary>Communes, feeding pledges, the next coverage of the class, and the money that lifts the lines to it, up to a đồng a line.</summary>
    private static void Figures(RoundFacts round, Plan plan, Flows threads, Complaints complaints)
    {
        var feeders = plan.Bottlenecks.Select(_ => new List<int>()).ToArray();
        foreach (var flow in threads.All)
        {
            if (plan.Lines[flow.Need].Bottleneck is var number and > 0 && (feeders[number - 1].Count == 0 || feeders[number - 1][^1] != flow.Pledge))
            {
                feeders[number - 1].Add(flow.Pledge);
            }
        }

        for (var i = 0; i < plan.Bottlenecks.Length; i++)
        {
            var b = plan.Bottlenecks[i];
            var communes = b.Lines.Select(n => round.Lines[n].Commune).Distinct().Count();
            Same(b.Communes == communes, b.Communes, communes, "communes");
            Same(b.FeedingPledges.SequenceEqual(feeders[i]), b.FeedingPledges.Length, feeders[i].Count, "feeding_pledges");
            var next = plan.Bottlenecks.Skip(i + 1).TakeWhile(later => later.Class == b.Class).FirstOrDefault(later => later.Coverage > b.Coverage)?.Coverage ?? Ratio.One;
            Same(b.NextCoverage == next, b.NextCoverage, next, "next_coverage");
            var (least, most) = (Int128.Zero, Int128.Zero);
            foreach (var n in next.Denominator > 0 && next <= Ratio.One ? b.Lines : [])
            {
                var rise = (Int128)FairShare.Of(round.Lines[n].ValueVnd, next).WholeVnd - plan.Lines[n].Fair.WholeVnd;
                least += Int128.Max(0, rise - 1);
                most += Int128.Max(0, rise + 1);
            }

            Same(b.Lift.Dong >= least && b.Lift.Dong <= most, b.Lift.Dong, most, "lift_vnd");

            void Same(bool same, Figure said, Figure right, string what)
            {
                if (!same)
                {
                    complaints.Add(BottleneckAccount, said, right, bottleneck: b.Number, what: what);
                }
            }
        }
    }

    private static Bottleneck? Numbered(Plan plan, int number) => number == 0 ? null : plan.Bottlenecks[number - 1];
}
