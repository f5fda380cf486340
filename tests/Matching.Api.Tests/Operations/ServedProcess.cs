using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Matching.Api.Rights;
using Matching.Api.Service;
using Matching.Api.SignIn;
using Matching.Api.SignIn.Keys;
using Matching.Api.SignIn.Store;

namespace Matching.Api.Tests.Operations;

/// <summary>The service as it is run, in a process of its own, with an API key of a national planner.</summary>
internal sealed class ServedProcess : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("matching-process-");
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly TaskCompletionSource _listens = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Process? _process;
    private int _keys;

    public string Database => Path.Combine(_folder.FullName, "store.db");

    public string Folder => _folder.FullName;

    /// <summary>Everything that it said, on both outputs.</summary>
    public string Said => string.Join('\n', _lines);

    public Uri Address { get; private set; } = null!;

    public Uri Watch { get; private set; } = null!;

    public HttpClient Planner { get; private set; } = null!;

    public static async Task<ServedProcess> StartAsync(params string[] more)
    {
        var served = new ServedProcess();
        var users = new UsersDatabase(served.Database);
        users.Prepare();
        var keys = new KeyDesk(users, RightsTable.Own, new Recent<string>(TimeProvider.System), TimeProvider.System);
        var (_, key) = await keys.CreateAsync("tests", "tests", "national-planner", new Grant(["national-planner"], [], [], []), DateTimeOffset.UtcNow.AddDays(1), CancellationToken.None);
        await served.RunAsync(more);
        served.Planner = new HttpClient { BaseAddress = served.Address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };
        return served;
    }

    public async Task<HttpResponseMessage> PostAsync(string path, string? body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/v1" + path, UriKind.Relative));
        request.Headers.Add("Idempotency-Key", "k" + Interlocked.Increment(ref _keys).ToString(CultureInfo.InvariantCulture));
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        return await Planner.SendAsync(request);
    }

    public async Task<string> FiguresAsync()
    {
        using var client = new HttpClient();
        return await client.GetStringAsync(new Uri(Watch, "/metrics"));
    }

    /// <summary>Sends SIGTERM and waits for the end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> TerminateAsync()
    {
        using var kill = Process.Start("kill", "-TERM " + _process!.Id.ToString(CultureInfo.InvariantCulture));
        await kill.WaitForExitAsync();
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Planner?.Dispose();
        if (_process is { HasExited: false })
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process?.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task RunAsync(string[] more)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = _folder.FullName };
        string[] arguments = [typeof(Serve).Assembly.Location, "--database", Database, "--urls", "http://127.0.0.1:0", "--watch-url", "http://127.0.0.1:0", "--solve-threads", "1", .. more];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Heard(line.Data);
        _process.ErrorDataReceived += (_, line) => Heard(line.Data);
        _process.Exited += (_, _) => _listens.TrySetException(new InvalidOperationException("The service ended: " + Said));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await _listens.Task;
    }

    private void Heard(string? line)
    {
        if (line is null)
        {
            return;
        }

        _lines.Enqueue(line);
        if (line.StartsWith("serve: figures at ", StringComparison.Ordinal))
        {
            Watch = new Uri(line["serve: figures at ".Length..^"/metrics.".Length]);
        }
        else if (line.StartsWith("serve: listening on ", StringComparison.Ordinal))
        {
            Address = new Uri(line["serve: listening on ".Length..].Split(' ')[0]);
            _listens.TrySetResult();
        }
    }
}
