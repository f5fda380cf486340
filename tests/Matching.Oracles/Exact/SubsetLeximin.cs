using System.Numerics;
using Matching.Engine.Rounds;
using Matching.Oracles.Model;

namespace Matching.Oracles.Exact;

/// <summary>Fair shares by looking at every set of lines: the reference for the reference. Up to about twelve lines.</summary>
/// <remarks>
/// Targets can be met exactly when no set of lines is promised more than all pledges together can bring into it (maximum flow, minimum cut).
/// Hence the highest common coverage is the smallest ratio over all sets. No flow is computed. No province cap, no gains.
/// </remarks>
public static class SubsetLeximin
{
    public static FairShares Solve(Round round)
    {
        var model = PairModel.Of(round);
        if (model.HasGains || model.ProvinceCapVnd is not null || model.Lines.Length > 16)
        {
            throw new NotSupportedException("Counting sets is for at most 16 lines, without province cap and without project prices of their own.");
        }

        var count = model.Lines.Length;
        var pinned = new BigRational[count];
        foreach (var pair in model.Pairs)
        {
            pinned[pair.Line] += (BigInteger)pair.Pinned * pair.VndPerMeasure;
        }

        var rank = Enumerable.Range(0, 1 << count).Select(set => (BigRational)Rank(model, set)).ToArray();
        var shares = new BigRational?[count];
        foreach (var lines in model.Classes)
        {
            if (model.Lines[lines[0]].IsProject)
            {
                foreach (var line in lines)
                {
                    shares[line] = Units(model, rank, shares, pinned, line);
                }
            }
            else
            {
                Raise(model, rank, shares, pinned, [.. lines]);
            }
        }

        return FairShares.Of(model, shares);
    }

    /// <summary>The most đồng, pins aside, that the pledges can bring into a set of lines when the lines take whatever comes.</summary>
    private static BigInteger Rank(PairModel model, int set)
    {
        BigInteger total = 0;
        for (var p = 0; p < model.Pledges.Length; p++)
        {
            var pledge = model.Pledges[p];
            var own = model.Pairs.Where(pair => pair.Pledge == p).ToList();
            var left = own.Aggregate((BigInteger)pledge.Available, (rest, pair) => rest - pair.Pinned);
            var reach = new BigInteger[pledge.Parts.Length + 1];
            foreach (var province in own.GroupBy(pair => (Depth: pledge.DepthOf(pair.Line), model.Lines[pair.Line].Province)))
            {
                BigInteger intoProvince = 0;
                foreach (var commune in province.GroupBy(pair => model.Lines[pair.Line].Commune))
                {
                    var intoSet = commune.Where(pair => pair.MayGrow && ((set >> pair.Line) & 1) == 1)
                        .Aggregate(BigInteger.Zero, (sum, pair) => sum + (pair.Limit - pair.Pinned));
                    intoProvince += BigInteger.Min(intoSet, Rest(pledge.MaxPerCommune, commune) ?? intoSet);
                }

                reach[province.Key.Depth] += BigInteger.Min(intoProvince, Rest(pledge.MaxPerProvince, province) ?? intoProvince);
            }

            for (var i = pledge.Parts.Length; i > 0; i--)
            {
                var part = pledge.Parts[i - 1];
                reach[i - 1] += BigInteger.Min(reach[i], Rest(part.Most, own.Where(pair => part.Lines.Contains(pair.Line)))!.Value);
            }

            total += BigInteger.Min(left, reach[0]) * pledge.ItemCostVnd;
        }

        return total;
    }

    private static BigInteger? Rest(long? ceiling, IEnumerable<ModelPair> pairs) =>
        ceiling is { } most ? pairs.Aggregate((BigInteger)most, (rest, pair) => rest - pair.Pinned) : null;

    private static BigRational Units(PairModel model, BigRational[] rank, BigRational?[] shares, BigRational[] pinned, int line)
    {
        var most = (BigRational)model.Lines[line].DemandVnd;
        for (var set = 0; set < rank.Length; set++)
        {
            if (((set >> line) & 1) == 1)
            {
                most = BigRational.Min(most, rank[set] - Promised(set, shares, pinned) + pinned[line]);
            }
        }

        var units = (most / model.Lines[line].UnitCostVnd).Floor();
        return BigRational.Max(pinned[line], units * (BigRational)model.Lines[line].UnitCostVnd);
    }

    private static void Raise(PairModel model, BigRational[] rank, BigRational?[] shares, BigRational[] pinned, HashSet<int> open)
    {
        while (open.Count > 0)
        {
            // The lowest level over all sets, and the lines of every set that reaches it.
            var lowest = BigRational.One;
            var held = new HashSet<int>();
            for (var set = 1; set < rank.Length; set++)
            {
                var lines = open.Where(n => ((set >> n) & 1) == 1).ToList();
                if (lines.Count == 0)
                {
                    continue;
                }

                var level = ExactLeximin.LevelThatUses(
                    rank[set] - Promised(set, shares, pinned), [.. lines.Select(n => ((BigRational)model.Lines[n].DemandVnd, pinned[n]))]);
                if (level < lowest)
                {
                    lowest = level;
                    held.Clear();
                }

                if (level == lowest)
                {
                    held.UnionWith(lines.Where(n => lowest * model.Lines[n].DemandVnd >= pinned[n]));
                }
            }

            foreach (var n in lowest == BigRational.One ? open.ToList() : held.ToList())
            {
                shares[n] = lowest * model.Lines[n].DemandVnd;
                open.Remove(n);
            }
        }
    }

    /// <summary>What lines of the set that have their share hold of it beyond their pins.</summary>
    private static BigRational Promised(int set, BigRational?[] shares, BigRational[] pinned) =>
        FlowRegion.SumOf(Enumerable.Range(0, shares.Length)
            .Where(n => ((set >> n) & 1) == 1 && shares[n] is not null)
            .Select(n => shares[n]!.Value - pinned[n]));
}
