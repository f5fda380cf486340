using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Matching.Solvers.Workers;

/// <summary>A solver in a process of its own, spoken to in lines of JSON; its crash, its hang and its hunger for memory stay there.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private const int LongestGreeting = 64 * 1024;
    private const int RememberedWords = 2_000;
    private static readonly TimeSpan Burial = TimeSpan.FromSeconds(5);
    private readonly Process _process;
    private readonly LineReader _lines;
    private readonly Stream _input;
    private readonly StringBuilder _complaints = new();
    private readonly Lock _gate = new();
    private long _lastId;
    private bool _disposed;

    private WorkerProcess(Process process)
    {
        _process = process;
        _input = process.StandardInput.BaseStream;
        _lines = new LineReader(process.StandardOutput.BaseStream);
        _ = ListenAsync(process.StandardError.BaseStream);
    }

    public int Id { get; private init; }

    /// <summary>The most threads that one search may use in it.</summary>
    public int Threads { get; private set; } = 1;

    /// <summary>Starts the process and waits until it says who it is.</summary>
    /// <exception cref="WorkerException">It cannot be started, says nothing within <paramref name="patience"/>, or speaks another protocol.</exception>
    public static async Task<WorkerProcess> StartAsync(WorkerCommand command, TimeSpan patience)
    {
        var start = new ProcessStartInfo(command.Program)
        {
            WorkingDirectory = command.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var argument in command.Arguments)
        {
            start.ArgumentList.Add(argument);
        }

        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Exception missing) when (missing is Win32Exception or IOException)
        {
            throw new WorkerException(WorkerFailure.NotStarted, $"it could not be started: {missing.Message}", missing);
        }

        var worker = new WorkerProcess(process) { Id = process.Id };
        try
        {
            await worker.GreetAsync(patience);
            return worker;
        }
        catch
        {
            worker.Dispose();
            throw;
        }
    }

    public long NextId() => ++_lastId;

    /// <summary>Sends one line. A process that has ended is noticed by <see cref="ReceiveAsync"/>, not here.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> line)
    {
        try
        {
            await _input.WriteAsync(line);
            await _input.WriteAsync("\n"u8.ToArray());
            await _input.FlushAsync();
        }
        catch (Exception broken) when (broken is IOException or ObjectDisposedException)
        {
            // The pipe is closed because the process is gone.
        }
    }

    /// <summary>The next message.</summary>
    /// <exception cref="WorkerException">The process ended, or said what is not of the protocol.</exception>
    public async Task<WorkerMessage> ReceiveAsync(int longest)
    {
        try
        {
            return await _lines.ReadAsync(longest) is { } line
                ? WorkerMessage.Parse(line)
                : throw new WorkerException(WorkerFailure.Crashed, $"it ended before it answered{LastWords()}");
        }
        catch (Exception broken) when (broken is IOException or ObjectDisposedException)
        {
            throw new WorkerException(WorkerFailure.Crashed, $"it ended before it answered{LastWords()}", broken);
        }
    }

    /// <summary>Resident memory in bytes; 0 when the process has ended.</summary>
    public long ResidentBytes()
    {
        lock (_gate)
        {
            try
            {
                if (_disposed)
                {
                    return 0;
                }

                _process.Refresh();
                return _process.HasExited ? 0 : _process.WorkingSet64;
            }
            catch (InvalidOperationException)
            {
                return 0; // it ended between the question and the answer
            }
        }
    }

    public bool HasExited
    {
        get
        {
            lock (_gate)
            {
                return _disposed || _process.HasExited;
            }
        }
    }

    /// <summary>Ends the process that was started here, and no other.</summary>
    public void Kill()
    {
        lock (_gate)
        {
            try
            {
                if (!_disposed && !_process.HasExited)
                {
                    _process.Kill();
                }
            }
            catch (Exception gone) when (gone is InvalidOperationException or Win32Exception)
            {
                // It ended between the question and the kill.
            }
        }
    }

    public void Dispose()
    {
        Kill();
        lock (_gate)
        {
            if (!_disposed)
            {
                _process.WaitForExit(Burial);
                _disposed = true;
                _process.Dispose();
            }
        }
    }

    private async Task GreetAsync(TimeSpan patience)
    {
        WorkerMessage hello;
        try
        {
            hello = await ReceiveAsync(LongestGreeting).WaitAsync(patience);
        }
        catch (TimeoutException silent)
        {
            throw new WorkerException(WorkerFailure.Crashed, $"it said nothing within {patience.TotalSeconds:0.###} s of its start{LastWords()}", silent);
        }

        if (hello.Type == "error")
        {
            throw new WorkerException(WorkerFailure.Crashed, hello.Text);
        }

        if (hello.Type != "hello" || hello.Version != WorkerMessage.Protocol)
        {
            throw new WorkerException(
                WorkerFailure.Garbled, $"it began with \"{hello.Type}\" of protocol {hello.Version}; \"hello\" of protocol {WorkerMessage.Protocol} was expected");
        }

        Threads = Math.Max(1, hello.Threads);
    }

    private async Task ListenAsync(Stream errors)
    {
        var buffer = new byte[4096];
        try
        {
            for (int count; (count = await errors.ReadAsync(buffer)) > 0;)
            {
                lock (_complaints)
                {
                    _complaints.Append(Encoding.UTF8.GetString(buffer, 0, count));
                    _complaints.Remove(0, Math.Max(0, _complaints.Length - RememberedWords));
                }
            }
        }
        catch (Exception closed) when (closed is IOException or ObjectDisposedException)
        {
            // Nothing more to hear.
        }
    }

    private string LastWords()
    {
        lock (_complaints)
        {
            var words = _complaints.ToString().Trim();
            return words.Length == 0 ? "" : $"; it said: {words[^Math.Min(words.Length, 300)..]}";
        }
    }
}
