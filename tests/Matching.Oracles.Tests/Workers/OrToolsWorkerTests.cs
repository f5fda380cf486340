using System.Diagnostics;
using System.Text.Json.Nodes;
using Matching.Oracles.Workers;

namespace Matching.Oracles.Tests.Workers;

public sealed class OrToolsWorkerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [WorkerFact]
    public void It_says_which_versions_it_runs()
    {
        using var worker = new OrToolsWorker();

        var reply = worker.Ask(new JsonObject { ["op"] = "ping" }, Patience);

        Assert.Equal("0.9.1", reply["orToolsWasm"]!.GetValue<string>());
    }

    [WorkerFact]
    public void An_operation_it_does_not_know_is_refused_by_name_and_the_process_lives_on()
    {
        using var worker = new OrToolsWorker();

        var refused = Assert.Throws<OrToolsWorkerException>(() => worker.Ask(new JsonObject { ["op"] = "sudoku" }, Patience));
        var process = worker.ProcessId;
        worker.Ask(new JsonObject { ["op"] = "ping" }, Patience);

        Assert.Equal(WorkerFailure.Refused, refused.Failure);
        Assert.Contains("sudoku", refused.Message, StringComparison.Ordinal);
        Assert.NotNull(process);
        Assert.Equal(process, worker.ProcessId);
    }

    [WorkerFact]
    public void A_program_whose_arrays_do_not_fit_together_is_refused()
    {
        using var worker = new OrToolsWorker();
        var request = new JsonObject
        {
            ["op"] = "maxFlow", ["tails"] = new JsonArray(0), ["heads"] = new JsonArray(1), ["capacities"] = new JsonArray(), ["source"] = 0, ["sink"] = 1,
        };

        var refused = Assert.Throws<OrToolsWorkerException>(() => worker.Ask(request, Patience));

        Assert.Equal(WorkerFailure.Refused, refused.Failure);
        Assert.Contains("arcs", refused.Message, StringComparison.Ordinal);
    }

    [WorkerFact]
    public void A_killed_worker_is_reported_and_the_next_request_starts_another()
    {
        using var worker = new OrToolsWorker();
        worker.Ask(new JsonObject { ["op"] = "ping" }, Patience);
        var first = worker.ProcessId!.Value;
        using (var process = Process.GetProcessById(first))
        {
            process.Kill();
            process.WaitForExit();
        }

        var crashed = Assert.Throws<OrToolsWorkerException>(() => worker.Ask(new JsonObject { ["op"] = "ping" }, Patience));
        worker.Ask(new JsonObject { ["op"] = "ping" }, Patience);

        Assert.Equal(WorkerFailure.Crashed, crashed.Failure);
        Assert.NotEqual(first, worker.ProcessId);
    }

    [WorkerFact]
    public void A_worker_that_dies_of_a_request_is_reported_with_its_last_words()
    {
        using var worker = new OrToolsWorker(Fake("crash.mjs"));

        var crashed = Assert.Throws<OrToolsWorkerException>(() => worker.Ask(new JsonObject { ["op"] = "ping" }, Patience));

        Assert.Equal(WorkerFailure.Crashed, crashed.Failure);
        Assert.Contains("out of memory", crashed.Message, StringComparison.Ordinal);
    }

    [WorkerFact]
    public void A_worker_that_hangs_is_ended_when_the_time_is_up()
    {
        using var worker = new OrToolsWorker(Fake("hang.mjs"));

        var late = Assert.Throws<OrToolsWorkerException>(() => worker.Ask(new JsonObject { ["op"] = "ping" }, TimeSpan.FromMilliseconds(100)));

        Assert.Equal(WorkerFailure.TimedOut, late.Failure);
        Assert.Null(worker.ProcessId);
    }

    [WorkerFact]
    public void A_request_larger_than_the_pipe_to_a_worker_that_hangs_times_out_as_well()
    {
        using var worker = new OrToolsWorker(Fake("hang.mjs"));
        var request = new JsonObject { ["op"] = "ping", ["ballast"] = new string('x', 5_000_000) };

        var late = Assert.Throws<OrToolsWorkerException>(() => worker.Ask(request, TimeSpan.FromMilliseconds(100)));

        Assert.Equal(WorkerFailure.TimedOut, late.Failure);
    }

    [WorkerFact]
    public void An_answer_that_is_not_of_the_protocol_is_reported_as_such()
    {
        using var worker = new OrToolsWorker(Fake("garble.mjs"));

        var garbled = Assert.Throws<OrToolsWorkerException>(() => worker.Ask(new JsonObject { ["op"] = "ping" }, Patience));

        Assert.Equal(WorkerFailure.Garbled, garbled.Failure);
        Assert.Contains("Segmentation fault", garbled.Message, StringComparison.Ordinal);
        Assert.Null(worker.ProcessId);
    }

    [Fact]
    public void A_missing_script_is_reported_with_the_way_out()
    {
        using var worker = new OrToolsWorker("/nowhere/worker.mjs");

        var missing = Assert.Throws<OrToolsWorkerException>(() => worker.Ask(new JsonObject { ["op"] = "ping" }, Patience));

        Assert.Equal(WorkerFailure.NotInstalled, missing.Failure);
        Assert.Contains("eng/setup.sh", missing.Message, StringComparison.Ordinal);
    }

    [WorkerFact]
    public void Disposing_ends_the_process()
    {
        var worker = new OrToolsWorker();
        worker.Ask(new JsonObject { ["op"] = "ping" }, Patience);
        using var process = Process.GetProcessById(worker.ProcessId!.Value);

        worker.Dispose();

        Assert.True(process.WaitForExit(Patience));
    }

    [WorkerFact]
    public void Max_flow_and_min_cost_flow_find_known_answers()
    {
        using var worker = new OrToolsWorker();
        int[] tails = [0, 0, 1, 2];
        int[] heads = [1, 2, 3, 3];

        var most = OrToolsNetworkFlow.MaxFlow(worker, tails, heads, [5, 4, 3, OrToolsNetworkFlow.LargestAmount], 0, 3, Patience, withFlows: true);
        var cheapest = OrToolsNetworkFlow.MinCostFlow(worker, tails, heads, [5, 4, 3, 9], [1, 2, 3, 4], [5, 0, 0, -5], Patience, withFlows: true);

        Assert.Equal(7, most.Flow);
        Assert.Equal([3, 4, 3, 4], most.Flows);
        Assert.Equal(24, cheapest.Cost);
        Assert.Equal([3, 2, 3, 2], cheapest.Flows);
    }

    private static string Fake(string name) => Path.Combine(AppContext.BaseDirectory, "Workers", name);
}
