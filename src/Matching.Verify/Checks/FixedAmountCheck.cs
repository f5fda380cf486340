using Matching.Engine.Pledges;
using Matching.Verify.Facts;
using static Matching.Verify.ViolationKind;

namespace Matching.Verify.Checks;

/// <summary>What pledges ask of all their places together, and amounts that their donors fix.</summary>
/// <remarks>
/// For every pledge that gives anything. min_communes: so many communes get something. equal_split: exactly equal_parts places get something, and the most of a
/// place is at most the least plus one of the pledge's own measure. fixed_per_commune: every commune served gets exactly that. fixed_per_child: every line
/// served gets exactly that times the beneficiaries that it states in the round as given.
/// </remarks>
internal static class FixedAmountCheck
{
    public static void Run(RoundFacts round, Flows shipments, Complaints complaints)
    {
        for (var p = 0; p < round.Pledges.Length; p++)
        {
            var pledge = round.Pledges[p];
            if ((pledge.FixesAmounts || pledge.MinCommunes > 1) && shipments.OfPledgeVnd[p] > 0)
            {
                Check(p, pledge);
            }
        }

        void Check(int p, PledgeFacts pledge)
        {
            var communes = Sums(p, n => round.Lines[n].Commune);
            if (communes.Count < pledge.MinCommunes)
            {
                complaints.Add(TooFewCommunes, communes.Count, pledge.MinCommunes, p);
            }

            if (pledge.Split is { } split)
            {
                Parts(p, pledge, split);
            }

            foreach (var (commune, given) in communes)
            {
                if (pledge.FixedPerCommuneVnd is { } amount && given != amount)
                {
                    complaints.Add(NotTheFixedAmount, given / pledge.UnitVnd, amount / pledge.UnitVnd, p, commune: commune);
                }
            }

            if (pledge.FixedPerChildVnd is { } rate)
            {
                foreach (var (need, given) in Sums(p, static n => n))
                {
                    var amount = rate * (round.Round.Needs[need].Beneficiaries ?? 0);
                    if (given != amount)
                    {
                        complaints.Add(NotTheAmountPerChild, given / pledge.UnitVnd, amount / pledge.UnitVnd, p, need);
                    }
                }
            }
        }

        void Parts(int p, PledgeFacts pledge, SplitPlace split)
        {
            foreach (var flow in shipments.Of(p))
            {
                if (split == SplitPlace.District && round.Lines[flow.Need].District < 0)
                {
                    complaints.Add(OutsideEveryPart, flow.OwnVnd / pledge.UnitVnd, 0, p, flow.Need);
                    return;
                }
            }

            var places = Sums(p, n => split switch
            {
                SplitPlace.Commune => round.Lines[n].Commune,
                SplitPlace.District => round.Lines[n].District,
                _ => round.Lines[n].Province,
            });
            if (places.Count != pledge.SplitParts)
            {
                complaints.Add(WrongNumberOfParts, places.Count, pledge.SplitParts, p, what: split.ToString());
            }

            var (least, most) = (places.Values.Min() / pledge.UnitVnd, places.Values.Max() / pledge.UnitVnd);
            if (most > least + 1)
            {
                complaints.Add(UnequalParts, most, least, p, what: split.ToString());
            }
        }

        SortedDictionary<int, Int128> Sums(int p, Func<int, int> placeOf)
        {
            var sums = new SortedDictionary<int, Int128>();
            foreach (var flow in shipments.Of(p))
            {
                sums[placeOf(flow.Need)] = sums.GetValueOrDefault(placeOf(flow.Need)) + flow.OwnVnd;
            }

            return sums;
        }
    }
}
