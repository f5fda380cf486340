using Matching.Engine.Pledges;

namespace Matching.Engine.Allocation.Discrete;

/// <summary>
/// Money that must be given whole, moved between the lines of its communes until it buys whole units only: a unit that it began would need somebody to complete it, and without
/// him the whole gift fails.
/// </summary>
internal static class WholeParts
{
    /// <summary>Steps of one search; a few prices need some dozens.</summary>
    private const int MostSteps = 2_000;

    /// <summary>How many units of a line are given up at most to make the rest come out even.</summary>
    private const int MostReleased = 3;

    /// <summary>The same money in whole units; where that is not found, with one unit begun instead of several; or the parts as they are.</summary>
    /// <param name="communes">Where the pledge gives.</param>
    public static List<(int Line, long Amount)> Of(PlacementState state, int p, IEnumerable<int> communes, List<(int Line, long Amount)> parts)
    {
        var index = state.Index;
        var pledge = index.PledgeAt(p);
        if (pledge.Kind == PledgeKind.Goods || pledge.CommuneCeiling is not null || pledge.ProvinceCeiling is not null || parts.TrueForAll(part => part.Amount % index.UnitCostVnd[part.Line] == 0))
        {
            return parts;
        }

        var fill = new ExactFill(state, p, new Dictionary<int, long>());
        var units = parts.ToDictionary(static part => part.Line, part => part.Amount / index.UnitCostVnd[part.Line]);
        var rest = parts.Sum(part => part.Amount % index.UnitCostVnd[part.Line]);
        int[] lines =
        [
            .. communes.SelectMany(commune => state.LinesFor(p, commune)).Where(line => !fill.IsBelowMinimum(line))
                .OrderByDescending(line => state.MissingVnd[line] > units.GetValueOrDefault(line) * index.UnitCostVnd[line])
                .ThenBy(line => index.LineClass[line]).ThenByDescending(line => index.UnitCostVnd[line]).ThenBy(static line => line),
        ];
        foreach (var (line, released) in Releases(index, units))
        {
            units[line] -= released;
            var amount = rest + (released * index.UnitCostVnd[line]);
            var search = new SubsetSum(Array.ConvertAll(lines, l => (-1, index.UnitCostVnd[l], UnitsLeft(l))), amount, long.MaxValue, MostSteps);
            if (search.Total == amount)
            {
                return Parts(search);
            }

            units[line] += released;
        }

        var nearest = new SubsetSum(Array.ConvertAll(lines, l => (-1, index.UnitCostVnd[l], UnitsLeft(l))), rest, long.MaxValue, MostSteps);
        var begun = Parts(nearest);
        foreach (var line in lines)
        {
            if (rest - nearest.Total < index.UnitCostVnd[line] && UnitsLeft(line) > 0)
            {
                var already = begun.Find(part => part.Line == line).Amount;
                begun.RemoveAll(part => part.Line == line);
                return [.. begun.Append((line, already + rest - nearest.Total)).OrderBy(static part => part.Item1)];
            }
        }

        return parts;

        long UnitsLeft(int line) => (state.Take(p, line, state.OpenVnd[line], wholeUnits: true) / index.UnitCostVnd[line]) - units.GetValueOrDefault(line);

        List<(int Line, long Amount)> Parts(SubsetSum search)
        {
            for (var i = 0; i < lines.Length; i++)
            {
                units[lines[i]] = units.GetValueOrDefault(lines[i]) + search.Best[i];
            }

            return [.. units.Where(static x => x.Value > 0).OrderBy(static x => x.Key).Select(x => (x.Key, x.Value * index.UnitCostVnd[x.Key]))];
        }
    }

    /// <summary>Nothing first, then a unit of the cheapest line, and so on.</summary>
    private static IEnumerable<(int Line, long Released)> Releases(RoundIndex index, Dictionary<int, long> units)
    {
        yield return (units.Keys.Min(), 0);
        foreach (var line in units.Where(static x => x.Value > 0).Select(static x => x.Key).OrderBy(l => index.UnitCostVnd[l]).ThenBy(static l => l).ToArray())
        {
            for (var released = 1; released <= Math.Min(MostReleased, units[line]); released++)
            {
                yield return (line, released);
            }
        }
    }
}
