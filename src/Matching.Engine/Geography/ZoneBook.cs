using System.Collections.Frozen;
using System.Collections.Immutable;
using Matching.Engine.Geography.Succession;
using Matching.Engine.Intents;

namespace Matching.Engine.Geography;

/// <summary>The zone that a decision gives one commune for a period.</summary>
public sealed record ZonePeriod
{
    /// <summary>Set of the code; <see langword="null"/> for the codes in use.</summary>
    public string? Set { get; init; }

    public required string Commune { get; init; }

    public required Zone Zone { get; init; }

    /// <summary>Whether the decision calls the commune extremely disadvantaged (đặc biệt khó khăn).</summary>
    public bool ExtremelyDisadvantaged { get; init; }

    public required DateOnly From { get; init; }

    /// <summary>The last day; <see langword="null"/> until another decision.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>The decision.</summary>
    public required string Citation { get; init; }

    public bool Holds(DateOnly day) => From <= day && (Until is not { } last || day <= last);
}

/// <summary>Which zone each commune is in on a day, and by which decision.</summary>
public sealed class ZoneBook
{
    private readonly FrozenDictionary<PlaceCode, ImmutableArray<ZonePeriod>> _byPlace;

    private ZoneBook(ImmutableArray<ZonePeriod> periods)
    {
        Periods = periods;
        _byPlace = periods.GroupBy(Place).ToFrozenDictionary(group => group.Key, group => ImmutableArray.CreateRange(group));
    }

    public static ZoneBook Empty { get; } = new([]);

    /// <summary>By set, code and first day.</summary>
    public ImmutableArray<ZonePeriod> Periods { get; }

    /// <summary>Checks that no commune has two zones on one day.</summary>
    public static Decision<ZoneBook> Create(IEnumerable<ZonePeriod> periods)
    {
        ArgumentNullException.ThrowIfNull(periods);
        ImmutableArray<ZonePeriod> sorted =
        [
            .. periods.OrderBy(period => period.Set ?? "", StringComparer.Ordinal).ThenBy(period => period.Commune, StringComparer.Ordinal).ThenBy(period => period.From),
        ];
        for (var i = 0; i < sorted.Length; i++)
        {
            var period = sorted[i];
            if (period.Until < period.From || string.IsNullOrWhiteSpace(period.Citation))
            {
                return Refusal.Of(
                    RefusalCode.Invalid,
                    $"The zone of commune {period.Commune} needs a last day not before {period.From:yyyy-MM-dd} and the decision that says so.",
                    $"Khu vực của xã {period.Commune} cần ngày cuối không trước {period.From:yyyy-MM-dd} và quyết định căn cứ.");
            }

            if (i > 0 && Place(sorted[i - 1]) == Place(period) && (sorted[i - 1].Until is not { } last || last >= period.From))
            {
                return Refusal.Of(
                    RefusalCode.Duplicate,
                    $"Commune {period.Commune} would have two zones on {period.From:yyyy-MM-dd}: {sorted[i - 1].Zone} by {sorted[i - 1].Citation}, {period.Zone} by {period.Citation}. End the earlier period the day before.",
                    $"Xã {period.Commune} sẽ có hai khu vực vào ngày {period.From:yyyy-MM-dd}: {sorted[i - 1].Zone} theo {sorted[i - 1].Citation}, {period.Zone} theo {period.Citation}. Hãy kết thúc giai đoạn trước vào ngày liền trước.");
            }
        }

        return new ZoneBook(sorted);
    }

    /// <summary>
    /// The zone on a day. Where no decision names the commune itself, the hardest zone of the older communes that it holds territory of: a unit made by merging keeps the highest policy of its
    /// parts (Công văn 389/UBDT-CSDT of 30/3/2020). <see langword="null"/> when no decision says anything.
    /// </summary>
    /// <param name="commune">Code in use.</param>
    public ZonePeriod? At(string commune, DateOnly day, SuccessionBook places)
    {
        ArgumentNullException.ThrowIfNull(places);
        if (_byPlace.Count == 0)
        {
            return null;
        }

        if ((Of(new("", commune), day) ?? (places.Current is { } set ? Of(new(set, commune), day) : null)) is { } own)
        {
            return own;
        }

        // The newest set that says anything decides; an older list was replaced by it.
        return places.Before(commune).GroupBy(place => place.Set).Select(group => group.Select(place => Of(place, day)).OfType<ZonePeriod>().MaxBy(period => period.Zone)).FirstOrDefault(period => period is not null);
    }

    private ZonePeriod? Of(PlaceCode place, DateOnly day) => _byPlace.GetValueOrDefault(place, []).FirstOrDefault(period => period.Holds(day));

    private static PlaceCode Place(ZonePeriod period) => new(period.Set ?? "", period.Commune);
}
