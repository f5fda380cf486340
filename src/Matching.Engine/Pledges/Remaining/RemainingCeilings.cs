using Matching.Engine.Geography;

namespace Matching.Engine.Pledges.Remaining;

/// <summary>What is left of a ceiling per commune or province.</summary>
/// <remarks>
/// Places have different room left, and a round knows one ceiling for all of them. Every amount t is a safe one if the places with less room than t are left
/// out; the t is taken under which the most can still be given, the largest of equals.
/// </remarks>
internal static class RemainingCeilings
{
    public static PledgeConditions? OfCommunes(Before before, PledgeConditions asks)
    {
        if (before.Whole.CommuneCeiling is not { } ceiling)
        {
            return asks;
        }

        return Choose(before, ceiling, static commune => commune.Id.Code) is var (most, shut)
            ? asks with
            {
                MaxPerCommune = most,
                MaxCommuneSharePercent = null,
                ExcludeCommunes = [.. asks.ExcludeCommunes.Union(shut.Select(static code => new CommuneId(code))).OrderBy(static id => id.Code, StringComparer.Ordinal)],
            }
            : null;
    }

    public static PledgeConditions? OfProvinces(Before before, PledgeConditions asks)
    {
        if (before.Whole.ProvinceCeiling is not { } ceiling)
        {
            return asks;
        }

        return Choose(before, ceiling, static commune => commune.Province.Code) is var (most, shut)
            ? asks with
            {
                MaxPerProvince = most,
                MaxProvinceSharePercent = null,
                ExcludeProvinces = [.. asks.ExcludeProvinces.Union(shut.Select(static code => new ProvinceId(code))).OrderBy(static id => id.Code, StringComparer.Ordinal)],
            }
            : null;
    }

    private static (long Most, IReadOnlyList<string> Shut)? Choose(Before before, long ceiling, Func<Commune, string> placeOf)
    {
        var room = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var gift in before.Gifts)
        {
            var place = placeOf(gift.Commune);
            room[place] = room.GetValueOrDefault(place, ceiling) - gift.OnLine;
        }

        var open = new SortedDictionary<string, Int128>(StringComparer.Ordinal);
        foreach (var commune in before.Places.Where(before.Reaches))
        {
            open[placeOf(commune)] = open.GetValueOrDefault(placeOf(commune)) + before.Open(commune);
        }

        // A ceiling below what a place gets at least would serve nobody.
        var asks = before.Whole.Conditions;
        var least = Math.Max(1, Math.Max(asks.MinPerCommune ?? 1, asks.FixedPerCommune ?? 1));
        (long Most, Int128 Given)? best = null;
        foreach (var most in room.Values.Append(ceiling).Where(most => most >= least && most <= ceiling).Distinct().OrderDescending())
        {
            var given = Int128.Min(before.Amount, open.Where(place => room.GetValueOrDefault(place.Key, ceiling) >= most).Aggregate(Int128.Zero, (sum, place) => sum + Int128.Min(most, place.Value)));
            if (best is null || given > best.Value.Given)
            {
                best = (most, given);
            }
        }

        return best is { } chosen ? (chosen.Most, [.. room.Where(place => place.Value < chosen.Most).Select(static place => place.Key)]) : null;
    }
}
