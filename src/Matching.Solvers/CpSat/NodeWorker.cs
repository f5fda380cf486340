using Matching.Solvers.Workers;

namespace Matching.Solvers.CpSat;

/// <summary>Finds Node, the worker script and its package.</summary>
internal static class NodeWorker
{
    /// <summary>Names another Node than the first on the path.</summary>
    public const string NodeVariable = "MATCHING_NODE";

    /// <summary>Names another folder than <c>eng/or-tools-worker</c> above the running program.</summary>
    public const string FolderVariable = "MATCHING_OR_TOOLS_FOLDER";

    private const string Script = "cp-sat.mjs";

    /// <summary>How to start the worker, or why it cannot be started.</summary>
    public static (WorkerCommand? Command, SolverNotice? WhyNot) Find(string? folder, string? node)
    {
        folder ??= Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } named ? named : FindFolder();
        if (folder is null || !File.Exists(Path.Combine(folder, Script)))
        {
            return Missing("tập lệnh cp-sat.mjs", "its script cp-sat.mjs");
        }

        if (!Directory.Exists(Path.Combine(folder, "node_modules", "or-tools-wasm")))
        {
            return Missing("gói npm or-tools-wasm", "its npm package or-tools-wasm");
        }

        node ??= FindNode();
        return node is null || !File.Exists(node)
            ? Missing("Node (từ phiên bản 18)", "Node (18 or newer)")
            : (new WorkerCommand(node, [Path.Combine(folder, Script)], folder), null);
    }

    private static (WorkerCommand?, SolverNotice) Missing(string vi, string en) => (null, new SolverNotice(
        $"Chưa dùng được CP-SAT: thiếu {vi}. Hãy chạy eng/setup.sh, hoặc dùng phương pháp có sẵn.",
        $"CP-SAT is not available: {en} is missing. Run eng/setup.sh, or use the built-in method."));

    private static string? FindFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "eng", "or-tools-worker");
            if (File.Exists(Path.Combine(candidate, Script)))
            {
                return candidate;
            }
        }

        return null;
    }

    private static string? FindNode()
    {
        if (Environment.GetEnvironmentVariable(NodeVariable) is { Length: > 0 } named)
        {
            return named;
        }

        var program = OperatingSystem.IsWindows() ? "node.exe" : "node";
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
    }
}
