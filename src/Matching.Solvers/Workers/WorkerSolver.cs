using System.Diagnostics;
using Matching.Solvers.Checks;
using Matching.Solvers.Integers;
using Matching.Solvers.Wire;

namespace Matching.Solvers.Workers;

/// <summary>A solver that runs in a pool of worker processes. A worker that crashes or garbles is replaced, and its job is given to another once.</summary>
public class WorkerSolver : IIntegerSolver, IDisposable
{
    private const int MostAttempts = 2;

    // What a worker holds on to after a job comes on top of the next one.
    private const double RecycleShare = 0.75;
    private readonly WorkerPool? _pool;
    private readonly WorkerSettings _settings;

    /// <param name="name">For reports.</param>
    /// <param name="command">How a worker is started; null when it cannot be.</param>
    /// <param name="whyUnavailable">Why not, when <paramref name="command"/> is null.</param>
    /// <param name="settings">How workers are kept.</param>
    public WorkerSolver(string name, WorkerCommand? command, SolverNotice? whyUnavailable, WorkerSettings? settings = null)
    {
        _settings = settings ?? new WorkerSettings();
        Name = name;
        Command = command;
        WhyUnavailable = command is null ? whyUnavailable ?? throw new ArgumentNullException(nameof(whyUnavailable)) : null;
        _pool = command is null ? null : new WorkerPool(command, _settings.Workers, _settings.StartLimit);
    }

    public string Name { get; }

    public SolverNotice? WhyUnavailable { get; }

    internal WorkerCommand? Command { get; }

    /// <summary>Process ids of the workers that live now.</summary>
    public IReadOnlyList<int> ProcessIds => _pool?.ProcessIds ?? [];

    public async Task<SolverOutcome> SolveAsync(IntegerModel model, SolverLimits limits, IProgress<Incumbent>? progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(limits);
        if (_pool is null)
        {
            return Without(SolverStatus.Unavailable, WhyUnavailable!);
        }

        if (WhyRefused(model) is { } refusal)
        {
            return Without(SolverStatus.Failed, refusal);
        }

        try
        {
            await _pool.EnterSlotAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            return Stopped(model, SolverStop.Cancelled);
        }

        try
        {
            return await SolveInSlotAsync(_pool, model, limits, progress, cancel);
        }
        finally
        {
            _pool.LeaveSlot();
        }
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Why this solver would not count right in the model; null when it would.</summary>
    protected virtual SolverNotice? WhyRefused(IntegerModel model) => null;

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _pool?.Dispose();
        }
    }

    private async Task<SolverOutcome> SolveInSlotAsync(
        WorkerPool pool, IntegerModel model, SolverLimits limits, IProgress<Incumbent>? progress, CancellationToken cancel)
    {
        var began = Stopwatch.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            if (cancel.IsCancellationRequested)
            {
                return Stopped(model, SolverStop.Cancelled) with { Attempts = attempt };
            }

            try
            {
                var outcome = await AttemptAsync(pool, attempt > 1, model, limits, began, progress, cancel);
                return outcome with { Attempts = attempt };
            }
            catch (WorkerException failure) when (failure.Failure == WorkerFailure.NotStarted)
            {
                return Without(SolverStatus.Unavailable, NotStarted(failure.Message)) with { Attempts = attempt };
            }
            catch (WorkerException failure) when (attempt == MostAttempts)
            {
                return Without(SolverStatus.Failed, FailedTwice(failure.Message)) with { Attempts = attempt };
            }
            catch (WorkerException)
            {
                // Once may be bad luck: a fresh process gets the same job.
            }
        }
    }

    private async Task<SolverOutcome> AttemptAsync(
        WorkerPool pool, bool fresh, IntegerModel model, SolverLimits limits, long began, IProgress<Incumbent>? progress, CancellationToken cancel)
    {
        var worker = await pool.TakeAsync(fresh);
        var left = limits.Time - Stopwatch.GetElapsedTime(began);
        if (left <= TimeSpan.Zero)
        {
            pool.Return(worker);
            return Stopped(model, SolverStop.Time);
        }

        WorkerReply reply;
        try
        {
            reply = await new WorkerJob(worker, model, limits, left, _settings.Grace).RunAsync(progress, cancel);
        }
        catch
        {
            pool.Discard(worker);
            throw;
        }

        if (reply.Response is null || worker.ResidentBytes() > limits.MemoryMb * 1e6 * RecycleShare)
        {
            pool.Discard(worker);
        }
        else
        {
            pool.Return(worker);
        }

        return reply switch
        {
            { Refusal: { } refusal } => Without(SolverStatus.Failed, new SolverNotice(
                $"{Name} không nhận yêu cầu: {refusal}.", $"{Name} did not take the request: {refusal}.")),
            { Response: { } response } => SolutionCheck.Judge(model, ResponseClaim.Of(response, model, limits, reply.Stopped)),
            _ => Stopped(model, reply.Stopped ?? SolverStop.Solver),
        };
    }

    /// <summary>Nothing came back; a feasible hint is then still an answer.</summary>
    private static SolverOutcome Stopped(IntegerModel model, SolverStop stop) =>
        SolutionCheck.Judge(model, new SolverClaim { Status = ClaimedStatus.Unknown, Stop = stop });

    private static SolverOutcome Without(SolverStatus status, SolverNotice reason) => new() { Status = status, Stop = SolverStop.Solver, Reason = reason };

    private SolverNotice NotStarted(string why) => new(
        $"Không khởi động được {Name}: {why}. Hãy chạy eng/setup.sh hoặc dùng bộ giải khác.",
        $"{Name} is not available: {why}. Run eng/setup.sh, or use another solver.");

    private SolverNotice FailedTwice(string why) => new(
        $"{Name} hỏng hai lần liên tiếp: {why}. Hãy dùng bộ giải khác hoặc phương pháp có sẵn.",
        $"{Name} failed twice: {why}. Use another solver or the built-in method.");
}
