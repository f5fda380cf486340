using Matching.Engine.Allocation;
using Matching.Engine.Pledges;

namespace Matching.Engine.Entry;

/// <summary>How much of a pledge could be placed were it the only one, in its own measure; units may be parted.</summary>
/// <remarks>
/// A commune takes what its lines ask for, under the shares of a line and the ceiling per commune. Of communes that can take the minimum, those are chosen that add
/// most under the ceilings per province; what they add only falls, so no other choice of as many adds more.
/// A minimum together with a ceiling per province is the one case in which a better choice may exist. An amount per child is taken to use up what the pledge has: there it is the most. What is asked of other donors is left aside.
/// </remarks>
internal static class AlonePlacement
{
    /// <param name="MostInOneCommune">The most that one commune could take.</param>
    public readonly record struct Result(long Placed, long MostInOneCommune);

    public static Result Of(RoundIndex index, Pledge pledge, List<int> lines)
    {
        var available = RoundIndex.AvailableOf(index.Round, pledge);
        var asks = pledge.Conditions;
        if (!pledge.Portions.IsEmpty)
        {
            return InPortions(index, pledge, lines, available);
        }

        var communes = Communes(index, pledge, lines);
        var most = communes.Count == 0 ? 0 : communes[0].Most;
        if (asks.EqualSplit is not null)
        {
            var split = EqualAlone.Of(index, pledge, communes, available);
            return new Result(asks.AllOrNothing && split < available ? 0 : split, Math.Min(most, available));
        }

        var least = Math.Max(asks.MinPerCommune ?? 0, asks.FixedPerCommune ?? 0);
        communes.RemoveAll(c => c.Most < least || c.Most == 0);
        communes = communes.ConvertAll(c => (c.Commune, Math.Min(c.Most, asks.FixedPerCommune ?? c.Most)));
        var placed = Place(index, pledge, communes, available, least);
        var reached = Math.Min(communes.Count, Math.Min(asks.MaxCommunes ?? int.MaxValue, available / Math.Max(1, least)));
        var keeps = (!asks.AllOrNothing || placed == available) && reached >= (asks.MinCommunes ?? 0);
        return new Result(keeps ? placed : 0, Math.Min(most, available));
    }

    /// <summary>What each commune could take under the shares of a line and its ceilings, most first; under an amount per child only what lines can take of exactly that.</summary>
    public static List<(int Commune, long Most)> Communes(RoundIndex index, Pledge pledge, List<int> lines)
    {
        var asks = pledge.Conditions;
        var could = new SortedDictionary<int, long>();
        foreach (var line in lines)
        {
            var room = PledgeRoom.ShareOf(index, pledge, line, asks.MaxSharePercent ?? 100);
            if (asks.FixedPerChild is { } rate)
            {
                var wanted = (Int128)rate * (index.NeedAt(line).Beneficiaries ?? 0);
                room = wanted <= room ? (long)wanted : 0;
            }

            could[index.LineCommune[line]] = checked(could.GetValueOrDefault(index.LineCommune[line]) + room);
        }

        return
        [
            .. could
                .Select(c => (Commune: c.Key, Most: Math.Min(c.Value, Math.Min(pledge.CommuneCeiling ?? long.MaxValue, pledge.ProvinceCeiling ?? long.MaxValue))))
                .OrderByDescending(static c => c.Most),
        ];
    }

    /// <summary>Portions are nested: what lines of the innermost take counts for those around it. Conditions that would cut across them are refused at entry.</summary>
    private static Result InPortions(RoundIndex index, Pledge pledge, List<int> lines, long available)
    {
        var portions = pledge.Portions.Sort(static (left, right) => Nullable.Compare(left.Before, right.Before));
        var could = new SortedDictionary<(int Portion, int Commune), long>();
        var inCommune = new Dictionary<int, long>();
        foreach (var line in lines)
        {
            var commune = index.LineCommune[line];
            var innermost = portions.TakeWhile(portion => !portion.Holds(index.CommuneTier[commune], index.NeedAt(line).NeededBy)).Count();
            var room = PledgeRoom.ShareOf(index, pledge, line, pledge.Conditions.MaxSharePercent ?? 100);
            var key = (innermost, commune);
            could[key] = Math.Min(pledge.CommuneCeiling ?? long.MaxValue, checked(could.GetValueOrDefault(key) + room));
            inCommune[commune] = Math.Min(pledge.CommuneCeiling ?? long.MaxValue, inCommune.GetValueOrDefault(commune) + room);
        }

        var placed = 0L;
        for (var i = 0; i <= portions.Length; i++)
        {
            placed += could.Where(c => c.Key.Portion == i).Sum(static c => c.Value);
            placed = Math.Min(placed, i < portions.Length ? Math.Min(portions[i].Most, available) : available);
        }

        return new Result(placed, Math.Min(available, inCommune.Values.DefaultIfEmpty().Max()));
    }

    private static long Place(RoundIndex index, Pledge pledge, List<(int Commune, long Most)> communes, long available, long least)
    {
        var inProvince = new long[index.Provinces.Length];
        var (chosen, placed) = (0L, 0L);
        var limit = Math.Min(pledge.Conditions.MaxCommunes ?? int.MaxValue, least > 0 ? available / least : long.MaxValue);
        var queue = new PriorityQueue<(int Commune, long Most), (long, int)>();
        foreach (var commune in communes)
        {
            queue.Enqueue(commune, (-commune.Most, commune.Commune));
        }

        while (chosen < limit && placed < available && queue.TryDequeue(out var next, out var promised))
        {
            var province = index.CommuneProvince[next.Commune];
            var adds = Math.Min(next.Most, (pledge.ProvinceCeiling ?? long.MaxValue) - inProvince[province]);
            if (adds < least || adds == 0)
            {
                continue;
            }

            if (adds < -promised.Item1)
            {
                queue.Enqueue(next, (-adds, next.Commune)); // its province has filled up meanwhile
                continue;
            }

            inProvince[province] += adds;
            placed += Math.Min(adds, available - placed);
            chosen++;
        }

        return placed;
    }
}
