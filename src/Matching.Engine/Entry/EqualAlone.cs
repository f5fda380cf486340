using Matching.Engine.Allocation;
using Matching.Engine.Pledges;

namespace Matching.Engine.Entry;

/// <summary>How much of a pledge that is split equally could be placed were it the only one.</summary>
internal static class EqualAlone
{
    /// <param name="communes">What each could take.</param>
    /// <returns>In the pledge's own measure; 0 where too few places could take anything.</returns>
    public static long Of(RoundIndex index, Pledge pledge, List<(int Commune, long Most)> communes, long available)
    {
        var places = Places(index, pledge, communes);
        var parts = pledge.Conditions.EqualParts ?? 2;
        var (low, high) = (0L, available / parts); // low is in reach, what lies above high is not
        while (low < high)
        {
            var middle = low + ((high - low + 1) / 2);
            (low, high) = Reached(middle) >= parts ? (middle, high) : (low, middle - 1);
        }

        if (low == 0 || low < (pledge.Conditions.MinPerCommune ?? 0))
        {
            return 0;
        }

        var rest = available - (low * parts);
        return (low * parts) + (rest < parts ? Math.Min(rest, Reached(low + 1)) : 0); // what a division leaves over

        long Reached(long each) => places.Where(place => place.Most >= each).GroupBy(static place => place.Province)
            .Sum(province => Math.Min(province.Count(), (pledge.ProvinceCeiling ?? long.MaxValue) / each));
    }

    /// <summary>What each place of the split could take; communes without a district are in none.</summary>
    public static List<(int Province, long Most)> Places(RoundIndex index, Pledge pledge, List<(int Commune, long Most)> communes) =>
    [
        .. communes
            .GroupBy(c => pledge.Conditions.EqualSplit switch
            {
                SplitPlace.Province => index.CommuneProvince[c.Commune],
                SplitPlace.District => index.CommuneDistrict[c.Commune],
                _ => c.Commune,
            })
            .Where(static place => place.Key >= 0)
            .Select(place => (
                index.CommuneProvince[place.First().Commune],
                (long)Int128.Min(pledge.ProvinceCeiling ?? long.MaxValue, place.Aggregate(Int128.Zero, static (sum, c) => sum + c.Most))))
            .Where(static place => place.Item2 > 0),
    ];
}
