using System.Diagnostics;
using System.Globalization;
using Matching.Solvers.Wire;
using Matching.Solvers.Workers;

namespace Matching.Solvers.Tests.Contract;

/// <summary>What every back end with processes of its own promises about them.</summary>
public abstract class WorkerContract : SolverContract
{
    [BackEndFact]
    public async Task A_killed_worker_is_replaced_and_its_job_given_to_another()
    {
        using var cancel = new CancellationTokenSource();
        var workers = (WorkerSolver)Solver;
        var killer = new KillThenCancel(workers, cancel);

        var outcome = await Solver.SolveAsync(Hard(withHint: !HandsOver), Patient, killer, cancel.Token);

        Assert.True(outcome.Checked, $"{outcome.Status} {outcome.Stop} {outcome.Reason?.En}");
        Assert.Equal(2, outcome.Attempts);
        Assert.NotEmpty(killer.Killed);
        Assert.DoesNotContain(workers.ProcessIds, killer.Killed.Contains);
    }

    [BackEndFact]
    public async Task A_worker_whose_parent_is_gone_ends_in_the_middle_of_a_search()
    {
        using var process = Start();
        await ReadUntilAsync(process, "hello");
        var model = Convert.ToBase64String(CpModelMessage.Write(Hard()));
        var parameters = Convert.ToBase64String(new SatParametersMessage { Seconds = 600 }.Write());
        await process.StandardInput.WriteLineAsync($$"""{"op":"solve","id":1,"model":"{{model}}","parameters":"{{parameters}}"}""");
        await process.StandardInput.FlushAsync();
        await ReadUntilAsync(process, "incumbent");

        process.StandardInput.Close();

        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await process.WaitForExitAsync(patience.Token);
        Assert.True(process.HasExited);
    }

    [BackEndFact]
    public async Task A_worker_says_what_is_wrong_with_a_request_and_goes_on()
    {
        using var process = Start();
        await ReadUntilAsync(process, "hello");

        await process.StandardInput.WriteLineAsync("""{"op":"dance","id":1}""");
        await process.StandardInput.FlushAsync();
        var answer = await ReadUntilAsync(process, "error");

        Assert.Contains("known: solve, cancel", answer, StringComparison.Ordinal);
        Assert.False(process.HasExited);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
    }

    [BackEndFact]
    public async Task No_process_is_left_when_the_solver_is_disposed()
    {
        int[] ids;
        using (var solver = (WorkerSolver)BackEnds.Make(Solver.Name))
        {
            await solver.SolveAsync(Instances.Knapsack(1, things: 5), Patient, null, default);
            ids = [.. solver.ProcessIds];
        }

        Assert.NotEmpty(ids);
        Assert.All(ids, id => Assert.Throws<ArgumentException>(() => Process.GetProcessById(id)));
    }

    private Process Start()
    {
        var command = ((WorkerSolver)Solver).Command!;
        var start = new ProcessStartInfo(command.Program, command.Arguments)
        {
            WorkingDirectory = command.Folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        var process = Process.Start(start)!;
        process.BeginErrorReadLine(); // drained, so that the worker never waits for a reader
        return process;
    }

    private static async Task<string> ReadUntilAsync(Process process, string type)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Contains(string.Create(CultureInfo.InvariantCulture, $"\"type\":\"{type}\""), StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"The worker ended before it said \"{type}\".");
    }

    private sealed class KillThenCancel(WorkerSolver workers, CancellationTokenSource cancel) : IProgress<Incumbent>
    {
        public HashSet<int> Killed { get; } = [];

        public void Report(Incumbent value)
        {
            if (Killed.Count == 0)
            {
                foreach (var id in workers.ProcessIds)
                {
                    using var process = Process.GetProcessById(id);
                    process.Kill();
                    Killed.Add(id);
                }
            }
            else if (value.Objective is not null && workers.ProcessIds.Any(id => !Killed.Contains(id)))
            {
                cancel.Cancel();
            }
        }
    }
}
