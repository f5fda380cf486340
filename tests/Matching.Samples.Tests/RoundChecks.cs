using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;

namespace Matching.Samples.Tests;

/// <summary>What every round keeps, whoever made it.</summary>
internal static class RoundChecks
{
    /// <summary>Everything wrong with the ids and references of a round, in words.</summary>
    public static IEnumerable<string> Faults(Round round)
    {
        foreach (var list in new IEnumerable<object>[]
        {
            round.Communes.Select(c => (object)c.Id), round.Items.Select(i => (object)i.Id), round.Needs.Select(n => (object)n.Id),
            round.Pledges.Select(p => (object)p.Id), round.Pins.Select(p => (object)(p.Pledge, p.Need)),
        })
        {
            foreach (var twice in list.GroupBy(id => id).Where(group => group.Count() > 1))
            {
                yield return $"{twice.Key} is there {twice.Count()} times";
            }
        }

        var communes = round.Communes.Select(c => c.Id).ToHashSet();
        var provinces = round.Communes.Select(c => c.Province).ToHashSet();
        var districts = round.Communes.Where(c => c.District is not null).Select(c => c.District!.Value).ToHashSet();
        var items = round.Items.Select(i => i.Id).ToHashSet();
        var categories = round.Items.Select(i => i.Category).ToHashSet(StringComparer.Ordinal);
        var needs = round.Needs.Select(n => n.Id).ToHashSet();
        foreach (var line in round.Needs)
        {
            if (!communes.Contains(line.Commune) || !items.Contains(line.Item) || line.MinQuantity > line.Quantity)
            {
                yield return $"line {line.Id} is at odds with the round";
            }
        }

        foreach (var pledge in round.Pledges)
        {
            var asked = pledge.Conditions;
            var known = asked.Communes.Concat(asked.ExcludeCommunes).All(communes.Contains)
                && asked.Provinces.Concat(asked.ExcludeProvinces).All(provinces.Contains)
                && asked.Districts.All(districts.Contains)
                && asked.Items.Concat(asked.ExcludeItems).All(items.Contains)
                && asked.Categories.All(categories.Contains)
                && (pledge.Item is not { } given || items.Contains(given));
            if (!known || (pledge.Kind == PledgeKind.Goods) != (pledge.Item is not null) || asked.MinPerCommune > pledge.CommuneCeiling || asked.MinPerCommune > pledge.ProvinceCeiling
                || CrossingConditions.Of(asked) is not null || (!asked.Instalments.IsEmpty && asked.Instalments.Sum(part => part.Amount) != pledge.Amount))
            {
                yield return $"pledge {pledge.Id} is at odds with the round";
            }
        }

        foreach (var pin in round.Pins.Where(pin => !needs.Contains(pin.Need) || round.Pledges.All(p => p.Id != pin.Pledge)))
        {
            yield return $"pin {pin} names nobody";
        }
    }

    public static decimal DemandVnd(Round round) => round.Needs.Sum(line => (decimal)LineVnd(round, line));

    public static decimal SupplyVnd(Round round)
    {
        var costs = round.Items.ToDictionary(i => i.Id, i => i.UnitCost.Dong);
        return round.Pledges.Sum(p => (decimal)p.Amount * (p.Item is { } item ? costs[item] : 1));
    }

    public static long LineVnd(Round round, NeedLine line) =>
        line.Quantity * (line.OwnUnitCost ?? round.Items.First(i => i.Id == line.Item).UnitCost).Dong;
}
