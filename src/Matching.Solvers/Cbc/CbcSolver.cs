using System.Globalization;
using System.Runtime.InteropServices;
using Matching.Solvers.Integers;
using Matching.Solvers.Workers;

namespace Matching.Solvers.Cbc;

/// <summary>COIN-OR CBC in processes of its own: the second opinion. It counts in floating point; what it finds is rounded and checked in whole numbers.</summary>
public sealed class CbcSolver : WorkerSolver
{
    /// <summary>Whole numbers of this size and beyond are not all representable in floating point (2^53).</summary>
    public const long FirstInexact = 1L << 53;

    /// <summary>The verb that turns this assembly into the worker.</summary>
    internal const string Verb = "cbc-worker";

    /// <param name="settings">How workers are kept.</param>
    public CbcSolver(WorkerSettings? settings = null)
        : this(Find(), settings)
    {
    }

    private CbcSolver((WorkerCommand? Command, SolverNotice? WhyNot) found, WorkerSettings? settings)
        : base("CBC", found.Command, found.WhyNot, settings)
    {
    }

    protected override SolverNotice? WhyRefused(IntegerModel model)
    {
        for (var j = 0; j < model.VariableCount; j++)
        {
            if (IsInexact(model.Lower[j]) || IsInexact(model.Upper[j]) || IsInexact(model.Objective[j]))
            {
                return TooLarge(model.VariableLabel(j));
            }
        }

        for (var i = 0; i < model.RowCount; i++)
        {
            var inexact = (model.RowLower[i] != IntegerModel.NoLower && IsInexact(model.RowLower[i]))
                || (model.RowUpper[i] != IntegerModel.NoUpper && IsInexact(model.RowUpper[i]));
            for (var k = model.RowStart[i]; k < model.RowStart[i + 1] && !inexact; k++)
            {
                inexact = IsInexact(model.Coefficients[k]);
            }

            if (inexact)
            {
                return TooLarge(model.RowLabel(i));
            }
        }

        return null;
    }

    private static bool IsInexact(long value) => value is >= FirstInexact or <= -FirstInexact;

    private static SolverNotice TooLarge(string where) => new(
        string.Create(CultureInfo.InvariantCulture, $"CBC tính bằng số thực và chỉ chính xác dưới {FirstInexact}; {where} có số lớn hơn. Hãy dùng CP-SAT, hoặc chia cho ước chung."),
        string.Create(CultureInfo.InvariantCulture, $"CBC counts in floating point, exactly only below {FirstInexact}; {where} holds a larger number. Use CP-SAT, or divide by a common factor."));

    private static (WorkerCommand?, SolverNotice?) Find()
    {
        // The names of the library and of dup are those of Linux; elsewhere CP-SAT alone is the door.
        if (!OperatingSystem.IsLinux() || !CbcLibrary.IsPresent)
        {
            return (null, new SolverNotice(
                "Chưa dùng được CBC: thiếu libCbcSolver.so.3. Hãy chạy eng/setup.sh (gói Debian coinor-libcbc3), hoặc dùng CP-SAT.",
                "CBC is not available: libCbcSolver.so.3 is missing. Run eng/setup.sh (Debian package coinor-libcbc3), or use CP-SAT."));
        }

        var assembly = typeof(CbcSolver).Assembly.Location;
        var dotnet = FindDotnet();
        return assembly.Length == 0 || dotnet is null || !File.Exists(Path.ChangeExtension(assembly, ".runtimeconfig.json"))
            ? (null, new SolverNotice(
                "Chưa dùng được CBC: không tìm thấy chương trình dotnet hoặc Matching.Solvers.dll để chạy tiến trình riêng. Hãy dùng CP-SAT.",
                "CBC is not available: the dotnet program or Matching.Solvers.dll for its process was not found. Use CP-SAT."))
            : (new WorkerCommand(dotnet, [assembly, Verb], Path.GetDirectoryName(assembly)!), null);
    }

    // The runtime that we run on stands in <dotnet>/shared/Microsoft.NETCore.App/<version>.
    private static string? FindDotnet()
    {
        var runtime = RuntimeEnvironment.GetRuntimeDirectory().TrimEnd(Path.DirectorySeparatorChar);
        var dotnet = Path.GetFullPath(Path.Combine(runtime, "..", "..", "..", "dotnet"));
        return File.Exists(dotnet) ? dotnet : null;
    }
}
