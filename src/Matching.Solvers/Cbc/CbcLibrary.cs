using System.Reflection;
using System.Runtime.InteropServices;

namespace Matching.Solvers.Cbc;

/// <summary>COIN-OR CBC's C interface (2.10), from the system's shared library.</summary>
internal static unsafe partial class CbcLibrary
{
    private const string Library = "cbc";

    // Debian keeps the C interface in libCbcSolver, not in libCbc.
    private static readonly string[] Names = ["libCbcSolver.so.3", "libCbcSolver.so"];

    static CbcLibrary() => NativeLibrary.SetDllImportResolver(typeof(CbcLibrary).Assembly, Resolve);

    /// <summary>Whether the library is on this machine. Loading it runs none of its search.</summary>
    public static bool IsPresent { get; } = Array.Exists(Names, name => NativeLibrary.TryLoad(name, typeof(CbcLibrary).Assembly, null, out _));

    public static string Version => Marshal.PtrToStringUTF8((nint)VersionText()) ?? "";

    [LibraryImport(Library, EntryPoint = "Cbc_newModel")]
    internal static partial nint New();

    [LibraryImport(Library, EntryPoint = "Cbc_deleteModel")]
    internal static partial void Delete(nint model);

    [LibraryImport(Library, EntryPoint = "Cbc_loadProblem")]
    internal static partial void Load(
        nint model, int columns, int rows, ReadOnlySpan<int> start, ReadOnlySpan<int> index, ReadOnlySpan<double> value,
        ReadOnlySpan<double> columnLower, ReadOnlySpan<double> columnUpper, ReadOnlySpan<double> objective,
        ReadOnlySpan<double> rowLower, ReadOnlySpan<double> rowUpper);

    [LibraryImport(Library, EntryPoint = "Cbc_setInteger")]
    internal static partial void SetInteger(nint model, int column);

    [LibraryImport(Library, EntryPoint = "Cbc_setObjSense")]
    internal static partial void SetSense(nint model, double sense);

    [LibraryImport(Library, EntryPoint = "Cbc_setParameter", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void SetParameter(nint model, string name, string value);

    [LibraryImport(Library, EntryPoint = "Cbc_setMIPStartI")]
    internal static partial void SetStart(nint model, int count, ReadOnlySpan<int> columns, ReadOnlySpan<double> values);

    [LibraryImport(Library, EntryPoint = "Cbc_solve")]
    internal static partial int Solve(nint model);

    [LibraryImport(Library, EntryPoint = "Cbc_isProvenOptimal")]
    internal static partial int IsProvenOptimal(nint model);

    [LibraryImport(Library, EntryPoint = "Cbc_isProvenInfeasible")]
    internal static partial int IsProvenInfeasible(nint model);

    [LibraryImport(Library, EntryPoint = "Cbc_isNodeLimitReached")]
    internal static partial int IsNodeLimitReached(nint model);

    [LibraryImport(Library, EntryPoint = "Cbc_getNodeCount")]
    internal static partial int NodeCount(nint model);

    [LibraryImport(Library, EntryPoint = "Cbc_getObjValue")]
    internal static partial double Objective(nint model);

    [LibraryImport(Library, EntryPoint = "Cbc_getBestPossibleObjValue")]
    internal static partial double BestPossible(nint model);

    /// <summary>Values of the best solution; null when there is none.</summary>
    [LibraryImport(Library, EntryPoint = "Cbc_bestSolution")]
    internal static partial double* BestSolution(nint model);

    [LibraryImport(Library, EntryPoint = "Cbc_getVersion")]
    private static partial byte* VersionText();

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name == Library)
        {
            foreach (var candidate in Names)
            {
                if (NativeLibrary.TryLoad(candidate, assembly, path, out var handle))
                {
                    return handle;
                }
            }
        }

        return 0;
    }
}
