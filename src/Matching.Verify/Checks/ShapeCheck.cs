using System.Collections.Immutable;
using Matching.Engine.Plans;
using Matching.Verify.Facts;
using static Matching.Verify.ViolationKind;

namespace Matching.Verify.Checks;

/// <summary>Whether the plan can be read at all. Where it cannot, nothing else is checked.</summary>
/// <remarks>
/// One outcome for each line and pledge; indices inside their lists; shipments and threads strictly ascending by (pledge id, need id), ordinal;
/// money: units = 0, amount &gt; 0, value = amount; goods: amount = 0, units &gt; 0, value = units × the item's unit cost; threads &gt; 0,
/// and whole units where goods serve a project whose own price differs from the item's.
/// </remarks>
internal static class ShapeCheck
{
    public static void Run(RoundFacts round, Plan plan, Complaints complaints)
    {
        Length(plan.Lines, round.Lines.Length, "lines");
        Length(plan.Pledges, round.Pledges.Length, "pledges");
        Length(plan.Classes, round.Classes.Length, "classes");
        Length(plan.Shipments, plan.Shipments.IsDefault ? 0 : plan.Shipments.Length, "shipments");
        Length(plan.FairThreads, plan.FairThreads.IsDefault ? 0 : plan.FairThreads.Length, "fair_threads");
        Length(plan.Bottlenecks, plan.Bottlenecks.IsDefault ? 0 : plan.Bottlenecks.Length, "bottlenecks");
        if (complaints.Any)
        {
            return;
        }

        Pairs(plan.Shipments.Length, i => (plan.Shipments[i].Pledge, plan.Shipments[i].Need), "shipments");
        Pairs(plan.FairThreads.Length, i => (plan.FairThreads[i].Pledge, plan.FairThreads[i].Need), "fair_threads");
        foreach (var line in plan.Lines)
        {
            Inside(line.Bottleneck - 1, plan.Bottlenecks.Length, "line.bottleneck", least: -1);
            Inside(line.HeldBy - 1, plan.Bottlenecks.Length, "line.held_by", least: -1);
        }

        foreach (var bottleneck in plan.Bottlenecks)
        {
            Inside(bottleneck.Class - 1, plan.Classes.Length, "bottleneck.class");
            Ids(bottleneck.Lines, round.Lines.Length, n => round.Round.Needs[n].Id.Value, "bottleneck.lines");
            Ids(bottleneck.FeedingPledges, round.Pledges.Length, p => round.Round.Pledges[p].Id.Value, "bottleneck.feeding_pledges");
        }

        if (complaints.Any)
        {
            return;
        }

        foreach (var shipment in plan.Shipments)
        {
            Measure(shipment);
        }

        foreach (var thread in plan.FairThreads)
        {
            var (pledge, unitVnd) = (round.Pledges[thread.Pledge], round.Lines[thread.Need].UnitVnd);
            if (thread.ValueVnd <= 0)
            {
                complaints.Add(NotPositive, thread.ValueVnd, 0, thread.Pledge, thread.Need, what: "value_vnd", fair: true);
            }

            if (!pledge.IsMoney && pledge.UnitVnd != unitVnd && thread.ValueVnd % unitVnd != 0)
            {
                complaints.Add(WrongMeasure, thread.ValueVnd, thread.ValueVnd / unitVnd * unitVnd, thread.Pledge, thread.Need, what: "value_vnd", fair: true);
            }
        }

        void Length<T>(ImmutableArray<T> list, int expected, string what)
        {
            if (list.IsDefault || list.Length != expected)
            {
                complaints.Add(ListLength, list.IsDefault ? 0 : list.Length, expected, what: what);
            }
        }

        bool Inside(int index, int length, string what, int least = 0)
        {
            if (index >= least && index < length)
            {
                return true;
            }

            complaints.Add(UnknownIndex, index, length, what: what);
            return false;
        }

        void Pairs(int count, Func<int, (int Pledge, int Need)> pair, string what)
        {
            (int Pledge, int Need)? last = null;
            for (var i = 0; i < count; i++)
            {
                var (pledge, need) = pair(i);
                if (!Inside(pledge, round.Pledges.Length, what) || !Inside(need, round.Lines.Length, what))
                {
                    return;
                }

                var order = last is not { } before ? -1 : before.Pledge != pledge
                    ? string.CompareOrdinal(round.Round.Pledges[before.Pledge].Id.Value, round.Round.Pledges[pledge].Id.Value)
                    : string.CompareOrdinal(round.Round.Needs[before.Need].Id.Value, round.Round.Needs[need].Id.Value);
                if (order >= 0)
                {
                    complaints.Add(OutOfOrder, i, count, pledge, need, what: what);
                }

                last = (pledge, need);
            }
        }

        void Ids(ImmutableArray<int> indices, int length, Func<int, string> id, string what)
        {
            for (var i = 0; i < (indices.IsDefault ? 0 : indices.Length); i++)
            {
                if (!Inside(indices[i], length, what))
                {
                    return;
                }

                if (i > 0 && string.CompareOrdinal(id(indices[i - 1]), id(indices[i])) >= 0)
                {
                    complaints.Add(OutOfOrder, i, indices.Length, what: what);
                }
            }
        }

        void Measure(in Shipment shipment)
        {
            var pledge = round.Pledges[shipment.Pledge];
            var (amount, what) = pledge.IsMoney ? (shipment.AmountVnd, "amount_vnd") : (shipment.Units, "units");
            var (other, otherWhat) = pledge.IsMoney ? (shipment.Units, "units") : (shipment.AmountVnd, "amount_vnd");
            if (amount <= 0)
            {
                complaints.Add(NotPositive, amount, 0, shipment.Pledge, shipment.Need, what: what);
            }

            if (other != 0)
            {
                complaints.Add(WrongMeasure, other, 0, shipment.Pledge, shipment.Need, what: otherWhat);
            }

            if (shipment.ValueVnd != (Int128)amount * pledge.UnitVnd)
            {
                complaints.Add(WrongMeasure, shipment.ValueVnd, (Int128)amount * pledge.UnitVnd, shipment.Pledge, shipment.Need, what: "value_vnd");
            }
        }
    }
}
