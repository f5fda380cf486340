using System.Globalization;
using Matching.Engine.Plans;
using Matching.Engine.Pledges;
using Matching.Verify.Facts;
using static Matching.Verify.ViolationKind;

namespace Matching.Verify.Checks;

/// <summary>What a plan says of wishes is true: of each pledge that states any, the sum of what it gives to lines that meet one at least; of others nothing is said.</summary>
internal static class WishCheck
{
    public static void Run(RoundFacts round, Plan plan, Flows shipments, Complaints complaints)
    {
        var communes = round.Round.Communes.ToDictionary(static c => c.Id);
        var categories = round.Round.Items.ToDictionary(static i => i.Id, static i => i.Category);
        for (var p = 0; p < round.Pledges.Length; p++)
        {
            var pledge = round.Round.Pledges[p];
            Wish[] wishes = [.. pledge.Wishes, .. pledge.SoftWishes.Select(static soft => soft.Wish)];
            var met = Int128.Zero;
            foreach (var flow in shipments.Of(p))
            {
                met += Array.Exists(wishes, wish => Meets(flow.Need, wish)) ? flow.OwnVnd : 0;
            }

            var (said, right) = (plan.Pledges[p].WishMet, met / round.Pledges[p].UnitVnd);
            if (wishes.Length == 0 ? said is not null : said != right)
            {
                complaints.Add(PledgeAccount, said ?? 0, right, p, what: "wish_met");
            }
        }

        bool Meets(int n, Wish wish)
        {
            var need = round.Round.Needs[n];
            var commune = communes[need.Commune];
            return wish.Kind switch
            {
                WishKind.Item => need.Item.Code == wish.Value,
                WishKind.Category => categories[need.Item] == wish.Value,
                WishKind.Province => commune.Province.Code == wish.Value,
                WishKind.District => commune.District is { } district && district.Code == wish.Value,
                WishKind.Commune => need.Commune.Code == wish.Value,
                WishKind.Zone => $"{commune.Zone}" == wish.Value,
                WishKind.Tier => round.Lines[n].Tier.ToString(CultureInfo.InvariantCulture) == wish.Value,
                WishKind.Urgency => string.Equals($"{need.Urgency}", wish.Value, StringComparison.OrdinalIgnoreCase),
                _ => need.AgeGroup == wish.Value,
            };
        }
    }
}
