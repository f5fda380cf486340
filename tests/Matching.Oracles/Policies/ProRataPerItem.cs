using System.Collections.Immutable;
using Matching.Engine.Needs;
using Matching.Engine.Plans;
using Matching.Engine.Rounds;
using Matching.Oracles.Model;

namespace Matching.Oracles.Policies;

/// <summary>
/// The spreadsheet: per item one percentage, which is what is offered for the item over what is asked of it; every line gets that percentage as far
/// as letters that fit are left, and what is left over goes down the list.
/// </summary>
/// <remarks>A pledge for several items is divided over them in proportion to what is asked of each, whatever its places: nobody sees those in the sum.</remarks>
public sealed class ProRataPerItem : IHandPolicy
{
    public string Name => "Pro rata per item";

    public ImmutableArray<Shipment> Allocate(Round round)
    {
        ArgumentNullException.ThrowIfNull(round);
        var stock = new Stock(round);
        var lines = Enumerable.Range(0, round.Needs.Length)
            .Where(n => stock.TakesPart[n])
            .OrderBy(n => round.Needs[n].Id.Value, StringComparer.Ordinal).ToList();
        var askedVnd = lines.GroupBy(n => round.Needs[n].Item)
            .ToDictionary(item => item.Key, item => item.Sum(n => (decimal)round.Needs[n].Quantity * stock.UnitCostVnd[n]));
        var offeredVnd = Offered(round, askedVnd);
        foreach (var n in lines)
        {
            var item = round.Needs[n].Item;
            var share = Math.Min(1, offeredVnd.GetValueOrDefault(item) / askedVnd[item]);
            stock.Give(n, (long)(share * round.Needs[n].Quantity));
        }

        foreach (var n in lines)
        {
            stock.Give(n, stock.Open(n));
        }

        return stock.Shipments();
    }

    private static Dictionary<ItemId, decimal> Offered(Round round, Dictionary<ItemId, decimal> askedVnd)
    {
        var offered = new Dictionary<ItemId, decimal>();
        foreach (var pledge in round.Pledges)
        {
            var c = pledge.Conditions;
            var available = (decimal)Eligibility.Available(pledge, round.Policy, round.AsOf);
            var fits = round.Items
                .Where(item => askedVnd.ContainsKey(item.Id)
                    && (pledge.Item is null || pledge.Item == item.Id)
                    && ((c.Items.IsEmpty && c.Categories.IsEmpty) || c.Items.Contains(item.Id) || c.Categories.Contains(item.Category))
                    && !c.ExcludeItems.Contains(item.Id))
                .ToList();
            var asked = fits.Sum(item => askedVnd[item.Id]);
            foreach (var item in fits)
            {
                var value = pledge.Item is null ? available : available * item.UnitCost.Dong;
                offered[item.Id] = offered.GetValueOrDefault(item.Id) + (value * askedVnd[item.Id] / asked);
            }
        }

        return offered;
    }
}
