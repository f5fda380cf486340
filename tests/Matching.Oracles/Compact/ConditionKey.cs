using System.Globalization;
using Matching.Engine.Pledges;
using Matching.Oracles.Model;

namespace Matching.Oracles.Compact;

/// <summary>A text that two pledges share exactly when they may serve the same lines to the same extent.</summary>
internal static class ConditionKey
{
    /// <returns>Null where a ceiling makes every pledge stand for itself.</returns>
    public static string? Of(Pledge pledge)
    {
        var c = pledge.Conditions;
        if (Eligibility.MostPerCommune(pledge) is not null || Eligibility.MostPerProvince(pledge) is not null || c.MaxSharePercent is not null || Eligibility.Parts(pledge).Any())
        {
            return null;
        }

        return string.Join(
            '|',
            pledge.Item?.Code,
            List(c.Categories),
            List(c.Items.Select(item => item.Code)),
            List(c.Provinces.Select(province => province.Code)),
            List(c.Districts.Select(district => district.Code)),
            List(c.Communes.Select(commune => commune.Code)),
            List(c.Zones.Select(zone => zone.ToString())),
            List(c.Tiers.Select(tier => tier.ToString(CultureInfo.InvariantCulture))),
            List(c.Urgencies.Select(urgency => urgency.ToString())),
            List(c.AgeGroups),
            c.Quality,
            c.NoOutsideAid,
            List(c.ExcludeProvinces.Select(province => province.Code)),
            List(c.ExcludeCommunes.Select(commune => commune.Code)),
            List(c.ExcludeItems.Select(item => item.Code)),
            Eligibility.FirstDay(pledge)?.ToString("O", CultureInfo.InvariantCulture));
    }

    private static string List(IEnumerable<string> values) => string.Join(';', values.Order(StringComparer.Ordinal).Distinct(StringComparer.Ordinal));
}
