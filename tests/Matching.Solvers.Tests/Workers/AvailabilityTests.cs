using Matching.Solvers.CpSat;
using Matching.Solvers.Tests.Contract;

namespace Matching.Solvers.Tests.Workers;

public sealed class AvailabilityTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    [Fact]
    public async Task Without_the_script_CP_SAT_is_unavailable()
    {
        Assert.Contains("cp-sat.mjs", await ReasonAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_package_CP_SAT_is_unavailable()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "cp-sat.mjs"), "");

        Assert.Contains("or-tools-wasm", await ReasonAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_Node_CP_SAT_is_unavailable()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "cp-sat.mjs"), "");
        Directory.CreateDirectory(Path.Combine(_folder, "node_modules", "or-tools-wasm"));

        Assert.Contains("Node", await ReasonAsync(node: "/nowhere/node"), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<string> ReasonAsync(string? node = null)
    {
        using var solver = new CpSatWasmSolver(folder: _folder, node: node);
        var outcome = await solver.SolveAsync(Instances.Knapsack(1, things: 3), new SolverLimits(), null, default);

        Assert.Equal(SolverStatus.Unavailable, outcome.Status);
        Assert.Equal(solver.WhyUnavailable, outcome.Reason);
        Assert.Contains("eng/setup.sh", outcome.Reason!.Vi, StringComparison.Ordinal);
        return outcome.Reason.En;
    }
}
