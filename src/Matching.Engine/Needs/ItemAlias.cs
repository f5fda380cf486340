namespace Matching.Engine.Needs;

/// <summary>Another name by which people call an item: "áo rét" for warm sets. One name may stand for several items; it then decides nothing.</summary>
public sealed record ItemAlias(string Alias, ItemId Item);
