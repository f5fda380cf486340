using Matching.Engine.Plans;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;
using Matching.Oracles.Exact;

namespace Matching.Engine.Tests.Allocation;

/// <summary>Fair shares as fractions without bounds.</summary>
internal static class Exact
{
    public static BigRational Of(FairShare share) => share.WholeVnd + new BigRational(share.Remainder, share.Denominator);

    /// <summary>Fair shares by need id, <paramref name="divisor"/> times smaller.</summary>
    public static SortedDictionary<string, BigRational> SharesById(Round round, Plan plan, long divisor = 1)
    {
        var shares = new SortedDictionary<string, BigRational>(StringComparer.Ordinal);
        for (var n = 0; n < round.Needs.Length; n++)
        {
            shares.Add(round.Needs[n].Id.Value, Of(plan.Lines[n].Fair) / divisor);
        }

        return shares;
    }

    /// <summary>Two plans give each need the same fair share, exactly; under a province cap, whose holders share it in whole đồng, within one.</summary>
    /// <param name="times">How many times larger the shares of the other plan are to be.</param>
    public static void AssertSameShares(Round round, Plan plan, Round other, Plan otherPlan, long times = 1)
    {
        var (expected, actual) = (SharesById(round, plan), SharesById(other, otherPlan, times));
        if (round.Policy.ProvinceCapPercent is null)
        {
            Assert.Equal(expected, actual);
        }

        Assert.All(expected, share => Assert.True(IsWithinADong(share.Value, actual[share.Key]), $"{share.Key}: {share.Value} and {actual[share.Key]}"));
    }

    public static bool IsWithinADong(BigRational left, BigRational right) => left - right <= 1 && right - left <= 1;

    /// <summary>Fair coverages of the first class, lowest first.</summary>
    public static List<BigRational> CoveragesOfFirstClass(Round round, Plan plan)
    {
        var costs = round.Items.ToDictionary(item => item.Id, item => item.UnitCost.Dong);
        return
        [
            .. Enumerable.Range(0, round.Needs.Length).Where(n => plan.Lines[n].Class == 1)
                .Select(n => Of(plan.Lines[n].Fair) / (round.Needs[n].Quantity * (round.Needs[n].OwnUnitCost?.Dong ?? costs[round.Needs[n].Item])))
                .Order(),
        ];
    }
}
