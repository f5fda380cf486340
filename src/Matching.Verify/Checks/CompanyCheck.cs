using Matching.Verify.Facts;
using static Matching.Verify.ViolationKind;

namespace Matching.Verify.Checks;

/// <summary>What pledges ask of a line's other donors, and of full lines.</summary>
/// <remarks>
/// For every shipment of p to n. exclusive: who gives within p's scope around n (the line, the commune's item, the commune) has p's donor.
/// not_with_donors: nobody who gives to n has a donor of the list. only_full_lines: n gets all it asks for.
/// With m the money that other pledges give to n: p gives x with x × cofund_min_percent ≤ m × (100 − cofund_min_percent), and x × 100 ≤ m × match_percent.
/// </remarks>
internal static class CompanyCheck
{
    public static void Run(RoundFacts round, Flows shipments, Company company, long[] delivered, Complaints complaints)
    {
        foreach (var flow in shipments.All)
        {
            var pledge = round.Pledges[flow.Pledge];
            if (pledge.Exclusive is { } scope && company.At(scope, flow.Need).Any(other => !string.Equals(round.Pledges[other].Donor, pledge.Donor, StringComparison.Ordinal)))
            {
                complaints.Add(NotAlone, company.At(scope, flow.Need).Count(), 1, flow.Pledge, flow.Need, what: scope.ToString());
            }

            if (pledge.NotWith.Length > 0)
            {
                foreach (var other in company.At(Matching.Engine.Pledges.Exclusivity.Line, flow.Need))
                {
                    if (pledge.NotWith.Contains(round.Pledges[other].Donor, StringComparer.Ordinal))
                    {
                        complaints.Add(BesideUnwantedDonor, 1, 0, flow.Pledge, flow.Need, what: round.Pledges[other].Donor);
                    }
                }
            }

            if (pledge.CofundMinPercent > 0 || pledge.MatchPercent is not null)
            {
                var others = company.At(Matching.Engine.Pledges.Exclusivity.Line, flow.Need).Where(other => other != flow.Pledge && round.Pledges[other].IsMoney)
                    .Aggregate(Int128.Zero, (sum, other) => sum + shipments.Between(other, flow.Need));
                if (flow.OwnVnd * pledge.CofundMinPercent > others * (100 - pledge.CofundMinPercent))
                {
                    complaints.Add(MoreThanOthersAllow, flow.OwnVnd, others * (100 - pledge.CofundMinPercent) / pledge.CofundMinPercent, flow.Pledge, flow.Need, what: "cofund_min_percent");
                }

                if (flow.OwnVnd * 100 > others * (pledge.MatchPercent ?? int.MaxValue))
                {
                    complaints.Add(MoreThanOthersAllow, flow.OwnVnd, others * pledge.MatchPercent!.Value / 100, flow.Pledge, flow.Need, what: "match_percent");
                }
            }

            if (pledge.OnlyFullLines && delivered[flow.Need] < round.Lines[flow.Need].Quantity)
            {
                complaints.Add(LineNotFull, delivered[flow.Need], round.Lines[flow.Need].Quantity, flow.Pledge, flow.Need);
            }
        }
    }
}
