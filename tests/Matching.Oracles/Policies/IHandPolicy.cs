using System.Collections.Immutable;
using Matching.Engine.Plans;
using Matching.Engine.Rounds;

namespace Matching.Oracles.Policies;

/// <summary>A way in which people allocate by hand: whole units, eligibility and ceilings kept, nothing balanced.</summary>
/// <remarks>Pins, province caps and conditions that only whole plans can keep are ignored; this favours the policy in a comparison.</remarks>
public interface IHandPolicy
{
    string Name { get; }

    /// <returns>Ordered by pledge index, then need index.</returns>
    ImmutableArray<Shipment> Allocate(Round round);
}
