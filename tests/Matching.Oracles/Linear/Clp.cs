using System.Reflection;
using System.Runtime.InteropServices;

namespace Matching.Oracles.Linear;

/// <summary>COIN-OR CLP's C interface, from the system's shared library.</summary>
internal static partial class Clp
{
    private const string Library = "clp";
    private static readonly string[] Names = ["libClp.so.1", "libClp.so"];

    static Clp() => NativeLibrary.SetDllImportResolver(typeof(Clp).Assembly, Resolve);

    /// <summary>Whether the library is on this machine.</summary>
    public static bool IsPresent { get; } = Array.Exists(Names, name => NativeLibrary.TryLoad(name, typeof(Clp).Assembly, null, out _));

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Library)
        {
            return 0;
        }

        foreach (var candidate in Names)
        {
            if (NativeLibrary.TryLoad(candidate, assembly, path, out var handle))
            {
                return handle;
            }
        }

        return 0;
    }

    [LibraryImport(Library, EntryPoint = "Clp_newModel")]
    internal static partial nint New();

    [LibraryImport(Library, EntryPoint = "Clp_deleteModel")]
    internal static partial void Delete(nint model);

    [LibraryImport(Library, EntryPoint = "Clp_setLogLevel")]
    internal static partial void SetLogLevel(nint model, int level);

    [LibraryImport(Library, EntryPoint = "Clp_setOptimizationDirection")]
    internal static partial void SetDirection(nint model, double direction);

    [LibraryImport(Library, EntryPoint = "Clp_setMaximumSeconds")]
    internal static partial void SetMaximumSeconds(nint model, double seconds);

    [LibraryImport(Library, EntryPoint = "Clp_loadProblem")]
    internal static partial void Load(
        nint model, int columns, int rows, ReadOnlySpan<int> start, ReadOnlySpan<int> index, ReadOnlySpan<double> value,
        ReadOnlySpan<double> columnLower, ReadOnlySpan<double> columnUpper, ReadOnlySpan<double> objective,
        ReadOnlySpan<double> rowLower, ReadOnlySpan<double> rowUpper);

    [LibraryImport(Library, EntryPoint = "Clp_copyinStatus")]
    internal static partial void CopyInStatus(nint model, ReadOnlySpan<byte> status);

    [LibraryImport(Library, EntryPoint = "Clp_initialSolve")]
    internal static partial int InitialSolve(nint model);

    [LibraryImport(Library, EntryPoint = "Clp_primal")]
    internal static partial int Primal(nint model, int ifValuesPass);

    [LibraryImport(Library, EntryPoint = "Clp_dual")]
    internal static partial int Dual(nint model, int ifValuesPass);

    [LibraryImport(Library, EntryPoint = "Clp_status")]
    internal static partial int Status(nint model);

    [LibraryImport(Library, EntryPoint = "Clp_objectiveValue")]
    internal static partial double ObjectiveValue(nint model);

    internal static unsafe double[] Columns(nint model, int count) => new ReadOnlySpan<double>(PrimalColumnSolution(model), count).ToArray();

    internal static unsafe double[] RowDuals(nint model, int count) => new ReadOnlySpan<double>(DualRowSolution(model), count).ToArray();

    internal static unsafe byte[] BasisStatus(nint model, int count) => new ReadOnlySpan<byte>(StatusArray(model), count).ToArray();

    [LibraryImport(Library, EntryPoint = "Clp_primalColumnSolution")]
    private static unsafe partial double* PrimalColumnSolution(nint model);

    [LibraryImport(Library, EntryPoint = "Clp_dualRowSolution")]
    private static unsafe partial double* DualRowSolution(nint model);

    [LibraryImport(Library, EntryPoint = "Clp_statusArray")]
    private static unsafe partial byte* StatusArray(nint model);
}
