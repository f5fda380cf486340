using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Matching.Oracles.Workers;

/// <summary>OR-Tools in a process of its own under Node, spoken to in lines of JSON; a crash, a hang or a hunger for memory stays there.</summary>
/// <remarks>One request at a time. A process is started at the first request and after every failure; disposing ends it.</remarks>
public sealed class OrToolsWorker : IDisposable
{
    /// <summary>Names another worker script, in place of <c>eng/or-tools-worker/worker.mjs</c> above the running program.</summary>
    public const string ScriptVariable = "MATCHING_OR_TOOLS_WORKER";

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);
    private readonly Lock _gate = new();
    private readonly string? _script;
    private readonly StringBuilder _complaints = new();
    private Process? _process;
    private long _lastId;

    /// <param name="script">Path of the worker script; null to look for ours.</param>
    public OrToolsWorker(string? script = null) => _script = script ?? FindScript();

    /// <summary>Whether the worker script, its package and Node are on this machine.</summary>
    public static bool IsPresent { get; } = FindScript() is { } script
        && Directory.Exists(Path.Combine(Path.GetDirectoryName(script)!, "node_modules", "or-tools-wasm"))
        && FindNode() is not null;

    /// <summary>The running process, or null when none runs.</summary>
    public int? ProcessId => _process is { HasExited: false } process ? process.Id : null;

    /// <summary>Sends one request and waits for its answer.</summary>
    /// <param name="request">An object with "op" and what the operation needs; the id is filled in here.</param>
    /// <param name="timeLimit">Wall-clock budget, start of the process included.</param>
    /// <exception cref="OrToolsWorkerException">There was no answer; see <see cref="OrToolsWorkerException.Failure"/>.</exception>
    public JsonObject Ask(JsonObject request, TimeSpan timeLimit)
    {
        ArgumentNullException.ThrowIfNull(request);
        lock (_gate)
        {
            var process = _process ??= Start();
            var id = ++_lastId;
            request["id"] = id;
            var exchange = ExchangeAsync(process, request.ToJsonString());
            bool inTime;
            try
            {
                inTime = exchange.Wait(timeLimit);
            }
            catch (AggregateException broken) when (broken.InnerException is IOException)
            {
                throw Fail(WorkerFailure.Crashed, "ended before it took the request", broken.InnerException);
            }

            if (!inTime)
            {
                throw Fail(
                    WorkerFailure.TimedOut,
                    string.Create(CultureInfo.InvariantCulture, $"gave no answer within {timeLimit.TotalSeconds:0.###} s; give it more time or a smaller problem"));
            }

            var line = exchange.Result ?? throw Fail(WorkerFailure.Crashed, "ended before it answered");
            var reply = Parse(line, id);
            return reply["ok"]!.GetValue<bool>()
                ? reply
                : throw new OrToolsWorkerException(WorkerFailure.Refused, $"The OR-Tools worker refused {request["op"]}: {reply["error"]}.");
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            Stop();
        }
    }

    private static async Task<string?> ExchangeAsync(Process process, string request)
    {
        await process.StandardInput.WriteLineAsync(request);
        await process.StandardInput.FlushAsync();
        return await process.StandardOutput.ReadLineAsync();
    }

    private JsonObject Parse(string line, long id)
    {
        try
        {
            if (JsonNode.Parse(line) is JsonObject reply && reply["id"]?.GetValue<long>() == id && reply["ok"] is not null)
            {
                return reply;
            }
        }
        catch (Exception unreadable) when (unreadable is JsonException or FormatException or InvalidOperationException)
        {
            throw Fail(WorkerFailure.Garbled, $"answered \"{Shorten(line)}\", which is not of the protocol", unreadable);
        }

        throw Fail(WorkerFailure.Garbled, $"answered \"{Shorten(line)}\", which does not answer request {id}");
    }

    private Process Start()
    {
        if (_script is null || !File.Exists(_script))
        {
            throw new OrToolsWorkerException(WorkerFailure.NotInstalled, "There is no OR-Tools worker here; run eng/setup.sh.");
        }

        var node = FindNode()
            ?? throw new OrToolsWorkerException(WorkerFailure.NotInstalled, "Node is missing, which the OR-Tools worker runs under; run eng/setup.sh.");
        _complaints.Clear();
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(node)
            {
                ArgumentList = { _script },
                WorkingDirectory = Path.GetDirectoryName(_script),
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
                StandardOutputEncoding = Encoding.UTF8,
                UseShellExecute = false,
            },
        };
        process.ErrorDataReceived += (_, said) => Remember(said.Data);
        process.Start();
        process.BeginErrorReadLine();
        return process;
    }

    private OrToolsWorkerException Fail(WorkerFailure failure, string what, Exception? inner = null)
    {
        Stop();
        string complaints;
        lock (_complaints)
        {
            complaints = _complaints.ToString().Trim();
        }

        var said = complaints.Length == 0 ? "" : $" It said: {Shorten(complaints)}";
        return new OrToolsWorkerException(failure, $"The OR-Tools worker {what}.{said}", inner);
    }

    /// <summary>Ends the process that was started here, and no other.</summary>
    private void Stop()
    {
        if (_process is not { } process)
        {
            return;
        }

        _process = null;
        try
        {
            if (!process.HasExited)
            {
                process.Kill();
            }

            process.WaitForExit(Grace);
        }
        catch (InvalidOperationException)
        {
            // It ended between the question and the kill.
        }

        process.Dispose();
    }

    private void Remember(string? line)
    {
        lock (_complaints)
        {
            if (line is not null && _complaints.Length < 2_000)
            {
                _complaints.AppendLine(line);
            }
        }
    }

    private static string Shorten(string text) => text.Length <= 300 ? text : text[..300] + "…";

    private static string? FindScript()
    {
        if (Environment.GetEnvironmentVariable(ScriptVariable) is { Length: > 0 } named)
        {
            return named;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var script = Path.Combine(folder.FullName, "eng", "or-tools-worker", "worker.mjs");
            if (File.Exists(script))
            {
                return script;
            }
        }

        return null;
    }

    private static string? FindNode() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, "node"))
            .FirstOrDefault(File.Exists);
}
