using Matching.Engine.Needs;
using Matching.Engine.Rounds;

namespace Matching.Verify.Facts;

/// <summary>How much of each line others outside the fund give, computed again from the round's records.</summary>
/// <remarks>
/// Aid for a line by its id comes before aid with age group and site, that before aid with one of them, that before the rest; then by date, source,
/// line, age group, site, quantity. The lines that take part and that it is for are filled one after the other, by urgency, then by id.
/// </remarks>
internal static class OutsideAid
{
    public static bool TakesPart(Round round, NeedLine need) =>
        need.Status == NeedStatus.Verified || (need.Status == NeedStatus.Reported && !round.Policy.OnlyVerified);

    /// <returns>Per line: units.</returns>
    public static long[] Covered(Round round)
    {
        var covered = new long[round.Needs.Length];
        if (round.ExternalAid.IsEmpty)
        {
            return covered;
        }

        var places = new Dictionary<(string, string), List<int>>();
        foreach (var aid in round.ExternalAid)
        {
            places.TryAdd((aid.Commune.Code, aid.Item.Code), []);
        }

        for (var n = 0; n < round.Needs.Length; n++)
        {
            var need = round.Needs[n];
            if (TakesPart(round, need) && places.TryGetValue((need.Commune.Code, need.Item.Code), out var lines))
            {
                lines.Add(n);
            }
        }

        foreach (var lines in places.Values)
        {
            lines.Sort((left, right) => Compare(round.Needs[left], round.Needs[right]));
        }

        var queue = round.ExternalAid.ToList();
        queue.Sort(Compare);
        foreach (var aid in queue)
        {
            var rest = aid.Quantity;
            foreach (var n in places[(aid.Commune.Code, aid.Item.Code)])
            {
                var need = round.Needs[n];
                var meant = (aid.Need is null || Same(aid.Need.Value.Value, need.Id.Value))
                    && (aid.AgeGroup is null || Same(aid.AgeGroup, need.AgeGroup))
                    && (aid.Site is null || Same(aid.Site, need.Site));
                if (meant)
                {
                    var before = covered[n];
                    covered[n] = Math.Min(need.Quantity, before + rest);
                    rest -= covered[n] - before;
                }
            }
        }

        return covered;
    }

    private static bool Same(string wanted, string? has) => string.Equals(wanted, has, StringComparison.Ordinal);

    private static int Compare(NeedLine left, NeedLine right)
    {
        var byUrgency = ((int)left.Urgency).CompareTo((int)right.Urgency);
        return byUrgency != 0 ? byUrgency : string.CompareOrdinal(left.Id.Value, right.Id.Value);
    }

    private static int Compare(ExternalAid left, ExternalAid right)
    {
        int[] steps =
        [
            Aims(right).CompareTo(Aims(left)),
            left.Date.CompareTo(right.Date),
            string.CompareOrdinal(left.Source, right.Source),
            string.CompareOrdinal(left.Need?.Value, right.Need?.Value),
            string.CompareOrdinal(left.AgeGroup, right.AgeGroup),
            string.CompareOrdinal(left.Site, right.Site),
            left.Quantity.CompareTo(right.Quantity),
        ];
        return Array.Find(steps, step => step != 0);
    }

    /// <summary>How narrowly it is aimed: 3 at one line, 0 at any of its commune and item.</summary>
    private static int Aims(ExternalAid aid) => aid.Need is not null ? 3 : (aid.AgeGroup is null ? 0 : 1) + (aid.Site is null ? 0 : 1);
}
