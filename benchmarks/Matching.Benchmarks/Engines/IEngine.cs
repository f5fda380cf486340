using System.Collections.Immutable;
using Matching.Engine.Plans;
using Matching.Engine.Rounds;

namespace Matching.Benchmarks.Engines;

/// <summary>Something that allocates a round and whose time, memory and quality are measured.</summary>
internal interface IEngine
{
    string Name { get; }

    EngineResult Run(Round round);
}

/// <param name="Shipments">What is shipped in whole units; empty where the engine computes shares only.</param>
/// <param name="FairVnd">Fair share per need of the round, in đồng; empty where the engine knows none.</param>
/// <param name="Plan">The whole plan, where there is one to audit.</param>
internal sealed record EngineResult(ImmutableArray<Shipment> Shipments, double[] FairVnd, Plan? Plan);
