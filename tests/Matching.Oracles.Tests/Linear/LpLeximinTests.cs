using Matching.Engine.Rounds;
using Matching.Oracles.Exact;
using Matching.Oracles.Linear;
using Matching.Oracles.Model;

namespace Matching.Oracles.Tests.Linear;

/// <summary>The series of linear programs, by two solvers made by others, against exact fractions.</summary>
public sealed class LpLeximinTests
{
    /// <summary>Part of a line's value by which an answer in floating point may differ.</summary>
    private const double Tolerance = 1e-6;

    private static readonly RandomRoundOptions Realistic = new()
    {
        Lines = 14, Pledges = 10, Communes = 5, Urgencies = 2, Projects = true, Ceilings = true, Pins = true, MoneyStepVnd = 10_000,
    };

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 25)];

    [ClpTheory, MemberData(nameof(Seeds))]
    public void Clp_finds_the_exact_fair_shares(int seed)
    {
        using var solver = new ClpSolver();
        AssertFair(RandomRounds.Create(seed, Realistic), solver);
    }

    [ClpTheory, MemberData(nameof(Seeds))]
    public void Clp_finds_them_under_a_province_cap_and_with_goods_at_a_lines_own_price(int seed)
    {
        using var solver = new ClpSolver(warmStart: true);
        AssertFair(RandomRounds.Create(seed, Realistic with { Lines = 8, Pledges = 6, OwnPrices = true, ProvinceCapPercent = 35 }), solver);
    }

    [WorkerFact]
    public void Glop_finds_the_exact_fair_shares()
    {
        using var solver = new GlopSolver();
        foreach (var seed in Enumerable.Range(201, 8))
        {
            AssertFair(RandomRounds.Create(seed, Realistic), solver);
        }
    }

    [ClpFact]
    public void A_series_that_runs_out_of_time_says_so()
    {
        using var solver = new ClpSolver();
        var program = LeximinProgram.OfPairs(PairModel.Of(RandomRounds.Create(1, Realistic)));

        var result = LpLeximin.Solve(program, solver, TimeSpan.FromTicks(-1));

        Assert.False(result.Finished);
        Assert.Equal(0, result.Programs);
    }

    private static void AssertFair(Round round, ILinearSolver solver)
    {
        var model = PairModel.Of(round);
        var exact = ExactLeximin.Solve(model);

        var result = LpLeximin.Solve(LeximinProgram.OfPairs(model), solver);

        Assert.True(result.Finished);
        foreach (var line in model.Lines)
        {
            var differs = Math.Abs(result.SharesVnd[line.Need] - exact.Vnd[line.Need].ToDouble()) / (double)line.DemandVnd;
            Assert.True(differs < Tolerance, $"{round.Needs[line.Need].Id}: {result.SharesVnd[line.Need]:R} by {solver.Name}, {exact.Vnd[line.Need].ToDouble():R} exactly");
        }
    }
}
