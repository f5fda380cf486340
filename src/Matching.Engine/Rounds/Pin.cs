using Matching.Engine.Needs;
using Matching.Engine.Pledges;

namespace Matching.Engine.Rounds;

public enum PinRule
{
    /// <summary>Exactly this amount flows between the pair, no more.</summary>
    Fix = 0,

    /// <summary>Nothing flows between the pair.</summary>
    Forbid = 1,

    /// <summary>This amount or more flows between the pair.</summary>
    AtLeast = 2,
}

/// <summary>A planner's decision about one pledge and one line; it beats the order of classes.</summary>
/// <param name="Amount">In the pledge's own measure (đồng or units); ignored for <see cref="PinRule.Forbid"/>.</param>
public sealed record Pin(PledgeId Pledge, NeedId Need, PinRule Rule, long Amount);
