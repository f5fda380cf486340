using Matching.Engine.Pledges;

namespace Matching.Engine.Allocation.Discrete;

/// <summary>Gives a place exactly so much of a pledge in whole units of its lines, where that can be: first what the flow wants, then what is missed, then what is asked for.</summary>
/// <remarks>
/// A subset sum over few prices, searched depth first, early classes and dear lines first, within a fixed number of steps: work, not time, so that equal rounds
/// give equal plans. Where the steps run out, an amount that could be met may be taken for one that cannot.
/// </remarks>
internal sealed class ExactFill(PlacementState state, int p, IReadOnlyDictionary<int, long> wantedVnd)
{
    /// <summary>Steps of one search; a few prices need some dozens.</summary>
    private const int MostSteps = 2_000;

    private readonly Pledge _pledge = state.Index.PledgeAt(p);

    private bool IsGoods => _pledge.Kind == PledgeKind.Goods;

    /// <param name="communes">Those of the place.</param>
    /// <param name="amount">In the pledge's own measure, more than zero.</param>
    /// <param name="begins">Whether what whole units leave over may begin one that others complete.</param>
    /// <returns>Lines and amounts that add up to the amount, or null.</returns>
    public List<(int Line, long Amount)>? Parts(IReadOnlyList<int> communes, long amount, bool begins)
    {
        List<(int Line, long Amount)> best = [];
        foreach (var stage in Enum.GetValues<Stage>())
        {
            var (found, parts) = Search(communes, amount, stage);
            if (found == amount)
            {
                return parts;
            }

            best = parts;
        }

        return begins && !IsGoods ? Begun(communes, amount, best) : null;
    }

    /// <summary>The most that the place can take in whole units, up to an amount.</summary>
    public long Most(IReadOnlyList<int> communes, long amount) => amount <= 0 ? 0 : Search(communes, amount, Stage.Open).Found;

    /// <summary>The least that gives the place something, and its minimum if the pledge states one; null where it cannot.</summary>
    public List<(int Line, long Amount)>? Least(int commune)
    {
        var least = Math.Max(1, _pledge.Conditions.MinPerCommune ?? 1);
        int[] here = [commune];
        var cheapest = Groups(here, Stage.Open).Select(static group => group.Unit).DefaultIfEmpty(0).Min();
        return cheapest == 0 ? null
            : Enumerable.Range(0, 2).Select(step => Parts(here, Most(here, least + (step * (cheapest - 1))), begins: false))
                .FirstOrDefault(parts => parts is { Count: > 0 } && parts.Sum(static part => part.Amount) >= least);
    }

    /// <summary>Whether the line would stay below its minimum quantity even with all that it should get.</summary>
    public bool IsBelowMinimum(int line)
    {
        var index = state.Index;
        var aimVnd = index.DemandVnd[line] - state.OpenVnd[line] + Math.Max(0, state.MissingVnd[line]);
        return index.NeedAt(line).MinQuantity is > 1 and var least && aimVnd / index.UnitCostVnd[line] < least;
    }

    private List<(int Line, long Amount)>? Begun(IReadOnlyList<int> communes, long amount, List<(int Line, long Amount)> whole)
    {
        var rest = amount - whole.Sum(static part => part.Amount);
        var bought = whole.ToDictionary(static part => part.Line, static part => part.Amount);
        foreach (var commune in communes)
        {
            var room = (_pledge.CommuneCeiling ?? long.MaxValue) - whole.Where(part => state.Index.LineCommune[part.Line] == commune).Sum(static part => part.Amount);
            foreach (var line in state.LinesFor(p, commune).OrderBy(l => state.Index.UnitCostVnd[l]).ThenBy(static l => l))
            {
                var already = bought.GetValueOrDefault(line);
                if (rest <= room && rest < state.Index.UnitCostVnd[line] && state.OpenVnd[line] - already >= state.Index.UnitCostVnd[line]
                    && state.Take(p, line, state.OpenVnd[line], wholeUnits: false) - already >= rest && !IsBelowMinimum(line))
                {
                    bought[line] = already + rest;
                    return [.. bought.OrderBy(static x => x.Key).Select(static x => (x.Key, x.Value))];
                }
            }
        }

        return null;
    }

    private (long Found, List<(int Line, long Amount)> Parts) Search(IReadOnlyList<int> communes, long amount, Stage stage)
    {
        var groups = Groups(communes, stage);
        var search = new SubsetSum([.. groups.Select(static group => (group.Commune, group.Unit, group.Units))], amount, _pledge.CommuneCeiling ?? long.MaxValue, MostSteps);
        var parts = new List<(int Line, long Amount)>();
        for (var g = 0; g < groups.Count; g++)
        {
            var units = search.Best[g];
            var (group, given) = (groups[g], new Dictionary<int, long>());
            foreach (var upTo in Enum.GetValues<Stage>().Where(s => s <= stage))
            {
                foreach (var line in group.Lines)
                {
                    var more = Math.Min(units, Math.Min(UnitsOf(line, upTo), UnitsOf(line, stage)) - given.GetValueOrDefault(line));
                    if (more > 0)
                    {
                        given[line] = given.GetValueOrDefault(line) + more;
                        units -= more;
                    }
                }
            }

            parts.AddRange(given.Select(x => (x.Key, x.Value * group.Unit)));
        }

        return (search.Total, [.. parts.OrderBy(static part => part.Line)]);
    }

    /// <summary>Lines that are alike to the search: of one class and price, and of one commune where communes have a ceiling.</summary>
    private List<Group> Groups(IReadOnlyList<int> communes, Stage stage)
    {
        var index = state.Index;
        return
        [
            .. communes.SelectMany(commune => state.LinesFor(p, commune))
                .Where(line => !IsBelowMinimum(line) && UnitsOf(line, stage) > 0)
                .GroupBy(line => (Commune: _pledge.CommuneCeiling is null ? -1 : index.LineCommune[line], Class: index.LineClass[line], Unit: IsGoods ? 1 : index.UnitCostVnd[line]))
                .OrderBy(static group => group.Key.Class).ThenByDescending(static group => group.Key.Unit).ThenBy(static group => group.Key.Commune)
                .Select(group => new Group(
                    group.Key.Commune,
                    group.Key.Unit,
                    group.Sum(line => UnitsOf(line, stage)),
                    [.. group.OrderByDescending(line => state.MissingVnd[line]).ThenBy(static line => line)])),
        ];
    }

    private long UnitsOf(int line, Stage stage)
    {
        var gapVnd = stage switch
        {
            Stage.Wanted => Math.Min(wantedVnd.GetValueOrDefault(line), state.OpenVnd[line]),
            Stage.Missing => Math.Min(state.MissingVnd[line], state.OpenVnd[line]),
            _ => state.OpenVnd[line],
        };
        return state.Take(p, line, gapVnd, wholeUnits: true) / (IsGoods ? 1 : state.Index.UnitCostVnd[line]);
    }

    /// <summary>How far lines are filled.</summary>
    private enum Stage
    {
        Wanted = 0,
        Missing = 1,
        Open = 2,
    }

    /// <param name="Unit">What one unit takes of the pledge, in its own measure.</param>
    private sealed record Group(int Commune, long Unit, long Units, int[] Lines);
}
