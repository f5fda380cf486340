using System.Buffers;
using System.Diagnostics;
using System.Text.Json;
using Matching.Solvers.Integers;
using Matching.Solvers.Wire;

namespace Matching.Solvers.Workers;

/// <summary>How a job ended.</summary>
/// <param name="Response">The answer; null when the process was ended before it came.</param>
/// <param name="Stopped">What made us end the search; null when it ended by itself.</param>
/// <param name="Refusal">What the worker said when it would not take the request.</param>
internal sealed record WorkerReply(CpSolverResponseMessage? Response, SolverStop? Stopped, string? Refusal = null);

/// <summary>One model given to one worker, watched until it answers: cancellation, time and memory are first asked for politely, then taken.</summary>
/// <param name="worker">Idle and alive.</param>
/// <param name="model">What to solve.</param>
/// <param name="limits">When to stop.</param>
/// <param name="time">What is left of the time limit.</param>
/// <param name="grace">How long a worker may take to obey before it is ended.</param>
internal sealed class WorkerJob(WorkerProcess worker, IntegerModel model, SolverLimits limits, TimeSpan time, TimeSpan grace)
{
    private const long Megabyte = 1_000_000;

    // A search that has come this far is asked to hand over what it has, while there is still room to do so.
    private const double PoliteShare = 0.9;
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);
    private readonly long _id = worker.NextId();
    private readonly long _began = Stopwatch.GetTimestamp();
    private SolverStop? _stopped;
    private TimeSpan _killAt = TimeSpan.MaxValue;
    private bool _killed;

    /// <exception cref="WorkerException">The worker crashed or garbled, and not because we ended it.</exception>
    public async Task<WorkerReply> RunAsync(IProgress<Incumbent>? progress, CancellationToken cancel)
    {
        _ = worker.SendAsync(Request());
        var longest = checked(1_000_000 + (16 * model.VariableCount));
        var receiving = worker.ReceiveAsync(longest);
        while (true)
        {
            await Task.WhenAny(receiving, Task.Delay(Glance, CancellationToken.None));
            if (!receiving.IsCompleted)
            {
                await WatchAsync(cancel);
                continue;
            }

            WorkerMessage message;
            try
            {
                message = await receiving;
            }
            catch (WorkerException) when (_stopped is not null || _killed)
            {
                // Ended by us, or of being asked to end: what counts is why we asked.
                return new WorkerReply(null, _stopped);
            }

            if (Read(message, progress) is { } reply)
            {
                return reply;
            }

            receiving = worker.ReceiveAsync(longest);
        }
    }

    private WorkerReply? Read(WorkerMessage message, IProgress<Incumbent>? progress)
    {
        if (message.Type == "error")
        {
            return message.Fatal ? throw new WorkerException(WorkerFailure.Crashed, message.Text) : new WorkerReply(null, null, message.Text);
        }

        if (message.Id != _id)
        {
            throw new WorkerException(WorkerFailure.Garbled, $"it answers request {message.Id}; {_id} was asked");
        }

        switch (message.Type)
        {
            case "incumbent" or "bound":
                progress?.Report(new Incumbent(InDirection(message.Objective), InDirection(message.Bound)));
                return null;
            case "done":
                try
                {
                    return new WorkerReply(CpSolverResponseMessage.Read(message.Response), _stopped);
                }
                catch (FormatException unreadable)
                {
                    throw new WorkerException(WorkerFailure.Garbled, $"its answer cannot be read: {unreadable.Message}", unreadable);
                }

            default:
                throw new WorkerException(WorkerFailure.Garbled, $"it sent \"{message.Type}\", which is not of the protocol");
        }
    }

    private async Task WatchAsync(CancellationToken cancel)
    {
        var elapsed = Stopwatch.GetElapsedTime(_began);
        var resident = worker.ResidentBytes();
        if (resident > limits.MemoryMb * Megabyte)
        {
            _stopped = SolverStop.Memory;
            End();
        }
        else if (elapsed > _killAt)
        {
            End();
        }
        else if (_stopped is null)
        {
            _stopped = cancel.IsCancellationRequested ? SolverStop.Cancelled
                : resident > limits.MemoryMb * Megabyte * PoliteShare ? SolverStop.Memory
                : elapsed > time + grace ? SolverStop.Time // it was told the limit and should have stopped by itself
                : null;
            if (_stopped is not null)
            {
                _killAt = elapsed + grace;
                await Task.WhenAny(worker.SendAsync(Cancellation()), Task.Delay(grace, CancellationToken.None));
            }
        }
    }

    private void End()
    {
        _killed = true;
        worker.Kill();
    }

    private long? InDirection(double? value) => value is { } number && Math.Abs(number) < IntegerModel.LargestActivity
        ? (long)Math.Round(model.Maximise ? 0 - number : number)
        : null;

    private byte[] Request()
    {
        var parameters = new SatParametersMessage
        {
            Seconds = time.TotalSeconds,
            Work = limits.Work,
            RelativeGap = limits.RelativeGap,
            Seed = limits.Seed,
            Threads = Math.Min(limits.Threads, worker.Threads),
        };
        var text = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(text);
        json.WriteStartObject();
        json.WriteString("op", "solve");
        json.WriteNumber("id", _id);
        json.WriteBase64String("model", CpModelMessage.Write(model));
        json.WriteBase64String("parameters", parameters.Write());
        json.WriteEndObject();
        json.Flush();
        return text.WrittenSpan.ToArray();
    }

    private byte[] Cancellation() => System.Text.Encoding.UTF8.GetBytes(string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $$"""{"op":"cancel","id":{{_id}}}"""));
}
