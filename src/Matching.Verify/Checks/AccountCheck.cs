using Matching.Engine.Plans;
using Matching.Engine.Quantities;
using Matching.Verify.Facts;
using static Matching.Verify.ViolationKind;

namespace Matching.Verify.Checks;

/// <summary>The accounts of pledges and classes, to the đồng.</summary>
/// <remarks>
/// Pledge: used = sum of its shipments, left = amount − used. Class: requested = Σ quantity × unit cost; fair = ⌊Σ fair shares⌋;
/// allocated = Σ units × unit cost; whole fair = Σ fair shares cut to whole units; reached = Σ min(that, allocated); price of conditions = ⌊Σ max(0, fair share − allocated)⌋; minimum coverage = min units / quantity, exact.
/// </remarks>
internal static class AccountCheck
{
    public static void Run(RoundFacts round, Plan plan, Flows shipments, long[] delivered, Complaints complaints)
    {
        for (var p = 0; p < round.Pledges.Length; p++)
        {
            var (stated, pledge) = (plan.Pledges[p], round.Pledges[p]);
            var used = shipments.OfPledgeVnd[p] / pledge.UnitVnd;
            Pledge(p, stated.Available, pledge.Available, "available");
            Pledge(p, stated.Used, used, "used");
            Pledge(p, stated.Left, round.Round.Pledges[p].Amount - used, "left");
        }

        Tally[] tallies = [.. round.Classes.Select(_ => new Tally())];
        for (var n = 0; n < round.Lines.Length; n++)
        {
            if (round.ClassOf[n] > 0)
            {
                var bottleneck = plan.Lines[n].Bottleneck;
                var step = bottleneck > 0 ? plan.Bottlenecks[bottleneck - 1].Coverage.Denominator : 0;
                tallies[round.ClassOf[n] - 1].Add(round.Lines[n], plan.Lines[n].Fair, delivered[n], step);
            }
        }

        var (bound, reached, fair) = (Int128.Zero, Int128.Zero, Int128.Zero);
        for (var c = 0; c < tallies.Length; c++)
        {
            var (stated, tally) = (plan.Classes[c], tallies[c]);
            if (stated.Class != round.Classes[c])
            {
                complaints.Add(ClassAccount, stated.Class.Number, c + 1, inClass: c + 1, what: "class");
            }

            Class(c, stated.Lines, tally.Lines, "lines");
            Class(c, stated.Requested.Dong, tally.Requested, "requested_vnd");
            Class(c, stated.Fair.Dong, tally.Fair.Floor(), "fair_vnd");
            Class(c, stated.Allocated.Dong, tally.Allocated, "allocated_vnd");
            Class(c, stated.PriceOfConditions.Dong, tally.Below.Floor(), "price_of_conditions_vnd");
            Class(c, stated.WholeFair.Dong, tally.WholeFair, "whole_fair_vnd");
            Class(c, stated.Reached.Dong, tally.Reached, "reached_vnd");
            bound += stated.Bound.Dong;
            reached += tally.Reached;
            fair += tally.WholeFair;
            if (bound < reached || bound > fair || (bound < fair && !round.HasDiscreteConditions))
            {
                complaints.Add(BoundUntrue, bound < reached ? reached : fair, bound, inClass: c + 1, what: bound < reached ? "reached_vnd" : "whole_fair_vnd");
            }

            if (stated.MinimumCoverage != tally.Minimum)
            {
                complaints.Add(ClassAccount, stated.MinimumCoverage, tally.Minimum, inClass: c + 1, what: "minimum_coverage");
            }

            // A figure for display, and the only one that is not exact: it may depend on the order of summing in its last digits.
            var mean = tally.Coverages / tally.Lines;
            if (!(Math.Abs(stated.MeanCoverage - mean) < 1e-9))
            {
                complaints.Add(ClassAccount, (long)(stated.MeanCoverage * 1e6), (long)(mean * 1e6), inClass: c + 1, what: "mean_coverage x 10^6");
            }
        }

        void Pledge(int p, long said, Int128 right, string what)
        {
            if (said != right)
            {
                complaints.Add(PledgeAccount, said, right, p, what: what);
            }
        }

        void Class(int c, long said, Int128 right, string what)
        {
            if (said != right)
            {
                complaints.Add(ClassAccount, said, right, inClass: c + 1, what: what);
            }
        }
    }

    private sealed class Tally
    {
        public int Lines { get; private set; }

        public Int128 Requested { get; private set; }

        public Int128 Allocated { get; private set; }

        public Int128 WholeFair { get; private set; }

        public Int128 Reached { get; private set; }

        public ExactSum Fair { get; } = new();

        public ExactSum Below { get; } = new();

        public Ratio Minimum { get; private set; }

        public double Coverages { get; private set; }

        public void Add(in LineFacts line, FairShare fair, long units, long step)
        {
            var allocated = (Int128)units * line.UnitVnd;
            Lines++;
            Requested += line.ValueVnd;
            Allocated += allocated;
            var whole = (Int128)(fair.WholeVnd / line.UnitVnd * line.UnitVnd);
            WholeFair += whole;
            Reached += Int128.Min(whole, allocated);
            Fair.Add(fair.WholeVnd, fair, step);
            if (fair.WholeVnd >= allocated)
            {
                Below.Add(fair.WholeVnd - allocated, fair, step);
            }

            var coverage = new Ratio(units, line.Quantity);
            Minimum = Lines == 1 || coverage < Minimum ? coverage : Minimum;
            Coverages += (double)units / line.Quantity;
        }
    }
}
