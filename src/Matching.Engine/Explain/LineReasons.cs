using System.Collections.Immutable;
using Matching.Engine.Needs;
using Matching.Engine.Plans;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;

namespace Matching.Engine.Explain;

/// <summary>Gives every line of a finished plan its one reason. The first rule that fits decides; docs/explanations.md lists them.</summary>
internal sealed class LineReasons
{
    private readonly RoundLookup _round;
    private readonly Plan _plan;
    private readonly PinnedPairs _pins;
    private readonly Lazy<PledgeReach> _money; // most plans ask for neither
    private readonly Lazy<PledgeReach> _goods;
    private readonly bool _interference;

    public LineReasons(RoundLookup round, Plan plan, PlaceIndex index, PinnedPairs pins)
    {
        (_round, _plan, _pins) = (round, plan, pins);
        _money = new(() => new PledgeReach(round, index, plan, PledgeKind.Money));
        _goods = new(() => new PledgeReach(round, index, plan, PledgeKind.Goods));
        _interference = HasYesOrNoChoices(round.Round);
    }

    /// <summary>Whether anything in the round can pull a plan below its fair shares by more than rounding: pins, discrete conditions, minimum quantities.</summary>
    public static bool HasYesOrNoChoices(Round round) =>
        !round.Pins.IsEmpty || round.Pledges.Any(p => p.Conditions.IsDiscrete) || round.Needs.Any(n => n.MinQuantity is > 1);

    public ImmutableArray<LineOutcome> Derive(CancellationToken cancel)
    {
        var lines = ImmutableArray.CreateBuilder<LineOutcome>(_plan.Lines.Length);
        for (var n = 0; n < _plan.Lines.Length; n++)
        {
            if ((n & 0xFFF) == 0)
            {
                cancel.ThrowIfCancellationRequested();
            }

            var reason = ReasonOf(n);
            lines.Add(_plan.Lines[n].Reason == reason ? _plan.Lines[n] : _plan.Lines[n] with { Reason = reason });
        }

        return lines.MoveToImmutable();
    }

    private LineReason ReasonOf(int n)
    {
        var (line, outcome) = (_round.Round.Needs[n], _plan.Lines[n]);
        if (outcome.Class == 0)
        {
            return line.Status == NeedStatus.Covered ? LineReason.CoveredByOthers : LineReason.TakesNoPart;
        }

        if (outcome.AllocatedUnits >= line.Quantity)
        {
            return LineReason.FullyServed;
        }

        var hasFairShare = outcome.Fair.CompareTo(default) > 0;
        if (outcome.AllocatedUnits == 0 && !hasFairShare && !IsReached(n))
        {
            return LineReason.NoEligiblePledge;
        }

        if (outcome.AllocatedUnits == 0 && hasFairShare && line.MinQuantity is > 1)
        {
            return LineReason.BelowMinimumQuantity;
        }

        // The allowance is what rounding to whole units alone may cost; only a line that both goods and money may serve has two.
        if (_interference && IsShortOfFair(n, by: 1) && (IsShortOfFair(n, by: 2) || !(IsReached(n, PledgeKind.Goods) && IsReached(n, PledgeKind.Money))))
        {
            return LineReason.DiscreteCondition;
        }

        var isFairFull = outcome.Fair.WholeVnd >= _round.Requested(n).Dong;
        if (isFairFull)
        {
            return LineReason.LessThanOneUnit;
        }

        if (_round.ItemOf(n).Kind == ItemKind.Project)
        {
            return IsShortOfFair(n, by: 0) ? LineReason.LessThanOneUnit : LineReason.ProjectPassedOver;
        }

        return outcome.Bottleneck > 0 && _plan.Bottlenecks[outcome.Bottleneck - 1].Kind == BottleneckKind.ProvinceCap
            ? LineReason.HeldByProvinceCap
            : LineReason.HeldByBottleneck;
    }

    private bool IsReached(int n) => IsReached(n, PledgeKind.Money) || IsReached(n, PledgeKind.Goods);

    private bool IsReached(int n, PledgeKind kind) =>
        _pins.ForbidsForLine(n)
            ? PledgeReach.ReachesDespitePins(_round, _plan, n, kind, _pins.Forbidden)
            : (kind == PledgeKind.Money ? _money : _goods).Value.Reaches(n);

    /// <summary>Whether <c>units + by &lt; fair share in units</c>, exactly.</summary>
    private bool IsShortOfFair(int n, int by)
    {
        var (outcome, reached) = (_plan.Lines[n], (Int128)(_plan.Lines[n].AllocatedUnits + by) * _round.UnitCost(n).Dong);
        return reached < outcome.Fair.WholeVnd || (reached == outcome.Fair.WholeVnd && outcome.Fair.Remainder > 0);
    }
}
