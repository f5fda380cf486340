using System.Globalization;
using System.Net;
using Matching.Api.Limits;
using Matching.Api.Operations;

namespace Matching.Api.Service;

/// <summary>How the service is started; everything is checked before anything is opened.</summary>
internal sealed record ServiceOptions
{
    public const string Usage = """
        ./run.sh serve [options]
          --database DB          path of a SQLite file (created if missing), or "Host=…" for PostgreSQL; default: out/matching.db
          --urls URL[;URL]       where to listen; default: http://127.0.0.1:5080
          --allow-plain-http     listen beyond this machine without encryption, behind a proxy that adds it
          --sample               load the sample round first; twice is a no-op
          --solves N             solves at a time, 1 to 16; default: 1
          --solve-threads N      threads of one solve, 1 to 64; default: the processors of this machine
          --solve-limit SECONDS  longest time limit that may be asked for, 1 to 86400; default: 3600
          --import-rows N        rows of one table that is handed in, 1 to 300000; default: 50000
          --import-limit SECONDS longest time that reading one may take, 1 to 3600; default: 120
          --reads N              reads a minute of one caller, 1 to 1000000; default: 1200
          --writes N             writes a minute of one caller, 1 to 1000000; default: 600
          --heavy N              solves, checks, proofs and tables a minute of one caller, 1 to 1000000; default: 60
          --at-once N            requests that are worked on at a time, 1 to 10000; default: 200
          --waiting N            requests that may wait for their turn, 0 to 100000; default: 400
          --watch-url URL        where /metrics, /healthz and /readyz are told without sign-in, on this machine only, as http://127.0.0.1:5081; default: nowhere
          --otlp-url URL         OpenTelemetry collector for traces and metrics (OTLP over HTTP), as http://127.0.0.1:4318; default: none
          --proxies IP[;IP/BITS] proxies whose X-Forwarded-For and X-Forwarded-Proto are believed; default: none
          --backups DIR          folder of backups whose age is told at /metrics; default: none
          --key-certificates FILE[;FILE]
                                 .pfx or .pem with private RSA key: the first encrypts the keys of cookies and second factors, each opens them; default: none
          --key-certificate-password-file FILE
        Each may also be set in the environment, as MATCHING_DATABASE, MATCHING_URLS and so on; yes is "true".
        """;

    /// <summary>Path of a SQLite file, or <c>Host=…</c>.</summary>
    public required string Database { get; init; }

    public IReadOnlyList<Uri> Urls { get; init; } = [new("http://127.0.0.1:5080")];

    public bool Sample { get; init; }

    public int SolvesAtOnce { get; init; } = 1;

    public int SolveThreads { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, 64);

    public int SolveLimitSeconds { get; init; } = 3600;

    public int ImportRows { get; init; } = 50_000;

    public int ImportSeconds { get; init; } = 120;

    public CallLimitSettings Limits { get; init; } = new();

    /// <summary>What belongs to running it for real.</summary>
    public OperationsOptions Operations { get; init; } = new();

    /// <summary>Reads command line and environment; tells everything that is wrong at once.</summary>
    /// <param name="environment">Value of a variable, or nothing.</param>
    /// <returns><see langword="null"/> exactly when there are <paramref name="problems"/>.</returns>
    public static ServiceOptions? Read(IReadOnlyList<string> arguments, Func<string, string?> environment, out IReadOnlyList<string> problems)
    {
        var found = new List<string>();
        var stated = Stated(arguments, environment, found);
        var plain = Yes("allow-plain-http");
        var options = new ServiceOptions
        {
            Database = stated.GetValueOrDefault("database", Path.Combine("out", "matching.db")),
            Urls = Listen(stated.GetValueOrDefault("urls", "http://127.0.0.1:5080"), plain, found),
            Sample = Yes("sample"),
            SolvesAtOnce = Number("solves", 1, 1, 16),
            SolveThreads = Number("solve-threads", Math.Clamp(Environment.ProcessorCount, 1, 64), 1, 64),
            SolveLimitSeconds = Number("solve-limit", 3600, 1, 86400),
            ImportRows = Number("import-rows", 50_000, 1, 300_000),
            ImportSeconds = Number("import-limit", 120, 1, 3600),
            Limits = new CallLimitSettings(
                Number("reads", 1_200, 1, 1_000_000), Number("writes", 600, 1, 1_000_000), Number("heavy", 60, 1, 1_000_000), Number("at-once", 200, 1, 10_000), Number("waiting", 400, 0, 100_000)),
            Operations = OperationsOptions.Read(stated.GetValueOrDefault, found),
        };
        if (string.IsNullOrWhiteSpace(options.Database))
        {
            found.Add("--database names nothing. State the path of a SQLite file, or \"Host=…\" for PostgreSQL.");
        }

        problems = found;
        return found.Count == 0 ? options : null;

        bool Yes(string name)
        {
            var text = stated.GetValueOrDefault(name, "false");
            if (text is not ("true" or "false"))
            {
                found.Add($"--{name} is true or false, not '{text}'. Say true, or leave it out.");
            }

            return text == "true";
        }

        int Number(string name, int usual, int least, int most)
        {
            if (!stated.TryGetValue(name, out var text))
            {
                return usual;
            }

            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            {
                return number;
            }

            found.Add(string.Create(CultureInfo.InvariantCulture, $"--{name} is a whole number from {least} to {most}, not '{text}'. Leave it out for {usual}."));
            return usual;
        }
    }

    private static Dictionary<string, string> Stated(IReadOnlyList<string> arguments, Func<string, string?> environment, List<string> problems)
    {
        string[] withValue =
        [
            "database", "urls", "solves", "solve-threads", "solve-limit", "import-rows", "import-limit", "reads", "writes", "heavy", "at-once", "waiting",
            "watch-url", "otlp-url", "proxies", "backups", "key-certificates", "key-certificate-password-file",
        ];
        string[] flags = ["allow-plain-http", "sample"];
        var stated = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in withValue.Concat(flags))
        {
            if (environment("MATCHING_" + name.Replace('-', '_').ToUpperInvariant()) is { Length: > 0 } value)
            {
                stated[name] = value;
            }
        }

        for (var i = 0; i < arguments.Count; i++)
        {
            var name = arguments[i].StartsWith("--", StringComparison.Ordinal) ? arguments[i][2..] : "";
            if (flags.Contains(name))
            {
                stated[name] = "true";
            }
            else if (!withValue.Contains(name))
            {
                problems.Add($"'{arguments[i]}' is no option of serve. Take it out, or look for its right name in --help.");
            }
            else if (i + 1 == arguments.Count)
            {
                problems.Add($"--{name} needs a value.");
            }
            else
            {
                stated[name] = arguments[++i];
            }
        }

        return stated;
    }

    private static List<Uri> Listen(string text, bool plainAllowed, List<string> problems)
    {
        var urls = new List<Uri>();
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!Uri.TryCreate(part, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps) || url.PathAndQuery != "/")
            {
                problems.Add($"'{part}' is nowhere to listen; write http://127.0.0.1:5080 or https://…, without a path.");
                continue;
            }

            if (url.Scheme == Uri.UriSchemeHttp && !IsThisMachine(url) && !plainAllowed)
            {
                problems.Add($"{part} can be reached from other machines, and plain http shows them passwords and names of donors. Listen on 127.0.0.1 behind a proxy with https, or say --allow-plain-http.");
                continue;
            }

            urls.Add(url);
        }

        if (urls.Count == 0 && problems.Count == 0)
        {
            problems.Add($"--urls '{text}' names nowhere to listen. Write http://127.0.0.1:5080, or leave it out.");
        }

        return urls;
    }

    private static bool IsThisMachine(Uri url) =>
        url.IsLoopback || (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
