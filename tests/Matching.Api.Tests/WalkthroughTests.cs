using System.Diagnostics;
using Matching.Api.Service;
using Matching.Api.SignIn;
using Matching.Api.Tests.Service;

namespace Matching.Api.Tests;

/// <summary>The documented walkthrough runs as it is written, with real accounts, against a service that listens.</summary>
public sealed class WalkthroughTests
{
    private const string Email = "quantri@quy.example";
    private const string Password = "bốn từ tình cờ: ghế mưa tre lửa";

    public static TheoryData<string> Kinds => TestService.Kinds;

    [Theory, MemberData(nameof(Kinds))]
    public async Task The_walkthrough_of_the_documents_runs_and_a_second_run_prints_the_same(string kind)
    {
        var folder = Directory.CreateTempSubdirectory("matching-walk-");
        try
        {
            var database = TestService.NewDatabase(kind, folder.FullName);
            await FirstAdministrator.CreateAsync(database, Email, Password);
            await using var app = Serve.Build(new ServiceOptions { Database = database, Urls = [new Uri("http://127.0.0.1:0")], SolveThreads = 1 });
            await app.StartAsync();
            var first = await RunAsync(app.Urls.First(), folder.FullName);
            Assert.True(first is { Exit: 0, Error: "" }, first.Output + first.Error);
            Assert.EndsWith("sound\n", first.Output, StringComparison.Ordinal);
            Assert.Contains("\"added\":2", first.Output, StringComparison.Ordinal);
            Assert.Contains("nothing to change", first.Output, StringComparison.Ordinal);
            Assert.Contains("\"state\":\"confirmed\"", first.Output, StringComparison.Ordinal);
            Assert.Equal(first, await RunAsync(app.Urls.First(), folder.FullName));
            await app.StopAsync();
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(int Exit, string Output, string Error)> RunAsync(string address, string folder)
    {
        var start = new ProcessStartInfo("bash", [Script()]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["MATCHING_URL"] = address;
        start.Environment["WALKTHROUGH_HOME"] = Path.Combine(folder, "walkthrough");
        start.Environment["ADMIN_EMAIL"] = Email;
        start.Environment["ADMIN_PASSWORD"] = Password;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    private static string Script()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var script = Path.Combine(at.FullName, "docs", "walkthrough.sh");
            if (File.Exists(script))
            {
                return script;
            }
        }

        throw new FileNotFoundException("docs/walkthrough.sh is in no folder above the tests.");
    }
}
