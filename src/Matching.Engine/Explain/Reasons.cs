using Matching.Engine.Plans;
using Matching.Engine.Rounds;

namespace Matching.Engine.Explain;

/// <summary>Derives, for a plan that is finished but for its reasons, why every line got no more and why every pledge has something left.</summary>
public static class Reasons
{
    /// <summary>The same plan with <see cref="LineOutcome.Reason"/> and <see cref="PledgeOutcome.Reason"/> filled in; what they said before is not looked at.</summary>
    /// <remarks>
    /// Pure and deterministic: neither the order of rows nor of conditions in a list changes a reason. Pairs of pledges and lines are never listed;
    /// the work grows with lines, pledges and the places and items that they name.
    /// </remarks>
    /// <exception cref="ArgumentException">The plan's lists are not as long as the round's.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was signalled.</exception>
    public static Plan Fill(Round round, Plan plan, CancellationToken cancel) => Fill(new RoundLookup(round), plan, cancel);

    /// <inheritdoc cref="Fill(Round, Plan, CancellationToken)"/>
    public static Plan Fill(RoundLookup round, Plan plan, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(round);
        Guard(round.Round, plan);
        var index = new PlaceIndex(round);
        var pins = new PinnedPairs(round);
        return plan with
        {
            Lines = new LineReasons(round, plan, index, pins).Derive(cancel),
            Pledges = new PledgeReasons(round, plan, index, pins).Derive(cancel),
        };
    }

    internal static void Guard(Round round, Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (plan.Lines.Length != round.Needs.Length || plan.Pledges.Length != round.Pledges.Length)
        {
            throw new ArgumentException(
                $"The plan speaks of {plan.Lines.Length} lines and {plan.Pledges.Length} pledges, round {round.Id} has {round.Needs.Length} and {round.Pledges.Length}. Use the round that the plan was made for.",
                nameof(plan));
        }
    }
}
