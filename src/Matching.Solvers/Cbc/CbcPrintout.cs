using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Microsoft.Win32.SafeHandles;

namespace Matching.Solvers.Cbc;

/// <summary>
/// Listens to what CBC prints: its C interface tells a caller of few solutions, its printout of all. Standard output is led into a pipe, and what came in by
/// <see cref="Capture"/> goes on to the listener.
/// </summary>
internal static partial class CbcPrintout
{
    private const int StandardOutput = 1;
    private const int LineBuffered = 1;

    /// <summary>Leads standard output away and returns a stream to where it went before.</summary>
    /// <param name="listener">Told the objective of each new solution, and objective and bound at each look at the tree; from a thread of its own.</param>
    public static FileStream Capture(Action<double?, double?> listener)
    {
        var before = Duplicate(StandardOutput);
        Span<int> ends = stackalloc int[2];
        if (before < 0 || Pipe(ends) != 0 || DuplicateTo(ends[1], StandardOutput) < 0)
        {
            throw new IOException("CBC's output could not be led into a pipe.");
        }

        // The C library keeps what goes into a pipe until there are 4 kB of it; a line is wanted at once.
        if (NativeLibrary.TryLoad("libc.so.6", out var libc) && NativeLibrary.TryGetExport(libc, "stdout", out var stdout))
        {
            _ = SetBuffer(Marshal.ReadIntPtr(stdout), 0, LineBuffered, 0);
        }

        var lines = new StreamReader(new FileStream(new SafeFileHandle(ends[0], ownsHandle: true), FileAccess.Read));
        new Thread(() => Listen(lines, listener)) { IsBackground = true }.Start();
        return new FileStream(new SafeFileHandle(before, ownsHandle: true), FileAccess.Write, bufferSize: 0);
    }

    /// <summary>What one line tells: nothing, a solution, or solution and bound.</summary>
    internal static (double? Objective, double? Bound) Read(string line)
    {
        if (Look().Match(line) is { Success: true } look)
        {
            return (Number(look.Groups["objective"].Value), Number(look.Groups["bound"].Value));
        }

        return Solution().Match(line) is { Success: true } solution ? (Number(solution.Groups["objective"].Value), null) : (null, null);
    }

    private static void Listen(StreamReader lines, Action<double?, double?> listener)
    {
        while (lines.ReadLine() is { } line)
        {
            Console.Error.WriteLine(line);
            if (Read(line) is var (objective, bound) && (objective ?? bound) is not null)
            {
                listener(objective, bound);
            }
        }
    }

    // CBC has 1e+50 for none.
    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) < 1e49 ? value : null;

    [GeneratedRegex(@"(Integer solution of|MIPStart provided solution with cost) (?<objective>\S+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Solution();

    [GeneratedRegex(@"After \d+ nodes, \d+ on tree, (?<objective>\S+) best solution, best possible (?<bound>\S+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Look();

    [LibraryImport("libc", EntryPoint = "dup")]
    private static partial int Duplicate(int file);

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int DuplicateTo(int file, int place);

    [LibraryImport("libc", EntryPoint = "pipe")]
    private static partial int Pipe(Span<int> ends);

    [LibraryImport("libc", EntryPoint = "setvbuf")]
    private static partial int SetBuffer(nint stream, nint buffer, int mode, nuint size);
}
