using System.Diagnostics;
using System.Globalization;
using Matching.Silo.Load;

namespace Matching.Silo.Tests.Crash;

/// <summary>The process that writes and is killed.</summary>
internal static class LoadProcess
{
    /// <param name="wrapper">What it is started under, as strace with its options.</param>
    public static Process Start(IReadOnlyList<string> wrapper, params object[] arguments)
    {
        var dotnet = Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet";
        string[] line = [.. wrapper, dotnet, typeof(LoadRun).Assembly.Location, .. arguments.Select(argument => Convert.ToString(argument, CultureInfo.InvariantCulture)!)];
        var start = new ProcessStartInfo(line[0]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in line.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    /// <summary>Everything that it tells until it ends, by itself or not.</summary>
    public static async Task<(IReadOnlyList<string[]> Told, string Complaints, int ExitCode)> ListenAsync(this Process process)
    {
        var complaints = process.StandardError.ReadToEndAsync();
        var told = new List<string[]>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            told.Add(line.Split(' '));
        }

        await process.WaitForExitAsync();
        return (told, await complaints, process.ExitCode);
    }
}
