using Matching.Engine.Rounds;
using Matching.Oracles.Policies;

namespace Matching.Benchmarks.Engines;

/// <summary>A way in which people allocate by hand, done by a machine.</summary>
internal sealed class PolicyEngine(IHandPolicy policy) : IEngine
{
    public string Name => policy.Name;

    public EngineResult Run(Round round) => new(policy.Allocate(round), [], Plan: null);
}
