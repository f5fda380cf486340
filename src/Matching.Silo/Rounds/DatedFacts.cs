using System.Globalization;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Silo.Reference;

namespace Matching.Silo.Rounds;

/// <summary>Communes and items as they are on one day: the zone and the price norm that hold then. Keeps where each came from.</summary>
public sealed class DatedFacts(ReferenceBook book, DateOnly day)
{
    private readonly List<SnapshotSource> _sources = [];

    /// <summary>In the order asked; <see langword="null"/> when nothing was taken from a decision.</summary>
    public IReadOnlyList<SnapshotSource>? Sources => _sources.Count == 0 ? null : _sources;

    /// <summary>The commune in its zone of the day; as registered when no decision names it.</summary>
    public Commune Of(Commune commune)
    {
        ArgumentNullException.ThrowIfNull(commune);
        if (book.Zones.At(commune.Id.Code, day, book.Places) is not { } period)
        {
            return commune;
        }

        _sources.Add(new("commune:" + commune.Id, period.Zone.ToString(), period.Citation));
        return commune with { Zone = period.Zone };
    }

    /// <summary>The item at its norm of the day; at the catalogue's price when there is none.</summary>
    public Item Of(Item item)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (book.Prices.At(item.Id, day) is not { } norm)
        {
            return item;
        }

        _sources.Add(new("item:" + item.Id, norm.UnitCost.Dong.ToString(CultureInfo.InvariantCulture), norm.Source));
        return item with { UnitCost = norm.UnitCost };
    }
}
