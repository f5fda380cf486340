using System.Globalization;

namespace Matching.Benchmarks.Macro;

/// <summary>Peak resident memory of this process, as Linux counts it.</summary>
internal static class ProcessMemory
{
    /// <summary>Forgets the peak so far, so that what comes next is measured alone (with what is still held).</summary>
    public static void ForgetPeak()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        File.WriteAllText("/proc/self/clear_refs", "5");
    }

    public static long PeakBytes => 1024 * long.Parse(
        File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[1],
        CultureInfo.InvariantCulture);
}
