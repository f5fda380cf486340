using System.Collections.Immutable;
using System.Numerics;
using Matching.Engine.Allocation.Network;
using Matching.Engine.Allocation.Routing;
using Matching.Engine.Plans;
using Matching.Engine.Quantities;

namespace Matching.Engine.Allocation.FairShares;

/// <summary>The fair shares of all lines, with the levels that explain them and a flow that shows they can be had.</summary>
internal sealed class FairPlan
{
    private FairPlan(FlowState state, List<Level> levels)
    {
        State = state;
        Levels = levels;
        Share = new FairShare[state.Index.LineCount];
        ThreadVnd = new long[state.Index.LineCount];
        Bottleneck = new int[state.Index.LineCount];
        HeldBy = new int[state.Index.LineCount];
    }

    public FlowState State { get; }

    /// <summary>By class, poorest first; bottleneck number = place + 1.</summary>
    public List<Level> Levels { get; }

    /// <summary>Per line.</summary>
    public FairShare[] Share { get; }

    /// <summary>Per line: whole đồng that flow to it in the fair flow; settled amounts come on top.</summary>
    public long[] ThreadVnd { get; }

    public int[] Bottleneck { get; }

    public int[] HeldBy { get; }

    public static FairPlan Of(FlowState state, List<Level> levels)
    {
        var plan = new FairPlan(state, levels);
        var coverage = new Ratio[state.Network.AtomCount];
        var isCapped = new bool[state.Network.AtomCount];
        for (var i = 0; i < levels.Count; i++)
        {
            foreach (var a in levels[i].Atoms)
            {
                foreach (var line in plan.Lines(a))
                {
                    plan.Bottleneck[line] = i + 1;
                    plan.HeldBy[line] = levels[i].CappedProvince < 0 ? i + 1 : plan.HeldBy[line];
                }

                coverage[a] = levels[i].Coverage;
                isCapped[a] = levels[i].CappedProvince >= 0;
            }

            foreach (var a in levels[i].HeldAtoms)
            {
                foreach (var line in plan.Lines(a))
                {
                    plan.HeldBy[line] = i + 1;
                }
            }
        }

        for (var a = 0; a < state.Network.AtomCount; a++)
        {
            plan.ShareOut(a, coverage[a], isCapped[a]);
        }

        return plan;
    }

    /// <summary>Who gives how much to whom in the fair flow, by live pledge and line; settled amounts included, in đồng of line value.</summary>
    public List<PledgeShipment> Threads(Commitments commitments)
    {
        var index = State.Index;
        var threads = new List<PledgeShipment>();
        var flow = new FlowSplitter(State.Network).Split(State.Network.Cap, goodsSide: null, ThreadVnd);
        PledgeSplitter.Split(index, State.Network, flow, p => (index.Available[p] - commitments.UsedBy(p)) * NetworkBuilder.UnitValueVnd(index, index.PledgeAt(p)), threads);
        foreach (var pair in commitments.ByPledge.Values.SelectMany(static pairs => pairs))
        {
            if (pair.Amount > 0)
            {
                var worth = index.PledgeAt(pair.Pledge).Kind == Pledges.PledgeKind.Goods ? index.UnitCostVnd[pair.Line] : 1;
                threads.Add(new PledgeShipment(pair.Pledge, pair.Line, pair.Amount * worth));
            }
        }

        return threads;
    }

    private ReadOnlySpan<int> Lines(int atom) =>
        State.Network.AtomLine.AsSpan(State.Network.AtomLineStart[atom], State.Network.AtomLineStart[atom + 1] - State.Network.AtomLineStart[atom]);

    private void ShareOut(int a, Ratio coverage, bool isCapped)
    {
        var lines = Lines(a);
        if (lines.Length == 1)
        {
            ThreadVnd[lines[0]] = State.Got[a];
        }
        else if (State.Demand[a] > 0)
        {
            // Full lines, or the leftovers of the comparison mode, share by what they have; others by the level, whose rounding this keeps.
            ShareByDemand(lines, coverage.Denominator == 0 ? new Ratio(State.Got[a], State.Demand[a]) : coverage, State.Got[a]);
        }

        foreach (var line in lines)
        {
            // A cap is shared in whole đồng; full and granted lines have whole đồng anyway.
            var isLifted = (Int128)State.Base[a] * coverage.Denominator > (Int128)State.Demand[a] * coverage.Numerator;
            Share[line] = coverage.Denominator == 0 || isCapped || isLifted
                ? new FairShare(ThreadVnd[line] + (lines.Length == 1 ? State.Base[a] : 0))
                : FairShare.Of(State.WantedVnd[line], coverage);
        }
    }

    /// <summary>Cumulative rounding, down or up so that the lines add up to what the atom has.</summary>
    private void ShareByDemand(ReadOnlySpan<int> lines, Ratio coverage, long total)
    {
        Int128 demand = 0;
        foreach (var line in lines)
        {
            demand += State.WantedVnd[line];
        }

        var down = demand * coverage.Numerator / coverage.Denominator == total;
        demand = 0;
        var before = 0L;
        foreach (var line in lines)
        {
            demand += State.WantedVnd[line];
            var product = demand * coverage.Numerator;
            var upTo = (long)(down ? product / coverage.Denominator : (product + coverage.Denominator - 1) / coverage.Denominator);
            ThreadVnd[line] = upTo - before;
            before = upTo;
        }
    }

    /// <summary>Levels as the plan tells them.</summary>
    public ImmutableArray<Bottleneck> Bottlenecks(List<PledgeShipment> threads)
    {
        var index = State.Index;
        var feeding = new SortedSet<int>[Levels.Count];
        for (var i = 0; i < feeding.Length; i++)
        {
            feeding[i] = [];
        }

        foreach (var thread in threads)
        {
            if (Bottleneck[thread.Line] > 0)
            {
                feeding[Bottleneck[thread.Line] - 1].Add(thread.Pledge); // live pledges are numbered by id
            }
        }

        var bottlenecks = ImmutableArray.CreateBuilder<Bottleneck>(Levels.Count);
        for (var i = 0; i < Levels.Count; i++)
        {
            var level = Levels[i];
            var lines = level.Atoms.SelectMany(a => Lines(a).ToArray()).Order().ToArray();
            var next = Levels.Skip(i + 1).Take(Levels.Count).FirstOrDefault(l => l.Class == level.Class && l.Coverage > level.Coverage);
            var nextCoverage = next?.Class == level.Class ? next.Coverage : Ratio.One;
            bottlenecks.Add(new Bottleneck
            {
                Number = i + 1,
                Class = level.Class + 1,
                Kind = level.CappedProvince < 0 ? BottleneckKind.Supply : BottleneckKind.ProvinceCap,
                Coverage = level.Coverage,
                Lines = [.. lines.Select(l => index.Need[l])],
                FeedingPledges = [.. feeding[i].Select(p => index.Pledge[p])],
                Communes = lines.Select(l => index.LineCommune[l]).Distinct().Count(),
                Lift = Lift(lines, nextCoverage),
                NextCoverage = nextCoverage,
            });
        }

        return bottlenecks.MoveToImmutable();
    }

    /// <summary>Đồng, rounded up, that bring every line of the level to the next one.</summary>
    private Vnd Lift(int[] lines, Ratio next)
    {
        var sum = BigInteger.Zero; // times next.Denominator
        BigInteger whole = 0;
        BigInteger rest = 0;
        var restDenominator = BigInteger.One;
        foreach (var line in lines)
        {
            var target = (BigInteger)State.Index.DemandVnd[line] * next.Numerator;
            if (target > (BigInteger)Share[line].WholeVnd * next.Denominator)
            {
                sum += target;
                whole += Share[line].WholeVnd;
                if (Share[line].Remainder > 0)
                {
                    rest = (rest * Share[line].Denominator) + (Share[line].Remainder * restDenominator);
                    restDenominator *= Share[line].Denominator;
                    var divisor = BigInteger.GreatestCommonDivisor(rest, restDenominator);
                    rest /= divisor;
                    restDenominator /= divisor;
                }
            }
        }

        // sum / next.Denominator − whole − rest / restDenominator, rounded up
        var numerator = (sum * restDenominator) - (whole * next.Denominator * restDenominator) - (rest * next.Denominator);
        var denominator = next.Denominator * restDenominator;
        return new Vnd((long)BigInteger.Max(0, (numerator + denominator - 1) / denominator));
    }
}
