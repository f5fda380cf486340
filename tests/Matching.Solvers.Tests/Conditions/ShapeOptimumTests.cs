using System.Globalization;
using Matching.Engine.Allocation;
using Matching.Engine.Pledges;
using Matching.Engine.Rounds;
using Matching.Oracles.Whole;
using Matching.Samples;
using Matching.Solvers.Tests.Contract;

namespace Matching.Solvers.Tests.Conditions;

/// <summary>Spreads, equal parts and fixed amounts, alone and in pairs, held against the true optimum of small rounds: nothing reached that cannot be, and seldom less.</summary>
[About(BackEnds.Cbc)]
public sealed class ShapeOptimumTests(CbcFixture fixture) : IClassFixture<CbcFixture>
{
    private const int Rounds = 16;

    private static readonly RandomOptions Options = RandomOptions.Divisible with { ProvinceCap = false, OutsideAid = false, Portions = false, MaxPledges = 6 };

    private static readonly Dictionary<string, Func<Pledge, long, PledgeConditions>> Shapes = new(StringComparer.Ordinal)
    {
        ["min_communes"] = (pledge, _) => pledge.Conditions with { MinCommunes = 2 },
        ["equal_split commune"] = (pledge, _) => pledge.Conditions with { EqualSplit = SplitPlace.Commune, EqualParts = 2 },
        ["equal_split district"] = (pledge, _) => pledge.Conditions with { EqualSplit = SplitPlace.District, EqualParts = 2 },
        ["equal_split province"] = (pledge, _) => pledge.Conditions with { EqualSplit = SplitPlace.Province, EqualParts = 2 },
        ["fixed_per_commune"] = (pledge, unit) => pledge.Conditions with { FixedPerCommune = Math.Min(Math.Max(1, pledge.Amount / 2), 2 * unit) },
        ["fixed_per_child"] = (pledge, unit) => pledge.Conditions with { FixedPerChild = unit },
    };

    private static readonly Dictionary<string, Func<Pledge, long, PledgeConditions>> Beside = new(StringComparer.Ordinal)
    {
        ["nothing"] = (pledge, _) => pledge.Conditions,
        ["min_per_commune"] = (pledge, unit) => pledge.Conditions with { MinPerCommune = pledge.Conditions.FixedPerCommune ?? Math.Min(pledge.Amount / 2, unit) },
        ["max_communes"] = (pledge, _) => pledge.Conditions with { MaxCommunes = 2 },
        ["all_or_nothing"] = (pledge, _) => pledge.Conditions with { AllOrNothing = true },
        ["min_communes"] = (pledge, _) => pledge.Conditions with { MinCommunes = 2 },
        ["max_per_commune"] = (pledge, unit) => pledge.Conditions with { MaxPerCommune = Math.Max(pledge.Conditions.FixedPerCommune ?? 1, 3 * unit) },
        ["max_per_province"] = (pledge, unit) => pledge.Conditions with { MaxPerProvince = Math.Max(pledge.Conditions.FixedPerCommune ?? 1, 4 * unit) },
        ["max_share_percent"] = (pledge, _) => pledge.Conditions with { MaxSharePercent = 50 },
    };

    [BackEndFact]
    public async Task No_plan_reaches_more_than_the_optimum_and_few_reach_less()
    {
        var wrong = new List<string>();
        var (reachedIt, solved) = (0, 0);
        foreach (var (shape, other) in Shapes.Keys.SelectMany(static shape => Beside.Keys.Select(other => (shape, other))))
        {
            for (var seed = 1L; seed <= Rounds; seed++)
            {
                var round = RoundOf(seed, shape, other);
                var plan = new LeximinAllocator().Solve(round, new SolveOptions { Fairness = Fairness.Leximin }, TimeProvider.System, CancellationToken.None).Plan!;
                if (plan.Classes.Sum(static c => c.WholeFair.Dong) == 0)
                {
                    continue; // nobody may give to anybody
                }

                var outcome = await fixture.Solver.SolveAsync(WholePlanModel.Of(round, plan, plan.Classes.Length), new SolverLimits { Work = 20 }, null, CancellationToken.None);
                var reached = plan.Classes.Sum(static c => c.Reached.Dong);
                var bound = plan.Classes.Sum(static c => c.Bound.Dong);
                solved++;
                reachedIt += outcome.Objective == reached ? 1 : 0;
                if (outcome.Status != SolverStatus.Optimal || outcome.Objective > bound || outcome.Objective < reached)
                {
                    wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{shape} beside {other}, round {seed}: reached {reached}, optimum {outcome.Objective} (≤ {outcome.Bound}), bound {bound}"));
                }
            }

        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.True(reachedIt >= solved * 3 / 4, $"only {reachedIt} of {solved} plans reach the optimum");
    }

    private static Round RoundOf(long seed, string shape, string other)
    {
        var random = RandomRound.Create(seed, Options);
        return random with
        {
            Needs = [.. random.Needs.Select((need, n) => need with { Beneficiaries = n % 5 == 4 ? null : Math.Max(1, need.Quantity / (1 + (n % 3))) })],
            Pledges = [.. random.Pledges.Select((pledge, p) => p % 2 == 0 ? pledge : With(random, pledge, Shapes[shape], Beside[other]))],
        };
    }

    private static Pledge With(Round round, Pledge pledge, Func<Pledge, long, PledgeConditions> shape, Func<Pledge, long, PledgeConditions> other)
    {
        var unit = pledge.Kind == PledgeKind.Goods ? 1 : round.Items[0].UnitCost.Dong;
        var shaped = pledge with { Conditions = shape(pledge, unit) };
        var both = shaped with { Conditions = other(shaped, unit) };
        return CrossingConditions.Of(both.Conditions) is null ? both : shaped;
    }
}
