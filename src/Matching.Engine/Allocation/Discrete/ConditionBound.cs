using Matching.Engine.Allocation.FairShares;
using Matching.Engine.Allocation.Network;

namespace Matching.Engine.Allocation.Discrete;

/// <summary>What no plan can go beyond that keeps the yes-or-no conditions, class by class.</summary>
/// <remarks>
/// <para>Every line is wanted up to its fair share in whole units. Each pledge is cut to what can ever do good under its yes-or-no conditions
/// (<see cref="UsableSupply"/>), which are then forgotten: the largest flow is at least what any plan places there. Where that leaves a gap, values of lines
/// (<see cref="ValueBound"/>) let each pledge choose by itself.</para>
/// <para>A line whose fair share W is below its minimum quantity M costs M and counts W, so a đồng that it gets counts W / M. What lines can draw
/// together is a polymatroid, on which the greedy order is optimal: all lines that count in full first, then these by falling W / M.</para>
/// </remarks>
internal sealed class ConditionBound
{
    /// <summary>From so many lines on, minimum quantities are told apart more coarsely and no values of lines are sought; the bound stays true.</summary>
    private const int ManyLines = 5_000;

    /// <summary>How often values of lines are tried for the same classes at most.</summary>
    private const int MostTries = 300;

    /// <summary>For so few tries it is not worth beginning.</summary>
    private const int FewestTries = 20;

    /// <summary>Work for the values of lines in all, in arcs and lines looked at: a second or two.</summary>
    private const long ValueWork = 1_200_000_000;

    private readonly RoundIndex _index;
    private readonly Commitments _pins;
    private readonly long[] _target;
    private readonly long[] _byGoods;
    private readonly CountedLines _counted;

    /// <summary>Per class, as all arrays below summed up to it: what is to be reached.</summary>
    private readonly long[] _all;

    private readonly long[] _reached;
    private readonly long[] _upTo;

    private ConditionBound(RoundIndex index, Commitments pins, long[] target, long[] givenUnits)
    {
        (_index, _pins, _target) = (index, pins, target);
        (_all, _reached) = (new long[index.Classes.Length], new long[index.Classes.Length]);
        for (var k = 0; k < _all.Length; k++)
        {
            (_all[k], _reached[k]) = k == 0 ? (0, 0) : (_all[k - 1], _reached[k - 1]);
            for (var l = index.ClassStart[k]; l < index.ClassStart[k + 1]; l++)
            {
                _all[k] += target[l];
                _reached[k] += Math.Min(target[l], givenUnits[l] * index.UnitCostVnd[l]);
            }
        }

        _upTo = (long[])_all.Clone(); // the fair flow itself reaches all of it
        (_byGoods, var inFull) = OwnPriceGoods(index, pins, target);
        _counted = Counted(index, pins, target, inFull);
    }

    /// <summary>Per class: summed over the first classes, no plan reaches more of the whole units of the fair shares, for any number of them.</summary>
    /// <param name="givenUnits">Per line: what a plan gives; the bound is sought near it.</param>
    public static long[] Of(RoundIndex index, FairPlan fair, Commitments pins, long[] givenUnits, CancellationToken cancel)
    {
        var bound = new ConditionBound(index, pins, WholeTargets.Of(index, fair.Share), givenUnits);
        if (bound._counted.BelowMinimum.Count > 0 || Enumerable.Range(0, index.PledgeCount).Any(p => index.PledgeAt(p).Conditions.IsDiscrete))
        {
            var network = NetworkBuilder.Build(index, pins);
            var asks = new CommuneAsks(index, pins, bound._counted.CostVnd);
            var scarce = bound.ByUsableSupply(network, asks, cancel);
            bound.ByValues(network, asks, scarce, cancel);
        }

        return bound.PerClass();
    }

    /// <summary>A class adds at most all that it wants, and first classes never reach more than all that come later reach with them.</summary>
    private long[] PerClass()
    {
        for (var k = 1; k < _upTo.Length; k++)
        {
            _upTo[k] = Math.Min(_upTo[k], _upTo[k - 1] + _all[k] - _all[k - 1]);
        }

        var perClass = (long[])_upTo.Clone();
        for (var k = perClass.Length - 1; k > 0; k--)
        {
            perClass[k - 1] = Math.Min(perClass[k - 1], perClass[k]);
            perClass[k] -= perClass[k - 1];
        }

        return perClass;
    }

    /// <summary>What counts at every line and what it costs. Those below their minimum quantity cost it and count their target.</summary>
    private static CountedLines Counted(RoundIndex index, Commitments pins, long[] target, long[] inFull)
    {
        var counted = new CountedLines((long[])inFull.Clone(), inFull, []);
        for (var l = 0; l < target.Length; l++)
        {
            if (MinimumLines.IsBelow(index, target, l) && inFull[l] == target[l] && pins.BaseVnd[l] == 0)
            {
                counted.CostVnd[l] = MinimumLines.MinimumVnd(index, l);
                counted.BelowMinimum.Add(l);
            }
        }

        return counted;
    }

    /// <summary>Whether there is a gap that begins here: where the plan reaches all of a class, the gap is no larger than before it.</summary>
    private bool IsOpen(int k) => _upTo[k] > _reached[k] && (k == 0 || _reached[k] - _reached[k - 1] < _all[k] - _all[k - 1]);

    /// <returns>Per class with a gap of its own: the lines that are scarce when it and all before it are filled.</returns>
    private bool[]?[] ByUsableSupply(FlowNetwork network, CommuneAsks asks, CancellationToken cancel)
    {
        var inFull = (long[])_counted.CountVnd.Clone();
        var parts = _index.LineCount < ManyLines ? 1000 : 8;
        var steps = new List<(int Line, long MinimumVnd, long WeightTop, long WeightBottom)>();
        foreach (var l in _counted.BelowMinimum)
        {
            var minimum = _counted.CostVnd[l];
            steps.Add((l, minimum, (long)(((Int128)inFull[l] * parts + minimum - 1) / minimum), parts));
            inFull[l] = 0;
        }

        var flow = Flow(inFull, network, asks);
        var scarce = new bool[]?[_upTo.Length];
        var goods = 0L;
        for (var k = 0; k < _upTo.Length; k++)
        {
            flow.Fill(k, cancel);
            goods += _byGoods[k];
            var reached = goods + flow.Reached().Sum() + Minimums(_index, flow, steps.FindAll(step => _index.LineClass[step.Line] <= k), cancel);
            _upTo[k] = Math.Min(_upTo[k], reached); // weights are rounded up
            scarce[k] = IsOpen(k) ? flow.Scarce() : null;
        }

        return scarce;
    }

    private void ByValues(FlowNetwork network, CommuneAsks asks, bool[]?[] scarce, CancellationToken cancel)
    {
        var open = scarce.Count(static lines => lines is not null);
        if (open == 0 || _index.LineCount >= ManyLines)
        {
            return;
        }

        var (cap, count) = ((long[])_counted.CostVnd.Clone(), (long[])_counted.CountVnd.Clone());
        var certain = (long[])_byGoods.Clone();
        for (var l = 0; l < cap.Length; l++)
        {
            var settled = Math.Min(count[l], _pins.BaseVnd[l]);
            certain[_index.LineClass[l]] += settled;
            cap[l] = Math.Max(0, cap[l] - _pins.BaseVnd[l]);
            count[l] -= settled;
        }

        for (var k = 1; k < certain.Length; k++)
        {
            certain[k] += certain[k - 1];
        }

        var known = _reached.Zip(certain, static (reached, sure) => reached - sure).ToArray();
        if (ValueBound.Within(ValueWork / FewestTries / open, _index, _pins, network, asks, cap, count) is not { } values)
        {
            return;
        }

        var tries = (int)Math.Min(MostTries, ValueWork / values.Size / open);
        for (var k = 0; k < scarce.Length; k++)
        {
            if (scarce[k] is { } lines)
            {
                _upTo[k] = certain[k] + values.Of(k, lines, known, _upTo[k] - certain[k], tries, cancel);
            }
        }
    }

    private TargetFlow Flow(long[] inFull, FlowNetwork network, CommuneAsks asks)
    {
        var flow = new TargetFlow(_index, network, _pins, inFull);
        for (var s = 0; s < network.SourceCount; s++)
        {
            flow.State.Left[s] = 0;
            for (var i = network.SourceStart[s]; i < network.SourceStart[s + 1]; i++)
            {
                flow.State.Left[s] += UsableSupply.Of(_index, _pins, asks, network.SourcePledge[i]);
            }
        }

        return flow;
    }

    /// <summary>What lines below their minimum add at most to a flow that stays as it was.</summary>
    private static long Minimums(RoundIndex index, TargetFlow flow, List<(int Line, long MinimumVnd, long WeightTop, long WeightBottom)> steps, CancellationToken cancel)
    {
        if (steps.Count == 0)
        {
            return 0;
        }

        var sum = 0L;
        flow.Save();
        foreach (var step in steps.GroupBy(static x => x.WeightTop).OrderByDescending(static x => x.Key))
        {
            var drawn = flow.Extend([.. step.Select(x => (flow.State.Network.AtomOfLine[x.Line], x.MinimumVnd))], cancel);
            sum += (long)((((Int128)drawn * step.Key) + step.First().WeightBottom - 1) / step.First().WeightBottom);
        }

        flow.Restore();
        return sum;
    }

    /// <summary>Goods of projects with own prices are in no network: every line of the item is taken to have them all, whatever the others get.</summary>
    /// <returns>Per class what that reaches, and per line what it leaves of the target.</returns>
    private static (long[] Reached, long[] Missing) OwnPriceGoods(RoundIndex index, Commitments pins, long[] target)
    {
        var units = new long[index.Items.Length];
        for (var p = 0; p < index.PledgeCount; p++)
        {
            if (index.PledgeAt(p).Item is { } id && index.ItemById[id] is var item && index.HasOwnPrices[item])
            {
                units[item] += index.Available[p] - pins.UsedBy(p);
            }
        }

        var reached = new long[index.Classes.Length];
        var missing = (long[])target.Clone();
        for (var l = 0; l < missing.Length; l++)
        {
            var given = Math.Min(units[index.LineItem[l]], target[l] / index.UnitCostVnd[l]) * index.UnitCostVnd[l];
            reached[index.LineClass[l]] += given;
            missing[l] -= given;
        }

        return (reached, missing);
    }
}

/// <summary>What counts at every line, in đồng.</summary>
/// <param name="CostVnd">Per line: what must be given for it.</param>
/// <param name="CountVnd">Per line: what that counts.</param>
/// <param name="BelowMinimum">Lines where it counts less than it costs.</param>
internal sealed record CountedLines(long[] CostVnd, long[] CountVnd, List<int> BelowMinimum);
