using System.Diagnostics;
using System.Text.Json;
using Matching.Benchmarks.Engines;
using Matching.Oracles.Policies;
using Matching.Verify;

namespace Matching.Benchmarks.Macro;

/// <summary>What one engine did with one case, as handed from the child process to the parent.</summary>
/// <param name="FirstMilliseconds">The first run of the process: what a one-shot command pays, compilation included.</param>
/// <param name="Milliseconds">The runs after it.</param>
/// <param name="PeakBytes">Largest resident memory from the finished round to the last run.</param>
/// <param name="RoundBytes">Resident memory of the round alone, before the first run.</param>
/// <param name="Coverage">Null where nothing is shipped.</param>
/// <param name="Verdict">Of the plan audit: "ok", the number of faults, or "-" where there is no plan to audit.</param>
internal sealed record Measurement(
    double FirstMilliseconds, double[] Milliseconds, long PeakBytes, long RoundBytes, CoverageReport? Coverage, string Verdict)
{
    public double Median => Figures.Median(Milliseconds);

    /// <summary>Runs the engine in this process.</summary>
    public static Measurement Take(Case which, IEngine engine, int seed, int runs)
    {
        var round = which.Create(seed);
        ProcessMemory.ForgetPeak();
        var roundBytes = ProcessMemory.PeakBytes;
        var times = new List<double>();
        EngineResult? result = null;
        for (var run = 0; run <= runs; run++)
        {
            result = null;
            GC.Collect();
            var began = Stopwatch.GetTimestamp();
            result = engine.Run(round);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        var peak = ProcessMemory.PeakBytes;
        var verdict = "-";
        if (result!.Plan is { } plan)
        {
            var faults = PlanAudit.Violations(round, plan, round.Policy.Fairness);
            verdict = faults.IsEmpty ? "ok" : $"{faults.Length} faults";
        }

        var coverage = result.Shipments.IsEmpty ? null : CoverageReport.Of(round, result.Shipments);
        return new Measurement(times[0], [.. times.Skip(1)], peak, roundBytes, coverage, verdict);
    }

    /// <summary>Runs the engine in a fresh process of this program, so that memory and compilation are its own.</summary>
    /// <exception cref="InvalidOperationException">The child failed; the message is its own.</exception>
    public static Measurement TakeApart(Case which, string engine, int seed, int runs)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(typeof(Measurement).Assembly.Location);
        }

        foreach (var argument in (string[])["child", "--case", which.Name, "--engine", engine, "--seed", $"{seed}", "--runs", $"{runs}"])
        {
            start.ArgumentList.Add(argument);
        }

        using var child = Process.Start(start)!;
        var complaints = child.StandardError.ReadToEndAsync();
        var answer = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return child.ExitCode == 0
            ? JsonSerializer.Deserialize<Measurement>(answer)!
            : throw new InvalidOperationException(complaints.Result.Trim().Split('\n')[0]);
    }

    /// <summary>The child's side of <see cref="TakeApart"/>.</summary>
    public static int Child(Arguments arguments)
    {
        try
        {
            var measured = Take(
                Case.Find(arguments.Text("case", "")), EngineNames.Create(arguments.Text("engine", "ours")), arguments.Number("seed", 1), arguments.Number("runs", 5));
            Console.Out.Write(JsonSerializer.Serialize(measured));
            return 0;
        }
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            Console.Error.WriteLine($"{failed.GetType().Name}: {failed.Message.ReplaceLineEndings(" ")}");
            return 1;
        }
    }
}
