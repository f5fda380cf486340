using Matching.Engine.Geography;
using Matching.Engine.Needs;

namespace Matching.Oracles.Compact;

/// <summary>All that a pledge's conditions can tell lines apart by, place and days aside.</summary>
internal readonly record struct LineKind(ItemId Item, Zone Zone, int Tier, Urgency Urgency, string? AgeGroup, AcceptedQuality? Quality, bool HasOutsideAid);
