using Matching.Engine.Geography;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;

namespace Matching.Verify.Union;

/// <summary>What one line has of one pledge.</summary>
/// <param name="Line">The line as the round saw it that gave.</param>
/// <param name="Commune">Its commune, likewise.</param>
/// <param name="OnLine">In the pledge's own measure; more than zero.</param>
public sealed record Served(Pledge Pledge, NeedLine Line, Commune Commune, long OnLine)
{
    public bool IsMoney => Pledge.Kind == PledgeKind.Money;
}

/// <summary>A condition that does not hold over all rounds together.</summary>
/// <param name="Condition">As pledges.csv names it.</param>
/// <param name="Where">The place, line or nothing.</param>
public sealed record UnionComplaint(string Pledge, string Condition, string Where, Int128 Stated, Int128 Allowed);
