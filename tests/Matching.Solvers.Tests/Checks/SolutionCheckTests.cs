using Matching.Solvers.Checks;
using Matching.Solvers.Integers;

namespace Matching.Solvers.Tests.Checks;

/// <summary>Every way to lie that we could think of, in both directions of the objective.</summary>
public sealed class SolutionCheckTests
{
    // Best: x = 2, y = 1, objective ±(3·2 + 2·1) = ±8.
    private static readonly SolverClaim Truth = new() { Status = ClaimedStatus.Optimal, Values = [2, 1], Objective = 8, Bound = 8 };

    public static TheoryData<string, bool, Func<SolverClaim, SolverClaim>, string> Lies()
    {
        var lies = new TheoryData<string, bool, Func<SolverClaim, SolverClaim>, string>();
        foreach (var maximise in new[] { true, false })
        {
            void Add(string name, Func<SolverClaim, SolverClaim> lie, string finding) => lies.Add(name, maximise, lie, finding);

            Add("no values", claim => claim with { Values = [] }, "0 values for 2 variables");
            Add("default values", claim => claim with { Values = default }, "0 values for 2 variables");
            Add("too few values", claim => claim with { Values = [2] }, "1 values for 2 variables");
            Add("too many values", claim => claim with { Values = [2, 1, 0] }, "3 values for 2 variables");
            Add("value below its bound", claim => claim with { Values = [-1, 1] }, "variable 0 \"x\" to -1, outside 0 to 2");
            Add("value above its bound", claim => claim with { Values = [3, 0] }, "variable 0 \"x\" to 3, outside 0 to 2");
            Add("value at the end of 64 bits", claim => claim with { Values = [long.MaxValue, long.MinValue] }, "variable 0");
            Add("row above its bound", claim => claim with { Values = [2, 2] }, "row 0 \"limit\" 4, outside -∞ to 3");
            Add("row below its bound", claim => claim with { Values = [0, 0], Objective = 0 }, "row 1 \"enough\" 0, outside 1 to ∞");
            Add("equality missed by one", claim => claim with { Values = [1, 2], Objective = 7 }, "row 2 \"exactly\" 5, outside 4 to 4");
            Add("objective too good", claim => claim with { Objective = claim.Objective + 1 }, "recomputed it is");
            Add("objective too bad", claim => claim with { Objective = claim.Objective - 1 }, "recomputed it is");
            Add("objective of the other sign", claim => claim with { Objective = -claim.Objective }, "recomputed it is");
            Add("objective that is no number", claim => claim with { Objective = double.NaN }, "recomputed it is");
            Add("endless objective", claim => claim with { Objective = double.PositiveInfinity }, "recomputed it is");
            Add("bound on the wrong side", claim => claim with { Bound = claim.Bound - (maximise ? 1 : -1) }, "nothing is better than");
            Add("infeasible with a solution", claim => claim with { Status = ClaimedStatus.Infeasible }, "gives one");
            Add("refused", claim => new SolverClaim { Status = ClaimedStatus.Refused, Detail = "bad taste" }, "bad taste");
        }

        return lies;
    }

    [Theory]
    [MemberData(nameof(Lies))]
    public void Every_lie_is_found_out_and_named(string name, bool maximise, Func<SolverClaim, SolverClaim> lie, string finding)
    {
        ArgumentNullException.ThrowIfNull(lie);
        var model = Model(maximise);
        var truth = InDirection(Truth, maximise);
        var outcome = SolutionCheck.Judge(model, lie(truth));

        Assert.True(outcome.Status == SolverStatus.Failed, $"{name}: {outcome.Status}");
        Assert.False(outcome.Checked);
        Assert.Empty(outcome.Values);
        Assert.Null(outcome.Objective);
        Assert.Null(outcome.Bound);
        Assert.Contains(finding, outcome.Reason!.En, StringComparison.Ordinal);
        Assert.NotEmpty(outcome.Reason.Vi);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_truth_is_believed(bool maximise)
    {
        var outcome = SolutionCheck.Judge(Model(maximise), InDirection(Truth, maximise));

        Assert.Equal(SolverStatus.Optimal, outcome.Status);
        Assert.True(outcome.Checked);
        Assert.Equal(maximise ? 8 : -8, outcome.Objective);
        Assert.Equal(outcome.Objective, outcome.Bound);
    }

    [Fact]
    public void A_claim_of_optimality_counts_only_as_far_as_its_bound_goes()
    {
        Assert.Equal(SolverStatus.Feasible, SolutionCheck.Judge(Model(true), Truth with { Bound = 9 }).Status);
        Assert.Equal(SolverStatus.Feasible, SolutionCheck.Judge(Model(true), Truth with { Bound = null }).Status);
    }

    [Theory]
    [InlineData(SolverStop.Solver, SolverStatus.Unknown)]
    [InlineData(SolverStop.Time, SolverStatus.LimitReached)]
    [InlineData(SolverStop.Memory, SolverStatus.LimitReached)]
    [InlineData(SolverStop.Cancelled, SolverStatus.LimitReached)]
    public void Without_a_solution_the_outcome_says_what_ended_the_search(SolverStop stop, SolverStatus expected)
    {
        var outcome = SolutionCheck.Judge(Model(true), new SolverClaim { Status = ClaimedStatus.Unknown, Stop = stop, Bound = 9 });

        Assert.Equal(expected, outcome.Status);
        Assert.Equal(9, outcome.Bound);
        Assert.False(outcome.HasSolution);
    }

    [Fact]
    public void Infeasible_is_passed_on_as_a_claim()
    {
        var outcome = SolutionCheck.Judge(Model(true), new SolverClaim { Status = ClaimedStatus.Infeasible, Bound = 3 });

        Assert.Equal(SolverStatus.Infeasible, outcome.Status);
        Assert.Null(outcome.Bound);
    }

    [Fact]
    public void A_feasible_hint_refutes_a_claim_that_there_is_no_solution()
    {
        var outcome = SolutionCheck.Judge(Model(true, 2, 1), new SolverClaim { Status = ClaimedStatus.Infeasible });

        Assert.Equal(SolverStatus.Failed, outcome.Status);
        Assert.Contains("the hint is one", outcome.Reason!.En, StringComparison.Ordinal);
    }

    [Fact]
    public void A_feasible_hint_refutes_a_bound_that_it_beats()
    {
        // x = 0, y = 2 keeps the rows but is worse; a solver that calls it the best is told so.
        var claim = new SolverClaim { Status = ClaimedStatus.Optimal, Values = [0, 2], Objective = 4, Bound = 4 };

        Assert.Equal(SolverStatus.Failed, SolutionCheck.Judge(Model(true, 2, 1), claim).Status);
        Assert.Equal(SolverStatus.Failed, SolutionCheck.Judge(Model(true, 2, 1), new SolverClaim { Status = ClaimedStatus.Unknown, Bound = 7 }).Status);
    }

    [Fact]
    public void A_feasible_hint_is_the_answer_where_the_solver_has_none_or_a_worse_one()
    {
        var none = SolutionCheck.Judge(Model(true, 2, 1), new SolverClaim { Status = ClaimedStatus.Unknown, Stop = SolverStop.Time });
        var worse = SolutionCheck.Judge(Model(true, 2, 1), new SolverClaim { Status = ClaimedStatus.Feasible, Values = [0, 2], Objective = 4, Bound = 9 });
        var proven = SolutionCheck.Judge(Model(true, 2, 1), new SolverClaim { Status = ClaimedStatus.Unknown, Stop = SolverStop.Time, Bound = 8 });

        Assert.Equal((SolverStatus.Feasible, 8L, true), (none.Status, none.Objective, none.IsHint));
        Assert.Equal((SolverStatus.Feasible, 8L, true), (worse.Status, worse.Objective, worse.IsHint));
        Assert.Equal(SolverStatus.Optimal, proven.Status);
    }

    [Fact]
    public void A_hint_that_breaks_a_row_counts_for_nothing()
    {
        var outcome = SolutionCheck.Judge(Model(true, 2, 2), new SolverClaim { Status = ClaimedStatus.Unknown, Stop = SolverStop.Time });

        Assert.Equal(SolverStatus.LimitReached, outcome.Status);
    }

    [Fact]
    public void Sums_at_the_edge_of_63_bits_are_exact()
    {
        var builder = new IntegerModelBuilder(maximise: true);
        builder.AddVariable(0, 1L << 31, (1L << 31) - 1);
        builder.AddRow([0], [(1L << 31) - 1], 0, (1L << 61) - 1, "edge");
        var model = builder.Build();

        Assert.Null(SolutionCheck.FirstFault(model, [1L << 30]));
        Assert.Contains("row 0 \"edge\" 4611686016279904256", SolutionCheck.FirstFault(model, [1L << 31])!.En, StringComparison.Ordinal);
        Assert.Equal(4_611_686_016_279_904_256, SolutionCheck.Objective(model, [1L << 31]));
    }

    private static SolverClaim InDirection(SolverClaim claim, bool maximise) =>
        maximise ? claim : claim with { Objective = -claim.Objective, Bound = -claim.Bound };

    private static IntegerModel Model(bool maximise, params long[] hint)
    {
        var sign = maximise ? 1 : -1;
        var builder = new IntegerModelBuilder(maximise);
        builder.AddVariable(0, 2, 3 * sign, "x");
        builder.AddVariable(0, 2, 2 * sign, "y");
        builder.AddRow([0, 1], [1, 1], IntegerModel.NoLower, 3, "limit");
        builder.AddRow([0, 1], [1, 1], 1, IntegerModel.NoUpper, "enough");
        builder.AddRow([0, 1], [1, 2], 4, 4, "exactly");
        for (var j = 0; j < hint.Length; j++)
        {
            builder.Hint(j, hint[j]);
        }

        return builder.Build();
    }
}
