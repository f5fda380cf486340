using Matching.Engine.Rounds;
using Matching.Oracles.Model;

namespace Matching.Oracles.Exact;

/// <summary>The reference: fair shares of a small round in exact fractions, from the definition.</summary>
/// <remarks>
/// Class after class. Consumables: find the highest common coverage that all open lines can have (Newton on the smallest cut), close the lines
/// that cannot have more, repeat. Projects: down the queue, as many whole units as can be funded. Earlier lines keep their shares, their routes do not.
/// Two ways to ask what can be had: maximum flows in fractions, and (where goods units count at different prices) an exact linear program.
/// </remarks>
public static class ExactLeximin
{
    /// <exception cref="ArgumentException">The pins cannot be kept.</exception>
    public static FairShares Solve(Round round) => Solve(PairModel.Of(round));

    public static FairShares Solve(PairModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.HasGains ? ExactLpLeximin.Solve(model) : SolveByFlows(model);
    }

    /// <summary>The largest total value that may be covered, whoever gets it and whatever its class; pins included.</summary>
    public static BigRational LargestCoverage(PairModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var region = new FlowRegion(model);
        var attempt = region.Try([.. model.Lines.Select((line, n) => (BigRational)line.DemandVnd - region.PinnedVnd[n])]);
        return attempt.Placed + FlowRegion.SumOf(region.PinnedVnd);
    }

    private static FairShares SolveByFlows(PairModel model)
    {
        var region = new FlowRegion(model);
        var shares = new BigRational?[model.Lines.Length];
        foreach (var lines in model.Classes)
        {
            if (model.Lines[lines[0]].IsProject)
            {
                GrantProjects(model, region, shares, lines);
            }
            else
            {
                RaiseConsumables(model, region, shares, lines);
            }
        }

        return FairShares.Of(model, shares);
    }

    private static void GrantProjects(PairModel model, FlowRegion region, BigRational?[] shares, IReadOnlyList<int> queue)
    {
        foreach (var line in queue)
        {
            // The most units that can be had, by halving: what can be had with k units can be had with fewer.
            long can = 0, cannot = model.Lines[line].Quantity + 1;
            while (cannot - can > 1)
            {
                var units = can + ((cannot - can) / 2);
                var target = BigRational.Max(region.PinnedVnd[line], units * (BigRational)model.Lines[line].UnitCostVnd);
                if (region.Try(Extra(region, shares, n => n == line ? target : region.PinnedVnd[n])).MeetsTargets)
                {
                    can = units;
                }
                else
                {
                    cannot = units;
                }
            }

            shares[line] = BigRational.Max(region.PinnedVnd[line], can * (BigRational)model.Lines[line].UnitCostVnd);
        }
    }

    private static void RaiseConsumables(PairModel model, FlowRegion region, BigRational?[] shares, IReadOnlyList<int> lines)
    {
        var open = lines.ToHashSet();
        while (open.Count > 0)
        {
            var (level, attempt) = HighestCommonLevel(model, region, shares, open);
            var closed = open.Where(n => At(model, n, level) >= region.PinnedVnd[n] && (level == BigRational.One || !attempt.CouldGrow(n))).ToList();
            if (closed.Count == 0)
            {
                throw new InvalidOperationException($"Nothing holds the level {level} down.");
            }

            foreach (var n in closed)
            {
                shares[n] = At(model, n, level);
                open.Remove(n);
            }
        }
    }

    private static (BigRational Level, FlowRegion.Attempt Attempt) HighestCommonLevel(
        PairModel model, FlowRegion region, BigRational?[] shares, HashSet<int> open)
    {
        var level = BigRational.One;
        while (true)
        {
            BigRational Target(int n) => open.Contains(n) ? BigRational.Max(region.PinnedVnd[n], At(model, n, level)) : region.PinnedVnd[n];
            var attempt = region.Try(Extra(region, shares, Target));
            if (attempt.MeetsTargets)
            {
                return (level, attempt);
            }

            // Too high. The lines that the cut holds down can get no more than the cut lets through; the next level gives them just that.
            var held = open.Where(n => !attempt.IsCutAtTarget(n)).ToList();
            var forClosed = FlowRegion.SumOf(Enumerable.Range(0, model.Lines.Length)
                .Where(n => shares[n] is not null && !attempt.IsCutAtTarget(n))
                .Select(n => shares[n]!.Value - region.PinnedVnd[n]));
            level = LevelThatUses(attempt.CutBesidesTargets - forClosed, [.. held.Select(n => ((BigRational)model.Lines[n].DemandVnd, region.PinnedVnd[n]))]);
        }
    }

    /// <summary>The level at which the lines together take exactly <paramref name="amount"/> beyond their pins.</summary>
    internal static BigRational LevelThatUses(BigRational amount, IReadOnlyList<(BigRational Demand, BigRational Pinned)> lines)
    {
        // Lines join in the order of the coverage that their pins give them; between two joins the use grows linearly.
        BigRational demand = 0, pinned = 0;
        var inOrder = lines.OrderBy(line => line.Pinned / line.Demand).ToList();
        for (var i = 0; i < inOrder.Count; i++)
        {
            demand += inOrder[i].Demand;
            pinned += inOrder[i].Pinned;
            var level = (amount + pinned) / demand;
            if (i + 1 == inOrder.Count || level <= inOrder[i + 1].Pinned / inOrder[i + 1].Demand)
            {
                return level;
            }
        }

        throw new InvalidOperationException("Shares that were granted before cannot be kept; no open line is held down.");
    }

    private static BigRational At(PairModel model, int line, BigRational level) => level * model.Lines[line].DemandVnd;

    private static List<BigRational> Extra(FlowRegion region, BigRational?[] shares, Func<int, BigRational> targetOfOpen) =>
        [.. shares.Select((share, n) => (share ?? targetOfOpen(n)) - region.PinnedVnd[n])];
}
