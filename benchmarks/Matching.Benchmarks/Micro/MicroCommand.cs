using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;

namespace Matching.Benchmarks.Micro;

/// <summary>Benchmarks of the parts, with BenchmarkDotNet; further arguments are its own (<c>--filter</c>, <c>--job</c>...).</summary>
internal static class MicroCommand
{
    public static int Run(string[] args)
    {
        var config = ManualConfig.Create(DefaultConfig.Instance).AddJob(Job.ShortRun).WithBuildTimeout(TimeSpan.FromMinutes(15));
        var summaries = BenchmarkSwitcher.FromAssembly(typeof(MicroCommand).Assembly).Run(args.Length == 0 ? ["--filter", "*"] : args, config);
        return summaries.All(summary => !summary.HasCriticalValidationErrors) ? 0 : 1;
    }
}
