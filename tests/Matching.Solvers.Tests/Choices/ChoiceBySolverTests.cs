using Matching.Engine.Allocation;
using Matching.Engine.Plans;
using Matching.Engine.Rounds;
using Matching.Samples;
using Matching.Solvers.Choices;
using Matching.Solvers.Tests.Contract;
using Matching.Verify;

namespace Matching.Solvers.Tests.Choices;

/// <summary>A solver chooses communes: what it finds better is taken, what it makes up is not.</summary>
public sealed class ChoiceBySolverTests
{
    /// <summary>A province where pledges that each look well placed keep early classes from what they could have.</summary>
    private static readonly Round Hard = NationalRound.Create(new NationalOptions { Pledges = 100, Lines = 160, Communes = 16, DiscretePercent = 40, Seed = 35 });

    private static readonly Lazy<Plan> Without = new(() => Solve(null));

    /// <summary>Answers that keep no promise: everything, nothing, the hint and no more, too few numbers' worth of nonsense.</summary>
    public static TheoryData<string> Inventions => ["everything", "nothing", "the hint", "no answer"];

    [Theory]
    [MemberData(nameof(Inventions))]
    public void What_a_solver_makes_up_never_makes_a_plan_worse(string invention)
    {
        var plan = Solve(new Inventor(invention));

        Assert.Empty(PlanAudit.Violations(Hard, plan, Fairness.Leximin));
        Assert.InRange(Reached(plan), Reached(Without.Value), long.MaxValue);
    }

    private static Plan Solve(IChoiceSolver? solver) =>
        new LeximinAllocator().Solve(Hard, new SolveOptions { ChoiceSolver = solver }, TimeProvider.System, CancellationToken.None).Plan!;

    private static long Reached(Plan plan) => plan.Classes.Sum(static c => c.Reached.Dong);

    [About(BackEnds.Cbc)]
    public sealed class ByCbc(CbcFixture fixture) : IClassFixture<CbcFixture>
    {
        [BackEndFact]
        public void A_choice_that_the_search_does_not_find_is_taken_and_audited() => Check(fixture.Solver, work: 1);
    }

    [About(BackEnds.CpSat)]
    public sealed class ByCpSat(CpSatFixture fixture) : IClassFixture<CpSatFixture>
    {
        [BackEndFact]
        public void A_choice_that_the_search_does_not_find_is_taken_and_audited() => Check(fixture.Solver, work: 0.1);
    }

    private static void Check(IIntegerSolver solver, double work)
    {
        var chooser = new ChoiceBySolver(solver, ChoiceBySolver.Usual with { Work = work });
        var plan = Solve(chooser);

        Assert.Empty(PlanAudit.Violations(Hard, plan, Fairness.Leximin));
        Assert.True(chooser.Last?.Checked, chooser.Last?.ToString());
        Assert.InRange(Reached(plan), Reached(Without.Value) + 1, long.MaxValue);
    }

    private sealed class Inventor(string invention) : IChoiceSolver
    {
        public string Name => invention;

        public long[]? Solve(ChoiceProgram program, CancellationToken cancel)
        {
            var answer = new long[program.Upper.Length];
            switch (invention)
            {
                case "everything":
                    program.Upper.CopyTo(answer);
                    break;
                case "the hint":
                    foreach (var (variable, value) in program.Hint)
                    {
                        answer[variable] = value;
                    }

                    break;
                case "no answer":
                    return null;
            }

            return answer;
        }
    }
}
