#if WITH_ORTOOLS
using System.Globalization;
using Google.OrTools.Sat;
using Google.Protobuf;
using Matching.Solvers.Checks;
using Matching.Solvers.Integers;
using Matching.Solvers.Wire;

namespace Matching.Solvers.CpSat;

/// <summary>CP-SAT in this process, by the package Google.OrTools. Compiled only where that package restores (eng/capabilities.sh).</summary>
/// <remarks>A native crash ends this process, and no memory limit is kept; where that matters, use <see cref="CpSatWasmSolver"/>. Progress tells bounds only.</remarks>
public sealed class CpSatNativeSolver : IIntegerSolver
{
    /// <summary>The verb that solves one model and says by its exit code whether the answer was right.</summary>
    internal const string SelfTestVerb = "check-or-tools";

    public string Name => "CP-SAT (in process)";

    public SolverNotice? WhyUnavailable => null;

    public async Task<SolverOutcome> SolveAsync(IntegerModel model, SolverLimits limits, IProgress<Incumbent>? progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(limits);
        if (cancel.IsCancellationRequested)
        {
            return SolutionCheck.Judge(model, new SolverClaim { Status = ClaimedStatus.Unknown, Stop = SolverStop.Cancelled });
        }

        try
        {
            var response = await Task.Run(() => Solve(model, limits, progress, cancel), CancellationToken.None);
            var stopped = cancel.IsCancellationRequested ? SolverStop.Cancelled : (SolverStop?)null;
            return SolutionCheck.Judge(model, ResponseClaim.Of(response, model, limits, stopped));
        }
        catch (Exception missing) when (missing is DllNotFoundException or TypeInitializationException or EntryPointNotFoundException)
        {
            return new SolverOutcome
            {
                Status = SolverStatus.Unavailable,
                Stop = SolverStop.Solver,
                Reason = new SolverNotice(
                    $"Không nạp được thư viện OR-Tools: {missing.Message}. Hãy dùng CP-SAT dạng WebAssembly.",
                    $"The OR-Tools library could not be loaded: {missing.Message}. Use CP-SAT as WebAssembly."),
            };
        }
    }

    /// <summary>0 when a small knapsack is solved rightly.</summary>
    internal static int SelfTest()
    {
        var builder = new IntegerModelBuilder(maximise: true);
        builder.AddVariable(0, 1, 6);
        builder.AddVariable(0, 1, 5);
        builder.AddVariable(0, 1, 4);
        builder.AddRow([0, 1, 2], [5, 4, 3], IntegerModel.NoLower, 7);
        var outcome = new CpSatNativeSolver().SolveAsync(builder.Build(), new SolverLimits(), null, default).GetAwaiter().GetResult();
        return outcome is { Status: SolverStatus.Optimal, Objective: 9 } ? 0 : 1;
    }

    private static CpSolverResponseMessage Solve(IntegerModel model, SolverLimits limits, IProgress<Incumbent>? progress, CancellationToken cancel)
    {
        var native = new CpModel();
        native.Model.MergeFrom(CpModelMessage.Write(model));
        using var solver = new CpSolver { StringParameters = Parameters(limits) };
        if (progress is not null)
        {
            solver.SetBestBoundCallback(bound => progress.Report(new Incumbent(null, InDirection(bound, model))));
        }

        using var stop = cancel.Register(solver.StopSearch);
        solver.Solve(native);
        return CpSolverResponseMessage.Read(solver.Response.ToByteArray());
    }

    private static string Parameters(SolverLimits limits) => string.Create(
        CultureInfo.InvariantCulture,
        $"max_time_in_seconds:{limits.Time.TotalSeconds} random_seed:{limits.Seed} num_workers:{limits.Threads} relative_gap_limit:{limits.RelativeGap} catch_sigint_signal:false")
        + (limits.Work is { } work ? string.Create(CultureInfo.InvariantCulture, $" max_deterministic_time:{work}") : "");

    private static long? InDirection(double bound, IntegerModel model) =>
        Math.Abs(bound) < IntegerModel.LargestActivity ? (long)Math.Round(model.Maximise ? 0 - bound : bound) : null;
}
#endif
