using System.Diagnostics;
using Matching.Api.Tests.Service;

namespace Matching.Api.Tests;

/// <summary>The documented walkthrough runs as it is written, against a service that listens.</summary>
public sealed class WalkthroughTests
{
    [Fact]
    public async Task The_walkthrough_of_the_documents_runs_and_a_second_run_prints_the_same()
    {
        var service = new TestService();
        await service.StartAsync(listen: true);
        try
        {
            var first = await RunAsync(service.Address);
            Assert.True(first is { Exit: 0, Error: "" }, first.Output + first.Error);
            Assert.EndsWith("sound\n", first.Output, StringComparison.Ordinal);
            Assert.Contains("\"state\":\"confirmed\"", first.Output, StringComparison.Ordinal);
            Assert.Equal(first, await RunAsync(service.Address));
        }
        finally
        {
            await service.DisposeAsync();
        }
    }

    private static async Task<(int Exit, string Output, string Error)> RunAsync(string address)
    {
        var start = new ProcessStartInfo("bash", [Script()]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["MATCHING_URL"] = address;
        start.Environment["OFFICER"] = "X-Caller: officer,role=commune-officer,commune=W1,commune=W2";
        start.Environment["DONOR"] = "X-Caller: " + People.Donor("walk-donor");
        start.Environment["PLANNER"] = "X-Caller: " + People.Planner;
        start.Environment["APPROVER"] = "X-Caller: " + People.Approver;
        start.Environment["AUDITOR"] = "X-Caller: " + People.Auditor;
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
