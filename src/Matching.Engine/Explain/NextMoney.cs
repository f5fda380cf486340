using System.Collections.Immutable;
using Matching.Engine.Plans;

namespace Matching.Engine.Explain;

/// <summary>A place in the queue of what the next đồng does best.</summary>
/// <param name="Rank">1 = best.</param>
/// <param name="Bottleneck">Its number in the plan.</param>
public sealed record NextMoney(int Rank, int Bottleneck, UsefulMoney Money)
{
    /// <remarks>
    /// Classes in order, then coverage ascending: the same order that the allocation itself follows, so the first place is where an
    /// unconditional đồng would go. Lines at the planner's province cap are left out, for money does not lift them.
    /// </remarks>
    internal static ImmutableArray<NextMoney> RankAll(PlanExplainer explainer, int most)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(most);
        return
        [
            .. explainer.Plan.Bottlenecks
                .Where(b => b.Kind == BottleneckKind.Supply && !b.Coverage.IsFull)
                .OrderBy(b => b.Class).ThenBy(b => b.Coverage).ThenBy(b => b.Number)
                .Take(most)
                .Select((b, place) => new NextMoney(place + 1, b.Number, BottleneckExplanation.UsefulMoneyFor(explainer, b)))
        ];
    }
}
