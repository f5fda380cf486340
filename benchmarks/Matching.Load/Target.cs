using System.Diagnostics;
using System.Globalization;
using System.Text;
using Matching.Api.Service;
using Matching.Api.SignIn.Keys;
using Matching.Api.SignIn.Store;

namespace Matching.Load;

/// <summary>One of the two services, in a process of its own over an empty SQLite store, with the people who use it.</summary>
internal sealed class Target : IAsyncDisposable
{
    public const int Planners = 100;
    public const int Donors = 1_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("matching-load-");
    private readonly bool _crud;
    private readonly string[] _keys;
    private readonly HttpClient _client = new(new SocketsHttpHandler { MaxConnectionsPerServer = 1_000 }) { Timeout = TimeSpan.FromSeconds(30) };
    private Process _process = null!;

    private Target(bool crud)
    {
        _crud = crud;
        _keys = [.. Enumerable.Range(0, Planners + Donors).Select(_ => ApiKey.New())];
    }

    public string Name => _crud ? "plain CRUD" : "Matching";

    private string Database => Path.Combine(_folder.FullName, "store.db");

    public static async Task<Target> StartAsync(bool crud)
    {
        var target = new Target(crud);
        string[] arguments = crud
            ? [Path.Combine(AppContext.BaseDirectory, "Matching.Crud.dll"), target.Database]
            : [typeof(Serve).Assembly.Location, "--database", target.Database, "--urls", "http://127.0.0.1:0"];
        if (!crud)
        {
            target.WriteKeys();
        }

        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = target._folder.FullName };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        target._process = Process.Start(start)!;
        string? line;
        do
        {
            line = await target._process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The service did not start.");
        }
        while (!line.StartsWith("serve: listening on ", StringComparison.Ordinal));
        target._client.BaseAddress = new Uri(line["serve: listening on ".Length..].Split(' ')[0]);
        _ = target._process.StandardOutput.ReadToEndAsync();
        return target;
    }

    /// <summary>One accepted pledge a donor, large enough for every part that the planners will book.</summary>
    public async Task EnterAsync() => await Parallel.ForAsync(0, Donors, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (donor, _) =>
    {
        foreach (var (path, body) in new[] { ("/pledges", Offer($"P{donor}", donor, 1_000_000_000)), ($"/pledges/P{donor}/accept", null) })
        {
            using var answer = await SendAsync(donor % Planners, HttpMethod.Post, path, body, $"enter-{donor}{path}");
            answer.EnsureSuccessStatusCode();
        }
    });

    /// <summary>One request of one person: a donor looks at their pledges or offers one; a planner looks at many or books a part.</summary>
    /// <param name="person">Planners first, then donors.</param>
    public Task<HttpResponseMessage> ActAsync(int person, Random random, string key)
    {
        var (read, first) = (random.Next(100) < 80, random.Next(2) == 0);
        if (person < Planners)
        {
            var some = random.Next(Donors);
            return read
                ? SendAsync(person, HttpMethod.Get, first ? "/pledges?limit=100" : $"/pledges/P{some}", null, key)
                : SendAsync(person, HttpMethod.Post, $"/pledges/P{some}/receive", """{"amount":1,"voucher":"v"}""", key);
        }

        var donor = person - Planners;
        return read
            ? SendAsync(person, HttpMethod.Get, first ? $"/pledges/P{donor}" : _crud ? $"/pledges?limit=20&donor=d{donor}" : "/pledges?limit=20", null, key)
            : SendAsync(person, HttpMethod.Post, "/pledges", Offer(key, donor, 1_000), key);
    }

    /// <summary>Resident memory now and at its highest, as the kernel tells it.</summary>
    public string Memory()
    {
        var lines = File.ReadAllLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{_process.Id}/status"));
        return string.Join(", ", new[] { "VmRSS:", "VmHWM:" }.Select(name => long.Parse(lines.First(line => line.StartsWith(name, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2].Split('\t')[^1], CultureInfo.InvariantCulture) / 1024));
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private string Offer(string id, int donor, long amount) => _crud
        ? string.Create(CultureInfo.InvariantCulture, $$"""{"id":"{{id}}","donor":"d{{donor}}","kind":"money","amount":{{amount}}}""")
        : string.Create(CultureInfo.InvariantCulture, $$"""{"id":"{{id}}","donor":"d{{donor}}","donor_name":"D","kind":"money","amount":{{amount}}}""");

    private async Task<HttpResponseMessage> SendAsync(int person, HttpMethod method, string path, string? body, string key)
    {
        using var request = new HttpRequestMessage(method, new Uri(_crud ? path : "/api/v1" + path, UriKind.Relative));
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        if (!_crud)
        {
            request.Headers.Authorization = new("Bearer", _keys[person]);
            if (method == HttpMethod.Post)
            {
                request.Headers.Add("Idempotency-Key", key);
                request.Headers.TryAddWithoutValidation("If-Match", "*");
            }
        }

        return await _client.SendAsync(request);
    }

    private void WriteKeys()
    {
        var database = new UsersDatabase(Database);
        database.Prepare();
        using var users = database.Open();
        users.Keys.AddRange(_keys.Select((key, person) => new KeyRow
        {
            Id = Guid.NewGuid(),
            Prefix = ApiKey.Prefix(key)!,
            Hash = ApiKey.Hash(key),
            Name = "load",
            Role = person < Planners ? "national-planner" : "donor",
            Donors = person < Planners ? [] : ["d" + (person - Planners).ToString(CultureInfo.InvariantCulture)],
            CreatedAt = DateTimeOffset.UtcNow,
            ExpiresAt = DateTimeOffset.UtcNow.AddDays(1),
        }));
        users.SaveChanges();
    }
}
