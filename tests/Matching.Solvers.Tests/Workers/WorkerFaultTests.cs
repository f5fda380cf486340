using Matching.Solvers.Integers;
using Matching.Solvers.Tests.Contract;
using Matching.Solvers.Wire;
using Matching.Solvers.Workers;

namespace Matching.Solvers.Tests.Workers;

/// <summary>Workers that crash, hang, lie, babble and eat: each is an outcome with a sentence, and the caller goes on.</summary>
[About(BackEnds.CpSat)] // for its Node; the workers here are fakes
public sealed class WorkerFaultTests : IDisposable
{
    private static readonly SolverLimits Patient = new() { Time = TimeSpan.FromMinutes(2) };
    private readonly string _marker = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    // max x + y with x + y <= 3 and both at most 2; best is 3.
    private static readonly CpSolverResponseMessage Truth = new() { Status = CpSolverStatus.Optimal, Solution = [1, 2], Objective = -3, LowerBound = -3 };

    [BackEndFact]
    public async Task An_honest_worker_is_believed_after_the_check()
    {
        var outcome = await SolveAsync("honest");

        Assert.Equal(SolverStatus.Optimal, outcome.Status);
        Assert.Equal(3, outcome.Objective);
        Assert.Equal(1, outcome.Attempts);
    }

    [BackEndFact]
    public async Task A_crash_a_babble_or_an_abort_once_is_made_good_by_another_process()
    {
        foreach (var mode in new[] { "crash-once", "garbage-once", "fatal-once" })
        {
            File.Delete(_marker);

            var outcome = await SolveAsync(mode);

            Assert.True(outcome.Status == SolverStatus.Optimal, $"{mode}: {outcome.Status} {outcome.Reason?.En}");
            Assert.Equal(2, outcome.Attempts);
        }
    }

    [BackEndFact]
    public async Task A_worker_that_always_crashes_fails_with_its_last_words()
    {
        var outcome = await SolveAsync("crash");

        Assert.Equal(SolverStatus.Failed, outcome.Status);
        Assert.Equal(2, outcome.Attempts);
        Assert.Contains("out of memory", outcome.Reason!.En, StringComparison.Ordinal);
        Assert.Contains("bộ giải khác", outcome.Reason.Vi, StringComparison.Ordinal);
    }

    [BackEndFact]
    public async Task What_is_not_of_the_protocol_fails_and_is_quoted()
    {
        Assert.Contains("Segmentation fault", await FailureOfAsync("garbage"), StringComparison.Ordinal);
        Assert.Contains("bytes in one line", await FailureOfAsync("flood"), StringComparison.Ordinal);
        Assert.Contains("answers request 2; 1 was asked", await FailureOfAsync("other-id"), StringComparison.Ordinal);
        Assert.Contains("\"poem\"", await FailureOfAsync("unknown-word"), StringComparison.Ordinal);
        Assert.Contains("not of the protocol", await FailureOfAsync("not-base64"), StringComparison.Ordinal);
        Assert.Contains("cannot be read", await FailureOfAsync("truncated"), StringComparison.Ordinal);
        Assert.Contains("protocol 2", await FailureOfAsync("stranger"), StringComparison.Ordinal);
    }

    [BackEndFact]
    public async Task A_worker_that_says_nothing_at_its_start_is_given_up()
    {
        using var solver = Fake("mute", Truth, new WorkerSettings { StartLimit = TimeSpan.FromMilliseconds(300) });

        var outcome = await solver.SolveAsync(Model(), Patient, null, default);

        Assert.Equal(SolverStatus.Failed, outcome.Status);
        Assert.Contains("said nothing within 0.3 s", outcome.Reason!.En, StringComparison.Ordinal);
        Assert.Empty(solver.ProcessIds);
    }

    [BackEndFact]
    public async Task A_refusal_is_passed_on_and_not_tried_again()
    {
        var outcome = await SolveAsync("refuse");

        Assert.Equal(SolverStatus.Failed, outcome.Status);
        Assert.Equal(1, outcome.Attempts);
        Assert.Contains("no taste for this", outcome.Reason!.En, StringComparison.Ordinal);
    }

    [BackEndFact]
    public async Task A_worker_that_hangs_is_ended_when_the_time_is_up_and_the_hint_is_still_an_answer()
    {
        using var solver = Fake("deaf", Truth);
        var limits = new SolverLimits { Time = TimeSpan.FromMilliseconds(300) };

        await solver.SolveAsync(Model(), Patient, null, default);
        var without = await solver.SolveAsync(Model(), limits, null, default);
        Assert.Empty(solver.ProcessIds);
        await solver.SolveAsync(Model(), Patient, null, default);
        var with = await solver.SolveAsync(Model(hint: [1, 1]), limits, null, default);

        Assert.Equal((SolverStatus.LimitReached, SolverStop.Time), (without.Status, without.Stop));
        Assert.Equal((SolverStatus.Feasible, SolverStop.Time), (with.Status, with.Stop));
        Assert.True(with.IsHint);
        Assert.Equal(2, with.Objective);
        Assert.Empty(solver.ProcessIds);
    }

    [BackEndFact]
    public async Task A_worker_that_hangs_is_ended_when_its_job_is_cancelled()
    {
        using var solver = Fake("deaf", Truth);
        await solver.SolveAsync(Model(), Patient, null, default);
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        var outcome = await solver.SolveAsync(Model(), Patient, null, cancel.Token);

        Assert.Equal((SolverStatus.LimitReached, SolverStop.Cancelled), (outcome.Status, outcome.Stop));
        Assert.Empty(solver.ProcessIds);
    }

    [BackEndFact]
    public async Task A_worker_that_hears_the_time_limit_late_is_asked_and_answers()
    {
        using var solver = Fake("late", Truth with { Status = CpSolverStatus.Feasible, LowerBound = -4 }, new WorkerSettings { Grace = TimeSpan.FromSeconds(5) });

        await solver.SolveAsync(Model(), Patient, null, default);
        var outcome = await solver.SolveAsync(Model(), new SolverLimits { Time = TimeSpan.FromMilliseconds(300) }, null, default);

        Assert.Equal((SolverStatus.Feasible, SolverStop.Time), (outcome.Status, outcome.Stop));
        Assert.Equal((3L, 4L), (outcome.Objective, outcome.Bound));
        Assert.Single(solver.ProcessIds);
    }

    [BackEndFact]
    public async Task A_worker_that_eats_more_memory_than_allowed_is_killed()
    {
        using var solver = Fake("hungry", Truth);

        var outcome = await solver.SolveAsync(Model(), Patient with { MemoryMb = 300 }, null, default);

        Assert.Equal((SolverStatus.LimitReached, SolverStop.Memory), (outcome.Status, outcome.Stop));
        Assert.Equal(1, outcome.Attempts);
        Assert.Empty(solver.ProcessIds);
    }

    [BackEndFact]
    public async Task A_worker_that_comes_near_the_memory_limit_is_asked_for_what_it_has_and_not_used_again()
    {
        using var solver = Fake("modest", Truth with { Status = CpSolverStatus.Feasible }, new WorkerSettings { Grace = TimeSpan.FromSeconds(20) });

        var outcome = await solver.SolveAsync(Model(), Patient with { MemoryMb = 600 }, null, default);

        Assert.Equal(SolverStop.Memory, outcome.Stop);
        Assert.Equal(3, outcome.Objective);
        Assert.Empty(solver.ProcessIds);
    }

    [BackEndFact]
    public async Task A_worker_that_lies_is_found_out()
    {
        await CaughtAsync(Truth with { Solution = [2, 2] }, "row 0 \"both\"");
        await CaughtAsync(Truth with { Solution = [0, 3] }, "variable 1");
        await CaughtAsync(Truth with { Solution = [1, 2, 0] }, "3 values for 2 variables");
        await CaughtAsync(Truth with { Objective = -4 }, "claims the objective 4; recomputed it is 3");
        await CaughtAsync(Truth with { LowerBound = -2 }, "nothing is better than 2");
        await CaughtAsync(new CpSolverResponseMessage { Status = CpSolverStatus.ModelInvalid, Info = "var #0 has no domain()" }, "var #0 has no domain()");
    }

    [BackEndFact]
    public async Task A_worker_keeps_its_process_from_job_to_job()
    {
        using var solver = Fake("honest", Truth);

        await solver.SolveAsync(Model(), Patient, null, default);
        var first = solver.ProcessIds;
        await solver.SolveAsync(Model(), Patient, null, default);

        Assert.Equal(first, solver.ProcessIds);
    }

    [Fact]
    public async Task A_program_that_is_not_there_makes_the_solver_unavailable_with_the_way_out()
    {
        using var solver = new WorkerSolver("Fake", new WorkerCommand("/nowhere/node", [], Path.GetTempPath()), null);

        var outcome = await solver.SolveAsync(Model(), Patient, null, default);

        Assert.Equal(SolverStatus.Unavailable, outcome.Status);
        Assert.Contains("eng/setup.sh", outcome.Reason!.En, StringComparison.Ordinal);
        Assert.Contains("eng/setup.sh", outcome.Reason.Vi, StringComparison.Ordinal);
    }

    public void Dispose() => File.Delete(_marker);

    private static IntegerModel Model(long[]? hint = null)
    {
        var builder = new IntegerModelBuilder(maximise: true);
        builder.AddVariable(0, 2, 1);
        builder.AddVariable(0, 2, 1);
        builder.AddRow([0, 1], [1, 1], 0, 3, "both");
        for (var j = 0; j < hint?.Length; j++)
        {
            builder.Hint(j, hint[j]);
        }

        return builder.Build();
    }

    private async Task<string> FailureOfAsync(string mode)
    {
        var outcome = await SolveAsync(mode);
        Assert.True(outcome.Status == SolverStatus.Failed, $"{mode}: {outcome.Status}");
        return outcome.Reason!.En;
    }

    private async Task CaughtAsync(CpSolverResponseMessage lie, string finding)
    {
        using var solver = Fake("honest", lie);
        var outcome = await solver.SolveAsync(Model(), Patient, null, default);
        Assert.Equal(SolverStatus.Failed, outcome.Status);
        Assert.False(outcome.HasSolution);
        Assert.Contains(finding, outcome.Reason!.En, StringComparison.Ordinal);
    }

    private async Task<SolverOutcome> SolveAsync(string mode)
    {
        using var solver = Fake(mode, Truth);
        return await solver.SolveAsync(Model(), Patient, null, default);
    }

    private WorkerSolver Fake(string mode, CpSolverResponseMessage answer, WorkerSettings? settings = null)
    {
        var node = BackEnds.Node();
        var script = Path.Combine(AppContext.BaseDirectory, "Fakes", "fake.mjs");
        return new WorkerSolver(
            "Fake", new WorkerCommand(node, [script, mode, Convert.ToBase64String(answer.Write()), _marker], Path.GetTempPath()), null,
            settings ?? new WorkerSettings { Grace = TimeSpan.FromMilliseconds(300) });
    }
}
