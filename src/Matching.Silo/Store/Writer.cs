using System.Data.Common;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Threading.Channels;

namespace Matching.Silo.Store;

/// <summary>A moment in the life of a transaction.</summary>
internal enum WriterMoment
{
    /// <summary>The head is held, nothing is written.</summary>
    Begun,

    /// <summary>All is written, nothing is committed.</summary>
    Done,

    /// <summary>It is on disk, and nobody was told.</summary>
    Committed,
}

/// <summary>The one that writes: takes what waits, does it one after the other in one transaction, and answers when that is on disk.</summary>
/// <remarks>
/// Work that is refused or fails is rolled back to its own savepoint and leaves nothing. When the transaction itself fails nobody in it is told
/// that it was done; on an embedded file the writer then stops for good, because what a failed write left behind cannot be known.
/// </remarks>
internal sealed class Writer : IAsyncDisposable
{
    private const int MostTogether = 256;

    private readonly Database _database;
    private readonly TimeProvider _clock;
    private readonly Channel<Job> _waiting = Channel.CreateBounded<Job>(new BoundedChannelOptions(10_000) { SingleReader = true });
    private readonly Task _loop;
    private DbConnection? _connection;
    private Statements? _statements;
    private volatile Exception? _stopped;

    public Writer(Database database, TimeProvider clock, IMeterFactory? meters = null)
    {
        _database = database;
        _clock = clock;
        Figures = new StoreMeter(meters, () => _waiting.Reader.Count, () => _stopped is not null);
        _loop = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Why it stopped for good; <see langword="null"/> while it works.</summary>
    public Exception? Stopped => _stopped;

    public StoreMeter Figures { get; }

    /// <summary>Called at each moment of each transaction: the crash tests kill the process there.</summary>
    internal Action<WriterMoment>? At { get; set; }

    /// <summary>Does the work inside a transaction; done when that is on disk.</summary>
    /// <param name="work">Says whether what it did is to be kept.</param>
    /// <exception cref="StoreUnavailableException">The store did not answer; the work may or may not have been done.</exception>
    public async Task<T> RunAsync<T>(Func<WriteScope, (T Result, bool Keep)> work, CancellationToken cancel)
    {
        var job = new Job<T>(work);
        try
        {
            await _waiting.Writer.WriteAsync(job, cancel).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw new StoreUnavailableException("The store is closed.", _stopped);
        }

        return await job.Done.Task.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _loop.ConfigureAwait(false);
        Disconnect();
        Figures.Dispose();
    }

    private void Run()
    {
        var together = new List<Job>(MostTogether);
        while (_waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            together.Clear();
            while (together.Count < MostTogether && _waiting.Reader.TryRead(out var job))
            {
                together.Add(job);
            }

            if (_stopped is { } reason)
            {
                Fail(together, reason);
                continue;
            }

            try
            {
                Write(together);
            }
#pragma warning disable CA1031 // Whatever it was: those who wait must be told, and the next ones served.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                Disconnect();
                if (!_database.Reconnects)
                {
                    _stopped = failure;
                }

                Fail(together, failure);
            }
        }
    }

    private void Write(List<Job> together)
    {
        if (_connection is null)
        {
            _connection = _database.OpenWriter();
            _statements = new Statements(_connection);
        }

        using var transaction = _database.BeginWriting(_connection);
        using var scope = new WriteScope(_database, _connection, _statements!) { Transaction = transaction };
        using (var head = scope.Query(_database.LockHead))
        {
            if (!head.Read())
            {
                throw new InvalidOperationException("The chain has no head.");
            }

            (scope.Sequence, scope.Hash) = (head.GetInt64(0), head.GetString(1));
        }

        At?.Invoke(WriterMoment.Begun);
        var start = scope.Sequence;
        foreach (var job in together)
        {
            var (sequence, hash) = (scope.Sequence, scope.Hash);
            scope.NowMicroseconds = (_clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
            scope.Begin();
            if (job.Do(scope, _database))
            {
                scope.Keep();
            }
            else
            {
                scope.Undo();
                (scope.Sequence, scope.Hash) = (sequence, hash);
            }

            scope.Forget();
        }

        if (scope.Sequence != start)
        {
            scope.Execute("UPDATE chain_head SET sequence = @p0, hash = @p1 WHERE id = 1", scope.Sequence, scope.Hash);
        }

        At?.Invoke(WriterMoment.Done);
        var committing = Stopwatch.GetTimestamp();
        transaction.Commit();
        Figures.Committed(together.Count, scope.Sequence, Stopwatch.GetElapsedTime(committing));
        At?.Invoke(WriterMoment.Committed);
        foreach (var job in together)
        {
            job.Tell();
        }
    }

    private void Disconnect()
    {
        try
        {
            _statements?.Dispose();
            _connection?.Dispose();
        }
        catch (DbException)
        {
            // It is being given up because it does not work.
        }

        (_connection, _statements) = (null, null);
    }

    private static void Fail(List<Job> together, Exception reason)
    {
        foreach (var job in together)
        {
            job.Fail(new StoreUnavailableException("The store did not answer; ask again with the same key, and it is done once.", reason));
        }
    }

    private abstract class Job
    {
        /// <summary>Does the work; whether it is to be kept. Throws only when the store itself fails.</summary>
        public abstract bool Do(WriteScope scope, Database database);

        public abstract void Tell();

        public abstract void Fail(Exception reason);
    }

    private sealed class Job<T>(Func<WriteScope, (T Result, bool Keep)> work) : Job
    {
        private T? _result;
        private Exception? _failure;

        public TaskCompletionSource<T> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override bool Do(WriteScope scope, Database database)
        {
            try
            {
                (_result, var keep) = work(scope);
                return keep;
            }
#pragma warning disable CA1031 // What went wrong belongs to the one who asked; the others in the transaction go on, unless the store itself is full or gone.
            catch (Exception failure) when (!database.IsDown(failure))
#pragma warning restore CA1031
            {
                _failure = failure;
                return false;
            }
        }

        public override void Tell()
        {
            if (_failure is { } failure)
            {
                Done.TrySetException(failure);
            }
            else
            {
                Done.TrySetResult(_result!);
            }
        }

        public override void Fail(Exception reason) => Done.TrySetException(reason);
    }
}
