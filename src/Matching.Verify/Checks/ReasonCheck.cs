using Matching.Engine.Pledges;
using Matching.Engine.Plans;
using Matching.Engine.Rounds;
using Matching.Verify.Facts;
using static Matching.Verify.ViolationKind;

namespace Matching.Verify.Checks;

/// <summary>The reasons that lines and pledges state are true of them, as far as the round and the shipments tell.</summary>
/// <remarks>
/// Exactly the lines that have all they asked for are fully served, exactly the pledges with nothing left are fully used. Other reasons must have
/// their cause: a cap, a ceiling, a pin, a minimum, a bottleneck that is there, or eligibility that is not.
/// </remarks>
internal static class ReasonCheck
{
    public static void Run(
        RoundFacts round, Plan plan, Fairness fairness, long[] delivered, LineLists lists, Lazy<Suppliers> suppliers, Complaints complaints)
    {
        for (var n = 0; n < round.Lines.Length; n++)
        {
            var (line, said) = (round.Lines[n], plan.Lines[n]);
            var full = line.Takes && delivered[n] == line.Quantity;
            var holds = said.Reason switch
            {
                LineReason.FullyServed => full,
                _ when full => false,
                LineReason.TakesNoPart => !line.Takes && !line.Covered,
                LineReason.CoveredByOthers => line.Covered,
                _ when !line.Takes => false,
                LineReason.NoEligiblePledge => !suppliers.Value.For(n, money: true).Any() && !suppliers.Value.For(n, money: false).Any(),
                LineReason.HeldByBottleneck => fairness != Fairness.Leximin || line.IsProject || said.Bottleneck > 0,
                LineReason.HeldByProvinceCap => round.ProvinceCapVnd is not null,
                LineReason.LessThanOneUnit => true,
                LineReason.ProjectPassedOver => line.IsProject,
                LineReason.BelowMinimumQuantity => line.Minimum > 0 && delivered[n] == 0,
                LineReason.DiscreteCondition => round.HasDiscreteConditions,
                _ => false,
            };
            if (!holds)
            {
                complaints.Add(LineReasonUntrue, delivered[n], line.Quantity, need: n, what: said.Reason.ToString());
            }
        }

        var places = new List<int[]>();
        for (var p = 0; p < round.Pledges.Length; p++)
        {
            var (pledge, said) = (round.Pledges[p], plan.Pledges[p]);
            var stated = round.Round.Pledges[p];
            var holds = said.Reason switch
            {
                PledgeReason.FullyUsed => said.Left == 0,
                _ when said.Left == 0 => false,
                PledgeReason.Expired => pledge.Expired,
                _ when pledge.Expired => false,
                PledgeReason.NoEligibleLine => ServesNothing(pledge),
                PledgeReason.EligibleNeedsMet or PledgeReason.LessThanOneUnit => true,
                PledgeReason.CeilingReached => pledge.HasCeilings,
                PledgeReason.ProvinceCap => round.ProvinceCapVnd is not null,
                PledgeReason.MinimumNotReachable => pledge.MinPerCommuneVnd > 0,
                PledgeReason.CommuneLimitReached => pledge.MaxCommunes is not null,
                PledgeReason.NotPlaceableWhole => pledge.AllOrNothing,
                PledgeReason.Reserve => said.Used == pledge.Available && stated.Kind == PledgeKind.Money && pledge.Available < stated.Amount && !pledge.PaysDelivery,
                PledgeReason.Delivery => said.Used == pledge.Available && pledge.PaysDelivery,
                PledgeReason.AsksOfOthers => pledge.AsksOfOthers,
                PledgeReason.SpreadNotReachable => pledge.MinCommunes > 1 && said.Used == 0,
                PledgeReason.FixedAmounts => pledge.FixesAmounts,
                PledgeReason.KeptAway => Array.Exists(round.Pledges, other => other.AsksOfOthers),
                PledgeReason.Pinned => round.Pins.Of(p).Count > 0,
                _ => false,
            };
            if (!holds)
            {
                complaints.Add(PledgeReasonUntrue, said.Left, stated.Amount, p, what: said.Reason.ToString());
            }
        }

        bool ServesNothing(PledgeFacts pledge)
        {
            lists.Collect(pledge, places);
            return !places.Exists(list => Array.Exists(list, n => pledge.Serves(round.Lines[n])));
        }
    }
}
