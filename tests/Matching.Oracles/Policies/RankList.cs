using System.Collections.Immutable;
using Matching.Engine.Plans;
using Matching.Engine.Rounds;
using Matching.Oracles.Model;

namespace Matching.Oracles.Policies;

/// <summary>The committee's list: lines by class, then rank, then poverty; the first line takes all it asks for from the first letters that fit, then the next.</summary>
public sealed class RankList : IHandPolicy
{
    public string Name => "Rank list";

    public ImmutableArray<Shipment> Allocate(Round round)
    {
        ArgumentNullException.ThrowIfNull(round);
        var stock = new Stock(round);
        var classes = ClassOrder.NumberLines(round);
        var communes = round.Communes.ToDictionary(commune => commune.Id);
        var queue = Enumerable.Range(0, round.Needs.Length)
            .Where(n => classes[n] > 0)
            .OrderBy(n => classes[n])
            .ThenBy(n => ClassOrder.QueueKey(round.Needs[n], communes[round.Needs[n].Commune]))
            .ThenBy(n => round.Needs[n].Id.Value, StringComparer.Ordinal);
        foreach (var need in queue)
        {
            stock.Give(need, round.Needs[need].Quantity);
        }

        return stock.Shipments();
    }
}
