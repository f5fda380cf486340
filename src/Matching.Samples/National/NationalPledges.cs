using System.Collections.Immutable;
using System.Globalization;
using Matching.Engine.Pledges;
using Matching.Samples.Randomness;

namespace Matching.Samples.National;

/// <summary>Pledges of a generated round: heavy-tailed amounts that sum up to the asked supply, donors who give several times.</summary>
internal sealed class NationalPledges
{
    /// <summary>A pledge by the donor of the one before, in percent; half of those ask for the same again.</summary>
    private const int SameDonorPercent = 40;

    private readonly NationalOptions _options;
    private readonly SeededRandom _random;
    private readonly NationalScopes _scopes;

    private NationalPledges(NationalOptions options, NationalPlaces places, DateOnly asOf)
    {
        _options = options;
        _random = new SeededRandom(options.Seed, stream: 4);
        _scopes = new NationalScopes(options, places, asOf, _random);
    }

    private readonly record struct Draft(Reach Reach, bool SameDonor, bool SameWish, long Weight);

    public static ImmutableArray<Pledge> Create(NationalOptions options, NationalPlaces places, long supplyVnd, DateOnly asOf) =>
        new NationalPledges(options, places, asOf).Create(supplyVnd);

    private ImmutableArray<Pledge> Create(long supplyVnd)
    {
        var drafts = Drafts();
        var weights = Int128.Zero;
        foreach (var draft in drafts)
        {
            weights += draft.Weight;
        }

        var pledges = ImmutableArray.CreateBuilder<Pledge>(drafts.Length);
        var donors = 0;
        var donor = default(DonorId);
        for (var i = 0; i < drafts.Length; i++)
        {
            if (!drafts[i].SameDonor)
            {
                donors++;
                donor = new DonorId(string.Create(CultureInfo.InvariantCulture, $"D{donors:D7}"));
            }

            var amountVnd = RoundSum((long)(supplyVnd * (Int128)drafts[i].Weight / weights));
            var again = drafts[i].SameWish ? pledges[i - 1] : null;
            pledges.Add(Next(i, donor, drafts[i].Reach, amountVnd, again));
        }

        return pledges.MoveToImmutable();
    }

    /// <summary>Who reaches how far and with what part of the supply; on a stream of its own, for all parts must be known before the first amount.</summary>
    private Draft[] Drafts()
    {
        var random = new SeededRandom(_options.Seed, stream: 3);
        var drafts = new Draft[_options.Pledges];
        for (var i = 0; i < drafts.Length; i++)
        {
            var sameDonor = random.Chance(SameDonorPercent) && i > 0;
            var sameWish = random.Below(2) == 0 && sameDonor;
            var place = random.Below(100);
            var reach = sameWish ? drafts[i - 1].Reach
                : place < _options.NationalPercent ? Reach.Country
                : place < _options.NationalPercent + _options.ProvincesPercent ? Reach.Provinces
                : Reach.Communes;

            // Whoever names a commune gives half as much: about 15 % of the value is bound to communes, 45 % to provinces.
            drafts[i] = new Draft(reach, sameDonor, sameWish, HeavyTail.Next(random) * (reach == Reach.Communes ? 1 : 2));
        }

        return drafts;
    }

    private Pledge Next(int number, DonorId donor, Reach reach, long amountVnd, Pledge? again)
    {
        var goods = again is null
            ? _random.Chance(_options.GoodsPercent) ? NextGoods(amountVnd) : -1
            : again.Item is { } item ? IndexOf(item.Code) : -1;
        var amount = goods < 0 ? amountVnd : Math.Max(1, amountVnd / NationalCatalogue.Items[goods].UnitCost.Dong);
        var scope = again is null
            ? _scopes.Next(reach, goods)
            : again.Conditions with { MaxPerCommune = null, MaxSharePercent = null, MinPerCommune = null, MaxCommunes = null, AllOrNothing = false };
        if (again?.Conditions == scope)
        {
            scope = again.Conditions;
        }

        return new Pledge
        {
            Id = new PledgeId(string.Create(CultureInfo.InvariantCulture, $"P{number + 1:D7}")),
            Donor = donor,
            Kind = goods < 0 ? PledgeKind.Money : PledgeKind.Goods,
            Amount = amount,
            Item = goods < 0 ? null : NationalCatalogue.Items[goods].Id,
            Conditions = WithAmounts(scope, reach, amount),
        };
    }

    /// <summary>An item of which the sum buys a unit, by index; -1 when a few tries find none.</summary>
    private int NextGoods(long amountVnd)
    {
        for (var tries = 0; tries < 4; tries++)
        {
            var item = _random.Pick(NationalCatalogue.GivenAsGoods);
            if (NationalCatalogue.Items[item].UnitCost.Dong <= amountVnd)
            {
                return item;
            }
        }

        return -1;
    }

    private PledgeConditions WithAmounts(PledgeConditions scope, Reach reach, long amount)
    {
        // Twice as often for provinces and half as often elsewhere keeps the asked share (35 and 25 against 40 of 100) to a tenth.
        var ceilingPerMille = _options.MaxPerCommunePercent * (reach == Reach.Provinces ? 20 : 5);
        if (_random.ChancePerMille(ceilingPerMille))
        {
            scope = scope with { MaxPerCommune = Math.Max(1, amount / _random.Between(2, 20)) };
        }

        // Letters that leave a part to others speak of works in places they name, a province or a few communes (cost_share in the sources).
        if (_random.Chance(_options.MaxSharePercent) && reach != Reach.Country)
        {
            scope = scope with { MaxSharePercent = _random.Between(2, 9) * 10 };
        }

        if (!_random.Chance(_options.DiscretePercent))
        {
            return scope;
        }

        var kind = _random.Below(100);
        if (kind < 50)
        {
            var most = scope.MaxPerCommune ?? amount;
            return scope with { MinPerCommune = Math.Max(1, most / _random.Between(2, 12)) };
        }

        return kind < 85 ? scope with { MaxCommunes = _random.Between(1, 6) } : scope with { AllOrNothing = true };
    }

    /// <summary>Sums as people give them: two significant digits, at least 10,000 ₫.</summary>
    private static long RoundSum(long amountVnd)
    {
        var step = 10_000L;
        while (amountVnd / step >= 100)
        {
            step *= 10;
        }

        return Math.Max(10_000, (amountVnd + (step / 2)) / step * step);
    }

    private static int IndexOf(string itemCode)
    {
        var items = NationalCatalogue.Items;
        for (var i = 0; i < items.Length; i++)
        {
            if (string.Equals(items[i].Id.Code, itemCode, StringComparison.Ordinal))
            {
                return i;
            }
        }

        throw new InvalidOperationException($"{itemCode} is not in the national catalogue.");
    }
}
