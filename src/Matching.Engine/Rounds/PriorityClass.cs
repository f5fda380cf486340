using Matching.Engine.Needs;

namespace Matching.Engine.Rounds;

/// <summary>All lines of one urgency, tier and kind; classes are served strictly in order.</summary>
/// <param name="Number">Place in the order, 1 = first. Only classes that hold a line are numbered.</param>
public sealed record PriorityClass(int Number, Urgency Urgency, int Tier, ItemKind Kind);
