using System.Collections.Immutable;
using Matching.Engine.Deliveries;
using Matching.Engine.Ledger;
using Matching.Engine.Needs;
using Matching.Engine.Plans;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;

namespace Matching.Silo.Rounds;

/// <summary>What a plan means in the ledger.</summary>
public static class PlanMovements
{
    /// <summary>What each shipment of the plan takes from its pledge and meets of its line, in the plan's order.</summary>
    /// <remarks>Money that pays for its own delivery takes so many percent more from the pledge than the line gets, cut to whole đồng.</remarks>
    public static ImmutableArray<Allocation> Allocations(Round round, Plan plan)
    {
        ArgumentNullException.ThrowIfNull(round);
        ArgumentNullException.ThrowIfNull(plan);
        var prices = round.Items.ToDictionary(item => item.Id);
        return
        [
            .. plan.Shipments.Select(shipment =>
            {
                var (pledge, line) = (round.Pledges[shipment.Pledge], round.Needs[shipment.Need]);
                var unitCost = UnitCost(line, prices[line.Item]);
                var (amount, needVnd) = pledge.Item is null
                    ? (shipment.AmountVnd + (long)((Int128)shipment.AmountVnd * (pledge.Conditions.DeliveryPercent ?? 0) / 100), shipment.AmountVnd)
                    : (shipment.Units, shipment.Units * unitCost.Dong);
                return new Allocation(round.Id, pledge.Id, line.Id, Measure.Of(pledge), amount, needVnd);
            }),
        ];
    }

    public static ImmutableArray<Movement> Of(MovementKind kind, IEnumerable<Allocation> allocations) =>
    [
        .. allocations.Select(part => new Movement
        {
            Kind = kind,
            Pledge = part.Pledge,
            Round = part.Round,
            Need = part.Need,
            Measure = part.Measure,
            Amount = part.Amount,
            NeedVnd = part.NeedVnd,
        }),
    ];

    private static Vnd UnitCost(NeedLine line, Item item) => item.Kind == ItemKind.Project ? line.OwnUnitCost ?? item.UnitCost : item.UnitCost;
}
