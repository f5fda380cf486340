using Matching.Engine.Rounds;
using Matching.Oracles.Exact;
using Matching.Oracles.Linear;
using Matching.Oracles.Model;
using Matching.Samples;

namespace Matching.Oracles.Tests.Linear;

/// <summary>The series of linear programs, by two solvers made by others, against exact fractions.</summary>
public sealed class LpLeximinTests
{
    /// <summary>Part of a line's value by which an answer in floating point may differ.</summary>
    private const double Tolerance = 1e-6;

    [ClpFact]
    public void Clp_finds_the_exact_fair_shares()
    {
        using var solver = new ClpSolver();
        foreach (var seed in Enumerable.Range(1000, 60))
        {
            AssertFair(RandomRound.Create(seed, new RandomOptions { MaxLines = 16, MaxPledges = 12, OwnUnitCosts = false }), solver);
        }
    }

    [ClpFact]
    public void Clp_finds_them_where_goods_count_at_a_lines_own_price()
    {
        using var solver = new ClpSolver(warmStart: true);
        foreach (var seed in Enumerable.Range(2000, 40))
        {
            AssertFair(RandomRound.Create(seed, new RandomOptions { MaxLines = 7, MaxPledges = 6 }), solver);
        }
    }

    [ClpFact]
    public void Clp_finds_the_exact_fair_shares_of_a_realistic_district()
    {
        using var solver = new ClpSolver();
        AssertFair(NationalRound.Create(new NationalOptions { Communes = 6, Lines = 60, Pledges = 60, Classes = 3 }), solver);
    }

    [WorkerFact]
    public void Glop_finds_the_exact_fair_shares()
    {
        using var solver = new GlopSolver();
        foreach (var seed in Enumerable.Range(3000, 8))
        {
            AssertFair(RandomRound.Create(seed, new RandomOptions { MaxLines = 16, MaxPledges = 12, OwnUnitCosts = false }), solver);
        }
    }

    [ClpFact]
    public void A_series_that_runs_out_of_time_says_so()
    {
        using var solver = new ClpSolver();
        var program = LeximinProgram.OfPairs(PairModel.Of(RandomRound.Create(1)));

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
            Assert.True(differs < Tolerance, $"{round.Id} {round.Needs[line.Need].Id}: {result.SharesVnd[line.Need]:R} by {solver.Name}, {exact.Vnd[line.Need].ToDouble():R} exactly");
        }
    }
}
