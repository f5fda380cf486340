using Matching.Solvers.Workers;

namespace Matching.Solvers.CpSat;

/// <summary>CP-SAT of OR-Tools 9.15 as WebAssembly, in a pool of Node processes. Exact integers throughout.</summary>
public sealed class CpSatWasmSolver : WorkerSolver
{
    /// <param name="settings">How workers are kept.</param>
    /// <param name="folder">Folder of the worker script; null to look for <c>eng/or-tools-worker</c> above the running program.</param>
    /// <param name="node">The Node executable; null for the first on the path.</param>
    public CpSatWasmSolver(WorkerSettings? settings = null, string? folder = null, string? node = null)
        : this(NodeWorker.Find(folder, node), settings)
    {
    }

    private CpSatWasmSolver((WorkerCommand? Command, SolverNotice? WhyNot) found, WorkerSettings? settings)
        : base("CP-SAT (WebAssembly)", found.Command, found.WhyNot, settings)
    {
    }
}
