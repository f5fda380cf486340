using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Matching.Silo.Tests.Stores;

/// <summary>A PostgreSQL server of this test run, or of one test, alone, from the Debian package: a temporary folder, a free port on loopback, a password of its own.</summary>
/// <remarks>PostgreSQL refuses to run as root; then it runs as the user that the package made.</remarks>
internal sealed class PgServer : IDisposable
{
    private static readonly Lazy<PgServer> Only = new(() => new PgServer(), LazyThreadSafetyMode.ExecutionAndPublication);

    private readonly string _folder;
    private readonly string _binaries;
    private readonly string _password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    private readonly int _port;
    private int _databases;

    private bool _stopped;

    public PgServer()
    {
        _binaries = Binaries ?? throw new InvalidOperationException(WhyNot);
        _folder = Directory.CreateTempSubdirectory("mpg").FullName;
        if (Environment.IsPrivilegedProcess)
        {
            Run("chown", "postgres", _folder);
        }

        var passwordFile = Path.Combine(_folder, "password");
        File.WriteAllText(passwordFile, _password);
        if (Environment.IsPrivilegedProcess)
        {
            Run("chown", "postgres", passwordFile);
        }

        Tool("initdb", "-D", Data, "-U", "tests", "-A", "scram-sha-256", "--pwfile=" + passwordFile, "-E", "UTF8", "--locale=C.UTF-8", "--data-checksums", "--no-sync");
        _port = FreePort();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Stop();
        Start();
    }

    public static PgServer Instance => Only.Value;

    /// <summary>Why there is none; <see langword="null"/> if there is.</summary>
    public static string? WhyNot => Binaries is null ? "PostgreSQL is off: /usr/lib/postgresql/*/bin/initdb is missing (eng/setup.sh installs it)." : null;

    private static string? Binaries => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin")).LastOrDefault(bin => File.Exists(Path.Combine(bin, "initdb")))
        : null;

    /// <summary>Path of a program of the same version.</summary>
    public static string Program(string name) => Path.Combine(Binaries ?? throw new InvalidOperationException(WhyNot), name);

    private string Data => Path.Combine(_folder, "data");

    /// <summary>Connection string of a new, empty database.</summary>
    public string NewDatabase()
    {
        var name = "t" + Interlocked.Increment(ref _databases).ToString(CultureInfo.InvariantCulture);
        using var connection = new NpgsqlConnection(Connection("postgres"));
        connection.Open();
        using var command = new NpgsqlCommand("CREATE DATABASE " + name, connection);
        command.ExecuteNonQuery();
        return Connection(name);
    }

    /// <summary>Stops without a word to anybody, as a crash does, and starts again.</summary>
    public void Crash()
    {
        Tool("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");
        Start();
    }

    public void Dispose() => Stop();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = "/" };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var said = new StringBuilder();
        process.ErrorDataReceived += (_, line) => said.AppendLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        // With a limit it waits for the process alone, not for the server that it leaves behind.
        if (!process.WaitForExit(TimeSpan.FromMinutes(2)) || process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed: {said}");
        }
    }

    private string Connection(string database) => string.Create(
        CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={_port};Username=tests;Password={_password};Database={database};Include Error Detail=true;Maximum Pool Size=20");

    private void Start() => Tool(
        "pg_ctl", "-D", Data, "-w", "-l", Path.Combine(_folder, "log"),
        "-o", string.Create(CultureInfo.InvariantCulture, $"-c listen_addresses=127.0.0.1 -c port={_port} -c unix_socket_directories='{_folder}' -c shared_buffers=32MB -c max_connections=60"), "start");

    private void Stop()
    {
        if (_stopped)
        {
            return;
        }

        _stopped = true;
        try
        {
            Tool("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");
            Directory.Delete(_folder, recursive: true);
        }
        catch (Exception cannot) when (cannot is InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(cannot.Message);
        }
    }

    private void Tool(string name, params string[] arguments)
    {
        var program = Path.Combine(_binaries, name);
        if (Environment.IsPrivilegedProcess)
        {
            Run("runuser", ["-u", "postgres", "--", program, .. arguments]);
        }
        else
        {
            Run(program, arguments);
        }
    }
}
