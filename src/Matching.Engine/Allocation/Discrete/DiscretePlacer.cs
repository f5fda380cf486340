using Matching.Engine.Allocation.Routing;
using Matching.Engine.Pledges;

namespace Matching.Engine.Allocation.Discrete;

/// <summary>
/// Places the pledges with yes-or-no conditions before the flows: minimum per commune, number of communes, all or nothing. Scarcest first,
/// each where the chosen flow has it or else where most is missing, in whole units; the rest of the round is then solved around them.
/// </summary>
/// <remarks>
/// A constructive method: conditions hold exactly, and what the plan stays below the fair shares is reported as the price of conditions.
/// A pledge that cannot keep its own conditions is left unused. Source: round and repair, algorithms.md 7.5.
/// </remarks>
internal sealed class DiscretePlacer
{
    private static readonly IReadOnlyDictionary<int, long> Nothing = new Dictionary<int, long>();

    private readonly RoundIndex _index;
    private readonly PlacementState _state;
    private readonly Setbacks _setbacks;
    private readonly Dictionary<int, Dictionary<int, long>> _wantedVnd = [];

    private DiscretePlacer(PlacementState state, List<PledgeShipment> wanted, Setbacks setbacks)
    {
        _index = state.Index;
        _state = state;
        _setbacks = setbacks;
        foreach (var (p, line, amountVnd) in wanted)
        {
            if (!_wantedVnd.TryGetValue(p, out var own))
            {
                own = [];
                _wantedVnd.Add(p, own);
            }

            own[line] = own.GetValueOrDefault(line) + amountVnd;
            _state.Reserve(line, amountVnd);
        }
    }

    /// <param name="target">Per line, in đồng: what it should get.</param>
    /// <param name="wanted">What each pledge should give each line, in đồng of line value, as far as that is known.</param>
    /// <param name="setbacks">What is to be avoided.</param>
    /// <returns>Commitments that hold the placed pledges, which take no further part.</returns>
    public static Commitments Place(
        long[] target, List<PledgeShipment> wanted, Commitments pins, Setbacks setbacks, CancellationToken cancel)
    {
        var placer = new DiscretePlacer(new PlacementState(pins.Index, target, pins.Copy(), setbacks), wanted, setbacks);
        foreach (var p in placer.ScarcestFirst())
        {
            cancel.ThrowIfCancellationRequested();
            placer.PlaceOne(p);
        }

        return placer._state.Commitments;
    }

    private IEnumerable<int> ScarcestFirst() =>
        Enumerable.Range(0, _index.PledgeCount)
            .Where(p => _index.PledgeAt(p).Conditions is { IsDiscrete: true, AsksOfOthers: false })
            .OrderBy(p => _index.PledgeAt(p).Conditions.MaxCommunes == 1 ? 0 : 1)
            .ThenBy(p => _index.PledgeAt(p).Conditions.AllOrNothing ? 0 : 1)
            .ThenBy(p => _index.PledgeAt(p).Conditions.MaxCommunes ?? int.MaxValue)
            .ThenBy(static p => p);

    private void PlaceOne(int p)
    {
        var conditions = _index.PledgeAt(p).Conditions;
        _state.Commitments.Withdraw(p);
        var wanted = _wantedVnd.GetValueOrDefault(p) ?? Nothing;
        foreach (var (line, amountVnd) in wanted)
        {
            _state.Reserve(line, -amountVnd);
        }

        if (_setbacks.IsRefused(p) && _state.Commitments.UsedBy(p) == 0)
        {
            return;
        }

        var left = _index.Available[p] - _state.Commitments.UsedBy(p);
        if (conditions.FixesAmounts)
        {
            PlaceShape(p, left, wanted);
            return;
        }

        var provinceLeft = _state.ProvinceRoom(p);
        var chosen = Choose(p, left, wanted, provinceLeft);
        if ((!conditions.AllOrNothing || chosen.Sum(static c => c.Amount) == left)
            && Buy(p, left, chosen, wanted, provinceLeft) is { } parts && ShapedPlacer.Keeps(_state, p, left, parts))
        {
            _state.Commit(p, parts);
        }
        else if (conditions.IsShaped)
        {
            PlaceShape(p, left, wanted);
        }
    }

    /// <summary>What the pledge gives to whom in the communes chosen; nothing where it cannot keep its conditions.</summary>
    private List<(int Line, long Amount)>? Buy(
        int p, long left, List<(CommuneOffer Offer, long Amount)> chosen, IReadOnlyDictionary<int, long> wanted, long[] provinceLeft)
    {
        var parts = new List<(int Line, long Amount)>();
        var spare = left - chosen.Sum(static c => c.Amount);
        foreach (var (offer, amount) in chosen)
        {
            ref var inProvince = ref provinceLeft[_index.CommuneProvince[offer.Commune]];
            var before = parts.Count;
            if (!Purchase.Buy(_state, p, offer, amount, amount + Math.Min(spare, inProvince), wanted, parts))
            {
                return null;
            }

            var unspent = amount - parts.Skip(before).Sum(static part => part.Amount);
            spare += unspent;
            inProvince += unspent;
        }

        // Most begun units find somebody who completes them; who was left alone with one begins no other.
        return _index.PledgeAt(p).Conditions is { AllOrNothing: true, MinPerCommune: null } && _setbacks.BeginsNothing(p)
            ? WholeParts.Of(_state, p, chosen.Select(static c => c.Offer.Commune), parts)
            : parts;
    }

    /// <summary>A pledge that began units which nobody could complete begins no more.</summary>
    private void PlaceShape(int p, long left, IReadOnlyDictionary<int, long> wanted) =>
        _state.Commit(p, ShapedPlacer.Place(_state, p, left, wanted, begins: !_setbacks.BeginsNothing(p)));

    /// <summary>Communes and what each is to get: first those that pins chose, then as the flow has it, then where the targets are missed most.</summary>
    /// <param name="provinceLeft">Per province, what the pledge may still give it; lowered by what is chosen.</param>
    private List<(CommuneOffer Offer, long Amount)> Choose(int p, long left, IReadOnlyDictionary<int, long> wanted, long[] provinceLeft)
    {
        var pledge = _index.PledgeAt(p);
        var most = pledge.Conditions.MaxCommunes ?? int.MaxValue;
        var minimum = pledge.Conditions.MinPerCommune ?? 0;
        var unitVnd = pledge.Kind == PledgeKind.Goods ? _state.PriceVnd(pledge) : 1;
        var chosen = new List<(CommuneOffer Offer, long Amount)>();
        var rest = left;
        var offers = CommuneOffers.Of(_state, p, wanted);
        var spread = pledge.Conditions.MinCommunes is > 1 and var fewest ? new SpreadReserve(_state, p, offers, fewest) : null;
        foreach (var offer in offers)
        {
            if (chosen.Count == most || rest == 0)
            {
                break;
            }

            var needed = Math.Max(spread?.LeastOf(offer.Commune) ?? 0, minimum - offer.Settled);
            var kept = spread?.KeptFor(chosen, offer.Commune) ?? 0;
            rest -= kept;
            var province = _index.CommuneProvince[offer.Commune];
            var inReach = Math.Min(offer.OpenAmount, provinceLeft[province]);
            var fair = offer.WantedVnd > 0 ? (offer.WantedVnd + unitVnd - 1) / unitVnd : offer.FairAmount;
            var amount = Math.Max(Math.Min(Math.Min(fair, inReach), rest), needed);
            if (amount > rest && wanted.Count == 0 && spread is null)
            {
                // Where the flow chose, a commune more is not worth what the chosen ones would lose.
                rest += Borrow(chosen, amount - rest, minimum);
            }

            var taken = amount <= rest && amount <= inReach && (amount > 0 || offer.Pinned);
            rest += kept;
            if (!taken)
            {
                continue;
            }

            chosen.Add((offer, amount));
            rest -= amount;
            provinceLeft[province] -= amount;
        }

        if (pledge.Conditions.AllOrNothing)
        {
            // The whole pledge or none of it: fill the chosen communes beyond the fair shares as far as they ask.
            for (var i = 0; i < chosen.Count && rest > 0; i++)
            {
                var province = _index.CommuneProvince[chosen[i].Offer.Commune];
                var more = Math.Min(rest, Math.Min(provinceLeft[province], chosen[i].Offer.OpenAmount - chosen[i].Amount));
                chosen[i] = (chosen[i].Offer, chosen[i].Amount + more);
                rest -= more;
                provinceLeft[province] -= more;
            }
        }

        return chosen;
    }

    /// <summary>Takes back from communes already chosen what they have above the minimum, the last chosen first.</summary>
    private static long Borrow(List<(CommuneOffer Offer, long Amount)> chosen, long wanted, long minimum)
    {
        var spare = chosen.Select(c => Math.Max(0, c.Amount - Math.Max(0, minimum - c.Offer.Settled))).ToArray();
        if (spare.Sum() < wanted)
        {
            return 0; // not enough: everything stays as it was
        }

        var borrowed = 0L;
        for (var i = chosen.Count - 1; borrowed < wanted; i--)
        {
            var taken = Math.Min(spare[i], wanted - borrowed);
            chosen[i] = (chosen[i].Offer, chosen[i].Amount - taken);
            borrowed += taken;
        }

        return borrowed;
    }
}
