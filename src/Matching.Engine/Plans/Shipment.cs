namespace Matching.Engine.Plans;

/// <summary>What one pledge gives one line.</summary>
/// <param name="Pledge">Index into the round's pledges.</param>
/// <param name="Need">Index into the round's needs.</param>
/// <param name="Units">Goods: units; money: 0.</param>
/// <param name="AmountVnd">Money: đồng; goods: 0.</param>
/// <param name="ValueVnd">Money: the amount; goods: units × the item's unit cost.</param>
public readonly record struct Shipment(int Pledge, int Need, long Units, long AmountVnd, long ValueVnd);

/// <summary>One thread of the fair (fractional) plan: how much line value a pledge lends a line there, in whole đồng.</summary>
/// <remarks>
/// All threads together are a witness that the fair shares can be had: each line's threads add up to its fair share within one đồng.
/// </remarks>
public readonly record struct FairThread(int Pledge, int Need, long ValueVnd);
