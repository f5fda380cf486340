using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using Matching.Api.Wire;
using Matching.Engine.Allocation;
using Matching.Engine.Rounds;
using Matching.Silo.Desks;

namespace Matching.Api.Solving;

/// <summary>Solves frozen rounds beside the requests: few at a time, the others wait in line.</summary>
/// <remarks>
/// The plan is stored under the key that ordered it, so the same order after a restart gives the same plan once. What waits or runs when the service stops
/// is given up, told to whoever watches it and written into the log; nothing of it is in the store, and the same order begins it anew.
/// </remarks>
internal sealed class SolveDesk : BackgroundService
{
    private const int Remembered = 200;

    private readonly IMatchingHost _host;
    private readonly SolveSettings _settings;
    private readonly TimeProvider _clock;
    private readonly ILogger<SolveDesk> _log;
    private readonly SolveFigures _figures;
    private readonly ConcurrentDictionary<string, SolveJob> _jobs = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _order = new();
    private readonly Channel<SolveJob> _line;

    public SolveDesk(IMatchingHost host, SolveSettings settings, TimeProvider clock, IMeterFactory meters, ILogger<SolveDesk> log)
    {
        (_host, _settings, _clock, _log) = (host, settings, clock, log);
        _line = Channel.CreateBounded<SolveJob>(settings.Waiting);
        _figures = new SolveFigures(meters, state => _jobs.Values.Count(job => job.View.State == state));
    }

    /// <summary>Puts an order in line; the same order again finds its job.</summary>
    /// <exception cref="Refused">The line is full, or the key came before with another order.</exception>
    public SolveJob Order(SolveOrder order)
    {
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(order.Intent.Actor + "\n" + order.Intent.Key)).AsSpan(0, 12));
        var fresh = new SolveJob(id, order);
        var job = _jobs.GetOrAdd(id, fresh);
        if (job != fresh)
        {
            fresh.Dispose();
            return job.Order with { Intent = order.Intent } == order
                ? job
                : throw Refused.Of(
                    StatusCodes.Status422UnprocessableEntity, "key_reused",
                    $"Key {order.Intent.Key} came before with another order. Make a new key for every wish; repeat one only unchanged.",
                    $"Khóa {order.Intent.Key} đã được dùng cho yêu cầu khác. Mỗi yêu cầu cần một khóa mới; chỉ lặp lại yêu cầu giữ nguyên nội dung.");
        }

        if (!_line.Writer.TryWrite(job))
        {
            _jobs.TryRemove(id, out _);
            throw Refused.Of(
                StatusCodes.Status503ServiceUnavailable, "busy",
                $"{_settings.Waiting} solves are waiting already. Order again in a minute with the same key.",
                $"Đã có {_settings.Waiting} lượt tính đang chờ. Hãy gửi lại sau một phút với cùng khóa.");
        }

        _order.Enqueue(id);
        Forget();
        return job;
    }

    public SolveJob? Find(string round, string id) => _jobs.TryGetValue(id, out var job) && job.Order.Round == round ? job : null;

    public IReadOnlyList<SolveView> Of(string round) =>
        [.. _jobs.Values.Select(job => job.View).Where(view => view.Round == round).OrderBy(view => view.Plan, StringComparer.Ordinal).ThenBy(view => view.Id, StringComparer.Ordinal)];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.WhenAll(Enumerable.Range(0, _settings.AtOnce).Select(_ => Task.Run(() => WorkAsync(stoppingToken), CancellationToken.None))).ConfigureAwait(false);
        _line.Writer.TryComplete();
        while (_line.Reader.TryRead(out var waiting))
        {
            GiveUp(waiting, stopping: true);
        }
    }

    private async Task WorkAsync(CancellationToken stopping)
    {
        try
        {
            await foreach (var job in _line.Reader.ReadAllAsync(stopping).ConfigureAwait(false))
            {
                await WorkAsync(job, stopping).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Who waits in line is told by ExecuteAsync.
        }
    }

    private async Task WorkAsync(SolveJob job, CancellationToken stopping)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stopping, job.Cancelled);
        using var trace = SolveFigures.Begin();
        var begun = _clock.GetTimestamp();
        try
        {
            await SolveAsync(job, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            GiveUp(job, stopping.IsCancellationRequested);
        }
        catch (Exception e)
        {
            // One order that fails must not keep the next ones from being worked on.
            _log.LogError(e, "Solve {Solve} failed.", job.Id);
            var (vi, en) = e is ArgumentException or OverflowException
                ? ("Bản chụp của đợt không tính được: " + e.Message, "The snapshot of the round cannot be solved: " + e.Message)
                : ("Lượt tính bị lỗi; hãy thử lại với cùng khóa sau khi dịch vụ khởi động lại.", "The solve failed; it is in the log. Order it again under a new key.");
            job.Set(view => view with { State = SolveState.Failed, Vi = vi, En = en });
        }

        _figures.Ended(job.View.State, _clock.GetElapsedTime(begun), trace);
    }

    private void GiveUp(SolveJob job, bool stopping)
    {
        job.Set(view => view with
        {
            State = SolveState.Cancelled,
            Vi = stopping ? "Dịch vụ dừng, lượt tính được hủy; không có gì được lưu. Hãy gửi lại với cùng khóa." : "Lượt tính đã được hủy; không có gì được lưu.",
            En = stopping ? "The service stopped and gave the solve up; nothing is stored. Order it again with the same key." : "The solve was cancelled; nothing is stored.",
        });
        if (stopping)
        {
            _log.LogWarning("Solve {Solve} was given up, because the service stops; nothing of it is stored.", job.Id);
        }
    }

    private async Task SolveAsync(SolveJob job, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var order = job.Order;
        var record = await _host.Rounds.FindAsync(order.Round, cancel).ConfigureAwait(false);
        if (record?.SnapshotSha256 is not { } sha256 || await _host.Rounds.SnapshotAsync(sha256, cancel).ConfigureAwait(false) is not { } snapshot)
        {
            job.Set(view => view with { State = SolveState.Failed, Vi = "Đợt không còn được chốt; hãy chốt lại.", En = "The round is not frozen any more; freeze it again." });
            return;
        }

        job.Set(view => view with { State = SolveState.Running });
        var options = new SolveOptions { Fairness = order.Fairness, TimeLimit = TimeSpan.FromSeconds(order.TimeLimitSeconds), Threads = _settings.Threads, Progress = job };
        var result = await Task.Factory.StartNew(
            () => new LeximinAllocator().Solve(snapshot.Round, options, _clock, cancel), cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
        if (result.Plan is not { } plan)
        {
            job.Set(view => view with
            {
                State = SolveState.Infeasible,
                Conflicts = [.. result.Conflicts.Select(clash => new ConflictView(
                    Spelling.Of<PinConflictKind>(clash.Kind), [.. clash.Pins.Select(at => snapshot.Round.Pins[at])], clash.Condition, clash.Stated, clash.Allowed))],
                Vi = FormattableString.Invariant($"{result.Conflicts.Length} xung đột giữa ghim và điều kiện; hãy mở lại đợt và gỡ ghim."),
                En = FormattableString.Invariant($"{result.Conflicts.Length} pins clash with conditions or each other; reopen the round and lift them."),
            });
            return;
        }

        var prices = ImmutableArray<PinPrice>.Empty;
        if (!record.Pins.IsEmpty)
        {
            job.Set(view => view with { State = SolveState.Pricing });
            prices = await Task.Factory.StartNew(
                () => PinPricer.Prices(record.Pins, snapshot.Round, plan, options, _clock, cancel), cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
        }

        job.Set(view => view with { State = SolveState.Storing });
        var complete = result.StoppedBecause == StopReason.Complete;
        var note = FormattableString.Invariant($"{Spelling.Of<Fairness>(order.Fairness)}, matching {typeof(LeximinAllocator).Assembly.GetName().Version?.ToString(3)}, limit {order.TimeLimitSeconds} s");
        var answer = await _host.Rounds.AddPlanAsync(order.Intent, order.Round, order.Plan, plan, order.Fairness, complete, note, prices, cancel).ConfigureAwait(false);
        job.Set(view => answer.Refusal is { } refusal
            ? view with { State = SolveState.Failed, Vi = refusal.Vi, En = refusal.En }
            : view with { State = SolveState.Done, Complete = complete, Receipt = ReceiptView.Of(answer.Receipt!) });
    }

    private void Forget()
    {
        while (_order.Count > Remembered && _order.TryPeek(out var oldest) && _jobs.TryGetValue(oldest, out var job) && job.IsOver && _order.TryDequeue(out _))
        {
            _jobs.TryRemove(oldest, out _);
        }
    }
}

/// <summary>How solves share the machine.</summary>
/// <param name="AtOnce">Solves at a time; 1 or more.</param>
/// <param name="Threads">Threads of one solve; 1 or more.</param>
/// <param name="Waiting">How many may wait in line; 1 or more.</param>
/// <param name="LongestSeconds">The longest time limit that an order may state.</param>
internal sealed record SolveSettings(int AtOnce, int Threads, int Waiting, int LongestSeconds);
