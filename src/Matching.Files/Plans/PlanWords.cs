using Matching.Engine.Allocation;
using Matching.Engine.Plans;

namespace Matching.Files;

/// <summary>The words of the plan folder for reasons and kinds: the names of the values in snake_case.</summary>
internal static class PlanWords
{
    public static readonly Choices<LineReason> LineReasons = new(
        ("fully_served", LineReason.FullyServed),
        ("takes_no_part", LineReason.TakesNoPart),
        ("no_eligible_pledge", LineReason.NoEligiblePledge),
        ("held_by_bottleneck", LineReason.HeldByBottleneck),
        ("held_by_province_cap", LineReason.HeldByProvinceCap),
        ("less_than_one_unit", LineReason.LessThanOneUnit),
        ("project_passed_over", LineReason.ProjectPassedOver),
        ("below_minimum_quantity", LineReason.BelowMinimumQuantity),
        ("discrete_condition", LineReason.DiscreteCondition),
        ("covered_by_others", LineReason.CoveredByOthers));

    public static readonly Choices<PledgeReason> PledgeReasons = new(
        ("fully_used", PledgeReason.FullyUsed),
        ("expired", PledgeReason.Expired),
        ("no_eligible_line", PledgeReason.NoEligibleLine),
        ("eligible_needs_met", PledgeReason.EligibleNeedsMet),
        ("less_than_one_unit", PledgeReason.LessThanOneUnit),
        ("ceiling_reached", PledgeReason.CeilingReached),
        ("province_cap", PledgeReason.ProvinceCap),
        ("minimum_not_reachable", PledgeReason.MinimumNotReachable),
        ("commune_limit_reached", PledgeReason.CommuneLimitReached),
        ("not_placeable_whole", PledgeReason.NotPlaceableWhole),
        ("reserve", PledgeReason.Reserve),
        ("pinned", PledgeReason.Pinned),
        ("delivery", PledgeReason.Delivery),
        ("asks_of_others", PledgeReason.AsksOfOthers),
        ("kept_away", PledgeReason.KeptAway),
        ("spread_not_reachable", PledgeReason.SpreadNotReachable),
        ("fixed_amounts", PledgeReason.FixedAmounts));

    public static readonly Choices<BottleneckKind> BottleneckKinds = new(
        ("supply", BottleneckKind.Supply), ("province_cap", BottleneckKind.ProvinceCap));

    public static readonly Choices<StopReason> StopReasons = new(
        ("complete", StopReason.Complete), ("time_limit", StopReason.TimeLimit), ("infeasible", StopReason.Infeasible));
}
