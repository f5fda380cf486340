using System.Collections.Immutable;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;
using Matching.Samples.Randomness;

namespace Matching.Samples.RandomRounds;

/// <summary>Pins that can all be kept together: whole units, on pairs without yes-or-no conditions, within every ceiling.</summary>
internal sealed class RandomPins
{
    private readonly Round _round;
    private readonly Dictionary<ItemId, Item> _items;
    private readonly Dictionary<CommuneId, ProvinceId> _provinceOf;
    private readonly Dictionary<PledgeId, long> _pledgeLeft = [];
    private readonly Dictionary<NeedId, long> _unitsLeft = [];
    private readonly Dictionary<(PledgeId Pledge, CommuneId Commune), long> _communeLeft = [];
    private readonly Dictionary<(PledgeId Pledge, ProvinceId Province), long> _ownProvinceLeft = [];
    private readonly Dictionary<ProvinceId, long> _provinceLeftVnd = [];
    private readonly Dictionary<(PledgeId Pledge, Portion Portion), long> _givenInPortion = [];

    private RandomPins(Round round)
    {
        _round = round;
        _items = round.Items.ToDictionary(item => item.Id);
        _provinceOf = round.Communes.ToDictionary(c => c.Id, c => c.Province);
        var availableVnd = 0L;
        foreach (var pledge in round.Pledges)
        {
            var kept = pledge.Kind == PledgeKind.Money && pledge.Conditions.IsUnconditional ? round.Policy.ReservePercent : 0;
            var left = pledge.ForLines * (100 - kept) / 100;
            _pledgeLeft[pledge.Id] = left;
            availableVnd += Eligibility.IsAvailable(round, pledge) ? left * UnitValueVnd(pledge) : 0;
        }

        foreach (var line in round.Needs)
        {
            _unitsLeft[line.Id] = line.Quantity;
        }

        foreach (var commune in round.Communes)
        {
            _provinceLeftVnd[commune.Province] = round.Policy.ProvinceCapPercent is { } percent ? availableVnd * percent / 100 : long.MaxValue;
        }
    }

    public static ImmutableArray<Pin> Create(SeededRandom random, Round round)
    {
        var pins = new RandomPins(round);
        var pairs = round.Pledges.SelectMany(_ => round.Needs, (pledge, line) => (pledge, line)).ToArray();
        random.Shuffle<(Pledge, NeedLine)>(pairs);
        return [.. pairs.Take(random.Between(1, 4)).Select(pair => pins.Next(random, pair.pledge, pair.line))];
    }

    private Pin Next(SeededRandom random, Pledge pledge, NeedLine line)
    {
        var mostUnits = random.Below(3) == 0 ? 0 : MostUnits(pledge, line);
        if (mostUnits == 0)
        {
            return new Pin(pledge.Id, line.Id, PinRule.Forbid, 0);
        }

        var units = 1 + random.Below(mostUnits);
        var amount = units * Measure(pledge, line);
        _pledgeLeft[pledge.Id] -= amount;
        _unitsLeft[line.Id] -= units;
        _provinceLeftVnd[_provinceOf[line.Commune]] -= amount * UnitValueVnd(pledge);
        foreach (var portion in PortionsOf(pledge, line))
        {
            _givenInPortion[(pledge.Id, portion)] = _givenInPortion.GetValueOrDefault((pledge.Id, portion)) + amount;
        }

        _communeLeft[(pledge.Id, line.Commune)] = CommuneLeft(pledge, line) - amount;
        _ownProvinceLeft[(pledge.Id, _provinceOf[line.Commune])] = OwnProvinceLeft(pledge, line) - amount;
        return new Pin(pledge.Id, line.Id, random.Below(2) == 0 ? PinRule.Fix : PinRule.AtLeast, amount);
    }

    private long MostUnits(Pledge pledge, NeedLine line)
    {
        if (pledge.Conditions.IsDiscrete || line.MinQuantity is not null || !Eligibility.MayServe(_round, pledge, line))
        {
            return 0;
        }

        var lineMeasure = line.Quantity * Measure(pledge, line);
        var share = pledge.Conditions.MaxSharePercent is { } percent ? lineMeasure * percent / 100 : lineMeasure;
        var byProvince = _provinceLeftVnd[_provinceOf[line.Commune]] / UnitValueVnd(pledge);
        var most = Math.Min(Math.Min(_pledgeLeft[pledge.Id], share), Math.Min(Math.Min(CommuneLeft(pledge, line), OwnProvinceLeft(pledge, line)), byProvince));
        most = PortionsOf(pledge, line).Aggregate(most, (least, portion) => Math.Min(least, portion.Most - _givenInPortion.GetValueOrDefault((pledge.Id, portion))));
        return Math.Min(_unitsLeft[line.Id], most / Measure(pledge, line));
    }

    /// <summary>What one unit of the line takes from the pledge: its cost for money, 1 for goods.</summary>
    private long Measure(Pledge pledge, NeedLine line) =>
        pledge.Kind == PledgeKind.Goods ? 1 : (line.OwnUnitCost ?? _items[line.Item].UnitCost).Dong;

    /// <summary>Value of one of the pledge's own measure, as the province cap counts it.</summary>
    private long UnitValueVnd(Pledge pledge) => pledge.Item is { } item ? _items[item].UnitCost.Dong : 1;

    private IEnumerable<Portion> PortionsOf(Pledge pledge, NeedLine line) =>
        pledge.Portions.Where(portion => portion.Holds(_round.Communes.First(c => c.Id == line.Commune).Tier, line.NeededBy));

    private long CommuneLeft(Pledge pledge, NeedLine line) =>
        _communeLeft.GetValueOrDefault((pledge.Id, line.Commune), pledge.CommuneCeiling ?? long.MaxValue);

    private long OwnProvinceLeft(Pledge pledge, NeedLine line) =>
        _ownProvinceLeft.GetValueOrDefault((pledge.Id, _provinceOf[line.Commune]), pledge.ProvinceCeiling ?? long.MaxValue);
}
