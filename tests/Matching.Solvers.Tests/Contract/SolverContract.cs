using Matching.Solvers.Checks;
using Matching.Solvers.Integers;

namespace Matching.Solvers.Tests.Contract;

/// <summary>What every back end promises.</summary>
public abstract class SolverContract
{
    protected static SolverLimits Patient { get; } = new() { Time = TimeSpan.FromMinutes(4) };

    /// <summary>Shared by the tests of one back end, so that its processes are started once.</summary>
    protected abstract IIntegerSolver Solver { get; }

    /// <summary>A size that keeps this back end busy for minutes, with a first solution within seconds.</summary>
    protected abstract (int Things, int Limits) HardSize { get; }

    /// <summary>Work in which the hard model has a solution and no proof.</summary>
    protected abstract double WorkToAFirstSolution { get; }

    /// <summary>Whether a search that is cancelled hands over what it has; else only a hint can be the answer.</summary>
    protected abstract bool HandsOver { get; }

    /// <summary>Whether numbers beyond 2^53 are counted right; else they must be refused.</summary>
    protected abstract bool CountsBeyondDoubles { get; }

    [BackEndFact]
    public async Task Sixty_tiny_models_have_the_optimum_that_trying_everything_finds()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var model = Instances.Tiny(seed);
            var best = Instances.BruteForce(model);

            var outcome = await SolveAsync(model);

            Assert.True(
                outcome.Status == (best is null ? SolverStatus.Infeasible : SolverStatus.Optimal),
                $"Seed {seed}: {outcome.Status} instead of {(best is null ? "infeasible" : "optimal")}; {outcome.Reason?.En}");
            Assert.True(best == outcome.Objective, $"Seed {seed}: {outcome.Objective} instead of {best}");
            Assert.Equal(best is not null, outcome.Checked);
            Assert.Equal(outcome.Objective, outcome.Bound);
        }
    }

    [BackEndFact]
    public async Task Knapsacks_have_the_optimum_that_trying_everything_finds()
    {
        for (var seed = 0; seed < 8; seed++)
        {
            var model = Instances.Knapsack(seed, things: 12);

            var outcome = await SolveAsync(model);

            Assert.Equal(SolverStatus.Optimal, outcome.Status);
            Assert.Equal(Instances.BruteForce(model), outcome.Objective);
        }
    }

    [BackEndFact]
    public async Task A_row_that_nothing_can_keep_is_reported_as_infeasible_without_values()
    {
        var builder = new IntegerModelBuilder(maximise: true);
        builder.AddVariable(0, 3, 1);
        builder.AddVariable(0, 3, 1);
        builder.AddRow([0, 1], [2, 2], 5, 5);

        var outcome = await SolveAsync(builder.Build());

        Assert.Equal(SolverStatus.Infeasible, outcome.Status);
        Assert.False(outcome.HasSolution);
        Assert.Empty(outcome.Values);
    }

    [BackEndFact]
    public async Task An_equality_is_met_to_the_last_unit()
    {
        var builder = new IntegerModelBuilder(maximise: false);
        builder.AddVariable(0, 1_000, 3);
        builder.AddVariable(0, 1_000, 5);
        builder.AddVariable(0, 1_000, 7);
        builder.AddRow([0, 1, 2], [1_201, 1_801, 2_707], 999_983, 999_983, "exactly");

        var outcome = await SolveAsync(builder.Build());

        Assert.Equal(SolverStatus.Optimal, outcome.Status);
        Assert.Equal(999_983, (1_201 * outcome.Values[0]) + (1_801 * outcome.Values[1]) + (2_707 * outcome.Values[2]));
        Assert.Equal(Best(), outcome.Objective);

        static long Best()
        {
            var best = long.MaxValue;
            for (long a = 0; a <= 1_000; a++)
            {
                for (long b = 0; b <= 1_000; b++)
                {
                    var rest = 999_983 - (1_201 * a) - (1_801 * b);
                    if (rest >= 0 && rest % 2_707 == 0 && rest / 2_707 <= 1_000)
                    {
                        best = Math.Min(best, (3 * a) + (5 * b) + (7 * (rest / 2_707)));
                    }
                }
            }

            return best;
        }
    }

    [BackEndFact]
    public async Task Where_all_things_are_alike_any_best_choice_will_do()
    {
        var builder = new IntegerModelBuilder(maximise: true);
        for (var j = 0; j < 40; j++)
        {
            builder.AddVariable(0, 1, 7);
        }

        builder.AddRow([.. Enumerable.Range(0, 40)], [.. Enumerable.Repeat(3L, 40)], 0, 61);

        var outcome = await SolveAsync(builder.Build());

        Assert.Equal(SolverStatus.Optimal, outcome.Status);
        Assert.Equal(140, outcome.Objective);
    }

    [BackEndFact]
    public async Task A_model_without_an_objective_is_solved_by_any_assignment_that_keeps_the_rows()
    {
        var builder = new IntegerModelBuilder(maximise: true);
        builder.AddVariable(0, 10);
        builder.AddVariable(0, 10);
        builder.AddRow([0, 1], [3, 5], 31, 31);

        var outcome = await SolveAsync(builder.Build());

        Assert.Equal(SolverStatus.Optimal, outcome.Status);
        Assert.Equal(31, (3 * outcome.Values[0]) + (5 * outcome.Values[1]));
        Assert.Equal(0, outcome.Objective);
    }

    [BackEndFact]
    public async Task A_hint_is_accepted_and_no_outcome_is_worse()
    {
        var model = Instances.Knapsack(3, things: 12);
        var best = await SolveAsync(model);
        var hinted = Instances.Hinted(model, best.Values);

        var outcome = await SolveAsync(hinted);

        Assert.Equal(SolverStatus.Optimal, outcome.Status);
        Assert.Equal(best.Objective, outcome.Objective);
    }

    [BackEndFact]
    public async Task A_hint_that_breaks_the_rows_or_the_bounds_does_no_harm()
    {
        var model = Instances.Knapsack(4, things: 12);
        var hinted = Instances.Hinted(model, [.. Enumerable.Repeat(1L, 12)]);

        var outcome = await SolveAsync(hinted);

        Assert.Equal(SolverStatus.Optimal, outcome.Status);
        Assert.Equal(Instances.BruteForce(model), outcome.Objective);
    }

    [BackEndFact]
    public async Task Cancelling_at_the_first_solution_gives_back_that_or_a_better_one_or_at_least_the_hint()
    {
        using var cancel = new CancellationTokenSource();
        var progress = new CancelAtFirst(cancel);

        var outcome = await Solver.SolveAsync(Hard(withHint: !HandsOver), Patient, progress, cancel.Token);

        Assert.True(outcome.Checked, $"{outcome.Status} {outcome.Stop} {outcome.Reason?.En}");
        Assert.Equal(SolverStop.Cancelled, outcome.Stop);
        Assert.Equal(SolverStatus.Feasible, outcome.Status);
        Assert.Equal(!HandsOver, outcome.IsHint);
        Assert.NotNull(progress.First);
        if (HandsOver)
        {
            Assert.True(outcome.Objective >= progress.First, $"{outcome.Objective} is worse than {progress.First}, which was told before");
            Assert.True(outcome.Bound > outcome.Objective);
        }
    }

    [BackEndFact]
    public async Task A_cancellation_that_comes_before_the_start_is_an_outcome()
    {
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();

        var outcome = await Solver.SolveAsync(Hard(), Patient, null, cancel.Token);

        Assert.Equal(SolverStatus.LimitReached, outcome.Status);
        Assert.Equal(SolverStop.Cancelled, outcome.Stop);
    }

    [BackEndFact]
    public async Task The_time_limit_ends_the_search_with_the_best_so_far()
    {
        var outcome = await Solver.SolveAsync(Hard(withHint: true), new SolverLimits { Time = TimeSpan.FromSeconds(2) }, null, default);

        Assert.Equal(SolverStatus.Feasible, outcome.Status);
        Assert.Equal(SolverStop.Time, outcome.Stop);
        Assert.True(outcome.Checked);
    }

    [BackEndFact]
    public async Task The_work_limit_gives_the_same_answer_twice()
    {
        var limits = Patient with { Work = WorkToAFirstSolution };

        var first = await Solver.SolveAsync(Hard(), limits, null, default);
        var second = await Solver.SolveAsync(Hard(), limits, null, default);

        Assert.Equal(SolverStop.Work, first.Stop);
        Assert.Equal(SolverStatus.Feasible, first.Status);
        Assert.Equal(first.Values.AsEnumerable(), second.Values);
        Assert.Equal(first.Bound, second.Bound);
        Assert.Equal(first.Status, second.Status);
    }

    [BackEndFact]
    public async Task A_gap_that_is_allowed_ends_the_search_within_it()
    {
        var outcome = await Solver.SolveAsync(Hard(), Patient with { RelativeGap = 0.2 }, null, default);

        Assert.True(outcome.Checked);
        Assert.NotEqual(SolverStop.Time, outcome.Stop);
        Assert.True(outcome.Bound - outcome.Objective <= 0.2 * outcome.Objective, $"{outcome.Objective} and {outcome.Bound}");
    }

    [BackEndFact]
    public async Task Huge_coefficients_are_counted_right_or_refused_never_counted_wrong()
    {
        var model = Huge(gain: 1);

        var outcome = await SolveAsync(model);

        if (CountsBeyondDoubles)
        {
            Assert.Equal(SolverStatus.Optimal, outcome.Status);
            Assert.Equal(Instances.BruteForce(model), outcome.Objective);
        }
        else
        {
            Assert.Equal(SolverStatus.Failed, outcome.Status);
            Assert.Contains("9007199254740992", outcome.Reason!.En, StringComparison.Ordinal);
            Assert.Contains("\"huge\"", outcome.Reason.Vi, StringComparison.Ordinal);
        }
    }

    [BackEndFact]
    public async Task Where_the_objective_itself_is_huge_an_optimum_is_not_claimed_unless_it_is_one()
    {
        // OR-Tools compares objective and bound in floating point and calls a difference of 4 in 2^57 none.
        var model = Huge(gain: 1L << 55);
        var best = Instances.BruteForce(model);

        var outcome = await SolveAsync(model);

        if (CountsBeyondDoubles)
        {
            Assert.True(outcome.Checked);
            Assert.True(outcome.Objective <= best && best <= outcome.Bound, $"{outcome.Objective} to {outcome.Bound} does not hold {best}");
            Assert.Equal(outcome.Objective == outcome.Bound ? SolverStatus.Optimal : SolverStatus.Feasible, outcome.Status);
        }
        else
        {
            Assert.Equal(SolverStatus.Failed, outcome.Status);
        }
    }

    [BackEndFact]
    public async Task Amounts_of_a_whole_country_are_counted_right()
    {
        // 10^15 đồng a line, in đồng: the sums reach 2^52.
        var builder = new IntegerModelBuilder(maximise: true);
        for (var j = 0; j < 4; j++)
        {
            builder.AddVariable(0, 1_000_000_000_000_000, 1);
        }

        builder.AddRow([0, 1, 2, 3], [1, 1, 1, 1], 0, 3_999_999_999_999_989);
        builder.AddRow([0, 1], [1, 1], 1_234_567_890_123_457, 1_234_567_890_123_457);

        var outcome = await SolveAsync(builder.Build());

        Assert.True(outcome.Status is SolverStatus.Optimal or SolverStatus.Failed);
        if (outcome.Status == SolverStatus.Optimal)
        {
            Assert.Equal(3_234_567_890_123_457, outcome.Objective);
        }
        else
        {
            Assert.False(CountsBeyondDoubles);
        }
    }

    [BackEndFact]
    public async Task Four_jobs_at_once_are_all_answered()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(seed => SolveAsync(Instances.Knapsack(seed, things: 10))));

        for (var seed = 0; seed < 4; seed++)
        {
            Assert.Equal(Instances.BruteForce(Instances.Knapsack(seed, things: 10)), outcomes[seed].Objective);
        }
    }

    [BackEndFact]
    public async Task What_comes_back_is_what_the_check_says()
    {
        var model = Instances.Knapsack(9, things: 12);

        var outcome = await SolveAsync(model);

        Assert.Null(SolutionCheck.FirstFault(model, outcome.Values));
        Assert.Equal(SolutionCheck.Objective(model, outcome.Values), outcome.Objective);
        Assert.Null(outcome.Reason);
        Assert.Equal(1, outcome.Attempts);
    }

    protected IntegerModel Hard(bool withHint = false) => Instances.Hard(HardSize.Things, HardSize.Limits, withHint);

    private static IntegerModel Huge(long gain)
    {
        var builder = new IntegerModelBuilder(maximise: true);
        foreach (var extra in new[] { 1, 2, 3, 4 })
        {
            builder.AddVariable(0, 2, gain + extra);
        }

        builder.AddRow([0, 1, 2, 3], [(1L << 58) + 1, (1L << 58) + 3, (1L << 58) + 5, (1L << 57) + 7], IntegerModel.NoLower, (3L << 58) + 13, "huge");
        return builder.Build();
    }

    private Task<SolverOutcome> SolveAsync(IntegerModel model) => Solver.SolveAsync(model, Patient, null, default);

    private sealed class CancelAtFirst(CancellationTokenSource cancel) : IProgress<Incumbent>
    {
        public long? First { get; private set; }

        public void Report(Incumbent value)
        {
            if (value.Objective is { } objective && First is null)
            {
                First = objective;
                cancel.Cancel();
            }
        }
    }
}
