using System.Numerics;
using Matching.Engine.Allocation;
using Matching.Engine.Plans;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;
using Matching.Oracles.Compact;
using Matching.Oracles.Exact;
using Matching.Oracles.Linear;
using Matching.Oracles.Model;
using Matching.Samples;

namespace Matching.Oracles.Tests.Allocation;

/// <summary>The product's fair shares against exact fractions and against solvers made by others. A failing seed is the whole reproduction.</summary>
public sealed class AllocatorFairSharesTests
{
    public static TheoryData<string, RandomOptions> Kinds => new()
    {
        { "plain", new RandomOptions { Pins = false, ProvinceCap = false, OwnUnitCosts = false } },
        { "with pins", new RandomOptions { ProvinceCap = false, OwnUnitCosts = false } },
        { "with pins and a province cap", new RandomOptions { OwnUnitCosts = false } },
    };

    [Theory, MemberData(nameof(Kinds))]
    public void Every_fair_share_is_the_exact_fraction(string kind, RandomOptions options)
    {
        foreach (var round in Enumerable.Range(0, 400).Select(seed => RandomRound.Create(seed, options)))
        {
            if (Solve(round) is not { } plan)
            {
                continue;
            }

            // Under a province cap the product cuts the shares that the cap holds to whole đồng.
            var tolerance = round.Policy.ProvinceCapPercent is null ? BigRational.Zero : BigRational.One;
            var exact = ExactLeximin.Solve(round).Vnd;
            for (var n = 0; n < exact.Count; n++)
            {
                var difference = Exactly(plan.Lines[n].Fair) - exact[n];
                Assert.True(
                    difference <= tolerance && -difference <= tolerance,
                    $"{kind}, {round.Id}, {round.Needs[n].Id}: {plan.Lines[n].Fair}, and exactly {exact[n]}");
            }
        }
    }

    [ClpFact]
    public void A_realistic_round_has_the_fair_shares_that_linear_programs_find()
    {
        using var solver = new ClpSolver(warmStart: true);
        var round = NationalRound.Create(new NationalOptions { Communes = 20, Lines = 300, Pledges = 200, Classes = 3, DiscretePercent = 0 });
        var items = round.Items.ToDictionary(item => item.Id);

        var theirs = LpLeximin.Solve(CompactPrograms.Leximin(CompactNetwork.Of(round)), solver).SharesVnd;
        var ours = Solve(round)!.Lines;

        for (var n = 0; n < theirs.Length; n++)
        {
            var demandVnd = (double)round.Needs[n].Quantity * Eligibility.UnitCostVnd(round.Needs[n], items[round.Needs[n].Item]);
            Assert.Equal(theirs[n], Exactly(ours[n].Fair).ToDouble(), 1e-6 * demandVnd);
        }
    }

    /// <returns>Null when the pins cannot be kept, which other tests judge.</returns>
    private static Plan? Solve(Round round) =>
        new LeximinAllocator().Solve(round, new SolveOptions(), TimeProvider.System, CancellationToken.None).Plan;

    private static BigRational Exactly(FairShare share) => share.WholeVnd + new BigRational(share.Remainder, (BigInteger)share.Denominator);
}
