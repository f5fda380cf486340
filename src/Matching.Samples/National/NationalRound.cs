using Matching.Engine.Needs;
using Matching.Engine.Rounds;
using Matching.Samples.National;

namespace Matching.Samples;

/// <summary>Generated rounds for the whole country: real communes, modelled needs and pledges.</summary>
public static class NationalRound
{
    private static readonly DateOnly AsOf = new(2026, 10, 1);

    /// <summary>Makes a round; reads nothing but <paramref name="options"/>, so equal options give equal rounds on every machine.</summary>
    /// <remarks>Of one seed, the communes and needs stay the same whatever is asked of the pledges, apart from the options they share.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static Round Create(NationalOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        var places = NationalPlaces.Create(options);
        var needs = NationalNeeds.Create(options, places, AsOf);
        var unitCosts = NationalCatalogue.Items.ToDictionary(item => item.Id, item => item.UnitCost.Dong);
        var demandVnd = needs.Sum(line => NationalNeeds.ValueVnd(line, unitCosts));
        var supplyVnd = (long)((Int128)demandVnd * 100 / options.DemandToSupplyPercent);
        return new Round
        {
            Id = string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"national-{options.Communes}x{options.LineCount}x{options.Pledges}-{options.Seed}"),
            AsOf = AsOf,
            Communes = places.Communes,
            Items = NationalCatalogue.Items,
            Needs = needs,
            Pledges = NationalPledges.Create(options, places, supplyVnd, AsOf),
        };
    }
}
