using System.Collections.Immutable;
using System.Globalization;
using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Quantities;
using Matching.Samples.Randomness;

namespace Matching.Samples.National;

/// <summary>Need lines of a generated round: every commune asks through one or more school sites, each for some of the patterns.</summary>
internal sealed class NationalNeeds
{
    /// <summary>More lines than this are spread over further sites of the commune (22 consumable patterns exist).</summary>
    private const int MostLinesPerSite = 16;

    /// <summary>Children of a commune without an estimate (small islands).</summary>
    private const int ChildrenWhereUnknown = 300;

    private readonly NationalOptions _options;
    private readonly NationalPlaces _places;
    private readonly DateOnly _asOf;
    private readonly SeededRandom _random;
    private readonly List<string> _siteNames = [];
    private readonly NeedPattern[] _consumables = [.. NationalCatalogue.Consumables];
    private readonly NeedPattern[] _projects = [.. NationalCatalogue.Projects];
    private int _projectDebt;

    private NationalNeeds(NationalOptions options, NationalPlaces places, DateOnly asOf)
    {
        _options = options;
        _places = places;
        _asOf = asOf;
        _random = new SeededRandom(options.Seed, stream: 2);
    }

    public static ImmutableArray<NeedLine> Create(NationalOptions options, NationalPlaces places, DateOnly asOf) =>
        new NationalNeeds(options, places, asOf).Create();

    /// <summary>What a line asks for, in đồng.</summary>
    public static long ValueVnd(NeedLine line, IReadOnlyDictionary<ItemId, long> unitCostsVnd) =>
        line.Quantity * (line.OwnUnitCost?.Dong ?? unitCostsVnd[line.Item]);

    private ImmutableArray<NeedLine> Create()
    {
        var lines = ImmutableArray.CreateBuilder<NeedLine>(_options.LineCount);
        var counts = LinesPerCommune();
        for (var c = 0; c < counts.Length; c++)
        {
            var sites = (counts[c] + MostLinesPerSite - 1) / MostLinesPerSite;
            for (var site = 0; site < sites; site++)
            {
                var count = (int)(((long)counts[c] * (site + 1) / sites) - ((long)counts[c] * site / sites));
                AddSite(lines, _places.Communes[c], sites == 1 ? null : SiteName(site), sites, count);
            }
        }

        return lines.MoveToImmutable();
    }

    /// <summary>One line each; the others by children and hardship, so that big and hard communes ask for more.</summary>
    private int[] LinesPerCommune()
    {
        var communes = _places.Communes;
        var weights = new long[communes.Length];
        var total = 0L;
        for (var c = 0; c < weights.Length; c++)
        {
            var hardship = communes[c].Zone switch { Zone.III => 4, Zone.II => 3, _ => 2 };
            weights[c] = (8000 + Math.Min(8000, Children(communes[c]))) * hardship;
            total += weights[c];
        }

        var counts = new int[communes.Length];
        long spread = _options.LineCount - communes.Length;
        var upTo = 0L;
        for (var c = 0; c < counts.Length; c++)
        {
            var before = (long)((Int128)spread * upTo / total);
            upTo += weights[c];
            counts[c] = 1 + (int)((long)((Int128)spread * upTo / total) - before);
        }

        return counts;
    }

    private void AddSite(ImmutableArray<NeedLine>.Builder lines, Commune commune, string? site, int sites, int count)
    {
        // The debt carries fractions of project lines from site to site, so that the asked share comes out exactly.
        _projectDebt += count * _options.ProjectSharePercent;
        var projects = _projectDebt / 100;
        _projectDebt %= 100;
        _random.Shuffle<NeedPattern>(_consumables);
        _random.Shuffle<NeedPattern>(_projects);
        for (var i = 0; i < count - projects; i++)
        {
            lines.Add(ConsumableLine(lines.Count, commune, site, sites, _consumables[i % _consumables.Length]));
        }

        for (var i = 0; i < projects; i++)
        {
            lines.Add(ProjectLine(lines.Count, commune, site, sites, _projects[i % _projects.Length]));
        }
    }

    private NeedLine ConsumableLine(int number, Commune commune, string? site, int sites, NeedPattern pattern)
    {
        var hardshipPerMille = commune.Zone switch { Zone.III => 1000, Zone.II => 600, _ => 250 };
        var children = Children(commune) * pattern.AgePerMille / 1000;
        var expected = children * pattern.PerHundredThousand / 100 * hardshipPerMille / 1000; // in thousandths of a unit
        var quantity = Math.Max(1, expected * _random.Between(500, 1500) / 1000 / sites / 1000);
        var needsFew = _random.Below(500) < _options.DiscretePercent && quantity >= 4;
        return new NeedLine
        {
            Id = Id(number),
            Commune = commune.Id,
            Site = site,
            Item = NationalCatalogue.Items[pattern.Item].Id,
            AgeGroup = pattern.AgeGroup,
            Quantity = quantity,
            Urgency = NextUrgency(pattern),
            NeededBy = NextNeededBy(),
            MinQuantity = needsFew ? quantity / 4 : null,
            Beneficiaries = Math.Min(quantity, Math.Max(1, children / sites)),
            Status = NextStatus(),
        };
    }

    private NeedLine ProjectLine(int number, Commune commune, string? site, int sites, NeedPattern pattern)
    {
        var item = NationalCatalogue.Items[pattern.Item];
        var quantity = _random.Below(4) == 0 ? _random.Between(2, 4) : 1;
        Vnd? ownCost = _random.Chance(30) ? new Vnd(item.UnitCost.Dong / 100 * _random.Between(80, 150) / 1_000_000 * 1_000_000) : null;
        return new NeedLine
        {
            Id = Id(number),
            Commune = commune.Id,
            Site = site,
            Item = item.Id,
            Quantity = quantity,
            Urgency = NextUrgency(pattern),
            NeededBy = NextNeededBy(),
            OwnUnitCost = ownCost,
            Rank = _random.Chance(70) ? _random.Between(1, 1000) : null,
            Beneficiaries = Math.Clamp(Children(commune) / sites / 6, 15, 600),
            Status = NextStatus(),
        };
    }

    private static long Children(Commune commune) => commune.Children ?? ChildrenWhereUnknown;

    private static NeedId Id(int number) => new(string.Create(CultureInfo.InvariantCulture, $"N{number + 1:D7}"));

    private Urgency NextUrgency(NeedPattern pattern)
    {
        var place = _random.Below(100);
        if (_options.Classes < 9)
        {
            return Urgency.Normal;
        }

        var (critical, high) = pattern.Pressing ? (18, 40) : (6, 24);
        return place < critical ? Urgency.Critical : place < critical + high ? Urgency.High : Urgency.Normal;
    }

    private DateOnly? NextNeededBy() => _random.Chance(30) ? _asOf.AddDays(_random.Between(20, 260)) : null;

    private NeedStatus NextStatus() => _random.Chance(60) ? NeedStatus.Verified : NeedStatus.Reported;

    private string SiteName(int site)
    {
        while (_siteNames.Count <= site)
        {
            _siteNames.Add(string.Create(CultureInfo.InvariantCulture, $"Điểm trường {_siteNames.Count + 1}"));
        }

        return _siteNames[site];
    }
}
