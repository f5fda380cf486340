using Matching.Oracles.Linear;
using Matching.Oracles.Workers;

namespace Matching.Oracles.Tests;

/// <summary>Capabilities of this machine that a test may need; eng/setup.sh installs them and test.sh insists on them.</summary>
internal static class Capability
{
    public static string? WhyNoClp => ClpSolver.IsPresent ? null : "CLP is off: libClp.so.1 is missing (eng/setup.sh installs it).";

    public static string? WhyNoWorker => OrToolsWorker.IsPresent ? null : "The OR-Tools worker is off: Node or its package is missing (eng/setup.sh installs it).";
}

internal sealed class ClpFactAttribute : FactAttribute
{
    public ClpFactAttribute() => Skip = Capability.WhyNoClp;
}

internal sealed class ClpTheoryAttribute : TheoryAttribute
{
    public ClpTheoryAttribute() => Skip = Capability.WhyNoClp;
}

internal sealed class WorkerFactAttribute : FactAttribute
{
    public WorkerFactAttribute() => Skip = Capability.WhyNoWorker;
}

internal sealed class WorkerTheoryAttribute : TheoryAttribute
{
    public WorkerTheoryAttribute() => Skip = Capability.WhyNoWorker;
}
