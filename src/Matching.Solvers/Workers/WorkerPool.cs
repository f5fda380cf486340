namespace Matching.Solvers.Workers;

/// <summary>Keeps a few worker processes warm and never runs more than so many at once.</summary>
internal sealed class WorkerPool(WorkerCommand command, int size, TimeSpan patience) : IDisposable
{
    private readonly SemaphoreSlim _slots = new(size);
    private readonly Lock _gate = new();
    private readonly Stack<WorkerProcess> _idle = new();
    private readonly HashSet<WorkerProcess> _all = [];
    private bool _disposed;

    /// <summary>Process ids of the workers that live.</summary>
    public int[] ProcessIds
    {
        get
        {
            lock (_gate)
            {
                return [.. _all.Select(worker => worker.Id)];
            }
        }
    }

    /// <summary>Waits for a free place. Give it back with <see cref="LeaveSlot"/>.</summary>
    public Task EnterSlotAsync(CancellationToken cancel) => _slots.WaitAsync(cancel);

    public void LeaveSlot() => _slots.Release();

    /// <summary>A worker that is alive and idle, or a fresh one.</summary>
    /// <param name="fresh">
    /// Whether it must be a fresh one. What has just ended one process may have ended the idle ones as well, before anybody could notice: they go.
    /// </param>
    /// <exception cref="WorkerException">None could be started.</exception>
    public async Task<WorkerProcess> TakeAsync(bool fresh)
    {
        while (true)
        {
            WorkerProcess? idle;
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                idle = _idle.TryPop(out var popped) ? popped : null;
            }

            if (idle is null)
            {
                break;
            }

            if (!fresh && !idle.HasExited)
            {
                return idle;
            }

            Discard(idle);
        }

        var started = await WorkerProcess.StartAsync(command, patience);
        lock (_gate)
        {
            if (!_disposed)
            {
                _all.Add(started);
                return started;
            }
        }

        started.Dispose();
        throw new ObjectDisposedException(nameof(WorkerPool));
    }

    /// <summary>Keeps a worker for the next job.</summary>
    public void Return(WorkerProcess worker)
    {
        lock (_gate)
        {
            if (!_disposed)
            {
                _idle.Push(worker);
                return;
            }
        }

        worker.Dispose();
    }

    /// <summary>Ends a worker for good.</summary>
    public void Discard(WorkerProcess worker)
    {
        lock (_gate)
        {
            _all.Remove(worker);
        }

        worker.Dispose();
    }

    public void Dispose()
    {
        WorkerProcess[] all;
        lock (_gate)
        {
            _disposed = true;
            all = [.. _all];
            _all.Clear();
            _idle.Clear();
        }

        foreach (var worker in all)
        {
            worker.Dispose();
        }
    }
}
