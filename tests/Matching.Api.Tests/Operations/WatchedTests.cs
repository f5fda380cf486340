using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Matching.Silo.Proof;

namespace Matching.Api.Tests.Operations;

/// <summary>What an operator sees of the service, and what nobody may see there.</summary>
public sealed partial class WatchedTests
{
    private const string Donor = "Canary Nguyễn Thị Kín";
    private const string Mail = "canary.kin@donor.example";
    private const string Password = "canary-mật-khẩu-rất-dài";

    [Fact]
    public async Task Figures_tell_requests_writes_refusals_solves_ledger_and_backups_and_are_told_on_their_own_listener_only()
    {
        var backups = Directory.CreateTempSubdirectory("matching-backups-");
        await File.WriteAllTextAsync(Path.Combine(backups.FullName, "b.db"), "");
        await File.WriteAllTextAsync(Path.Combine(backups.FullName, "b.users.db"), "");
        await using var served = await ServedProcess.StartAsync("--backups", backups.FullName);
        for (var i = 0; i < 6; i++)
        {
            // The last comes again under another key.
            var answer = await served.PostAsync("/pledges", string.Create(CultureInfo.InvariantCulture, $$"""{"id":"p{{i % 5}}","donor":"d","donor_name":"D","kind":"money","amount":1000}"""));
            Assert.Equal(i < 5 ? HttpStatusCode.OK : HttpStatusCode.Conflict, answer.StatusCode);
        }

        (await served.Planner.GetAsync(new Uri("/api/v1/pledges?limit=2", UriKind.Relative))).EnsureSuccessStatusCode();
        var text = await served.FiguresAsync();
        Assert.All(text.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Matches(Line(), line));
        Assert.Equal(1, Value(text, "http_server_request_duration_seconds_count{", "http_route=\"/api/v1/pledges\"", "http_request_method=\"GET\"", "http_response_status_code=\"200\""));
        Assert.Equal(1, Value(text, "http_server_request_duration_seconds_count{", "http_route=\"/api/v1/pledges\"", "http_request_method=\"POST\"", "http_response_status_code=\"409\""));
        Assert.Equal(5, Value(text, "matching_writes_total{", "outcome=\"done\""));
        Assert.InRange(Value(text, "matching_ledger_sequence "), 5, 7); // who read pledges is written down, too
        Assert.Equal(1, Value(text, "matching_writes_total{", "outcome=\"refused\"", "refusal=\"Duplicate\""));
        Assert.Equal(0, Value(text, "matching_writer_waiting "));
        Assert.Equal(0, Value(text, "matching_writer_stopped "));
        Assert.Equal(0, Value(text, "matching_solves{", "state=\"running\""));
        Assert.Equal(1, Value(text, "matching_ready "));
        Assert.Equal(1, Value(text, "matching_info{", "store=\"sqlite\""));
        Assert.Equal(1, Value(text, "matching_backup_count "));
        Assert.True(Value(text, "matching_backup_age_seconds ") < 3600);
        Assert.True(Value(text, "matching_writer_commit_duration_seconds_count") > 0);
        Assert.Equal(Value(text, "matching_writer_batch_count"), Value(text, "matching_writer_batch_bucket{", "le=\"+Inf\""));

        using var stranger = new HttpClient();
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(new Uri(served.Watch, "/api/v1/needs"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(new Uri(served.Address, "/metrics"))).StatusCode);
        Assert.Equal("ready", await stranger.GetStringAsync(new Uri(served.Watch, "/readyz")));
        Assert.Equal("ok", await stranger.GetStringAsync(new Uri(served.Watch, "/healthz")));
        backups.Delete(recursive: true);
    }

    [Fact]
    public async Task No_name_no_address_no_password_and_no_id_gets_into_logs_figures_or_traces()
    {
        await using var collector = new Collector();
        await using var served = await ServedProcess.StartAsync("--otlp-url", collector.Address.ToString());
        var pledge = $$"""{"id":"canary-id","donor":"canary-donor","donor_name":"{{Donor}}","kind":"money","amount":5000000,"note":"{{Mail}}"}""";
        await served.PostAsync("/pledges", pledge); // an unknown member
        (await served.PostAsync("/pledges", pledge.Replace($",\"note\":\"{Mail}\"", "", StringComparison.Ordinal))).EnsureSuccessStatusCode();
        await served.PostAsync("/pledges", pledge[..^5]); // broken off
        await served.PostAsync("/pledges/" + Uri.EscapeDataString(Donor) + "/accept", null);
        await served.Planner.GetAsync(new Uri("/api/v1/pledges?donor=" + Uri.EscapeDataString(Mail) + "&canary=" + Uri.EscapeDataString(Password), UriKind.Relative));
        await served.Planner.GetAsync(new Uri("/" + Uri.EscapeDataString(Mail), UriKind.Relative));
        using (var stranger = new HttpClient { BaseAddress = served.Address })
        {
            stranger.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", Mail);
            stranger.DefaultRequestHeaders.TryAddWithoutValidation("baggage", "who=" + Mail);
            stranger.DefaultRequestHeaders.TryAddWithoutValidation("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
            stranger.DefaultRequestHeaders.TryAddWithoutValidation("tracestate", "who=canary");
            using var body = new StringContent($$"""{"email":"{{Mail}}","password":"{{Password}}"}""", System.Text.Encoding.UTF8, "application/json");
            Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.PostAsync(new Uri("/api/v1/session", UriKind.Relative), body)).StatusCode);
            stranger.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "Bearer mk_canary-" + Mail);
            await stranger.GetAsync(new Uri("/api/v1/pledges/canary-id", UriKind.Relative));
        }

        var figures = await served.FiguresAsync();
        Assert.Equal(0, await served.TerminateAsync());

        Assert.Contains("POST /api/v1/pledges", collector.Received("/v1/traces"), StringComparison.Ordinal);
        Assert.Contains("matching.operation", collector.Received("/v1/traces"), StringComparison.Ordinal);
        Assert.Contains("matching.writes", collector.Received("/v1/metrics"), StringComparison.Ordinal);
        var sent = collector.Received("");
        foreach (var (place, text) in new[] { ("log", served.Said), ("figures", figures), ("collector", sent) })
        {
            foreach (var secret in new[] { "canary", "Canary", "Nguyễn", "kin@", "mật-khẩu", "m%E1%BA%ADt" })
            {
                var at = text.IndexOf(secret, StringComparison.Ordinal);
                Assert.True(at < 0, $"{secret} is in the {place}: {(at < 0 ? "" : text[Math.Max(0, at - 200)..Math.Min(text.Length, at + 100)])}");
            }
        }
    }

    [Fact]
    public async Task SIGTERM_gives_solves_up_in_writing_finishes_what_was_asked_and_leaves_a_sound_store()
    {
        await using var served = await ServedProcess.StartAsync("--sample", "--solves", "1");
        (await served.PostAsync("/rounds", """{"id":"stop","name":"Đợt dừng","as_of":"2026-11-22"}""")).EnsureSuccessStatusCode();
        (await served.PostAsync("/rounds/stop/freeze", null)).EnsureSuccessStatusCode();
        for (var i = 0; i < 30; i++)
        {
            (await served.PostAsync("/rounds/stop/solves", string.Create(CultureInfo.InvariantCulture, $$"""{"plan":"p{{i}}"}"""))).EnsureSuccessStatusCode();
        }

        // Pledges are offered until the door closes; each that was answered must be there afterwards.
        var offered = Task.Run(async () =>
        {
            for (var i = 0; ; i++)
            {
                try
                {
                    using var answer = await served.PostAsync("/pledges", string.Create(CultureInfo.InvariantCulture, $$"""{"id":"late-{{i}}","donor":"d","donor_name":"D","kind":"money","amount":1000}"""));
                    if (!answer.IsSuccessStatusCode)
                    {
                        return i;
                    }
                }
                catch (HttpRequestException)
                {
                    return i;
                }
            }
        });
        Assert.Equal(0, await served.TerminateAsync());

        Assert.Contains("was given up, because the service stops", served.Said, StringComparison.Ordinal);
        var acknowledged = await offered;
        var report = StoreProof.Run(served.Database);
        Assert.True(report.IsSound, string.Join('\n', report.Faults.Take(3)));
        Assert.True(report.Pledges >= acknowledged, $"{acknowledged} acknowledged, {report.Pledges} there");
    }

    private static double Value(string text, string begin, params string[] labels)
    {
        var lines = text.Split('\n').Where(line => line.StartsWith(begin, StringComparison.Ordinal) && labels.All(label => line.Contains(label, StringComparison.Ordinal))).ToArray();
        Assert.True(lines.Length > 0, $"no {begin} {string.Join(' ', labels)} in\n{text}");
        return lines.Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
    }

    [GeneratedRegex("""^(# (HELP|TYPE) [a-z_0-9]+ .+|[a-z_0-9]+(\{([a-z_0-9]+="[^"\\]*",?)+\})? ([+-]Inf|-?[0-9.Ee+-]+))$""", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Line();
}
