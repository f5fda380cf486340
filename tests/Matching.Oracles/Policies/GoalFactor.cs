using System.Collections.Immutable;
using Matching.Engine.Plans;
using Matching.Engine.Rounds;

namespace Matching.Oracles.Policies;

/// <summary>
/// A queue by goal factor: whoever has had the least for what it needs is offered the next lot, and goes back into the queue with it.
/// </summary>
/// <remarks>
/// How Feeding America handed food to its food banks until 2005 (Prendergast, "The Allocation of Food to Food Banks", JPE 2022): equal amounts per
/// client, one offer at a time. Here a line's goal is what it asks for, a lot is a twentieth of it, and a line that nobody can serve leaves the queue.
/// </remarks>
public sealed class GoalFactor : IHandPolicy
{
    private const long LotsPerLine = 20;

    public string Name => "Goal-factor queue";

    public ImmutableArray<Shipment> Allocate(Round round)
    {
        ArgumentNullException.ThrowIfNull(round);
        var stock = new Stock(round);
        var byId = Enumerable.Range(0, round.Needs.Length).OrderBy(n => round.Needs[n].Id.Value, StringComparer.Ordinal).ToList();
        var queue = new PriorityQueue<int, (decimal Coverage, int Place)>();
        for (var place = 0; place < byId.Count; place++)
        {
            if (stock.TakesPart[byId[place]])
            {
                queue.Enqueue(place, (0, place));
            }
        }

        while (queue.TryDequeue(out var place, out _))
        {
            var need = byId[place];
            var asked = round.Needs[need].Quantity;
            var lot = Math.Max(1, asked / LotsPerLine);
            if (stock.Give(need, lot) > 0 && stock.Open(need) > 0)
            {
                queue.Enqueue(place, ((decimal)stock.Delivered[need] / asked, place));
            }
        }

        return stock.Shipments();
    }
}
