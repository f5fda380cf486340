using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;

namespace Matching.Verify.Union;

/// <summary>Whether a round brings donors together that one of them does not want together, counting what earlier rounds gave.</summary>
public static class CompanyAudit
{
    /// <param name="before">What all lines of the round's communes had before, of all pledges.</param>
    /// <param name="now">What the round adds.</param>
    public static IEnumerable<UnionComplaint> Of(IReadOnlyCollection<Served> before, IReadOnlyCollection<Served> now)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(now);
        var all = before.Concat(now).ToList();
        var fresh = now.ToHashSet<Served>(ReferenceEqualityComparer.Instance);
        foreach (var scope in Enum.GetValues<Exclusivity>())
        {
            foreach (var group in all.GroupBy(gift => Place(scope, gift)))
            {
                // Somebody is alone here, and the round gives here.
                if (group.FirstOrDefault(gift => gift.Pledge.Conditions.Exclusive == scope) is { } alone && group.Any(fresh.Contains)
                    && group.Select(static gift => gift.Pledge.Donor).Distinct().Count() is > 1 and var donors)
                {
                    yield return new(alone.Pledge.Id.Value, "exclusive", group.Key.ToString(), donors, 1);
                }
            }
        }

        foreach (var line in all.GroupBy(static gift => gift.Line.Id).Where(line => line.Any(fresh.Contains)))
        {
            foreach (var complaint in OnLine(line.Key, [.. line], fresh))
            {
                yield return complaint;
            }
        }
    }

    private static IEnumerable<UnionComplaint> OnLine(NeedId need, List<Served> gifts, HashSet<Served> fresh)
    {
        var donors = gifts.Select(static gift => gift.Pledge.Donor).ToHashSet();
        foreach (var own in gifts.GroupBy(static gift => gift.Pledge.Id))
        {
            var asks = own.First().Pledge.Conditions;
            foreach (var unwanted in asks.NotWithDonors.Where(donors.Contains))
            {
                yield return new(own.Key.Value, "not_with_donors", $"{need} {unwanted}", 1, 0);
            }

            var given = own.Aggregate(Int128.Zero, static (sum, gift) => sum + gift.OnLine);
            var others = gifts.Where(gift => gift.Pledge.Id != own.Key && gift.IsMoney).Aggregate(Int128.Zero, static (sum, gift) => sum + gift.OnLine);
            if (!own.Any(fresh.Contains))
            {
                continue;
            }

            if (asks.CofundMinPercent is { } floor && given * floor > others * (100 - floor))
            {
                yield return new(own.Key.Value, "cofund_min_percent", need.Value, given, others * (100 - floor) / floor);
            }

            if (asks.MatchPercent is { } ratio && given * 100 > others * ratio)
            {
                yield return new(own.Key.Value, "match_percent", need.Value, given, others * ratio / 100);
            }
        }
    }

    private static (CommuneId? Commune, ItemId? Item, NeedId? Line) Place(Exclusivity scope, Served gift) => scope switch
    {
        Exclusivity.Line => (null, null, gift.Line.Id),
        Exclusivity.CommuneItem => (gift.Commune.Id, gift.Line.Item, null),
        _ => (gift.Commune.Id, null, null),
    };
}
