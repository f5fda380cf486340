using System.Globalization;
using Matching.Engine.Allocation;
using Matching.Engine.Rounds;
using Matching.Oracles.Whole;
using Matching.Samples;
using Matching.Solvers.Tests.Contract;

namespace Matching.Solvers.Tests.Conditions;

/// <summary>
/// What a plan says of its yes-or-no conditions, held against the true optimum of the whole problem: no plan of ours reaches more, and the bound is not
/// below it, for the first class alone and for all classes together.
/// </summary>
public abstract class ConditionBoundContract
{
    private static readonly RandomOptions Options = RandomOptions.Everything with { Pins = false, ProvinceCap = false, OutsideAid = false };

    protected abstract IIntegerSolver Solver { get; }

    protected abstract int Rounds { get; }

    [BackEndFact]
    public async Task The_bound_is_never_below_the_optimum_and_no_plan_above_it()
    {
        var wrong = new List<string>();
        var (reachedIt, solved) = (0, 0);
        for (var seed = 1L; seed <= Rounds; seed++)
        {
            var random = RandomRound.Create(seed, Options);
            var round = random with { Pledges = random.Pledges.RemoveAll(static p => p.Conditions.AsksOfOthers) };
            var plan = new LeximinAllocator().Solve(round, new SolveOptions { Fairness = Fairness.Leximin }, TimeProvider.System, CancellationToken.None).Plan!;
            foreach (var classes in new[] { 1, plan.Classes.Length }.Distinct())
            {
                var outcome = await Solver.SolveAsync(WholePlanModel.Of(round, plan, classes), new SolverLimits { Work = 20 }, null, CancellationToken.None);
                var reached = plan.Classes.Take(classes).Sum(static c => c.Reached.Dong);
                var bound = plan.Classes.Take(classes).Sum(static c => c.Bound.Dong);
                solved += outcome.Status == SolverStatus.Optimal ? 1 : 0;
                reachedIt += outcome.Objective == reached ? 1 : 0;
                if (outcome.Objective > bound || (outcome.Status == SolverStatus.Optimal && outcome.Objective < reached) || outcome.Bound < reached)
                {
                    wrong.Add(string.Create(
                        CultureInfo.InvariantCulture, $"round {seed}, {classes} classes: reached {reached}, optimum {outcome.Objective} (≤ {outcome.Bound}), bound {bound}"));
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.True(solved >= Rounds, $"only {solved} solved to the optimum");
        Assert.True(reachedIt >= solved * 9 / 10, $"only {reachedIt} of {solved} plans reach the optimum");
    }
}

[About(BackEnds.Cbc)]
public sealed class ConditionBoundByCbcTests(CbcFixture fixture) : ConditionBoundContract, IClassFixture<CbcFixture>
{
    protected override IIntegerSolver Solver => fixture.Solver;

    protected override int Rounds => 200;
}

[About(BackEnds.CpSat)]
public sealed class ConditionBoundByCpSatTests(CpSatFixture fixture) : ConditionBoundContract, IClassFixture<CpSatFixture>
{
    protected override IIntegerSolver Solver => fixture.Solver;

    protected override int Rounds => 40;
}
