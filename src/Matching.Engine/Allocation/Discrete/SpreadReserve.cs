namespace Matching.Engine.Allocation.Discrete;

/// <summary>What a pledge that is to be spread over communes keeps back while they are chosen one by one, so that enough of them get something.</summary>
internal sealed class SpreadReserve
{
    private readonly Dictionary<int, long> _least = [];
    private readonly List<int> _cheapestFirst;
    private readonly int _fewest;

    /// <param name="fewest">How many communes are to get something.</param>
    public SpreadReserve(PlacementState state, int p, List<CommuneOffer> offers, int fewest)
    {
        _fewest = fewest;
        var fill = new ExactFill(state, p, new Dictionary<int, long>());
        foreach (var offer in offers)
        {
            if (fill.Least(offer.Commune) is { } parts)
            {
                _least.Add(offer.Commune, parts.Sum(static part => part.Amount));
            }
        }

        _cheapestFirst = [.. _least.OrderBy(static x => x.Value).ThenBy(static x => x.Key).Select(static x => x.Key)];
    }

    /// <summary>The least in whole units that gives the commune anything, and the pledge's minimum; more than any pledge has where it can take nothing whole.</summary>
    public long LeastOf(int commune) => _least.GetValueOrDefault(commune, long.MaxValue);

    /// <summary>What the cheapest of the communes still to be chosen cost, once this one is among them.</summary>
    public long KeptFor(List<(CommuneOffer Offer, long Amount)> chosen, int commune)
    {
        var kept = 0L;
        var more = _fewest - chosen.Count - 1;
        for (var i = 0; i < _cheapestFirst.Count && more > 0; i++)
        {
            var other = _cheapestFirst[i];
            if (other != commune && !chosen.Exists(c => c.Offer.Commune == other))
            {
                kept += _least[other];
                more--;
            }
        }

        return kept;
    }
}
